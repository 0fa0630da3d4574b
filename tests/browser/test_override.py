"""Worlds changed by name in a page are those of the command line: the same plan, or a fault."""

import json
import random

import numpy as np
import pytest

from sim.engine.plan import compile_world
from sim.errors import SimError
from sim.scenario import load
from sim.spec.calendar import month_name
from sim.spec.events import EVENT_STREAMS, STREAM_SOURCES
from sim.spec.override import apply
from sim.spec.parameters import BOUNDS, PARAMETERS
from sim.spec.preferences import CAPITALS, LEADERS, TRAITS
from sim.spec.switches import SWITCHES
from sim.spec.variables import SERIES
from tests.browser.machine import node
from tests.browser.test_records import data_of

WORLDS = ("second_trump_term", "acsa_liaison", "baseline_hindcast")
CASES = 400

_PLANS = """
const { createPlainModel } = await import("./model.js");
const { parseOverrides, writeOverrides } = await import("./grammar.js");
const data = JSON.parse(fs.readFileSync(given.data));
const model = createPlainModel(data);
tell(given.cases.map(({ world, overrides }) => {
  const again = parseOverrides(writeOverrides(overrides));
  let plan;
  try {
    plan = model.plan(world, again);
  } catch (fault) {
    if (fault.name !== "Fault") throw fault;
    return { fault: `${fault.field}: ${fault.message}` };
  }
  const traits = plan.segments.flatMap((one) => one.traits);
  const { months, segment, monthNumber, elapsed, inputs, parameters, switches, start } = plan;
  return {
    months: [...months], segment, monthNumber, elapsed, inputs, parameters, switches, start,
    first: plan.firstRecorded,
    traits: plan.slots.map((slot) => [traits[slot].low, traits[slot].span, traits[slot].block]),
    ranged: plan.ranged.map(({ place, span, block }) => [place, span, block]),
  };
}));
"""


def number(draw, low, high):
    """Return a number within bounds, now and then one that lies outside, or is none."""
    return draw.choice([round(draw.uniform(low, high), 3)] * 12 + [low, high, high + 1.0, "much"])


def span(draw, low, high):
    """Return a number or a range, now and then the wrong way round."""
    if draw.random() < 0.7:
        return number(draw, low, high)
    ends = [round(draw.uniform(low, high), 3) for _ in range(2)]
    return ends if draw.random() < 0.1 else sorted(ends)


def events(draw, stream, world):
    """Return something that can be asked of a stream's events."""

    def month():
        return month_name(draw.randint(world.first - 2, world.last + 1))

    def size():
        whole = stream.name in ("friction", "talks")
        low, high = (1, stream.high) if whole else (stream.low, stream.high)
        return draw.randint(int(low), int(high)) if whole else round(draw.uniform(low, high), 2)

    listed = [{"month": month(), "size": size()} for _ in range(draw.randint(0, 3))]
    dated = [event.month for event in world.events.get(stream.name, ())] or [world.first]
    return draw.choice(
        [
            draw.choice(STREAM_SOURCES),
            listed,
            {month(): size(), month_name(draw.choice(dated)): size()},
            {"month": month(), "size": size()},
            {"without": month_name(draw.choice(dated))},
            {"without": [month(), month_name(draw.choice(dated))], "add": listed},
            {"add": [{"month": month_name(draw.choice(dated)), "size": size()}]},
            "never",
        ]
    )


def asked(draw, world):
    """Return one key and its value."""
    section = draw.choice(
        ["capital"] * 3 + ["leader"] * 2 + ["traits", "switches", "series", "months", "wrong"]
        + ["parameters"] * 2 + ["events"] * 3
    )  # fmt: skip
    trait = draw.choice(TRAITS)
    if section == "capital":
        capital = draw.choice(trait.capitals if draw.random() < 0.9 else CAPITALS)
        return f"leaders.{capital}.{trait.name}", span(draw, trait.low, trait.high)
    if section == "leader":
        name = draw.choice(LEADERS[draw.choice(trait.capitals)])
        return f"leaders.{name}.{trait.name}", span(draw, trait.low, trait.high)
    if section == "traits":
        return f"traits.{trait.name}", span(draw, trait.low, trait.high)
    if section == "switches":
        return f"switches.{draw.choice(SWITCHES)}", draw.choice([True, False, False, 1.5])
    if section == "series":
        name = draw.choice(list(SERIES))
        return f"series.{name}", number(draw, SERIES[name].low, SERIES[name].high)
    if section == "parameters":
        one = draw.choice(PARAMETERS)
        bounds = draw.choice([one.prior, one.prior, BOUNDS[one.kind]])
        return f"parameters.{one.name}", span(draw, *bounds)
    if section == "events":
        stream = draw.choice(EVENT_STREAMS)
        return f"events.{stream.name}", events(draw, stream, world)
    if section == "months":
        return draw.choice(
            [
                ("months", draw.choice([1, 24, 90, 0, 3000])),
                ("last", month_name(world.last + draw.randint(-60, 60))),
                ("first", month_name(world.first + draw.randint(-3, 3))),
            ]
        )
    return draw.choice(
        [
            ("leaders.seoul", 0.3),
            ("leaders.tokyo.mediation", 0.3),
            ("leaders.tokyo.ideology", 0.3),
            ("traits.courage", 0.3),
            ("switches.luck", True),
            ("events.earthquake", "off"),
            ("parameter.inertia", 0.1),
            ("events.court.on", "off"),
        ]
    )


def cases():
    """Return worlds and overrides of them, most of which can be done."""
    draw, found = random.Random(11), []
    for number_ in range(CASES):
        world = load(WORLDS[number_ % len(WORLDS)])
        overrides = {}
        for _ in range(draw.choice([1, 1, 2, 2, 3, 5])):
            key, value = asked(draw, world)
            prefix = (
                "start." if draw.random() < 0.2 and key not in ("months", "first", "last") else ""
            )
            overrides[prefix + key] = value
        found.append((world, overrides))
    return found


def planned(world, overrides):
    """Return the plan's numbers as the page tells them; None where the command line refuses."""
    try:
        timeline = compile_world(apply(world, overrides)).timeline
    except SimError:
        return None
    slots = timeline.trait_slot.ravel()
    size = timeline.parameters.shape[1]
    trait = (timeline.trait_low[slots], timeline.trait_span[slots], timeline.trait_block[slots])
    ranged = (timeline.ranged_segment * size + timeline.ranged_place, timeline.ranged_span)
    return {
        "months": timeline.month_number[timeline.first_recorded :].tolist(),
        "segment": timeline.segment.tolist(),
        "monthNumber": timeline.month_number.tolist(),
        "elapsed": timeline.elapsed.tolist(),
        "inputs": timeline.inputs.ravel().tolist(),
        "parameters": timeline.parameters.ravel().tolist(),
        "switches": timeline.switches.ravel().tolist(),
        "start": timeline.start.tolist(),
        "first": timeline.first_recorded,
        "traits": [list(one) for one in zip(*(a.tolist() for a in trait), strict=True)],
        "ranged": sorted(
            [list(one) for one in zip(*(a.tolist() for a in (*ranged, timeline.ranged_block)),
                                      strict=True)]
        ),
    }  # fmt: skip


@pytest.fixture(scope="module")
def compared():
    """What both make of every case."""
    found = cases()
    asked_ = [{"world": world.name, "overrides": overrides} for world, overrides in found]
    data = data_of([load(name) for name in WORLDS], "overrides")
    told = node(_PLANS, data=data, cases=asked_)
    return [(*case, planned(*case), one) for case, one in zip(found, told, strict=True)]


def test_page__refuses_what_the_command_line_refuses(compared):
    wrong = [
        (world.name, overrides, told.get("fault"))
        for world, overrides, expected, told in compared
        if (expected is None) != ("fault" in told)
    ]
    assert not wrong, json.dumps(wrong[:5], indent=1)
    refused = sum(expected is None for _, _, expected, _ in compared)
    assert CASES / 8 < refused < CASES * 3 / 4


def test_page__makes_the_plan_that_the_command_line_makes(compared):
    for world, overrides, expected, told in compared:
        if expected is None:
            continue
        told["ranged"] = sorted(told["ranged"])
        for name, value in expected.items():
            same = np.array_equal(np.array(told[name], float), np.array(value, float))
            assert same, (world.name, overrides, name)


def test_fault__is_one_line_that_names_the_field(compared):
    for _, overrides, expected, told in compared:
        if expected is not None:
            continue
        field, _, message = told["fault"].partition(": ")
        assert "\n" not in told["fault"]
        assert len(told["fault"]) < 300
        assert message
        stems = {part for key in overrides for part in (key, key.split(".")[0])}
        assert field in stems or any(field.startswith(f"{stem}.") for stem in stems), told["fault"]
