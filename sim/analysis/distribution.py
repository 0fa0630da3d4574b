"""Whole distributions side by side: where they part, and by how much."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import scipy
from numpy.typing import ArrayLike

__all__ = [
    "Apart",
    "apart",
    "distance_table",
    "distances",
    "histogram_table",
    "ks_distance",
    "wasserstein",
]


def distances(base: ArrayLike, alternative: ArrayLike) -> dict[str, float]:
    """Return three distances between two distributions over replicates.

    Returns
    -------
    dict
        `w1`: Wasserstein-1, in the unit of the values: the mean shift needed to turn one into the
        other. `ks`: Kolmogorov–Smirnov, the largest gap between the two cumulative shares, in
        [0, 1]. `energy`: Székely's energy distance, in the square root of the unit.

    Examples
    --------
    >>> distances([0.0, 1.0], [2.0, 3.0])["w1"]
    2.0
    """
    a = np.asarray(base, dtype=np.float64).ravel()
    b = np.asarray(alternative, dtype=np.float64).ravel()
    found = apart(a, b)
    return {
        "w1": found.w1,
        "ks": found.ks,
        "energy": float(scipy.stats.energy_distance(a, b)),
    }


class Apart(NamedTuple):
    """How far two distributions are apart, whichever replicate is paired with which.

    Attributes
    ----------
    w1 : float
        Wasserstein-1, in the unit of the values.
    ks : float
        Kolmogorov–Smirnov, in [0, 1].
    delta : float
        Cliff's (1993) delta, in [−1, 1]: the share of pairs of any replicate of one with any of the
        other in which the second is higher, less the share in which it is lower.
    """

    w1: float
    ks: float
    delta: float


def apart(base: ArrayLike, alternative: ArrayLike) -> Apart:
    """Return three distances between two distributions, from one sorting of each.

    Examples
    --------
    >>> apart([0.0, 1.0], [0.5, 3.0])
    Apart(w1=1.25, ks=0.5, delta=0.5)
    """
    a, b = np.sort(np.ravel(base)), np.sort(np.ravel(alternative))
    if a.size == b.size:
        # Of as many replicates on both sides: the mean gap between equal ranks.
        w1 = float(np.abs(a - b).mean())
    else:
        w1 = float(scipy.stats.wasserstein_distance(a, b))
    steps = np.flatnonzero(np.diff(b, prepend=np.nan))  # where a run of equal values begins
    ends = np.append(steps[1:], b.size)
    # Base at or below each value of the alternative, and below it; once for equal values.
    to, under = (np.searchsorted(a, b[steps], side=side) for side in ("right", "left"))
    # The gap is widest at a value of the alternative, or just before one.
    at = np.abs(to / a.size - ends / b.size)
    before = np.abs(under / a.size - steps / b.size)
    pairs = float(((to + under) * (ends - steps)).sum()) / (a.size * b.size)
    return Apart(w1, float(max(at.max(), before.max())), pairs - 1.0)


def wasserstein(base: ArrayLike, alternative: ArrayLike) -> float:
    """Return the Wasserstein-1 distance, in the unit of the values.

    Examples
    --------
    >>> wasserstein([0.0, 1.0], [2.0, 3.0])
    2.0
    """
    return apart(base, alternative).w1


def ks_distance(base: ArrayLike, alternative: ArrayLike) -> float:
    """Return the Kolmogorov–Smirnov distance, in [0, 1].

    The statistic alone: its p-value would suppose independent samples.

    Examples
    --------
    >>> ks_distance([0.0, 1.0], [0.5, 3.0])
    0.5
    """
    return apart(base, alternative).ks


def distance_table(
    base: pd.DataFrame, alternative: pd.DataFrame, columns: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return the distances of `distances` for each shared column, one row a column.

    Examples
    --------
    >>> import pandas as pd
    >>> table = distance_table(pd.DataFrame({"x": [0.0, 1.0]}), pd.DataFrame({"x": [0.0, 1.0]}))
    >>> float(table.loc["x", "w1"])
    0.0
    """
    names = list(columns) if columns is not None else [c for c in base if c in alternative]
    rows = {name: distances(base[name].to_numpy(), alternative[name].to_numpy()) for name in names}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("outcome")


def histogram_table(
    columns: Mapping[Any, ArrayLike], *, bins: int = 40, whole: bool = False
) -> pd.DataFrame:
    """Return several distributions over the same bins.

    Parameters
    ----------
    columns : name, or number, to (replicate,)
    bins : how many between the least and the greatest value of all
    whole : True for counts: each bin then holds as many whole numbers as the next

    Returns
    -------
    DataFrame
        Index `low`, `high`: the bins' edges; one column a name with the share of its replicates.

    Examples
    --------
    >>> table = histogram_table({"a": [0, 1, 1], "b": [1, 1, 1]}, whole=True)
    >>> table["a"].round(3).tolist()
    [0.333, 0.667]
    """
    arrays = {name: np.asarray(values, dtype=np.float64) for name, values in columns.items()}
    low = min(float(values.min()) for values in arrays.values())
    high = max(float(values.max()) for values in arrays.values())
    if whole:
        step = max(1, int(np.ceil((high - low + 1) / bins)))
        edges = np.arange(np.floor(low), high + step + 0.5, step) - 0.5
    else:
        edges = np.linspace(low, high if high > low else low + 1.0, bins + 1)
    shares = {name: np.histogram(values, edges)[0] / len(values) for name, values in arrays.items()}
    return pd.DataFrame(
        shares, index=pd.MultiIndex.from_arrays([edges[:-1], edges[1:]], names=["low", "high"])
    )
