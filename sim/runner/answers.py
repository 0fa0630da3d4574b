"""A few outcomes of one world, run in the calling thread: what many worlds are asked one by one."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engine.batch import CHUNK, run_chunk
from sim.engine.plan import compile_world
from sim.errors import InterruptedStudy, UnknownName, WrongKind
from sim.runner.block import HISTORIES
from sim.runner.executor import Stop
from sim.runner.own_outcomes import asked_outcomes, measured_by
from sim.spec.outcomes import OUTCOME_BY_NAME, OUTCOME_FIELDS, OwnOutcome, check_mean
from sim.spec.own_outcome import check_months
from sim.spec.world import World

__all__ = ["answers", "asked_names"]


def asked_names(
    world: World, outcomes: str | Sequence[str] | Mapping[str, Any]
) -> tuple[tuple[str, ...], dict[str, OwnOutcome]]:
    """Return which outcomes are wanted, each known and with an answer in the world's window."""
    own = dict(world.outcomes)
    if isinstance(outcomes, Mapping):
        new = asked_outcomes(outcomes)
        names, own = tuple(new), own | new
    elif isinstance(outcomes, str):
        names = (outcomes,)
    elif isinstance(outcomes, Sequence) and all(isinstance(name, str) for name in outcomes):
        names = tuple(dict.fromkeys(outcomes))
    else:
        wanted = "names of outcomes, or a mapping of names to measures"
        raise WrongKind(outcomes, wanted, field="outcomes", given=True)
    if not names:
        raise WrongKind("nothing", "at least one outcome", field="outcomes")
    for name in names:
        if name not in own and name not in OUTCOME_FIELDS:
            raise UnknownName("outcome", name, [*OUTCOME_FIELDS, *own], field="outcomes")
        if name not in own:
            check_mean(OUTCOME_BY_NAME[name], "outcomes")
    return names, {name: own[name] for name in names if name in own}


def answers(
    world: World,
    names: Sequence[str],
    own: Mapping[str, OwnOutcome],
    replicates: int,
    seed: int,
    stop: Stop | None = None,
) -> NDArray[np.float64]:
    """Run a world in this thread and return some outcomes, (replicate, outcome).

    Parameters
    ----------
    names, own : the outcomes, in order, and those among them that are one's own
    stop : Stop, optional
        Looked at between chunks: of many replicates a stop need not wait for the last.

    Raises
    ------
    InterruptedStudy
        Once it is set.

    Examples
    --------
    >>> from sim.scenario import load
    >>> answers(load("neglect"), ["summits"], {}, replicates=3, seed=1).shape
    (3, 1)
    """
    check_months(own, world.first, world.last, f"world {world.name}")
    plan = compile_world(world)
    measured = measured_by(world, seed, own)
    known = [*OUTCOME_FIELDS, *own]
    columns = [known.index(name) for name in names]
    values = np.empty((replicates, len(columns)))
    for first in range(0, replicates, CHUNK):
        if stop is not None and stop.is_set():
            raise InterruptedStudy("stopped")
        count = min(CHUNK, replicates - first)
        starts = HISTORIES.starts(plan, seed, first, count)
        chunk = run_chunk(plan, seed, first, count, starts=starts, measured=measured)
        values[first : first + count] = chunk.outcomes[:, columns]
    return values
