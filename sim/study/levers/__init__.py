"""What each number a leader brings, and each mechanism, does: over all priors, and at defaults."""

from sim.methods.sensitivity import (
    Arms,
    Ends,
    chosen,
    crossed_runs,
    crossed_table,
    lever_map,
    lever_runs,
    levers,
    map_runs,
    mapped,
)
from sim.study.levers.expected import COLUMNS, expected, lever_table
from sim.study.levers.outcomes import OUTCOMES, TIES, Asked, pairs_of
from sim.study.levers.page import PAGE, TABLE, Found, report, text_of

__all__ = [
    "COLUMNS",
    "OUTCOMES",
    "PAGE",
    "TABLE",
    "TIES",
    "Arms",
    "Asked",
    "Ends",
    "Found",
    "chosen",
    "crossed_runs",
    "crossed_table",
    "expected",
    "lever_map",
    "lever_runs",
    "lever_table",
    "levers",
    "map_runs",
    "mapped",
    "pairs_of",
    "report",
    "text_of",
]
