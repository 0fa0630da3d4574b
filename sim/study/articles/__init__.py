"""Leave one article out: what rests on it alone loses its code, and what changes then."""

from sim.study.articles.measure import CONTRAST, OUTCOMES, Left, Outcome, leave_out
from sim.study.articles.report import report, row
from sim.study.articles.without import resting_on, rests_on, without_article

__all__ = [
    "CONTRAST",
    "OUTCOMES",
    "Left",
    "Outcome",
    "leave_out",
    "report",
    "resting_on",
    "rests_on",
    "row",
    "without_article",
]
