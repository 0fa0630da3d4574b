"""Shares by Shapley's rule: known worths give known shares, in any world."""

import importlib

import numpy as np
import pytest

from sim.methods.attribution import shapley
from sim.methods.parts import Parts
from sim.scenario import load
from sim.spec.measure import Measure
from sim.spec.override import apply

module = importlib.import_module("sim.methods.attribution.shapley")
NAMES = ("thaw", "vacuum", "retaliation")
TIES = {"ties": Measure.parse("last(relation_jpn_kor)")}
FEW = {"orders": 8, "replicates": 5, "seed": 1, "threads": 1}


def world_with(made):
    return apply(load("neglect"), {f"switches.{name}": name in made for name in NAMES})


@pytest.fixture
def worth(monkeypatch):
    """Each change is worth 1, 2 and 4; the first two bring 3 together. Counts worlds asked."""
    asked = []

    def measured(world, measures, replicates, seed, *, threads):
        on = {name for name in NAMES if world.switches.get(name, True)}
        asked.append(frozenset(on))
        value = sum({"thaw": 1.0, "vacuum": 2.0, "retaliation": 4.0}[name] for name in on)
        value += 3.0 * ({"thaw", "vacuum"} <= on)
        return {one.text: np.full(replicates, value) for one in measures}

    monkeypatch.setattr(module, "measured", measured)
    return asked


def test_shares__split_what_two_bring_together_evenly(worth):
    found = shapley(NAMES, world_with, TIES, **FEW)
    # An order and its mirror image give each of a pair half of what they bring together.
    assert found.table["ties"].to_dict() == {"thaw": 2.5, "vacuum": 3.5, "retaliation": 4.0}
    assert (found.table["ties_se"] == 0.0).all()
    assert found.all_off["ties"] == 0.0
    assert found.all_on["ties"] == found.whole["ties"] == 10.0


def test_sets__are_each_run_once_and_orders_kept(worth, tmp_path):
    first = shapley(NAMES, world_with, TIES, **FEW, parts=Parts(tmp_path))
    assert len(worth) == len(set(worth)) <= 8
    worth.clear()
    again = shapley(NAMES, world_with, TIES, **FEW, parts=Parts(tmp_path))
    assert worth == []
    assert again.table.equals(first.table)


def test_orders__are_even_and_four_at_least(worth):
    for orders, run in ((1, 4), (5, 6), (8, 8)):
        assert shapley(NAMES, world_with, TIES, **{**FEW, "orders": orders}).orders == run
