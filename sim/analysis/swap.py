"""Whether distributions of twins differ: pairs swapped at random, as if a change did nothing."""

import numpy as np
from numpy.typing import ArrayLike

__all__ = ["swap_p_value"]

#: Cells of a table of swaps that are worked out at once.
_CELLS = 4_000_000


def swap_p_value(
    base: ArrayLike, alternative: ArrayLike, *, swaps: int = 999, seed: int = 0
) -> float:
    """Return how likely so wide a gap of two cumulative shares is if a change did nothing.

    Had it done nothing, the members of each pair could trade places. Each swap lets every pair do
    so or not at the toss of a coin, and the Kolmogorov–Smirnov distance is taken anew; the p-value
    is the share of distances as large as the one found, itself among them (Phipson and Smyth 2010).
    It uses what the pairs share, which bands about each curve alone cannot.

    Parameters
    ----------
    base, alternative : (replicate,)
        Entry k of both comes from replicate k.
    swaps, seed : how many, and the seed of their coins

    Examples
    --------
    >>> swap_p_value(range(20), range(20))
    1.0
    >>> swap_p_value(range(100), range(20, 120))
    0.001
    """
    one = np.asarray(base, dtype=np.float64).ravel()
    other = np.asarray(alternative, dtype=np.float64).ravel()
    if one.size != other.size or one.size < 2:
        raise ValueError(
            f"found {one.size} and {other.size} values, wanted the same number, 2 or more"
        )
    both = np.concatenate([one, other])
    order = np.argsort(both, kind="stable")
    ordered = both[order]
    # The gap is read after the last of equal values only.
    last = np.r_[ordered[1:] != ordered[:-1], True]
    pair = order % one.size
    side = np.where(order < one.size, 1, -1).astype(np.int32)
    found = int(np.abs(np.cumsum(side)[last]).max())
    draws = np.random.default_rng(seed)
    each = max(1, _CELLS // both.size)
    as_wide = 0
    for begin in range(0, swaps, each):
        count = min(each, swaps - begin)
        coins = 2 * draws.integers(0, 2, (count, one.size), dtype=np.int32) - 1
        gaps = np.cumsum(coins[:, pair] * side, axis=1)[:, last]
        as_wide += int(np.sum(np.abs(gaps).max(axis=1) >= found))
    return (1 + as_wide) / (1 + swaps)
