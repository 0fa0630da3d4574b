"""Calling a function of a month: a Python callable here, in compiled code one at an address."""

from typing import Any

__all__ = ["call"]


def call(function: Any, arrays: tuple[Any, ...], numbers: tuple[Any, ...]) -> None:
    """Call a function; in compiled code it is an address, and arrays are passed by theirs.

    Examples
    --------
    >>> call(print, ([1.0], [2.0]), (3,))
    [1.0] [2.0] 3
    """
    function(*arrays, *numbers)
