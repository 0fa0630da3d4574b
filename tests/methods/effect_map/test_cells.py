"""Cells are paired runs, and nothing else."""

import numpy as np
import pytest
from scipy import stats

import sim
from sim.analysis import holm, paired_diff
from sim.study.disputed import COLUMNS, DISPUTES, map_cells, runs_of, term_effects, world_at

SIZE, REPLICATES, SEED = 3, 40, 5
TENSION = DISPUTES["tension"]


@pytest.fixture(scope="module")
def found():
    return map_cells(TENSION, size=SIZE, replicates=REPLICATES, seed=SEED, threads=1)


def drawn(table, outcome):
    """Rows of an outcome in the first drawing."""
    return table[(table["outcome"] == outcome) & (table["drawing"] == "with")]


@pytest.mark.parametrize("drawing", ["with", "without"])
def test_cell__agrees_with_a_direct_paired_run(found, drawing):
    x, y = TENSION.x.values(SIZE)[1], TENSION.y.values(SIZE)[2]
    terms = TENSION.direct if drawing == "without" else ()
    means = []
    for arm in (TENSION.low, TENSION.high):
        world = world_at(TENSION, arm, x, y, terms)
        results = sim.run(world, REPLICATES, SEED, trajectories=True, threads=1)
        means.append(results.column("china_alignment_kor")[:, 24:].mean(axis=1))  # from 2027-01 on
    pairs = paired_diff(means[0], means[1])
    cells = found.cells.set_index(["outcome", "drawing", "x", "y"])
    cell = cells.loc[(TENSION.outcomes[0].name, drawing, x, y)]
    assert cell["effect"] == pytest.approx(pairs.difference, abs=1e-12)
    assert cell["se"] == pytest.approx(pairs.se, abs=1e-12)
    assert [cell["low"], cell["high"]] == pytest.approx([pairs.low, pairs.high], abs=1e-12)
    assert cell["high_arm"] - cell["low_arm"] == pytest.approx(cell["effect"], abs=1e-12)
    assert cell["replicates"] == REPLICATES


def test_cells__have_a_row_for_each_outcome_and_drawing(found):
    assert tuple(found.cells.columns) == COLUMNS
    assert len(found.cells) == SIZE * SIZE * 3 * len(TENSION.outcomes)
    assert not found.cells.isna().any().any()


def test_sign__is_0_where_the_interval_contains_0(found):
    cells = found.cells
    undecided = (cells["low"] <= 0.0) & (cells["high"] >= 0.0)
    assert np.array_equal(cells["sign"] == 0, undecided)
    decided = cells[~undecided]
    assert np.array_equal(decided["sign"], np.sign(decided["effect"]))


def test_over_the_map__the_effect_is_the_mean_of_its_cells(found):
    cells = found.cells.groupby(["outcome", "drawing"])["effect"].mean()
    for row in found.tilts.to_dict("records"):
        assert row["effect"] == pytest.approx(cells[row["outcome"], row["drawing"]], abs=1e-12)


def test_tilt__sets_the_upper_half_against_the_lower(found):
    one = drawn(found.cells, TENSION.outcomes[0].name)
    by_x, by_y = (one.groupby(axis)["effect"].mean() for axis in ("x", "y"))
    row = drawn(found.tilts, TENSION.outcomes[0].name).iloc[0]
    # Of three columns the middle one belongs to neither half.
    assert row["tilt_x"] == pytest.approx(by_x.iloc[2] - by_x.iloc[0], abs=1e-12)
    assert row["tilt_y"] == pytest.approx(by_y.iloc[2] - by_y.iloc[0], abs=1e-12)


def test_adjusted_chance__is_over_the_cells_of_one_drawing(found):
    one = drawn(found.cells, TENSION.outcomes[1].name)
    plain = 2 * stats.t.sf(np.abs(one["effect"] / one["se"]), REPLICATES - 1)
    assert one["p_holm"].to_numpy() == pytest.approx(holm(plain), rel=1e-9)


def test_term_by_term__ends_meet_the_two_drawings(found):
    terms = term_effects(TENSION, replicates=REPLICATES, seed=SEED, threads=1)
    assert len(terms) == len(TENSION.outcomes) * (2 + len(TENSION.direct) + len(TENSION.alone))
    for drawing in ("with", "without"):
        whole = found.tilts.loc[found.tilts["drawing"] == drawing, "effect"]
        assert terms.loc[terms["kind"] == drawing, "effect"].to_numpy() == pytest.approx(
            whole.to_numpy(), abs=1e-12
        )


def test_runs__are_counted_beforehand():
    counted = []

    class Counting:
        def add(self, replicates):
            counted.append(replicates)

    one = DISPUTES["commitment"]
    asked = {"replicates": 2, "seed": 1, "threads": 1, "clock": Counting()}
    map_cells(one, size=3, **asked)
    term_effects(one, **asked)
    assert len(counted) == runs_of(one, 3)
