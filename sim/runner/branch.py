"""A history that goes another way from a month on: what the world would be without a ruling."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.engine.batch import run_chunk
from sim.engine.first_call import compile_rows
from sim.engine.plan import compile_world
from sim.errors import SimError, UnknownName, WrongKind
from sim.runner.request import check_world
from sim.scenario import expand_overrides
from sim.spec.branch import BRANCH
from sim.spec.calendar import month_name
from sim.spec.events import STREAM_BY_NAME
from sim.spec.override_key import SET, START
from sim.spec.world import World

__all__ = ["branch"]

#: Replicates by which it is seen that the months before are the same.
_SEEN = 4

_STREAM = "events."


def branch(
    world: World,
    at: str,
    without: str | Sequence[str] | None = None,
    changes: Mapping[str, Any] | None = None,
    **more: Any,
) -> World:
    """Return a world that is the same to the bit before a month, and changed from it on.

    It has the window of the world that it branches off, so both can be compared month by month:
    `sim.compare(world, sim.branch(world, at="2018-10", without="court"))`. Every month before `at`
    is run as it was; some replicates are run to see that it is so.

    Parameters
    ----------
    world : World
    at : str
        A month of the window, 'YYYY-MM', after its first.
    without : str, or list of str
        Streams of which no event falls from then on: 'court', 'events.test'. For a single event
        give its month: `changes={"events.court.without": ["2018-10"]}`.
    changes : mapping, and keyword arguments
        What else is another way from then on: keys as `world.replace` takes them, and
        `leaders.<who>` with the name of a leader whose traits they take.

    Returns
    -------
    World
        Its `branch` is the month; `sim.diff(world, branch)` tells what was changed.

    Raises
    ------
    sim.errors.SimError
        For a month outside the window or before an earlier branch, an unknown stream, a value out
        of bounds, or a key that acts before the branch as well (`start.*`, `parameter_set`).

    Warns
    -----
    sim.errors.SimWarning
        For a key that changes nothing from then on.

    Examples
    --------
    >>> import sim
    >>> world = sim.load("baseline_hindcast")
    >>> apart = sim.branch(world, at="2018-10", without="court")
    >>> sim.compare(world, apart, replicates=30).first_month.strftime("%Y-%m")
    '2018-10'
    """
    check_world(world)
    if changes is not None and not isinstance(changes, Mapping):
        wanted = "a mapping of keys to values, such as {'switches.thaw': False}"
        raise WrongKind(changes, wanted, field="changes", given=True)
    asked = dict(changes or {}) | more
    for key in asked:
        if str(key).startswith(START) or key == SET:
            wanted = "keys of the window: it acts before the branch as well"
            raise WrongKind(f"the key '{key}'", wanted, field="changes")
    for stream in _streams(without):
        if f"{_STREAM}{stream}" in asked:
            wanted = "one or the other"
            raise WrongKind(f"'{_STREAM}{stream}' too", wanted, field="without")
        asked[f"{_STREAM}{stream}"] = "off"
    if BRANCH in asked:
        raise WrongKind("'branch' too", "the month as at=", field=BRANCH)
    apart = world.replace(**{BRANCH: at}).replace(**expand_overrides(world.name, asked))
    _see(world, apart)
    return apart


def _streams(without: str | Sequence[str] | None) -> list[str]:
    """Return the streams that are to end, each once and known."""
    names = [without] if isinstance(without, str) else without or ()
    wanted = "names of streams of events, such as 'court'"
    if not isinstance(names, Sequence) or not all(isinstance(name, str) for name in names):
        raise WrongKind(without, wanted, field="without", given=True)
    found = [name.removeprefix(_STREAM) for name in names]
    for name in found:
        if name not in STREAM_BY_NAME:
            raise UnknownName("event stream", name, STREAM_BY_NAME, field="without")
    return list(dict.fromkeys(found))


def _see(world: World, apart: World) -> None:
    """Raise unless the months before a branch are those of the world that it left, to the bit."""
    assert apart.branch is not None
    before = apart.branch - world.first
    plans = [compile_world(one) for one in (world, apart)]
    compile_rows(plans[0])
    months = [run_chunk(plan, 1, 0, _SEEN, records=True).records for plan in plans]
    one, other = (found[:, :before] for found in months if found is not None)
    if not np.array_equal(one, other, equal_nan=True):
        raise SimError(
            f"differs from {world.name} before {month_name(apart.branch)}: a fault of the model",
            place=f"world {apart.name}",
            field=BRANCH,
        )
