"""Crossings between two basins: the table by month, and shares of runs in each."""

import numpy as np
import pytest

from sim.methods.basin import EVENTS, Basins, crossing_table

TIES = Basins("relation_jpn_kor", -0.2, 0.2)


def paths(crosses_at, count=40, months=24):
    """Return paths that begin close; run k < len(crosses_at) goes apart in that month for three."""
    found = np.full((count, months), 0.5)
    for run, month in enumerate(crosses_at):
        found[run, month - 1 : month + 2] = -0.5
    return found


def test_table__counts_waits_month_by_month():
    table = crossing_table({"one": paths([5, 5, 10, 23])}, TIES)
    assert tuple(table.columns) == ("world", *EVENTS)
    left = table[table["event"] == "left"].set_index("month")
    assert set(table["begins"]) == {"close"}
    assert left["happened"].loc[[4, 5, 9, 10, 24]].tolist() == [0, 2, 2, 3, 4]
    assert left["waiting"].loc[[4, 5, 24]].tolist() == pytest.approx([1.0, 38 / 40, 36 / 40])
    back = table[table["event"] == "back"].set_index("month")
    # The run that crosses in month 23 is seen for one month more: it leaves the risk set.
    assert back["at_risk"].loc[[0, 1, 2, 3]].tolist() == [4, 4, 3, 3]
    assert back["happened"].loc[[2, 3]].tolist() == [0, 3]
    assert back["waiting"].loc[3] == 0.0
    assert back.index.max() == 19


def test_shares__add_up_and_a_threshold_is_in_neither_basin():
    assert TIES.shares([-0.2, -0.21, 0.2, 0.21]) == (0.25, 0.5, 0.25)
