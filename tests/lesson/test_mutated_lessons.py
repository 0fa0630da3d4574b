"""A lesson with anything in the place of anything ends in one line, and never in a crash."""

import copy
import re

import pytest
import yaml

from sim.errors import SimError
from sim.lesson.read import lesson_folder, read_lesson

DATA = yaml.safe_load((lesson_folder() / "what_demands_do.yaml").read_text(encoding="utf-8"))
JUNK = (None, True, -1, 1e9, "", "x", [], [[1]], {"x": 1})


def places(data, at=()):
    """Every place in plain data, as the keys that lead to it."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in pairs:
        yield (*at, key)
        if isinstance(value, dict | list):
            yield from places(value, (*at, key))


def put(data, at, junk):
    """A copy with one place changed."""
    changed = copy.deepcopy(data)
    inside = changed
    for key in at[:-1]:
        inside = inside[key]
    inside[at[-1]] = junk
    return changed


PLACES = list(places(DATA))


@pytest.mark.parametrize("at", PLACES, ids=lambda at: ".".join(map(str, at)))
def test_junk_anywhere__is_read_or_told_in_one_line(at, tmp_path):
    told = []
    for junk in JUNK:
        text = yaml.safe_dump(put(DATA, at, junk), allow_unicode=True)
        (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
        try:
            read_lesson("mine", tmp_path)
        except SimError as fault:
            told.append(str(fault))
    for line in told:
        assert re.match(rf"{tmp_path.name}/mine\.yaml(, line [0-9]+)?: ", line), line
        assert "\n" not in line
    # A text takes any text, an optional part nothing at all; all else is a fault.
    assert len(told) >= len(JUNK) - 5


def test_places__are_all_of_the_file():
    assert len(PLACES) > 80
