"""The page for all eyes and all screens: phone, dark, projector, print, three languages, axe."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from sim.lesson.built import build
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
    beyond = page.evaluate(
        """[...document.querySelectorAll("button, select, input, textarea")].filter((one) =>
          one.getBoundingClientRect().right > innerWidth).map((one) => one.outerHTML)"""
    )
    assert beyond == []


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


def on_paper(page, whom):
    """Bring a page to what is printed for somebody, as its button does."""
    page.wait_for_selector(".teacher")
    page.evaluate("globalThis.print = () => dispatchEvent(new Event('beforeprint'))")
    said = words()["en"]["page"][f"print_{whom}"]
    page.eval_on_selector(f".teacher button:text-is('{said}')", "one => one.click()")
    page.emulate_media(media="print")
    page.wait_for_timeout(400)


#: What a reader of the paper sees of a page.
SEEN = """() => [...document.querySelectorAll("body *")].filter((one) =>
  one.checkVisibility({ checkVisibilityCSS: true }) && one.getBoundingClientRect().width > 1)"""


@pytest.mark.parametrize("address", ["", "reveal=on&bet=50"])
def test_print_for_pupils__has_all_that_they_need_and_no_answer(open_page, tmp_path, address):
    page, lesson = open_page(address), read_lesson(LESSON)
    on_paper(page, "pupils")
    text, numbers = page.inner_text("body"), build(lesson).numbers
    for item in (lesson.question, *lesson.worksheet):
        assert item in text
    for name in ("share_a", "share_b", "both", "only_b"):
        assert not re.search(rf"\b{numbers[name]}\b of 100", text), name
        assert not re.search(rf"(?m)^{numbers[name]}\b", text), name
    assert "50 of 100" not in text
    assert page.locator(".blank").first.is_visible()
    assert page.locator("ol.questions .write-here").count() == len(lesson.worksheet)
    for place in (".twins .grid", ".lines svg", ".difference svg >> nth=0", ".tail svg"):
        assert page.is_visible(place), place
    rows = page.locator(".handout .sheet.for-pupils tbody tr")
    assert 1 <= rows.count() <= 12
    assert words()["en"]["page"]["part_here"] in rows.first.inner_text()
    buttons = page.evaluate(
        f"({SEEN})().filter((one) => one.matches('button:not(.twin), select, input')).length"
    )
    assert buttons == 0
    assert lesson.notes[0][:30] not in text
    path = tmp_path / "pupils.pdf"
    page.pdf(path=path)
    assert path.stat().st_size > 30_000


def test_print_for_the_teacher__has_answer_notes_and_role_cards(open_page):
    page, built = open_page(), build(read_lesson(LESSON))
    on_paper(page, "teacher")
    text = page.inner_text("body")
    assert built.texts["finding"] in text
    assert built.texts["notes[1]"] in text
    assert f"In {built.numbers['share_b']} of 100 worlds of B" in text
    cards = [one.bounding_box() for one in page.locator(".handout .role").all()]
    assert len(cards) == 5
    assert cards[0]["y"] == cards[1]["y"]
    assert cards[0]["x"] + cards[0]["width"] <= cards[1]["x"]
    # All five fit one sheet: 265 mm of an A4 are free.
    assert cards[-1]["y"] + cards[-1]["height"] - cards[0]["y"] < 265 / 25.4 * 96
    assert not page.locator(".twins .grid").is_visible()
    assert page.locator("ol.questions").count() == 0 or not page.is_visible("ol.questions")


def test_print__leaves_the_page_as_it_was(open_page):
    page = open_page()
    on_paper(page, "pupils")
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.wait_for_timeout(200)
    assert page.is_visible(".bet")
    assert not page.is_visible(".twins")
    assert page.evaluate("document.documentElement.dataset.print") is None
