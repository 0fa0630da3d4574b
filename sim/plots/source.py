"""What a table says of itself: from how many replicates, under which seed, and of what."""

import itertools
from collections.abc import Sequence
from typing import Any

import pandas as pd

from sim.errors import MissingResult
from sim.plots.palette import (
    BLACK,
    BLUE,
    GREEN,
    ORANGE,
    PURPLE,
    SKY,
    VERMILLION,
    WORLD_COLOURS,
)

__all__ = ["many_colours", "told"]

#: Of names that are no world's, the darker ones first.
_APART = (BLUE, VERMILLION, GREEN, PURPLE, BLACK, ORANGE, SKY)


def told(table: pd.DataFrame, field: str, otherwise: Any = None, *, place: str = "") -> Any:
    """Return what a table's attributes say of a field.

    Raises
    ------
    MissingResult
        If they say nothing, and nothing stands for it: a picture says its replicates and seed.

    Examples
    --------
    >>> table = pd.DataFrame()
    >>> table.attrs["seed"] = 3
    >>> told(table, "seed"), told(table, "level", 0.95)
    (3, 0.95)
    """
    found = table.attrs.get(field, otherwise)
    if found is None:
        raise MissingResult(
            f"the table's attrs have none: set table.attrs['{field}']", place=place, field=field
        )
    return found


def many_colours(names: Sequence[str]) -> list[str]:
    """Return a colour for each name: a world's own, else one that nobody here uses.

    Examples
    --------
    >>> many_colours(["neglect", "thaw=false"]) == [WORLD_COLOURS["neglect"], BLUE]
    True
    """
    taken = {WORLD_COLOURS[name] for name in names if name in WORLD_COLOURS}
    spare = itertools.cycle([colour for colour in _APART if colour not in taken])
    return [WORLD_COLOURS[name] if name in WORLD_COLOURS else next(spare) for name in names]
