"""The design of a study as a table: a row a point, a column a key in which its points differ."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from sim.spec.recorded import LABELLED, RECORDED_FIELDS
from sim.store.key_words import KeyWords, words_of_key
from sim.store.labels import DIMENSIONS
from sim.store.points import PointRecord

__all__ = ["OWN_COLUMNS", "design_coords", "design_words", "differing_keys", "points_table"]

#: Columns of a table of points beside the keys in which they differ.
OWN_COLUMNS = ("point", "scenario", "seed", "replicates", "digest", "overrides")


def differing_keys(overrides: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the keys whose values are not the same in all points, in the order first asked.

    A point that does not set a key differs from one that does.

    Examples
    --------
    >>> differing_keys([{"months": 24, "traits.rivalry": 0.2}, {"months": 24}])
    ['traits.rivalry']
    """
    keys = list(dict.fromkeys(key for one in overrides for key in one))
    if not keys:
        return []
    first = overrides[0]
    return [
        key
        for key in keys
        if any(key not in one or one[key] != first.get(key) for one in overrides)
    ]


def _cell(value: Any) -> Any:
    """Return a value as a table holds it: a number, a flag, a text; a range as a pair."""
    if isinstance(value, list | tuple) and all(isinstance(one, int | float) for one in value):
        return tuple(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | Mapping) else value


def points_table(records: Sequence[PointRecord], replicates: Sequence[int]) -> pd.DataFrame:
    """Return one row a point.

    Returns
    -------
    DataFrame
        `point`, `scenario`; a column for each key in which points differ, named as the command
        line names it, missing (None or NaN) where a point leaves it to its world, a range as a pair
        (low, high), events as JSON; `seed`, `replicates`; `digest` of the world, and all
        `overrides` as JSON.
    """
    keys = differing_keys([record.overrides for record in records])
    columns: dict[str, Any] = {
        "point": [record.point for record in records],
        "scenario": [record.scenario for record in records],
    }
    for key in keys:
        columns[key] = [
            _cell(record.overrides[key]) if key in record.overrides else None for record in records
        ]
    columns["seed"] = pd.Series([record.seed for record in records], dtype="uint64")
    columns["replicates"] = list(replicates)
    columns["digest"] = [record.digest for record in records]
    columns["overrides"] = [
        json.dumps(dict(record.overrides), ensure_ascii=False) for record in records
    ]
    return pd.DataFrame(columns)


#: Names that months of results have already.
_TAKEN = {*RECORDED_FIELDS, *(item.name for item in LABELLED), *DIMENSIONS, "options", "month"}


def design_words(records: Sequence[PointRecord]) -> dict[str, KeyWords]:
    """Return unit and meaning of each key in which points differ."""
    return {key: words_of_key(key) for key in differing_keys([one.overrides for one in records])}


def design_coords(records: Sequence[PointRecord]) -> dict[str, tuple[str, Any, dict[str, str]]]:
    """Return the keys in which points differ as coordinates along `point`.

    Returns
    -------
    dict
        By key ("point", values, attributes). Values are float64, NaN in a point that leaves the key
        to its world, or text where any is one: a name, a range as '[0.2, 0.4]', events as JSON, ''
        where none is said. A switch is 1 where it is on. So netCDF and Zarr hold them.

    Examples
    --------
    >>> design_coords([])
    {}
    """
    found: dict[str, tuple[str, Any, dict[str, str]]] = {}
    for key, words in design_words(records).items():
        said = [record.overrides.get(key) for record in records]
        numbers = all(value is None or isinstance(value, int | float) for value in said)
        values: Any = (
            np.array([np.nan if value is None else float(value) for value in said])
            if numbers
            else [_text(value) for value in said]
        )
        told = {"long_name": words.meaning or key}
        if words.unit and numbers:
            told["units"] = words.unit
        # A key of one's own program may be called as a variable is.
        found[f"design.{key}" if key in _TAKEN else key] = ("point", values, told)
    return found


def _text(value: Any) -> str:
    """Return a value of a key as text."""
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)
