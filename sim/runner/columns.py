"""Some recorded variables and outcomes of many replicates: what a measure reads, without the rest.

All that a replicate records takes a hundred times the room, and filling it most of the time.
"""

from collections.abc import Iterable
from concurrent.futures import Executor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import UnknownName
from sim.runner.block import Piece
from sim.runner.failure import settled
from sim.runner.in_memory import run_pieces
from sim.runner.progress import Clock
from sim.runner.request import Point, Request
from sim.spec.kept import ALL
from sim.spec.outcomes import OUTCOME_FIELDS
from sim.spec.recorded import RECORDED_FIELDS, column
from sim.spec.world import World
from sim.store.check import check_arrays

__all__ = ["run_columns", "run_parts"]

#: Replicates at a time. Measured for 2,000 of the hindcast: the buffers of 50 to 250 are used again
#: and again, and all takes an eighth of the time of a run that keeps everything.
_PORTION = 200


def run_columns(
    world: World,
    names: Iterable[str],
    replicates: int,
    seed: int,
    *,
    threads: int | None = None,
    executor: Executor | None = None,
) -> dict[str, NDArray[np.float64]]:
    """Run a world and return some variables under their flat names, (replicate, month) each.

    The same numbers as `Results.column` of a run with trajectories; every row is checked whole.

    Parameters
    ----------
    replicates, seed, threads, executor
        As in `sim.run`.

    Raises
    ------
    UnknownName
        For a variable that is not recorded.
    FailedPoints, InterruptedStudy
        As `sim.run` does.

    Examples
    --------
    >>> from sim.scenario import load
    >>> found = run_columns(load("neglect"), ["relation_jpn_kor"], replicates=3, seed=1)
    >>> found["relation_jpn_kor"].shape
    (3, 48)
    """
    how: dict[str, Any] = {"threads": threads, "executor": executor}
    return run_parts(world, names, (), replicates, seed, **how)[0]


def run_parts(
    world: World,
    names: Iterable[str],
    outcomes: Iterable[str],
    replicates: int,
    seed: int,
    *,
    threads: int | None = None,
    executor: Executor | None = None,
) -> tuple[dict[str, NDArray[np.float64]], dict[str, NDArray[np.float64]]]:
    """Run a world once and return some variables, as `run_columns` does, and some outcomes.

    Returns
    -------
    variables, outcomes
        (replicate, month) and (replicate,) each. A few names are those of a variable and of an
        outcome.

    Raises
    ------
    UnknownName
        For a variable that is not recorded, or no outcome of that name.
    FailedPoints, InterruptedStudy
        As `sim.run` does.

    Examples
    --------
    >>> from sim.scenario import load
    >>> name = "coordination_tariff"
    >>> months, sums = run_parts(load("neglect"), [name], [name], replicates=3, seed=1)
    >>> months[name].shape, sums[name].shape
    ((3, 48), (3,))
    """
    places, sums = {}, {}
    for name in names:
        if name not in RECORDED_FIELDS:
            raise UnknownName("variable", name, RECORDED_FIELDS)
        places[name] = column(name)
    for name in outcomes:
        if name not in OUTCOME_FIELDS:
            raise UnknownName("outcome", name, OUTCOME_FIELDS)
        sums[name] = OUTCOME_FIELDS.index(name)
    request = Request.of(
        [Point(world.name, world)],
        replicates=replicates,
        seed=seed,
        trajectories=True,
        threads=threads,
        executor=executor,
    )
    (record,) = request.records
    found = {name: np.empty((replicates, record.months)) for name in places}
    summed = {name: np.empty(replicates) for name in sums}

    def keep(place: int, piece: Piece) -> None:
        check_arrays(record, piece.first, piece.outcomes, piece.records)
        assert piece.records is not None
        rows = slice(piece.first, piece.first + piece.count)
        for name, place in places.items():
            found[name][rows] = piece.records[:, :, place]
        for name, place in sums.items():
            summed[name][rows] = piece.outcomes[:, place]

    tasks = (
        request.block([0], first, min(_PORTION, replicates - first), kept=ALL)
        for first in range(0, replicates, _PORTION)
    )
    failed = run_pieces(request, tasks, keep, Clock(replicates, 0, None))
    if failed:
        settled([], None, None, failed, request.records)
    return found, summed
