"""Swings within terms: what is measured, over what, and what is said where nothing can be."""

import numpy as np
import pandas as pd
import pytest

from sim.methods.scoring.forecast import Sums
from sim.methods.scoring.point import POOLED, points_of
from sim.methods.scoring.swing import swings, within_terms
from tests.methods.scoring.made import WORLD, knowing, made


def of(table, measure="tone", dyad=POOLED, contender="model"):
    rows = table.set_index(["measure", "dyad", "contender"])
    return rows.loc[(measure, dyad, contender)]


def test_within_terms__takes_no_heed_of_what_lies_between_terms():
    draws = np.random.default_rng(1)
    values = draws.normal(0.0, 2.0, (3, 4000))
    term = np.repeat(["a", "b", "c", "d"], 1000)
    apart = values + 50.0 * np.repeat(range(4), 1000)
    assert within_terms(apart, term) == pytest.approx(within_terms(values, term))
    assert within_terms(values, term) == pytest.approx(2.0, rel=0.03)


def test_within_terms__divides_by_the_points_less_the_terms():
    # Many short terms: without the correction it would be √½ of it.
    values = np.random.default_rng(2).normal(0.0, 1.0, 20_000)
    assert within_terms(values, np.repeat(range(10_000), 2)) == pytest.approx(1.0, rel=0.02)


@pytest.mark.parametrize("term", [["a"], ["a", "b", "c"]])
def test_within_terms__of_single_points_is_not_known(term):
    assert np.isnan(within_terms(np.ones(len(term)), term))


def test_ratio__of_paths_that_follow_the_record_is_1():
    points = {"tone": points_of("tone", WORLD)}
    row = of(swings({"model": [Sums.of(knowing())]}, points))
    assert row["ratio"] == pytest.approx(1.0, abs=0.1)
    assert row["inside"] == 1.0
    assert row["ratio_low"] <= row["ratio"] <= row["ratio_high"]
    assert (row["n"], row["terms"]) == (42, 6)


def test_ratio__of_paths_that_never_move_is_0():
    paths = made(lambda dyad, month: 0.1, spread=0.02)
    row = of(swings({"model": [Sums.of(paths)]}, {"tone": points_of("tone", WORLD)}))
    assert row["ratio"] == pytest.approx(0.0, abs=1e-9)
    assert row["relation"] == pytest.approx(0.0, abs=1e-9)
    assert row["inside"] == 0.0


def test_swing__is_the_slope_times_that_of_the_relation_on_a_straight_line():
    table = swings({"model": [Sums.of(knowing())]}, {"tone": points_of("tone", WORLD)})
    for row in table.to_dict("records"):
        assert row["model"] == pytest.approx(abs(row["slope"]) * row["relation"])
        assert row["ratio"] == pytest.approx(row["model"] / row["record"])


def test_record__is_the_published_figures_and_less_their_error():
    points = points_of("tone", WORLD)
    row = of(swings({"model": [Sums.of(knowing())]}, {"tone": points}), dyad="JPN-KOR")
    own = points[(points["dyad"] == "JPN-KOR") & points["inside"]]
    by = own.groupby("pair")["y"]
    squares = ((own["y"] - by.transform("mean")) ** 2).sum()
    assert row["record"] == pytest.approx(np.sqrt(squares / (len(own) - by.ngroups)))
    assert row["record_true"] == pytest.approx(
        np.sqrt(row["record"] ** 2 - (own["se"] ** 2).mean())
    )


def test_record__that_sampling_drowns_or_that_never_moves_gives_no_ratio():
    points = points_of("tone", WORLD)
    loud = points.assign(se=5.0)
    row = of(swings({"model": [Sums.of(knowing())]}, {"tone": loud}), dyad="CHN-KOR")
    assert np.isnan([row["record_true"], row["ratio_true"]]).all()
    assert np.isfinite(row["ratio"])
    flat = points.assign(y=points["y"].where(points["dyad"] != "CHN-KOR", 3.0))
    row = of(swings({"model": [Sums.of(knowing())]}, {"tone": flat}), dyad="CHN-KOR")
    assert row["record"] == 0.0
    assert np.isnan([row["ratio"], row["ratio_low"], row["inside"]]).all()


def test_choice__of_paths_is_the_one_that_fits_best():
    still = Sums.of(made(lambda dyad, month: 0.1))
    points = {"tone": points_of("tone", WORLD)}
    both = swings({"model": [still, Sums.of(knowing())]}, points)
    pd.testing.assert_frame_equal(both, swings({"model": [Sums.of(knowing())]}, points))


def test_shares__swing_on_their_own_scale():
    points = {"conflict_share": points_of("conflict_share", WORLD)}
    table = swings({"model": [Sums.of(knowing())]}, points)
    assert table["slope"].max() <= 0.0
    # Through the logistic a share moves by at most a quarter of its logit.
    assert (table["model"] <= 0.25 * table["slope"].abs() * table["relation"] * 1.001).all()
