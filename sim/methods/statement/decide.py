"""Whether an estimate meets a check, whether its interval decides it, and how much more would."""

import math

from scipy import special

from sim.methods.statement.estimate import FEWEST, Estimate
from sim.methods.statement.statement import Check

__all__ = ["is_met", "is_open", "times_more", "touches"]

#: Chance that the replicates said to decide a check do decide it, if the estimate is the truth.
_POWER = 0.80


def is_met(check: Check, found: Estimate) -> bool:
    """Return whether an estimate is what was expected.

    A share counts as it is estimated. A bound on a mean, median, spread or correlation counts once
    the whole interval keeps it; `between` is for estimates. Too few answers meet nothing.
    """
    if math.isnan(found.value):
        return False
    low, high = check.wanted
    if check.counts_runs or check.between:
        return low <= found.value <= high
    # Written so that an interval without an end keeps no bound.
    return (check.above is None or found.low > low) and (check.below is None or found.high < high)


def is_open(check: Check, found: Estimate) -> bool:
    """Return whether a check that is not met could be, for all that its interval says.

    An interval that only touches what was wanted leaves it open: where all replicates answer alike,
    the interval is a point, and one replicate that answers otherwise would take it across.
    """
    return not is_met(check, found) and touches(found.low, found.high, *check.wanted)


def touches(low: float, high: float, wanted_low: float, wanted_high: float) -> bool:
    """Return whether an interval has a point in what was wanted, ends included.

    An interval that is not known, NaN, may have.

    Examples
    --------
    >>> touches(0.65, 0.83, 0.7, 1.0), touches(0.1, 0.2, 0.7, 1.0)
    (True, False)
    """
    return not (high < wanted_low or low > wanted_high)


def times_more(check: Check, found: Estimate) -> float:
    """Return how many times as many replicates would decide an open check.

    So many that the interval would lie on one side in four runs of five, if the estimate is the
    truth. Infinite where the estimate says nothing of it: no answers, or answers all alike.

    Examples
    --------
    >>> from sim.spec.measure import Measure
    >>> from sim.methods.statement.combination import Combination
    >>> check = Check(Measure.parse("last(trust)"), Combination.parse("on"), above=0.7)
    >>> round(times_more(check, Estimate(0.74, 0.653, 0.827, float("nan"), 100)), 1)
    9.7
    """
    if math.isnan(found.value):
        return FEWEST / found.count if found.count else math.inf
    low, high = check.wanted
    if low <= found.value <= high:
        crossed = [bound for bound in check.wanted if found.low <= bound <= found.high]
    else:  # a failure is decided by the bound that the estimate lies beyond
        crossed = [low if found.value < low else high]
    return max((_times(check, found, bound) for bound in crossed), default=math.inf)


def _times(check: Check, found: Estimate, bound: float) -> float:
    """Return how many times as many replicates would part the interval from a bound."""
    gap = abs(found.value - bound)
    half = found.value - found.low if bound < found.value else found.high - found.value
    if not (gap > 0.0 and half > 0.0):
        return math.inf
    quantile = float(special.ndtri(0.95 if check.equivalence else 0.975))
    return (half / gap * (1.0 + float(special.ndtri(_POWER)) / quantile)) ** 2
