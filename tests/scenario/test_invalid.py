"""Faulty world files: one fault a file, one clear line each, given in the file's first line."""

from pathlib import Path

import pytest
import yaml

from sim.errors import SimError
from sim.scenario import document, load
from sim.scenario.folder import find
from sim.scenario.partial import read_partial

FOLDER = Path(__file__).parent / "invalid"
FILES = sorted(FOLDER.glob("*.yaml"))


def expected(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("# ")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_faulty_file__ends_with_one_line_that_says_what_to_mend(path):
    with pytest.raises(SimError) as fault:
        load(path.stem, FOLDER)
    assert str(fault.value) == expected(path)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("yaml_*.yaml")), ids=lambda path: path.stem)
def test_faulty_yaml__reads_the_same_without_the_compiled_reader(path, monkeypatch):
    monkeypatch.setattr(document, "_READER", yaml.SafeLoader)
    with pytest.raises(SimError) as fault:
        document.read(path, f"invalid/{path.name}")
    assert str(fault.value) == expected(path)


def test_faulty_files__cover_every_error_that_a_reader_may_meet():
    kinds = set()
    for path in FILES:
        with pytest.raises(SimError) as fault:
            load(path.stem, FOLDER)
        kinds.add(type(fault.value).__name__)
        assert "\n" not in str(fault.value)
    assert kinds == {"UnknownName", "OutOfBounds", "WrongKind", "MalformedFile", "CalendarFault"}


def test_faulty_file__is_read_anew_once_mended(tmp_path):
    path = tmp_path / "mended.yaml"
    path.write_text("title: A\ninherits: neglect\nswitches: {mediation: 7}\n")
    with pytest.raises(SimError):
        load("mended", tmp_path)
    path.write_text("title: A\ninherits: neglect\nswitches: {mediation: false}\n")
    assert load("mended", tmp_path).switches["mediation"] is False


def test_part__is_read_once_while_the_file_stays_as_it_is():
    place = find("neglect")
    assert read_partial(place) is read_partial(place)
