"""A word to whoever waits while the model compiles: once a machine and model."""

import sys

from sim.engine.version import cache_folder

__all__ = ["announce"]

#: Functions that compile on first use, by the caller that needs them.
ROWS, ONE = "_run_rows", "_march_alone"


def announce(function: str) -> None:
    """Print a line to stderr if a compiled function will be made anew.

    The folder alone says nothing: a compilation that was stopped leaves it empty, and another
    function's code may be the only one in it.

    Parameters
    ----------
    function : ROWS or ONE
    """
    if function in _said or next(cache_folder().glob(f"**/*.{function}-*.nbi"), None) is not None:
        return
    _said.add(function)
    print("compiling the model: about a minute, once", file=sys.stderr, flush=True)


#: Functions that this process has announced, and so compiled.
_said: set[str] = set()
