"""Calibration: targets, screen, recovery, fit, and the posterior as a set of draws."""

from sim.methods.calibration.fit import Posterior, contraction, equal_draws, fit
from sim.methods.calibration.reach import met_by_trial, never_together
from sim.methods.calibration.recovery import recover, recoverable
from sim.methods.calibration.screen import Design, candidates, design, scales_of, strengths
from sim.methods.calibration.set_files import write_set
from sim.methods.calibration.stages import Calibrated, Effort, calibrated
from sim.methods.calibration.target import Target, fitted_facts, targets
from sim.methods.calibration.trial import Trials, trial_seed

__all__ = [
    "Calibrated",
    "Design",
    "Effort",
    "Posterior",
    "Target",
    "Trials",
    "calibrated",
    "candidates",
    "contraction",
    "design",
    "equal_draws",
    "fit",
    "fitted_facts",
    "met_by_trial",
    "never_together",
    "recover",
    "recoverable",
    "scales_of",
    "strengths",
    "targets",
    "trial_seed",
    "write_set",
]
