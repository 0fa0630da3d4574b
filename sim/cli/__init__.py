"""The command line: the only place that knows Hydra. `python -m sim --help` says what it can do."""

from sim.cli.entry import main

__all__ = ["main"]
