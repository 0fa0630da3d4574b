"""Outcomes with the types of what they are: flags, counts, and codes with their words.

Files hold all outcomes as float64, which every program reads alike; here they become what pandas
calls such columns.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from sim.spec.levels import ORDERED, key_of, levels_of
from sim.spec.outcomes import OUTCOME_BY_NAME, OutcomeSpec

__all__ = ["typed_outcomes"]


def _codes(column: pa.ChunkedArray, spec: OutcomeSpec) -> pa.Array:
    """Return a code as categories: one a number from the lowest on, whether it occurs or not."""
    words = [key_of(word) for word in levels_of(spec).values()]
    values = column.to_numpy() - spec.low
    places = values.astype(np.int8)
    if not (places == values).all() or not ((places >= 0) & (places < len(words))).all():
        raise pa.ArrowInvalid("not one of its levels")
    return pa.DictionaryArray.from_arrays(
        pa.array(places), pa.array(words), ordered=spec.levels in ORDERED
    )


def _typed(column: pa.ChunkedArray, spec: OutcomeSpec) -> pa.ChunkedArray | pa.Array:
    """Return a shipped outcome's column in its own type; as it is if its numbers are none such."""
    try:
        if spec.kind == "flag":
            return column.cast(pa.int8())
        if spec.levels:
            return _codes(column, spec)
        return column.cast(pa.int64()) if spec.kind == "count" else column
    except pa.ArrowInvalid:  # of another edition of the model
        return column


def typed_outcomes(table: pa.Table, specs: Sequence[OutcomeSpec]) -> pd.DataFrame:
    """Return outcomes as a DataFrame: flags as int8, counts as int64, codes as categories.

    A flag is 0 or 1, as regressions want it: statsmodels takes a bool on the left of a formula for
    two columns. One of one's own may have no answer: it is pandas' `Int8`, missing there. What has
    a unit and no whole numbers stays float64.

    Examples
    --------
    >>> flag, code = (OUTCOME_BY_NAME[name] for name in ("jpn_kor_fall", "talks_final"))
    >>> table = pa.table({"jpn_kor_fall": [0.0, 1.0], "talks_final": [0.0, 3.0]})
    >>> typed_outcomes(table, [flag, code]).to_dict("list")
    {'jpn_kor_fall': [0, 1], 'talks_final': ['none', 'deal']}
    """
    for spec in specs:
        if OUTCOME_BY_NAME.get(spec.name) == spec and spec.kind in ("flag", "count"):
            place = table.column_names.index(spec.name)
            table = table.set_column(place, spec.name, _typed(table.column(place), spec))
    found = table.to_pandas()
    for spec in specs:
        if spec.kind == "flag" and spec.name not in OUTCOME_BY_NAME:
            values = found[spec.name]
            found[spec.name] = values.where(values.notna(), pd.NA).astype("Int8")
    return found
