"""Design points: tables, names, and worlds that are checked before anything runs."""

import pytest

from sim.cli.check_progress import report_checks
from sim.cli.design import DesignPoint, design_points, read_table, worlds_of
from sim.cli.overrides import overrides_of
from sim.errors import MalformedFile, SimError, SimWarning, UnknownName, WrongKind
from sim.spec.calendar import month_name
from sim.spec.preferences import LEADERS
from sim.spec.switches import SWITCHES

#: The record's rulings.
COURT = {
    "2012-05": 0.3,
    "2013-07": 0.3,
    "2018-10": 1.0,
    "2018-11": 0.7,
    "2021-01": 0.3,
    "2023-11": 0.3,
    "2023-12": 0.3,
    "2024-01": 0.3,
    "2025-04": 0.3,
}

WORLD = {"scenario": "second_trump_term", "months": 12}


@pytest.fixture
def table(tmp_path):
    def write(text: str):
        path = tmp_path / "points.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_changes__have_full_names():
    config = {
        "scenario": "neglect",
        "months": None,
        "leaders": {"seoul": {"rivalry": 0.2}, "tokyo": "abe", "washington": None},
        "events": {"test": {"month": "2025-03", "size": 1}, "court": False},
        "seed": 3,
    }
    assert overrides_of(config) == {
        "leaders.seoul.rivalry": 0.2,
        "leaders.tokyo": "abe",
        "events.test": {"month": "2025-03", "size": 1},
        "events.court": "off",
    }


@pytest.mark.parametrize(
    "config", [{"traits": 0.2}, {"leaders": {"seoul": 0.2}}, {"switches": "off"}]
)
def test_change__needs_a_name_below_its_key(config):
    with pytest.raises(WrongKind, match="wanted"):
        overrides_of(config)


def test_table__is_a_row_a_point(table):
    path = table(
        "scenario,leaders.seoul.china_alignment,switches.mediation,first,events.test\n"
        "neglect,0.2,false,2025-03,off\n\n"
        ',"[0.2,0.4]",,,"{month:2025-05,size:1}"\n'
    )
    one, other = read_table(path)
    assert one == (
        "neglect",
        {
            "leaders.seoul.china_alignment": 0.2,
            "switches.mediation": False,
            "first": "2025-03",
            "events.test": "off",
        },
        f"{path} row 2",
        None,
    )
    assert other == (
        "",
        {
            "leaders.seoul.china_alignment": [0.2, 0.4],
            "events.test": {"month": "2025-05", "size": 1},
        },
        f"{path} row 4",
        None,
    )


def test_table__has_the_forms_of_events(table):
    path = table(
        "scenario,events.court,events.court.without,events.court.add\n"
        "baseline_hindcast,,2018-10,\n"
        'baseline_hindcast,,"[2018-10,2018-11]",{2018-12:0.5}\n'
        "baseline_hindcast,[],,{2018-12:0.5}\n"
        "baseline_hindcast,{2018-10:0.5},,\n"
    )
    worlds = worlds_of(read_table(path), None)
    assert [{month_name(one.month): one.size for one in w.events["court"]} for w in worlds] == [
        {month: size for month, size in COURT.items() if month != "2018-10"},
        {**{m: size for m, size in COURT.items() if m[:4] != "2018"}, "2018-12": 0.5},
        {"2018-12": 0.5},
        COURT | {"2018-10": 0.5},
    ]


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("events.court.2018-10", "wanted events.court={2018-10:size}"),
        ("events.court.withot", "found 'events.court.withot', wanted events.<stream>"),
        ("events", "found 'events', wanted events.<stream>"),
    ],
)
def test_column__of_events_that_is_none_is_told_the_forms(table, column, said):
    path = table(f"{column}\n0\n")
    with pytest.raises(WrongKind) as caught:
        read_table(path)
    assert str(caught.value).startswith(f"{path} header: ")
    assert said in str(caught.value)


def test_table__has_keys_under_start(table):
    path = table(
        "scenario,start.parameters.inertia,parameters.inertia,start.leaders.moon.rivalry,"
        "start.leaders.tokyo,start.events.court.without\n"
        "neglect,0.2,,,abe,\n"
        "neglect,,0.2,0.9,,2018-10\n"
    )
    one, other = worlds_of(read_table(path), None)
    assert one.start.parameters["inertia"].low == one.parameters["inertia"].low == 0.2
    assert one.start.leaders["noda"].traits == one.start.leaders["suga"].traits
    assert "inertia" not in other.start.parameters
    assert other.start.leaders["moon"].traits["rivalry"].low == 0.9
    months = [month_name(event.month) for event in other.start.events["court"]]
    assert months == [month for month in COURT if month != "2018-10"]


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("start", "found 'start', wanted start.<key>"),
        ("start.months", "found 'start.months', wanted start.<key>"),
        ("start.parameters", "found 'start.parameters', wanted start.parameters.<parameter>"),
        ("start.events.court.2018-10", "wanted start.events.court={2018-10:size}"),
    ],
)
def test_column__under_start_that_is_none_is_told_the_forms(table, column, said):
    path = table(f"scenario,{column}\nneglect,yoon\n")
    with pytest.raises(WrongKind) as caught:
        read_table(path)
    assert str(caught.value).startswith(f"{path} header: ")
    assert said in str(caught.value)


def test_words__on_what_may_not_be_meant_are_said_once_for_all_points():
    points = [
        DesignPoint("second_trump_term", {"traits.rivalry": k / 64, "months": 48 if k < 12 else 24})
        for k in range(1, 64)
    ]
    points.append(DesignPoint("baseline_hindcast", {"events.court.without": ["2018-09"]}))
    with pytest.warns(SimWarning) as caught:
        worlds_of(points, None)
    assert [str(one.message) for one in caught] == [
        "changes nothing: months is 48 already (in 11 of 64 points)",
        "changes nothing: events.court.without: 2018-09 has no event (in 1 of 64 points)",
    ]


def test_words__on_a_leader_in_another_place_judge_it_as_a_whole():
    points = [
        DesignPoint("leader_swap_grid", {"leaders.tokyo": name}) for name in ("noda", "kishida")
    ]
    with pytest.warns(SimWarning) as caught:
        worlds_of(points, None)
    assert [str(one.message) for one in caught] == [
        "changes nothing: leaders.tokyo has the traits of noda already (in 1 of 2 points)"
    ]


def test_words__beyond_a_few_are_counted():
    points = [DesignPoint("neglect", {f"switches.{name}": True}) for name in SWITCHES]
    with pytest.warns(SimWarning) as caught:
        worlds_of(points, None)
    assert len(caught) == 6
    assert str(caught[-1].message) == f"and {len(SWITCHES) - 5} more"


def test_row__wins_over_the_command_and_inherits_the_rest(table):
    path = table("months,traits.rivalry\n24,0.1\n,0.2\n")
    points = design_points([WORLD], path)
    assert [(point.scenario, point.overrides) for point in points] == [
        ("second_trump_term", {"months": 24, "traits.rivalry": 0.1}),
        ("second_trump_term", {"months": 12, "traits.rivalry": 0.2}),
    ]


@pytest.mark.parametrize(
    ("text", "fault", "said"),
    [
        ("scenario\n", MalformedFile, "found no rows"),
        ("", MalformedFile, "found no rows"),
        (
            "senario\nneglect\n",
            UnknownName,
            "header: unknown column 'senario'; did you mean 'scenario'",
        ),
        ("seed\n1\n", UnknownName, "header: unknown column 'seed'"),
        ("leaders.seoul\nmoon\nyoon,1\n", MalformedFile, "row 3: found 2 cells, wanted 1"),
        ("leaders\nmoon\n", WrongKind, "header: column: found 'leaders'"),
        ("months,months\n12,24\n", MalformedFile, "header: column 'months' stands there twice"),
        ('traits.rivalry\n"[0.1"\n', SimError, "row 2: traits.rivalry: found [0.1, where '['"),
        ('traits.rivalry\n"0.1,0.2"\n', SimError, "row 2: traits.rivalry: found 0.1,0.2"),
    ],
)
def test_malformed_table__is_told_with_file_and_row(table, text, fault, said):
    path = table(text)
    with pytest.raises(fault) as caught:
        read_table(path)
    assert str(caught.value).startswith(str(path))
    assert said in str(caught.value)


def test_table__that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "points.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(MalformedFile, match="found bytes that are no text"):
        read_table(path)


def test_wrong_point__is_told_with_its_row(table):
    path = table("switches.mediation\nfalse\n0.5\n")
    points = design_points([WORLD], path)
    with pytest.raises(
        SimError, match=r"row 3: .*switches\.mediation: found 0.5, wanted true or false"
    ):
        worlds_of(points, None)


@pytest.mark.parametrize(
    ("overrides", "nearest"),
    [
        ({"leaders.seul.rivalry": 0.2}, "seoul"),
        ({"leaders.seoul.rivalri": 0.2}, "rivalry"),
        ({"leaders.seoul": "mon"}, "moon"),
        ({"traits.rivalri": 0.2}, "rivalry"),
        ({"switches.mediaton": False}, "mediation"),
        ({"parameters.memory_gan": 0.2}, "memory_gain"),
        ({"events.tests": "off"}, "test"),
        ({"series.us_china_tensio": 0.2}, "us_china_tension"),
    ],
)
def test_unknown_name__is_told_with_the_nearest(overrides, nearest):
    with pytest.raises(UnknownName) as caught:
        worlds_of([DesignPoint("second_trump_term", overrides)], None)
    assert caught.value.nearest == nearest


def test_unknown_world__is_told_with_the_nearest():
    with pytest.raises(UnknownName, match="did you mean 'second_trump_term'"):
        worlds_of([DesignPoint("second_trump_tem", {})], None)


def test_leader__stands_in_with_his_traits():
    from sim.scenario import load

    (world,) = worlds_of(
        [DesignPoint("second_trump_term", {"leaders.tokyo": "abe", "leaders.tokyo.rivalry": 0.9})],
        None,
    )
    abe = load("baseline_hindcast").leaders["abe"]
    for name in world.holders("tokyo"):
        for trait, span in world.leaders[name].traits.items():
            wanted = (
                (0.9, 0.9)
                if trait == "rivalry"
                else (abe.traits[trait].low, abe.traits[trait].high)
            )
            assert (span.low, span.high) == wanted
        assert world.leaders[name].ideology.low == abe.ideology.low


@pytest.mark.parametrize("capital", ["washington", "tokyo", "seoul"])
@pytest.mark.parametrize("scenario", ["baseline_hindcast", "joint_fund"])
def test_every_listed_leader__may_stand_in(scenario, capital):
    from sim.scenario import leaders

    stated = leaders(scenario)
    points = [DesignPoint(scenario, {f"leaders.{capital}": name}) for name in LEADERS[capital]]
    for name, world in zip(LEADERS[capital], worlds_of(points, None), strict=True):
        for holder in world.holders(capital):
            for trait, span in world.leaders[holder].traits.items():
                wanted = stated[name].traits[trait]
                assert (span.low, span.high) == (wanted.low, wanted.high)


def test_own_leader__may_stand_in_without_an_office(tmp_path):
    (tmp_path / "mine.yaml").write_text(
        "title: A world of my own\n"
        "inherits: second_trump_term\n"
        "leaders:\n"
        "  koizumi:\n"
        "    capital: tokyo\n"
        "    ideology: {value: 0.3, source: public record, status: assumed}\n",
        encoding="utf-8",
    )
    (world,) = worlds_of([DesignPoint("mine", {"leaders.tokyo": "koizumi"})], tmp_path)
    assert {world.leaders[name].ideology.low for name in world.holders("tokyo")} == {0.3}


def test_own_worlds__lie_in_a_folder(tmp_path):
    (tmp_path / "mine.yaml").write_text(
        "title: A world of my own\ninherits: second_trump_term\n", encoding="utf-8"
    )
    (world,) = worlds_of([DesignPoint("mine", {})], tmp_path)
    assert world.title == "A world of my own"


def test_named__is_read_once_for_many_points(monkeypatch):
    """A set of draws of many points lies in memory once; so do the traits of a stand-in."""
    import sim.scenario

    asked = []

    def expand_overrides(scenario, overrides, worlds):
        asked.append(dict(overrides))
        return real(scenario, overrides, worlds)

    real = sim.scenario.expand_overrides
    monkeypatch.setattr(sim.scenario, "expand_overrides", expand_overrides)
    named = {"parameter_set": "posterior_2024", "leaders.tokyo": "abe"}
    points = [
        DesignPoint("second_trump_term", {**named, "leaders.tokyo.rivalry": share / 10})
        for share in range(10)
    ]
    worlds = worlds_of(points, None)
    # And each part of it once, to see whether the other changes anything.
    assert asked[0] == named
    assert len(asked) == 3
    assert len({id(world.parameter_set) for world in worlds}) == 1
    assert [world.leaders["ishiba"].traits["rivalry"].low for world in worlds] == [
        share / 10 for share in range(10)
    ]


def test_check__of_many_points_says_how_far_it_has_come(monkeypatch, capsys):
    now = iter(range(10_000))
    monkeypatch.setattr("sim.cli.check_progress.time.monotonic", lambda: next(now))
    assert list(report_checks(range(300))) == list(range(300))
    assert capsys.readouterr().err.splitlines() == ["checking 128 of 300 points"]


def test_check__of_a_moment_is_silent(capsys):
    list(report_checks(range(300)))
    assert capsys.readouterr().err == ""
