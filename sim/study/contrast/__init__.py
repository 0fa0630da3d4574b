"""Statements put to the model: arms under the same luck, measures of them, and what is expected."""

from sim.study.contrast.answers import answers
from sim.study.contrast.arm import measured, world_of
from sim.study.contrast.asked import Asked
from sim.study.contrast.estimate import FEWEST, keeps
from sim.study.contrast.evaluate import Finding, Verdict, evaluate, verdicts
from sim.study.contrast.statement import Arm, Check, Described, Statement, read_statements
from sim.study.contrast.wording import about_more, said, wanted

__all__ = [
    "FEWEST",
    "Arm",
    "Asked",
    "Check",
    "Described",
    "Finding",
    "Statement",
    "Verdict",
    "about_more",
    "answers",
    "evaluate",
    "keeps",
    "measured",
    "read_statements",
    "said",
    "verdicts",
    "wanted",
    "world_of",
]
