"""Levels: every code has a word for each of its numbers, and the words are fit for names."""

import doctest
import itertools
import re
from pathlib import Path

import numpy as np
import pytest
import yaml

from sim.engine.outcomes import conclude, observe, place_of
from sim.engine.table import ROWS, TALLY
from sim.mechanisms.hub_and_spokes import classify_triangle
from sim.spec import levels
from sim.spec.events import TALKS_OUTCOMES
from sim.spec.instruments import INSTRUMENTS
from sim.spec.levels import (
    NO_YES,
    TALKS,
    TALKS_STATES,
    TRIANGLE_MEANINGS,
    TRIANGLE_TYPES,
    TRIANGLE_WORDS,
    key_of,
    levels_of,
)
from sim.spec.outcomes import OUTCOME_FIELDS, OUTCOMES
from sim.spec.recorded import HISTOGRAMMED, LABELLED, RECORDED, RECORDED_FIELDS
from tests.alone import names_alone

CODED = [spec for spec in (*RECORDED, *OUTCOMES) if spec.levels]
#: Whole numbers that count and stand for nothing else.
COUNTS = {"reversal_count", "tenure_jpn", "tenure_kor", "friction_event"}


def test_doctests():
    assert doctest.testmod(levels).failed == 0


@pytest.mark.parametrize("spec", CODED, ids=lambda spec: spec.name)
def test_code__has_a_word_for_each_of_its_numbers(spec):
    assert list(levels_of(spec)) == list(range(int(spec.low), int(spec.high) + 1))
    assert len(set(spec.levels)) == len(spec.levels)
    for word in spec.levels:  # as the CF conventions allow in flag_meanings
        assert re.fullmatch(r"[A-Za-z0-9_.+@-]+", key_of(word))


@pytest.mark.parametrize(
    ("numbers", "words", "low"),
    [
        (levels.TALKS, levels.TALKS_STATES, 0),
        (levels.RETALIATION, levels.RETALIATION_LEVELS, 0),
        (levels.QUAD, levels.QUAD_LEVELS, 0),
        (levels.FORK, levels.FORK_LEVELS, -1),
        (levels.TRIANGLE, levels.TRIANGLE_TYPES, 0),
        *((one.numbers, one.options, 0) for one in INSTRUMENTS),
    ],
)
def test_number__stands_at_the_place_of_its_word(numbers, words, low):
    assert numbers._fields == tuple(key_of(word).lower() for word in words)
    assert [*numbers] == [float(low + k) for k in range(len(words))]


def test_instrument__stays_at_one_of_its_options():
    for instrument in INSTRUMENTS:
        assert instrument.staying in instrument.numbers


def test_variables__of_whole_numbers_are_codes_or_counts():
    whole = {spec.name for spec in RECORDED if spec.kind == "level"}
    coded = {spec.name for spec in RECORDED if spec.levels}
    assert coded < whole
    assert whole - coded == COUNTS
    assert {spec.name for spec in OUTCOMES if spec.kind == "flag"} == {
        spec.name for spec in OUTCOMES if spec.levels == NO_YES
    }


def test_labelled__has_the_words_of_its_fields():
    declared = dict(zip(RECORDED_FIELDS, RECORDED, strict=True))
    for item in LABELLED:
        words = [levels_of(declared[field.removeprefix("-")]) for field in item.fields]
        assert (item.levels in words) or (item.name == "choice" and item.levels == {})
        assert item.name == "choice" or all(found == words[0] for found in words)


def test_talks__end_in_the_states_that_are_recorded():
    assert {word: float(number) for number, word in enumerate(TALKS_STATES)} == TALKS_OUTCOMES
    assert (TALKS_OUTCOMES["deal"], TALKS_OUTCOMES["breakdown"]) == (TALKS.deal, TALKS.breakdown)


def test_shares__of_triangles_stand_in_the_order_of_their_numbers():
    shares = [f"share_{key_of(word)}" for word in TRIANGLE_TYPES]
    first = OUTCOME_FIELDS.index(shares[0])
    assert list(OUTCOME_FIELDS[first : first + 4]) == shares
    for number, name in enumerate(shares):
        column = np.zeros(ROWS)
        column[place_of("triangle")] = number
        for t in range(3):
            observe(column, np.zeros(len(HISTOGRAMMED)), float(t), 3.0)
        conclude(column, 3.0)
        assert column[TALLY + OUTCOME_FIELDS.index(name)] == pytest.approx(1.0)


@pytest.mark.parametrize("ties", list(itertools.product((-0.4, 0.0, 0.4), repeat=3)))
def test_triangle__is_what_its_meaning_says(ties):
    friends = sum(tie > 0 for tie in ties)  # E1.6
    said = {
        3: "all three friends",
        2: "only one pair at odds",
        1: "only one pair friends",
        0: "all three at odds",
    }
    assert TRIANGLE_MEANINGS[int(classify_triangle(*ties))] == said[friends]


def test_triangle__has_its_meaning_before_its_name_wherever_words_are_declared():
    said = [spec.meaning for spec in (*RECORDED, *OUTCOMES)]
    assert not [text for text in said if names_alone(text)]
    assert [text for text in said if TRIANGLE_WORDS[1] in text]


def test_triangle__has_the_same_words_on_a_lessons_page():
    path = Path(__file__).parents[2] / "sim" / "lesson" / "words" / "en.yaml"
    page = yaml.safe_load(path.read_text(encoding="utf-8"))["triangles"]
    assert page == dict(zip(map(key_of, TRIANGLE_TYPES), TRIANGLE_WORDS, strict=True))


def test_names_alone__finds_a_name_without_its_meaning():
    assert names_alone("Share of months in Unit\nveto") == ["unit veto"]
    assert names_alone(f"{TRIANGLE_WORDS[2]}, romantic triangle") == ["romantic triangle"]
    assert names_alone("all three friends (ménage à\ntrois)") == []
