"""The page for all eyes and all screens: phone, dark, projector, print, three languages, axe."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from sim.lesson.index import index_name
from sim.lesson.read import read_lesson
from sim.lesson.words import words
from tests.browser.conftest import LESSON

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}

#: Faults of these kinds keep somebody from using the page.
SERIOUS = ("serious", "critical")


def settle(page):
    """Bring every panel into sight once, so that what waits is drawn."""
    height = page.evaluate("document.documentElement.scrollHeight")
    for at in range(0, height, 500):
        page.evaluate("(at) => scrollTo(0, at)", at)
        page.wait_for_timeout(60)
    page.wait_for_timeout(900)
    page.evaluate("scrollTo(0, 0)")


def faults(page):
    """Serious faults that axe finds, with where."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:120]) for one in found if one["impact"] in SERIOUS]


VIEWS = {
    "bet": ("", {}),
    "answer": ("reveal=on", {}),
    "phone": ("reveal=on", PHONE),
    "dark": ("reveal=on", {"color_scheme": "dark"}),
    "projector": ("reveal=on&theme=projector", {}),
    "korean": ("reveal=on&lang=ko", {}),
    "japanese": ("reveal=on&lang=ja", PHONE),
}


@pytest.mark.parametrize("view", VIEWS)
def test_view__has_no_serious_fault_and_no_sideways_scroll(open_page, view):
    address, options = VIEWS[view]
    page = open_page(address, bypass_csp=True, **options)
    settle(page)
    page.eval_on_selector_all("details", "all => all.forEach((one) => { one.open = true; })")
    page.wait_for_timeout(300)
    assert not faults(page)
    wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1]


@pytest.mark.parametrize("view", ["phone", "japanese", "answer"])
def test_letters_of_pictures__are_never_small(open_page, view):
    address, options = VIEWS[view]
    page = open_page(address, **options)
    settle(page)
    sizes = page.eval_on_selector_all(
        "svg.picture text",
        """all => all.map((one) => {
          const svg = one.ownerSVGElement, scale = svg.clientWidth / svg.viewBox.baseVal.width;
          return parseFloat(getComputedStyle(one).fontSize) * scale;
        }).filter(Number.isFinite)""",
    )
    assert len(sizes) > 20
    assert min(sizes) >= 11.0


def test_picture__has_a_table_beside_it(open_page):
    page = open_page("reveal=on")
    settle(page)
    without = page.evaluate(
        """[...document.querySelectorAll("svg[role=img]")].filter((svg) => {
          const panel = svg.closest("section, .sentence");
          const sentence = panel?.matches(".sentence, .bet"); // their words have all the numbers
          return !sentence && !panel?.querySelector("details.table, table");
        }).map((svg) => svg.getAttribute("aria-label"))"""
    )
    assert without == []
    unnamed = page.eval_on_selector_all(
        "svg[role=img]", "all => all.filter((one) => !one.getAttribute('aria-label')).length"
    )
    assert unnamed == 0


def test_targets__are_large_enough_for_a_thumb(open_page):
    page = open_page("reveal=on", **PHONE)
    settle(page)
    small = page.evaluate(
        """[...document.querySelectorAll("button, select, input, summary")].filter((one) => {
          // A box for a tick is pressed by its words as well.
          const words = one.type === "checkbox" ? one.labels : [];
          const boxes = [one, ...words].map((each) => each.getBoundingClientRect());
          const wide = Math.max(...boxes.map((box) => box.width));
          return wide > 0 && (wide < 24 || Math.max(...boxes.map((box) => box.height)) < 24);
        }).map((one) => one.outerHTML.slice(0, 100))"""
    )
    assert small == []


@pytest.mark.parametrize("language", ["en", "ko", "ja"])
def test_language__is_whole_and_says_that_nobody_has_read_it(open_page, language):
    page = open_page(f"reveal=on&lang={language}")
    settle(page)
    said = words()[language]["page"]
    text = page.inner_text("body")
    assert said["disclaimer"] in text
    assert said["unread"] in text
    assert page.evaluate("document.documentElement.lang") == language
    # No key stands where words are meant.
    keys = [one for one in said if "_" in one and re.search(rf"(?<![\w.]){one}(?![\w.=])", text)]
    assert keys == []
    title = page.inner_text("h1")
    lesson = read_lesson(LESSON)
    if language == "en":
        assert title == lesson.title
    else:
        assert title == words()[language]["lessons"][LESSON]["title"]


def test_page_made_anew__leaves_nothing_of_the_old_one_in_memory(open_page):
    page = open_page("reveal=on")
    asks = page.context.new_cdp_session(page)

    def held():
        page.wait_for_timeout(500)
        asks.send("HeapProfiler.collectGarbage")
        return asks.send("Memory.getDOMCounters")["nodes"]

    before = held()
    for language in ("ko", "en") * 5:
        page.click(f".toggle[lang={language}]")
        page.wait_for_timeout(150)
    assert held() < 2 * before


@pytest.mark.parametrize("language", ["en", "ko", "ja"])
def test_page__leads_to_the_index_of_its_language(open_page, language):
    page = open_page(f"lang={language}")
    assert page.get_attribute("a.home", "href") == index_name("index.html", language)


def test_disclaimer__is_as_large_as_the_question(open_page):
    page = open_page()
    size = "getComputedStyle(document.querySelector('{}')).fontSize"
    question = page.evaluate(size.format("header .question"))
    assert page.evaluate(size.format("header .disclaimer")) == question


def test_course_after_the_record__is_said_to_be_imagined(open_page):
    page = open_page("reveal=on")
    settle(page)
    said = words()["en"]["page"]["imagined"]
    assert page.locator("svg.picture text", has_text=said).count() >= 2


def test_dark_and_projector__change_ground_and_size(open_page):
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    light, dark = open_page("reveal=on"), open_page("reveal=on", color_scheme="dark")
    projector = open_page("reveal=on&theme=projector", color_scheme="dark")
    assert light.evaluate(ground) != dark.evaluate(ground)
    assert projector.evaluate(ground) != dark.evaluate(ground)
    assert projector.evaluate(size) > light.evaluate(size)


def test_print__has_worksheet_notes_and_role_cards(open_page, tmp_path):
    page = open_page("reveal=on")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.wait_for_timeout(300)
    lesson, text = read_lesson(LESSON), page.inner_text("body")
    assert lesson.worksheet[1] in text
    assert page.locator(".handout .role").count() == 5
    assert page.is_visible(".handout")
    assert not page.is_visible(".drawer")
    assert page.is_visible("svg.picture >> nth=1")
    path = tmp_path / "lesson.pdf"
    page.pdf(path=path)
    pages = path.read_bytes().count(b"/Type /Page\n") or path.read_bytes().count(b"/Type/Page")
    assert path.stat().st_size > 30_000
    assert pages != 1
