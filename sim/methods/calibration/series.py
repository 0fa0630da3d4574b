"""Observed series up to 2015 as targets: whether the mean path moves as the figures do.

Of each series and group (a dyad, or one pollster's question) the rank correlation between the
relation of the ensemble's mean, months of each figure averaged, and the figure. No line is fitted:
a rank needs none. What is wanted is the correlation that the figures' own errors allow.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.score import attainable_correlation, rank_correlation
from sim.methods.scoring import LAST_TRAINED, MEASURES
from sim.methods.scoring.point import points_of
from sim.spec.world import World

__all__ = ["GROUP", "ObservedTarget", "correlation", "observed_targets", "relations"]

Floats = NDArray[np.float64]

#: All series share one fact's weight.
GROUP = "series"

#: Fewest figures of a group whose ranks say anything.
_FEWEST = 3


class Figures(NamedTuple):
    """Figures of one group: the dyad, first and last month of each, and what was observed."""

    dyad: str
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    y: Floats


class ObservedTarget(NamedTuple):
    """One series: its figures up to 2015 and the correlation that is wanted, at least."""

    name: str
    figures: tuple[Figures, ...]
    sign: int
    low: float

    @property
    def says(self) -> str:
        """What is measured."""
        return f"rank correlation of relations with: {MEASURES[self.name].label}"


def observed_targets(names: Sequence[str], world: World) -> list[ObservedTarget]:
    """Return series as targets, cut to the years up to 2015 that a world's window holds.

    Parameters
    ----------
    names : of series that rest on relations and move within a group
    """
    found = []
    for name in names:
        points = points_of(name, world)
        points = points[points["inside"] & ~points["thin"] & (points["last"] // 12 <= LAST_TRAINED)]
        wanted, figures = [], []
        for _, own in points.groupby("group"):
            if len(own) >= _FEWEST:
                wanted.append((attainable_correlation(own["y"], own["se"]), len(own)))
                first, last = (own[end].to_numpy(dtype=np.int64) for end in ("first", "last"))
                dyad, y = str(own["dyad"].iloc[0]), own["y"].to_numpy(dtype=np.float64)
                figures.append(Figures(dyad, first, last, y))
        sign = MEASURES[name].signs[0]
        found.append(ObservedTarget(name, tuple(figures), sign, _weighted(wanted)))
    return found


def relations(targets: Sequence[ObservedTarget]) -> dict[str, str]:
    """Return the recorded variable of each dyad that the figures are about."""
    dyads = sorted({one.dyad for target in targets for one in target.figures})
    return {dyad: f"relation_{dyad.lower().replace('-', '_')}" for dyad in dyads}


def correlation(target: ObservedTarget, paths: Mapping[str, Floats], first: int) -> float:
    """Return the mean over groups, by their number of figures, of the rank correlation.

    Parameters
    ----------
    paths : by dyad, (month,)
        Mean relation over replicates.
    first : int
        Month number of the first.
    """
    found = []
    for own in target.figures:
        total = np.concatenate([[0.0], np.cumsum(paths[own.dyad])])
        begin, end = own.first - first, own.last + 1 - first
        moved = target.sign * (total[end] - total[begin]) / (end - begin)
        found.append((rank_correlation(moved, own.y), len(own.y)))
    return _weighted(found)


def _weighted(found: list[tuple[float, int]]) -> float:
    """Return the mean by number of figures; a group without an answer counts as 0."""
    values, counts = zip(*found, strict=True)
    return float(np.average(np.nan_to_num(values), weights=counts))
