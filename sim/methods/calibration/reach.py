"""What can be reached: which facts trials meet, and which are never met together."""

import itertools

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.methods.calibration.trial import Trials

__all__ = ["met_by_trial", "never_together"]


def met_by_trial(
    trials: Trials, found: NDArray[np.float64], scales: NDArray[np.float64]
) -> pd.DataFrame:
    """Return which facts each trial meets: a row a trial, a column a fact.

    Every check of the fact lies in its range; parts of patterns do not count by themselves.

    Parameters
    ----------
    found : (trial, summary)
    """
    short = np.array([trials.shortfalls(row, scales) for row in found])
    table = {}
    for fact in dict.fromkeys(target.group for target in trials.targets):
        own = [
            place
            for place, target in enumerate(trials.targets)
            if target.group == fact and not target.part
        ]
        table[fact] = (short[:, own] == 0.0).all(axis=1)
    return pd.DataFrame(table)


def never_together(met: pd.DataFrame) -> list[tuple[str, str, float]]:
    """Return pairs of facts that some trials meet and none meets both, and how many chance would.

    By chance is the number of trials times both shares, as if the two had nothing to do with each
    other; pairs with less than one trial by chance say nothing and are left out.

    Examples
    --------
    >>> met = pd.DataFrame({"a": [True, True, False, False], "b": [False, False, True, True]})
    >>> never_together(met)
    [('a', 'b', 1.0)]
    """
    found = []
    for one, other in itertools.combinations(met.columns, 2):
        chance = float(len(met) * met[one].mean() * met[other].mean())
        if chance >= 1.0 and not (met[one] & met[other]).any():
            found.append((str(one), str(other), chance))
    return sorted(found, key=lambda pair: -pair[2])
