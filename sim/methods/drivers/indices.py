"""Indices of one outcome over a design: Sobol's and Morris' through SALib, and PAWN, as a table."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.errors import SimError
from sim.methods.design import problem_of
from sim.methods.drivers.pawn import pawn
from sim.methods.drivers.rank import ranked
from sim.methods.drivers.split import Free, free_squares, free_total
from sim.methods.extra import extra

__all__ = ["METHODS", "Asked", "indices"]

Floats = NDArray[np.float64]

#: The kind of design that each method reads.
METHODS = {"sobol": ("sobol",), "morris": ("morris",), "pawn": ("lhs", "random")}

#: Times that a key's points are shuffled, to see what PAWN gives where there is nothing. Assumed:
#: five lie beyond the 95 % that are told.
_SHUFFLES = 100

#: Fewest points of a design whose slices say anything: ten slices of ten.
_FEWEST = 100


class Asked(NamedTuple):
    """A design and how it is read.

    Attributes
    ----------
    x : (point, key)
    """

    method: str
    x: Floats
    bounds: dict[str, tuple[float, float]]
    levels: int
    level: float
    resamples: int
    seed: int

    @property
    def keys(self) -> list[str]:
        return list(self.bounds)

    @property
    def how(self) -> dict[str, Any]:
        """How intervals are told."""
        return {"resamples": self.resamples, "seed": self.seed, "level": self.level}

    def check(self) -> None:
        """Check the number of points.

        Raises
        ------
        SimError
            For too few points.
        """
        many, keys = len(self.x), len(self.bounds)
        if self.method == "pawn" and many < _FEWEST:
            raise SimError(f"found {many} points, wanted {_FEWEST} or more for PAWN", field="n")
        each = {"sobol": keys + 2, "morris": keys + 1, "pawn": 1}[self.method]
        if many % each:
            raise SimError(
                f"found {many} points, wanted a multiple of {each}, all that sim.design made",
                field="design",
            )
        fewest = {"sobol": 8 * (keys + 2), "morris": 4 * (keys + 1), "pawn": 0}[self.method]
        if many < fewest:
            raise SimError(
                f"found {many // each}, wanted {fewest // each} or more: of fewer no interval "
                "can be told",
                field="n",
            )


def indices(asked: Asked, y: Floats, groups: Floats | None) -> pd.DataFrame:
    """Return the indices of one outcome, a row a key in the order asked.

    Parameters
    ----------
    y : (point,)
        Means over replicates.
    groups : (point, group) or None
        The same by groups of replicates; without them noise cannot be taken out.

    Returns
    -------
    DataFrame
        See `sim.methods.drivers.by_design`.
    """
    if not np.ptp(y) > 0.0:
        none = np.full(len(asked.keys), np.nan)
        found, main = dict.fromkeys(_COLUMNS[asked.method], none), (none, none, none)
    else:
        found, main = {"sobol": _sobol, "morris": _morris, "pawn": _pawn}[asked.method](
            asked, y, groups
        )
    floor = found["chance"] if asked.method == "pawn" else 0.0
    places, says = ranked(asked.keys, *main, floor)
    return pd.DataFrame(
        {**found, "rank": places, "says": says}, index=pd.Index(asked.keys, name="key")
    )


_FREE = ("free", "free_low", "free_high")
_COLUMNS = {
    "sobol": ("S1", "S1_low", "S1_high", "ST", "ST_low", "ST_high", *_FREE),
    "morris": ("mu", "mu_star", "mu_star_low", "mu_star_high", "sigma", *_FREE),
    "pawn": ("pawn", "pawn_low", "pawn_high", "chance"),
}
_Main = tuple[Floats, Floats, Floats]


def _sobol(asked: Asked, y: Floats, groups: Floats | None) -> tuple[dict[str, Floats], _Main]:
    """Return SALib's first-order and total indices, and totals without noise."""
    analyze = extra("SALib.analyze.sobol").analyze
    told: Any = analyze(
        problem_of(asked.bounds),
        y,
        calc_second_order=False,
        num_resamples=asked.resamples,
        conf_level=asked.level,
        seed=asked.seed + 1,  # 0 would be no seed
    )
    found: dict[str, Floats] = {}
    for name in ("S1", "ST"):
        found |= _ended(name, told[name], told[f"{name}_conf"])
    total = found["ST"], found["ST_low"], found["ST_high"]
    free = None
    if groups is not None:
        keys = len(asked.keys)
        rows = groups.reshape(-1, keys + 2, groups.shape[1]).transpose(1, 0, 2)
        free = free_total(rows[0], rows[-1], rows[1:-1], **asked.how)
    return found | _of(free, keys=len(asked.keys)), total if free is None else free


def _morris(asked: Asked, y: Floats, groups: Floats | None) -> tuple[dict[str, Floats], _Main]:
    """Return SALib's mean, mean size and spread of effects, and their root mean square."""
    analyze = extra("SALib.analyze.morris").analyze
    told: Any = analyze(
        problem_of(asked.bounds),
        asked.x,
        y,
        num_resamples=asked.resamples,
        conf_level=asked.level,
        num_levels=asked.levels,
        seed=asked.seed + 1,
    )
    found = {
        "mu": np.asarray(told["mu"], dtype=np.float64),
        **_ended("mu_star", told["mu_star"], told["mu_star_conf"]),
        "sigma": np.asarray(told["sigma"], dtype=np.float64),
    }
    sizes = found["mu_star"], found["mu_star_low"], found["mu_star_high"]
    free = None
    if groups is not None:
        effects = _effects(asked, groups)
        squares = free_squares(effects, **asked.how)
        free = Free(*(np.sign(one) * np.sqrt(np.abs(one)) for one in squares))
    return found | _of(free, keys=len(asked.keys)), sizes if free is None else free


def _effects(asked: Asked, groups: Floats) -> Floats:
    """Return elementary effects over a key's whole range, (key, path, group)."""
    keys = len(asked.keys)
    low, high = np.array(list(asked.bounds.values())).T
    x = ((asked.x - low) / (high - low)).reshape(-1, keys + 1, keys)
    y = groups.reshape(-1, keys + 1, groups.shape[1])
    step = asked.levels / (2.0 * (asked.levels - 1))  # SALib's delta
    moved, turn = np.diff(x, axis=1), np.diff(y, axis=1)
    found = np.empty((keys, len(x), groups.shape[1]))
    for path in range(len(x)):
        for one in range(keys):
            key = int(np.abs(moved[path, one]).argmax())
            found[key, path] = turn[path, one] * np.sign(moved[path, one, key]) / step
    return found


def _pawn(asked: Asked, y: Floats, groups: Floats | None) -> tuple[dict[str, Floats], _Main]:
    """Return PAWN of each key, its bootstrap interval, and the 95 % quantile of what chance gives.

    Resamples repeat points, which moves slices apart from all: the interval is the spread of
    resamples about their own mean, laid about the estimate.
    """
    luck = np.random.default_rng(asked.seed)
    many, ends = len(y), ((1.0 - asked.level) / 2.0, (1.0 + asked.level) / 2.0)
    columns: list[tuple[float, ...]] = []
    rows = luck.integers(0, many, (asked.resamples, many))
    for x in asked.x.T:
        value = pawn(x, y)
        again = np.array([pawn(x[own], y[own]) for own in rows])
        low, high = value + np.quantile(again - again.mean(), ends)
        shuffled = [pawn(luck.permutation(x), y) for _ in range(_SHUFFLES)]
        columns.append((value, low, high, float(np.quantile(shuffled, 0.95))))
    value, low, high, chance = np.array(columns).T
    return {"pawn": value, "pawn_low": low, "pawn_high": high, "chance": chance}, (value, low, high)


def _ended(name: str, value: Any, half: Any) -> dict[str, Floats]:
    """Return an estimate and the ends of its interval."""
    middle, width = np.asarray(value, dtype=np.float64), np.asarray(half, dtype=np.float64)
    return {name: middle, f"{name}_low": middle - width, f"{name}_high": middle + width}


def _of(free: Free | None, keys: int) -> dict[str, Floats]:
    """Return what is free of noise, NaN where noise cannot be told."""
    nothing = np.full(keys, np.nan)
    return dict(zip(_FREE, free or (nothing,) * 3, strict=True))
