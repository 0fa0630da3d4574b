"""Two rivals that know nothing of mechanisms: persistence, and a mean for each pair of leaders.

Both speak of the figure itself, as the two states of `sim.methods.scoring.markov` do, so its
sampling noise is in their spread. Both see every point of the same source up to 2015 that is not in
the scored block; leaders-only sees the window's alone, because it needs to know who led.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.observation import balanced_normals
from sim.methods.scoring.forecast import Forecast

__all__ = ["leaders_only", "persistence"]

Floats = NDArray[np.float64]

#: Changes or deviations that a spread should rest on; with fewer, all groups of the measure serve.
_ENOUGH = 5


def persistence(
    train: pd.DataFrame, test: pd.DataFrame, count: int, draws: np.random.Generator
) -> Forecast:
    """Return an ensemble about the last value before the block, the same at every horizon.

    The spread at a horizon of h steps is the root mean square of the group's past changes over lags
    nearest to h, at least five of them; where a group has fewer in all, those of all groups.

    Parameters
    ----------
    train, test : rows of `points_of`; every group of `test` has an earlier point in `train`
    count : members

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> past = pd.DataFrame({"group": "a", "step": range(8), "y": 2.0})
    >>> ahead = pd.DataFrame({"group": "a", "step": [8, 9], "y": 7.0})
    >>> persistence(past, ahead, 3, np.random.default_rng(1)).members.tolist()
    [[2.0, 2.0], [2.0, 2.0], [2.0, 2.0]]
    """
    changes = {name: _changes(rows) for name, rows in train.groupby("group")}
    everyone = np.concatenate(list(changes.values()))
    middle, spread = np.empty(len(test)), np.empty(len(test))
    begins = test.groupby("group")["step"].min()
    for place, (group, step) in enumerate(zip(test["group"], test["step"], strict=True)):
        own = train[(train["group"] == group) & (train["step"] < begins[group])]
        last = own.loc[own["step"].idxmax()]
        middle[place] = last["y"]
        known = changes[group] if len(changes[group]) >= _ENOUGH else everyone
        spread[place] = _rms_at(known, int(step - last["step"]))
    return Forecast(middle + spread * balanced_normals(draws, count, len(test)), middle)


def _changes(rows: pd.DataFrame) -> Floats:
    """Return lag and change of every pair of points of a group, (pair, 2)."""
    step, y = rows["step"].to_numpy(dtype=float), rows["y"].to_numpy()
    lag, change = step[None] - step[:, None], y[None] - y[:, None]
    later = lag > 0
    return np.column_stack([lag[later], change[later]])


def _rms_at(changes: Floats, horizon: int) -> float:
    """Return the root mean square of changes over the lags nearest to a horizon."""
    away = np.abs(changes[:, 0] - horizon)
    reach = np.sort(away)[min(_ENOUGH, len(away)) - 1]
    return float(np.sqrt(np.mean(changes[away <= reach, 1] ** 2)))


def leaders_only(
    train: pd.DataFrame, test: pd.DataFrame, count: int, draws: np.random.Generator
) -> Forecast:
    """Return an ensemble about the mean of each pair of leaders of Tokyo and Seoul.

    A pair unseen in training has the group's overall mean, a group unseen the mean of all groups.
    The spread is that of training points about their means, with the error of the mean.

    Parameters
    ----------
    train, test : rows of `points_of`
    count : members

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> past = pd.DataFrame({"group": "a", "pair": ["x", "x", "y"], "y": [1.0, 1.0, 4.0]})
    >>> ahead = pd.DataFrame({"group": "a", "pair": ["x", "y", "z"], "y": 0.0})
    >>> leaders_only(past, ahead, 2, np.random.default_rng(1)).middle.tolist()
    [1.0, 4.0, 2.0]
    """
    means = train.groupby(["group", "pair"])["y"].agg(["mean", "size"])
    overall = train.groupby("group")["y"].agg(["mean", "size"])
    free, squares = _about_means(train, ["group", "pair"])
    if sum(free.values()) < _ENOUGH:
        # Hardly a pair has two points: deviations from the group's mean must do.
        free, squares = _about_means(train, ["group"])
    pooled = float(np.sqrt(sum(squares.values()) / max(1, sum(free.values()))))
    middle, spread = np.empty(len(test)), np.empty(len(test))
    for place, (group, pair) in enumerate(zip(test["group"], test["pair"], strict=True)):
        if (group, pair) in means.index:
            mean, size = means.loc[(group, pair)]
        elif group in overall.index:
            mean, size = overall.loc[group]
        else:
            mean, size = overall["mean"].mean(), 1.0
        own = free.get(group, 0)
        sd = float(np.sqrt(squares[group] / own)) if own >= _ENOUGH else pooled
        middle[place], spread[place] = mean, sd * np.sqrt(1.0 + 1.0 / size)
    return Forecast(middle + spread * balanced_normals(draws, count, len(test)), middle)


def _about_means(train: pd.DataFrame, keys: list[str]) -> tuple[dict[str, int], dict[str, float]]:
    """Return by group degrees of freedom and squares of deviations from the means over keys."""
    away = train["y"] - train.groupby(keys)["y"].transform("mean")
    by_group = (away**2).groupby(train["group"]).sum()
    squares = {str(name): float(value) for name, value in by_group.items()}
    free = {
        str(name): len(rows) - len(rows[keys].drop_duplicates())
        for name, rows in train.groupby("group")
    }
    return free, squares
