"""The page's words: three languages alike in keys and names, complete for the registry."""

import copy
import re
import unicodedata

import pytest

from sim.errors import SimError
from sim.lesson.read import lesson_folder, lesson_names, read_lesson
from sim.lesson.text import names_in
from sim.lesson.words import (
    LANGUAGES,
    check_lessons,
    check_words,
    of_lesson,
    read_words,
    words,
    words_for,
)
from sim.spec.events import EVENT_STREAMS, STREAM_SOURCES
from sim.spec.instruments import INSTRUMENTS
from sim.spec.levels import TRIANGLE_TYPES, key_of
from sim.spec.preferences import CAPITALS, DYADS, LEADERS, TRAITS
from sim.spec.recorded import RECORDED_FIELDS
from sim.spec.switches import SWITCHES
from sim.spec.variables import SERIES

LESSONS = [read_lesson(name) for name in lesson_names()]
OTHERS = LANGUAGES[1:]


def test_languages__have_the_same_keys_and_names():
    assert tuple(words()) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_language__says_that_no_native_speaker_has_read_it(language):
    assert read_words(language)["read_by_native_speaker"] is False


@pytest.mark.parametrize("language", OTHERS)
def test_other_language__says_every_lesson_role_and_word(language):
    check_lessons(read_words(language), LESSONS, f"words/{language}.yaml")


def test_english__has_every_name_of_the_registry():
    found = read_words("en")
    wanted = {
        "capitals": CAPITALS,
        "leaders": [name for names in LEADERS.values() for name in names],
        "ties": [dyad.lower().replace("-", "_") for dyad in DYADS],
        "traits": [*(trait.name for trait in TRAITS), "ideology"],
        "mechanisms": SWITCHES,
        "series": SERIES,
        "streams": [stream.name for stream in EVENT_STREAMS],
        "stream_sources": STREAM_SOURCES,
        "triangles": [key_of(name) for name in TRIANGLE_TYPES],
        "instruments": [instrument.name for instrument in INSTRUMENTS],
    }
    for section, names in wanted.items():
        assert set(found[section]) == set(names), section
    for instrument in INSTRUMENTS:
        assert set(found["instruments"][instrument.name]) == {"name", *instrument.options}


def test_english__names_what_lessons_count_and_draw():
    found = read_words("en")
    for lesson in LESSONS:
        assert {lesson.outcome.name, *lesson.also} <= set(found["outcomes"])
        assert lesson.world in found["worlds"]
    assert set(found["variables"]) <= set(RECORDED_FIELDS)
    assert set(found["events"]) - {"leader_change"} <= set(RECORDED_FIELDS)


def flat(data):
    if isinstance(data, dict):
        return [text for value in data.values() for text in flat(value)]
    if isinstance(data, list):
        return [text for value in data for text in flat(value)]
    return [data] if isinstance(data, str) else []


@pytest.mark.parametrize(("language", "script"), [("ko", "HANGUL"), ("ja", "HIRAGANA")])
def test_translation__is_in_its_own_script_and_never_the_english_text(language, script):
    english, other = read_words("en"), read_words(language)
    texts = flat(other)
    written = "".join(texts)
    letters = [one for one in written if one.isalpha() and not one.isascii()]
    assert sum(script in unicodedata.name(one) for one in letters) > 0.3 * len(letters)
    same = set(flat(english)) & set(texts)
    # Signs and formulas may be alike.
    assert not [
        text for text in same if len(text.split()) > 1 and "{" not in text and "−" not in text
    ]


@pytest.mark.parametrize("language", OTHERS)
def test_numbers_typed_in_puzzles__are_those_of_the_lesson(language):
    said = read_words(language)["lessons"]
    for lesson in LESSONS:
        assert str(lesson.puzzle.reach) in said[lesson.name]["puzzle"]
        assert str(lesson.puzzle.reach) in lesson.puzzle.says


@pytest.mark.parametrize("language", OTHERS)
def test_translated_lesson__is_filled_with_the_same_numbers(language):
    said = read_words(language)
    for lesson in LESSONS:
        numbers = dict.fromkeys(lesson.numbers, "7")
        found = of_lesson(said, lesson.name, numbers)
        assert names_in(said["lessons"][lesson.name]["finding"])
        assert not [text for text in flat(found) if "{" in text]


@pytest.mark.parametrize("language", OTHERS)
def test_lesson_of_ones_own__is_not_told_in_a_shipped_ones_words(language, tmp_path):
    shipped = LESSONS[0]
    text = (lesson_folder() / f"{shipped.name}.yaml").read_text(encoding="utf-8")
    (tmp_path / f"{shipped.name}.yaml").write_text(
        text.replace(f"title: {shipped.title}", "title: Ours"), encoding="utf-8"
    )
    own = read_lesson(shipped.name, tmp_path)
    assert own.title == "Ours"
    assert words_for([own])[language]["lessons"] == {}
    assert list(words_for([shipped])[language]["lessons"]) == [shipped.name]


_CITED = re.compile(r"00[0-4] P[0-9]+")

#: Digits of a translation that are no result: citations, years, months, and the size of a sample.
_NO_RESULT = re.compile(
    r"00[0-4] P[0-9]+|(?:19|20)[0-9]{2}[年년]|[0-9]{1,2}(?:月|월)|第[0-9]期|[0-9]기|100"
)

#: Spans, parts and names that English writes in words.
_SPANS = re.compile("10년|10분의 1|5분|제2차")


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_translated_lesson__cites_what_english_cites_and_types_no_result(language, lesson):
    said = read_words(language)["lessons"][lesson.name]
    english = {**lesson.texts(), "reasons": " ".join(lesson.reasons.values())}
    wanted = sorted(
        cited
        for where, text in english.items()
        for cited in _CITED.findall(text)
        if where.split("[")[0].split(".")[0] in said
    )
    assert sorted(cited for text in flat(said) for cited in _CITED.findall(text)) == wanted
    for text in flat({name: value for name, value in said.items() if name != "puzzle"}):
        assert not re.search("[0-9]", _SPANS.sub("", _NO_RESULT.sub("", _NAMES.sub("", text)))), (
            text
        )


_NAMES = re.compile(r"\{[a-z0-9_]+\}")


@pytest.mark.parametrize("language", OTHERS)
def test_every_field_of_a_lesson_that_a_class_reads__is_translated(language):
    said = read_words(language)["lessons"]
    own = {"name", "order", "world", "given", "levers", "outcome", "also", "cells", "bet"}
    for lesson in LESSONS:
        told = {name for name, value in lesson.as_dict().items() if value} - own - {"sources"}
        assert set(said[lesson.name]) == told | {"says", "labels", "ends"}, lesson.name


def faulty(language="ko"):
    return copy.deepcopy(read_words(language))


FAULTS = {
    "missing": (
        lambda w: w["page"].pop("reveal"),
        "words: page.reveal: found nothing, wanted words for 'Reveal'",
    ),
    "too many": (
        lambda w: w["page"].update(reveel="x"),
        "words: page: unknown key 'reveel'; did you mean 'reveal'?",
    ),
    "another name": (
        lambda w: w["page"].update(bet_was="{bets}"),
        "words: page.bet_was: found the names {bets}, wanted {bet}",
    ),
    "empty": (
        lambda w: w["page"].update(reveal=" "),
        "words: page.reveal: found the text ' ', wanted text",
    ),
    "no text": (
        lambda w: w["page"].update(reveal=None),
        "words: page.reveal: found nothing, wanted text",
    ),
    "a word for a flag": (
        lambda w: w.update(read_by_native_speaker="yes"),
        "words: read_by_native_speaker: found the text 'yes', wanted true or false",
    ),
    "a text for a section": (
        lambda w: w.update(page="x"),
        "words: page: found the text 'x', wanted a mapping, as in English",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault_in_words__is_one_clear_line(name):
    change, wanted = FAULTS[name]
    other = faulty()
    change(other)
    with pytest.raises(SimError) as fault:
        check_words(other, read_words("en"), "words")
    assert str(fault.value) == wanted


LESSON_FAULTS = {
    "a lesson missing": (
        lambda w: w["lessons"].pop("who_pays"),
        "words: lessons.who_pays: found nothing, wanted what the lesson says",
    ),
    "a lesson too many": (
        lambda w: w["lessons"].update(who_pay={}),
        "words: lessons: unknown lesson 'who_pay'; did you mean 'who_pays'?",
    ),
    "a label missing": (
        lambda w: w["lessons"]["who_pays"]["labels"].pop("parameters.design_finality"),
        "words: lessons.who_pays.labels.parameters.design_finality: found nothing, wanted words "
        "for 'How final the settlement is'",
    ),
    "another number": (
        lambda w: w["lessons"]["what_demands_do"].update(finding="{share_a}"),
        "words: lessons.what_demands_do.finding: found the names {share_a}, wanted {share_a}, "
        "{share_b}",
    ),
    "a wish too few": (
        lambda w: w["roles"]["beijing"]["wants"].pop(),
        "words: roles.beijing.wants: found 1 texts, wanted a list of 2 texts, as in English",
    ),
    "a step too few": (
        lambda w: w["lessons"]["who_pays"]["paths"]["15"].pop(),
        "words: lessons.who_pays.paths.15: found 3 texts, wanted a list of 4 texts, as in English",
    ),
    "an end missing": (
        lambda w: w["lessons"]["who_pays"]["ends"]["parameters.design_finality"].pop("low"),
        "words: lessons.who_pays.ends.parameters.design_finality.low: found nothing, wanted words "
        "for 'open to be taken up again'",
    ),
    "what articles say of a lever missing": (
        lambda w: w["expected"].pop("switches.thaw"),
        "words: expected.switches.thaw: found nothing, wanted words for what English has there",
    ),
    "what articles say of an unknown outcome": (
        lambda w: w["expected"]["switches.thaw"].update(summit="x"),
        "words: expected.switches.thaw: unknown key 'summit'; did you mean 'summits'?",
    ),
    "a word missing": (
        lambda w: w["glossary"].pop("tie"),
        "words: glossary.tie: found nothing, wanted words for what English has there",
    ),
}


@pytest.mark.parametrize("name", LESSON_FAULTS)
def test_fault_in_what_a_lesson_says__is_one_clear_line(name):
    change, wanted = LESSON_FAULTS[name]
    other = faulty()
    change(other)
    with pytest.raises(SimError) as fault:
        check_lessons(other, LESSONS, "words")
    assert str(fault.value) == wanted


def test_language_that_there_is_not__is_told():
    with pytest.raises(SimError, match="unknown language 'kr'"):
        read_words("kr")
