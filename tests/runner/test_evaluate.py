"""Means of many changes: those of `sim.run`, whatever the threads; what is wrong is one line."""

import warnings

import numpy as np
import pandas as pd
import pytest

import sim
from sim.errors import InterruptedStudy, OutOfBounds, SimError, SimWarning, UnknownName, WrongKind
from sim.runner import evaluate as module

WORLD = sim.load("second_trump_term").replace(months=12)
MEDIATION, GAIN = "leaders.trump_2.mediation", "parameters.memory_gain"
POINTS = [{MEDIATION: 0.1, GAIN: 0.05}, {MEDIATION: 0.9}, {MEDIATION: [0.2, 0.4], GAIN: 0.2}]
SHOWN = ["jpn_kor_final", "settlements", "jpn_kor_fall"]


def test_means__are_those_of_a_run_of_each_point():
    found = sim.evaluate(WORLD, POINTS, SHOWN, replicates=21, seed=2**40, se=True)
    for point, change in enumerate(POINTS):
        rows = sim.run(WORLD.replace(**change), replicates=21, seed=2**40).outcomes
        for name in SHOWN:
            values = rows[name].to_numpy(dtype=float)
            assert found.loc[point, name] == pytest.approx(values.mean(), rel=1e-14, abs=1e-15)
            error = values.std(ddof=1) / np.sqrt(21)
            assert found.loc[point, f"{name}_se"] == pytest.approx(error, rel=1e-12)


def test_means__depend_on_neither_threads_nor_neighbours():
    alone = [sim.evaluate(WORLD, [one], SHOWN, threads=1)[SHOWN] for one in POINTS]
    together = sim.evaluate(WORLD, POINTS, SHOWN, threads=3)[SHOWN]
    np.testing.assert_array_equal(pd.concat(alone).to_numpy(), together.to_numpy())


def test_replicates__beyond_a_chunk_are_those_of_a_run():
    found = sim.evaluate(WORLD, [{}], ["jpn_kor_final"], replicates=1003, seed=3)
    values = sim.run(WORLD, replicates=1003, seed=3).outcomes["jpn_kor_final"]
    assert found["jpn_kor_final"][0] == pytest.approx(values.mean(), rel=1e-14)


def test_table__of_keys_is_read_as_its_rows_and_empty_cells_change_nothing():
    table = pd.DataFrame({MEDIATION: [0.1, 0.9], GAIN: [0.05, np.nan]}, index=[7, 3])
    found = sim.evaluate(WORLD, table, SHOWN)
    assert found.index.tolist() == [0, 1]
    assert list(found) == [MEDIATION, GAIN, *SHOWN]
    rows = sim.evaluate(WORLD, [{MEDIATION: 0.1, GAIN: 0.05}, {MEDIATION: 0.9}], SHOWN)
    pd.testing.assert_frame_equal(found[SHOWN], rows[SHOWN])
    assert np.isnan(found.loc[1, GAIN])


def test_table__of_whole_numbers_windows_and_switches_is_taken():
    table = pd.DataFrame({"months": [12, 6], "switches.thaw": [False, True]})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SimWarning)
        found = sim.evaluate(WORLD, table, ["summits"])
    wanted = sim.run(WORLD.replace(**{"switches.thaw": False}), replicates=20, seed=1).outcomes
    assert found["summits"][0] == pytest.approx(wanted["summits"].mean())


def test_switch__of_a_table_of_numbers_is_0_or_1():
    table = pd.DataFrame({"switches.thaw": [0.0, 1.0], MEDIATION: [0.2, 0.3]})
    words = [{"switches.thaw": False, MEDIATION: 0.2}, {"switches.thaw": True, MEDIATION: 0.3}]
    found, wanted = (sim.evaluate(WORLD, points, SHOWN) for points in (table, words))
    np.testing.assert_array_equal(found[SHOWN], wanted[SHOWN])
    with pytest.raises(WrongKind, match=r"found 0\.5, wanted true or false"):
        sim.evaluate(WORLD, [{"switches.thaw": 0.5}], SHOWN)


def test_own_outcomes__are_measured_and_named():
    found = sim.evaluate(WORLD, POINTS[:1], {"cold": "share(relation_jpn_kor < 0.3)"})
    world = WORLD.replace(**POINTS[0])
    run = sim.run(world, replicates=20, seed=1, outcomes={"cold": "share(relation_jpn_kor < 0.3)"})
    assert found["cold"][0] == pytest.approx(run.outcomes["cold"].mean())
    assert 0 < found["cold"][0] < 1
    declared = WORLD.replace(**{"outcomes.cold": "share(relation_jpn_kor < 0.3)"})
    assert sim.evaluate(declared, POINTS[:1], "cold")["cold"][0] == found["cold"][0]


def test_attributes__say_units_seed_and_replicates():
    found = sim.evaluate(WORLD, POINTS[:1], "jpn_kor_low_month", replicates=4, seed=9)
    assert found.attrs["units"]["jpn_kor_low_month"] == "month"
    assert (found.attrs["seed"], found.attrs["replicates"]) == (9, 4)


def test_no_answer__is_left_out_of_the_mean_and_said():
    never = {"when": "first_month(relation_jpn_kor < 0.3)"}
    with pytest.warns(SimWarning, match="when has no answer in some replicates of 1 of 1 points"):
        found = sim.evaluate(WORLD, [{}], never, replicates=50)
    values = sim.run(WORLD, replicates=50, seed=1, outcomes=never).outcomes["when"]
    assert 0 < values.isna().sum() < 50
    assert found["when"][0] == pytest.approx(values.mean())
    with pytest.warns(SimWarning, match="no answer"):
        found = sim.evaluate(WORLD, [{}], {"when": "first_month(relation_jpn_kor < -0.99)"})
    assert np.isnan(found["when"][0])


@pytest.mark.parametrize(
    ("points", "outcomes", "more", "fault", "line"),
    [
        ([], "summits", {}, WrongKind, "points: found nothing, wanted at least one point"),
        (pd.DataFrame(), "summits", {}, WrongKind, "points: found nothing"),
        (
            "mine",
            "summits",
            {},
            WrongKind,
            "points: found the text 'mine', wanted a list of mappings",
        ),
        ([1], "summits", {}, WrongKind, r"points\[0\]: found 1, wanted a list of mappings"),
        ([{}], "sumits", {}, UnknownName, "unknown outcome 'sumits'; did you mean 'summits'"),
        ([{}], [], {}, WrongKind, "outcomes: found nothing, wanted at least one outcome"),
        ([{}], 3, {}, WrongKind, "outcomes: found 3, wanted names of outcomes"),
        ([{}, {GAIN: 7}], "summits", {}, OutOfBounds, r"points\[1\]: .*found 7, wanted a number"),
        ([{"traits.mediaton": 0}], "summits", {}, UnknownName, r"points\[0\]: .*'mediation'"),
        ([{}], "summits", {"replicates": 0}, OutOfBounds, "replicates: found 0"),
        ([{}], "summits", {"replicates": 1, "se": True}, SimError, "found 1 replicate"),
        ([{}], "summits", {"threads": "two"}, WrongKind, "threads: found the text 'two'"),
    ],
)
def test_what_is_wrong__is_one_line(points, outcomes, more, fault, line):
    with pytest.raises(fault, match=line) as told:
        sim.evaluate(WORLD, points, outcomes, **more)
    assert "\n" not in str(told.value)


def test_table__with_a_column_twice_is_refused():
    twice = pd.DataFrame([[0.1, 0.2]], columns=[MEDIATION, MEDIATION])
    with pytest.raises(WrongKind, match=f"the column '{MEDIATION}' twice"):
        sim.evaluate(WORLD, twice, "summits")


def test_key__that_acts_nowhere_is_told_and_one_that_acts_somewhere_is_not():
    with pytest.warns(SimWarning, match="changes nothing: switches.thaw is true already"):
        sim.evaluate(WORLD, [{"switches.thaw": True}], "summits")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        sim.evaluate(WORLD, [{"switches.thaw": True}, {"switches.thaw": False}], "summits")


def test_prior__that_some_point_leaves_is_told_once():
    points = [{GAIN: value} for value in (0.1, 0.2, 0.9, 0.95)]
    with pytest.warns(SimWarning) as told:
        sim.evaluate(WORLD, points, "summits")
    assert [str(one.message) for one in told] == [
        f"{GAIN} goes beyond its prior [0.03, 0.3]"  # sim/spec/parameters.py
    ]


def test_progress__counts_points():
    told = []
    sim.evaluate(WORLD, [{MEDIATION: k / 300} for k in range(300)], "summits", progress=told.append)
    assert (told[-1].done, told[-1].total, told[-1].unit) == (300, 300, "points")
    assert len(told) > 1


def test_interrupt__is_one_line(monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "answers", stopped)
    with pytest.raises(InterruptedStudy, match="nothing is kept"):
        sim.evaluate(WORLD, [{}], "summits")


def test_mean__is_the_same_whatever_else_is_asked():
    point = [{MEDIATION: 0.3}]
    alone = sim.evaluate(WORLD, point, "jpn_kor_final", replicates=50, se=True)
    beside = sim.evaluate(WORLD, point, ["summits", "jpn_kor_final"], replicates=50, se=True)
    for name in ("jpn_kor_final", "jpn_kor_final_se"):
        assert alone[name].iloc[0] == beside[name].iloc[0]


def test_notices__are_left_out_where_asked():
    asked = [{"switches.mediation": True}]
    with pytest.warns(SimWarning, match="is true already"):
        sim.evaluate(WORLD, asked, "summits", replicates=2)
    sim.evaluate(WORLD, asked, "summits", replicates=2, notices=False)


@pytest.mark.parametrize(
    ("points", "outcomes", "column"),
    [
        ([{"months": 12}], {"months": "mean(trust)"}, "months"),
        ([{}], {"a": "mean(trust)", "a_se": "last(trust)"}, "a_se"),
    ],
)
def test_columns__of_one_name_are_refused(points, outcomes, column):
    with pytest.raises(WrongKind, match=f"outcomes: found '{column}' twice"):
        sim.evaluate(sim.load("neglect"), points, outcomes, se=True)
