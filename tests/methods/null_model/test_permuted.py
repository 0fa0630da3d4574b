"""Leaders with each other's codes: never their own, in the window and in the months before."""

import functools

import pytest

from sim.engine.plan import compile_world
from sim.methods.changed import changed_world
from sim.methods.null_model.permuted import circle, permuted
from sim.methods.statement import Arm, world_of
from sim.scenario import leaders, load
from sim.spec.preferences import CAPITALS

KEYS = [f"{seed}.{number}" for seed in (1, 2) for number in range(20)]


@pytest.mark.parametrize("count", [2, 3, 8])
def test_circle__leaves_nobody_their_own(count):
    names = [f"leader_{k}" for k in range(count)]
    found = [circle(names, key) for key in KEYS]
    for one in found:
        assert sorted(one) == sorted(one.values()) == sorted(names)
        assert all(who != whose for who, whose in one.items())
    others = {2: 1, 3: 2, 8: len(KEYS)}[count]  # circles that there are, or one a key
    assert len({tuple(sorted(one.items())) for one in found}) == others
    assert circle(names[:1], "1.0") == {"leader_0": "leader_0"}


def test_circle__follows_from_its_key_and_moves_shared_leaders_alike():
    names = ["abe", "suga", "kishida", "ishiba", "noda"]
    assert circle(names, "1.0") == circle(reversed(names), "1.0")
    whole = circle(names, "1.0")
    rest = circle([name for name in names if name != "abe"], "1.0")
    same = [name for name in rest if whole[name] != "abe"]
    assert len(same) == 3
    assert all(rest[name] == whole[name] for name in same)


@pytest.mark.parametrize("key", KEYS[:6])
def test_permuted__moves_codes_wholesale_in_every_capital(key):
    world, found = load("baseline_hindcast"), permuted(load("baseline_hindcast"), key)
    for capital in CAPITALS:
        names = [name for name, one in world.leaders.items() if one.capital == capital]
        before = [world.leaders[name].traits for name in names]
        after = [found.leaders[name].traits for name in names]
        for codes in after:
            assert codes in before  # all of another's traits, none mixed
        assert (after != before) == (len(names) > 1)
    assert found.leaders["acting"].caretaker
    assert found.leaders["moon"].name == "moon"


def test_permuted__reaches_the_world_that_a_world_starts_from():
    world = load("neglect")
    found = permuted(world, "1.0")
    assert found.start.digest() != world.start.digest()
    plain, drawn = compile_world(world).timeline, compile_world(found).timeline
    # Moon held office before the window alone: the slot of his rivalry in those months.
    month = list(plain.month_number).index(24144 + 12 * 7)
    assert world.start.holder("seoul", 24144 + 12 * 7) == "moon"
    before, after = (one.trait_low[one.trait_slot[month]] for one in (plain, drawn))
    assert (before != after).any()
    assert (plain.trait_block == drawn.trait_block).all(), "each draws for the holder"


def test_permuted__reaches_the_months_before_an_arm_that_branches_off():
    draw = functools.partial(changed_world, read=lambda name, _: permuted(load(name), "1.0"))
    plain, found = (
        world_of(Arm("baseline_hindcast", branch="2018-09"), None, {}, changed)
        for changed in (changed_world, draw)
    )
    assert found.start.leaders["abe"].traits != plain.start.leaders["abe"].traits
    assert found.leaders["abe"].traits == found.start.leaders["abe"].traits


def test_arm__wins_over_the_permutation():
    draw = functools.partial(changed_world, read=lambda name, _: permuted(load(name), "1.0"))
    arm = Arm("baseline_hindcast", {"leaders.moon.rivalry": 0.21, "leaders.yoon": "moon"})
    found = world_of(arm, None, {}, draw)
    assert found.leaders["moon"].traits["rivalry"].low == 0.21
    own = leaders("baseline_hindcast")["moon"].traits["rivalry"]
    assert found.leaders["yoon"].traits["rivalry"].low == own.low
