"""Calibration of the hindcast, and its report."""

from sim.methods.calibration import targets
from sim.study.calibration.hindcast import (
    FULL,
    LAST,
    LEFT_OUT,
    QUICK,
    SERIES,
    Effort,
    calibrate,
    candidates,
    facts_met,
    fitted_facts,
    hindcast_trials,
)
from sim.study.calibration.report import report

__all__ = [
    "FULL",
    "LAST",
    "LEFT_OUT",
    "QUICK",
    "SERIES",
    "Effort",
    "calibrate",
    "candidates",
    "facts_met",
    "fitted_facts",
    "hindcast_trials",
    "report",
    "targets",
]
