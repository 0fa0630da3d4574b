"""Leave one article out: what rests on it alone loses its code, and what changes then."""

from sim.study.articles.measure import CONTRAST, OUTCOMES, PARTS, WORLDS, leave_out
from sim.study.articles.report import report, row

__all__ = [
    "CONTRAST",
    "OUTCOMES",
    "PARTS",
    "WORLDS",
    "leave_out",
    "report",
    "row",
]
