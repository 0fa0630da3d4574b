"""What each replicate of a study drew, told from its world, its seed and its number."""

from typing import Any

import numpy as np
import pandas as pd

from sim.errors import MissingResult
from sim.spec.chance import LAYOUT_VERSION
from sim.spec.drawn import SET_ROW, drawn, ranged, set_rows
from sim.store.holding import PointData

__all__ = ["draws_of"]


def draws_of(one: PointData) -> pd.DataFrame:
    """Return what the replicates of one point drew: a row a replicate.

    Returns
    -------
    DataFrame
        `scenario`, `point`, `replicate`, a column for each trait and parameter that is a range, and
        `parameter_set_row`, missing without a set.

    Raises
    ------
    MissingResult
        If the random numbers of the study are laid out otherwise than this version knows.
    """
    record, count = one.record, one.replicates
    if record.layout_version != LAYOUT_VERSION:
        raise MissingResult(
            f"was drawn under layout {record.layout_version} of the random numbers, and this "
            f"version knows layout {LAYOUT_VERSION}",
            field="draws",
        )
    world = one.world()
    columns: dict[str, Any] = {
        "scenario": record.scenario,
        "point": record.point,
        "replicate": np.arange(count),
    }
    for key, span, stream in ranged(world):
        columns[key] = drawn(span, stream, record.seed, count)
    rows = set_rows(world, record.seed, count)
    columns[SET_ROW] = pd.array([pd.NA] * count if rows is None else rows, dtype="Int64")
    return pd.DataFrame(columns)
