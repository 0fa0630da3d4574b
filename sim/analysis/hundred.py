"""Shares as so many of a hundred, whole numbers that add up."""

from collections.abc import Sequence

__all__ = ["of_hundred"]


def of_hundred(shares: Sequence[float]) -> list[int]:
    """Return shares of a whole as whole numbers that add up to 100.

    What rounding down leaves goes to the largest remainders, of equal ones to the first.

    Parameters
    ----------
    shares : none below 0, in all 1

    Raises
    ------
    ValueError
        For a share below 0, or where they do not add up to 1.

    Examples
    --------
    >>> of_hundred([0.006, 0.498, 0.496])
    [1, 50, 49]
    """
    if min(shares, default=0.0) < 0.0 or not abs(sum(shares) - 1.0) <= 1e-9:  # NaN too
        raise ValueError(f"found shares {list(shares)}, wanted none below 0 and in all 1")
    whole = [int(100.0 * share + 1e-9) for share in shares]
    left = [100.0 * share - count for share, count in zip(shares, whole, strict=True)]
    largest = sorted(range(len(shares)), key=lambda k: -round(left[k], 9))
    for k in largest[: 100 - sum(whole)]:
        whole[k] += 1
    return whole
