"""Lines in messages: a fault is told on the line on which its field stands."""

import pickle

import pytest

from sim.errors import OutOfBounds, UnknownName, WrongKind
from sim.errors.lines import Lined, on_key, where
from sim.methods.statement import read_statements
from sim.scenario import load
from sim.scenario.document import parse

TEXT = """title: t
leaders:
  abe:
    traits:
      rivalry: {value: 2,
        source: 000 P9}
events:
  court:
    - {month: 2018-10, size: 1}
    - month: 2018-11
      size: 2
given: {leaders.seoul.rivalry: 0.1}
"""


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("title", 1),
        ("leaders.abe.traits.rivalry", 5),
        ("leaders.abe.traits.rivalry.value", 5),
        ("leaders.abe.traits.rivalry.source", 6),
        ("leaders.abe.ideology", 3),
        ("events.court[0].size", 9),
        ("events.court[1]", 10),
        ("events.court[1].size", 11),
        ("events.court[2]", 8),
        ("given.leaders.seoul.rivalry", 12),
        ("window", None),
        ("", None),
    ],
)
def test_field__stands_on_its_line_or_on_that_of_what_holds_it(field, line):
    place = parse(TEXT, "mine.yaml").place
    assert place.line_of(field) == line
    fault = WrongKind("x", "y", place=place, field=field)
    assert (fault.place, fault.field, fault.line) == ("mine.yaml", field, line)
    assert str(fault).startswith(f"mine.yaml, line {line}: " if line else "mine.yaml: ")


def test_line__survives_a_pickle_and_brings_no_table_along():
    fault = OutOfBounds(2, 0, 1, place=parse(TEXT, "mine.yaml").place, field="title")
    again = pickle.loads(pickle.dumps(fault))
    assert (str(again), again.line, type(again.place)) == (str(fault), 1, str)


def test_place__is_a_text_that_can_be_sent():
    place = parse(TEXT, "mine.yaml").place.below("leaders.abe", "Abe")
    again = pickle.loads(pickle.dumps(place))
    assert again == place == "mine.yaml: Abe"
    assert again.line_of("traits.rivalry") == 5


def test_entry__is_named_after_the_line():
    place = parse(TEXT, "mine.yaml").place.below("leaders.abe", "Abe")
    fault = WrongKind("x", "y", place=place, field="traits.rivalry")
    assert str(fault) == "mine.yaml, line 5: Abe: traits.rivalry: found x, wanted y"
    assert str(place.below("traits", "T")) == "mine.yaml: Abe: T"


def test_key__has_a_line_of_its_own():
    place = parse(TEXT, "mine.yaml").place
    fault = UnknownName("key", "abe", ["ab"], place=on_key(place, "leaders", "abe"))
    assert fault.line == 3
    assert on_key("here", "leaders", "abe") == "here"


def test_warning__names_the_line_as_an_error_does():
    assert where(Lined("a.yaml", {"events": 3}), "events.court") == "a.yaml, line 3: events.court"
    assert where(Lined("a.yaml"), "events.court") == "a.yaml: events.court"


def test_fault_in_a_table__names_the_line_of_the_table(tmp_path):
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "own.yaml").write_text("title: t\nswitches:\n  thaw: 3\n")
    (tmp_path / "mine.yaml").write_text("title: m\ninherits: neglect\ntables: [own]\n")
    with pytest.raises(WrongKind) as fault:
        load("mine", tmp_path)
    assert (fault.value.place, fault.value.line) == ("tables/own.yaml", 3)


def test_statement__is_told_on_its_line(tmp_path):
    (tmp_path / "s.yaml").write_text(
        "statements:\n  - id: A\n    says: a\n    source: 000 P9\n    test:\n      arms:\n"
        "        on:\n        off: {branch: 2026-01}\n      checks: []\n"
    )
    with pytest.raises(WrongKind) as fault:
        read_statements(tmp_path / "s.yaml", world="neglect")
    assert (fault.value.place, fault.value.line) == ("s.yaml: A", 9)
