"""Which parameters move the targets: a space-filling design over all priors, ranked by strength."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

from sim.methods.calibration.portion import Portions
from sim.methods.calibration.trial import Trials, trial_seed
from sim.methods.parts import NOT_KEPT, Parts
from sim.methods.sensitivity import free
from sim.runner.prior_draws import latin_hypercube
from sim.runner.progress import Clock, Report
from sim.spec.parameters import PARAMETERS

__all__ = ["Design", "candidates", "design", "scales_of", "strengths"]

Floats = NDArray[np.float64]

_PRIOR = {parameter.name: parameter.prior for parameter in PARAMETERS}


class Design(NamedTuple):
    """Trials of a design: where they were made, and what they gave.

    `values` are (trial, parameter), `found` (trial, summary) with NaN where a summary has no
    answer.
    """

    parameters: tuple[str, ...]
    summaries: tuple[str, ...]
    values: Floats
    found: Floats

    @property
    def unit(self) -> Floats:
        """Return the values as shares of their priors, (trial, parameter)."""
        low, high = np.array([_PRIOR[name] for name in self.parameters]).T
        return (self.values - low) / (high - low)

    def as_table(self) -> pd.DataFrame:
        """Return a row a trial: parameters, then summaries."""
        return pd.DataFrame(
            np.hstack([self.values, self.found]), columns=[*self.parameters, *self.summaries]
        )


def candidates(left_out: Collection[str] = ()) -> tuple[str, ...]:
    """Return the parameters whose prior leaves them free, but for those left out.

    Switches for experiments (frozen capitals, one capital a month, averaging) have priors of no
    width and drop out by themselves.

    Examples
    --------
    >>> "memory_gain" in candidates(), "freeze_kor" in candidates()
    (True, False)
    """
    return tuple(one.name for one in free() if one.name not in left_out)


def design(
    trials: Trials,
    parameters: Sequence[str],
    count: int,
    seed: int,
    stage: str,
    progress: Report | None = None,
    parts: Parts = NOT_KEPT,
) -> Design:
    """Run trials that fill the priors of some parameters evenly; the others keep their defaults.

    Parameters
    ----------
    count : at least 2
    stage : names the luck of these trials
    progress : counts trials
    parts : where trials are kept and found, in portions
    """
    names = tuple(parameters)
    by_name = {one.name: one for one in PARAMETERS}
    values = latin_hypercube(
        [by_name[name] for name in names], count, trial_seed(seed, f"{stage} design", 0)
    )
    clock = Clock(len(values), 0, progress, "trials")
    with Portions(trials, names, seed, stage, parts, clock) as run:
        found = [run(dict(zip(names, row.tolist(), strict=True))) for row in values]
    return Design(names, trials.names, values, np.array(found))


def scales_of(made: Design) -> Floats:
    """Return the standard deviation of each summary over a design's trials, (summary,)."""
    return np.array(
        [
            float(np.std(column[~np.isnan(column)], ddof=1)) if (~np.isnan(column)).sum() > 1 else 0
            for column in made.found.T
        ]
    )


def strengths(made: Design, groups: Sequence[str]) -> pd.DataFrame:
    """Return how strongly each parameter moves each fact, strongest first.

    The squared rank correlation of parameter and summary, less what chance gives; of a fact's
    summaries the most. `strength` is the sum over facts.

    Parameters
    ----------
    groups : (summary,)
        The fact that each summary belongs to.

    Returns
    -------
    DataFrame
        A row a parameter, a column a fact, and `strength`.
    """
    count = len(made.values)
    own = np.apply_along_axis(rankdata, 0, made.values)
    answers = np.apply_along_axis(rankdata, 0, _filled(made.found))
    own = (own - own.mean(axis=0)) / own.std(axis=0)
    spread = answers.std(axis=0)
    answers = (answers - answers.mean(axis=0)) / np.where(spread > 0.0, spread, 1.0)
    squared = (own.T @ answers / count) ** 2
    table = pd.DataFrame(index=pd.Index(made.parameters, name="parameter"))
    for group in dict.fromkeys(groups):
        columns = [place for place, one in enumerate(groups) if one == group]
        table[group] = np.maximum(squared[:, columns].max(axis=1) - _chance(count, columns), 0.0)
    table["strength"] = table.sum(axis=1)
    return table.sort_values("strength", ascending=False)


def _chance(count: int, columns: Sequence[int]) -> float:
    """Return what the largest squared correlation of as many unrelated summaries would be.

    Each is χ² with one degree of freedom over n; the most of k is near its upper 1/(2k) quantile.
    """
    from scipy.stats import chi2

    return float(chi2.isf(0.5 / len(columns), 1)) / count


def _filled(found: Floats) -> Floats:
    """Return summaries with the median of their column where they have no answer."""
    columns = []
    for column in found.T:
        known = column[~np.isnan(column)]
        columns.append(np.where(np.isnan(column), np.median(known) if known.size else 0.0, column))
    return np.array(columns).T
