"""Fans: how a variable spreads over the replicates, month by month.

A fan counts, for each month and each variable of `FANNED`, how many replicates fall into each bin,
and keeps the sum and the sum of squares. Fans add up, so a study of any size has its quantiles
without its trajectories. Mean and standard deviation are exact. A quantile is linear within its bin
and so lies within one bin of the sample's own: the variable's range / `BINS`. A variable of whole
levels has one bin a level, and its quantiles are levels.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from sim.spec.recorded import BINS, FANNED, RECORDED, column
from sim.store.labels import month_dates

__all__ = ["QUANTILES", "Fan", "add_up", "quantile_columns", "share_columns"]

#: Column of each quantile, and its probability.
QUANTILES = {
    "q01": 0.01,
    "q05": 0.05,
    "q25": 0.25,
    "q50": 0.50,
    "q75": 0.75,
    "q95": 0.95,
    "q99": 0.99,
}

_VARIABLES = tuple(RECORDED[column(name)] for name in FANNED)
_IS_LEVEL = np.array([variable.kind == "level" for variable in _VARIABLES])
_LOW = np.array([variable.low for variable in _VARIABLES], dtype=np.float64)
_HIGH = np.array([variable.high for variable in _VARIABLES], dtype=np.float64)
_WIDTH = np.where(_IS_LEVEL, 1.0, (_HIGH - _LOW) / BINS)


class Fan(NamedTuple):
    """Histograms of some replicates: T months, F fanned variables."""

    replicates: int
    counts: np.ndarray  # (T, F, BINS) whole numbers
    sums: np.ndarray  # (T, F, 2) float64: sum and sum of squares


def add_up(fans: Iterable[Fan]) -> Fan:
    """Return the fan of all replicates of several fans.

    Sums are added one after the other: give the fans in the order of their replicates, and the bits
    do not depend on who finished first.
    """
    replicates, counts, sums = 0, None, None
    for fan in fans:
        replicates += fan.replicates
        if counts is None or sums is None:
            counts, sums = fan.counts.astype(np.uint32), fan.sums.copy()
        else:
            counts += fan.counts
            sums += fan.sums
    if counts is None or sums is None:
        raise ValueError("no fan to add up")
    return Fan(replicates, counts, sums)


def _moments(fan: Fan) -> tuple[np.ndarray, np.ndarray]:
    """Return mean and standard deviation (n - 1 below; NaN for one replicate), each (T, F)."""
    n = fan.replicates
    total, squares = fan.sums[..., 0], fan.sums[..., 1]
    mean = total / n
    if n == 1:
        return mean, np.full_like(mean, np.nan)
    variance = (squares - total * mean) / (n - 1)
    # Both terms round; what is left of a constant is their rounding, not spread.
    variance[variance < 1e-12 * squares / n] = 0.0
    return mean, np.sqrt(variance)


def _quantiles(fan: Fan) -> dict[str, np.ndarray]:
    """Return each quantile, (T, F)."""
    up_to = np.cumsum(fan.counts, axis=-1, dtype=np.int64)
    found = {}
    for name, probability in QUANTILES.items():
        wanted = probability * fan.replicates
        bin_number = np.argmax(up_to >= wanted, axis=-1)
        place = bin_number[..., np.newaxis]
        reached = np.take_along_axis(up_to, place, axis=-1)[..., 0]
        inside = np.take_along_axis(fan.counts, place, axis=-1)[..., 0]
        within = np.where(_IS_LEVEL, 0.0, (wanted - (reached - inside)) / inside)
        found[name] = _LOW + (bin_number + within) * _WIDTH
    return found


def _long(values: np.ndarray) -> np.ndarray:
    """Return (T, F) as one column, variable by variable."""
    return np.ascontiguousarray(values.T).ravel()


def quantile_columns(fan: Fan, first_month: int) -> dict[str, np.ndarray]:
    """Return mean, spread and quantiles by variable and month, as columns of a long table.

    Returns
    -------
    dict
        variable, month, mean, sd, the names of `QUANTILES`, count (of replicates).
    """
    months = len(fan.counts)
    mean, sd = _moments(fan)
    return {
        "variable": np.repeat(np.array(FANNED, dtype=object), months),
        "month": np.tile(month_dates(first_month, months), len(FANNED)),
        "mean": _long(mean),
        "sd": _long(sd),
        **{name: _long(values) for name, values in _quantiles(fan).items()},
        "count": np.full(months * len(FANNED), fan.replicates, dtype=np.int64),
    }


def share_columns(fan: Fan, first_month: int) -> dict[str, np.ndarray]:
    """Return the share of replicates at each level, as columns of a long table.

    Returns
    -------
    dict
        variable (those of whole levels), month, level, share; the shares of a month sum to 1.
    """
    months = len(fan.counts)
    dates = month_dates(first_month, months)
    places = np.flatnonzero(_IS_LEVEL)
    levels = [
        np.arange(int(_VARIABLES[k].low), int(_VARIABLES[k].high) + 1, dtype=np.int64)
        for k in places
    ]
    return {
        "variable": np.repeat(
            np.array([FANNED[k] for k in places], dtype=object),
            [months * len(one) for one in levels],
        ),
        "month": np.concatenate([np.repeat(dates, len(one)) for one in levels]),
        "level": np.concatenate([np.tile(one, months) for one in levels]),
        "share": np.concatenate(
            [fan.counts[:, k, : len(one)].ravel() for k, one in zip(places, levels, strict=True)]
        )
        / fan.replicates,
    }
