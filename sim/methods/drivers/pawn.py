"""PAWN: how far an outcome's distribution moves where a key is held within a slice.

Pianosi and Wagener (2018): a key's range is cut into slices of as many points each; the index is
the median over slices of the Kolmogorov-Smirnov distance between the outcome in the slice and in
all. Equal to SALib's `pawn.analyze`, and quick enough to be drawn again a hundred times.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["SLICES", "pawn", "slices_of"]

Floats = NDArray[np.float64]

#: Slices of a key's range, as SALib takes them.
SLICES = 10


def slices_of(x: Floats, slices: int = SLICES) -> NDArray[np.int64]:
    """Return the slice that each point falls in, (point,); the highest point in none, as SALib's.

    Examples
    --------
    >>> slices_of(np.arange(5.0), 2).tolist()
    [0, 0, 1, 1, -1]
    """
    step = 1.0 / slices
    ends = np.quantile(x, np.minimum(np.arange(0, 1 + step, step)[: slices + 1], 1.0))
    found = np.searchsorted(ends, x, side="right") - 1
    return np.where(found >= slices, -1, found)


def pawn(x: Floats, y: Floats, slices: int = SLICES) -> float:
    """Return the index of one key: 0 where the outcome's distribution never moves.

    Parameters
    ----------
    x, y : (point,)

    Examples
    --------
    >>> luck = np.random.default_rng(1)
    >>> x = luck.random(2000)
    >>> pawn(x, x) > 0.4, pawn(x, luck.random(2000)) < 0.1
    (True, True)
    """
    order = np.argsort(y, kind="stable")
    ordered, where = y[order], slices_of(x, slices)[order]
    # The last of equal values is where a distribution function has taken its step.
    steps = np.append(ordered[1:] != ordered[:-1], True)
    whole = (np.arange(len(y)) + 1.0) / len(y)
    found = []
    for one in range(slices):
        within = where == one
        count = int(within.sum())
        if count:
            own = np.cumsum(within) / count
            found.append(float(np.abs(own - whole)[steps].max()))
    return float(np.median(found)) if found else float("nan")
