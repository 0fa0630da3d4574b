"""Crossings: the table by month, what is said of few runs, and where no run can be begun apart."""

import numpy as np
import pytest

import sim
from sim.study.washington.crossing import (
    COLUMNS,
    CONTRASTS,
    Crossed,
    crossing,
    crossing_table,
    crossings_of,
)

CAPTION = "40 replicates a cell, seed 1."
FIRST = sim.load("second_trump_term").first


def paths(crosses_at, count=40, months=24):
    """Return paths that begin close; run k < len(crosses_at) goes apart in that month for three."""
    found = np.full((count, months), 0.5)
    for run, month in enumerate(crosses_at):
        found[run, month - 1 : month + 2] = -0.5
    return found


def test_table__counts_waits_month_by_month():
    table = crossing_table({"one": paths([5, 5, 10, 23])})
    assert tuple(table.columns) == COLUMNS
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


def told(table, tmp_path):
    return crossing(Crossed(table, FIRST, 24, 0.0, None), tmp_path, CAPTION)


@pytest.mark.parametrize(
    ("crosses", "title"),
    [
        ([5], "Few runs cross from one basin to the other"),
        ([5] * 20, "Runs cross from one basin to the other"),
        ([5] * 40, "Runs cross from one basin to the other, and most come back within the window"),
        (
            [23] * 40,
            "Runs cross from one basin to the other, and hardly any comes back within the window",
        ),
        (
            [5] * 16 + [23] * 24,
            "Runs cross from one basin to the other, and some come back within the window",
        ),
    ],
)
def test_title__follows_from_the_numbers(crosses, title, tmp_path):
    table = crossing_table({"one": paths(crosses, count=80)})
    assert told(table, tmp_path).startswith(f"## {title}\n")


def test_sentence__tells_shares_and_returns(tmp_path):
    text = told(crossing_table({"one": paths([5] * 20), "other": paths([23] * 10)}), tmp_path)
    assert "begin close, 25.0% (other) to 50.0% (one) have been apart by the end of" in text
    assert "Of the 30 runs that crossed, in all four together, 20 came back" in text
    assert "| one | 40 | 50.0% | 50.0% | 20 of 20 |" in text
    assert (tmp_path / "figures" / "traits_crossings.png").is_file()


def test_few_runs__are_told_nothing_of(tmp_path):
    text = told(crossing_table({"one": paths([5], count=20)}), tmp_path)
    assert text.startswith("## Too few runs begin in a basin to say when they leave it")
    assert "figures" not in text


def test_worlds_without_a_history__are_told_from_their_own_start():
    world = sim.load("baseline_hindcast").replace(months=12)
    found = crossings_of(dict.fromkeys(CONTRASTS, world), {}, 35, 1)
    assert found.since is None
    assert (found.first, found.months) == (world.first, 12)
    assert set(found.table["washington"]) <= set(CONTRASTS)
