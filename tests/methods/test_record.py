"""Records from a file: fields as their types say, and one line for what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from sim.errors import SimError
from sim.methods.record import read_records


@dataclass(frozen=True)
class Part:
    name: str
    share: float = 0.5


@dataclass(frozen=True)
class Whole:
    says: str
    parts: tuple[Part, ...]
    keys: tuple[str, ...] = ()
    changes: Mapping[str, Any] = field(default_factory=dict)
    part: Part = Part("none")


def read(tmp_path, entry):
    path = tmp_path / "wholes.yaml"
    path.write_text(f"wholes:\n  - {entry}\n", encoding="utf-8")
    return read_records(Whole, path, "wholes")


def test_record__has_its_fields_and_defaults(tmp_path):
    entry = (
        "{says: ' two\n      lines ', parts: [{name: a, share: 1}, {name: b}], keys: [x, y], "
        "changes: {switches.thaw: false}, part: {name: c}}"
    )
    assert read(tmp_path, entry) == [
        Whole(
            "two lines",
            (Part("a", 1.0), Part("b")),
            ("x", "y"),
            {"switches.thaw": False},
            Part("c"),
        )
    ]
    assert read(tmp_path, "{says: a, parts: []}") == [Whole("a", ())]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("word", "entry 1: found the text 'word', wanted a mapping of says, parts, keys"),
        ("{says: a, parts: [], key: [x]}", "unknown field 'key'; did you mean 'keys'?"),
        ("{parts: []}", "entry 1: says: found nothing, wanted text"),
        ("{says: '  ', parts: []}", "says: found the text '  ', wanted text"),
        ("{says: 3, parts: []}", "says: found 3, wanted text"),
        ("{says: a, parts: a}", "parts: found the text 'a', wanted a list"),
        ("{says: a, parts: [a]}", "parts 1: found the text 'a', wanted a mapping of name, share"),
        (
            "{says: a, parts: [{name: b, share: true}]}",
            "line 2: entry 1: parts 1: share: found true, wanted a number",
        ),
        ("{says: a, parts: [], changes: [x]}", "changes: found ['x'], wanted a mapping"),
    ],
)
def test_fault__is_one_line(tmp_path, entry, said):
    with pytest.raises(SimError) as fault:
        read(tmp_path, entry)
    assert said in str(fault.value)
    assert "wholes.yaml" in str(fault.value)
    assert "\n" not in str(fault.value)
