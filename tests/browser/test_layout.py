"""Where things stand: on the first screen, beside one another, and without moving."""

import pytest

from tests.browser.test_views import PHONE, settle

PROJECTOR = {"viewport": {"width": 1366, "height": 768}}
HEIGHT = "document.documentElement.scrollHeight"


def box(page, selector):
    """Where an element stands on the screen."""
    return page.locator(selector).bounding_box()


def bottom(page, selector):
    """Where an element ends, from the top of the screen."""
    found = box(page, selector)
    return found["y"] + found["height"]


def test_projector__has_the_bet_and_then_the_hundred_on_its_first_screen(open_page):
    page = open_page("theme=projector", **PROJECTOR)
    assert bottom(page, "#bet-slider") <= 768
    page = open_page("theme=projector&reveal=on&bet=50", **PROJECTOR)
    page.wait_for_timeout(300)
    assert page.locator(".twin").count() == 100
    assert max(bottom(page, f".twin >> nth={k}") for k in (0, 90, 99)) <= 768
    assert box(page, ".lines svg")["width"] >= 320


@pytest.mark.parametrize("options", [{}, PHONE], ids=["wide", "phone"])
def test_steps__stand_beside_the_bet_and_are_folded_on_a_phone(open_page, options):
    page = open_page(**options)
    steps = page.locator(".show .steps li")
    assert steps.count() == 4
    assert steps.first.is_visible() == (not options)
    assert page.locator(".show .steps summary").is_visible()
    assert not open_page("reveal=on", **options).locator(".show .steps").is_visible()
    assert not open_page("hide=teacher", **options).locator(".show .steps").is_visible()


@pytest.mark.parametrize("options", [{}, PHONE], ids=["wide", "phone"])
def test_page__keeps_its_height_while_somebody_scrolls(open_page, options):
    page = open_page("reveal=on", **options)
    page.wait_for_timeout(1500)
    before = page.evaluate(HEIGHT)
    settle(page)
    assert abs(page.evaluate(HEIGHT) - before) < 30


def test_month__has_line_networks_and_events_of_both_worlds_on_one_screen(open_page):
    page = open_page("reveal=on&twin=7&month=2025-06")
    page.wait_for_timeout(800)
    page.evaluate("document.querySelector('.pair > .frame').scrollIntoView()")
    page.wait_for_timeout(500)
    assert box(page, ".pair > .frame")["y"] >= -1
    for place in (".event-box", ".months .frame", ".triangle"):
        for k in (0, 1):
            assert bottom(page, f"{place} >> nth={k}") <= 900, place
    assert bottom(page, ".pair .triangle >> nth=0") - box(page, ".pair > h2, .pair h2")["y"] <= 900


@pytest.mark.parametrize("options", [{}, PHONE], ids=["wide", "phone"])
def test_month__moves_nothing_when_it_changes(open_page, options):
    page = open_page("reveal=on&twin=7&month=2025-01", **options)
    page.wait_for_timeout(1500)
    page.locator(".player").scroll_into_view_if_needed()
    places = """() => [...document.querySelectorAll(".pair > *, .months > * *:not(.event-box *)")]
      .filter((one) => one instanceof HTMLElement && !one.closest(".choice-box"))
      .map((one) => one.getBoundingClientRect().top)"""
    found = []
    for month in range(48):
        page.fill("#month", str(month))
        page.wait_for_timeout(40)
        found.append(page.evaluate(places))
    assert len(found[0]) > 20
    assert all(one == found[0] for one in found)


def test_networks__stand_side_by_side_on_a_phone(open_page):
    page = open_page("reveal=on", **PHONE)
    page.wait_for_timeout(1500)
    page.locator(".months").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    first, second = (box(page, f".months svg >> nth={k}") for k in (0, 1))
    assert first["y"] == second["y"]
    assert first["x"] + first["width"] <= second["x"]
    names = page.eval_on_selector_all(
        ".months svg text", "all => all.map((one) => one.getBoundingClientRect().toJSON())"
    )
    assert len(names) == 10
    assert min(name["left"] for name in names) >= 0
    assert max(name["right"] for name in names) <= 360


def luminance(colour):
    """Relative luminance of a colour as a style has it."""
    parts = [int(one) / 255 for one in colour[4:-1].split(",")]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
def test_shading__can_be_told_from_the_ground(open_page, theme):
    page = open_page(f"reveal=on&theme={theme}")
    page.wait_for_timeout(300)
    shade = page.evaluate("getComputedStyle(document.querySelector('.lines .imagined')).fill")
    card = page.evaluate("getComputedStyle(document.querySelector('.lines')).backgroundColor")
    high, low = sorted((luminance(shade), luminance(card)), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 1.2


def test_chosen_twin__is_not_taken_for_the_median(open_page):
    page = open_page("reveal=on&twin=7")
    page.wait_for_timeout(400)
    dash = "getComputedStyle(document.querySelector('.lines {}')).strokeDasharray"
    for letter in "ab":
        assert page.evaluate(dash.format(f".median.line-{letter}")) == "none"
        assert page.evaluate(dash.format(f".chosen.line-{letter}")) != "none"
        assert page.locator(f".lines circle.line-{letter}").get_attribute("visibility") == "visible"


def test_bars__have_words_that_no_line_crosses(open_page):
    page = open_page("reveal=on")
    page.wait_for_timeout(1500)
    page.locator(".which").scroll_into_view_if_needed()
    page.wait_for_selector(".which rect", state="attached", timeout=30_000)
    page.wait_for_timeout(500)
    of = "all => all.map((one) => one.getBoundingClientRect().toJSON())"
    words = page.eval_on_selector_all(".which svg text", of)
    lines = page.eval_on_selector_all(".which svg line.grid, .which svg line.zero", of)
    assert len(words) >= 4
    assert len(lines) >= 4
    for word in words:
        for line in lines:
            assert line["top"] >= word["bottom"] - 2 or line["bottom"] <= word["top"] + 2
