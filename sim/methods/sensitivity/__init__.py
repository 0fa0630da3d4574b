"""Sensitivity: what levers and parameters do, over all priors, at the defaults, and together."""

from sim.methods.sensitivity.arms import DEFAULTS, Arms, Asked
from sim.methods.sensitivity.effects import COLUMNS, lever_runs, lever_table
from sim.methods.sensitivity.elementary import free
from sim.methods.sensitivity.interaction import (
    CROSSED,
    Factor,
    Pair,
    crossed_runs,
    crossed_table,
    lever_map,
    map_runs,
    mapped,
)
from sim.methods.sensitivity.lever import Ends, Lever, LeverOutcome, chosen, levers

__all__ = [
    "COLUMNS",
    "CROSSED",
    "DEFAULTS",
    "Arms",
    "Asked",
    "Ends",
    "Factor",
    "Lever",
    "LeverOutcome",
    "Pair",
    "chosen",
    "crossed_runs",
    "crossed_table",
    "free",
    "lever_map",
    "lever_runs",
    "lever_table",
    "levers",
    "map_runs",
    "mapped",
]
