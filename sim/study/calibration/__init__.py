"""Calibration: targets, screen, recovery, fit, and the posterior as a set of draws."""

from sim.study.calibration.fit import Posterior, contraction, equal_draws, fit
from sim.study.calibration.reach import facts_met, met_by_trial, never_together
from sim.study.calibration.recovery import Recovery, recover, told
from sim.study.calibration.report import report
from sim.study.calibration.screen import Design, candidates, design, scales_of, strengths
from sim.study.calibration.stages import FULL, QUICK, Calibration, Effort, calibrate
from sim.study.calibration.target import LAST, Target, fitted_facts, targets
from sim.study.calibration.trial import Trials, trial_seed

__all__ = [
    "FULL",
    "LAST",
    "QUICK",
    "Calibration",
    "Design",
    "Effort",
    "Posterior",
    "Recovery",
    "Target",
    "Trials",
    "calibrate",
    "candidates",
    "contraction",
    "design",
    "equal_draws",
    "facts_met",
    "fit",
    "fitted_facts",
    "met_by_trial",
    "never_together",
    "recover",
    "report",
    "scales_of",
    "strengths",
    "targets",
    "told",
    "trial_seed",
]
