"""A page is one text: strict policy, no tag out of data, the same bytes each time."""

import base64
import gzip
import hashlib
import json
import re
import zipfile
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from sim.lesson.build import assemble, embedded, fill, page_file, page_modules, policy
from sim.lesson.index import index_name, index_of
from sim.lesson.lesson import Lesson, in_order
from sim.lesson.publish import ARCHIVE, publish_all
from sim.lesson.read import lesson_names, read_lesson
from sim.lesson.words import LANGUAGES, words

HOSTILE = "</script><script>alert(1)</script><!--<img src=x onerror=alert(1)>&\u2028'\""

#: The model's own modules, but for the month: what it says is of no matter to how a page is put
#: together.
STUBS = {
    f"browser/{file.name}": file.read_text(encoding="utf-8")
    for file in files("sim.browser").iterdir()
    if file.name.endswith(".js")
} | {"browser/model.js": "export const createModel = (data) => data;"}


class Reader(HTMLParser):
    """What a browser would find: tags, and the text within each script and style."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[tuple[str, dict[str, str | None], str]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.inside.append((tag, dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.lasttag in ("script", "style") and self.rawdata and self.cdata_elem:
            tag, attrs, before = self.inside[-1]
            self.inside[-1] = (tag, attrs, before + data)
        else:
            self.text += data


def read(text: str) -> Reader:
    """Return a page as it is read."""
    reader = Reader()
    reader.feed(text)
    reader.close()
    return reader


def page(**lesson: str) -> str:
    """Return a page with texts of a lesson in place of a plain one's."""
    told: dict[str, Any] = {"title": "T", "question": "Q", "finding": "F"} | lesson
    data = {"words": words(), "lesson": told, "articles": {}}
    return assemble(data, {"worlds": {}}, {"levers": {}}, b"\0asm", page_modules() | STUBS)


def hashed(text: str) -> str:
    """Return the hash by which a browser knows a text."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


@pytest.fixture(scope="module")
def plain() -> Reader:
    """Return a page without anything odd."""
    return read(page())


def test_page__lets_in_its_script_and_its_style_alone(plain: Reader) -> None:
    told = next(attrs for tag, attrs in plain.tags if attrs.get("http-equiv"))
    rules = dict(rule.split(" ", 1) for rule in str(told["content"]).split("; "))
    run = [text for tag, attrs, text in plain.inside if tag == "script" and "type" not in attrs]
    styles = [text for tag, _, text in plain.inside if tag == "style"]
    assert len(run) == len(styles) == 1
    assert rules == {
        "default-src": "'none'",
        "script-src": f"{hashed(run[0])} 'wasm-unsafe-eval'",
        "style-src": hashed(styles[0]),
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_page__has_nothing_that_the_policy_would_refuse_or_that_asks_a_network(
    plain: Reader,
) -> None:
    for tag, attrs in plain.tags:
        assert tag not in ("link", "img", "iframe", "base", "form", "object", "embed"), tag
        assert not {"style", "src"} & set(attrs), (tag, attrs)
        assert not [name for name in attrs if name.startswith("on")], (tag, attrs)
    script = "".join(page_modules().values())
    assert "innerHTML" not in script
    assert "outerHTML" not in script
    assert "insertAdjacentHTML" not in script
    assert "eval(" not in script
    assert 'setAttribute("style"' not in script
    assert "url(" not in page_file("page.css")
    assert "@import" not in page_file("page.css")


def test_page__says_its_words_before_a_script_runs(plain: Reader) -> None:
    said = read(page(title="A broker", question="How many?", finding="79 of 100.")).text
    for text in ("A broker", "How many?", "79 of 100.", words()["en"]["page"]["disclaimer"]):
        assert text in said


@pytest.mark.parametrize("field", ["title", "question", "finding"])
def test_page__lets_no_text_become_a_tag(field: str, plain: Reader) -> None:
    odd = read(page(**{field: HOSTILE}))
    assert [tag for tag, _ in odd.tags] == [tag for tag, _ in plain.tags]
    assert HOSTILE in odd.text


def test_page__holds_its_data_whole() -> None:
    odd = read(page(title=HOSTILE))
    packed = next(text for _, attrs, text in odd.inside if attrs.get("id") == "lesson-data")
    data = json.loads(gzip.decompress(base64.b64decode(packed)))
    assert data["lesson"]["title"] == HOSTILE


def test_page__is_the_same_each_time() -> None:
    assert page() == page()


def test_embedded__begins_and_ends_no_tag() -> None:
    text = embedded({HOSTILE: HOSTILE})
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == {HOSTILE: HOSTILE}


def test_embedded__refuses_what_is_no_number() -> None:
    with pytest.raises(ValueError, match="JSON"):
        embedded({"x": float("nan")})


def test_fill__fills_each_place_once_and_reads_nothing_in_what_it_fills() -> None:
    assert fill("{{a}} {{b}}", {"a": "{{b}}", "b": "\\1"}) == "{{b}} \\1"


def test_fill__wants_every_place_filled() -> None:
    with pytest.raises(KeyError):
        fill("{{a}}", {})


def test_policy__of_a_page_without_a_script_lets_none_in() -> None:
    assert "script-src" not in policy("p {}")
    assert policy("p {}").startswith("default-src 'none'")


@pytest.mark.parametrize("language", LANGUAGES)
def test_index__of_a_language_links_every_lesson_in_it_in_their_order(language: str) -> None:
    lessons = in_order(read_lesson(name) for name in lesson_names())
    said = words()
    found = read(index_of(lessons, said, "all.zip", language))
    links = [attrs["href"] for tag, attrs in found.tags if tag == "a"]
    ending = "" if language == "en" else f"#lang={language}"
    wanted = [f"{lesson.name}.html{ending}" for lesson in lessons]
    assert [link for link in links if str(link).startswith(tuple(lesson_names()))] == wanted
    for other in LANGUAGES:
        assert (index_name("index.html", other) in links) == (other != language)
        assert said[other]["name"] in found.text
    assert dict(found.tags)["html"]["lang"] == language
    for lesson in lessons:
        own = lesson_in(said, language, lesson)
        assert own["title"] in found.text
        assert own["question"] in found.text
    assert said[language]["page"]["minutes"].format(minutes="15 / 45") in found.text
    assert "all.zip" in links
    assert "script" not in [tag for tag, _ in found.tags]


def lesson_in(said: dict[str, Any], language: str, lesson: Lesson) -> dict[str, str]:
    """Return title and question of a lesson in a language."""
    if language == "en":
        return {"title": lesson.title, "question": lesson.question}
    own: dict[str, str] = said[language]["lessons"][lesson.name]
    return own


def test_published_lessons__have_an_index_a_language_all_in_the_archive(tmp_path: Path) -> None:
    lessons = [read_lesson(name) for name in lesson_names()[:2]]
    index = publish_all(lessons, tmp_path)
    names = [index_name(index.name, language) for language in LANGUAGES]
    pages = [f"{lesson.name}.html" for lesson in lessons]
    with zipfile.ZipFile(tmp_path / ARCHIVE) as file:
        assert file.namelist() == [f"lessons/{name}" for name in (*names, *pages)]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*names, *pages, ARCHIVE])
    first = in_order(lessons)[0]
    text = (tmp_path / names[0]).read_text(encoding="utf-8")
    places = [text.index(f"{lesson.name}.html") for lesson in in_order(lessons)]
    assert places == sorted(places)
    assert first.order == min(lesson.order or 99 for lesson in lessons)


def test_words__have_every_key_that_the_page_asks_for() -> None:
    text = "".join(page_modules().values())
    asked = set(re.findall(r'\b(?:word|pieces|titled)\(\s*"(\w+)"', text))
    assert len(asked) > 150
    assert asked <= set(words()["en"]["page"])
