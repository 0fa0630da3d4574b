"""The site in the system's Chromium, from disk: nothing fetched, a search that finds, for all."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.browser.chromium import FLAGS, executable

PAGES = (
    *("index", "worlds/second_trump_term", "model/m03_loyalty_contest", "model/parameters"),
    *("reference/sim", "lessons/01_a_tour", "evidence/claims_000"),
)

#: What axe finds in the theme itself: two bars of navigation that have one name.
THEMES = {"landmark-unique"}


@pytest.fixture(scope="module")
def chromium():
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    """A page that may say nothing on the console, and ask for nothing but files of the site."""
    opened, said = chromium.new_page(), []
    opened.on("console", lambda word: said.append(word.text))
    opened.on("pageerror", lambda fault: said.append(str(fault)))
    opened.on("request", lambda one: said.append(one.url) if "://" in _own(one.url) else None)
    yield opened
    opened.close()
    assert said == []


def _own(address):
    return "" if address.startswith(("file:", "data:", "blob:", "about:")) else address


@pytest.mark.slow
def test_search__finds_from_disk(page, site):
    page.goto(f"file://{site}/index.html")
    page.locator("input.md-search__input").press_sequentially("loyalty competition", delay=20)
    page.wait_for_selector(".md-search-result__item", timeout=60_000)
    found = page.locator(".md-search-result__item h1").all_inner_texts()
    assert "M03 Loyalty competition" in found


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages__are_fit_for_people_who_see_or_move_differently(chromium, site, scheme):
    context = chromium.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    for name in PAGES:
        page.goto(f"file://{site}/{name}.html")
        found = Axe().run(page).response["violations"]
        told = [
            (one["id"], node["target"], node["failureSummary"])
            for one in found
            for node in one["nodes"]
            if one["id"] not in THEMES and one["impact"] in ("serious", "critical")
        ]
        assert told == [], name
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1280])
def test_pages__are_not_wider_than_the_screen(page, site, width):
    page.set_viewport_size({"width": width, "height": 800})
    for name in PAGES:
        page.goto(f"file://{site}/{name}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
