"""The structure that CONTRIBUTING.md tells of: no room too large, and a walk that is there."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
WALK = re.findall(r"^\| `(sim/\S+\.py)` \| `(\w+)` \|", TEXT, re.M)

#: Most of the house that one room may be, in per cent of the lines of Python.
LARGEST = 22


def lines_by_room(package):
    """Lines of Python by room; a file of the package's own is a room."""
    found = Counter()
    for path in package.rglob("*.py"):
        room = path.relative_to(package).parts[0]
        found[room] += len(path.read_text(encoding="utf-8").splitlines())
    return found


def shares(package):
    found = lines_by_room(package)
    return {room: 100 * count / found.total() for room, count in found.items()}


def test_room__is_not_too_large():
    largest, share = max(shares(ROOT / "sim").items(), key=lambda one: one[1])
    assert share <= LARGEST, largest


def test_guard_of_rooms__fires(tmp_path):
    for room, count in (("small", 7), ("large", 3)):
        (tmp_path / room).mkdir()
        (tmp_path / room / "a.py").write_text("x = 1\n" * count)
    assert shares(tmp_path) == {"small": 70.0, "large": 30.0}
    assert max(shares(tmp_path).values()) > LARGEST


def test_shares__in_the_table_are_those_of_the_rooms():
    """To two in a hundred: a room that moves by more is told anew."""
    told = {
        room: float(now)
        for row in re.findall(r"^\| `\w+` \| .*%.*$", TEXT, re.M)
        for room, now in re.findall(r"`(\w+)` \| (?:–|[\d.]+ %) \| ([\d.]+) %", row)
    }
    found = shares(ROOT / "sim")
    rooms = {room for room in found if not room.endswith(".py")}
    assert set(told) == rooms
    assert {room: round(found[room], 1) for room in rooms} == pytest.approx(told, abs=2.0)


def defined(path):
    """Names that a module defines at its top."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}


@pytest.mark.parametrize(("path", "name"), WALK, ids=[name for _, name in WALK])
def test_step_of_the_walk__is_there(path, name):
    assert name in defined(path)


def test_walk__goes_from_the_file_to_a_page():
    rooms = list(dict.fromkeys(path.split("/")[1] for path, _ in WALK))
    assert rooms[0] == "scenario"
    assert rooms[-1] == "report"
    assert len(WALK) >= 18
    assert "      neighbour_priority" in (ROOT / "scenarios/tables/leaders.yaml").read_text(
        encoding="utf-8"
    )
