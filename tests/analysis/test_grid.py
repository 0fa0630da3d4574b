"""Grids: found by themselves, by name, or refused in one line that says what differs."""

import json

import numpy as np
import pandas as pd
import pytest
import scipy.stats

from sim.analysis import answers_of, cell_gap, grid_of, grid_table, outcomes_of
from sim.errors import MissingResult, OutOfBounds, UnknownName
from tests.analysis.made import made_results

M, H, R = "leaders.washington.mediation", "leaders.seoul.history_hard_line", "traits.rivalry"


def study(*asked, names=None, count=40, step=0.05):
    results = made_results(names or ("neglect",) * len(asked), count=count, step=step)
    results.points["overrides"] = [json.dumps(one) for one in asked]
    return results


SQUARE = [{M: a, H: b} for b in (0.9, 0.1) for a in (1.0, 0.0, 0.5)]


def test_grid__of_two_keys_is_found_and_ordered_by_number():
    grid = grid_of(study(*SQUARE))
    assert (grid.x.key, grid.x.values, grid.x.numeric) == (M, (0.0, 0.5, 1.0), True)
    assert (grid.y.key, grid.y.values) == (H, (0.1, 0.9))
    assert grid.points.tolist() == [[4, 5, 3], [1, 2, 0]]
    assert grid.missing == 0


@pytest.mark.parametrize("x", [H, "history_hard_line", "seoul.history_hard_line"])
def test_grid__takes_a_key_in_full_or_by_its_end(x):
    grid = grid_of(study(*SQUARE), x)
    assert (grid.x.key, grid.y.key) == (H, M)
    assert grid.points.tolist() == [[4, 1], [5, 2], [3, 0]]


def test_grid__of_one_key_has_one_row_and_what_is_left_as_it_is_first():
    grid = grid_of(study({"switches.thaw": False}, {}))
    assert grid.y is None
    assert (grid.x.texts, grid.x.numeric) == (("as it is", "off"), False)
    assert grid.points.tolist() == [[1, 0]]


def test_grid__of_worlds_puts_them_in_rows():
    names = ("neglect", "second_trump_term") * 2
    grid = grid_of(study({R: 0.1}, {R: 0.1}, {R: 0.5}, {R: 0.5}, names=names))
    assert (grid.x.key, grid.y.key, grid.y.texts) == (
        R,
        "scenario",
        ("neglect", "second_trump_term"),
    )
    assert grid.points.tolist() == [[0, 2], [1, 3]]


def test_grid__holds_other_keys_and_says_at_what():
    asked = [{M: a, H: b, R: c} for a in (0, 1) for b in (0, 1) for c in (0.2, 0.4)]
    grid = grid_of(study(*asked), "mediation", "history_hard_line", held={"rivalry": 0.4})
    assert grid.points.tolist() == [[1, 5], [3, 7]]
    assert grid.held == {R: "0.4"}


def test_grid__with_a_hole_knows_its_missing_cells():
    grid = grid_of(study(*SQUARE[:-1]))
    assert grid.missing == 1
    assert grid.points.tolist() == [[4, -1, 3], [1, 2, 0]]


def test_grid__of_three_keys_is_refused_and_names_them():
    asked = [{M: a, H: b, R: c} for a in (0, 1) for b in (0, 1) for c in (0, 1)]
    with pytest.raises(MissingResult) as caught:
        grid_of(study(*asked))
    line = str(caught.value)
    assert all(key in line for key in (M, H, R, "3 keys differ", "held={key: value}"))
    with pytest.raises(MissingResult, match=f"1 key differs beside {M} and {H} .{R}.*hold it"):
        grid_of(study(*asked), M, H)


def test_grid__of_a_sample_of_points_is_refused():
    draws = np.random.default_rng(1).random((12, 2))
    with pytest.raises(MissingResult, match=r"found 12 points for 12 values of .* wanted a grid"):
        grid_of(study(*({M: float(a), H: float(b)} for a, b in draws)))


def test_grid__of_points_asked_alike_is_refused():
    with pytest.raises(MissingResult, match="found points 0 and 1 asked alike"):
        grid_of(study({M: 0.1}, {M: 0.1}, {M: 0.2}))
    with pytest.raises(MissingResult, match="found no key that differs"):
        grid_of(study({M: 0.1}, {M: 0.1}))


def test_grid__of_points_that_do_not_say_what_was_changed_tells_how():
    with pytest.raises(
        MissingResult, match=r"between 2 points, .* Point\(scenario, world, overrid"
    ):
        grid_of(study({}, {}), M)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"x": "mediaton"}, "unknown key 'mediaton'; did you mean 'mediation'"),
        ({"held": {"mediation": 0.3}}, "unknown value '0.3'; known: 0, 0.5, 1"),
        ({"x": "mediation", "y": "mediation"}, "twice, wanted two keys"),
    ],
)
def test_grid__says_what_is_wrong_with_a_key(more, said):
    with pytest.raises((UnknownName, MissingResult), match=said):
        grid_of(study(*SQUARE), **more)


def test_grid_table__has_means_and_students_intervals():
    results = study(*SQUARE)
    table = grid_table(results, "jpn_kor_final", grid_of(results), level=0.9).set_index("point")
    values = outcomes_of(results, 4)["jpn_kor_final"]
    known = scipy.stats.t.interval(0.9, len(values) - 1, values.mean(), scipy.stats.sem(values))
    row = table.loc[4]
    assert (row["low"], row["high"]) == pytest.approx(known)
    assert (row["row"], row["column"], row["count"]) == (0, 0, 40)


def test_grid_table__of_a_flag_has_wilsons_interval():
    from statsmodels.stats.proportion import proportion_confint

    results = study(*SQUARE)
    row = grid_table(results, "jpn_kor_fall", grid_of(results)).iloc[0]
    happened = outcomes_of(results, 4)["jpn_kor_fall"].sum()
    known = proportion_confint(happened, 40, method="wilson")
    assert (row["low"], row["high"]) == pytest.approx(known)


def test_grid_table__refuses_what_is_no_statistic():
    results = study(*SQUARE)
    grid = grid_of(results)
    with pytest.raises(UnknownName, match="unknown statistic 'modus'"):
        grid_table(results, "summits", grid, statistic="modus")
    with pytest.raises(OutOfBounds, match=r"found 1\.5"):
        grid_table(results, "summits", grid, statistic=1.5)


def noisy(mean: float, count: int = 50):
    """Two points whose pairs differ by noise of spread 1 about a mean."""
    results = study({M: 0.0}, {M: 1.0}, step=0.0, count=count)
    noise = scipy.stats.zscore(np.random.default_rng(7).normal(size=count), ddof=1) + mean
    rows = results.outcomes["point"] == 1
    results.outcomes.loc[rows, "jpn_kor_final"] = (
        results.outcomes.loc[~rows, "jpn_kor_final"].to_numpy() + noise
    )
    return results, noise


def test_cell_gap__of_means_is_paired():
    results, noise = noisy(0.3)
    gap = cell_gap(results, "jpn_kor_final", 0, 1)
    known = scipy.stats.ttest_1samp(noise, 0.0).confidence_interval()
    assert (gap.low, gap.high) == pytest.approx((known.low, known.high))


def test_cell_gap__of_medians_is_that_of_harrell_and_davis():
    results, _ = noisy(0.3)
    gap = cell_gap(results, "jpn_kor_final", 0, 1, statistic="median")
    sides = [outcomes_of(results, number)["jpn_kor_final"] for number in (0, 1)]
    found = [float(scipy.stats.mstats.hdquantiles(side, [0.5])[0]) for side in sides]
    assert gap.difference == pytest.approx(found[1] - found[0], abs=1e-6)
    assert gap.low < gap.difference < gap.high


def test_cell_gap__of_medians_uses_what_pairs_share():
    results = study({M: 0.0}, {M: 1.0}, step=0.02, count=80)
    paired = cell_gap(results, "jpn_kor_final", 0, 1, statistic="median")
    results.points.loc[1, "seed"] = 2
    apart = cell_gap(results, "jpn_kor_final", 0, 1, statistic="median")
    assert paired.difference == pytest.approx(apart.difference)
    assert paired.high - paired.low < 0.1 * (apart.high - apart.low)
    assert paired.decided
    assert not apart.decided


def test_cell_gap__asks_for_more_among_many_looks():
    results, noise = noisy(0.35)
    p_value = scipy.stats.ttest_1samp(noise, 0.0).pvalue
    assert p_value < 0.05 < 100 * p_value
    assert cell_gap(results, "jpn_kor_final", 0, 1).decided
    assert not cell_gap(results, "jpn_kor_final", 0, 1, looks=100).decided


def test_answers__leave_out_what_has_none_and_count_it():
    results = study({M: 0.0}, {M: 1.0})
    results.outcomes.loc[[0, 50], "summits"] = np.nan
    found = answers_of(results, "summits")
    assert ([len(one) for one in found.values.values()], found.missing) == ([39, 39], 2)
    assert isinstance(results.outcomes, pd.DataFrame)
    with pytest.raises(UnknownName, match="did you mean 'summits'"):
        answers_of(results, "sumits")
