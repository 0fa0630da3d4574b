"""A lesson's page shows the engine's numbers, in both forms, and none where they differ."""

import base64
import gzip
import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.lesson.build import assemble
from sim.lesson.built import build
from sim.lesson.publish import page_of
from sim.lesson.read import lesson_names, read_lesson
from sim.lesson.words import words
from sim.runner import Point, run_study
from tests.browser.conftest import LESSON

#: A lesson with its numbers, which take a second or two.
built = cache(lambda name: build(read_lesson(name)))

#: Takes WebAssembly away before the page's script runs.
WITHOUT = "delete globalThis.WebAssembly;"

FORMS = {"WebAssembly": "", "JavaScript": WITHOUT}

_RUN = """async (asked) => {
  const run = await triangle.run(asked);
  const outcomes = Object.entries(run.outcomes).map(([name, all]) => [name, [...all]]);
  const paths = run.relation_jpn_kor.map((path) => [...path]);
  return { months: [...run.months], paths, outcomes: Object.fromEntries(outcomes) };
}"""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("overrides", "seed"),
    [
        ({}, 1),
        ({"leaders.washington.mediation": 0.9, "leaders.washington.neighbour_priority": 0.9}, 1),
        ({"switches.thaw": False, "start.leaders.moon.rivalry": 0.8, "months": 30}, 7),
    ],
)
def test_page__gives_other_programs_the_stores_numbers(open_page, form, overrides, seed, tmp_path):
    page, twins = open_page(script=FORMS[form]), 20
    asked = {"overrides": overrides, "seed": seed, "twins": twins}
    found = page.evaluate(_RUN, asked | {"scenario": "second_trump_term"})
    world = sim.load("second_trump_term").replace(**overrides)
    point = Point("second_trump_term", world, overrides)
    made = run_study([point], replicates=twins, seed=seed, trajectories=True, folder=tmp_path)
    results = sim.open(made.path)
    path = results.trajectories["relation"].sel(dyad="JPN-KOR").transpose(..., "replicate", "month")
    assert np.array_equal(np.array(found["paths"]), path.values.reshape(twins, -1))
    assert len(found["months"]) == world.months
    for name, values in found["outcomes"].items():
        stored = results.outcome_values([name], 0)[name]
        assert np.array_equal(np.array(values), stored), name


@pytest.mark.parametrize("form", FORMS)
def test_page__shows_the_engines_shares(open_page, form):
    page = open_page("reveal=on", script=FORMS[form])
    assert form in page.inner_text("footer")
    numbers = built(LESSON).numbers
    told = page.inner_text(".sentence .answer")
    assert re.findall(r"\d+", told) == [numbers["share_b"], "100", numbers["share_a"]]
    gap = f"{numbers['share_difference']} ± {numbers['share_margin']}"
    assert gap in page.inner_text(".difference-line")
    shown = [int(one) for one in page.locator(".twins .legend b").all_inner_texts()]
    assert shown == [int(numbers[name]) for name in ("both", "only_b", "only_a", "neither")]


def test_page__shows_no_number_where_the_model_differs(open_page, tmp_path, monkeypatch):
    """A browser that computes another checksum than the published one gets one line."""

    def other(data, model, *rest):
        checks = {name: published ^ 1 for name, published in model["checks"].items()}
        return assemble(data, {**model, "checks": checks}, *rest)

    monkeypatch.setattr("sim.lesson.publish.assemble", other)
    path = tmp_path / "other.html"
    path.write_text(page_of(read_lesson(LESSON)), encoding="utf-8")
    page = open_page("reveal=on", path=path, wait="[role=alert]")
    assert page.inner_text("[role=alert]") == words()["en"]["page"]["model_differs"]
    assert page.locator(".sentence, .twins, .lever").count() == 0
    refused = page.evaluate("triangle.ready.then(() => 'ready', (fault) => fault.message)")
    assert "differs" in refused


@pytest.mark.parametrize("name", lesson_names())
def test_every_lesson__is_small_and_tells_its_finding(open_page, tmp_path, name):
    lesson = read_lesson(name)
    text = page_of(lesson)
    assert len(text.encode()) < 600_000
    path = tmp_path / f"{name}.html"
    path.write_text(text, encoding="utf-8")
    page = open_page("reveal=on", path=path)
    numbers = built(name).numbers
    told = re.findall(r"\d+", page.inner_text(".sentence .answer"))
    assert told[:3] == [numbers["share_b"], "100", numbers["share_a"]]
    finding = page.locator(".finding-says").text_content()
    assert finding == built(name).texts["finding"]
    assert not re.search(r"\{\w+\}", page.locator("body").inner_text())


def test_readme__tells_of_the_page_what_it_shows():
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    told = re.search(r"!\[([^]]*)\]\(docs/pictures/page\.png\)", readme)[1]
    numbers = built(LESSON).numbers
    assert re.findall(r"\d+", told) == [numbers["share_b"], "100", numbers["share_a"]]


def test_page__is_the_same_each_time():
    assert page_of(read_lesson(LESSON)) == page_of(read_lesson(LESSON))


def test_page__holds_no_path_and_no_address(lesson_text):
    """Nothing of the machine that made it, and nothing that a browser would ask for."""
    assert "/work/" not in lesson_text
    assert not re.search(r"(?:src|href)=\"(?!index\.html)[^#\"]", lesson_text)
    names = re.findall(r"https?://[^\s\"'<)\\]+", lesson_text)
    assert {name.split("/")[2] for name in names} <= {"www.w3.org", "doi.org"}, names
    for block in re.findall(r'-data">(.*?)</script>', lesson_text, re.DOTALL):
        data = gzip.decompress(base64.b64decode(block))
        assert b"/work/" not in data
