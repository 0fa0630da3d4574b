"""The door out: results in memory and on disk, read without the model."""

from sim.store.opened import open_study
from sim.store.results import Results

__all__ = ["Results", "open_study"]
