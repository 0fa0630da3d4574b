"""How far figures swing within terms of office: the model's over the record's.

A mean for each pair of leaders can be right while nothing moves between elections. What moves there
is measured by the standard deviation within terms,

    (W1)  s = √( Σ_t Σ_{i in t} (y_i − ȳ_t)² / (n − T) )

over n points in T terms; a term is the span in which the same two leaders head the dyad's two
countries, a quarter belongs to who led in its middle month. Of each replicate the figures are those
that its relation gives on the observation line, without noise (`without_noise`; a share through the
logistic), the line being fitted on all points of the window up to 2015. Of the record they are the
published ones, so that s holds their sampling error; with its mean square taken off,

    (W2)  s' = √( s² − mean(se²) )

is what a truth without error moves. The slope is part of what is fitted: where the relation does
not move as the figures do, it is near 0, and so is the ratio, however far the relation swings. So
the swing of the relation itself stands beside it.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import special

from sim.methods.scoring.forecast import Sums, fit_points, predictors, without_noise
from sim.methods.scoring.point import LAST_TRAINED, MEASURES, POOLED

__all__ = ["AIM", "SWUNG", "swings", "within_terms"]

Floats = NDArray[np.float64]

#: The ratio that would do: an aim to be judged by, never one that is fitted.
AIM = (0.7, 1.3)

#: Measures that have enough points in a term.
SWUNG = ("conflict_share", "tone")

#: Sampling errors that make more of a variance than this leave no swing to be told from them.
_NOISE = 0.5

#: The part of replicates that an interval holds.
_HELD = (0.05, 0.95)


def within_terms(values: ArrayLike, term: Sequence[object]) -> Floats:
    """Return the standard deviation within terms (W1); nan where no term has two points.

    Parameters
    ----------
    values : (..., point)
    term : (point,)

    Returns
    -------
    ndarray (...,)
        In the unit of the values.

    Examples
    --------
    >>> within_terms([[1.0, 3.0, 9.0, 11.0], [5.0, 5.0, 0.0, 0.0]], ["a", "a", "b", "b"]).tolist()
    [1.4142135623730951, 0.0]
    """
    moved = np.asarray(values, dtype=np.float64)
    names = np.array([str(name) for name in term])
    distinct = np.unique(names)
    total = np.zeros(moved.shape[:-1])
    for name in distinct:
        own = moved[..., names == name]
        total = total + ((own - own.mean(axis=-1, keepdims=True)) ** 2).sum(axis=-1)
    free = names.size - distinct.size
    return np.asarray(np.sqrt(total / free)) if free else np.full(total.shape, np.nan)


def swings(
    contenders: Mapping[str, Sequence[Sums]], points: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """Return how far contenders' figures swing within terms, beside the record's.

    Parameters
    ----------
    contenders : name to paths; of several, those that fit the points best
    points : by measure, rows of `points_of`

    Returns
    -------
    DataFrame
        One row a measure, dyad ('pooled': those that are not thin) and contender: `record` (W1) and
        `record_true` (W2; nan where sampling makes half of the variance or more), `model`, the
        median of replicates; `ratio`, `ratio_low`, `ratio_high`: median of replicates and the span
        of the middle 90% of them, over `record`; `ratio_true`: `model` over `record_true`;
        `inside`, the share of replicates whose ratio lies within the aim; `relation`, the median
        swing of the relation itself, and the `slope` on it; `n` points in `terms` terms.
    """
    found = []
    for name, choices in contenders.items():
        for measure in (MEASURES[one] for one in SWUNG if one in points):
            seen = points[measure.name]
            seen = seen[seen["inside"] & (seen["last"] // 12 <= LAST_TRAINED)]
            seen = seen.reset_index(drop=True)
            fits = [(sums, fit_points(sums, seen, measure)) for sums in choices]
            sums, line = max(fits, key=lambda one: one[1].log_likelihood)
            x = predictors(sums, seen, measure)
            figures = without_noise(line, x, seen["group"].tolist())
            if measure.link == "share":
                figures = special.expit(figures)
            for dyad, own in _cuts(seen):
                row = _compared(figures[:, own.index], x[:, own.index, 0], own)
                place = {"measure": measure.name, "dyad": dyad, "contender": name}
                found.append({**place, **row, "slope": line.slopes[0]})
    return pd.DataFrame(found)


def _cuts(seen: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the dyads that are not thin together, then each dyad."""
    yield POOLED, seen[~seen["thin"]]
    yield from ((str(dyad), own) for dyad, own in seen.groupby("dyad", sort=False))


def _compared(figures: Floats, relation: Floats, own: pd.DataFrame) -> dict[str, object]:
    """Return one row: the replicates' swings over the record's on the same points."""
    # Each dyad's own terms: two dyads may share a leader, not a level.
    term = (own["dyad"] + " " + own["term"]).tolist()
    model = within_terms(figures, term)
    record = float(within_terms(own["y"].to_numpy(), term))
    noise = float((own["se"] ** 2).mean())
    heard = noise < _NOISE * record**2
    true = float(np.sqrt(record**2 - noise)) if heard else np.nan
    ratio = model / record if record > 0.0 else np.full(len(model), np.nan)
    low, middle, high = np.quantile(ratio, [_HELD[0], 0.5, _HELD[1]])
    inside = float(np.mean((AIM[0] <= ratio) & (ratio <= AIM[1])))
    return {
        "model": float(np.median(model)),
        "record": record,
        "record_true": true,
        "ratio": float(middle),
        "ratio_low": float(low),
        "ratio_high": float(high),
        "ratio_true": float(np.median(model)) / true,
        "inside": inside if np.isfinite(middle) else np.nan,
        "relation": float(np.median(within_terms(relation, term))),
        "terms": len(set(term)),
        "n": len(own),
    }
