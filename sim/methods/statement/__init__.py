"""Statements put to the model: arms under the same luck, measures of them, and what is expected."""

from sim.methods.statement.answers import answers
from sim.methods.statement.arm import measured, world_of
from sim.methods.statement.asked import Asked
from sim.methods.statement.estimate import FEWEST, keeps
from sim.methods.statement.evaluate import Finding, Verdict, evaluate, verdicts
from sim.methods.statement.fact import FACT, USES, Fact, fact_of
from sim.methods.statement.statement import Arm, Check, Described, Statement, read_statements

__all__ = [
    "FACT",
    "FEWEST",
    "USES",
    "Arm",
    "Asked",
    "Check",
    "Described",
    "Fact",
    "Finding",
    "Statement",
    "Verdict",
    "answers",
    "evaluate",
    "fact_of",
    "keeps",
    "measured",
    "read_statements",
    "verdicts",
    "world_of",
]
