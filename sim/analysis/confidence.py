"""Numbers and the confidence of intervals: what is asked at the front door, how far ends lie.

`scipy` is asked for whole, as in `sim.analysis.monte_carlo`: its statistics load when first used.
"""

from numbers import Real

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from sim.errors import SimError, WrongKind

__all__ = ["check_level", "critical_t", "critical_z", "numbers_of"]


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


def critical_z(level: float) -> float:
    """Return how many standard errors an interval's ends lie from the middle, by the normal law.

    Parameters
    ----------
    level : confidence, in (0, 1)

    Examples
    --------
    >>> round(critical_z(0.95), 3)
    1.96
    """
    return float(scipy.special.ndtri(0.5 + level / 2.0))


def critical_t(level: float, freedom: float) -> float:
    """Return how many standard errors an interval's ends lie from the middle, by Student's law.

    Parameters
    ----------
    level : confidence, in (0, 1)
    freedom : degrees of freedom behind the error, above 0; nan is returned for 0

    Examples
    --------
    >>> round(critical_t(0.95, 9), 3)
    2.262
    """
    return float(scipy.stats.t.ppf(0.5 + level / 2.0, freedom))


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
