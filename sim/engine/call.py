"""Calling a function of a month: a Python callable here, in compiled code one at an address."""

from typing import Any

__all__ = ["call"]


def call(function: Any, arguments: tuple[Any, ...]) -> None:
    """Call a function; in compiled code it is an address, and arrays are passed by theirs.

    Examples
    --------
    >>> call(print, (1, 2.0))
    1 2.0
    """
    function(*arguments)
