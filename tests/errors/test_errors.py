"""Errors: what they offer in place of a slip, and that they are one line which can be read."""

import doctest

import pytest

import sim.errors
import sim.errors.lines
import sim.errors.text
from sim.errors import OutOfBounds, UnknownName, WrongKind, hidden, nearest, short, visible
from sim.scenario import catalogue
from sim.spec.events import STREAM_BY_NAME
from sim.spec.parameters import PARAMETERS
from sim.spec.preferences import LEADERS, TRAITS
from sim.spec.switches import SWITCHES
from sim.spec.variables import SERIES

LISTS = {
    "scenario": [entry.name for entry in catalogue()],
    "trait": [trait.name for trait in TRAITS],
    "switch": list(SWITCHES),
    "parameter": [parameter.name for parameter in PARAMETERS],
    "series": list(SERIES),
    "stream": list(STREAM_BY_NAME),
    "leader": [name for names in LEADERS.values() for name in names],
}


def slips(name: str):
    """A name with one letter lost, doubled, swapped with the next, or in capitals."""
    middle = len(name) // 2
    yield name[:middle] + name[middle + 1 :]
    yield name[:middle] + name[middle] + name[middle:]
    yield name[: middle - 1] + name[middle] + name[middle - 1] + name[middle + 1 :]
    yield name.upper()
    yield name[1:]
    yield name + "s"


@pytest.mark.parametrize("kind", LISTS)
def test_nearest__finds_the_name_behind_a_slip(kind):
    known = LISTS[kind]
    missed = [
        (slip, name)
        for name in known
        if len(name) > 3
        for slip in slips(name)
        if slip not in known and nearest(slip, known) != name
    ]
    # Names that differ by one letter can be slips of one another.
    assert all(nearest(slip, known) is not None for slip, _ in missed)
    assert len(missed) <= len(known) / 10, missed


@pytest.mark.parametrize(
    ("found", "kind", "name"),
    [
        ("second_trump", "scenario", "second_trump_term"),
        ("hindcast", "scenario", "baseline_hindcast"),
        ("vacuum", "switch", "vacuum"),
        ("alignment", "trait", "china_alignment"),
        ("hard_line", "trait", "history_hard_line"),
        ("Yoon", "leader", "yoon"),
        ("mono", "leader", "moon"),
    ],
)
def test_nearest__finds_the_name_that_a_part_or_a_habit_stands_for(found, kind, name):
    assert nearest(found, LISTS[kind]) == name


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize(
    "found",
    [
        *("nope", "foo", "x", "asdf", "hello", "qwerty", "banana", "elephant", "etc", "passwd"),
        *("nonsense", "something", "nothing", "my_world", "a" * 5_000, "", "___", "2030"),
    ],
)
def test_nearest__offers_nothing_far_fetched(found, kind):
    assert nearest(found, LISTS[kind]) is None


def test_unknown_name__without_a_near_one_shows_what_is_known():
    assert str(UnknownName("leader", "nobody", ["moon", "yoon"])) == (
        "unknown leader 'nobody'; known: moon, yoon"
    )


@pytest.mark.parametrize(
    "character",
    [
        *("\0", "\a", "\x1b", "\r", "\n", "\x7f", "\x85", "\xad", "\u034f", "\u115f", "\u180e"),
        *("\u200b", "\u200d", "\u2028", "\u2029", "\u202e", "\u2066", "\u2800", "\u3164"),
        *("\ue000", "\ufe0f", "\ufeff", "\uffa0", "\ufffe", "\ud800", "\U000e0041"),
    ],
)
def test_hidden__finds_what_a_reader_cannot_see(character):
    assert hidden(f"ab{character}c") == 2
    assert hidden(f"ab{character}c", kept=character) is None
    assert hidden(visible(f"ab{character}c")) is None


@pytest.mark.parametrize(
    "text",
    ["", "plain", "日韓 관계", "Müller – “ß”", "a\u00a0b\u3000c", "é", "e\u0301", "→ ± § 🙂"],
)
def test_hidden__passes_what_is_seen(text):
    assert hidden(text) is None
    assert visible(text) == text


@pytest.mark.parametrize(
    "fault",
    [
        lambda found: WrongKind(found, "a name"),
        lambda found: WrongKind(found, "a name", given=True),
        lambda found: UnknownName("name", found, ["one"]),
        lambda found: OutOfBounds(found, 0, 1),
    ],
)
@pytest.mark.parametrize("found", ["a\nb", "a\x1b[31mb", "a\u202eb", "x" * 100_000])
def test_message__shows_what_was_found_on_one_short_line(fault, found):
    said = str(fault(found))
    assert hidden(said) is None
    assert len(said) < 150
    assert fault(found).found == found


def test_short__keeps_the_beginning():
    assert short("x" * 61) == "x" * 57 + "…"
    assert short("x" * 60) == "x" * 60


@pytest.mark.parametrize("module", [sim.errors, sim.errors.lines, sim.errors.text])
def test_examples__run(module):
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0
