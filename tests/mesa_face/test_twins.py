"""Two worlds under the same luck are the two runs that the engine makes of them."""

import copy
import doctest
import pickle

import mesa
import numpy as np
import pandas as pd
import pytest

from sim.engine.simulate import simulate
from sim.errors import OutOfBounds, UnknownName
from sim.mesa_face import Twins, batch_frame, month_frame, twins
from sim.mesa_face.model import MODEL_REPORTERS
from sim.scenario import load
from sim.spec.calendar import month_name
from sim.spec.levels import TRIANGLE_TYPES
from sim.spec.recorded import column

STARTED = "second_trump_term"
CHANGE = {"leaders.washington.mediation": 0.9}


def both(world, seed, replicate, **changes):
    """Return the months of world A and of world B as the engine records them."""
    base = load(world)
    return [simulate(each, seed, replicate) for each in (base, base.replace(**changes))]


@pytest.fixture(scope="module")
def run():
    found = Twins(STARTED, seed=3, replicate=4, **CHANGE)
    found.run_model()
    return found


def test_twins__are_the_two_runs_to_the_bit(run):
    one, other = both(STARTED, 3, 4, **CHANGE)
    kept = run.datacollector.get_model_vars_dataframe()
    for name in MODEL_REPORTERS:
        assert kept[f"{name}_a"].tolist() == one[:, column(name)].tolist(), name
        assert kept[f"{name}_b"].tolist() == other[:, column(name)].tolist(), name
    assert np.array_equal(run.b.record, other[-1], equal_nan=True)


def test_apart__is_the_first_month_that_differs(run):
    one, other = both(STARTED, 3, 4, **CHANGE)
    differs = ~((one == other) | (np.isnan(one) & np.isnan(other))).all(axis=1)
    assert run.apart == month_name(run.a.world.first + int(differs.argmax()))
    told = run.datacollector.get_model_vars_dataframe()["apart"]
    assert (told == "").sum() == differs.argmax() > 0


def test_twins__without_change_never_part():
    same = Twins(STARTED, replicate=4, compiled=False, months=6)
    same.run_model()
    assert (same.apart, same.running, same.steps) == ("", False, 6)
    assert np.array_equal(same.a.record, same.b.record, equal_nan=True)


def test_twins__share_window_seed_and_replicate():
    found = Twins(STARTED, seed=5, replicate=6, compiled=False, first="2025-02", months=3, **CHANGE)
    assert (found.a.seed, found.a.replicate) == (found.b.seed, found.b.replicate) == (5, 6)
    assert found.a.world.first == found.b.world.first
    assert found.a.world.months == found.b.world.months == 3
    assert not found.a.world.overrides.keys() & CHANGE.keys()


def test_twins__step_beyond_the_window_does_nothing():
    found = Twins(STARTED, replicate=1, compiled=False, months=2)
    found.run_model()
    found.step()
    assert found.month == "2025-02"
    assert len(month_frame(found)) == 2


@pytest.mark.parametrize(
    "way", [copy.deepcopy, lambda found: pickle.loads(pickle.dumps(found))], ids=["copy", "pickle"]
)
def test_twins__copied_go_on_alike(way):
    found = Twins(STARTED, replicate=1, compiled=False, months=5, **CHANGE)
    found.step()
    copied = way(found)
    found.run_model()
    copied.run_model()
    pd.testing.assert_frame_equal(month_frame(found), month_frame(copied))
    assert copied.apart == found.apart


def test_month_frame__of_twins_has_both_in_words(run):
    found = month_frame(run)
    assert found.index[0] == pd.Timestamp("2025-01-01")
    assert tuple(found["triangle_b"].cat.categories) == TRIANGLE_TYPES
    assert found["summit_event_a"].dtype == bool
    assert found.attrs["units"].keys() == set(found)
    assert (found.attrs["world"], found.attrs["seed"]) == (STARTED, 3)


def test_batch_frame__of_twins_pairs_worlds_run_by_run():
    rows = mesa.batch_run(
        Twins,
        parameters={
            "world": STARTED,
            "replicate": range(3),
            "leaders.washington.mediation": [0.0, 0.9],
            "months": 24,
        },
        number_processes=1,
        display_progress=False,
    )
    found = batch_frame(rows)
    assert len(found) == 2 * 3
    world = load(STARTED).replace(months=24)
    for row in found.itertuples():
        expected = simulate(world, 1, row.replicate)[-1, column("relation_jpn_kor")]
        assert row.relation_jpn_kor_a == expected
    last = found[found["leaders.washington.mediation"] == 0.9]
    assert last["apart"].notna().any()
    assert pd.api.types.is_datetime64_any_dtype(found["apart"])


def test_twins__bad_values_end_in_one_line():
    with pytest.raises(UnknownName, match="mediation"):
        Twins(STARTED, **{"leaders.washington.mediaton": 0.9})
    with pytest.raises(OutOfBounds):
        Twins(STARTED, **{"leaders.washington.mediation": 1.5})


def test_repr__is_one_short_line(run):
    said = f"<Twins {STARTED}: seed 3, replicate 4, 2028-12, apart {run.apart}>"
    assert repr(run) == said


def test_doctests():
    assert doctest.testmod(twins).failed == 0
