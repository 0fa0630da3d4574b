"""Role cards and the glossary: whole, sourced, and in the words of MODEL.md."""

import re
from pathlib import Path

import pytest

from sim import spec
from sim.errors import SimError
from sim.lesson.read import lesson_folder
from sim.lesson.shared import glossary, roles
from sim.spec.preferences import CAPITALS

MODEL = Path(spec.__file__).with_name("MODEL.md").read_text(encoding="utf-8")


def test_roles__are_those_of_all_capitals():
    found = roles()
    assert tuple(found) == CAPITALS
    assert all(role.wants and role.fears and role.can and role.sources for role in found.values())


#: Words of ours that MODEL.md's glossary has as well, with a word of its explanation.
SHARED = {
    "settlement": "history",
    "bid": "favour",
    "rent": "Washington gains",
    "ambiguity": "not aligning",
    "dispute": "fades in a year or two",
    "grievance": "for decades",
    "rapport": "gone with either",
    "vacuum": "acting leader",
    "trait": "preference",
    "summit": "of either kind",
}


@pytest.mark.parametrize("key", SHARED)
def test_word__stands_in_the_models_glossary_too(key):
    assert key in glossary()
    table = MODEL.split("## 9. Glossary")[1].split("## 10.")[0]
    rows = [line for line in table.splitlines() if re.match(rf"\|[^|]*\b{key}\b", line)]
    assert any(SHARED[key] in row for row in rows)


def test_role_with_an_unknown_source__is_one_line(tmp_path):
    text = (lesson_folder() / "roles.yaml").read_text(encoding="utf-8")
    (tmp_path / "roles.yaml").write_text(text.replace('"000 P18"', '"000 P19"', 1), "utf-8")
    with pytest.raises(SimError) as fault:
        roles(tmp_path)
    line = 1 + text[: text.index('"000 P18"')].count("\n")
    assert str(fault.value) == (
        f"{tmp_path.name}/roles.yaml, line {line}: washington.sources[0]: found '000 P19', "
        "wanted one of its paragraphs, 000 P1 to 000 P18"
    )


def test_card_that_is_missing__is_one_line(tmp_path):
    text = (lesson_folder() / "roles.yaml").read_text(encoding="utf-8")
    (tmp_path / "roles.yaml").write_text(text[: text.index("pyongyang:\n")], "utf-8")
    with pytest.raises(SimError, match="pyongyang: found nothing, wanted a card for each capital"):
        roles(tmp_path)


def test_word_without_a_meaning__is_one_line(tmp_path):
    (tmp_path / "glossary.yaml").write_text("tie: {term: Tie}\n", "utf-8")
    with pytest.raises(SimError, match=r"tie\.says: found nothing, wanted text"):
        glossary(tmp_path)


def test_folder_without_cards__has_the_shipped_ones(tmp_path):
    assert roles(tmp_path) == roles()
    assert glossary(tmp_path) == glossary()
