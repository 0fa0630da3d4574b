"""Histograms: how a variable spreads over the replicates, month by month.

For each month and each variable of `HISTOGRAMMED` they count how many replicates fall into each
bin, and keep the sum and the sum of squares. They add up, so a study of any size has its quantiles
without its trajectories. Mean and standard deviation are exact. A quantile is linear within its bin
and so lies within one bin of the sample's own: the variable's range / `BINS`. A variable of whole
levels has one bin a level, and its quantiles are levels.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from sim.spec.recorded import BINS, HISTOGRAMMED, RECORDED, column
from sim.store.labels import month_dates

__all__ = ["QUANTILES", "Histograms", "add_up", "quantile_columns", "share_columns"]

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

_VARIABLES = tuple(RECORDED[column(name)] for name in HISTOGRAMMED)
_IS_LEVEL = np.array([variable.kind == "level" for variable in _VARIABLES])
_LOW = np.array([variable.low for variable in _VARIABLES], dtype=np.float64)
_HIGH = np.array([variable.high for variable in _VARIABLES], dtype=np.float64)
_WIDTH = np.where(_IS_LEVEL, 1.0, (_HIGH - _LOW) / BINS)
_LEVELS = int((_HIGH - _LOW)[_IS_LEVEL].max()) + 1


class Histograms(NamedTuple):
    """Histograms of some replicates: T months of F variables, without the bins that are empty.

    A row is a variable in a month, month by month.
    """

    replicates: int
    starts: np.ndarray  # (T * F + 1,) int64, where the bins of each row begin, and the last ends
    bins: np.ndarray  # (B,) uint8, bins that are not empty, row by row, from the lowest on
    counts: np.ndarray  # (B,) uint32, replicates in each of them
    sums: np.ndarray  # (T, F, 2) float64: sum and sum of squares

    @classmethod
    def of(cls, replicates: int, counts: np.ndarray, sums: np.ndarray) -> "Histograms":
        """Return the histograms of counts (T, F, BINS)."""
        flat = counts.reshape(-1)
        filled = np.flatnonzero(flat)
        row, bins = np.divmod(filled, BINS)
        starts = np.searchsorted(row, np.arange(counts.shape[0] * counts.shape[1] + 1))
        held = flat[filled].astype(np.uint32)
        return cls(replicates, starts, bins.astype(np.uint8), held, sums)

    @property
    def months(self) -> int:
        return len(self.sums)

    def rows(self) -> np.ndarray:
        """Return the row of each bin, (B,)."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def dense(self) -> np.ndarray:
        """Return the counts (T, F, BINS) uint32, empty bins among them."""
        whole = np.zeros((*self.sums.shape[:2], BINS), dtype=np.uint32)
        whole.reshape(-1)[self.rows() * BINS + self.bins] = self.counts
        return whole


def add_up(several: Iterable[Histograms]) -> Histograms:
    """Return the histograms of all replicates of several.

    Sums are added one after the other: give them in the order of their replicates, and the bits do
    not depend on who finished first.
    """
    first: Histograms | None = None
    counts: np.ndarray | None = None
    for one in several:
        if first is None:
            first, replicates, sums = one, one.replicates, one.sums.copy()
            continue
        if counts is None:
            counts = first.dense()
        replicates += one.replicates
        counts.reshape(-1)[one.rows() * BINS + one.bins] += one.counts  # no bin twice
        sums += one.sums
    if first is None:
        raise ValueError("nothing to add up")
    return first if counts is None else Histograms.of(replicates, counts, sums)


def _moments(found: Histograms) -> tuple[np.ndarray, np.ndarray]:
    """Return mean and standard deviation (n - 1 below; NaN for one replicate), each (T, F)."""
    n = found.replicates
    total, squares = found.sums[..., 0], found.sums[..., 1]
    mean = total / n
    if n == 1:
        return mean, np.full_like(mean, np.nan)
    variance = (squares - total * mean) / (n - 1)
    # Both terms round; what is left of a constant is their rounding, not spread.
    variance[variance < 1e-12 * squares / n] = 0.0
    return mean, np.sqrt(variance)


def _quantiles(found: Histograms) -> dict[str, np.ndarray]:
    """Return each quantile, (T, F)."""
    shape = found.sums.shape[:2]
    up_to = np.cumsum(found.counts, dtype=np.int64)
    before = np.concatenate([[0], up_to])[found.starts[:-1]]  # replicates in the rows before
    quantiles = {}
    for name, probability in QUANTILES.items():
        wanted = probability * found.replicates
        # Whole numbers: the first bin up to which as many as wanted lie.
        bin_index = np.searchsorted(up_to, before + int(np.ceil(wanted)))
        reached = (up_to[bin_index] - before).reshape(shape)
        inside = found.counts[bin_index].reshape(shape)
        within = np.where(_IS_LEVEL, 0.0, (wanted - (reached - inside)) / inside)
        quantiles[name] = _LOW + (found.bins[bin_index].reshape(shape) + within) * _WIDTH
    return quantiles


def _long(values: np.ndarray) -> np.ndarray:
    """Return (T, F) as one column, variable by variable."""
    return np.ascontiguousarray(values.T).ravel()


def quantile_columns(found: Histograms, first_month: int) -> dict[str, np.ndarray]:
    """Return mean, spread and quantiles by variable and month, as columns of a long table.

    Returns
    -------
    dict
        variable (its number in HISTOGRAMMED), month, mean, sd, the names of `QUANTILES`, count
        (of replicates).
    """
    months = found.months
    mean, sd = _moments(found)
    return {
        "variable": np.repeat(np.arange(len(HISTOGRAMMED)), months),
        "month": np.tile(month_dates(first_month, months), len(HISTOGRAMMED)),
        "mean": _long(mean),
        "sd": _long(sd),
        **{name: _long(values) for name, values in _quantiles(found).items()},
        "count": np.full(months * len(HISTOGRAMMED), found.replicates, dtype=np.int64),
    }


def share_columns(found: Histograms, first_month: int) -> dict[str, np.ndarray]:
    """Return the share of replicates at each level, as columns of a long table.

    Returns
    -------
    dict
        variable (its number; those of whole levels), month, level, share; the shares of a month
        sum to 1.
    """
    months = found.months
    dates = month_dates(first_month, months)
    places = np.flatnonzero(_IS_LEVEL)
    levels = [
        np.arange(int(_VARIABLES[k].low), int(_VARIABLES[k].high) + 1, dtype=np.int64)
        for k in places
    ]
    rows = found.rows()
    coded = _IS_LEVEL[rows % len(HISTOGRAMMED)]
    counts = np.zeros((months * len(HISTOGRAMMED), _LEVELS), dtype=np.uint32)
    counts[rows[coded], found.bins[coded]] = found.counts[coded]
    by_month = counts.reshape(months, len(HISTOGRAMMED), _LEVELS)
    return {
        "variable": np.repeat(places, [months * len(one) for one in levels]),
        "month": np.concatenate([np.repeat(dates, len(one)) for one in levels]),
        "level": np.concatenate([np.tile(one, months) for one in levels]),
        "share": np.concatenate(
            [by_month[:, k, : len(one)].ravel() for k, one in zip(places, levels, strict=True)]
        )
        / found.replicates,
    }
