"""The Mesa face runs the engine's months, and Mesa's own machinery reads them right."""

import inspect
import subprocess
import sys
import warnings

import mesa
import numpy as np
import pandas as pd
import pytest

from sim.engine.simulate import simulate
from sim.errors import OutOfBounds, SimError, UnknownName, WrongKind
from sim.mesa_face import TriangleModel
from sim.mesa_face.model import AGENT_REPORTERS, MODEL_REPORTERS
from sim.scenario import load
from sim.spec.recorded import RECORDED_FIELDS, column

STARTED = "second_trump_term"


def rows_of(model: TriangleModel) -> np.ndarray:
    """Run a model to its end; return each month's recorded row."""
    rows = []
    while model.running:
        model.step()
        rows.append(model.record)
    return np.array(rows)


def batch(months=3, **parameters) -> pd.DataFrame:
    asked = {"world": STARTED, "compiled": False, "months": months} | parameters
    return pd.DataFrame(
        mesa.batch_run(
            TriangleModel,
            parameters=asked,
            number_processes=1,
            data_collection_period=1,
            display_progress=False,
        )
    )


@pytest.mark.parametrize("name", ["baseline_hindcast", STARTED])
@pytest.mark.parametrize("compiled", [True, False])
def test_model__equals_simulate_to_the_bit(name, compiled):
    world = load(name)
    model = TriangleModel(world, seed=2**40 + 3, replicate=17, compiled=compiled)
    assert np.array_equal(rows_of(model), simulate(world, 2**40 + 3, 17, compiled=False))


def test_model__runs_changes_by_name_like_replace():
    changes = {"leaders.seoul.china_alignment": 0.9, "months": 6}
    model = TriangleModel(STARTED, replicate=0, compiled=False, **changes)
    changed = load(STARTED).replace(**changes)
    assert np.array_equal(rows_of(model), simulate(changed, 1, 0, compiled=False))
    unchanged = simulate(load(STARTED).replace(months=6), 1, 0, compiled=False)
    assert not np.array_equal(model.record, unchanged[-1])


def test_model__stops_at_the_end_of_the_window():
    model = TriangleModel(STARTED, replicate=0, compiled=False, months=4)
    model.run_model()
    assert (model.steps, model.running, model.month) == (4, False, "2025-04")
    last = model.record
    model.step()
    assert np.array_equal(model.record, last)
    assert len(model.datacollector.get_model_vars_dataframe()) == 4


def test_model__starts_from_the_months_before_its_window():
    model = TriangleModel(STARTED, replicate=5, compiled=False)
    assert (model.steps, model.month) == (0, "2025-01")
    before = load("baseline_hindcast").replace(last="2024-12")
    handed_over = simulate(before, 1, 5, compiled=False)[-1]
    assert np.array_equal(model.record, handed_over)


def test_model__same_row_whatever_mesa_draws():
    model = TriangleModel(STARTED, replicate=9, compiled=False, months=3)
    while model.running:
        model.rng.random(100)
        model.random.random()
        model.step()
    world = load(STARTED).replace(months=3)
    assert np.array_equal(model.record, simulate(world, 1, 9, compiled=False)[-1])


def test_collector__keeps_what_simulate_records():
    model = TriangleModel(STARTED, seed=4, replicate=2, compiled=False, months=5)
    model.run_model()
    kept = model.datacollector.get_model_vars_dataframe()
    rows = simulate(load(STARTED).replace(months=5), 4, 2, compiled=False)
    assert kept["month"].tolist() == [f"2025-0{k}" for k in range(1, 6)]
    for name in MODEL_REPORTERS:
        assert kept[name].tolist() == rows[:, column(name)].tolist(), name


def test_collector__asks_for_what_there_is():
    model = TriangleModel(STARTED, replicate=0, compiled=False, months=1)
    assert set(MODEL_REPORTERS) < set(RECORDED_FIELDS)
    for name in AGENT_REPORTERS:
        assert any(hasattr(agent, name) for agent in model.agents), name


@pytest.mark.parametrize("compiled", [True, False])
def test_collector__left_out_changes_no_month_and_keeps_the_last(compiled):
    asked = {"seed": 4, "replicate": 2, "compiled": compiled, "months": 5}
    collected, bare = (
        TriangleModel(STARTED, **asked),
        TriangleModel(STARTED, collect=False, **asked),
    )
    assert np.array_equal(rows_of(bare), rows_of(collected))
    last, only = (
        model.datacollector.get_model_vars_dataframe().tail(1) for model in (collected, bare)
    )
    pd.testing.assert_frame_equal(only.reset_index(drop=True), last.reset_index(drop=True))
    agents = bare.datacollector.get_agent_vars_dataframe()
    every = collected.datacollector.get_agent_vars_dataframe()
    pd.testing.assert_frame_equal(agents, every.tail(5))


def test_batch_run__without_collector_keeps_the_same_rows():
    asked = {"world": STARTED, "replicate": [3, 8], "compiled": False, "months": 4}
    every, bare = (
        mesa.batch_run(
            TriangleModel,
            parameters=asked | more,
            number_processes=1,
            display_progress=False,
        )
        for more in ({}, {"collect": False})
    )
    assert len(bare) == 2 * 5  # replicates, capitals
    assert all(row.pop("collect") is False for row in bare)
    assert bare == every


def test_batch_run__without_collector_has_no_other_month():
    if hasattr(mesa.DataCollector(), "_collection_steps"):
        assert set(batch(months=4, replicate=3, collect=False)["month"]) == {"2025-04"}
    else:  # it asks for every month by number
        with pytest.raises(SimError, match="collect: found False, wanted True"):
            batch(months=4, replicate=3, collect=False)


def test_collector__left_out_takes_reporters_of_ones_own():
    model = TriangleModel(STARTED, replicate=3, compiled=False, months=2, collect=False)
    model.datacollector._new_model_reporter("doubled", lambda model: 2.0 * model["trust"])
    model.run_model()
    (kept,) = model.datacollector.get_model_vars_dataframe()["doubled"]
    assert kept == 2.0 * model["trust"]


def test_batch_run__collects_every_month_of_every_agent():
    found = batch(replicate=[3, 8])
    assert len(found) == 2 * 3 * 5  # replicates, months, capitals
    for replicate, run in found.groupby("replicate"):
        rows = simulate(load(STARTED).replace(months=3), 1, replicate, compiled=False)
        seoul = run[run["name"] == "seoul"]
        expected = rows[:, column("approval_kor")]
        # Months of the model and of its agents are one and the same.
        assert seoul["approval"].tolist() == expected.tolist()
        expected = rows[:, column("relation_jpn_kor")]
        assert seoul["relation_jpn_kor"].tolist() == expected.tolist()


def test_batch_run__sweeps_names_of_the_world():
    found = batch(replicate=1, **{"leaders.seoul.china_alignment": [0.1, 0.9]})
    last = found[(found["name"] == "seoul") & (found["month"] == "2025-03")]
    assert last["leaders.seoul.china_alignment"].tolist() == [0.1, 0.9]


def test_batch_run__keeps_the_seed_asked():
    assert set(batch(months=1, seed=[5, 6], replicate=0)["seed"]) == {5, 6}


def test_batch_run__other_replicates_each_time():
    if "rng" in inspect.signature(mesa.batch_run).parameters:
        again = {"rng": [11, 12, 13]}
    else:
        again = {"iterations": 3}
    rows = mesa.batch_run(
        TriangleModel,
        parameters={"world": STARTED, "compiled": False, "months": 1},
        display_progress=False,
        **again,
    )
    drawn = {row["iteration"]: row["replicate"] for row in rows}
    assert len(set(drawn.values())) == 3
    world = load(STARTED).replace(months=1)
    for row in rows:
        replayed = simulate(world, 1, row["replicate"], compiled=False)
        assert row["grievance"] == replayed[-1, column("grievance")]


def test_batch_run__repeats_a_replicate_given_by_number():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # newer versions of Mesa warn of `iterations`
        rows = mesa.batch_run(
            TriangleModel,
            parameters={"world": STARTED, "replicate": 4, "compiled": False, "months": 2},
            iterations=3,
            display_progress=False,
        )
    assert {row["iteration"] for row in rows} == {0, 1, 2}
    assert len({(row["replicate"], row["trust"], row["grievance"]) for row in rows}) == 1


def test_face__needs_no_app_and_no_pictures():
    asked = "import sys, sim.mesa_face; print(*{'solara', 'altair', 'matplotlib'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_model__bad_values_end_in_one_line():
    with pytest.raises(UnknownName, match="second_trump_term"):
        TriangleModel("second_trump_trem")
    with pytest.raises(UnknownName, match="china_alignment"):
        TriangleModel(STARTED, **{"leaders.seoul.china_alinment": 0.2})
    with pytest.raises(OutOfBounds):
        TriangleModel(STARTED, replicate=2**32)
    with pytest.raises(OutOfBounds):
        TriangleModel(STARTED, seed=-1)
    with pytest.raises(WrongKind):
        TriangleModel(STARTED, replicate=1.5)
    with pytest.raises(SimError, match="one"):
        TriangleModel(STARTED, replicate=1, rng=2)
