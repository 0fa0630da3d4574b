"""Kinds of values: what each takes, what it refuses in one line, and what its JSON Schema says."""

import doctest
import math

import pytest

from sim.errors import OutOfBounds, SimError, UnknownName, WrongKind
from sim.errors.lines import Lined
from sim.spec import change, kind, kind_of_many
from sim.spec.kind import Choice, Date, Flag, Month, Number, Text
from sim.spec.kind_of_many import Listing, Named, OneOrMore, Record

SWITCHES = Record({"thaw": Flag(), "vacuum": Flag()}, word="switch", without=True)
TERM = Record({"leader": Text(), "from": Date()}, required={"leader": "'leader'"})


@pytest.mark.parametrize("module", [change, kind, kind_of_many])
def test_examples__run(module):
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0


@pytest.mark.parametrize(
    ("of", "value", "said"),
    [
        (Number(0, 1), "0.5", "found the text '0.5', wanted a number in [0, 1]"),
        (Number(0, 1), True, "found true, wanted a number in [0, 1]"),
        (Number(0, 1), math.nan, "found nan, wanted a number in [0, 1]"),
        (Number(0, 1), 10**400, "wanted a number in [0, 1]"),
        (Number(0, 1), 2, "found 2, wanted a number in [0, 1]"),
        (Number(1, 10**6, whole=True), 1.5, "found 1.5, wanted a whole number in [1, 1000000]"),
        (Number(1, 12, whole=True, unit="month"), 13, "wanted a number in [1, 12] month"),
        (Text(), " \n", "found the text '  ', wanted text"),
        (Text(wanted="a reason"), None, "found nothing, wanted a reason"),
        (Flag(), "off", "found the text 'off', wanted true or false"),
        (Choice("capital", ("tokyo", "seoul")), "seul", "unknown capital 'seul'; did you mean"),
        (Choice("capital", ("tokyo", "seoul")), ["tokyo"], "unknown capital '['tokyo']'"),
        (Month(), "2025-13", "found the text '2025-13', wanted a month written 'YYYY-MM'"),
        (Month(), "2025-01-02", "wanted a month written 'YYYY-MM'"),
        (Month(days=True), "2025-02-30", "wanted a month written 'YYYY-MM'"),
        (Month(), "٢٠٢٥-01", "wanted a month written 'YYYY-MM'"),
        (Date(), "2024-W40-1", "wanted a date written YYYY-MM-DD or YYYY-MM"),
        (Date(), 2024, "found 2024, wanted a date"),
        (Listing(Text(), 1, 2, "one or two texts"), [], "found [], wanted one or two texts"),
        (Listing(Text()), ["a", 1], "x[1]: found 1, wanted text"),
        (OneOrMore(Text()), [], "found [], wanted one or more"),
        (SWITCHES, [], "found [], wanted a mapping of keys to values"),
        (SWITCHES, {"thau": True}, "x: unknown switch 'thau'; did you mean 'thaw'?"),
        (SWITCHES, {"thaw": 1}, "x.thaw: found 1, wanted true or false"),
        (SWITCHES, {"without": "thau"}, "x.without: unknown switch 'thau'"),
        (SWITCHES, {"without": ["thaw", 7]}, "x.without: found 7, wanted a name, or a list"),
        (SWITCHES, {"thaw": True, "without": ["thaw"]}, "x.without: found 'thaw', which stands"),
        (TERM, {"from": "2024-10"}, "x.leader: found nothing, wanted 'leader'"),
        (Named(Flag()), {"abe": 1}, "x.abe: found 1, wanted true or false"),
    ],
)
def test_value__that_is_none_of_the_kind_ends_in_one_line(of, value, said):
    with pytest.raises(SimError) as fault:
        of.read(value, "here", "x")
    assert said in str(fault.value)
    assert str(fault.value).startswith("here: x")
    assert isinstance(fault.value, OutOfBounds | UnknownName | WrongKind)


def test_values__are_read_as_what_they_stand_for():
    assert type(Number(0, 1).read(1)) is float
    assert type(Number(0, 3, whole=True).read(2.0)) is int
    assert TERM.read({"from": "2024-10", "leader": "abe"}) == {
        "leader": "abe",
        "from": (2024 * 12 + 9, 1),
    }
    assert SWITCHES.read({"without": "vacuum", "thaw": False}) == {"thaw": False, "vacuum": None}


def test_unknown_key__is_told_on_its_own_line():
    place = Lined("f.yaml", {"switches": 1, "switches.thau": 3})
    with pytest.raises(UnknownName) as fault:
        SWITCHES.read({"thau": True}, place, "switches")
    assert fault.value.line == 3


def test_schema__says_what_the_check_asks():
    shared = {}
    shape = Record(
        {"share": Number(0, 1, meaning="A share."), "when": Month()}, required={"share": "'share'"}
    ).schema(shared)
    assert shape["properties"]["share"] == {
        "description": "A share.",
        "type": "number",
        "minimum": 0,
        "maximum": 1,
    }
    assert shape["required"] == ["share"]
    assert shape["additionalProperties"] is False
