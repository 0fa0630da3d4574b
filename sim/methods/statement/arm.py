"""From an arm to numbers: its world, and what measures say of it, one number a replicate."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import CalendarFault, SimError
from sim.methods.changed import changed_world
from sim.methods.statement.statement import Arm
from sim.runner.columns import run_columns
from sim.scenario import expand_overrides
from sim.spec.calendar import month_number
from sim.spec.drawn import trait_panel
from sim.spec.measure import TRAIT_PANELS, Measure, Panel
from sim.spec.override import apply
from sim.spec.override_key import START, WINDOW, bare, event_parts
from sim.spec.override_part import asked_parts
from sim.spec.world import World

__all__ = ["measured", "world_of"]


def world_of(
    arm: Arm,
    worlds: Path | None = None,
    overrides: Mapping[str, Any] = MappingProxyType({}),
    changed: Callable[[str, Mapping[str, Any], Path | None], World] = changed_world,
) -> World:
    """Return the checked world of an arm.

    Parameters
    ----------
    arm : Arm
    worlds : path, optional
        A folder of one's own worlds.
    overrides : mapping
        Changes by name that hold in every arm that they can hold in, unless the arm itself says
        otherwise.
    changed : makes the world that an arm names, with these changes

    Raises
    ------
    SimError
        For an unknown world or override, a value out of bounds, or a branch outside the window.
    """
    # What an arm says of the whole run, it says of the window too.
    overrides = {k: v for k, v in overrides.items() if f"{START}{k}" not in arm.changes}
    world = changed(arm.world, overrides, worlds)
    if arm.branch:
        try:
            month = month_number(arm.branch)
        except ValueError as fault:
            raise CalendarFault(str(fault), field="branch") from None
        if not world.first < month <= world.last:
            raise CalendarFault(
                f"found {arm.branch}, wanted a month within the window, after its first",
                field="branch",
            )
        # Window and events are in it, and can't be asked of a world that begins later; what was
        # asked of its own start is in there.
        own = asked_parts(world, world.overrides, {}, "")[0].asked
        kept, _ = event_parts({bare(key): value for key, value in own.items()})
        overrides = {key: value for key, value in kept.items() if key not in WINDOW}
        world = dataclasses.replace(
            world, first=month, start=world, start_values={}, overrides=overrides, outcomes={}
        )
    return apply(world, expand_overrides(arm.world, arm.changes, worlds))


def measured(
    world: World,
    measures: Iterable[Measure],
    replicates: int,
    seed: int,
    *,
    threads: int | None = None,
) -> dict[str, NDArray[np.float64]]:
    """Run a world once and return what each measure says of it, by the measure's text.

    Parameters
    ----------
    measures : what is asked of this world
    replicates, seed, threads
        As in `sim.run`.

    Returns
    -------
    dict of (replicate,) float64
    """
    measures = list(measures)
    names = {name for measure in measures for name in measure.names}
    # A constant is measured over replicates all the same.
    recorded = [name for name in names if name not in TRAIT_PANELS] or ["relation_jpn_kor"]
    columns = run_columns(world, recorded, replicates, seed, threads=threads)
    panels = {name: Panel(values, world.first) for name, values in columns.items()}
    traits = [name for name in names if name in TRAIT_PANELS]
    panels |= {name: trait_panel(world, name, seed, replicates) for name in traits}
    found = {}
    for measure in measures:
        try:
            found[measure.text] = np.array(measure(panels))
        except SimError as fault:
            raise SimError(f"{measure.text}: {fault}", place=f"world {world.name}") from fault
    return found
