"""Arms become worlds, worlds run once, and statements get their verdicts."""

import numpy as np
import pytest

import sim
from sim.engine.simulate import simulate
from sim.errors import SimError
from sim.methods.statement import Arm, evaluate, read_statements
from sim.methods.statement.arm import measured, world_of
from sim.spec.measure import Measure
from sim.spec.parts import parts
from sim.spec.recorded import column

TEXT = """
described: {replicates: 60, seed: 1}
statements:
  - id: bids
    says: Without the contest nobody bids.
    source: [004 P13]
    test:
      arms:
        on: {set: {last: 2013-12}}
        off: {set: {last: 2013-12, switches.loyalty_contest: false}}
      checks:
        - {measure: mean(bid_kor), arm: on - off, above: 0}
        - {measure: mean(bid_kor), arm: "off", within: 0.001}
  - id: nonsense
    says: With it nobody bids either.
    source: [004 P13]
    fails: It is made up.
    test:
      arms: {on: {set: {last: 2013-12}}}
      checks:
        - {measure: mean(bid_kor), arm: on, within: 0.001}
  - id: words
    says: No test.
    source: [004 P13]
"""


@pytest.fixture
def statements(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return read_statements(path, world="baseline_hindcast")


def test_statements__get_verdicts(statements):
    seen = []
    found = evaluate(statements, replicates=60, seed=1, threads=1, progress=seen.append)
    assert [one.statement.id for one in found] == ["bids", "nonsense"]
    assert [one.holds for one in found] == [True, False]
    assert all(one.as_expected for one in found)
    assert found[0].effect is found[0].findings[0]
    assert found[1].effect is None
    # Two worlds, though three arms: the same world is run once.
    assert seen[-1].total == seen[-1].done == 120


def test_overrides__hold_in_every_arm_unless_it_says_otherwise(statements):
    (still, *_) = evaluate(
        statements,
        replicates=60,
        seed=1,
        threads=1,
        overrides={"parameters.bid_gain": 0.0, "parameters.prize_scale": 0.0},
    )
    (usual, *_) = evaluate(statements, replicates=60, seed=1, threads=1)
    assert still.findings[0].found.value < 0.7 * usual.findings[0].found.value
    (off, *_) = evaluate(
        statements, replicates=60, seed=1, threads=1, overrides={"switches.loyalty_contest": True}
    )
    assert off.findings == usual.findings


def test_measured__is_what_the_single_trajectories_say():
    world = sim.load("neglect").replace(months=6)
    text = "mean(relation_jpn_kor) + first(trait_kor_rivalry)"
    found = measured(world, [Measure.parse(text)], 5, 3, threads=1)[text]
    relation = [simulate(world, 3, k)[:, column("relation_jpn_kor")].mean() for k in range(5)]
    span = world.leaders[world.holder("seoul", world.first)].traits["rivalry"]
    trait = found - relation
    assert ((span.low <= trait) & (trait <= span.high)).all()


def test_trait__is_the_one_that_the_engine_drew():
    # A trait with no other effect on a measure shows through the utility that it enters: here the
    # frozen share of reconciling rises with the priority drawn.
    world = sim.load("baseline_hindcast").replace(
        **{"leaders.tokyo.neighbour_priority": [0.0, 1.0], "months": 60}
    )
    measures = [
        Measure.parse("mean(priority_jpn, '2013-06', '2016-06')"),
        Measure.parse("mean(trait_jpn_neighbour_priority, '2013-06', '2016-06')"),
    ]
    found = list(
        measured(world.replace(**{"switches.grand_strategy": False}), measures, 50, 1).values()
    )
    # Without the package, priority is the trait.
    assert np.allclose(found[0], found[1])


def test_branch__changes_nothing_before_its_month_and_everything_after():
    arm = Arm("baseline_hindcast", {"switches.history_dispute": False}, "2018-06")
    branched, whole = world_of(arm), sim.load("baseline_hindcast")
    assert (branched.first, branched.last) == (whole.first + 77, whole.last)
    same = world_of(Arm("baseline_hindcast", {}, "2018-06"))
    one, other = simulate(same, 1, 4), simulate(whole, 1, 4)[77:]
    assert np.array_equal(one, other)
    assert not np.array_equal(simulate(branched, 1, 4), other)


def test_branch__may_be_changed_with_what_it_starts_from():
    both = world_of(Arm("baseline_hindcast", {"start.parameters.inertia": 0.3}, "2018-06"))
    whole = world_of(Arm("baseline_hindcast", {"parameters.inertia": 0.3}))
    assert np.array_equal(simulate(both, 1, 4), simulate(whole, 1, 4)[77:])


def test_branch__of_a_world_asked_with_its_start_keeps_what_was_asked():
    asked = {
        "start.leaders.moon.rivalry": 0.9,
        "start.traits.deterrence": 0.4,
        "start.events.court": "off",
        "start.parameters.inertia": 0.3,
        "parameters.inertia": 0.1,
    }
    arm = Arm("second_trump_term", {"parameters.bid_gain": 1.0}, "2026-01")
    world = world_of(arm, overrides=asked)
    assert [one.parameters["inertia"].low for one in parts(world)] == [0.1, 0.1, 0.3]
    assert [one.streams["court"] for one in parts(world)] == ["off"] * 3
    assert parts(world)[2].leaders["moon"].traits["rivalry"].low == 0.9
    assert world.overrides == {
        "traits.deterrence": 0.4,
        "parameters.inertia": 0.1,
        "parameters.bid_gain": 1.0,
    }


def test_arm__that_speaks_of_the_whole_run_is_not_changed_in_its_window():
    arm = Arm("second_trump_term", {"start.parameters.inertia": 0.3})
    alone = world_of(arm)
    asked = ({"parameters.inertia": 0.1}, {"start.parameters.inertia": 0.1})
    assert [world_of(arm, overrides=one).digest() for one in asked] == [alone.digest()] * 2


def test_leader__takes_another_s_place():
    world = world_of(Arm("baseline_hindcast", {"leaders.yoon": "moon"}))
    base = sim.load("baseline_hindcast")
    moon = base.leaders["moon"].traits
    assert {k: (v.low, v.high) for k, v in world.leaders["yoon"].traits.items()} == {
        k: (v.low, v.high) for k, v in moon.items()
    }
    assert world.leaders["park"] == base.leaders["park"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("switches.loyalty_contest", "switches.loyalty_contents", "did you mean 'loyalty_contest'"),
        ("on: {set: {last: 2013-12}}\n        off", "on: {world: neglekt}\n        off", "neglect"),
        ("last: 2013-12, sw", "last: 2012-00, sw", "2012-00"),
        ("{set: {last: 2013-12, sw", "{branch: 2012-01, set: {sw", "within the window"),
        (
            "mean(bid_kor), arm: on - off",
            """"at(bid_kor, '2020-01')", arm: on - off""",
            "2012-01 to 2013-12",
        ),
    ],
)
def test_fault__of_an_arm_is_said_in_one_line(tmp_path, old, new, said):
    assert old in TEXT
    path = tmp_path / "mine.yaml"
    path.write_text(TEXT.replace(old, new), encoding="utf-8")
    with pytest.raises(SimError, match=said):
        evaluate(read_statements(path, world="baseline_hindcast"), replicates=40, seed=1, threads=1)
