"""A rival that switches between two states: the simplest account of spells of good and bad ties.

Each group of figures is in a low or in a high state, about a level of that state, and changes state
by chance (`sim.analysis.switching`; Hamilton 1989). Levels, spread and chances come from all points
up to 2015 that are not in the scored block, whose steps are a hole in the series; they are fitted
by EM and not counted from a cut at the median, because a cut takes each crossing by noise for a
switch, puts half of the points in each state whatever they are, and cannot pass a hole.

A group's dozen points say little of five numbers. So all groups of a measure, each in standard
deviations from its own mean, are fitted together first; what they share is the prior of each group,
worth five points a state. A group with many points speaks for itself, one with few as all do.

The forecast begins, as persistence does, from what came before the block: the chance of each state
at the last point, given all points up to it. From there each member goes its own path of states.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.observation import balanced_normals
from sim.analysis.switching import TwoStates, chance_of_high, fit_two_states
from sim.methods.scoring.forecast import Forecast

__all__ = ["two_states", "two_states_of"]

Floats = NDArray[np.float64]

#: Points that a scale should rest on, and that the prior of a group is worth in each state.
_ENOUGH = 5

#: Where the fit of all groups together begins, worth two points a state: variance 1 about mean 0,
#: and one move of each kind (Laplace).
_BROAD, _LITTLE = TwoStates((-0.8, 0.8), 0.6, (0.5, 0.5)), 2.0

#: A group that never moves has no states: this spread in place of 0 keeps its chain defined.
_STILL = 1e-9


def two_states_of(train: pd.DataFrame) -> dict[str, TwoStates]:
    """Return the chain of each group, fitted on all rows.

    Parameters
    ----------
    train : rows of `points_of`: group, step, y; a step that a group lacks is a hole

    Examples
    --------
    >>> import pandas as pd
    >>> y = ([1.0, 1.1] * 6 + [3.0, 3.1] * 6) * 4
    >>> found = two_states_of(pd.DataFrame({"group": "a", "step": range(96), "y": y}))["a"]
    >>> [round(level, 1) for level in found.levels], [round(stay, 1) for stay in found.stay]
    ([1.1, 3.0], [0.9, 0.9])
    """
    by_group = {str(name): rows for name, rows in train.groupby("group")}
    scales = _scales(train)
    middles = {name: float(rows["y"].mean()) for name, rows in by_group.items()}
    standard = {
        name: (_series(rows) - middles[name]) / scales[name] for name, rows in by_group.items()
    }
    told = [
        standard[name]
        for name, rows in by_group.items()
        if len(rows) >= _ENOUGH and scales[name] > _STILL
    ]
    shared = fit_two_states(told, _BROAD, _LITTLE)
    found = {}
    for name, series in standard.items():
        own = fit_two_states([series], shared, _ENOUGH)
        low, high = (middles[name] + scales[name] * level for level in own.levels)
        found[name] = own._replace(levels=(low, high), spread=scales[name] * own.spread)
    return found


def two_states(
    train: pd.DataFrame, test: pd.DataFrame, count: int, draws: np.random.Generator
) -> Forecast:
    """Return an ensemble of paths of states, each member about the level of the state it is in.

    The spread is that within states, with the error of the level.

    Parameters
    ----------
    train, test : rows of `points_of`; every group of `test` has a point in `train`
    count : members

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> past = pd.DataFrame({"group": "a", "step": range(9), "y": 2.0})
    >>> ahead = pd.DataFrame({"group": "a", "step": [9, 10], "y": 7.0})
    >>> two_states(past, ahead, 3, np.random.default_rng(1)).middle.round(6).tolist()
    [2.0, 2.0]
    """
    chains = two_states_of(train)
    members, middle = np.empty((count, len(test))), np.empty(len(test))
    noise = balanced_normals(draws, count, len(test))
    for name, own in test.assign(place=range(len(test))).groupby("group"):
        chain = chains[str(name)]
        past = train[(train["group"] == name) & (train["step"] < own["step"].min())]
        begin = int(past["step"].max()) if len(past) else int(own["step"].min()) - 1
        # No past leaves the state open; the chance is then ½.
        high = chance_of_high(chain, _series(past)) if len(past) else 0.5
        levels = np.array(chain.levels)
        spread = chain.spread * np.sqrt(1.0 + 1.0 / np.array(chain.points))
        at = dict(zip(own["step"].astype(int), own["place"], strict=True))
        for step, chance, states in _paths(chain, high, begin, max(at), count, draws):
            if step in at:
                place = at[step]
                members[:, place] = levels[states] + spread[states] * noise[:, place]
                middle[place] = levels[0] + chance * (levels[1] - levels[0])
    return Forecast(members, middle)


def _paths(
    chain: TwoStates, high: float, begin: int, end: int, count: int, draws: np.random.Generator
) -> Iterator[tuple[int, float, NDArray[np.intp]]]:
    """Yield each step after `begin`, the chance of the high state there, and members' states."""
    states = (_even(count, draws) < high).astype(np.intp)
    for step in range(begin + 1, end + 1):
        high = float(np.array([1.0 - high, high]) @ chain.chances[:, 1])
        states = (_even(count, draws) < chain.chances[states, 1]).astype(np.intp)
        yield step, high, states


def _even(count: int, draws: np.random.Generator) -> Floats:
    """Return uniform numbers, one in each of so many equal parts, in random order.

    As with balanced normals, it takes most of the luck out of how many members are in a state.
    """
    return np.asarray((draws.permutation(count) + draws.random(count)) / count)


def _series(rows: pd.DataFrame) -> Floats:
    """Return points on every step from the first to the last, NaN where there is none."""
    steps = rows["step"].to_numpy(dtype=int)
    series = np.full(steps.max() - steps.min() + 1, np.nan)
    series[steps - steps.min()] = rows["y"].to_numpy()
    return series


def _scales(train: pd.DataFrame) -> dict[str, float]:
    """Return the standard deviation of each group; of all about their means where it has few."""
    away = train["y"] - train.groupby("group")["y"].transform("mean")
    free = max(1, len(train) - train["group"].nunique())
    pooled = float(np.sqrt((away**2).sum() / free))
    return {
        str(name): max(float(rows["y"].std()) if len(rows) >= _ENOUGH else pooled, _STILL)
        for name, rows in train.groupby("group")
    }
