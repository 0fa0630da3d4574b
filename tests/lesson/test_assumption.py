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
from sim.spec.parameters import DEFAULTS, PARAMETERS
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
    lesson = read_lesson("rivals_and_reward")
    (origin, *_) = assumptions(lesson.world_a)["leaders.washington.loyalty_reward"].origins
    assert (origin.low, origin.status, origin.source) == (0.1, "set", "")


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
        data = as_data(assumptions(lesson.loaded), lesson.loaded)
        json.dumps(data, allow_nan=False)
        for lever in lesson.levers:
            told = data["levers"][lever.key]
            for origin in told.get("origins", []):
                assert origin["source"] == "assumed" or data["references"].get(origin["source"]), (
                    lever.key
                )
