"""Sensitivity by design: what drives a world's answers over the ranges of some keys.

Each point's answer is the mean over replicates, and all points meet the same luck. So what is
explained is the mean, not the spread of single runs: `sim.drivers` asks of those.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis import check_level
from sim.errors import SimError, UnknownName, WrongKind
from sim.methods.design import bounds_of, check_order, design
from sim.methods.drivers.group import grouped_means, noise_share
from sim.methods.drivers.indices import METHODS, Asked, indices
from sim.runner.progress import Report
from sim.runner.request import check_whole, check_world
from sim.spec.calendar import month_name
from sim.spec.recorded import RECORDED_FIELDS
from sim.spec.world import World
from sim.store.labels import month_dates

__all__ = ["sensitivity"]

Floats = NDArray[np.float64]

#: Base samples, paths or points where none are asked.
_USUAL = {"sobol": 256, "morris": 32, "pawn": 1024}

#: What the columns of standard errors in a table of values end with, as `sim.evaluate` writes them.
_SE = "_se"


def sensitivity(
    world: World | pd.DataFrame,
    over: Any = None,
    outcomes: str | Sequence[str] | Mapping[str, Any] | None = None,
    *,
    method: str | None = None,
    n: int | None = None,
    replicates: int = 20,
    seed: int = 1,
    by_month: str | None = None,
    level: float = 0.95,
    resamples: int = 200,
    threads: int | None = None,
    progress: Report | None = None,
) -> pd.DataFrame:
    """Return how much of an outcome's mean each key drives, and which keys can be ranked.

    Asked of a world, it makes a design, runs it and analyses what came. Asked of a design and its
    values, `sim.sensitivity(design, values)`, it analyses what exists.

    Parameters
    ----------
    world : World, or a design of `sim.design`
    over : list of keys, or mapping of keys to (low, high); of a design its values
        Values are a table with a row a point in the design's order, such as `sim.evaluate`
        returns, or plain numbers.
    outcomes : name, list of names, or mapping of names to measures
        As in `sim.evaluate`; of a design a choice of the values' columns.
    method : 'sobol', 'morris' or 'pawn'
        'sobol' if not said; a design is read as what it is.
    n : int, optional
        Base samples ('sobol', a power of 2), paths ('morris') or points ('pawn'). Sobol runs
        n × (keys + 2) points, Morris n × (keys + 1).
    replicates : int, 4 or more
        Of each point, under the same random numbers in all.
    seed : int
        Of the runs, of the design and of resamples.
    by_month : name of a recorded variable, optional
        Asks of its mean in each month in place of `outcomes`.
    level : float
        Of the intervals.
    resamples : int
        Bootstrap resamples of points.
    progress : callable, optional
        Called with a `Progress` that counts points.

    Returns
    -------
    DataFrame
        Index (outcome, key), or (month, key); in each outcome the largest first. Of 'sobol' `S1`
        and `ST`, the first-order and total indices of SALib with bootstrap intervals (`_low`,
        `_high`); of 'morris' `mu`, `mu_star` and `sigma` over a key's whole range; of 'pawn'
        `pawn`, and `chance`, the 95 % quantile of what a shuffled key gives. `free`, with its
        interval, is the total index (for 'morris' the root mean square effect) without the noise
        of finitely many replicates; NaN where values came without replicates. `noise` is the share
        of the variance between points that is such noise, `at most` of it where only standard
        errors tell. `rank` is 1 for the largest, and NaN where it is undecided: `says` why.
        `attrs` tell what was asked.

    Raises
    ------
    sim.errors.SimError
        For unknown names (with the nearest), too few points or replicates, values with NaN, or
        SALib not installed.

    Notes
    -----
    Noise inflates total indices, since a mean that luck makes ragged moves with every key. `free`
    multiplies differences of different groups of replicates, whose luck is not the same, and ranks
    rest on it. Its interval holds the error of the points drawn (bootstrap) and that of luck (the
    jackknife over groups), added. A rank needs an interval above 0 that meets no other.

    References
    ----------
    Saltelli et al. (2010), Computer Physics Communications 181; Morris (1991), Technometrics 33;
    Pianosi and Wagener (2018), Environmental Modelling & Software 108.

    Examples
    --------
    >>> import sim
    >>> world = sim.load("second_trump_term")
    >>> keys = ["leaders.washington.mediation", "parameters.memory_gain"]
    >>> found = sim.sensitivity(world, keys, "jpn_kor_final", n=16, replicates=20)
    >>> found.loc["jpn_kor_final"].index[0], found.attrs["points"]
    ('parameters.memory_gain', 64)
    """
    level = check_level(level)
    resamples = check_whole(resamples, "resamples", 10, 100_000)
    if isinstance(world, pd.DataFrame):
        asked = _asked(world, method, level, resamples)
        check_order(over, world)
        names, means, errors = _values(over, outcomes, len(world))
        tables = {
            name: indices(asked, y, None).assign(noise=_at_most(y, error))
            for name, y, error in zip(names, means.T, errors, strict=True)
        }
        return _together(tables, asked, {"replicates": None, "noise": "at most"})
    check_world(world)
    method = _method(method or "sobol")
    if over is None:
        raise WrongKind("nothing", "keys, such as sim.keys() lists", field="over")
    months = None if by_month is None else _months(world, by_month)
    if outcomes is not None and months is not None:
        raise WrongKind("outcomes too", "one of the two", field="by_month")
    outcomes = outcomes if months is None else months
    if outcomes is None:
        raise WrongKind("nothing", "an outcome, or by_month and a variable", field="outcomes")
    kind = METHODS[method][0]
    points = design(kind, _USUAL[method] if n is None else n, bounds_of(over, world), seed % 2**32)
    asked = _asked(points, method, level, resamples)
    how: dict[str, Any] = {"threads": threads, "progress": progress}
    found = grouped_means(world, points, outcomes, replicates, seed, **how)
    tables = {
        name: indices(asked, found.means[:, place], found.groups[:, :, place]).assign(
            noise=noise_share(_sampled(asked, found.groups[:, :, place]))
        )
        for place, name in enumerate(found.names)
    }
    said: dict[str, Any] = {"replicates": replicates, "noise": "estimated", "scenario": world.name}
    if by_month is None:
        return _together(tables, asked, {**said, "seed": seed})
    dates = month_dates(world.first, world.months)
    dated = dict(zip(dates, tables.values(), strict=True))
    return _together(dated, asked, {**said, "seed": seed, "variable": by_month}, "month")


def _method(name: Any) -> str:
    if not isinstance(name, str):
        raise WrongKind(name, "a method", field="method", given=True)
    if name not in METHODS:
        raise UnknownName("method", name, METHODS, field="method")
    return name


def _asked(points: pd.DataFrame, method: str | None, level: float, resamples: int) -> Asked:
    """Return a design as it is read."""
    said = points.attrs
    lacking = [name for name in ("kind", "bounds", "seed") if name not in said]
    if lacking:
        raise SimError(
            "found a table that does not say how it was made (attrs['kind']; a CSV file forgets "
            "them): make it again with sim.design and the same seed",
            field="design",
        )
    kind = str(said["kind"])
    reads = [name for name, kinds in METHODS.items() if kind in kinds]
    if not reads:
        wanted = f"one of {', '.join(name for kinds in METHODS.values() for name in kinds)}"
        raise WrongKind(f"a design of kind '{kind}'", wanted, field="design")
    if method is not None and _method(method) not in reads:
        wanted = f"method {reads[0]}"
        raise WrongKind(f"'{method}' for a {kind} design", wanted, field="method")
    bounds = {str(key): tuple(ends) for key, ends in said["bounds"].items()}
    if list(points) != list(bounds):
        raise WrongKind(
            f"columns {', '.join(map(str, points))}", f"{', '.join(bounds)}", field="design"
        )
    ordered = np.array_equal(points.index, np.arange(len(points)))
    if reads[0] in ("sobol", "morris") and not ordered:
        wanted = "rows in the order in which sim.design made them, numbered from 0"
        raise WrongKind("rows in another order", wanted, field="design")
    asked = Asked(
        reads[0],
        points.to_numpy(dtype=np.float64),
        bounds,
        int(said.get("levels", 4)),
        level,
        resamples,
        int(said["seed"]),
    )
    asked.check()
    return asked


def _sampled(asked: Asked, groups: Floats) -> Floats:
    """Return the points that sample the keys' ranges: of a Sobol design both base samples."""
    if asked.method != "sobol":
        return groups
    rows = groups.reshape(-1, len(asked.keys) + 2, groups.shape[1])
    return np.concatenate([rows[:, 0], rows[:, -1]])


def _values(values: Any, outcomes: Any, points: int) -> tuple[list[str], Floats, list[Any]]:
    """Return names of values, the values (point, outcome), and their standard errors or None."""
    wanted = "a table of values with a row a point, or numbers"
    if values is None:
        raise WrongKind("nothing", wanted, field="values")
    if isinstance(values, pd.DataFrame):
        table = values
    else:
        array = np.asarray(values)
        if array.ndim not in (1, 2) or array.dtype.kind not in "fiub":
            raise WrongKind(values, wanted, field="values", given=True)
        array = array[:, None] if array.ndim == 1 else array
        given = getattr(values, "name", None)
        names = ["y"] if array.shape[1] == 1 else [f"y{place}" for place in range(array.shape[1])]
        table = pd.DataFrame(array, columns=[str(given)] if given is not None else names)
    known = [str(name) for name in table if not str(name).endswith(_SE) and "." not in str(name)]
    if outcomes is None:
        chosen = known
    elif isinstance(outcomes, str):
        chosen = [outcomes]
    else:
        chosen = [str(name) for name in outcomes]
    if not chosen:
        raise WrongKind("nothing", "at least one column of values", field="outcomes")
    for name in chosen:
        if name not in known:
            raise UnknownName("outcome", name, known, field="values")
    if len(table) != points:
        raise WrongKind(f"{len(table):,} rows", f"{points:,}, one a point", field="values")
    found = table[chosen].to_numpy(dtype=np.float64)
    for name, own in zip(chosen, found.T, strict=True):
        if not np.isfinite(own).all():
            bad = int((~np.isfinite(own)).sum())
            raise SimError(
                f"found {bad:,} of {points:,} values that are no number, wanted one a point: an "
                "index over some of them would be of another design",
                field=name,
            )
    errors = [
        table[f"{name}{_SE}"].to_numpy(dtype=np.float64) if f"{name}{_SE}" in table else None
        for name in chosen
    ]
    return chosen, found, errors


def _at_most(y: Floats, error: Floats | None) -> float:
    """Return the share of the variance between points that is noise, at most.

    Standard errors hold luck that all points share, which adds nothing to their variance.
    """
    if error is None or not np.ptp(y) > 0.0:
        return float("nan")
    return min(1.0, float(np.mean(error**2) / y.var(ddof=1)))


def _months(world: World, variable: str) -> dict[str, str]:
    """Return a measure for each month of a variable."""
    if variable not in RECORDED_FIELDS:
        raise UnknownName("variable", str(variable), RECORDED_FIELDS, field="by_month")
    months = range(world.first, world.last + 1)
    return {f"month_{one}": f"at({variable}, '{month_name(one)}')" for one in months}


def _together(
    tables: Mapping[Any, pd.DataFrame], asked: Asked, said: Mapping[str, Any], name: str = "outcome"
) -> pd.DataFrame:
    """Return tables of several outcomes as one, in each the largest first."""
    by = {"sobol": "ST", "morris": "mu_star", "pawn": "pawn"}[asked.method]
    ordered = {
        one: table.sort_values(by, ascending=False, kind="stable") for one, table in tables.items()
    }
    found = pd.concat(ordered, names=[name, "key"])
    last = ["noise", "rank", "says"]
    found = found[[*(column for column in found if column not in last), *last]]
    found.attrs = {
        "method": asked.method,
        "points": len(asked.x),
        "bounds": dict(asked.bounds),
        "level": asked.level,
        "resamples": asked.resamples,
        "design_seed": asked.seed,
        **said,
    }
    return found
