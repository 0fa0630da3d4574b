"""Packages that a plain installation lacks: imported when used, with one line where they are not.

Some of them warn while they are imported, of what has nothing to do with the question asked.
"""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from sim.errors import SimError

__all__ = ["extra", "quiet"]


def extra(module: str, group: str = "drivers") -> Any:
    """Import a module of a package that a group of optional packages brings.

    Parameters
    ----------
    module : its full name, such as `SALib.analyze.sobol`
    group : the extra of this project that brings it

    Raises
    ------
    SimError
        If it is not installed: one line that says what to install.

    Examples
    --------
    >>> extra("numpy").__name__
    'numpy'
    >>> extra("no_such_package.part")
    Traceback (most recent call last):
    sim.errors.SimError: wants the package no_such_package: \
pip install "alliance-triangle[drivers]"
    """
    package = module.partition(".")[0]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return import_module(module)
    except ModuleNotFoundError as fault:
        lacking = (fault.name or package).partition(".")[0]
        raise SimError(
            f'wants the package {lacking}: pip install "alliance-triangle[{group}]"'
        ) from fault


@contextmanager
def quiet(package: str) -> Iterator[None]:
    """Pass over what a package's own lines are warned of, such as what pandas will drop one day.

    Examples
    --------
    >>> with quiet("sim"):
    ...     warnings.warn_explicit("old", FutureWarning, "a.py", 1, module="sim.a")
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=rf"{re.escape(package)}(\.|\Z)")
        yield
