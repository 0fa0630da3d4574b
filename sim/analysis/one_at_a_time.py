"""One key at a time: how far each end of its range moves an outcome, the widest first."""

import numpy as np
import pandas as pd

from sim.analysis.confidence import critical_z

__all__ = ["ordered_swings"]


def ordered_swings(table: pd.DataFrame, *, level: float = 0.95) -> pd.DataFrame:
    """Return a one-at-a-time table ordered by how far its ends lie apart.

    Parameters
    ----------
    table : a row a key: at_low, at_high, the outcome's mean at the ends of the key's range; where
        known `se`, the error of their difference, or `at_low_se` and `at_high_se`, those of the two

    Returns
    -------
    DataFrame
        The table with `swing` (at_high less at_low), `swing_low` and `swing_high`, its interval;
        NaN where no error is known. `se` of paired runs is best: two errors are added as if the
        ends were independent.

    Examples
    --------
    >>> made = pd.DataFrame({"at_low": [0.1, 0.5], "at_high": [0.2, 0.1]}, index=["a", "b"])
    >>> found = ordered_swings(made)
    >>> found.index.tolist(), found["swing"].round(3).tolist()
    (['b', 'a'], [-0.4, 0.1])
    """
    swing = table["at_high"] - table["at_low"]
    if "se" in table:
        error = table["se"]
    elif {"at_low_se", "at_high_se"} <= set(table):
        error = pd.Series(np.hypot(table["at_low_se"], table["at_high_se"]), index=table.index)
    else:
        error = pd.Series(np.nan, index=table.index)
    half = critical_z(level) * error
    found = table.assign(swing=swing, swing_low=swing - half, swing_high=swing + half)
    order = swing.abs().sort_values(ascending=False, kind="stable").index
    return found.loc[order]
