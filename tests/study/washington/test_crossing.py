"""Crossings: the table by month, what is said of few runs, and where no run can be begun apart."""

import pytest

import sim
from sim.methods.basin import crossing_table
from sim.report.page import part
from sim.study.washington.basin import TIES
from sim.study.washington.crossing import CONTRASTS, Crossed, crossing, crossings_of
from tests.methods.basin.test_crossing import paths

CAPTION = "40 replicates a cell, seed 1."
FIRST = sim.load("second_trump_term").first


def table_of(named):
    return crossing_table(named, TIES, "washington")


def told(table, tmp_path):
    crossed = crossing(Crossed(table, FIRST, 24, 0.0, None), tmp_path, CAPTION)
    return part("washington_crossings", {"crossed": crossed})


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
    table = table_of({"one": paths(crosses, count=80)})
    assert told(table, tmp_path).startswith(f"## {title}\n")


def test_sentence__tells_shares_and_returns(tmp_path):
    text = told(table_of({"one": paths([5] * 20), "other": paths([23] * 10)}), tmp_path)
    assert "begin close, 25.0% (other) to 50.0% (one) have been apart by the end of" in text
    assert "Of the 30 runs that crossed, in all four together, 20 came back" in text
    assert "| one | 40 | 50.0% | 50.0% | 20 of 20 |" in text
    assert (tmp_path / "figures" / "traits_crossings.png").is_file()


def test_few_runs__are_told_nothing_of(tmp_path):
    text = told(table_of({"one": paths([5], count=20)}), tmp_path)
    assert text.startswith("## Too few runs begin in a basin to say when they leave it")
    assert "figures" not in text


def test_worlds_without_a_history__are_told_from_their_own_start():
    world = sim.load("baseline_hindcast").replace(months=12)
    found = crossings_of(dict.fromkeys(CONTRASTS, world), {}, 35, 1)
    assert found.since is None
    assert (found.first, found.months) == (world.first, 12)
    assert set(found.table["washington"]) <= set(CONTRASTS)
