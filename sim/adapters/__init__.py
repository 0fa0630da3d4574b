"""`sim.evaluate` in the words of other tools: samplers, experiments, optimisers, posteriors.

Each adapter is a screenful around one function, `sim.evaluate`, and imports its package when used.
All points meet the same random numbers unless a seed says otherwise; within a pool of processes
give `threads=1`. What sbi calls a simulator takes and returns arrays, as `salib_evaluate` does.
"""

from sim.adapters.ema import ema_model
from sim.adapters.optuna import optuna_objective
from sim.adapters.pyabc import pyabc_model, pyabc_prior
from sim.adapters.salib import salib_evaluate, salib_problem

__all__ = [
    "ema_model",
    "optuna_objective",
    "pyabc_model",
    "pyabc_prior",
    "salib_evaluate",
    "salib_problem",
]
