"""The door out: results in memory and on disk, read without the model."""

from sim.store.results import Results, open_study

__all__ = ["Results", "open_study"]
