"""What a page is given: its own lesson in three languages, with its numbers in."""

import base64
import gzip
import json
import re

import pytest

from sim.lesson.publish import page_of
from sim.lesson.read import read_lesson
from sim.lesson.words import LANGUAGES, read_words

LESSON = read_lesson("who_pays")


@pytest.fixture(scope="module")
def blocks():
    """The page's blocks of data by their names, unpacked."""
    found = re.findall(r'<script type="text/plain" id="([\w-]+)">([^<]*)<', page_of(LESSON))
    return {
        name: json.loads(gzip.decompress(base64.b64decode(text)))
        for name, text in found
        if name in ("lesson-data", "assumption-data")
    }


def test_page__has_its_own_lesson_in_every_language_with_the_numbers_in(blocks):
    data = blocks["lesson-data"]
    for language in LANGUAGES[1:]:
        told = data["words"][language]["lessons"]
        assert list(told) == [LESSON.name]
        own = told[LESSON.name]
        assert not re.search(r"\{[a-z]", json.dumps(own))
        assert data["numbers"]["share_mildtokyo"] in own["notes"][3]
        plain = read_words(language)["lessons"][LESSON.name]
        assert own["paths"] == plain["paths"]
        assert set(own) == set(plain)


def test_page__has_what_articles_say_of_levers_in_every_language(blocks):
    for language in LANGUAGES[1:]:
        found = blocks["lesson-data"]["words"][language]["expected"]
        assert found == read_words(language)["expected"]


def test_page__calls_world_a_what_it_is(blocks):
    lesson = blocks["lesson-data"]["lesson"]
    assert lesson["world_says"]["title"] == LESSON.world_says.title
    assert lesson["background"] == list(LESSON.background)
    assert lesson["levers"][0]["ends"] == vars(LESSON.levers[0].ends)


def test_page__tells_of_what_the_lesson_sets_what_stood_there_before(blocks):
    levers = blocks["assumption-data"]["levers"]
    told = [origin.get("of", "") for origin in levers["parameters.design_burden_jpn"]["origins"]]
    assert told == ["", "model", "world"]
