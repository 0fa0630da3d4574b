"""What statistics are asked of at the front door: numbers, and the confidence of intervals."""

from numbers import Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.errors import SimError, WrongKind

__all__ = ["check_level", "numbers_of"]


def check_level(level: float) -> float:
    """Return the confidence of intervals as a plain number.

    Raises
    ------
    SimError
        For what is no number between 0 and 1.

    Examples
    --------
    >>> check_level(0.9)
    0.9
    """
    if isinstance(level, bool) or not isinstance(level, Real) or not 0.0 < float(level) < 1.0:
        raise SimError(
            f"found {level}, wanted a number between 0 and 1, both left out", field="level"
        )
    return float(level)


def numbers_of(values: ArrayLike, field: str) -> NDArray[np.float64]:
    """Return values as a flat float array; raise for what are no numbers.

    Examples
    --------
    >>> numbers_of([1, 2], "base").tolist()
    [1.0, 2.0]
    """
    wanted = "numbers, one a replicate"
    if values is None:
        raise WrongKind("nothing", wanted, field=field)
    try:
        return np.asarray(values, dtype=np.float64).ravel()
    except (TypeError, ValueError):
        raise WrongKind(values, wanted, field=field, given=True) from None
