"""One entry of a parent's list or mapping changed or dropped, and the rest left as it is."""

import warnings

import pytest

from sim.errors import SimWarning, WrongKind
from sim.scenario import leaders, load
from sim.spec.calendar import month_name, month_number

PARENT = "second_trump_term"


@pytest.fixture
def world_of(tmp_path):
    def write(body: str, name: str = "mine", inherits: str = PARENT):
        text = f"title: t\ninherits: {inherits}\n{body}"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        return load(name, tmp_path)

    write.folder = tmp_path
    return write


def terms(world, capital="tokyo"):
    return [(month_name(term.first), term.leader) for term in world.calendar[capital]]


CODE = "{value: 0.5, source: 001 P10, status: stated}"


@pytest.mark.parametrize(
    ("change", "left"),
    [
        (
            "{2025-10-04: {leader: takaichi, source: public record}}",
            [("2024-10", "ishiba"), ("2025-10", "takaichi")],
        ),
        (
            "{from: 2025-10-04, leader: takaichi, source: public record}",
            [("2024-10", "ishiba"), ("2025-10", "takaichi")],
        ),
        ("{without: 2025-10}", [("2024-10", "ishiba")]),
        ("{without: [2025-10-21]}", [("2024-10", "ishiba")]),
        (
            "{add: [{leader: takaichi, from: 2026-03-01, source: 001 P10}]}",
            [("2024-10", "ishiba"), ("2025-10", "next_tokyo"), ("2026-03", "takaichi")],
        ),
        (
            "{without: 2025-10, add: {leader: takaichi, from: 2025-10-04, source: 001 P10}}",
            [("2024-10", "ishiba"), ("2025-10", "takaichi")],
        ),
        (
            "{2025-10-04: {leader: takaichi, source: 001 P10}, "
            "2025-10-21: {leader: next_tokyo, source: 001 P10}}",
            [("2024-10", "ishiba"), ("2025-10", "takaichi"), ("2025-10", "next_tokyo")],
        ),
    ],
)
def test_calendar__changes_one_term(world_of, change, left):
    world = world_of(f"calendar:\n  tokyo: {change}\n")
    assert terms(world) == left
    assert terms(world, "seoul") == terms(load(PARENT), "seoul")


def test_ruling__is_dropped_and_the_record_stays(world_of):
    base = load("baseline_hindcast")
    world = world_of("events: {court: {without: [2018-10]}}\n", inherits="baseline_hindcast")
    gone = [event for event in base.events["court"] if event not in world.events["court"]]
    assert [month_name(event.month) for event in gone] == ["2018-10"]


@pytest.mark.parametrize(
    ("change", "point", "level"),
    [
        ("{2025-04: 0.9, source: 001 P7}", "2025-04", 0.9),
        ("{2026-06: 0.9, source: 001 P7}", "2026-06", 0.9),
        ("{add: {2026-06: 0.9}, source: 001 P7}", "2026-06", 0.9),
        ("{without: 2012-01}", "2012-01", None),
    ],
)
def test_series__changes_one_point(world_of, change, point, level):
    base = load(PARENT)
    world = world_of(f"series:\n  us_china_tension: {change}\n")
    points, month = dict(world.series["us_china_tension"].points), month_number(point)
    expected = dict(base.series["us_china_tension"].points) | {month: level}
    assert points == {m: one for m, one in expected.items() if one is not None}
    assert list(points) == sorted(points)
    for other in base.series:
        assert other == "us_china_tension" or world.series[other] == base.series[other]


def test_series__keeps_the_sources_of_all_its_points(world_of):
    before = load(PARENT).series["us_china_tension"]
    series = world_of("series:\n  us_china_tension: {2026-06: 0.9, source: 003 P8}\n").series
    assert series["us_china_tension"].source == f"{before.source}; 003 P8"
    alone = world_of("series:\n  us_china_tension: {points: {2012-01: 0.9}, source: 003 P8}\n")
    assert alone.series["us_china_tension"].source == "003 P8"
    assert (
        world_of("series:\n  us_china_tension: {without: 2012-01}\n")
        .series["us_china_tension"]
        .source
        == before.source
    )


def test_sources__are_added_and_dropped(world_of):
    before = load(PARENT).sources
    world = world_of('sources: {without: ["000 P17"], add: ["003 P8"]}\n')
    assert world.sources == (*(one for one in before if one != "000 P17"), "003 P8")


def test_window__moves_one_end(world_of):
    before = load(PARENT)
    world = world_of("window: {last: 2027-06}\n")
    assert (world.first, world.last) == (before.first, month_number("2027-06"))


def test_mappings__drop_an_entry(world_of):
    world_of(
        "switches: {thaw: false}\nparameters: {inertia: {value: 0.5, source: 001 P3}}\n"
        "leaders: {ishiba: {traits: {rivalry: {value: 1, source: 001 P5, status: stated}}}}\n",
        name="parent",
    )
    world = world_of(
        "switches: {without: thaw}\nparameters: {without: [inertia]}\n"
        "leaders: {ishiba: {traits: {without: [rivalry]}}}\n",
        inherits="parent",
    )
    assert "thaw" not in world.switches
    assert "inertia" not in world.parameters
    whole = leaders("parent", world_of.folder)["ishiba"]
    assert whole.traits["rivalry"].low == 1.0
    assert world.leaders["ishiba"].traits["rivalry"].low < 1.0


def test_prior__is_dropped(world_of):
    dropped = "leaders: {ishiba: {traits: {without: rivalry}}}\n"
    assert (
        world_of(f"silent: {{tokyo: {{rivalry: {CODE}}}}}\n{dropped}")
        .leaders["ishiba"]
        .traits["rivalry"]
        .low
        == 0.5
    )
    with pytest.raises(WrongKind, match=r"a prior in silent\.tokyo"):
        world_of(f"silent: {{tokyo: {{without: rivalry}}}}\n{dropped}")


def test_leader__is_dropped_with_all_codes(world_of):
    world_of(f"leaders:\n  koizumi: {{capital: tokyo, ideology: {CODE}}}\n", name="parent")
    world_of("", inherits="parent")
    assert "koizumi" in leaders("mine", world_of.folder)
    world_of("leaders: {without: koizumi}\n", inherits="parent")
    assert "koizumi" not in leaders("mine", world_of.folder)


def test_table__is_left_out(tmp_path):
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "own.yaml").write_text("title: t\nswitches: {thaw: false}\n")
    (tmp_path / "parent.yaml").write_text(f"title: t\ninherits: {PARENT}\ntables: [own]\n")
    for body, off in (("", True), ("tables: {without: [own]}\n", False)):
        (tmp_path / "mine.yaml").write_text(f"title: t\ninherits: parent\n{body}")
        assert ("thaw" in load("mine", tmp_path).switches) == off
    (tmp_path / "mine.yaml").write_text("title: t\ninherits: neglect\ntables: {add: [own]}\n")
    assert load("mine", tmp_path).switches["thaw"] is False


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("calendar: {tokyo: {without: 2026-01}}\n", "calendar.tokyo.without: 2026-01 has no term"),
        (
            "series: {us_china_tension: {without: 2026-01}}\n",
            "series.us_china_tension.without: 2026-01 has no point",
        ),
        ("sources: {without: [004 P1]}\n", "sources.without: 004 P1 is not there"),
        ("tables: {without: [leders]}\n", "tables.without: leders is not there"),
        ("switches: {without: thaw}\n", "switches.without: thaw is not there"),
        ("leaders: {without: nobody}\n", "leaders.without: nobody is not there"),
        ("events: {court: {without: 2018-01}}\n", "events.court.without: 2018-01 has no event"),
    ],
)
def test_what_changes_nothing__is_said_with_its_line(world_of, tmp_path, body, said):
    parent = "baseline_hindcast" if "court" in body else PARENT
    with pytest.warns(SimWarning) as told:
        world_of(body, inherits=parent)
    assert any(
        str(one.message).startswith(f"changes nothing: {tmp_path.name}/mine.yaml, line 3: {said}")
        for one in told
    ), [str(one.message) for one in told]


def test_start_value__is_dropped(world_of):
    block = load("baseline_hindcast").start_values
    world = world_of(
        "start_values: {belief_prk_posture_talk: {value: 0.2, source: 004 P14}}\n",
        name="parent",
        inherits="baseline_hindcast",
    )
    assert "belief_prk_posture_talk" in world.start_values
    world = world_of("start_values: {without: belief_prk_posture_talk}\n", inherits="parent")
    assert world.start_values.keys() == block.keys()


def test_start_value_dropped__leaves_the_start(world_of):
    with pytest.warns(SimWarning, match=r"start_values\.without: trust is not there"):
        world = world_of("start_values: {without: trust}\n")
    assert world.start is not None


def test_change_that_changes_something__is_silent(world_of):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        world_of("turnover: {tokyo: null}\n")
        world_of("calendar: {tokyo: {without: 2025-10}}\nsources: {without: [000 P17]}\n")
