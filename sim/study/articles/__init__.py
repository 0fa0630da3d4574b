"""Leave one article out: what rests on it alone loses its code, and what changes then."""

from sim.study.articles.measure import CONTRAST, OUTCOMES, PARTS, WORLDS, Left, Outcome, leave_out
from sim.study.articles.report import report, row
from sim.study.articles.without import SECTIONS, resting_on, rests_on, without_article

__all__ = [
    "CONTRAST",
    "OUTCOMES",
    "PARTS",
    "SECTIONS",
    "WORLDS",
    "Left",
    "Outcome",
    "leave_out",
    "report",
    "resting_on",
    "rests_on",
    "row",
    "without_article",
]
