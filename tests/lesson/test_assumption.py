"""Where numbers come from: everything told equals what the world and the registry hold."""

import json

import numpy as np
import pytest

from sim.errors import MalformedFile
from sim.lesson.assumption import as_data, assumptions
from sim.lesson.offer import offers
from sim.lesson.read import lesson_names, read_lesson
from sim.lesson.robust import TABLE, robust
from sim.scenario import load
from sim.spec.parameters import PARAMETERS
from sim.spec.records import DEFAULTS
from sim.spec.switches import SWITCHES
from sim.spec.version import KERNEL_HASH

WORLDS = ("second_trump_term", "joint_fund", "state_first", "baseline_hindcast")


@pytest.fixture(scope="module", params=WORLDS)
def world(request):
    return load(request.param)


def test_every_lever__has_an_assumption(world):
    assert set(assumptions(world)) == set(offers(world))


def test_trait__is_what_each_leader_in_office_brings(world):
    found = assumptions(world)
    for capital in ("washington", "tokyo", "seoul"):
        for name in world.holders(capital):
            for trait, span in world.leaders[name].traits.items():
                own = found[f"leaders.{name}.{trait}"]
                assert (own.low, own.high) == (span.low, span.high)
                (origin,) = own.origins
                assert (origin.source, origin.status) == (span.source, span.status)
                assert own.origins[0] in found[f"leaders.{capital}.{trait}"].origins
                assert own.origins[0] in found[f"traits.{trait}"].origins


def test_capital__spans_its_leaders(world):
    found = assumptions(world)["leaders.seoul.rivalry"]
    spans = [world.leaders[name].traits["rivalry"] for name in world.holders("seoul")]
    assert found.low == min(span.low for span in spans)
    assert found.high == max(span.high for span in spans)


def test_parameter__is_the_worlds_or_the_default(world):
    found = assumptions(world)
    for one in PARAMETERS:
        told = found[f"parameters.{one.name}"]
        span = world.parameters.get(one.name)
        wanted = (span.low, span.high) if span else (getattr(DEFAULTS, one.name),) * 2
        assert (told.low, told.high) == wanted
        assert told.prior == tuple(map(float, one.prior))
        assert told.origins[0].source


def test_switch_months_and_series__are_the_worlds(world):
    found = assumptions(world)
    for name in SWITCHES:
        assert found[f"switches.{name}"].low == float(world.switches.get(name, True))
    assert found["months"].low == world.months
    for name, series in world.series.items():
        at, values = zip(*series.points, strict=True)
        path = np.interp(np.arange(world.first, world.last + 1), at, values)
        told = found[f"series.{name}"]
        assert told.low == pytest.approx(path.min())
        assert told.high == pytest.approx(path.max())


def test_stream__is_given_generated_or_off_with_its_dates(world):
    found = assumptions(world)
    for name, source in world.streams.items():
        told = found[f"events.{name}"]
        assert told.value == source
        dated = world.events.get(name, ()) if source == "given" else ()
        assert [origin.low for origin in told.origins] == [event.size for event in dated]
        assert [origin.source for origin in told.origins] == [event.source for event in dated]


def test_what_a_lesson_sets__is_told_as_set():
    lesson = read_lesson("a_prize_for_loyalty")
    (origin, *_) = assumptions(lesson.world_a)["leaders.washington.loyalty_reward"].origins
    assert (origin.low, origin.status, origin.source) == (0.1, "set", "")


def explained(name, key):
    """Origins of a lever as its lesson's page has them."""
    lesson = read_lesson(name)
    return assumptions(lesson.world_a, lesson.loaded, lesson.reasons)[key].origins


def test_parameter_that_a_lesson_sets__stands_beside_the_models_and_the_worlds():
    held, model, world = explained("who_pays", "parameters.design_acceptance")
    assert (held.of, held.status, held.low) == ("", "set", 0.45)
    assert held.because == read_lesson("who_pays").reasons["parameters.design_acceptance"]
    assert (model.of, model.low) == ("model", DEFAULTS.design_acceptance)
    assert model.source == "003 P14, 000 P10"
    assert (world.of, world.low, world.status) == ("world", 0.65, "assumed")


def test_trait_that_a_lesson_sets__stands_beside_each_leaders_own():
    lesson = read_lesson("persons_and_institutions")
    key = "leaders.tokyo.history_hard_line"
    found = explained(lesson.name, key)
    names = lesson.loaded.holders("tokyo")
    assert [(one.who, one.of) for one in found] == [
        *((name, "") for name in names),
        *((name, "world") for name in names),
    ]
    assert {one.because for one in found[: len(names)]} == {lesson.reasons[key]}
    spans = [lesson.loaded.leaders[name].traits["history_hard_line"] for name in names]
    assert [(one.low, one.source) for one in found[len(names) :]] == [
        (span.low, span.source) for span in spans
    ]
    own = explained(lesson.name, f"leaders.{names[0]}.history_hard_line")
    assert own[0].because == lesson.reasons[key]


def test_lever_that_no_lesson_sets__is_told_as_without_a_lesson():
    lesson = read_lesson("who_pays")
    plain = assumptions(lesson.world_a)
    for key, one in assumptions(lesson.world_a, lesson.loaded, lesson.reasons).items():
        if not any(origin.status == "set" for origin in one.origins):
            assert one == plain[key]


def test_robustness__is_the_table_of_this_model():
    assert KERNEL_HASH in TABLE.read_text(encoding="utf-8")
    rows = robust()["leaders.washington.burden_demand"]
    (ties,) = (row for row in rows if row.outcome == "jpn_kor_final")
    line = next(
        line
        for line in TABLE.read_text(encoding="utf-8").splitlines()
        if line.startswith("leaders.washington.burden_demand,trait,jpn_kor_final,")
    )
    assert f",{ties.median!r},{ties.p05!r},{ties.p95!r},{ties.share_positive!r}," in line


def test_table_of_another_model__is_refused(tmp_path):
    path = tmp_path / "levers.csv"
    text = TABLE.read_text(encoding="utf-8").replace(KERNEL_HASH, "0123456789abcdef")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MalformedFile) as fault:
        robust(path)
    assert str(fault.value) == (
        f"levers.csv: was made by model 0123456789abcdef, and this is {KERNEL_HASH}; make it anew "
        "with `python -m sim.levers ship=true`"
    )


def test_sole_holder__is_as_robust_as_the_capital():
    found = assumptions(load("second_trump_term"))
    assert found["leaders.trump_2.mediation"].measured_as == "leaders.washington.mediation"
    assert found["leaders.ishiba.rivalry"].measured_as == ""


def test_levers_of_the_lessons__have_origins_with_readable_sources():
    for name in lesson_names():
        lesson = read_lesson(name)
        found = assumptions(lesson.world_a, lesson.loaded, lesson.reasons)
        data = as_data(found, lesson.world_a)
        json.dumps(data, allow_nan=False)
        for lever in lesson.levers:
            origins = data["levers"][lever.key].get("origins", [])
            for origin in origins:
                if origin["status"] == "set":
                    assert origin["because"], lever.key
                else:
                    source = origin["source"]
                    assert source == "assumed" or data["references"].get(source), lever.key
            if any(origin["status"] == "set" for origin in origins):
                assert any(origin.get("of") for origin in origins), lever.key
