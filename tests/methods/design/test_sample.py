"""Designs: each kind fills its bounds, the same seed gives the same table, errors are one line."""

import sys

import numpy as np
import pandas as pd
import pytest

import sim
from sim.cli.design import design_points, read_table, worlds_of
from sim.errors import SimError, SimWarning, UnknownName, WrongKind
from sim.methods.design import KINDS
from sim.spec.override import apply

KEYS = ["leaders.seoul.rivalry", "parameters.memory_gain", "switches.thaw"]
LOW, HIGH = sim.keys().set_index("key").loc[KEYS[1], ["prior_low", "prior_high"]]
SIZE = {"sobol": 8 * 5, "morris": 8 * 4, "lhs": 8, "factorial": 8 * 8 * 2, "random": 8}


@pytest.mark.parametrize("kind", KINDS)
def test_design__has_its_size_and_stays_within_its_bounds(kind):
    found = sim.design(kind, 8, over=KEYS, seed=1)
    assert list(found) == KEYS
    assert found.index.name == "point"
    assert len(found) == SIZE[kind]
    assert found[KEYS[0]].between(0, 1).all()
    assert found[KEYS[1]].between(LOW, HIGH).all()
    assert found[KEYS[1]].max() > HIGH / 2
    assert set(found[KEYS[2]]) == {False, True}
    assert found[KEYS[2]].dtype == bool
    told = found.attrs
    assert (told["kind"], told["n"], told["seed"]) == (kind, 8, 1)
    assert told["bounds"][KEYS[1]] == (LOW, HIGH)
    assert told["units"][KEYS[0]] == "1"


@pytest.mark.parametrize("kind", KINDS)
def test_design__is_the_same_of_one_seed_and_another_of_another(kind):
    first, again, other = (sim.design(kind, 8, over=KEYS, seed=seed) for seed in (1, 1, 2))
    assert first.equals(again)
    assert first.equals(other) == (kind == "factorial")


def test_sobol__is_salibs_sample():
    from SALib.sample import sobol

    problem = {"num_vars": 2, "names": KEYS[:2], "bounds": [[0, 1], [LOW, HIGH]]}
    expected = sobol.sample(problem, 16, calc_second_order=False, seed=np.random.default_rng(3))
    found = sim.design("sobol", 16, over=KEYS[:2], seed=3)
    assert found.to_numpy() == pytest.approx(expected, abs=1e-12)


def test_morris__moves_one_key_at_a_time():
    found = sim.design("morris", 5, over=KEYS, seed=1).astype(float).to_numpy()
    for path in found.reshape(5, 4, 3):
        assert ((np.diff(path, axis=0) != 0).sum(axis=1) == 1).all()


def test_lhs__has_one_point_in_each_part_of_each_key():
    found = sim.design("lhs", 10, over=KEYS[:1], seed=1)
    assert sorted((found[KEYS[0]] * 10).astype(int)) == list(range(10))


def test_design__as_csv_is_a_table_of_the_command_line(tmp_path):
    found = sim.design("factorial", 4, over=KEYS, seed=1)
    path = tmp_path / "design.csv"
    found.to_csv(path, index=False)
    points = read_table(path)
    assert [point.overrides for point in points] == found.to_dict("records")
    with pytest.warns(SimWarning, match="switches.thaw is true already"):
        worlds = worlds_of(design_points([{"scenario": "neglect"}], path), None)
    base = sim.load("neglect")
    by_hand = [apply(base, point).digest() for point in found.to_dict("records")]
    assert [world.digest() for world in worlds] == by_hand


def test_design__feeds_a_world_with_every_point():
    world = sim.load("second_trump_term")
    over = ["leaders.next_seoul.rivalry", "series.us_china_tension", "start.parameters.memory_gain"]
    for point in sim.design("lhs", 3, over=over, world=world).to_dict("records"):
        assert world.replace(**point).digest() != world.digest()


@pytest.mark.parametrize(
    ("asked", "kind", "line"),
    [
        ({"kind": "sobl"}, UnknownName, "did you mean 'sobol'"),
        ({"kind": 3}, WrongKind, "kind: found 3"),
        ({"n": 12}, WrongKind, "n: found 12, wanted a power of 2, such as 8 or 16"),
        ({"n": 0}, SimError, "n: found 0"),
        ({"n": 1.5}, WrongKind, "n: found 1.5"),
        ({"seed": -1}, SimError, "seed: found -1"),
        ({"kind": "morris", "levels": 3}, WrongKind, "an even number of levels"),
        ({"kind": "factorial", "n": 10_000, "over": KEYS[:2]}, SimError, "is 100,000,000 points"),
        ({"world": "neglect"}, WrongKind, "wanted a World"),
    ],
)
def test_wrong_design__is_one_line(asked, kind, line):
    with pytest.raises(kind) as caught:
        sim.design(**{"kind": "sobol", "n": 8, "over": KEYS, **asked})
    assert line in str(caught.value)
    assert "\n" not in str(caught.value)


def test_design__without_salib_says_what_to_install(monkeypatch):
    for name in [name for name in sys.modules if name.startswith("SALib")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "SALib", None)
    with pytest.raises(SimError, match=r'pip install "alliance-triangle\[drivers\]"'):
        sim.design("sobol", 8, over=KEYS)
    assert isinstance(sim.design("lhs", 8, over=KEYS), pd.DataFrame)
