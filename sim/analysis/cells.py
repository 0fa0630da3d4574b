"""What each cell of a grid comes to, with its error, and whether the cells differ beyond chance."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from sim.analysis.answer import answers_of
from sim.analysis.confidence import check_level, critical_t, critical_z
from sim.analysis.grid import Grid
from sim.analysis.monte_carlo import harrell_davis, mc_se, prob_ci, quantile_ci
from sim.analysis.paired import paired_diff
from sim.analysis.point import outcomes_of, seed_of
from sim.analysis.shift import shift_function
from sim.analysis.simultaneous import leaves_out
from sim.errors import OutOfBounds, UnknownName

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["CellGap", "cell_gap", "grid_table", "quantile_of"]


class CellGap(NamedTuple):
    """Two cells of a grid: how far the second lies above the first.

    Attributes
    ----------
    low_point, high_point : int
    difference, low, high : float
        In the unit of the outcome, the interval at the level asked for.
    decided : bool
        True if the interval, widened for all pairs of cells, leaves out 0.
    """

    low_point: int
    high_point: int
    difference: float
    low: float
    high: float
    decided: bool


def quantile_of(statistic: str | float) -> float | None:
    """Return the quantile that a statistic is; None for the mean.

    Raises
    ------
    UnknownName, OutOfBounds
        For a word that is neither 'mean' nor 'median', and a number outside (0, 1).

    Examples
    --------
    >>> quantile_of("median"), quantile_of(0.1), quantile_of("mean")
    (0.5, 0.1, None)
    """
    if isinstance(statistic, str):
        if statistic not in ("mean", "median"):
            raise UnknownName("statistic", statistic, ["mean", "median"], field="statistic")
        return 0.5 if statistic == "median" else None
    if not 0.0 < statistic < 1.0:
        raise OutOfBounds(statistic, 0.0, 1.0, field="statistic")
    return float(statistic)


def grid_table(
    results: "Results",
    outcome: str,
    grid: Grid,
    *,
    statistic: str | float = "mean",
    level: float = 0.95,
) -> pd.DataFrame:
    """Return a row a cell that has a point.

    Parameters
    ----------
    statistic : 'mean', 'median', or a quantile in (0, 1)
    level : confidence of each interval

    Returns
    -------
    DataFrame
        `row`, `column` (places in the grid), `point`, `value`, `se`, `low`, `high`, `count` (the
        replicates that have an answer). Of a flag the mean is a share with its Wilson interval; a
        mean has Student's, a quantile that of order statistics.

    Examples
    --------
    >>> import sim
    >>> from sim.analysis.grid import grid_of
    >>> from sim.runner import Point
    >>> world = sim.load("neglect").replace(months=6)
    >>> changed = [{}, {"switches.thaw": False}]
    >>> points = [Point("neglect", world.replace(**one), one) for one in changed]
    >>> run = sim.run_study(points, replicates=5, seed=1)
    >>> grid_table(run, "summits", grid_of(run))["count"].tolist()
    [5, 5]
    """
    quantile, level = quantile_of(statistic), check_level(level)
    flag = results.outcome_specs[outcome].kind == "flag" if outcome in results.outcome_specs else 0
    answers = answers_of(results, outcome, grid.numbers).values
    rows = []
    for (row, column), number in np.ndenumerate(grid.points):
        if number < 0:
            continue
        values = answers[int(number)]
        if quantile is not None:
            found = quantile_ci(values, quantile, level=level)
        elif flag:
            found = prob_ci(int(np.sum(values > 0)), len(values), level=level)
        else:
            mean, se = float(values.mean()), mc_se(values)
            half = critical_t(level, len(values) - 1) * se
            found = type(prob_ci(0, 1))(mean, se, mean - half, mean + half)
        rows.append(
            {
                "row": row,
                "column": column,
                "point": int(number),
                "value": found.value,
                "se": found.se,
                "low": found.low,
                "high": found.high,
                "count": len(values),
            }
        )
    return pd.DataFrame(rows)


def cell_gap(
    results: "Results",
    outcome: str,
    low_point: int,
    high_point: int,
    *,
    statistic: str | float = "mean",
    looks: int = 1,
    level: float = 0.95,
) -> CellGap:
    """Return how far one cell lies above another.

    Means and quantiles are compared pair by pair where both points hold the same replicates under
    one seed (quantiles as in `shift_function`); all else as if the two were independent, which is
    the wider interval where luck is shared.

    Parameters
    ----------
    looks : pairs of cells among which these two were picked out

    Examples
    --------
    >>> import sim
    >>> run = sim.run(sim.load("neglect").replace(months=6), replicates=5, seed=1)
    >>> cell_gap(run, "summits", 0, 0).decided
    False
    """
    quantile = quantile_of(statistic)
    one, other = (outcomes_of(results, number)[outcome] for number in (low_point, high_point))
    paired = one.index.equals(other.index) and seed_of(results, low_point) == seed_of(
        results, high_point
    )
    both = ~(one.isna().to_numpy() | other.isna().to_numpy()) if paired else None
    if quantile is None and both is not None and int(both.sum()) >= 2:
        found = paired_diff(one[both], other[both], level=level)
        gap, low, high = found.difference, found.low, found.high
    elif quantile is not None and both is not None and int(both.sum()) >= 2:
        moved = shift_function(one[both], other[both], quantiles=[quantile], level=level).iloc[0]
        gap, low, high = (float(moved[name]) for name in ("difference", "low", "high"))
    else:
        sides = [side.dropna().to_numpy(dtype=np.float64) for side in (one, other)]
        pairs = [
            (float(side.mean()), mc_se(side)) if quantile is None else harrell_davis(side, quantile)
            for side in sides
        ]
        gap = pairs[1][0] - pairs[0][0]
        half = critical_z(level) * float(np.hypot(pairs[0][1], pairs[1][1]))
        low, high = gap - half, gap + half
    decided = bool(leaves_out(gap, low, high, level=level, looks=looks)[0])
    return CellGap(low_point, high_point, gap, low, high, decided)
