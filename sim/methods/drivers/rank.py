"""Ranks that are given only where intervals tell: else "undecided", with the reason."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

__all__ = ["DECIDED", "NO_SPREAD", "UNDECIDED", "ranked"]

#: What a table says of a rank: that it has one, or why it has none.
DECIDED, UNDECIDED = "decided", "undecided"
NO_SPREAD = f"{UNDECIDED}: the outcome does not vary, or by chance alone"


def ranked(
    names: Sequence[str],
    value: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    floor: ArrayLike = 0.0,
) -> tuple[list[float], list[str]]:
    """Return ranks by size, 1 the largest, and in words why some have none.

    A rank is given to what lies above the floor with its whole interval, and whose interval meets
    that of no other. All others are undecided, NaN: more points or replicates may tell.

    Parameters
    ----------
    names : of what is ranked
    value, low, high : (name,)
        Estimates with their intervals.
    floor : number or (name,)
        What nothing but chance would give.

    Examples
    --------
    >>> places, says = ranked(["a", "b", "c"], [0.9, 0.3, 0.02], [0.8, 0.2, -0.1], [1, 0.4, 0.1])
    >>> places, says[2]
    ([1.0, 2.0, nan], 'undecided: not above chance')
    >>> ranked(["a", "b"], [0.5, 0.4], [0.3, 0.2], [0.7, 0.6])[1]
    ['undecided: overlaps b', 'undecided: overlaps a']
    """
    middle, lows, highs = (np.asarray(one, dtype=np.float64) for one in (value, low, high))
    least = np.broadcast_to(np.asarray(floor, dtype=np.float64), middle.shape)
    places: list[float] = []
    says: list[str] = []
    for k in range(len(middle)):
        meets = [
            names[other]
            for other in np.argsort(-middle, kind="stable").tolist()
            if other != k and lows[k] <= highs[other] and lows[other] <= highs[k]
        ]
        words = DECIDED
        if np.isnan(middle[k]) or np.isnan(lows[k]):
            words = NO_SPREAD
        elif not lows[k] > least[k]:
            words = f"{UNDECIDED}: not above chance"
        elif meets:
            others = f" and {len(meets) - 1} more" if len(meets) > 1 else ""
            words = f"{UNDECIDED}: overlaps {meets[0]}{others}"
        says.append(words)
        places.append(1.0 + int((middle > middle[k]).sum()) if words == DECIDED else float("nan"))
    return places, says
