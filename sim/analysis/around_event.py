"""What came before an event and what followed: histories with it, beside histories without.

Each replicate enters with its first event that has room on both sides. Beside it stands a replicate
that has none in those months and was most like it when they began, in the same calendar month: so
seasons, leaders and dated rulings are the same for both, and what differs before the event is what
preceded it. It describes; that the event made what follows is said by `sim.branch` alone.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Integral
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import scipy
from numpy.typing import NDArray

from sim.analysis.confidence import check_level, critical_t
from sim.analysis.kept import condition_of, panels_of
from sim.analysis.point import one_point, seed_of
from sim.errors import MissingResult, OutOfBounds, SimWarning, UnknownName, WrongKind
from sim.spec.recorded import RECORDED_BY_NAME, RECORDED_FIELDS

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["event_study"]

#: Largest standardised difference of two groups that are called alike (Rubin 2001).
_ALIKE = 0.25

_EVENT = "_event"
_KNOWN = tuple(name.removesuffix(_EVENT) for name in RECORDED_FIELDS if name.endswith(_EVENT))


@dataclass(frozen=True)
class _Matched:
    """Replicates with the event, its month in each, and the replicate beside each."""

    with_event: NDArray[np.int64]
    month: NDArray[np.int64]
    beside: NDArray[np.int64]


def event_study(
    run: "Results",
    event: str,
    before: int = 6,
    after: int = 6,
    against: str | None = "matched",
    variables: Sequence[str] = ("relation_jpn_kor",),
    point: int | str | None = None,
    *,
    match: Sequence[str] | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Return the months around an event: with it, without it, and the difference.

    Parameters
    ----------
    run : Results
        With the months of the event and of the variables: `keep=[...]`, or `trajectories=True`.
    event : str
        'reversal', 'settlement', 'summit', …: a recorded event; or a condition on months, which
        counts when it first holds: `relation_jpn_kor < 0`.
    before, after : int, 0 to 240
        Months on either side.
    against : 'matched' or None
        Beside each replicate the one without the event that is nearest to it in the variables of
        `match` (each over its spread) when the months begin. Without: none by the end of these
        months; one may come later. A replicate may stand beside several; the errors know it. None
        compares with nothing.
    variables : flat names of recorded variables
        What is shown.
    match : flat names, optional
        What those beside are alike in when the months begin; the variables shown, if not said.
    point : int, str or None
        A point's number or scenario, where there are several.
    level : confidence of the intervals, in (0, 1)

    Returns
    -------
    DataFrame
        Index (variable, offset), offset in months from the event: `event` and `without`, the means;
        `difference`, `se`, `low`, `high`; the last three are NaN where one replicate stands beside
        all. `attrs`: `events`, replicates with the event; `used`, those of them with room on both
        sides; `beside`, how many different ones stand beside them; `balance`, the largest
        standardised difference when the months begin; and `condition`, `replicates`, `seed`,
        `level`.

    Raises
    ------
    sim.errors.SimError
        For an unknown event or variable, months that were not kept, or fewer than two replicates
        with the event, or without it.

    Warns
    -----
    sim.errors.SimWarning
        If the two groups are not alike when the months begin.

    Examples
    --------
    >>> import sim
    >>> run = sim.run(sim.load("baseline_hindcast"), replicates=60, trajectories=True)
    >>> found = sim.event_study(run, "settlement", before=3, after=3)
    >>> found.loc["relation_jpn_kor"].index.tolist()
    [-3, -2, -1, 0, 1, 2, 3]
    """
    level = check_level(level)
    for name, months in (("before", before), ("after", after)):
        whole = isinstance(months, Integral) and not isinstance(months, bool)
        if not whole or not 0 <= months <= 240:
            raise OutOfBounds(months, 0, 240, unit="months", field=name)
    if against not in ("matched", None):
        raise WrongKind(against, "'matched', or None", field="against", given=True)
    names = _variables(variables, "variables")
    alike = names if match is None else _variables(match, "match")
    number = one_point(run, point)
    text = _condition(event)
    measure = condition_of(text, "event")
    panels = panels_of(run, number, {*measure.names, *names, *alike})
    first = np.array(measure(panels))
    paths = np.stack([panels[name].values for name in names])
    months = paths.shape[2]
    happened = ~np.isnan(first)
    room = happened & (first >= before) & (first + after < months)
    used = np.flatnonzero(room)
    if len(used) < 2:
        raise MissingResult(
            f"found {len(used)} of {len(first):,} replicates with the event and {before} months "
            f"before and {after} after it, wanted 2 or more ({int(happened.sum())} have it at all)",
            field=event,
        )
    when = first[used].astype(np.int64)
    offsets = np.arange(-before, after + 1)
    around = np.stack([path[used[:, None], when[:, None] + offsets] for path in paths])
    begins = np.stack([panels[name].values for name in alike])
    matched = _matched(begins, first, used, when, before, after) if against else None
    table = _table(names, offsets, around, paths, when, matched, level)
    balance = _balance(begins[:, used, when - before], begins, matched, before)
    table.attrs = {
        "condition": text,
        "events": int(happened.sum()),
        "used": len(used),
        "beside": len(set(matched.beside.tolist())) if matched else 0,
        "balance": balance,
        "replicates": len(first),
        "seed": seed_of(run, number),
        "level": level,
    }
    if balance > _ALIKE:
        warnings.warn(
            f"{event}: those beside are not alike when the months begin: they differ by "
            f"{balance:.2f} of a spread (wanted {_ALIKE:g} at most); run more replicates",
            SimWarning,
            stacklevel=2,
        )
    return table


def _variables(variables: Sequence[str], field: str) -> list[str]:
    """Return the variables asked for, each once and known."""
    wanted = "flat names of recorded variables, such as ['relation_jpn_kor']"
    names = [variables] if isinstance(variables, str) else variables
    if not isinstance(names, Sequence) or not names:
        raise WrongKind(variables, wanted, field=field, given=True)
    for name in names:
        if not isinstance(name, str) or name not in RECORDED_BY_NAME:
            raise UnknownName("variable", str(name), RECORDED_FIELDS, field=field)
    return list(dict.fromkeys(names))


def _condition(event: str) -> str:
    """Return the condition of an event that is recorded, or the condition itself."""
    if isinstance(event, str) and event.replace("_", "").isalnum():
        name = event.removesuffix(_EVENT)
        if name not in _KNOWN:
            raise UnknownName("event", event, _KNOWN, field="event")
        return f"{name}{_EVENT} > 0"
    return event


def _matched(
    paths: NDArray[np.float64],
    first: NDArray[np.float64],
    used: NDArray[np.int64],
    when: NDArray[np.int64],
    before: int,
    after: int,
) -> _Matched:
    """Return for each event the replicate that had none by then and was most like it before."""
    found = np.full(len(used), -1)
    spread = paths.std(axis=1, ddof=1)  # (variable, month)
    for month in np.unique(when):
        begin = month - before
        waiting = np.flatnonzero(np.isnan(first) | (first > month + after))
        if not len(waiting):
            continue
        scale = np.where(spread[:, begin] > 0, spread[:, begin], 1.0)[:, None]
        points = (paths[:, waiting, begin] / scale).T
        mine = np.flatnonzero(when == month)
        asked = (paths[:, used[mine], begin] / scale).T
        nearest = scipy.spatial.cKDTree(points).query(asked)[1]
        found[mine] = waiting[nearest]
    there = found >= 0
    if there.sum() < 2:
        raise MissingResult(
            "found fewer than 2 events beside which a replicate without one could stand: "
            "run more replicates, or say against=None",
            field="against",
        )
    return _Matched(np.flatnonzero(there), when[there], found[there])


def _table(
    names: Sequence[str],
    offsets: NDArray[np.int64],
    around: NDArray[np.float64],
    paths: NDArray[np.float64],
    when: NDArray[np.int64],
    matched: _Matched | None,
    level: float,
) -> pd.DataFrame:
    """Return means with and without the event, and their differences with intervals."""
    blank = np.full(len(offsets), np.nan)
    beside = len(np.unique(matched.beside)) if matched else 0
    wide = critical_t(level, max(beside - 1, 1))
    tables = []
    for place, path in enumerate(paths):
        mine = around[place]
        without = difference = error = blank
        if matched is not None:
            mine = mine[matched.with_event]
            theirs = path[matched.beside[:, None], matched.month[:, None] + offsets]
            gap = mine - theirs
            without, difference = theirs.mean(axis=0), gap.mean(axis=0)
            error = _clustered(gap, matched.beside) if beside > 1 else blank
        tables.append(
            pd.DataFrame(
                {
                    "event": mine.mean(axis=0),
                    "without": without,
                    "difference": difference,
                    "se": error,
                    "low": difference - wide * error,
                    "high": difference + wide * error,
                },
                index=pd.Index(offsets, name="offset"),
            )
        )
    return pd.concat(dict(zip(names, tables, strict=True)), names=["variable"])


def _clustered(gap: NDArray[np.float64], beside: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the standard error of a mean of differences that share some who stand beside.

    Sums of deviations over each who stands beside are independent (Liang and Zeger 1986).
    """
    off = gap - gap.mean(axis=0)
    _, groups = np.unique(beside, return_inverse=True)
    count = int(groups.max()) + 1
    sums = np.zeros((count, gap.shape[1]))
    np.add.at(sums, groups, off)
    few = count / max(count - 1, 1)  # as n - 1 in a plain error
    return np.asarray(np.sqrt(few * (sums**2).sum(axis=0)) / len(gap))


def _balance(
    mine: NDArray[np.float64],
    paths: NDArray[np.float64],
    matched: _Matched | None,
    before: int,
) -> float:
    """Return by how many spreads the two groups differ when the months begin, at most.

    Parameters
    ----------
    mine : (variable, event)
        Of those with the event, when their months begin.
    """
    if matched is None:
        return float("nan")
    worst = 0.0
    for own, path in zip(mine[:, matched.with_event], paths, strict=True):
        theirs = path[matched.beside, matched.month - before]
        spread = np.sqrt((own.var(ddof=1) + theirs.var(ddof=1)) / 2)
        if spread > 0:
            worst = max(worst, abs(own.mean() - theirs.mean()) / spread)
    return float(worst)
