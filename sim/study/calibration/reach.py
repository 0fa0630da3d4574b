"""What can be reached: facts before and after the fit, and which are never met together."""

import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.runner.progress import Report
from sim.study.calibration.target import LAST
from sim.study.calibration.trial import Trials
from sim.study.patterns import Fact, fact_table, score_facts
from sim.study.wording import said, wanted

__all__ = ["facts_met", "met_by_trial", "never_together"]


def facts_met(
    known: Sequence[Fact],
    *,
    replicates: int,
    seed: int,
    parameter_set: str | None = None,
    worlds: Path | None = None,
    threads: int | None = None,
    progress: Report | None = None,
) -> pd.DataFrame:
    """Return what becomes of facts, in a window that ends with what the fit may see.

    Parameters
    ----------
    parameter_set : str, optional
        Draws to take parameters from; their defaults if none is named.
    worlds : path, optional
        A folder of one's own, with `parameter_sets/` in it.

    Returns
    -------
    DataFrame
        What `fact_table` returns, and each check in words: `asked` and `found`.
    """
    overrides = {"last": LAST} | ({"parameter_set": parameter_set} if parameter_set else {})
    scores = score_facts(
        known,
        replicates=replicates,
        seed=seed,
        worlds=worlds,
        overrides=overrides,
        threads=threads,
        progress=progress,
    )
    findings = [score.verdict.findings for score in scores]
    return fact_table(scores).assign(
        asked=["; ".join(map(wanted, each)) for each in findings],
        found=["; ".join(map(said, each)) for each in findings],
    )


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
