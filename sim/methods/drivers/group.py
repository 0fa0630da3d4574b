"""Points of a design answered in groups of replicates: so that luck is told from what keys do.

All points meet the same random numbers, so what luck does to all points alike falls out of every
difference between two of them. What does not fall out is that the same luck helps one point more
than another. It is read from groups of replicates: groups differ in nothing but luck.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.errors import SimError
from sim.runner.evaluate import Evaluation, say_unanswered
from sim.runner.progress import Report
from sim.spec.world import World

__all__ = ["FEWEST", "GROUPS", "Grouped", "grouped_means", "noise_share"]

Floats = NDArray[np.float64]

#: Groups of replicates; as many as there are replicates where these are fewer. Assumed: an error
#: told by ten is good to a quarter of itself.
GROUPS = 10

#: Fewest replicates: three groups are needed to leave one out and have two that can be compared.
FEWEST = 4


class Grouped(NamedTuple):
    """What a design's points answer.

    Attributes
    ----------
    names : tuple of str
        Outcomes.
    means : (point, outcome)
        Over all replicates: those of `sim.evaluate`.
    groups : (point, group, outcome)
        Over the replicates of each group.
    """

    names: tuple[str, ...]
    means: Floats
    groups: Floats


def grouped_means(
    world: World,
    design: pd.DataFrame,
    outcomes: str | Sequence[str] | Mapping[str, Any],
    replicates: int,
    seed: int,
    *,
    threads: int | None = None,
    progress: Report | None = None,
) -> Grouped:
    """Run the points of a design under the same luck and return means by groups of replicates.

    Parameters
    ----------
    design : a table of keys
    outcomes, replicates, seed, threads, progress
        As in `sim.evaluate`.

    Raises
    ------
    SimError
        For fewer than FEWEST replicates, or a point that has no answer to an outcome.

    Examples
    --------
    >>> import sim
    >>> points = sim.design("lhs", 3, over=["leaders.washington.mediation"])
    >>> world = sim.load("second_trump_term")
    >>> found = grouped_means(world, points, "jpn_kor_final", replicates=20, seed=1)
    >>> found.means.shape, found.groups.shape
    ((3, 1), (3, 10, 1))
    """
    asked = Evaluation.of(world, design, outcomes, replicates, seed, threads=threads)
    if asked.replicates < FEWEST:
        raise SimError(
            f"found {asked.replicates}, wanted {FEWEST} or more: so few do not tell chance from "
            "what a key does",
            field="replicates",
        )
    many = min(GROUPS, asked.replicates)
    cuts = np.linspace(0, asked.replicates, many + 1).astype(int)
    shape = len(asked.changes), len(asked.names)
    means, counts = np.full(shape, np.nan), np.zeros(shape)
    groups = np.full((shape[0], many, shape[1]), np.nan)

    def keep(place: int, values: Floats) -> None:
        answered = ~np.isnan(values)
        counts[place] = answered.sum(axis=0)
        if answered.all():
            means[place] = np.asfortranarray(values).mean(axis=0)
            groups[place] = np.add.reduceat(values, cuts[:-1], axis=0) / np.diff(cuts)[:, None]
            return
        there = np.where(answered, values, 0.0)
        with np.errstate(invalid="ignore"):
            means[place] = there.sum(axis=0) / counts[place]
            groups[place] = np.add.reduceat(there, cuts[:-1], axis=0) / np.add.reduceat(
                answered.astype(float), cuts[:-1], axis=0
            )

    asked.run(keep, progress)
    say_unanswered(asked.names, counts, asked.replicates)
    for name, own in zip(asked.names, np.isnan(groups).any(axis=1).T, strict=True):
        if own.any():
            raise SimError(
                f"has no answer in whole groups of replicates of {int(own.sum()):,} of "
                f"{len(own):,} points: ask for more replicates, or for an outcome that each has",
                field=name,
            )
    return Grouped(asked.names, means, groups)


def noise_share(groups: Floats) -> float:
    """Return which share of the variance between points' means is luck.

    Points and groups form a table of two ways without repetition: what is left of a cell after the
    mean of its point and that of its group is what the same luck does otherwise here than there.
    Its mean square over the number of groups is what luck adds to the variance of points' means
    (the two-way analysis of variance; Searle 1971). Luck that all points share adds nothing and is
    not counted, which the standard errors of the means would do.

    Parameters
    ----------
    groups : (point, group)

    Returns
    -------
    float
        From 0 to 1; NaN where the means do not vary.

    Examples
    --------
    >>> luck = np.random.default_rng(1).normal(size=(2000, 10))
    >>> effect = np.random.default_rng(2).normal(size=(2000, 1))
    >>> shared = 50 * np.arange(10.0)
    >>> round(noise_share(luck + shared), 1), round(noise_share(effect + luck + shared), 2)
    (1.0, 0.09)
    """
    points, many = groups.shape
    means = groups.mean(axis=1)
    total = float(means.var(ddof=1))
    if points < 2 or many < 2 or not total > 0.0:
        return float("nan")
    left = groups - means[:, None] - groups.mean(axis=0) + means.mean()
    square = float((left**2).sum()) / ((points - 1) * (many - 1))
    return min(1.0, square / many / total)
