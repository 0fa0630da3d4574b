"""What the page computes by itself is what the project computes: statistics, shares, addresses."""

import json
import subprocess
from importlib import import_module
from typing import Any

import numpy as np
import pytest

from sim.analysis import paired_diff, paired_prob_diff, prob_ci
from sim.browser.modules import modules
from sim.browser.packed import packed
from sim.lesson.build import page_modules
from sim.lesson.bundle import bundle
from sim.lesson.numbers import _tenths
from sim.lesson.offer import offers
from sim.scenario import load
from tests.browser.machine import NODE


def told(names: str, source: str, expression: str, given: Any = None) -> Any:
    """Return what an expression of a page's module comes to, as node has it.

    Parameters
    ----------
    names : what it imports, with commas between
    source : the module, by its file's name
    given : plain data that the expression reads as `given`
    """
    everything = page_modules() | {f"browser/{name}": text for name, text in modules().items()}
    everything["lesson/page/trial.js"] = (
        f'import {{ {names} }} from "./{source}";\n'
        f"const given = {json.dumps(given)};\n"
        f"console.log(JSON.stringify({expression}));"
    )
    script = bundle(everything, "lesson/page/trial.js")
    done = subprocess.run([NODE, "-"], input=script, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("cells", [(60, 30, 2, 8), (0, 0, 0, 5), (5, 0, 0, 0), (3, 7, 7, 3)])
def test_paired_share__is_the_projects(cells: tuple[int, int, int, int]) -> None:
    both, gained, lost, neither = cells
    base = np.repeat([1, 0, 1, 0], [both, gained, lost, neither])
    other = np.repeat([1, 1, 0, 0], [both, gained, lost, neither])
    wanted = paired_prob_diff(base, other)
    found = told(
        "pairedShare", "statistics.js", "pairedShare(...given)", [gained, lost, sum(cells)]
    )
    assert found["difference"] == pytest.approx(wanted.difference, abs=1e-12)
    assert found["low"] == pytest.approx(wanted.low, abs=1e-12)
    assert found["high"] == pytest.approx(wanted.high, abs=1e-12)


@pytest.mark.parametrize(("happened", "of"), [(0, 100), (100, 100), (73, 100), (1, 7)])
def test_share__is_the_projects(happened: int, of: int) -> None:
    wanted = prob_ci(happened, of)
    found = told("shareOf", "statistics.js", "shareOf(...given)", [happened, of])
    assert [found["low"], found["high"]] == pytest.approx([wanted.low, wanted.high], abs=1e-12)


@pytest.mark.parametrize("pairs", [24, 100])
def test_mean__has_the_projects_interval(pairs: int) -> None:
    gaps = np.random.default_rng(4).normal(0.2, 1.0, pairs)
    wanted = paired_diff(np.zeros(pairs), gaps)
    found = told("meanOf", "statistics.js", "meanOf(given)", gaps.tolist())
    assert found["mean"] == pytest.approx(wanted.difference, abs=1e-12)
    assert found["half"] == pytest.approx((wanted.high - wanted.low) / 2, rel=1e-4)


def test_fan__has_the_quantiles_of_each_month() -> None:
    paths = np.random.default_rng(1).normal(size=(37, 5))
    shares = [0.05, 0.5, 0.95]
    found = told(
        "fanOf",
        "statistics.js",
        "fanOf(given.paths, 37, 5, given.shares).map((row) => [...row])",
        {"paths": paths.ravel().tolist(), "shares": shares},
    )
    np.testing.assert_allclose(found, np.quantile(paths, shares, axis=0), atol=1e-12)


@pytest.mark.parametrize("twins", [100, 37])
def test_deciles__are_those_of_the_texts_each_world_in_its_own_order(twins) -> None:
    random = np.random.default_rng(2)
    a, b = random.normal(size=(2, twins))
    found = told("decilesOf", "statistics.js", "decilesOf(...given)", [a.tolist(), b.tolist()])
    assert sum(one["size"] for one in found) == twins
    np.testing.assert_allclose([one["a"] for one in found], _tenths(a))
    np.testing.assert_allclose([one["b"] for one in found], _tenths(b))


def test_quantile_dots__are_the_middles_of_equal_parts() -> None:
    values = np.random.default_rng(3).normal(size=100)
    found = told("quantileDots", "statistics.js", "[...quantileDots(given, 50)]", values.tolist())
    np.testing.assert_allclose(found, np.quantile(values, (np.arange(50) + 0.5) / 50))


def test_shapley__of_every_twin_adds_up_and_gives_a_dummy_nothing() -> None:
    # Two levers that act together only, and one that does nothing: half each, and nothing.
    value = "(mask) => Float64Array.of((mask & 3) === 3 ? 6 : 0, (mask & 1) * 2)"
    found = told(
        "shapleyExact", "attribution.js", f"shapleyExact(3, {value}).map((row) => [...row])"
    )
    np.testing.assert_allclose(found, [[3, 2], [3, 0], [0, 0]], atol=1e-12)


def test_drawn_orders__are_orders_the_same_each_time_each_with_its_reverse() -> None:
    call = "[drawnOrders(8, 24, 1), drawnOrders(8, 24, 1), drawnOrders(8, 24, 2)]"
    first, again, other = told("drawnOrders", "attribution.js", call)
    assert first == again != other
    assert all(sorted(order) == list(range(8)) for order in first)
    assert first[1::2] == [order[::-1] for order in first[::2]]
    assert len({tuple(order) for order in first}) > 12


def test_ticks__are_round_and_lie_within_the_bounds() -> None:
    found = told(
        "ticksOf", "statistics.js", "[ticksOf(-1, 1, 4), ticksOf(0, 100), ticksOf(0, 0.1)]"
    )
    assert found[0] == [-1, -0.5, 0, 0.5, 1]
    assert found[1] == [0, 20, 40, 60, 80, 100]
    assert found[2] == pytest.approx([0, 0.02, 0.04, 0.06, 0.08, 0.1])


def test_steady_bounds__hold_values_and_zero() -> None:
    found = told(
        "steadyBounds", "difference.js", "given.map(steadyBounds)", [[0.3, 0.9], [-0.03], [0], [7]]
    )
    for (low, high), values in zip(found, [[0.3, 0.9], [-0.03], [0], [7]], strict=True):
        assert low < min(0, *values) + 1e-9
        assert high > max(0, *values) - 1e-9
        assert low < 0 < high


def test_csv__quotes_what_would_part_a_field() -> None:
    found = told("csvOf", "share.js", "csvOf(given)", [["a", 'b"c'], ["d,e", 1.5]])
    assert found == 'a,"b""c"\r\n"d,e",1.5\r\n'


def test_registry__knows_every_lever_that_a_lesson_may_have() -> None:
    world = load("second_trump_term")
    wanted = {key: offer for key, offer in offers(world).items() if offer.kind != "months"}
    found = told(
        "createRegistry",
        "registry.js",
        """(({ registry, worlds, keys }) => {
          const of = createRegistry({ registry, worlds }, { levers: [] }, "");
          const world = worlds.second_trump_term;
          return keys.map((key) => [of.spec(key) ?? null, of.rangesIn(world, key).length]);
        })(given)""",
        packed([world]) | {"keys": list(wanted)},
    )
    for offer, (spec, ranges) in zip(wanted.values(), found, strict=True):
        assert spec, offer.key
        assert ranges, offer.key
        if spec["kind"] == "number":
            assert [spec["low"], spec["high"]] == [offer.low, offer.high], offer.key


_READ = """readAddress(given, {
  lesson: { world: "one", given: {}, levers: [], bet: { low: 0, high: 100 } },
  worlds: ["one", "two"],
  registry: { spec: (key) => ({
    "traits.rivalry": { kind: "number" },
    "switches.thaw": { kind: "switch" },
    "events.court": { kind: "stream" },
  })[key] },
  check: (scenario, overrides) => {
    for (const value of Object.values(overrides)) if (value > 1) throw new Error("too much");
  },
})"""


def test_address__is_read_in_the_command_lines_words() -> None:
    address = (
        "#scenario=two&traits.rivalry=0.4&switches.thaw=false&events.court=off&seed=7&twin=3"
        "&bet=60&reveal=on&lang=ko&theme=dark&hide=puzzle,more&levers=traits.rivalry"
    )
    found = told("readAddress", "address.js", _READ, address)
    assert found["faults"] == []
    assert found["patch"] == {
        "scenario": "two",
        "changes": {"traits.rivalry": 0.4, "switches.thaw": False, "events.court": "off"},
        "seed": 7,
        "twin": 3,
        "bet": 60,
        "hasBet": True,
        "reveal": "on",
        "language": "ko",
        "theme": "dark",
        "hidden": ["puzzle", "more"],
        "levers": ["traits.rivalry"],
    }


@pytest.mark.parametrize(
    "address",
    [
        "#nonsense=1",
        "#__proto__=1",
        "#constructor.prototype=1",
        "#hasOwnProperty=1",
        "#scenario=three",
        "#seed=-1",
        "#seed=1e3",
        "#twin=100",
        "#bet=101",
        "#lang=xx",
        "#theme=url(x)",
        "#hide=everything",
        "#levers=nonsense",
        "#traits.rivalry=high",
        "#traits.rivalry=NaN",
        "#traits.rivalry=2",
        "#traits.rivalry=[0.1,true]",
        "#switches.thaw=1",
        "#events.court=[]",
        "#%E0%A4%A=1",
        "#" + "x" * 5000,
    ],
)
def test_address__that_is_odd_changes_nothing_and_gets_one_line(address: str) -> None:
    found = told("readAddress", "address.js", _READ, address)
    assert found["patch"] in ({}, {"changes": {}})
    assert len(found["faults"]) == 1
    assert len(found["faults"][0]) < 400


def test_bet__opens_within_its_bounds_and_no_address_leaves_them() -> None:
    opening = "openingState({ world: 'one', levers: [], bet: given }).bet"
    bets = [{"low": 60, "high": 90}, {"low": 0, "high": 100}, {"low": 0, "high": 40}]
    assert [told("openingState", "state.js", opening, bet) for bet in bets] == [60, 50, 40]
    narrow = _READ.replace("low: 0, high: 100", "low: 60, high: 90")
    assert told("readAddress", "address.js", narrow, "#bet=60")["patch"]["bet"] == 60
    assert told("readAddress", "address.js", narrow, "#bet=50")["patch"] == {}


def test_address__keeps_what_is_right_beside_what_is_odd() -> None:
    found = told("readAddress", "address.js", _READ, "#odd=1&traits.rivalry=0.2&seed=x&bet=40")
    assert found["patch"] == {"changes": {"traits.rivalry": 0.2}, "bet": 40, "hasBet": True}
    assert len(found["faults"]) == 2


def test_visible__shows_nothing_that_deceives() -> None:
    given = ["a\u202eb\u0000", "x" * 99]
    found = told("visible", "address.js", "given.map((one) => visible(one))", given)
    assert found == ["a\ufffdb\ufffd", "x" * 60 + "…"]


def test_part_of_a_lever__has_doubt_where_no_twin_changed() -> None:
    found = told("partOf", "attribution.js", "given.map(partOf)", [[0] * 100, [100] + [0] * 99])
    none = paired_prob_diff(np.zeros(100, dtype=bool), np.zeros(100, dtype=bool))
    assert found[0]["mean"] == 0.0
    assert found[0]["half"] == pytest.approx(100 * (none.high - none.low) / 2)
    assert found[1]["half"] == pytest.approx(1.98, abs=0.01)  # t of 99 degrees, error 1


def test_shares_of_levers__are_the_projects() -> None:
    """The page's Shapley shares of all sets of levers, and `sim.attribute`'s of the same values."""
    levers = ["switches.thaw", "traits.rivalry", "parameters.memory_gain"]
    values = np.random.default_rng(5).normal(size=(8, 40)).round(3)
    theirs = told(
        "shapleyExact",
        "attribution.js",
        "shapleyExact(3, (mask) => given[mask]).map((share) => [...share])",
        values.tolist(),
    )
    cells = {
        frozenset(one for k, one in enumerate(levers) if mask >> k & 1): values[mask]
        for mask in range(8)
    }
    found = import_module("sim.methods.attribution.attribute")._exact(tuple(levers), cells)
    np.testing.assert_allclose(found, theirs, atol=1e-12)
