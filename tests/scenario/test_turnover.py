"""A world's own file may ask for a drawn calendar; a run under it is one under the same by hand."""

import pytest

from sim.errors import OutOfBounds, SimError, UnknownName, WrongKind
from sim.runner import run
from sim.scenario import load
from sim.spec.calendar import month_name
from sim.spec.override import apply
from sim.spec.turnover import KEY, drawn_turnovers

PARENT = "title: A term of my own\ninherits: second_trump_term\n"


@pytest.fixture
def world_of(tmp_path):
    """Return a function that loads a world of a text, beside the shipped ones."""

    def made(text, name="mine"):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        return load(name, tmp_path)

    return made


def test_file__asks_as_the_key_does(world_of):
    world = world_of(f"{PARENT}turnover: {{tokyo: 7}}\n")
    asked = apply(load("second_trump_term"), {KEY: 7})
    assert (world.calendar, world.overrides) == (asked.calendar, {KEY: 7})
    longer = apply(world, {"months": 120})
    assert longer.calendar == apply(asked, {"months": 120}).calendar
    assert len(drawn_turnovers(longer)) > len(drawn_turnovers(world))
    assert apply(world, {KEY: 18}).calendar == apply(asked, {KEY: 18}).calendar


def test_child__takes_it_over_changes_it_or_does_without(world_of):
    world = world_of(f"{PARENT}turnover: {{tokyo: 7}}\n")
    child = "title: A child\ninherits: mine\n"
    assert world_of(child, "same").calendar == world.calendar
    assert world_of(f"{child}turnover: {{tokyo: 18}}\n", "other").overrides == {KEY: 18}
    fixed = world_of(f"{child}turnover: {{tokyo: null}}\n", "fixed")
    assert (fixed.calendar, fixed.overrides) == (load("second_trump_term").calendar, {})


def test_world_that_starts_from_it__has_its_months(world_of):
    world_of(f"{PARENT}turnover: {{tokyo: 7}}\n")
    later = world_of(
        "title: Later\ninherits: second_trump_term\nstart: mine\n"
        "window: {first: 2027-01, last: 2027-12}\n",
        "later",
    )
    assert later.start.holder("tokyo", 2026 * 12 + 11) == "takaichi"
    # A window begins with whom its world names, and draws from the month after.
    assert later.holder("tokyo", later.first) == "next_tokyo"
    found = apply(later, {KEY: 10})
    assert [month_name(term.first) for term in drawn_turnovers(found)] == ["2027-09"]


@pytest.mark.parametrize(
    ("asked", "kind", "said"),
    [
        ("{tokyo: -1}", OutOfBounds, "turnover.tokyo: found -1, wanted a number in [1, 1000000]"),
        ("{tokyo: 0}", OutOfBounds, "turnover.tokyo: found 0"),
        ("{tokyo: 1.5}", WrongKind, "turnover.tokyo: found 1.5, wanted a whole number"),
        (
            "{tokyo: seven}",
            WrongKind,
            "turnover.tokyo: found the text 'seven', wanted a whole",
        ),
        ("{tokyo: true}", WrongKind, "turnover.tokyo: found true, wanted a whole number in"),
        ("{tokio: 7}", UnknownName, "turnover: unknown capital 'tokio'; did you mean 'tokyo'?"),
        (
            "{seoul: 7}",
            WrongKind,
            "turnover.seoul: found 'turnover.seoul', wanted 'turnover.tokyo'",
        ),
        ("7", WrongKind, "turnover: found 7, wanted a mapping of keys to values"),
    ],
)
def test_fault__names_file_and_field(world_of, tmp_path, asked, kind, said):
    with pytest.raises(kind) as fault:
        world_of(f"{PARENT}turnover: {asked}\n")
    line = f"{PARENT}".count("\n") + 1
    assert str(fault.value).startswith(f"{tmp_path.name}/mine.yaml, line {line}: {said}")


def test_table__may_not_ask_for_it(world_of, tmp_path):
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "own.yaml").write_text("turnover: {tokyo: 7}\n", encoding="utf-8")
    with pytest.raises(WrongKind, match="found 'turnover', wanted a table without it"):
        world_of(f"{PARENT}tables: [own]\n")


def test_own_leader__may_follow_and_one_without_codes_or_a_caretaker_may_not(world_of):
    stated = "\n  {name}:\n    capital: tokyo\n    title: {name}\n{more}"
    coded = "    ideology: {value: 0.5, source: assumed, status: assumed, because: mine}\n"
    text = f"{PARENT}leaders:"
    text += stated.format(name="coded", more=coded)
    text += stated.format(name="uncoded", more="")
    text += stated.format(name="keeper", more=f"{coded}    caretaker: true\n")
    world = world_of(text)
    came = {
        term.leader
        for number in range(1, 400)
        for term in drawn_turnovers(apply(world, {KEY: number, "months": 120}))
    }
    known = {"noda", "abe", "suga", "kishida", "ishiba", "takaichi", "next_tokyo"}
    assert came == known | {"coded"}


def test_nobody_else__ends_in_one_line(world_of, monkeypatch):
    world = load("second_trump_term")
    only = {"next_tokyo": world.leaders["next_tokyo"]}
    from sim.spec.override import knowing

    with pytest.raises(SimError) as fault:
        apply(knowing(world, only), {KEY: 7})
    assert (
        "turnover.tokyo: found nobody in Tokyo who may follow 'next_tokyo', wanted another"
        in str(fault.value)
    )


@pytest.mark.parametrize("name", ["second_trump_term", "biden_style_mediation"])
def test_run__is_that_of_the_same_calendar_written_by_hand(world_of, name):
    world = apply(load(name), {KEY: 18})
    terms = "".join(
        f"    - {{leader: {term.leader}, from: {month_name(term.first)}, source: public record}}\n"
        for term in world.calendar["tokyo"]
    )
    hand = world_of(f"title: By hand\ninherits: {name}\ncalendar:\n  tokyo:\n{terms}")
    assert [t.first for t in hand.calendar["tokyo"]] == [t.first for t in world.calendar["tokyo"]]
    assert hand.leaders == world.leaders
    one, other = (run(made, replicates=40, seed=3, trajectories=True) for made in (world, hand))
    drop = ["scenario", "point"]
    assert one.outcomes.drop(columns=drop).equals(other.outcomes.drop(columns=drop))
    assert one.trajectories.equals(other.trajectories)
