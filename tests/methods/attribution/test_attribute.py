"""Shares of a difference: exact by hand, the page's, whole under drawn orders, honest of doubt."""

import dataclasses
import itertools
from importlib import import_module

import numpy as np
import pytest

import sim
from sim.errors import CalendarFault, MissingResult, SimError, SimWarning, UnknownName, WrongKind
from sim.methods.attribution import attribute, between
from sim.methods.attribution import attribute as function
from sim.spec.world import World

WORLD = sim.load("second_trump_term").replace(months=18)
LEVERS = {
    "leaders.washington.mediation": 0.9,
    "leaders.washington.neighbour_priority": 0.9,
    "switches.thaw": False,
}
OTHER = WORLD.replace(**LEVERS)
FRIENDS = {"friends": "last(relation_jpn_kor) > 0.3"}


def values_of(some, measure=FRIENDS, replicates=60, seed=3):
    made = WORLD.replace(**{key: LEVERS[key] for key in some})
    return sim.run(made, replicates, seed, outcomes=measure).outcomes["friends"].to_numpy(float)


def by_hand(replicates=60):
    """Return the mean over all orders of what each lever adds, replicate by replicate."""
    cells = {}
    for size in range(len(LEVERS) + 1):
        for some in itertools.combinations(LEVERS, size):
            cells[frozenset(some)] = values_of(some, replicates=replicates)
    added = {key: [] for key in LEVERS}
    for order in itertools.permutations(LEVERS):
        for k, key in enumerate(order):
            with_it, without = frozenset(order[: k + 1]), frozenset(order[:k])
            added[key].append(cells[with_it] - cells[without])
    return {key: np.mean(each, axis=0) for key, each in added.items()}, cells


def test_shares__are_the_mean_over_all_orders():
    found = sim.attribute(WORLD, OTHER, FRIENDS, replicates=60, seed=3)
    shares, cells = by_hand()
    for key, share in shares.items():
        assert found.loc[key, "share"] == pytest.approx(share.mean(), abs=1e-12)
        error = share.std(ddof=1) / np.sqrt(60)
        assert found.loc[key, "se"] == pytest.approx(error, abs=1e-12)
        alone = (cells[frozenset({key})] - cells[frozenset()]).mean()
        assert found.loc[key, "alone"] == pytest.approx(alone)
        last = (cells[frozenset(LEVERS)] - cells[frozenset(LEVERS) - {key}]).mean()
        assert found.loc[key, "last"] == pytest.approx(last)
    assert found["share"].abs().is_monotonic_decreasing


def test_shares__add_up_to_the_difference_that_compare_tells():
    found = sim.attribute(WORLD, OTHER, "jpn_kor_mean", replicates=80, seed=5)
    effect = sim.compare(WORLD, OTHER, replicates=80, seed=5)["jpn_kor_mean"]
    assert found["share"].sum() == pytest.approx(effect["difference"])
    assert found.attrs["difference"] == pytest.approx(effect["difference"])
    assert found.attrs["difference_se"] == pytest.approx(effect["se"])
    assert (found.attrs["base"], found.attrs["alternative"]) == pytest.approx(
        (effect["base"], effect["alternative"])
    )
    assert (found.attrs["exact"], found.attrs["worlds"]) == (True, 8)


def test_drawn_orders__add_up_and_agree_with_the_exact_shares(monkeypatch):
    exact = sim.attribute(WORLD, OTHER, "jpn_kor_mean", replicates=60)
    monkeypatch.setattr(import_module("sim.methods.attribution.attribute"), "_EXACT", 2)
    drawn = sim.attribute(WORLD, OTHER, "jpn_kor_mean", replicates=60, orders=40)
    assert drawn.attrs["exact"] is False
    assert drawn["share"].sum() == pytest.approx(exact["share"].sum())
    for key in LEVERS:
        gap = abs(drawn.loc[key, "share"] - exact.loc[key, "share"])
        assert gap < 3 * drawn.loc[key, "se"]
        assert drawn.loc[key, "se"] == pytest.approx(exact.loc[key, "se"], rel=0.5)
    again = sim.attribute(WORLD, OTHER, "jpn_kor_mean", replicates=60, orders=40, threads=1)
    np.testing.assert_array_equal(drawn.to_numpy(), again.to_numpy())


def test_seven_changes__are_shared_out_by_drawn_orders():
    keys = [
        "thaw",
        "vacuum",
        "signalling",
        "retaliation",
        "institutions",
        "mediation",
        "settlement",
    ]
    other = WORLD.replace(**{f"switches.{key}": False for key in keys})
    found = sim.attribute(WORLD, other, "jpn_kor_mean", replicates=20, orders=4)
    assert len(found) == 7
    assert found.attrs["exact"] is False
    assert found["share"].sum() == pytest.approx(found.attrs["difference"])


def test_between__worlds_of_one_origin_are_told_by_keys():
    base = WORLD.replace(**{"traits.rivalry": 0.2, "switches.thaw": False})
    other = WORLD.replace(**{"traits.rivalry": 0.6, "events.test": "off"})
    found = between(base, other)
    assert found.names == ("traits.rivalry", "switches.thaw", "events.test")
    assert found.with_some(frozenset()).digest() == base.digest()
    assert found.with_some(frozenset(found.names)).digest() == other.digest()
    middle = found.with_some(frozenset({"events.test"}))
    assert middle.digest() == base.replace(**{"events.test": "off"}).digest()


def test_between__worlds_of_different_origin_are_told_by_parts():
    one, other = (sim.load(name) for name in ("second_trump_term", "neglect"))
    found = between(one, other)
    whole = found.with_some(frozenset(found.names))
    assert whole.digest() == dataclasses.replace(other, name=one.name).digest()
    assert found.with_some(frozenset()).digest() == one.digest()
    assert len(set(found.names)) == len(found.names)


def test_between__traits_of_exchanged_leaders_are_told_one_by_one():
    """A second Trump term and a Biden-style one: traits, and then whose they are."""
    found = between(sim.load("second_trump_term"), sim.load("biden_style_mediation"))
    traits = {"burden_demand", "deterrence", "loyalty_reward", "mediation", "neighbour_priority"}
    assert {f"leaders.washington.{trait}" for trait in traits} <= set(found.names)
    assert found.names[-1] == "calendar.washington"
    table = sim.attribute(
        sim.load("second_trump_term"), sim.load("biden_style_mediation"), replicates=40, orders=4
    )
    assert table["share"].sum() == pytest.approx(table.attrs["difference"])


@pytest.mark.parametrize("name", sim.scenarios()["name"])
def test_between__every_shipped_world_of_one_window_is_reached(name):
    base, other = sim.load("second_trump_term"), sim.load(name)
    if (base.first, base.last) != (other.first, other.last) or base == other:
        with pytest.raises(SimError, match=r"wanted the same window|differ in nothing"):
            between(base, other)
        return
    found = between(base, other)
    whole = found.with_some(frozenset(found.names))
    assert whole.digest() == dataclasses.replace(other, name=base.name).digest()


def test_between__traits_of_the_same_leaders_are_told_one_by_one():
    read_back = World(**vars_of(WORLD))
    read_other = World(**vars_of(OTHER))
    found = between(read_back, read_other)
    assert set(found.names) == set(LEVERS)


def vars_of(world):
    """A world's fields, without what it was made of: as one that is read back from disk."""
    return {name: value for name, value in world.__getstate__().items() if name != "_made"}


def test_branch__is_shared_out_from_its_month_on():
    world = sim.load("baseline_hindcast")
    apart = sim.branch(world, "2018-10", without="court", **{"traits.mediation": 0.9})
    found = sim.attribute(world, apart, "jpn_kor_mean", replicates=30)
    assert set(found.index) == {"events.court", "traits.mediation"}
    effect = sim.compare(world, apart, replicates=30)["jpn_kor_mean"]
    assert found["share"].sum() == pytest.approx(effect["difference"])


def test_no_answer__is_left_out_and_said():
    rare = {"when": "first_month(relation_jpn_kor < 0.2)"}
    with pytest.warns(SimWarning, match="replicates have no answer in some world"):
        found = attribute(WORLD, OTHER, rare, replicates=300)
    assert found["share"].sum() == pytest.approx(found.attrs["difference"])
    with pytest.raises(MissingResult, match="0 replicates have an answer in every world"):
        attribute(WORLD, OTHER, {"never": "first_month(relation_jpn_kor < -2)"}, replicates=10)


@pytest.mark.parametrize(
    ("ask", "fault", "line"),
    [
        (lambda: function(WORLD, WORLD), SimError, "differ in nothing"),
        (lambda: function(WORLD, WORLD.replace(months=6)), CalendarFault, "the same window"),
        (lambda: function(WORLD, "neglect"), WrongKind, "alternative: found the text"),
        (lambda: function(WORLD, OTHER, "sumits"), UnknownName, "did you mean 'summits'"),
        (lambda: function(WORLD, OTHER, ["summits", "reversals"]), WrongKind, "2 outcomes"),
        (lambda: function(WORLD, OTHER, replicates=1), SimError, "replicates: found 1"),
        (lambda: function(WORLD, OTHER, orders=2), SimError, "orders: found 2"),
        (lambda: function(WORLD, OTHER, level=1.0), SimError, "level: found 1"),
    ],
)
def test_what_is_wrong__is_one_line(ask, fault, line):
    with pytest.raises(fault, match=line) as told:
        ask()
    assert "\n" not in str(told.value)
