"""Studies: points times replicates, in threads, in memory or on disk, resumed after a stop."""

from sim.runner.compare import compare
from sim.runner.execute import run, run_study
from sim.runner.progress import Progress, ProgressLine
from sim.runner.replay import simulate
from sim.runner.request import Point

__all__ = ["Point", "Progress", "ProgressLine", "compare", "run", "run_study", "simulate"]
