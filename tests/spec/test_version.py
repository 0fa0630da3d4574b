"""The model's name: it moves with every file that a number of a run can come from."""

import ast
from pathlib import Path

import pytest

import sim.spec
from sim.spec import version

PACKAGE = Path(sim.spec.__file__).parents[1]
ROOMS = ("spec", "mechanisms", "engine")
FILES = sorted(path for room in ROOMS for path in (PACKAGE / room).rglob("*.py"))


def named(path):
    return path.relative_to(PACKAGE).as_posix()


def imports(path):
    """The modules of this package that a file imports, anywhere in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module]
    return {name for name in found if name.startswith("sim.")}


def test_words_alone__are_imported_by_nothing_that_runs():
    modules = {f"sim.{name.removesuffix('.py').replace('/', '.')}" for name in version.WORDS_ALONE}
    running = [path for path in FILES if named(path) not in version.WORDS_ALONE]
    assert not [named(path) for path in running if imports(path) & modules]
    assert {PACKAGE / name for name in version.WORDS_ALONE} <= set(FILES)


@pytest.mark.parametrize("room", ROOMS)
def test_name__moves_with_a_file_of_each_room(tmp_path, monkeypatch, room):
    (tmp_path / room).mkdir()
    monkeypatch.setattr(version, "_PACKAGE", tmp_path)
    before = version.sources_hash()
    (tmp_path / room / "new.py").write_text("X = 1\n")
    one = version.sources_hash()
    (tmp_path / room / "new.py").write_text("X = 2\n")
    other = version.sources_hash()
    assert len({before, one, other}) == 3
    (tmp_path / room / "new.py").write_bytes(b"X = 2\r\n")  # another system's ends of lines
    assert version.sources_hash() == other


def test_name__stays_where_only_words_change(tmp_path, monkeypatch):
    (tmp_path / "spec").mkdir()
    monkeypatch.setattr(version, "_PACKAGE", tmp_path)
    before = version.sources_hash()
    (tmp_path / "spec" / "asked.py").write_text("ERROR = 'another text'\n")
    assert version.sources_hash() == before
