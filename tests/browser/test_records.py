"""Whole runs in a browser's forms are the engine's, to the bit: records, outcomes, histograms."""

import base64
import json

import numpy as np
import pytest

from sim.browser.packed import CHECKED, checksum, packed
from sim.browser.program import web_assembly
from sim.engine.batch import run_chunk
from sim.engine.plan import compile_world
from sim.engine.simulate import simulate
from sim.scenario import load, parameter_set
from sim.spec.instruments import INSTRUMENTS
from sim.spec.outcomes import OUTCOME_FIELDS
from sim.spec.parameters import PARAMETERS
from sim.spec.recorded import RECORDED_FIELDS
from tests.browser.machine import folder, node

TWINS = 50
FORMS = ("WebAssembly", "JavaScript")

#: Worlds that state their start, start from another, and from one that starts from another.
WORLDS = ("second_trump_term", "baseline_hindcast", "biden_style_mediation", "acsa_liaison")

#: Every kind of lever.
LEVERS = {
    "a capital's trait": {"leaders.washington.mediation": 0.9},
    "a leader's range": {"leaders.next_seoul.rivalry": [0.2, 0.9]},
    "all leaders": {"traits.history_hard_line": 0.7, "leaders.tokyo.history_hard_line": 0.1},
    "a switch": {"switches.loyalty_contest": False, "switches.thaw": False},
    "a parameter": {"parameters.memory_gain": 0.2, "parameters.inertia": [0.05, 0.3]},
    "a series": {"series.us_china_tension": 0.9},
    "streams": {"events.court": "off", "events.test": {"2026-03": 0.7, "2027-01": 0.4}},
    "a window": {"months": 90},
    "the start": {"start.leaders.moon.rivalry": 0.9, "start.switches.institutions": False},
    "an event of the start": {"start.events.court.without": "2018-10"},
    "ideology": {"leaders.seoul.ideology": 0.2},
    "many": {
        "leaders.washington.loyalty_reward": [0.1, 0.4],
        "switches.joint_hedging": False,
        "start.parameters.demand_gain": 1.1,
        "events.court.add": [{"month": "2025-09", "size": 0.3}],
        "series.beijing_pressure": 0.2,
        "months": 30,
    },
}

_RUN = """
const { createModel, createPlainModel } = await import("./model.js");
const data = JSON.parse(fs.readFileSync(given.data));
const model = given.form === "JavaScript" ? createPlainModel(data) : await createModel(data);
if (model.kind !== given.form) throw new Error(`ran as ${model.kind}`);
const keep = Object.keys(model.layout.recorded);
for (const [k, { world, overrides, seed, first }] of given.cases.entries()) {
  const asked = { seed: BigInt(seed), first, count: given.count, keep, bins: true };
  const run = model.run(model.plan(world, overrides), asked);
  const file = fs.openSync(`${given.data}.${given.form}.${k}`, "w");
  for (const name of keep) fs.writeSync(file, new Uint8Array(run.path(name).buffer));
  for (const one of run.outcomes) fs.writeSync(file, new Uint8Array(one.buffer));
  fs.writeSync(file, new Uint8Array(run.counts.buffer));
}
tell(keep);
"""


def data_of(worlds, name):
    """Return the path of a page's data of some worlds."""
    path = folder() / f"{name}.json"
    if not path.exists():
        code = base64.b64encode(web_assembly()).decode()
        path.write_text(json.dumps(packed(worlds) | {"wasm": code}))
    return str(path)


def compare(form, name, cases, worlds):
    """Run cases in a form and in the engine; assert that no bit differs."""
    asked = [
        {"world": world.name, "overrides": overrides, "seed": str(seed), "first": first}
        for world, overrides, seed, first in cases
    ]
    path = data_of(worlds, name)
    keep = node(_RUN, data=path, form=form, cases=asked, count=TWINS)
    assert sorted(keep) == sorted(RECORDED_FIELDS)
    for k, (world, overrides, seed, first) in enumerate(cases):
        plan = compile_world(world.replace(**overrides) if overrides else world)
        chunk = run_chunk(plan, seed=seed, first=first, count=TWINS, records=True)
        columns = [RECORDED_FIELDS.index(one) for one in keep]
        records = np.ascontiguousarray(np.moveaxis(chunk.records, 2, 0)[columns])
        outcomes = np.ascontiguousarray(chunk.outcomes.T)
        found = np.fromfile(f"{path}.{form}.{k}", np.uint8).tobytes()
        end = records.nbytes + outcomes.nbytes
        counts = np.frombuffer(found[end:], np.uint32).reshape(chunk.counts.shape)
        assert records.tobytes() == found[: records.nbytes], (world.name, overrides)
        assert outcomes.tobytes() == found[records.nbytes : end], (world.name, overrides)
        assert np.array_equal(chunk.counts, counts), (world.name, overrides)


@pytest.mark.parametrize("form", FORMS)
def test_worlds__have_the_engines_bits(form):
    worlds = [load(name) for name in WORLDS]
    cases = [(world, {}, 1, 0) for world in worlds]
    # Another seed, of two words; twins that begin at an odd number, at the end of all.
    cases += [(worlds[0], {}, 2**40 + 3, 7), (worlds[2], {}, 2**64 - 1, 2**32 - TWINS)]
    compare(form, "worlds", cases, worlds)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.filterwarnings("ignore::sim.errors.SimWarning")
def test_levers__have_the_engines_bits(form):
    """They are pulled one after the other in one model, so nothing kept of one serves another."""
    world = load("second_trump_term")
    cases = [(world, overrides, 1, 0) for overrides in LEVERS.values()]
    compare(form, "levers", [*cases, (world, {}, 1, 0)], [world])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.filterwarnings("ignore::sim.errors.SimWarning")
def test_fitted_set__has_the_engines_bits(form):
    world = load("second_trump_term").replace(parameter_set=parameter_set("posterior_2024"))
    ranged = {"parameters.inertia": [0.05, 0.3], "leaders.tokyo.rivalry": [0.1, 0.6]}
    # Stated at its default, a parameter is no longer drawn: months before the window are others.
    stated = next(one for one in PARAMETERS if one.name in world.parameter_set.names)
    held = {f"start.parameters.{stated.name}": stated.default}
    cases = [(world, {}, 1, 0), (world, held, 1, 0), (world, ranged, 5, 3)]
    compare(form, "fitted", cases, [world])


_HISTORY = """
const { createModel, createPlainModel } = await import("./model.js");
const data = JSON.parse(fs.readFileSync(given.data));
const model = given.form === "JavaScript" ? createPlainModel(data) : await createModel(data);
const history = model.history(model.plan("second_trump_term", {}), { seed: 1, twin: given.twin });
const names = Object.keys(data.layout.options);
tell({
  path: [...history.value("relation_jpn_kor")],
  chances: Object.fromEntries(names.map((name) => [name, [...history.chances(name)]])),
  chosen: Object.fromEntries(names.map((name) => [name, [...history.chosen(name)]])),
  sums: Object.fromEntries(Object.keys(data.checks).map((name) => [name, model.checksum(name)])),
  true_: model.check(),
});
"""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("twin", [0, 7])
def test_history__is_the_replay_and_says_chances(form, twin):
    world = load("second_trump_term")
    found = node(_HISTORY, data=data_of([world], "levers"), form=form, twin=twin)
    records = simulate(world, 1, twin)
    assert found["path"] == records[:, RECORDED_FIELDS.index("relation_jpn_kor")].tolist()
    for one in INSTRUMENTS:
        chances = np.array(found["chances"][one.name]).reshape(-1, len(one.options))
        assert chances.sum(axis=1) == pytest.approx(1.0, abs=1e-12)
        chosen = np.array(found["chosen"][one.name], dtype=int)
        assert np.all(chances[np.arange(len(chosen)), chosen] > 0.0), one.name


@pytest.mark.parametrize("form", FORMS)
def test_published_checksum__is_the_engines(form):
    world = load("second_trump_term")
    found = node(_HISTORY, data=data_of([world], "levers"), form=form, twin=0)
    assert found["sums"] == {"second_trump_term": checksum(world)}
    assert found["true_"]


def test_published_checksum__changes_with_the_world():
    assert CHECKED >= 20
    assert checksum(load("second_trump_term")) != checksum(load("biden_style_mediation"))


def test_chances__are_those_by_which_the_twins_chose():
    """Over twins, what was chosen comes as often as its chance says."""
    found = [
        node(_HISTORY, data=data_of([load("second_trump_term")], "levers"), form="WebAssembly",
             twin=twin) for twin in range(0, 24, 2)
    ]  # fmt: skip
    expected, happened, variance = 0.0, 0.0, 0.0
    for one in found:
        chance = np.array(one["chances"]["kor_neighbour"]).reshape(-1, 3)[:, 0]
        expected += chance.sum()
        variance += (chance * (1.0 - chance)).sum()
        happened += (np.array(one["chosen"]["kor_neighbour"]) == 0).sum()
    assert abs(happened - expected) < 4.0 * np.sqrt(variance)
    assert variance > 5.0


_REFUSED = """
const { createPlainModel } = await import("./model.js");
const model = createPlainModel(JSON.parse(fs.readFileSync(given.data)));
const plan = model.plan("second_trump_term", {});
const asked = [
  () => model.run(plan, { seed: 1.5 }), () => model.run(plan, { seed: -1 }),
  () => model.run(plan, { seed: "luck" }), () => model.run(plan, { count: 0 }),
  () => model.run(plan, { first: -2 }), () => model.run(plan, { first: 2 ** 32 }),
  () => model.run(plan, { keep: ["relation_jpn_kro"] }), () => model.plan("second_trump_tern"),
  () => model.run(plan, { count: 1 }).outcome("summit"), () => model.history(plan).chances("usa"),
];
tell(asked.map((ask) => {
  try { ask(); return "nothing"; } catch (fault) { return `${fault.name} ${fault.message}`; }
}));
"""


def test_what_cannot_be_run__is_refused_in_one_line():
    told = node(_REFUSED, data=data_of([load("second_trump_term")], "levers"))
    assert all(line.startswith("Fault ") for line in told), told
    assert all("\n" not in line and len(line) < 200 for line in told)
    assert "did you mean 'relation_jpn_kor'" in told[6]
    assert "did you mean 'second_trump_term'" in told[7]


_MANY = """
const { createModel } = await import("./model.js");
const model = await createModel(JSON.parse(fs.readFileSync(given.data)));
const plan = model.plan("second_trump_term", {});
const few = () => [...model.run(plan, { first: 5000, count: 3 }).outcome("jpn_kor_final")];
const alone = few();
const sizes = [];
for (let first = 0; first < 6000; first += 500) {
  model.run(plan, { first, count: 500 });
  sizes.push(model.march.form.memory.size);
}
tell({ alone, again: few(), sizes });
"""


def test_many_twins__leave_memory_as_it_was_and_have_the_same_bits():
    found = node(_MANY, data=data_of([load("second_trump_term")], "levers"))
    chunk = run_chunk(compile_world(load("second_trump_term")), seed=1, first=5000, count=3)
    final = chunk.outcomes[:, OUTCOME_FIELDS.index("jpn_kor_final")].tolist()
    assert found["alone"] == found["again"] == final
    assert found["sizes"][-1] == found["sizes"][-6] < 120e6
