"""Washington's traits, one at a time and together.

What each trait brings while all else is held fixed, what two bring only together, for which worlds
it matters, and what reward does to allies who are rivals and to allies who are not. When runs cross
from one basin into the other, and over which worlds there are two. Every sentence and every title
is computed from the runs.
"""

from sim.study.washington.design import FACTORS, LEVELS, design
from sim.study.washington.finding import findings_of
from sim.study.washington.page import report

__all__ = [
    "FACTORS",
    "LEVELS",
    "design",
    "findings_of",
    "report",
]
