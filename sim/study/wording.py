"""Checks and verdicts in words: what was wanted, what was found, and how many more would decide."""

import math

from sim.methods.statement.evaluate import Finding, Verdict
from sim.report.markdown import number_of, with_interval

__all__ = ["about_more", "describe_check", "describe_estimate"]

#: Most replicates that a command takes.
_MOST = 10_000_000


def describe_estimate(finding: Finding | None) -> str:
    """Return what a check found, with its interval; a share in per cent, a difference signed.

    A dash stands for a check that too few replicates answer.
    """
    if finding is None or math.isnan(finding.found.value):
        return "–"
    found = finding.found
    if finding.check.counts_runs:
        value, low, high = (100 * number for number in (found.value, found.low, found.high))
        return f"{value:.1f}% of runs ({low:.1f} to {high:.1f})"
    numbers = (found.value, found.low, found.high)
    places = 4 if max(map(abs, numbers)) < 0.01 else 3
    if finding.check.paired and finding.check.arm.linear:
        return with_interval(*numbers, places)
    shown = [f"{round(number, places) + 0.0:.3g}".replace("-", "−") for number in numbers]
    return f"{shown[0]} ({shown[1]} to {shown[2]})"


def describe_check(finding: Finding) -> str:
    """Return what a check wanted, in words."""
    check = finding.check
    low, high = check.above, check.below
    if check.equivalence and low is not None and high is not None:
        middle, margin = (low + high) / 2.0, (high - low) / 2.0
        bounds = f"within {margin:g} of {middle:g}"
    elif check.between:
        bounds = f"from {low:g} to {high:g}"
    else:
        bounds = " and ".join(
            f"{word} {bound:g}"
            for word, bound in (("above", low), ("below", high))
            if bound is not None
        )
    bounds = bounds.replace("-", "−")
    if check.share is not None:
        bounds += f" in {100 * check.share:g}% of runs or more"
    if check.at_most is not None:
        bounds += f" in {100 * check.at_most:g}% of runs or fewer"
    return bounds if check.statistic == "mean" else f"{check.statistic} {bounds}"


def about_more(undecided: Finding | Verdict, replicates: int) -> str:
    """Return how many replicates would decide what is undecided at a number of them.

    Parameters
    ----------
    replicates : of each arm, that were run
    """
    times = undecided.times_more
    if math.isinf(times):
        return "how many would decide cannot be told"
    more = number_of(times * replicates)
    return f"about {more:,} would decide" if more <= _MOST else f"{_MOST:,} would not decide"
