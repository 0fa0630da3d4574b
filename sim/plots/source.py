"""What a table says of itself: from how many replicates, under which seed, and of what."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from sim.errors import MissingResult
from sim.plots.palette import world_colours

__all__ = ["many_colours", "told"]


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
    """Return a colour for each name: a world's own, else spare ones; no two alike while they last.

    Examples
    --------
    >>> many_colours(["neglect"]) == list(world_colours(["neglect"]).values())
    True
    """
    found = world_colours(list(names))
    return [found[name] for name in names]
