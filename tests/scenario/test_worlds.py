"""The shipped worlds: each loads, is sourced, has the right holders, and scripts no answer."""

import time

import pytest

from sim.engine.plan import compile_world
from sim.scenario import assumed, catalogue, load, shipped_folder
from sim.scenario.citation import check_source, keys
from sim.scenario.folder import Place
from sim.scenario.partial import read_partial
from sim.spec.calendar import month_name, month_number
from sim.spec.events import EVENT_STREAMS
from sim.spec.override import apply
from sim.spec.preferences import CAPITALS, LEADERS, traits_of
from sim.spec.variables import SERIES, STATES

NAMES = [entry.name for entry in catalogue()]
#: These begin in January 2012 with stated values.
HISTORICAL = {"baseline_hindcast", "leader_swap_grid", "peninsula_salience_restored"}
#: These part from history within its window, and end with it.
PARTED = {
    "institutions_decay_2018",
    "court_liquidation",
    "mutual_relisting",
    "quad_inclusion",
    "quad_exclusion",
}
FORWARD = [name for name in NAMES if name not in HISTORICAL | PARTED]
#: Worlds that start from another forward world, which starts from history.
SECOND_STEP = {
    "hanoi_branch_coop": "hanoi_repeat",
    "hanoi_branch_rival": "hanoi_repeat",
    "acsa_liaison": "joint_hedging",
}
KEYS = keys(shipped_folder())

#: Scenario names that the articles' table gives to these worlds.
FIXED = {
    "baseline_hindcast",
    "second_trump_term",
    "joint_hedging",
    "biden_style_mediation",
    "neglect",
    "progressive_reassessment",
    "progressive_continuity",
    "impeachment_vacuum",
    "no_martial_law",
    "return_to_ambiguity",
    "institutionalised_trilateral",
    "us_dprk_success",
    "hanoi_repeat",
    "joint_fund",
    "export_control_spiral",
    "tariff_shock",
    "burden_flexibility",
    "dprk_escalation",
    "peninsula_crisis",
    "china_boxout_framing",
    "us_presses_tokyo",
    "us_imposed_settlement",
    "public_support_campaign",
    "heritage_territorial_flareups",
    "tokyo_first_outreach",
    "new_joint_declaration",
    "personal_rapport_only",
    "mediator_without_willing",
    "willing_without_mediator",
    "leader_swap_grid",
    "agreement_reversal",
    "hanoi_branch_coop",
    "hanoi_branch_rival",
    "dprk_refusal",
    "institutions_decay",
    "us_china_forced_choice",
    "peninsula_salience_restored",
    "arbitration",
    "court_liquidation",
    "history_two_track",
    "state_first",
    "mutual_relisting",
    "quad_inclusion",
    "quad_exclusion",
    "acsa_liaison",
    "revisionist_tokyo",
}


def sources_of(world):
    """Every source of a number in a world, with where it stands."""
    for name, leader in world.leaders.items():
        for trait, span in leader.traits.items():
            yield f"leaders.{name}.{trait}", span.source
        if leader.capital in ("tokyo", "seoul"):
            yield f"leaders.{name}.ideology", leader.ideology.source
    for section in ("start_values", "parameters", "series"):
        for name, one in getattr(world, section).items():
            yield f"{section}.{name}", one.source
    for capital, terms in world.calendar.items():
        for term in terms:
            yield f"calendar.{capital}", term.source
    for stream, events in world.events.items():
        for event in events:
            yield f"events.{stream}", event.source
    for source in world.sources:
        yield "sources", source


@pytest.mark.parametrize("name", NAMES)
def test_world__loads_and_compiles_its_window(name):
    world = load(name)
    plan = compile_world(world)
    assert plan.months == world.months == world.last - world.first + 1
    assert set(world.calendar) == set(CAPITALS)
    assert set(world.series) == set(SERIES)
    assert set(world.streams) == {stream.name for stream in EVENT_STREAMS}
    for leader in world.leaders.values():
        assert set(leader.traits) == set(traits_of(leader.capital))


@pytest.mark.parametrize("name", NAMES)
def test_world__has_a_source_for_every_number(name):
    for at, source in sources_of(load(name)):
        check_source(source, KEYS, name, at)


@pytest.mark.parametrize("name", NAMES)
def test_world__says_what_the_articles_are_silent_on(name):
    for leader in load(name).leaders.values():
        for span in leader.traits.values():
            assert span.status in ("stated", "inferred", "silent", "assumed")
            assert span.because or span.source != "assumed"
            assert span.source == "assumed" or span.status != "silent"


@pytest.mark.parametrize("name", NAMES)
def test_world__dates_events_of_given_streams_alone(name):
    world = load(name)
    assert set(world.events) == {s for s, source in world.streams.items() if source == "given"}
    for events in world.events.values():
        assert all(world.first <= event.month <= world.last for event in events)


def test_worlds__have_the_names_of_the_scenario_table():
    assert set(NAMES) >= FIXED
    # Any other is a variant, called after its main world.
    assert all(any(name.startswith(f"{main}_") for main in FIXED) for name in set(NAMES) - FIXED)


def test_worlds__are_all_different():
    assert len({load(name).digest() for name in NAMES}) == len(NAMES)


def test_worlds__are_listed_in_the_readme():
    text = (shipped_folder() / "README.md").read_text(encoding="utf-8")
    for name in FIXED:
        world = load(name)
        window = f"{month_name(world.first)} to {month_name(world.last)}"
        assert f"| `{name}` | {window} |" in text


def test_leaders__are_those_that_the_model_names():
    table = shipped_folder() / "tables" / "leaders.yaml"
    stated = read_partial(Place(table)).leaders
    for capital, names in LEADERS.items():
        assert {name for name in names if stated[name].capital == capital} == set(names)
    assert set(stated) == {name for names in LEADERS.values() for name in names}


# History. ---------------------------------------------------------------------------------------

#: Month, capital, holder on its last day. Public record; 000 P9, P14 and 001 for Seoul.
TURNOVERS = [
    ("2012-11", "tokyo", "noda"),
    ("2012-12", "tokyo", "abe"),
    ("2013-01", "seoul", "lee_myung_bak"),
    ("2013-02", "seoul", "park"),
    ("2016-11", "seoul", "park"),
    ("2016-12", "seoul", "acting"),
    ("2016-12", "washington", "obama"),
    ("2017-01", "washington", "trump_1"),
    ("2017-04", "seoul", "acting"),
    ("2017-05", "seoul", "moon"),
    ("2020-08", "tokyo", "abe"),
    ("2020-09", "tokyo", "suga"),
    ("2020-12", "washington", "trump_1"),
    ("2021-01", "washington", "biden"),
    ("2021-09", "tokyo", "suga"),
    ("2021-10", "tokyo", "kishida"),
    ("2022-04", "seoul", "moon"),
    ("2022-05", "seoul", "yoon"),
    ("2024-09", "tokyo", "kishida"),
    ("2024-10", "tokyo", "ishiba"),
    ("2024-11", "seoul", "yoon"),
    ("2024-12", "seoul", "acting"),
    ("2024-12", "washington", "biden"),
    ("2025-01", "washington", "trump_2"),
    ("2025-05", "seoul", "acting"),
    ("2025-06", "seoul", "lee_jae_myung"),
    ("2025-09", "tokyo", "ishiba"),
    ("2025-09", "beijing", "xi"),
    ("2025-09", "pyongyang", "kim"),
]


@pytest.mark.parametrize(("month", "capital", "leader"), TURNOVERS)
def test_hindcast__has_the_holder_of_the_months_last_day(month, capital, leader):
    assert load("baseline_hindcast").holder(capital, month_number(month)) == leader


def test_hindcast__is_given_rulings_and_tests_and_nothing_else():
    world = load("baseline_hindcast")
    given = {stream for stream, source in world.streams.items() if source == "given"}
    assert given == {"court", "sale_order", "test"}
    assert {source for s, source in world.streams.items() if s not in given} == {"generated"}
    assert (month_name(world.first), month_name(world.last)) == ("2012-01", "2025-09")


def test_hindcast__has_the_rulings_of_the_record():
    sizes = {month_name(e.month): e.size for e in load("baseline_hindcast").events["court"]}
    # Cases sent back to be heard, appealed orders of two high courts (public record), final orders
    # to pay (003 P8; 000 P10), and judgments against the state (003 P17).
    assert list(sizes) == [
        *("2012-05", "2013-07", "2018-10", "2018-11", "2021-01"),
        *("2023-11", "2023-12", "2024-01", "2025-04"),
    ]
    assert (sizes.pop("2018-10"), sizes.pop("2018-11")) == (1.0, 0.7)
    assert set(sizes.values()) == {0.3}


def test_hindcast__has_the_orders_to_sell_of_the_record():
    orders = load("baseline_hindcast").events["sale_order"]
    assert [month_name(order.month) for order in orders] == ["2021-09", "2021-12", "2022-04"]


def test_hindcast__weighs_north_korean_tests_as_its_rule_says():
    sizes = {month_name(e.month): e.size for e in load("baseline_hindcast").events["test"]}
    # By the largest kind: a nuclear test; a long missile or a satellite launch; a shorter missile.
    months = [month for month in sizes if sizes[month] == 1.0]
    assert months == ["2013-02", "2016-01", "2016-09", "2017-09"]
    assert {sizes[month] for month in ("2012-12", "2017-07", "2017-11", "2023-11")} == {0.6}
    assert {sizes[month] for month in ("2019-08", "2020-03", "2023-01", "2024-03")} == {0.3}
    # A month of cruise missiles or rockets alone is none (CNS), nor is 2018 (004 P14).
    assert not {"2012-03", "2017-06", "2020-07", "2024-02", "2025-08"} & set(sizes)
    assert not [month for month in sizes if "2017-12" <= month <= "2019-04"]


def test_hindcast__begins_with_every_stock():
    values = load("baseline_hindcast").start_values
    # Of beliefs it states those about the neighbour's choice, as shares of one; others are uniform.
    beliefs = {
        f"belief_{iso}_neighbour_{option}"
        for iso in ("jpn", "kor")
        for option in ("hold", "contest")
    }
    assert set(values) == {state.name for state in STATES} | beliefs
    for iso in ("jpn", "kor"):
        hold, contest = (values[f"belief_{iso}_neighbour_{o}"].high for o in ("hold", "contest"))
        assert 0 < contest < hold < hold + contest < 1
    # The main axes stand above the neighbours' tie (001 P3).
    assert values["relation_jpn_kor"].low < values["relation_jpn_usa"].low
    assert values["relation_jpn_kor"].low < values["relation_kor_usa"].low


def test_leader_codes__are_those_read_from_the_articles():
    leaders = load("baseline_hindcast").leaders

    def code(name, trait):
        span = leaders[name].traits[trait]
        return span.low, span.high, span.status

    assert code("biden", "mediation") == (0.8, 1.0, "stated")  # 000 P18, 003 P18-P22
    assert code("trump_1", "mediation") == (0.0, 0.1, "stated")  # 001 P3
    assert code("obama", "pressure_tilt") == (-0.4, 0.3, "inferred")  # 003 P27, 004 P14
    assert code("moon", "neighbour_priority") == (0.1, 0.25, "stated")  # 000 P9, 004 P14
    assert code("park", "history_hard_line") == (0.4, 0.7, "stated")  # whole term
    assert code("suga", "rivalry")[2] == "silent"
    assert leaders["acting"].caretaker
    assert not leaders["yoon"].caretaker


# After history. ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*FORWARD, *sorted(PARTED)])
def test_later_world__starts_from_the_hindcast_the_month_before(name):
    world = load(name)
    origin = SECOND_STEP.get(name, "baseline_hindcast")
    assert world.start is not None
    assert world.start.name == origin
    assert world.start.digest() == load(origin).digest()
    assert not world.start_values
    # Who was in office before is known, so a turnover in the first month is one.
    for capital in CAPITALS:
        assert world.holder(capital, world.first - 1) == world.start.holder(
            capital, world.first - 1
        )


@pytest.mark.parametrize("name", FORWARD)
def test_forward_world__uses_lees_codes_only_where_it_says_so(name):
    in_office = "lee_jae_myung" in load(name).holders("seoul")
    told = ("progressive_continuity", "revisionist_tokyo_lee", "progressive_continuity_takaichi")
    assert in_office == (name in told)


@pytest.mark.parametrize("name", FORWARD)
def test_forward_world__reaches_ten_years(name):
    world = apply(load(name), {"months": 120})
    assert world.months == 120
    assert compile_world(world).months == 120
    assert world.holder("washington", month_number("2029-01")) == "next_washington"


def test_forward_worlds__share_one_seoul_calendar_and_one_tokyo_prior():
    base = load("second_trump_term")
    apart = {
        "progressive_continuity": "seoul",
        "joint_hedging": "",
        "biden_style_mediation": "",
        "neglect": "",
        "return_to_ambiguity": "",
        "institutionalised_trilateral": "",
        "us_dprk_success": "",
        "hanoi_repeat": "",
    }
    for name, own in apart.items():
        world = load(name)
        for capital in ("tokyo", "seoul"):
            assert (world.calendar[capital] == base.calendar[capital]) == (capital != own), name


def test_second_trump_term__draws_seoul_from_the_prior_of_december_2024():
    world = load("second_trump_term")
    assert world.holders("seoul") == ("acting", "next_seoul")
    assert world.holder("seoul", month_number("2025-05")) == "acting"
    assert world.holder("seoul", month_number("2025-06")) == "next_seoul"
    prior = world.leaders["next_seoul"].traits["history_hard_line"]
    # Kim Dae-jung 0.1 to 0.3 (003 P6), Moon 0.65 to 0.85 (003 P8).
    assert (prior.low, prior.high) == (0.1, 0.85)


def test_neglect__differs_from_the_contest_in_washingtons_traits_alone():
    base, world = load("second_trump_term"), load("neglect")
    changed = {
        (name, trait)
        for name, leader in world.leaders.items()
        for trait, span in leader.traits.items()
        if span != base.leaders[name].traits[trait]
    }
    assert changed == {("trump_2", "mediation"), ("trump_2", "loyalty_reward")}
    assert (world.calendar, world.series, world.streams) == (
        base.calendar,
        base.series,
        base.streams,
    )


def test_hanoi_repeat__parts_from_success_in_the_last_step():
    success, failure = load("us_dprk_success"), load("hanoi_repeat")
    assert failure.events["talks"][:2] == success.events["talks"][:2]
    assert (success.events["talks"][2].size, failure.events["talks"][2].size) == (3, 4)
    assert failure.events["talks"][2].month == success.events["talks"][2].month


@pytest.mark.parametrize(("length", "name"), [(3, "_3"), (6, ""), (9, "_9"), (12, "_12")])
def test_impeachment_vacuum__lasts_as_long_as_its_name_says(length, name):
    world = load(f"impeachment_vacuum{name}")
    months = [m for m in range(world.first, world.last + 1) if world.holder("seoul", m) == "acting"]
    assert len(months) == length
    assert (world.first, world.last) == (load("no_martial_law").first, load("no_martial_law").last)


def test_no_martial_law__keeps_yoon_and_ishiba():
    world = load("no_martial_law")
    assert world.holders("tokyo") == ("ishiba",)
    assert world.holder("seoul", month_number("2027-04")) == "yoon"
    assert "acting" not in world.leaders


def test_joint_fund__gives_the_settlement_and_a_tokyo_that_accepts():
    world = load("joint_fund")
    (settlement,) = world.events["settlement"]
    assert month_name(settlement.month) == "2023-03"
    assert 0.6 <= settlement.size <= 0.8  # 003 P17
    assert world.leaders["kishida"].traits["history_hard_line"].high <= 0.3
    assert load("baseline_hindcast").leaders["kishida"].traits["history_hard_line"].high > 0.3


def test_assumed__counts_what_rests_on_assumption():
    counted = assumed(load("institutionalised_trilateral"))
    assert "parameters.consensus" in counted
    assert "leaders.trump_2.mediation" not in counted
    assert len(set(counted)) == len(counted)


def test_loading__is_quick_once_the_tables_are_read():
    load("second_trump_term")
    begun = time.perf_counter()
    load("second_trump_term")
    assert time.perf_counter() - begun < 0.2
