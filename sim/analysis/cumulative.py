"""Cumulative shares of several samples, with bands that hold for all values and samples at once."""

import itertools
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from sim.analysis.monte_carlo import prob_ci
from sim.analysis.simultaneous import leaves_out

__all__ = ["WidestGap", "band_half", "cumulative_table", "widest_gap", "widest_share_gap"]

#: Values of one sample at which its curve is given at most: more would be no finer in print.
_MOST = 4_000


class WidestGap(NamedTuple):
    """Where two of some cumulative curves lie farthest apart.

    Attributes
    ----------
    value : float
        In the unit of the values.
    above, below : Any
        Names of the sample of which more lies at or below the value, and of the other.
    share_above, share_below : float
        Shares at or below the value.
    decided : bool
        True if their bands do not touch there.
    """

    value: float
    above: Any
    below: Any
    share_above: float
    share_below: float
    decided: bool


def band_half(count: int, *, level: float = 0.95, samples: int = 1) -> float:
    """Return half the width of the band about an empirical cumulative share.

    Dvoretzky, Kiefer and Wolfowitz (1956) with Massart's (1990) constant: the whole true curve lies
    in the band with at least this probability, whatever the distribution. For several samples the
    doubt is shared out among them, so that all curves lie in their bands at once.

    Parameters
    ----------
    count : values in the sample
    level : confidence, in (0, 1)
    samples : bands that are to hold together

    Examples
    --------
    >>> round(band_half(1_000), 4)
    0.0429
    """
    return float(np.sqrt(np.log(2.0 * samples / (1.0 - level)) / (2.0 * count)))


def cumulative_table(columns: Mapping[Any, ArrayLike], *, level: float = 0.95) -> pd.DataFrame:
    """Return the share of each sample at or below each of its values, with a band.

    Parameters
    ----------
    columns : name to (replicate,), without NaN
    level : confidence of all bands together, in (0, 1)

    Returns
    -------
    DataFrame
        A row a sample and value: `name`, `value`, `share`, `low`, `high`; shares in [0, 1]. Of a
        sample with more than 4,000 different values, that many of them, evenly spread by rank.

    Examples
    --------
    >>> table = cumulative_table({"a": [0.0, 1.0, 1.0, 2.0]})
    >>> table["value"].tolist(), table["share"].tolist()
    ([0.0, 1.0, 2.0], [0.25, 0.75, 1.0])
    """
    tables = []
    for name, values in columns.items():
        ordered = np.sort(np.asarray(values, dtype=np.float64).ravel())
        at = np.unique(ordered)
        if len(at) > _MOST:
            at = at[np.linspace(0, len(at) - 1, _MOST).round().astype(int)]
        share = np.searchsorted(ordered, at, side="right") / len(ordered)
        half = band_half(len(ordered), level=level, samples=len(columns))
        tables.append(
            pd.DataFrame(
                {
                    "name": [name] * len(at),
                    "value": at,
                    "share": share,
                    "low": np.clip(share - half, 0.0, 1.0),
                    "high": np.clip(share + half, 0.0, 1.0),
                }
            )
        )
    return pd.concat(tables, ignore_index=True)


def widest_gap(columns: Mapping[Any, ArrayLike], *, level: float = 0.95) -> WidestGap:
    """Return where two of several cumulative curves lie farthest apart, and if bands tell them so.

    The gap is the Kolmogorov–Smirnov distance of the two.

    Examples
    --------
    >>> found = widest_gap({"a": [0.0, 1.0], "b": [2.0, 3.0]})
    >>> found.value, found.above, found.decided
    (1.0, 'a', False)
    """
    ordered = {
        name: np.sort(np.asarray(values, dtype=np.float64).ravel())
        for name, values in columns.items()
    }
    best: WidestGap | None = None
    for one, other in itertools.combinations(ordered, 2):
        a, b = ordered[one], ordered[other]
        at = np.unique(np.concatenate([a, b]))
        shares = [np.searchsorted(side, at, side="right") / side.size for side in (a, b)]
        place = int(np.abs(shares[0] - shares[1]).argmax())
        first, second = float(shares[0][place]), float(shares[1][place])
        if best is not None and abs(first - second) <= best.share_above - best.share_below:
            continue
        halves = sum(band_half(side.size, level=level, samples=len(ordered)) for side in (a, b))
        decided = abs(first - second) > halves
        names = (one, other) if first >= second else (other, one)
        high, low = max(first, second), min(first, second)
        best = WidestGap(float(at[place]), *names, high, low, decided)
    if best is None:
        raise ValueError("found one sample, wanted two or more")
    return best


def widest_share_gap(columns: Mapping[Any, ArrayLike], *, level: float = 0.95) -> WidestGap:
    """Return of which value two of several samples have the most unlike shares.

    For codes, whose numbers only name. It is decided if the interval of the difference of shares,
    widened for all values and pairs (Bonferroni) and taken as of independent samples, leaves out 0.

    Examples
    --------
    >>> found = widest_share_gap({"a": [0, 0, 0, 1], "b": [1, 1, 1, 1]})
    >>> found.value, found.above, found.share_above, found.share_below
    (0.0, 'a', 0.75, 0.0)
    """
    arrays = {
        name: np.asarray(values, dtype=np.float64).ravel() for name, values in columns.items()
    }
    pairs = list(itertools.combinations(arrays, 2))
    if not pairs:
        raise ValueError("found one sample, wanted two or more")
    kinds = np.unique(np.concatenate(list(arrays.values())))
    shares = {
        (name, kind): prob_ci(int(np.sum(values == kind)), values.size, level=level)
        for name, values in arrays.items()
        for kind in kinds
    }
    kind, (one, other) = max(
        itertools.product(kinds, pairs),
        key=lambda cell: abs(shares[cell[1][0], cell[0]].value - shares[cell[1][1], cell[0]].value),
    )
    names = (one, other) if shares[one, kind].value >= shares[other, kind].value else (other, one)
    high, low = (shares[name, kind] for name in names)
    # Newcombe's (1998, method 10) interval, which says something at 0 and 1 too.
    gap = high.value - low.value
    down = float(np.hypot(high.value - high.low, low.high - low.value))
    up = float(np.hypot(high.high - high.value, low.value - low.low))
    looks = len(kinds) * len(pairs)
    decided = bool(leaves_out(gap, gap - down, gap + up, level=level, looks=looks)[0])
    return WidestGap(float(kind), *names, high.value, low.value, decided)
