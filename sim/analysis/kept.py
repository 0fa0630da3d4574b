"""Months that results kept, as the panels that measures read."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.analysis.point import replicates_of, seed_of
from sim.errors import MissingResult, WrongKind
from sim.spec.drawn import trait_panel
from sim.spec.measure import TRAIT_PANELS, Measure, Panel

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["condition_of", "first_months", "panels_of"]


def panels_of(results: "Results", point: int, names: Iterable[str]) -> dict[str, Panel]:
    """Return the months of some variables of a point, and of traits of leaders in office, by name.

    Raises
    ------
    MissingResult
        If a variable's months were not kept: a line that says how to keep them.
    """
    names = sorted(names)
    world = results.world(point)
    found = {}
    for name in names:
        if name in TRAIT_PANELS:
            count = replicates_of(results, point)
            found[name] = trait_panel(world, name, seed_of(results, point), count)
            continue
        try:
            found[name] = Panel(results.column(name, point), world.first)
        except MissingResult:
            wanted = ", ".join(f"'{one}'" for one in names if one not in TRAIT_PANELS)
            raise MissingResult(
                f"its months were not kept: run with keep=[{wanted}], or trajectories=True",
                field=name,
            ) from None
    return found


def condition_of(text: str, field: str = "condition") -> Measure:
    """Return a condition over months, `relation_jpn_kor < 0`, as the measure of its first month.

    Raises
    ------
    SimError
        For what is no expression, an unknown name, or no condition.

    Examples
    --------
    >>> condition_of("relation_jpn_kor < 0").text
    'first_month(relation_jpn_kor < 0)'
    """
    wanted = "a condition on months, such as 'relation_jpn_kor < 0'"
    if not isinstance(text, str):
        raise WrongKind(text, wanted, field=field, given=True)
    inner = Measure.parse(text, place=field)
    if not inner.is_condition or not inner.names:
        raise WrongKind(f"'{text}'", wanted, field=field)
    return Measure.parse(f"first_month({text})", place=field)


def first_months(results: "Results", point: int, condition: Measure) -> NDArray[np.float64]:
    """Return in which month of the window each replicate first meets a condition, from 0.

    Returns
    -------
    (replicate,) float64, NaN for one that never does
    """
    return np.array(condition(panels_of(results, point, condition.names)))
