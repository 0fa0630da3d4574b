"""What each number a leader brings, and each mechanism, does: over all priors, and at defaults."""

from sim.study.levers.arms import Arms, Asked
from sim.study.levers.effects import COLUMNS, lever_runs, lever_table
from sim.study.levers.expected import Expected, expected
from sim.study.levers.interaction import (
    CROSSED,
    crossed_runs,
    crossed_table,
    lever_map,
    map_runs,
    mapped,
    pairs_of,
)
from sim.study.levers.lever import OUTCOMES, Ends, Lever, chosen, levers
from sim.study.levers.page import PAGE, TABLE, Found, report, text_of

__all__ = [
    "COLUMNS",
    "CROSSED",
    "OUTCOMES",
    "PAGE",
    "TABLE",
    "Arms",
    "Asked",
    "Ends",
    "Expected",
    "Found",
    "Lever",
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
