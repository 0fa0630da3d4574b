"""Drivers of single runs: what the traits and parameters that replicates drew have to do with ends.

Each replicate draws its own numbers within a world's ranges. So one run of many replicates is a
sample of both, and tells how much of the spread is due to what was drawn, and how much is luck.
"""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from sim.analysis import check_level, critical_z
from sim.errors import SimError
from sim.methods.drivers.drawn_data import drawn_data
from sim.methods.drivers.rank import ranked
from sim.runner.request import check_whole

__all__ = ["Shares", "drivers", "shares"]

Floats = NDArray[np.float64]

#: Fewest replicates: five bins of twenty. Assumed: a bin's mean is then told to within a quarter of
#: the spread.
_FEWEST = 100

#: Replicates of a bin, and fewest and most bins. Of a wave that turns four times,
#: such as Ishigami's sin², 20 bins lose 3 % and 50 bins half a per cent: 1 − sinc²(2 / bins).
_EACH, _LEAST, _MOST = 50, 5, 50

#: Resamples, and batches of replicates that they are drawn of: batches are summed up once. Assumed:
#: an error told by 400 is good to 4 % of itself, one told by 200 batches to 5 %.
_RESAMPLES, _BATCHES = 400, 200

#: Shuffles, and of how many replicates at most: what chance does falls as one over their number.
#: Assumed: twenty shuffles lie beyond the 95 % that are told.
_SHUFFLES, _SHUFFLED = 400, 2000


def drivers(
    run: Any, outcome: str, point: int | str | None = None, *, level: float = 0.95, seed: int = 1
) -> pd.DataFrame:
    """Return which drawn traits and parameters drive an outcome from run to run, the largest first.

    Parameters
    ----------
    run : Results
    outcome : name
    point : number or scenario, where results have several
    level : float
        Of the intervals, and of the line that chance draws.
    seed : int
        Of shuffles and resamples.

    Returns
    -------
    DataFrame
        Index `key`. `S1`, the share of the outcome's variance over replicates that the key
        explains on its own, with its bootstrap interval `S1_low`, `S1_high`; `chance`, what the
        largest of as many keys reaches in 5 of 100 shuffles, where none does anything; `clear`,
        whether `S1` lies above that and its interval above 0; `spearman`, the rank correlation
        with its interval, for the sign; `rank`, NaN where it is undecided: `says` why. `attrs`:
        `unexplained`, the share that no clear key explains on its own (luck, and keys that act
        together), with its interval
        (`unexplained_low`, `unexplained_high`); `correlation`, the largest between two keys;
        `same_draw`, keys that have the draw of another, which stands for them; and what was asked.

    Raises
    ------
    sim.errors.SimError
        For an unknown outcome or point, nothing drawn, fewer than 100 replicates with an answer,
        or an outcome that does not vary.

    Notes
    -----
    `S1` is the given-data estimate of the first-order Sobol index (Plischke, Borgonovo and Smith
    2013): the key's range is cut into 5 to 50 bins of as many replicates each, and the variance
    between the bins' means is set against the whole, less what bins of nothing would show
    (Kelley's ε², 1935); it may lie below 0. Shares add up where keys are drawn independently, as
    ranges are. Draws of a parameter set may go together, and then each of two keys has what both
    do: see `correlation`.

    Examples
    --------
    >>> import sim
    >>> run = sim.run(sim.load("second_trump_term"), replicates=1000, seed=1)
    >>> found = sim.drivers(run, "jpn_kor_final")
    >>> found.index[0], bool(found["clear"].iloc[0])
    ('leaders.next_seoul.history_hard_line', True)
    """
    level = check_level(level)
    seed = check_whole(seed, "seed", 0, 2**32 - 1)
    x, y, said = drawn_data(run, outcome, point, _FEWEST)
    if not np.ptp(y) > 0.0:
        raise SimError("does not vary over replicates: nothing drives it", field=outcome)
    found = shares(x.to_numpy(), y, level, seed)
    names = [str(name) for name in x]
    clear = found.clear
    rows = _correlations(x, y, level)
    shown = np.where(clear, found.low, np.minimum(found.low, 0.0))
    places, says = ranked(names, found.value, shown, found.high)
    table = pd.DataFrame(
        {
            "S1": found.value,
            "S1_low": found.low,
            "S1_high": found.high,
            "chance": found.chance,
            "clear": clear,
            **rows,
            "rank": places,
            "says": says,
        },
        index=pd.Index(names, name="key"),
    ).sort_values("S1", ascending=False, kind="stable")
    explained = found.again[:, clear].sum(axis=1)
    unexplained = 1.0 - float(found.value[clear].sum())
    half = float(critical_z(level) * explained.std(ddof=1))
    table.attrs = said | {
        "level": level,
        "unexplained": unexplained,
        "unexplained_low": unexplained - half,
        "unexplained_high": unexplained + half,
        "same_draw": dict(x.attrs["same_draw"]),
        "correlation": _largest_correlation(x),
    }
    return table


class Shares(NamedTuple):
    """Shares with intervals, resamples (resample, key), and the line that chance draws."""

    value: Floats
    low: Floats
    high: Floats
    again: Floats
    chance: float

    @property
    def clear(self) -> NDArray[np.bool_]:
        """Which lie above chance, with intervals above 0."""
        return (self.value > self.chance) & (self.low > 0.0)


def shares(x: Floats, y: Floats, level: float, seed: int) -> Shares:
    """Return the shares of all keys (replicate, key); resamples and shuffles are shared by keys."""
    luck, many = np.random.default_rng(seed), len(y)
    y = (y - y.mean()) / y.std()
    bins = [_bin(column) for column in x.T]
    batches = min(many, _BATCHES)
    batch = luck.permutation(np.arange(many) % batches)
    weights = np.column_stack(
        [np.ones(batches), luck.multinomial(batches, np.ones(batches) / batches, _RESAMPLES).T]
    )
    squares = np.bincount(batch, y**2, batches) @ weights
    shares = []
    for own in bins:
        place, size = own * batches + batch, (int(own.max()) + 1) * batches
        counts = np.bincount(place, minlength=size).reshape(-1, batches).astype(np.float64)
        sums = np.bincount(place, y, size).reshape(-1, batches).astype(np.float64)
        shares.append(_share(counts @ weights, sums @ weights, squares))
    value, again = np.array(shares)[:, 0], np.array(shares)[:, 1:].T
    half = critical_z(level) * again.std(axis=0, ddof=1)
    chance = _chance([own[:_SHUFFLED] for own in bins], y[:_SHUFFLED], level, luck)
    chance *= min(many, _SHUFFLED) / many
    return Shares(value, value - half, value + half, again, chance)


def _bin(x: Floats) -> NDArray[np.int64]:
    """Return the bin that each replicate falls in, (replicate,); equal draws fall in one."""
    many = int(np.clip(len(x) // _EACH, _LEAST, _MOST))
    ends = np.quantile(x, np.linspace(0.0, 1.0, many + 1)[1:-1])
    return np.searchsorted(ends, x, side="right").astype(np.int64)


def _chance(
    bins: list[NDArray[np.int64]], y: Floats, level: float, luck: np.random.Generator
) -> float:
    """Return what the largest share of all keys seldom reaches where none does anything.

    The largest: one look at a hundred keys finds five by chance that each alone would pass.
    """
    shuffled = luck.permuted(np.tile(y[:, None], (1, _SHUFFLES)), axis=0)
    squares = (y**2).sum()
    largest = np.full(_SHUFFLES, -np.inf)
    for own in bins:
        order = np.argsort(own, kind="stable")
        begins = np.flatnonzero(np.diff(own[order], prepend=-1))
        sums = np.add.reduceat(shuffled[order], begins, axis=0)
        counts = np.diff(begins, append=len(y))[:, None].astype(np.float64)
        largest = np.maximum(largest, _share(counts, sums, squares))
    return float(np.quantile(largest, level))


def _share(counts: Floats, sums: Floats, squares: Any) -> Floats:
    """Return the share of variance that bins explain, less what bins of nothing would, (sample,).

    Parameters
    ----------
    counts, sums : (bin, sample)
        Replicates, and the sum of their answers.
    squares : (sample,)
        Sums of squares of all answers.
    """
    total, whole = counts.sum(axis=0), sums.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        between = np.where(counts > 0, sums**2 / counts, 0.0).sum(axis=0) - whole**2 / total
        spread = squares - whole**2 / total
        free = (counts > 0).sum(axis=0)
        within = (spread - between) / (total - free)
        return np.asarray((between - (free - 1) * within) / spread)


def _correlations(x: pd.DataFrame, y: Floats, level: float) -> dict[str, Floats]:
    """Return Spearman's correlation of each key, with the interval of Bonett and Wright (2000)."""
    ranks = stats.rankdata(x.to_numpy(), axis=0)
    other = stats.rankdata(y)
    ranks, other = ranks - ranks.mean(axis=0), other - other.mean()
    size = np.sqrt((ranks**2).sum(axis=0) * (other**2).sum())
    found = np.clip(ranks.T @ other / size, -1.0, 1.0)
    half = critical_z(level) * np.sqrt((1.0 + found**2 / 2.0) / (len(y) - 3))
    with np.errstate(divide="ignore"):
        turned = np.arctanh(found)
    return {
        "spearman": found,
        "spearman_low": np.tanh(turned - half),
        "spearman_high": np.tanh(turned + half),
    }


def _largest_correlation(x: pd.DataFrame) -> float:
    """Return the largest correlation between two keys, in size; NaN of a single one."""
    if x.shape[1] < 2:
        return float("nan")
    found = np.abs(np.corrcoef(x.to_numpy().T))
    np.fill_diagonal(found, 0.0)
    return float(found.max())
