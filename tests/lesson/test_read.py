"""Reading a lesson: the shipped ones are whole, and each fault is one clear line."""

import dataclasses
import re
import shutil
from pathlib import Path

import pytest

from sim.errors import SimError
from sim.lesson import named
from sim.lesson.lesson import MINUTES, MOST_LEVERS, in_order
from sim.lesson.read import FIELDS, OPTIONAL, lesson_folder, lesson_names, read_lesson
from sim.lesson.shared import glossary
from sim.lesson.text import names_in

NAMES = lesson_names()
TEXT = (lesson_folder() / "what_demands_do.yaml").read_text(encoding="utf-8")
LEVER = (
    "  - key: leaders.washington.mediation\n    label: Washington brokers between its allies\n"
    '    ends: {low: "it never brokers", high: "it is always ready to broker"}\n'
)


def read_changed(folder: Path, old: str, new: str) -> None:
    assert old in TEXT, old
    (folder / "mine.yaml").write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    read_lesson("mine", folder)


def line_of(folder: Path, old: str, new: str) -> str:
    with pytest.raises(SimError) as fault:
        read_changed(folder, old, new)
    line = str(fault.value)
    assert "\n" not in line
    return re.sub(rf"{folder.name}/mine\.yaml(, line [0-9]+)?: ", "", line, count=1)


def test_shipped_lessons__are_six_to_eight_or_more():
    assert len(NAMES) >= 6


@pytest.mark.parametrize("name", NAMES)
def test_shipped_lesson__has_all_that_a_class_needs(name):
    lesson = read_lesson(name)
    assert set(lesson.paths) == set(MINUTES)
    assert 1 <= len(lesson.levers) <= MOST_LEVERS
    assert lesson.question.endswith("?")
    assert len(lesson.worksheet) >= 3
    assert len(lesson.notes) >= 2
    assert len(lesson.limits) >= 2
    assert names_in(lesson.finding)
    assert any(names_in(note) for note in lesson.notes)


@pytest.mark.parametrize("name", NAMES)
def test_shipped_lesson__tells_a_class_what_happened_and_what_its_levers_mean(name):
    lesson = read_lesson(name)
    assert 3 <= len(lesson.background) <= 5
    assert sum("(00" in text for text in lesson.background) >= 2
    assert all(lever.ends for lever in lesson.levers)
    assert set(lesson.reasons) == set(lesson.given)
    assert bool(lesson.world_says) == bool(lesson.given)
    assert not [text for text in lesson.texts().values() if "in hand" in text]


def test_shipped_lessons__have_an_order_and_begin_with_few_changes():
    lessons = in_order(map(read_lesson, NAMES))
    assert [lesson.order for lesson in lessons] == list(range(1, len(NAMES) + 1))
    changed = [len(lesson.changes) for lesson in lessons]
    assert max(changed[:3]) <= 2 < changed[-1]


def test_lesson_without_an_order__comes_last():
    lesson = read_lesson(NAMES[0])
    without = dataclasses.replace(lesson, order=None)
    assert in_order([without, lesson]) == [lesson, without]


@pytest.mark.parametrize("name", NAMES)
def test_sample__is_named_once_in_the_notes_and_alike_in_all_lessons(name):
    first, *others = read_lesson(name).notes
    assert first == read_lesson(NAMES[0]).notes[0]
    assert {"shown", "told"} <= set(names_in(first))
    assert not [text for text in others if "shown" in names_in(text)]


#: What says of one neighbour that it is hard, a rival or cold: the other has the same lever.
MIRRORED = ("history_hard_line", "rivalry", "neighbour_priority")


def mirrored(key):
    """A key with Tokyo in the place of Seoul and Seoul in that of Tokyo."""
    return key.replace("tokyo", "~").replace("seoul", "tokyo").replace("~", "seoul")


@pytest.mark.parametrize("name", NAMES)
def test_no_neighbour__is_alone_in_what_a_lesson_may_hold_against_it(name):
    lesson = read_lesson(name)
    for keys in ({lever.key for lever in lesson.levers}, set(lesson.given)):
        for key in keys:
            if key.endswith(MIRRORED) and ("tokyo" in key or "seoul" in key):
                assert mirrored(key) in keys, key


@pytest.mark.parametrize("name", NAMES)
def test_lesson_that_counts_reversals__says_that_the_model_has_them_of_seoul_alone(name):
    lesson = read_lesson(name)
    if "reversals" in (lesson.outcome.name, *lesson.also):
        told = " ".join((lesson.surprise, *lesson.limits))
        assert re.search(
            r"only Seoul can go back|gives Seoul a step that it does not give", told, re.I
        )
        assert "003 P8" in told + " ".join(lesson.notes)


@pytest.mark.parametrize("name", NAMES)
def test_shipped_lesson__says_good_terms_as_the_glossary_does(name):
    outcome = read_lesson(name).outcome
    if "good terms" in outcome.says:
        assert f"above {outcome.above:g}" in glossary()["good_terms"].says


@pytest.mark.parametrize("name", NAMES)
def test_shipped_lesson__names_in_its_sources_all_that_its_texts_cite(name):
    lesson = read_lesson(name)
    told = " ".join((*lesson.texts().values(), *lesson.reasons.values()))
    cited = set(re.findall(r"\b00[0-4] P[0-9]+", told))
    assert cited
    assert cited <= set(lesson.sources)


def test_lesson__is_plain_data_with_the_fields_of_its_file():
    data = read_lesson("what_demands_do").as_dict()
    assert set(FIELDS) <= set(data)
    assert data["levers"][0] == {
        "key": "leaders.washington.burden_demand",
        "label": "Washington demands tariffs, money and forces",
        "to": 0.1,
        "ends": {"low": "it asks for nothing", "high": "it demands on every issue"},
    }
    assert data["world_says"] is None
    assert set(read_lesson("who_pays").as_dict()["world_says"]) == {"title", "says"}
    assert data["outcome"]["above"] == 0.0
    assert data["outcome"]["below"] is None


def test_lesson_of_a_tie_with_beijing__is_counted_on_that_path():
    outcome = read_lesson("taking_sides").outcome
    assert (outcome.variable, outcome.way) == ("relation_chn_kor", "final")


def test_world_b__differs_from_a_in_what_opens_changed_and_in_nothing_else():
    lesson = read_lesson("what_demands_do")
    a, b = lesson.world_a.as_dict(), lesson.world_b.as_dict()
    # What was asked, and what it did: nothing else may differ.
    assert {name for name in a if a[name] != b[name]} == {"leaders", "overrides"}
    differ = {
        (name, trait)
        for name, leader in a["leaders"].items()
        for trait, span in leader["traits"].items()
        if span != b["leaders"][name]["traits"][trait]
    }
    assert differ == {("trump_2", "burden_demand")}


def test_folder_of_ones_own__is_read_like_the_shipped_one(tmp_path):
    shutil.copy(lesson_folder() / "who_pays.yaml", tmp_path / "mine.yaml")
    assert lesson_names(tmp_path) == ("mine",)
    assert read_lesson("mine", tmp_path).title == read_lesson("who_pays").title


def test_source_of_ones_own__may_be_named_where_its_list_lies_beside(tmp_path):
    own = 'sources: ["smith2020 p. 9", "000 P18", "001 P5", "001 P6", "001 P11"]'
    listed = 'sources: ["000 P18", "001 P5", "001 P6", "001 P11"]'
    assert "unknown key of sources.bib 'smith2020'" in line_of(tmp_path, listed, own)
    (tmp_path / "sources.bib").write_text("@book{smith2020, title = {A}}\n", encoding="utf-8")
    read_changed(tmp_path, listed, own)


FAULTS = {
    "an unknown lever": (
        "leaders.washington.burden_demand\n",
        "leaders.washington.burden_demnd\n",
        "levers[0].key: unknown lever 'leaders.washington.burden_demnd'; did you mean "
        "'leaders.washington.burden_demand'?",
    ),
    "a leader out of office": (
        "leaders.washington.burden_demand\n",
        "leaders.obama.burden_demand\n",
        "levers[0].key: unknown lever 'leaders.obama.burden_demand'; did you mean "
        "'leaders.trump_2.burden_demand'?",
    ),
    "an unknown outcome": (
        "name: jpn_kor_final",
        "name: jpn_kor_finale",
        "outcome.name: unknown outcome 'jpn_kor_finale'; did you mean 'jpn_kor_final'?",
    ),
    "an unknown further outcome": (
        "summits]",
        "sumits]",
        "also[3]: unknown outcome 'sumits'; did you mean 'summits'?",
    ),
    "an unknown path": (
        "path: relation_jpn_kor",
        "path: relation_jpn_kr",
        "outcome.path: unknown variable 'relation_jpn_kr'; did you mean 'relation_jpn_kor'?",
    ),
    "an unknown source": (
        '"001 P11"',
        '"001 P13"',
        "sources[3]: found '001 P13', wanted one of its paragraphs, 001 P1 to 001 P12",
    ),
    "an unknown world": (
        "world: second_trump_term",
        "world: second_trump_tern",
        "world: unknown scenario 'second_trump_tern'; did you mean 'second_trump_term'?",
    ),
    "an unknown field": (
        "finding: >-",
        "findings: >-",
        "unknown field 'findings'; did you mean 'finding'?",
    ),
    "a field that is missing": (
        "disputed: >-",
        "surprise: >-",
        "disputed: found nothing, wanted 'disputed', which every lesson has",
    ),
    "a bet out of range": (
        "high: 100}",
        "high: 120}",
        "bet.high: found 120, wanted a number in [0, 100]",
    ),
    "a bet upside down": (
        "low: 0, high: 100",
        "low: 60, high: 40",
        "bet: found 60 to 40, wanted the lower end first",
    ),
    "a bet on neither world": (
        "about: B",
        "about: C",
        "bet.about: unknown world 'C'; known: A, B",
    ),
    "too many levers": (
        LEVER,
        LEVER + "  - {key: months, label: Months}\n" + "  - {key: switches.thaw, label: Thaw}\n",
        "levers: found a list of 7, wanted a list of 1 to 6 levers",
    ),
    "a lever twice": (
        "key: switches.joint_hedging\n",
        "key: leaders.washington.burden_demand\n",
        "levers[1]: found 'leaders.washington.burden_demand' twice, wanted each key once",
    ),
    "a lever without a label": (
        "    label: Washington brokers between its allies\n",
        "",
        "levers[4].label: found nothing, wanted text",
    ),
    "an end out of bounds": (
        "to: 0.1\n",
        "to: 1.2\n",
        "levers[0].to: found 1.2, wanted a number in [0, 1]",
    ),
    "a number for a switch": (
        "label: Allies under the same demands lean on each other\n",
        "label: Allies lean on each other\n    to: 0\n",
        "levers[1].to: found 0, wanted true or false",
    ),
    "a switch that is as in A": (
        "label: Allies under the same demands lean on each other\n",
        "label: Allies lean on each other\n    to: true\n",
        "levers[1].to: found true, wanted a value that differs from World A's",
    ),
    "nothing that opens changed": (
        "    to: 0.1\n",
        "",
        "levers: found no 'to', wanted 'to' of at least one lever: where World B opens",
    ),
    "both sides of a threshold": (
        "  above: 0\n",
        "  above: 0\n  below: 0\n",
        "outcome: found both, wanted 'above' or 'below'",
    ),
    "a threshold beyond the scale": (
        "  above: 0\n",
        "  above: 2\n",
        "outcome.above: found 2, wanted a number in [-1, 1]",
    ),
    "a number that nothing fills": (
        "{share_b} of 100",
        "{share_c} of 100",
        "finding: unknown number 'share_c'; did you mean 'share_b'?",
    ),
    "a brace that names nothing": (
        "{share_b} of 100",
        "{Share B} of 100",
        "finding: a brace that names no number in 'Without demands {Share B} of 100 worlds end "
        "closer than n…'; write {share_a}, in small letters",
    ),
    "a number typed": (
        "{share_b} of 100",
        "54 of 100",
        "finding: the number '54' is typed; name it in braces, such as {difference}",
    ),
    "a cell of an unknown lever": (
        "unhedged: {switches.joint_hedging: false}",
        "unhedged: {switches.thaw: false}",
        "cells.unhedged: unknown lever of this lesson 'switches.thaw'; known: "
        "leaders.seoul.neighbour_priority, leaders.tokyo.neighbour_priority, "
        "leaders.washington.burden_demand, leaders.washington.mediation, switches.joint_hedging",
    ),
    "a cell whose name is taken": (
        "unhedged: {",
        "difference: {",
        "cells: found 'difference', wanted a name of 2 to 20 small letters that names no other "
        "number",
    ),
    "a puzzle that wants more than its rule": (
        "  most: 2\n",
        "  most: 1\n",
        "puzzle.way: found 2 levers, wanted 1 to 1 of the lesson's levers, as 'most' says",
    ),
    "a puzzle solved by what it holds": (
        "way: {leaders.tokyo.neighbour_priority: 0.9",
        "way: {leaders.washington.burden_demand: 0.9",
        "puzzle.way: found 'leaders.washington.burden_demand', wanted levers that 'hold' leaves "
        "free",
    ),
    "a puzzle beyond all worlds": (
        "  reach: 88\n",
        "  reach: 101\n",
        "puzzle.reach: found 101, wanted a number in [1, 100]",
    ),
    "a path of another length": (
        "  45:\n",
        "  50:\n",
        "paths: unknown length in minutes '50'; known: 15, 45",
    ),
    "an end that is missing": (
        'high: "it demands on every issue"}',
        "}",
        "levers[0].ends.high: found nothing, wanted text",
    ),
    "an end too many": (
        'high: "it demands on every issue"}',
        'high: "it demands on every issue", middle: "it asks"}',
        "levers[0].ends: unknown end 'middle'; known: high, low",
    ),
    "a number in an end": (
        'high: "it demands on every issue"}',
        'high: "it demands 0.4"}',
        "levers[0].ends.high: the number '0.4' is typed; name it in braces, such as {difference}",
    ),
    "a place in the order that is none": (
        "order: 2\n",
        "order: 0\n",
        "order: found 0, wanted a number in [1, 999]",
    ),
    "a title of World A without words": (
        "order: 2\n",
        "order: 2\nworld_says: {title: A}\n",
        "world_says.says: found nothing, wanted text",
    ),
    "a reason for what is not given": (
        "order: 2\n",
        "order: 2\nreasons: {switches.thaw: x}\n",
        "reasons: unknown change under 'given' 'switches.thaw'; none is known here",
    ),
    "a background that is no list": (
        "background:\n",
        "background: x\nalso_background:\n",
        "unknown field 'also_background'; did you mean 'background'?",
    ),
    "a number typed in the background": (
        "This model gives no advice.",
        "This model gives no advice on 7 allies.",
        "background[0]: the number '7' is typed; name it in braces, such as {difference}",
    ),
    "changes of both worlds that are none": (
        "levers:\n",
        "given: {switches.thow: false}\nlevers:\n",
        "given: switches.thow: unknown switch 'thow'; did you mean 'thaw'?",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault__is_one_clear_line(name, tmp_path):
    old, new, wanted = FAULTS[name]
    assert line_of(tmp_path, old, new) == wanted


def test_lesson_that_is_not_there__is_told_with_the_nearest():
    with pytest.raises(SimError, match="unknown lesson 'who_pay'; did you mean 'who_pays'"):
        read_lesson("who_pay")


def test_folder_that_is_not_there__is_told(tmp_path):
    with pytest.raises(SimError, match="no such folder of lessons"):
        lesson_names(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["../who_pays", "who pays", "", "roles/x"])
def test_path_in_the_place_of_a_name__is_refused(name):
    with pytest.raises(SimError, match="lesson: found"):
        read_lesson(name)


def test_fields__that_may_be_left_out_are_among_all():
    assert set(OPTIONAL) < set(FIELDS)


README = (lesson_folder() / "README.md").read_text(encoding="utf-8")


def test_readme__tells_every_field_and_every_number():
    told = set(re.findall(r"`([a-z_]+)`", README))
    assert set(FIELDS) <= told
    stems = {*named.OF_LESSON, *named.OF_PUZZLE, "o_c"}
    stems |= {f"{stem}_k" for stem in named.OF_LEVER} | {f"o_{end}" for end in named.OF_OUTCOME}
    stems |= {f"{stem}_c" for stem in named.OF_CELL}
    rows = dict(re.findall(r"^\| `([a-z_]+)` \| (.*) \|$", README.split("## Numbers")[1], re.M))
    assert set(rows) == stems
    assert all(rows[name] == words for name, words in named.OF_LESSON.items())


def test_window__is_no_lever_that_opens_changed(tmp_path):
    line = line_of(tmp_path, "levers:\n", "levers:\n  - {key: months, label: Length, to: 24}\n")
    assert line == (
        "levers[0].to: found 'to' of 'months', wanted none: a page compares months of one window; "
        "state it under 'given'"
    )


def test_lesson__is_not_called_as_the_index(tmp_path):
    (tmp_path / "index.yaml").write_text(TEXT, encoding="utf-8")
    with pytest.raises(SimError, match="found 'index', wanted another name"):
        read_lesson("index", tmp_path)


def test_given__takes_a_set_of_parameters_by_its_name(tmp_path):
    given = "given: {parameter_set: posterior_2024}\nlevers:\n"
    (tmp_path / "mine.yaml").write_text(TEXT.replace("levers:\n", given, 1), encoding="utf-8")
    lesson = read_lesson("mine", tmp_path)
    assert lesson.world_a.parameter_set.name == lesson.world_b.parameter_set.name
    assert lesson.world_a.parameter_set.name == "posterior_2024"
    assert lesson.given == {}
    told = line_of(tmp_path, "levers:\n", given.replace("2024", "2042"))
    assert "did you mean 'posterior_2024'?" in told
