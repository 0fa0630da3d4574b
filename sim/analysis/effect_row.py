"""One outcome of two worlds, pair by pair: the row that an effect's table has of it."""

from typing import Any, NamedTuple

import numpy as np
import scipy
from numpy.typing import NDArray

from sim.analysis.distribution import apart
from sim.analysis.paired import paired_diff, paired_prob_diff, standardised_diff
from sim.spec.outcomes import OutcomeSpec

__all__ = ["NUMBERS", "Row", "effect_row"]

#: Columns that have no number where fewer than two pairs have an answer.
NUMBERS = (
    *("base", "alternative", "difference", "se", "low", "high", "d", "d_low", "d_high", "delta"),
    *("p_positive", "p_positive_se", "ties", "w1", "ks", "correlation", "variance_saved"),
)


class Row(NamedTuple):
    """A row, and the p-value of no difference that is adjusted for how many rows there are."""

    cells: dict[str, Any]
    p_value: float


def effect_row(
    spec: OutcomeSpec,
    base: NDArray[np.float64],
    alternative: NDArray[np.float64],
    level: float,
) -> Row:
    """Compare one outcome of two worlds.

    Parameters
    ----------
    base, alternative : (replicate,)
        Entry k of both comes from replicate k; pairs in which either is NaN are left out.
    level : confidence of the intervals, in (0, 1)

    Examples
    --------
    >>> import numpy as np
    >>> from sim.spec.outcomes import OUTCOME_BY_NAME
    >>> found = effect_row(
    ...     OUTCOME_BY_NAME["summits"], np.array([1.0, 2.0, 4.0]), np.array([2.0, 2.0, 5.0]), 0.95
    ... )
    >>> round(found.cells["difference"], 3), round(found.cells["ties"], 3)
    (0.667, 0.333)
    """
    answered = ~(np.isnan(base) | np.isnan(alternative))
    one, other = base[answered], alternative[answered]
    named = {"label": spec.meaning, "unit": spec.unit}
    if len(one) < 2:
        return Row({**named, **dict.fromkeys(NUMBERS, np.nan), "pairs": len(one)}, np.nan)
    if spec.is_nominal:
        return _nominal(named, one, other)
    pairs = paired_diff(one, other, level=level)
    low, high, p_value = pairs.low, pairs.high, pairs.p_value
    if spec.kind == "flag":
        flags = paired_prob_diff(one, other, level=level)
        low, high, p_value = flags.low, flags.high, flags.p_value
    sizes = standardised_diff(one, other, level=level)
    distances = apart(one, other)
    higher, ties = float(np.mean(other > one)), float(np.mean(other == one))
    reduction = pairs.variance_reduction
    cells = {
        **named,
        "base": one.mean(),
        "alternative": other.mean(),
        "difference": pairs.difference,
        "se": pairs.se,
        "low": low,
        "high": high,
        "d": sizes.value,
        "d_low": sizes.low,
        "d_high": sizes.high,
        "delta": distances.delta,
        "p_positive": higher,
        "p_positive_se": float(np.sqrt(higher * (1 - higher) / pairs.count)),
        "ties": ties,
        "w1": distances.w1,
        "ks": distances.ks,
        "correlation": pairs.correlation,
        "variance_saved": 1.0 - 1.0 / reduction if reduction > 0.0 else float("nan"),
        "pairs": pairs.count,
    }
    return Row(cells, p_value)


def _nominal(named: dict[str, Any], one: NDArray[np.float64], other: NDArray[np.float64]) -> Row:
    """Return the row of a code of states: how many pairs are in one state, and no means.

    Whether the moves from state to state go as often back as forth is asked by Bowker's (1948)
    test, McNemar's for more than two states.
    """
    ties = float(np.mean(other == one))
    cells = {**named, **dict.fromkeys(NUMBERS, np.nan), "ties": ties, "pairs": len(one)}
    states, codes = np.unique(np.concatenate([one, other]), return_inverse=True)
    moves = np.zeros((len(states), len(states)))
    np.add.at(moves, (codes[: len(one)], codes[len(one) :]), 1.0)
    there, back = moves[np.triu_indices(len(states), 1)], moves.T[np.triu_indices(len(states), 1)]
    some = there + back > 0
    if not some.any():
        return Row(cells, 1.0)
    statistic = float(((there - back)[some] ** 2 / (there + back)[some]).sum())
    return Row(cells, float(scipy.stats.chi2.sf(statistic, int(some.sum()))))
