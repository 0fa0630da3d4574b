"""A key under `start.`: the same bits as worlds whose files state it, and one draw for both."""

import numpy as np
import pytest

import sim
from sim.engine.batch import run_chunk
from sim.engine.plan import compile_world
from sim.scenario import load
from sim.spec.drawn import drawn, ranged
from sim.spec.override import apply
from sim.spec.parameters import PARAMETER_FIELDS
from sim.spec.world import ParameterSet
from tests.replicate import Replicate

SEED = 5
INERTIA, BID = PARAMETER_FIELDS.index("inertia"), PARAMETER_FIELDS.index("bid_gain")


def rows(world, count=20):
    return run_chunk(compile_world(world), SEED, 0, count).outcomes


def laid(folder, name, inherits, *lines):
    text = "\n".join((f"title: {name}", f"inherits: {inherits}", *lines))
    (folder / f"{name}.yaml").write_text(f"{text}\n")


NUMBER = "{value: 0.3, source: assumed, because: a test}"
STATED = [
    ({"start.parameters.inertia": 0.3}, (f"parameters: {{inertia: {NUMBER}}}",)),
    ({"start.switches.mediation": False}, ("switches: {mediation: false}",)),
    ({"start.events.court": []}, ("events: {court: []}",)),
]


@pytest.mark.parametrize(("asked", "lines"), STATED, ids=lambda one: next(iter(one)))
def test_chain__of_three_whose_files_state_it_has_the_same_bits(tmp_path, asked, lines):
    laid(tmp_path, "past", "baseline_hindcast", *lines)
    laid(tmp_path, "between", "joint_hedging", "start: past", *lines)
    laid(tmp_path, "now", "acsa_liaison", "start: between", *lines)
    world = apply(load("acsa_liaison"), {"months": 12})
    stated = apply(load("now", tmp_path), {"months": 12})
    found = rows(apply(world, asked))
    assert np.array_equal(found, rows(stated))
    assert not np.array_equal(found, rows(world))
    plain = {key.removeprefix("start."): value for key, value in asked.items()}
    assert not np.array_equal(found, rows(apply(world, plain)))


def test_number__in_both_is_a_set_of_one_row():
    world = apply(load("neglect"), {"months": 12})
    one = ParameterSet("one", ("bid_gain", "inertia"), ((1.0, 0.3),))
    both = {"start.parameters.bid_gain": 1.0, "start.parameters.inertia": 0.3}
    assert np.array_equal(rows(apply(world, both)), rows(apply(world, {"parameter_set": one})))


def test_range__is_drawn_once_for_every_part():
    asked = {"start.parameters.inertia": [0.1, 0.4], "start.parameters.bid_gain": [1.0, 3.0]}
    world = apply(load("acsa_liaison"), asked)
    timeline = compile_world(world).timeline
    told = {one.key: drawn(one.span, one.stream, SEED, 6) for one in ranged(world)}
    assert [key for key in told if "parameters." in key] == list(asked)
    for replicate in range(6):
        begun = Replicate(timeline, SEED, replicate).parameters
        assert begun[:, INERTIA].tolist() == [told["start.parameters.inertia"][replicate]] * 3
        assert begun[:, BID].tolist() == [told["start.parameters.bid_gain"][replicate]] * 3
    assert len(set(told["start.parameters.inertia"].tolist())) == 6


def test_range__with_another_in_the_window_is_two():
    asked = {"start.parameters.inertia": [0.1, 0.4], "parameters.inertia": [0.2, 0.3]}
    world = apply(load("acsa_liaison"), asked)
    keys = [one.key for one in ranged(world) if one.stream == "parameter.inertia"]
    assert keys == ["parameters.inertia", "start.parameters.inertia"]
    told = {one.key: drawn(one.span, one.stream, SEED, 6) for one in ranged(world)}
    for replicate in range(6):
        before, between, window = Replicate(
            compile_world(world).timeline, SEED, replicate
        ).parameters[:, INERTIA]
        assert before == between == told["start.parameters.inertia"][replicate]
        assert window == told["parameters.inertia"][replicate]


def test_range__of_traits_is_one_column_for_who_is_in_office_in_both():
    plain = {one.key for one in ranged(load("second_trump_term"))}
    assert {"leaders.ishiba.rivalry", "start.leaders.ishiba.rivalry"} <= plain
    world = apply(load("second_trump_term"), {"start.traits.rivalry": [0.1, 0.6]})
    keys = {one.key for one in ranged(world) if one.key.endswith(".rivalry")}
    assert "start.leaders.ishiba.rivalry" in keys
    assert "leaders.ishiba.rivalry" not in keys
    assert {"leaders.next_seoul.rivalry", "start.leaders.moon.rivalry"} <= keys
    streams = [one.stream for one in ranged(world) if one.key.endswith(".rivalry")]
    assert len(set(streams)) == len(streams)


def test_leader__who_is_in_office_before_alone_is_reached():
    world = apply(load("second_trump_term"), {"months": 12})
    fierce = apply(world, {"start.leaders.moon.rivalry": 1.0})
    assert not np.array_equal(rows(fierce), rows(world))


# Results. ---------------------------------------------------------------------------------------


def test_points__are_two_where_one_is_asked_of_the_window_and_one_of_both(tmp_path):
    world = load("second_trump_term").replace(months=6)
    asked = [
        {"parameters.inertia": 0.3},
        {"start.parameters.inertia": 0.3},
        {"start.parameters.inertia": [0.1, 0.3]},
    ]
    points = [sim.Point("second_trump_term", world.replace(**one), one) for one in asked]
    found = sim.run_study(points, replicates=8, seed=SEED, folder=tmp_path, trajectories=True)
    again = sim.open(found.path)
    assert len(set(again.points["digest"])) == 3
    assert list(again.points)[2:4] == ["parameters.inertia", "start.parameters.inertia"]
    assert again.points["start.parameters.inertia"].tolist() == [None, 0.3, (0.1, 0.3)]
    halves = again.outcomes.groupby("point")["jpn_kor_mean"].apply(list)
    assert halves[0] != halves[1]
    draws = again.draws.set_index(["point", "replicate"])
    assert "parameters.inertia" not in draws
    held = draws["start.parameters.inertia"]
    assert held[2].between(0.1, 0.3).all()
    assert held[2].nunique() == 8
    assert held[[0, 1]].isna().all()
    for point in range(3):
        read = again.world(point)
        assert read == points[point].world
        replayed = sim.simulate(read, SEED, 7)["trust"]
        kept = again.at(point).trajectories["trust"].sel(replicate=7)
        assert np.array_equal(replayed, kept)
