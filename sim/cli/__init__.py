"""The command line: the only place that knows Hydra. `python -m sim --help` says what it can do."""

from sim.cli.command import main

__all__ = ["main"]
