"""What Mesa collected, read with real months, words for codes, and units."""

import doctest

import mesa
import numpy as np
import pandas as pd
import pytest

from sim.engine.simulate import simulate
from sim.errors import SimError
from sim.mesa_face import (
    TriangleModel,
    Twins,
    batch_frame,
    capital_frame,
    frame,
    month_frame,
)
from sim.mesa_face.model import MODEL_REPORTERS
from sim.scenario import load
from sim.spec.instruments import INSTRUMENTS
from sim.spec.levels import RETALIATION_LEVELS, TALKS_STATES, TRIANGLE_TYPES
from sim.spec.preferences import CAPITALS, ISO
from sim.spec.recorded import column

# 24 months of 2018 and 2019: talks with Pyongyang, and steps of the retaliation ladder.
WORLD = load("baseline_hindcast").replace(last="2019-12")
SINCE = pd.Timestamp("2018-01-01")


@pytest.fixture(scope="module")
def model():
    model = TriangleModel(WORLD, seed=2**64 - 1, replicate=2)
    model.run_model()
    return model


@pytest.fixture(scope="module")
def rows():
    return simulate(WORLD, 2**64 - 1, 2)


def batch(**parameters):
    asked = {"world": "second_trump_term", "compiled": False, "months": 3} | parameters
    rows = mesa.batch_run(
        TriangleModel,
        parameters=asked,
        number_processes=1,
        data_collection_period=1,
        display_progress=False,
    )
    return batch_frame(rows)


def test_month_frame__has_every_month_once(model):
    found = month_frame(model)
    assert found.index.name == "month"
    assert found.index.equals(pd.date_range("2012-01-01", "2019-12-01", freq="MS", name="month"))
    assert tuple(found.columns) == MODEL_REPORTERS


def test_month_frame__numbers_are_those_recorded(model, rows):
    found = month_frame(model)
    for name in ("relation_jpn_kor", "trust", "institution"):
        assert found[name].tolist() == rows[:, column(name)].tolist()


@pytest.mark.parametrize(
    ("name", "words"), [("triangle", TRIANGLE_TYPES), ("talks_state", TALKS_STATES)]
)
def test_month_frame__says_what_codes_mean(model, rows, name, words):
    found = month_frame(model)[name]
    assert tuple(found.cat.categories) == words
    assert found.cat.ordered
    codes = rows[:, column(name)]
    assert found.cat.codes.tolist() == codes.tolist()
    assert len(set(codes)) > 1


def test_month_frame__flags_are_true_or_false(model, rows):
    found = month_frame(model)["summit_event"]
    assert found.dtype == bool
    assert found.sum() == rows[:, column("summit_event")].sum() > 0


def test_month_frame__says_units_and_which_run(model):
    attrs = month_frame(model).attrs
    assert attrs["seed"] == 2**64 - 1
    assert (attrs["world"], attrs["replicate"]) == ("baseline_hindcast", 2)
    assert set(attrs["units"]) == set(attrs["long_name"]) == set(MODEL_REPORTERS)
    assert attrs["long_name"]["trust"] == "Trust between Tokyo and Seoul"


def test_capital_frame__has_five_capitals_a_month_with_their_countries(model):
    found = capital_frame(model)
    assert found.index.names == ["month", "capital"]
    assert found.index.is_unique
    assert len(found) == 5 * WORLD.months
    assert dict(zip(found.index.get_level_values("capital"), found["country"], strict=True)) == ISO


def test_capital_frame__numbers_are_those_recorded(model, rows):
    found = capital_frame(model)
    tokyo, seoul = (found.xs(name, level="capital") for name in ("tokyo", "seoul"))
    assert tokyo["approval"].tolist() == rows[:, column("approval_jpn")].tolist()
    assert seoul["relation_JPN"].tolist() == rows[:, column("relation_jpn_kor")].tolist()
    assert tokyo["favour"].tolist() == (-seoul["favour"]).tolist()
    assert found.xs("beijing", level="capital")["approval"].isna().all()


def test_capital_frame__says_what_was_chosen(model, rows):
    found = capital_frame(model)
    for instrument in INSTRUMENTS:
        own = found.xs(instrument.capital, level="capital")[f"choice_{instrument.name[4:]}"]
        codes = rows[:, column(f"choice_{instrument.name}")].astype(int)
        assert own.tolist() == [instrument.options[code] for code in codes]
    assert found.xs("tokyo", level="capital")["choice_posture"].isna().all()


def test_capital_frame__says_what_codes_mean(model, rows):
    found = capital_frame(model)["retaliation_level"]
    assert tuple(found.cat.categories) == RETALIATION_LEVELS
    tokyo = found.xs("tokyo", level="capital")
    assert tokyo.cat.codes.tolist() == rows[:, column("retaliation_level_jpn")].tolist()
    assert tokyo.loc[SINCE:].nunique() > 1


def test_capital_frame__labels_every_number(model):
    found = capital_frame(model)
    units, meanings = found.attrs["units"], found.attrs["long_name"]
    numbers = found.select_dtypes("number").columns
    assert set(numbers) < set(units)
    assert set(found.columns) - set(meanings) == {"country", "leader"}
    assert meanings["favour"] == "True standing over the other ally in Washington"


def test_frames__leave_agents_of_ones_own_out():
    class Envoy(mesa.Agent):
        pass

    model = TriangleModel("second_trump_term", replicate=1, compiled=False, months=2)
    Envoy(model)
    model.run_model()
    assert len(model.datacollector.get_agent_vars_dataframe()) == 2 * 6
    assert capital_frame(model).index.get_level_values("capital").unique().tolist() == [*CAPITALS]


def test_frames__before_any_month_are_empty():
    model = TriangleModel("second_trump_term", replicate=1, compiled=False)
    assert len(month_frame(model)) == len(capital_frame(model)) == 0


def test_frames__of_a_run_without_collector_have_its_last_month():
    model = TriangleModel("second_trump_term", replicate=1, compiled=False, months=4, collect=False)
    model.run_model()
    assert month_frame(model).index.tolist() == [pd.Timestamp("2025-04-01")]
    months = capital_frame(model).index.get_level_values("month")
    assert set(months) == {pd.Timestamp("2025-04-01")}


def test_batch_frame__rows_are_runs_months_and_capitals():
    found = batch(replicate=[3, 8], **{"leaders.seoul.china_alignment": [0.1, 0.9]})
    keys = ["leaders.seoul.china_alignment", "replicate", "month", "capital"]
    assert len(found) == 2 * 2 * 3 * 5
    assert not found.duplicated(keys).any()
    assert sorted(found["month"].unique()) == list(
        pd.date_range("2025-01-01", periods=3, freq="MS")
    )
    assert not {"Step", "AgentID", "name", "choices", "relations"} & set(found)


def test_batch_frame__says_the_same_as_the_frames_of_one_model():
    found = batch(replicate=3)
    model = TriangleModel("second_trump_term", replicate=3, compiled=False, months=3)
    model.run_model()
    by_month = found.drop_duplicates("month").set_index("month")
    for name, values in month_frame(model).items():
        pd.testing.assert_series_equal(by_month[name], values)
    by_capital = found.set_index(["month", "capital"])
    for name, values in capital_frame(model).items():
        pd.testing.assert_series_equal(by_capital[name], values)
    assert found.attrs["units"]["trust"] == "1"
    assert "Favour" not in found.attrs["long_name"]


def test_batch_frame__takes_worlds_by_name():
    world = load("second_trump_term").replace(months=1)
    assert set(batch(world=[world], months=2, replicate=0)["world"]) == {"second_trump_term"}


def test_batch_frame__of_another_model_ends_in_one_line():
    with pytest.raises(SimError, match="rows: found columns") as caught:
        batch_frame([{"RunId": 0, "Step": 1, "wealth": 3}])
    assert "\n" not in str(caught.value)


def test_frames__keep_every_digit_of_the_seed():
    found = batch(seed=2**64 - 1, replicate=0, months=1)
    assert [int(seed) for seed in found["seed"].unique()] == [2**64 - 1]
    assert not np.issubdtype(found["seed"].dtype, np.floating)


def test_doctests():
    assert doctest.testmod(frame).failed == 0


def test_capital_frame__says_that_twins_keep_no_capitals():
    twins = Twins("second_trump_term", compiled=False, months=1)
    with pytest.raises(SimError, match="found Twins, wanted a TriangleModel"):
        capital_frame(twins)
