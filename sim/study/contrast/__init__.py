"""Statements put to the model: arms under the same luck, measures of them, and what is expected."""

from sim.study.contrast.arm import measured, world_of
from sim.study.contrast.estimate import FEWEST, keeps
from sim.study.contrast.evaluate import Finding, Verdict, evaluate
from sim.study.contrast.statement import Arm, Check, Statement, read_statements

__all__ = [
    "FEWEST",
    "Arm",
    "Check",
    "Finding",
    "Statement",
    "Verdict",
    "evaluate",
    "keeps",
    "measured",
    "read_statements",
    "world_of",
]
