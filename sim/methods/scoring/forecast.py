"""From paths of a model to figures that could have been observed, block by block."""

import zlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import xarray as xr
from numpy.typing import NDArray

from sim.analysis.observation import (
    Line,
    draw_score,
    draw_share,
    empirical_logit,
    fit_line,
    linear_predictor,
)
from sim.methods.scoring.point import LAST_TRAINED, Measure
from sim.spec.calendar import month_of
from sim.spec.instruments import INSTRUMENTS
from sim.spec.preferences import DYADS

__all__ = [
    *("PATHS", "Block", "Forecast", "Sums", "block_of", "count_months", "draws_of", "fit_points"),
    *("observe", "predictors", "without_noise"),
]

Floats = NDArray[np.float64]

#: What is kept of a run: relations, grievance, and Pyongyang's posture.
_RELATION = {dyad: f"relation_{dyad.lower().replace('-', '_')}" for dyad in DYADS}
_CHOICE = "choice_prk_posture"
PATHS = (*_RELATION.values(), "grievance", _CHOICE)

#: The dyad whose grievance the model holds.
_AGGRIEVED = "JPN-KOR"

_POSTURE = next(one for one in INSTRUMENTS if one.name == "prk_posture")
_PROVOKE = _POSTURE.options.index("provoke")


class Block(NamedTuple):
    """The points of a measure split for one block: all that may be seen, and what is scored.

    `train` is up to 2015 and outside the block; its rows that the world's window holds are
    `train[train["inside"]]`.
    """

    name: str
    train: pd.DataFrame
    test: pd.DataFrame


class Forecast(NamedTuple):
    """What a contender gives for some points: members (member, point), and their noiseless middle.

    The middle may be on the scale of the line, since only its ranks are read.
    """

    members: Floats
    middle: Floats


def block_of(points: pd.DataFrame, name: str) -> Block:
    """Return a block: a year and all other years up to 2015, or what is later and all before.

    Examples
    --------
    >>> import pandas as pd
    >>> points = pd.DataFrame({"last": [24150, 24162, 24174], "block": ["", "2013", "2014"]})
    >>> block_of(points, "2013").train.index.tolist()
    [0, 2]
    """
    seen = (points["last"] // 12 <= LAST_TRAINED) & (points["block"] != name)
    return Block(name, points[seen], points[points["block"] == name])


def draws_of(seed: int, measure: str, block: str) -> np.random.Generator:
    """Return random numbers that depend on seed, measure and block, not on who is scored."""
    return np.random.default_rng([seed, zlib.crc32(f"{measure} {block}".encode())])


class Sums(NamedTuple):
    """Running sums of each variable, (replicate, month + 1), and the number of the first month."""

    first: int
    by_name: dict[str, Floats]

    @classmethod
    def of(cls, paths: xr.Dataset) -> "Sums":
        """Sum the variables of `PATHS` that paths have; dims (replicate, month)."""
        begin = pd.Timestamp(paths["month"].to_numpy()[0])
        named = {
            name: paths[name].transpose("replicate", "month").to_numpy()
            for name in PATHS
            if name in paths
        }
        if _CHOICE in named:
            named[_CHOICE] = (named[_CHOICE] == _PROVOKE).astype(np.float64)
        return cls(
            month_of(begin),
            {
                name: np.pad(np.cumsum(values, axis=1), ((0, 0), (1, 0)))
                for name, values in named.items()
            },
        )

    def total(self, name: str, points: pd.DataFrame) -> Floats:
        """Return the sum of a variable over each point's months, (replicate, point)."""
        first, end = (points["first"] - self.first).to_numpy(), (points["last"] + 1).to_numpy()
        summed = self.by_name[name]
        return np.asarray(summed[:, end - self.first] - summed[:, first])

    def mean(self, name: str, points: pd.DataFrame) -> Floats:
        """Return the mean of a variable over each point's months, (replicate, point)."""
        return self.total(name, points) / (points["last"] - points["first"] + 1).to_numpy()


def predictors(sums: Sums, points: pd.DataFrame, measure: Measure) -> Floats:
    """Return relation, and where measure and paths have it grievance, at each point.

    Grievance is that of Japan and South Korea; for other dyads it is 0.

    Parameters
    ----------
    points : rows of `points_of` that the window holds

    Returns
    -------
    ndarray (replicate, point, predictor)
    """
    replicates = len(sums.by_name[_RELATION[_AGGRIEVED]])
    first, second = np.zeros((2, replicates, len(points)))
    for dyad in points["dyad"].unique():
        own = (points["dyad"] == dyad).to_numpy()
        first[:, own] = sums.mean(_RELATION[dyad], points[own])
    if len(measure.signs) == 1 or "grievance" not in sums.by_name:
        return first[:, :, None]
    own = (points["dyad"] == _AGGRIEVED).to_numpy()
    second[:, own] = sums.mean("grievance", points[own])
    return np.stack([first, second], axis=2)


def count_months(sums: Sums, points: pd.DataFrame) -> Forecast:
    """Return in how many of each point's months Pyongyang chose to provoke."""
    members = np.rint(sums.total(_CHOICE, points))
    return Forecast(members, members.mean(axis=0))


def observe(
    sums: Sums, block: Block, measure: Measure, draws: np.random.Generator
) -> tuple[Forecast, Line]:
    """Fit the observation line on the training points and observe the replicates at the scored.

    Parameters
    ----------
    sums : of paths run freely from the window's first month
    measure : observed as a share or as a score

    Returns
    -------
    (forecast, line)
        Members in the figure's unit, and the fitted line.
    """
    line = fit_points(sums, block.train[block.train["inside"]], measure)
    scored = predictors(sums, block.test, measure)
    names = block.test["group"].tolist()
    eta = linear_predictor(line, scored, names, draws)
    middle = without_noise(line, scored.mean(axis=0, keepdims=True), names)[0]
    if measure.link == "share":
        return Forecast(draw_share(eta, block.test["n"], draws), middle), line
    return Forecast(draw_score(eta, block.test["se"], draws), middle), line


def fit_points(sums: Sums, train: pd.DataFrame, measure: Measure) -> Line:
    """Fit the observation line on points that the window holds."""
    if measure.link == "share":
        y, variance = empirical_logit(train["y"], train["n"])
    else:
        y, variance = train["y"].to_numpy(), train["se"].to_numpy() ** 2
    seen = predictors(sums, train, measure)
    return fit_line(y, variance, seen, train["group"].tolist(), measure.signs[: seen.shape[2]])


def without_noise(line: Line, x: Floats, groups: Sequence[str]) -> Floats:
    """Return where replicates lie on the line, on its scale: (O5) with σ = 0 and mean offsets.

    Parameters
    ----------
    x : (replicate, point, predictor)
    groups : (point,)

    Returns
    -------
    ndarray (replicate, point)

    Examples
    --------
    >>> line = Line(1.0, (2.0,), 9.0, 0.0, {"a": 0.5}, {"a": 0.1}, 0.0)
    >>> without_noise(line, np.ones((1, 2, 1)), ["a", "b"]).tolist()
    [[3.5, 3.0]]
    """
    offset = np.array([line.offset.get(name, 0.0) for name in groups])
    return np.asarray(line.intercept + offset + x @ np.array(line.slopes))
