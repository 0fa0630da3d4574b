"""Outcomes of many changes of one world, a row a change: what a tool of one's own asks in its loop.

A sampler, an optimiser or a calibration asks thousands of times for a few numbers of a world with
a few things changed. A study would keep every outcome, month and source of each; this keeps means.
"""

import os
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.engine.batch import CHUNK
from sim.engine.first_call import compile_rows
from sim.engine.plan import compile_world
from sim.errors import InterruptedStudy, SimError, SimWarning, WrongKind
from sim.runner.answers import answers, asked_names
from sim.runner.block import MOST_POINTS
from sim.runner.executor import Stop, run_tasks
from sim.runner.progress import Clock, Report
from sim.runner.request import check_whole, check_world
from sim.spec.notice import beyond_prior, notices, summary
from sim.spec.outcomes import OwnOutcome
from sim.spec.override import apply
from sim.spec.override_key import bare
from sim.spec.own_outcome import outcome_specs
from sim.spec.parse_override import MOST_REPLICATES, MOST_SEED, MOST_THREADS, flag_asked
from sim.spec.world import World
from sim.store.column_labels import column_labels

__all__ = ["Evaluation", "evaluate", "say_unanswered"]

#: Points of which it is asked what each key changes. Assumed: a key of a design that does nothing
#: in its first, middle and last point does nothing in any.
_ASKED_OF = 3

Change = Mapping[str, Any]


def evaluate(
    world: World,
    points: Sequence[Change] | pd.DataFrame,
    outcomes: str | Sequence[str] | Mapping[str, Any],
    replicates: int = 20,
    seed: int = 1,
    *,
    se: bool = False,
    threads: int | None = None,
    progress: Report | None = None,
    notices: bool = True,
) -> pd.DataFrame:
    """Return means of some outcomes for each of many changes of a world.

    All points meet the same random numbers, replicate by replicate, so two rows differ by what was
    changed. The means are those of `sim.run` of the changed world, whatever the threads.

    Parameters
    ----------
    world : World
    points : list of mappings, or DataFrame
        What is changed in each: keys as `world.replace` takes them to values. In a table a row is a
        point and a column a key (`sim.design` makes such tables); an empty cell changes nothing,
        and a switch may be 0 or 1.
    outcomes : name, list of names, or mapping
        Shipped outcomes and those that the world declares, by name; or a mapping of names to
        measures, `{"cold": "share(relation_jpn_kor < 0)"}`, see `sim.spec.own_outcome`.
    replicates : int, 1 to 10,000,000
        Of each point. A call of 20 costs little more than one of 1.
    seed : int, 0 to 2**64 - 1
    se : bool
        Add a column `<outcome>_se`, the Monte Carlo standard error of the mean.
    threads : int, optional
        By default as many as the machine has cores; within a pool of processes give 1.
    progress : callable, optional
        Called with a `Progress` that counts points.
    notices : bool
        Warn of keys that change nothing, and of values beyond priors; one point of a loop may well
        ask for what a world has already.

    Returns
    -------
    DataFrame
        Index `point` from 0, in the order given; a column a key, then a column an outcome. `attrs`
        has units and long names, `seed` and `replicates`. A mean is over the replicates that have
        an answer; a warning says where some have none, and NaN stands where none has.

    Raises
    ------
    sim.errors.SimError
        For an unknown name, a value out of bounds (with the number of the point), or no points.
    sim.errors.InterruptedStudy
        After Ctrl-C.

    Examples
    --------
    >>> import sim
    >>> world = sim.load("second_trump_term")
    >>> points = [{"leaders.washington.mediation": value} for value in (0.1, 0.9)]
    >>> found = sim.evaluate(world, points, ["jpn_kor_final"], replicates=40)
    >>> found["jpn_kor_final"].is_monotonic_increasing
    True
    """
    flag_asked(se, "se")
    how: dict[str, Any] = {"threads": threads, "notices": notices}
    asked = Evaluation.of(world, points, outcomes, replicates, seed, **how)
    if se and asked.replicates < 2:
        raise SimError("found 1 replicate, wanted 2 or more: one has no error", field="replicates")
    shape = len(asked.changes), len(asked.names)
    means, errors, counts = (np.full(shape, np.nan) for _ in range(3))

    def keep(place: int, values: NDArray[np.float64]) -> None:
        means[place], errors[place], counts[place] = _means(values)

    _check_columns(asked, se)
    asked.run(keep, progress)
    say_unanswered(asked.names, counts, asked.replicates)
    return _table(asked, means, errors if se else None)


@dataclass(frozen=True)
class Evaluation:
    """Many changes of one world, checked, and what is asked of each.

    Attributes
    ----------
    changes : list of dict
        By point, without empty cells.
    names, own
        The outcomes asked for, in order, and those among them that are one's own.
    """

    world: World
    changes: list[dict[str, Any]]
    names: tuple[str, ...]
    own: Mapping[str, OwnOutcome]
    replicates: int
    seed: int
    threads: int

    @classmethod
    def of(
        cls,
        world: World,
        points: Sequence[Change] | pd.DataFrame,
        outcomes: str | Sequence[str] | Mapping[str, Any],
        replicates: int,
        seed: int,
        *,
        threads: int | None = None,
        notices: bool = True,
    ) -> "Evaluation":
        """Check what is asked, as `evaluate` is asked; keys that change nothing are warned of."""
        check_world(world)
        changes = _changes(points)
        names, own = asked_names(world, outcomes)
        replicates = check_whole(replicates, "replicates", 1, MOST_REPLICATES)
        seed = check_whole(seed, "seed", 0, MOST_SEED)
        if threads is None:
            threads = os.cpu_count() or 1
        threads = check_whole(threads, "threads", 1, MOST_THREADS)
        if flag_asked(notices, "notices"):
            _warn_of(world, changes)
        return cls(world, changes, names, own, replicates, seed, threads)

    def run(
        self, keep: Callable[[int, NDArray[np.float64]], None], progress: Report | None = None
    ) -> None:
        """Run every point, and hand over what its replicates answer.

        Parameters
        ----------
        keep : called with the number of a point and (replicate, outcome), in any order, from
            several threads at once
        progress : called with a `Progress` that counts points
        """
        compile_rows(compile_world(_changed(self.world, self.changes, 0)))
        clock = Clock(len(self.changes), 0, progress, "points")
        stop, asked = Stop(), (self.names, self.own, self.replicates, self.seed)

        def work(places: range) -> None:
            for place in places:
                world = _changed(self.world, self.changes, place)
                keep(place, answers(world, *asked, stop))

        try:
            run_tasks(
                _portions(len(self.changes), self.replicates),
                work,
                lambda places, nothing: (),
                threads=self.threads,
                ended=lambda places, again: clock.add(len(places)),
                stop=stop,
            )
        except KeyboardInterrupt:
            raise InterruptedStudy("stopped; nothing is kept of an evaluation") from None


def _changes(points: Sequence[Change] | pd.DataFrame) -> list[dict[str, Any]]:
    """Return what is changed in each point, without empty cells."""
    wanted = "a list of mappings of keys to values, or a table with a column a key"
    if isinstance(points, pd.DataFrame):
        names = [str(name) for name in points.columns]
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise WrongKind(f"the column '{twice}' twice", wanted, field="points")
        rows = zip(*(points.iloc[:, k].tolist() for k in range(len(names))), strict=True)
        found = [dict(zip(names, row, strict=True)) for row in rows]
        found = found or [{} for _ in range(len(points))]
    elif isinstance(points, Sequence) and not isinstance(points, str):
        found = []
        for number, point in enumerate(points):
            if not isinstance(point, Mapping):
                raise WrongKind(point, wanted, field=f"points[{number}]", given=True)
            found.append({str(key): value for key, value in point.items()})
    else:
        raise WrongKind(points, wanted, field="points", given=True)
    if not found:
        raise WrongKind("nothing", "at least one point", field="points")
    return [
        {key: _switched(key, v) for key, v in point.items() if not _is_empty(v)} for point in found
    ]


def _switched(key: str, value: Any) -> Any:
    """Return a value; 0 and 1 of a switch, as a table of numbers has them, as false and true."""
    is_switch = bare(key).startswith("switches.") and isinstance(value, Real)
    return bool(value) if is_switch and value in (0, 1) else value


def _is_empty(value: Any) -> bool:
    """Return whether a cell of a table says nothing: None, NaN, NA or NaT."""
    return (
        value is None
        or value is pd.NA
        or value is pd.NaT
        or (isinstance(value, Real) and value != value)
    )


def _changed(world: World, changes: Sequence[Change], place: int) -> World:
    """Return the world of a point; a fault says of which."""
    try:
        return apply(world, changes[place])
    except SimError as fault:
        fault.args = (f"points[{place}]: {fault}",)
        raise


def _warn_of(world: World, changes: Sequence[Change]) -> None:
    """Warn of keys that change nothing in any point asked, and of values beyond priors."""
    said: dict[str, int] = {}
    places = sorted({0, len(changes) // 2, len(changes) - 1})[:_ASKED_OF]
    for place in places:
        changed = _changed(world, changes, place)
        for word in set(notices(world, changed, changes[place])):
            said[word] = said.get(word, 0) + 1
    ends: dict[str, tuple[float, float]] = {}
    for change in changes:
        for key, value in change.items():
            if bare(key).startswith("parameters.") and isinstance(value, Real):
                low, high = ends.get(key, (float(value), float(value)))
                ends[key] = (min(low, float(value)), max(high, float(value)))
    beyond = [word for key, value in ends.items() for word in beyond_prior(key, value)]
    everywhere = [word for word, count in said.items() if count == len(places)]
    for line in summary(dict.fromkeys([*everywhere, *beyond], 1), 1):
        warnings.warn(line, SimWarning, stacklevel=4)


def _portions(points: int, replicates: int) -> Iterator[range]:
    """Yield points that run one after another in a thread: some tenths of a second of work."""
    most = max(1, min(MOST_POINTS, 4 * CHUNK // replicates))
    for begin in range(0, points, most):
        yield range(begin, min(points, begin + most))


def _means(values: NDArray[np.float64]) -> tuple[NDArray, NDArray, NDArray]:
    """Return mean, standard error and count of the replicates that have an answer, by outcome."""
    # Each outcome on its own, so that its last bit does not hang on which others are asked.
    values = np.asfortranarray(values)
    answered = ~np.isnan(values)
    if answered.all():
        count = len(values)
        error = values.std(axis=0, ddof=1) / np.sqrt(count) if count > 1 else np.full(1, np.nan)
        return values.mean(axis=0), error, np.full(values.shape[1], count)
    found = np.full((3, values.shape[1]), np.nan)
    for column, there in enumerate(answered.T):
        own = values[there, column]
        found[2, column] = len(own)
        if len(own):
            found[0, column] = own.mean()
        if len(own) > 1:
            found[1, column] = own.std(ddof=1) / np.sqrt(len(own))
    return found[0], found[1], found[2]


def say_unanswered(names: Sequence[str], counts: NDArray[np.float64], replicates: int) -> None:
    """Warn of outcomes of one's own that have no answer in some replicates.

    Parameters
    ----------
    counts : (point, outcome)
        Replicates with an answer.
    """
    for name, of_points in zip(names, counts.T, strict=True):
        lacking = int((of_points < replicates).sum())
        if lacking:
            warnings.warn(
                f"{name} has no answer in some replicates of {lacking:,} of {len(counts):,} "
                "points: means are of the others",
                SimWarning,
                stacklevel=3,
            )


def _check_columns(asked: Evaluation, se: bool) -> None:
    """Raise where an outcome's column, or that of its error, would take another's place."""
    taken = {key for change in asked.changes for key in change}
    for column in (*asked.names, *(f"{name}_se" for name in asked.names if se)):
        if column in taken:
            wanted = "another name of one's own outcome: the table has a column of this one"
            raise WrongKind(f"'{column}' twice", wanted, field="outcomes")
        taken.add(column)


def _table(
    asked: Evaluation, means: NDArray[np.float64], errors: NDArray[np.float64] | None
) -> pd.DataFrame:
    """Return keys, means and errors as a table with units and long names."""
    keys = dict.fromkeys(key for change in asked.changes for key in change)
    columns: dict[str, Any] = {key: [change.get(key) for change in asked.changes] for key in keys}
    for place, name in enumerate(asked.names):
        columns[name] = means[:, place]
        if errors is not None:
            columns[f"{name}_se"] = errors[:, place]
    table = pd.DataFrame(columns, index=pd.RangeIndex(len(asked.changes), name="point"))
    labels = column_labels(outcome_specs(asked.own))
    table.attrs = {**labels, "seed": asked.seed, "replicates": asked.replicates}
    return table
