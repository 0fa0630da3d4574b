"""Ways of asking are for any world: nothing in `sim/methods` names a case."""

import ast
import doctest
import re
from pathlib import Path

import pytest

import sim
from sim.spec.preferences import LEADERS

ROOM = Path(sim.__file__).parent / "methods"
FILES = sorted(ROOM.rglob("*.py"))

#: Worlds, leaders, keys of articles and months. `acting` is a plain word as well.
_WORLDS = sorted(sim.scenarios()["name"])
_LEADERS = sorted({name for names in LEADERS.values() for name in names} - {"acting"})
CASES = re.compile(rf"\b(?:{'|'.join([*_WORLDS, *_LEADERS])}|00[0-4] P\d+|(?:19|20)\d\d-\d\d)\b")


def cases(source):
    """The cases that a module's texts name; examples in docstrings may run a world."""
    examples = doctest.DocTestParser()
    return [
        match[0]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for part in examples.parse(node.value)
        if isinstance(part, str) and (match := CASES.search(part))
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOM).as_posix())
def test_method__names_no_case(path):
    assert cases(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        *("x = 'neglect'", "def f():\n    return ['moon']", "y = {'last': '2024-12'}", "'003 P9'"),
        "def f():\n    '''Speak of neglect.\n\n    >>> f('neglect')\n    '''",
    ],
)
def test_guard__fires(text):
    assert len(cases(f"a = 1\n{text}\n")) == 1


def test_room__holds_the_ways_that_are_general():
    assert len(FILES) > 10
