"""Results compared replicate by replicate: what may be paired, and the effect of it."""

import warnings
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pandas as pd

from sim.analysis.confidence import check_level
from sim.analysis.divergence import first_month_apart, first_month_by_replicate
from sim.analysis.effect import Effect, Side, adjusted
from sim.analysis.effect_row import Row, effect_row
from sim.analysis.naming import name_asked
from sim.analysis.point import asked_of, one_point, replicates_of, seed_of
from sim.errors import MissingResult, SimError, SimWarning, UnknownName
from sim.spec.calendar import month_name
from sim.spec.outcomes import OutcomeSpec

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["compare", "verdicts"]


def compare(
    base: "Results",
    alternative: "Results",
    *,
    level: float = 0.95,
    outcomes: Sequence[str] | None = None,
    base_point: int | str | None = None,
    alternative_point: int | str | None = None,
) -> Effect:
    """Compare two results replicate by replicate, alternative less base.

    Parameters
    ----------
    base, alternative : Results
        The same object twice, with two points, compares two points of one study.
    level : confidence of the intervals, in (0, 1)
    outcomes : names, or None for all
    base_point, alternative_point : int, str or None
        A point's number or scenario; needed only for results with several points.

    Raises
    ------
    SimError
        If the two do not share seed and replicates: their luck is not the same, and a pair means
        nothing. If their windows differ: a difference would mix what was changed with when.
    """
    level = check_level(level)
    one = Side(base, one_point(base, base_point))
    other = Side(alternative, one_point(alternative, alternative_point))
    seed, replicates = _pairable(one, other)
    shared = _specs(base, alternative, warn=outcomes is None)
    either = {**base.outcome_specs, **alternative.outcome_specs}
    names = list(shared) if outcomes is None else _asked(outcomes, shared, either)
    values = [side.results.outcome_values(names, side.point) for side in (one, other)]

    def row(name: str) -> Row:
        return effect_row(shared[name], values[0][name], values[1][name], level=level)

    with ThreadPoolExecutor() as pool:  # sorting, which takes most of the time, needs no lock
        rows = list(pool.map(row, names))
    index = pd.Index(names, name="outcome")
    p_values = pd.Series([row.p_value for row in rows], index=index, dtype="float64")
    table = pd.DataFrame([row.cells for row in rows], index=index)
    table["p_holm"] = adjusted(p_values)
    table["verdict"] = verdicts(table, level)
    table["pairs"] = table.pop("pairs")  # last: all of the row is of so many
    by_replicate = _by_replicate(one, other)
    naming = name_asked([asked_of(side.results, side.point) for side in (one, other)])
    return Effect(
        table=table,
        base=naming.names[0],
        alternative=naming.names[1],
        shared=", ".join(naming.common),
        left_out=naming.left_out(),
        replicates=replicates,
        seed=seed,
        level=level,
        first_month=_first_month(one, other, by_replicate),
        by_replicate=by_replicate,
        specs={name: shared[name] for name in names},
        sides=(one, other),
        p_values=p_values,
    )


def verdicts(table: pd.DataFrame, level: float) -> list[str]:
    """Return what may be said of each row: higher, lower, changed, undecided or unchanged.

    Parameters
    ----------
    table : with columns difference, ties and p_holm

    Examples
    --------
    >>> rows = {"difference": [0.2, 0.2, 0.0], "ties": [0, 0, 1.0], "p_holm": [0.01, 0.3, 1.0]}
    >>> verdicts(pd.DataFrame(rows), 0.95)
    ['higher', 'undecided', 'unchanged']
    """
    said = []
    for difference, ties, p in zip(
        table["difference"], table["ties"], table["p_holm"], strict=True
    ):
        if ties == 1.0:
            said.append("unchanged")
        elif p <= 1.0 - level:
            nominal = difference != difference  # of states, whose numbers have no mean
            said.append("changed" if nominal else "higher" if difference > 0 else "lower")
        else:
            said.append("undecided")
    return said


def _pairable(one: Side, other: Side) -> tuple[int, int]:
    """Return the seed and the replicates that two sides share."""
    seeds = seed_of(one.results, one.point), seed_of(other.results, other.point)
    if seeds[0] != seeds[1]:
        raise SimError(
            f"found seeds {seeds[0]} and {seeds[1]}, wanted the same: run both with one seed",
            place="compare",
            field="seed",
        )
    windows = _window(one), _window(other)
    if windows[0] != windows[1]:
        raise SimError(
            f"found {windows[0]} and {windows[1]}, wanted the same window on both sides",
            place="compare",
            field="window",
        )
    counts = [replicates_of(side.results, side.point) for side in (one, other)]
    if counts[0] != counts[1]:
        raise SimError(
            f"found {counts[0]} and {counts[1]} replicates, wanted the same ones on both sides: "
            "run both with as many",
            place="compare",
            field="replicates",
        )
    if counts[0] < 2:
        raise SimError(
            "found 1 replicate, wanted 2 or more: one pair has no error",
            place="compare",
            field="replicates",
        )
    return seeds[0], counts[0]


def _window(side: Side) -> str:
    """Return a point's window in words."""
    world = side.results.world(side.point)
    return f"{month_name(world.first)} to {month_name(world.last)}"


def _specs(base: "Results", alternative: "Results", *, warn: bool) -> dict[str, OutcomeSpec]:
    """Return the outcomes that both sides have; warn of one's own that only one has."""
    one, other = base.outcome_specs, alternative.outcome_specs
    shared = {name: spec for name, spec in one.items() if other.get(name) == spec}
    left = [name for name in {**one, **other} if name not in shared]
    if left and warn:
        warnings.warn(
            f"not compared: {', '.join(left)}: not an outcome of both sides, or of one name alone",
            SimWarning,
            stacklevel=3,
        )
    return shared


def _asked(
    outcomes: Sequence[str], known: dict[str, OutcomeSpec], either: dict[str, OutcomeSpec]
) -> list[str]:
    """Return the outcomes asked for, each once."""
    names = [outcomes] if isinstance(outcomes, str) else list(dict.fromkeys(outcomes))
    if not names:
        raise SimError("found none, wanted at least one outcome", place="compare", field="outcomes")
    for name in names:
        if name in either and name not in known:
            raise SimError(
                f"found '{name}' on one side alone, or with another meaning on each, wanted an "
                "outcome of both",
                place="compare",
                field="outcomes",
            )
        if name not in known:
            raise UnknownName("outcome", name, known)
    return names


def _by_replicate(one: Side, other: Side) -> pd.Series | None:
    """Return when each replicate parts, or None unless both sides kept all that is recorded."""
    try:
        # Of each point alone: all points of a large study at once would not fit into memory.
        months = [side.results.at(side.point).trajectories for side in (one, other)]
    except MissingResult:
        return None
    if any("kept" in side.attrs for side in months):
        return None  # of some variables alone it may come too late
    return first_month_by_replicate(*months)


def _first_month(one: Side, other: Side, by_replicate: pd.Series | None) -> pd.Timestamp | None:
    if by_replicate is None:
        points = {"base_point": one.point, "alternative_point": other.point}
        return first_month_apart(one.results, other.results, **points)
    earliest = by_replicate.min()
    return None if pd.isna(earliest) else pd.Timestamp(earliest)
