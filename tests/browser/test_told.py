"""What the page says of its worlds: record and imagination, who governs, what a tie is called."""

import pytest

from sim.lesson.publish import page_of
from sim.lesson.read import read_lesson
from sim.lesson.words import words
from tests.browser.test_views import settle

SAID = words()["en"]["page"]


@pytest.fixture(scope="module")
def settlement_path(tmp_path_factory):
    """The page of a lesson whose window begins in the record."""
    path = tmp_path_factory.mktemp("page") / "who_pays.html"
    path.write_text(page_of(read_lesson("who_pays"), "index.html"), encoding="utf-8")
    return path


def test_legend__under_every_chart_with_months_says_what_is_record(open_page, settlement_path):
    page = open_page("reveal=on", path=settlement_path)
    settle(page)
    charts = "section:has(svg .imagined-name)"
    assert page.locator(charts).count() == 3
    for name in ("lines", "pair", "difference"):
        told = page.inner_text(f".{name} .record")
        assert SAID["legend_shaded"].format(month="September 2025") in told
        assert SAID["legend_unshaded"] in told
    size = "getComputedStyle(document.querySelector('.lines {}'))"
    for what in ("fontSize", "fontStyle"):
        label, tick = (
            page.evaluate(f"{size.format(one)}.{what}") for one in (".imagined-name", ".tick")
        )
        assert label == tick


def test_legend__of_a_window_within_the_record_speaks_of_no_shade(open_page, settlement_path):
    page = open_page("reveal=on&months=29", path=settlement_path)
    settle(page)
    assert page.inner_text(".lines .record").strip() == SAID["legend_known"]
    assert not page.is_visible(".lines svg rect.imagined")


def events(page, month):
    """What the lists of World A say of a month: text and mark of each event."""
    page.fill("#month", str(month))
    page.wait_for_timeout(80)
    return page.eval_on_selector_all(
        ".event-box >> nth=0 >> li",
        "all => all.map((one) => [one.textContent, one.querySelector('.of-record') !== null])",
    )


def test_events__say_whether_they_are_the_record_or_imagined(open_page, settlement_path):
    page = open_page("reveal=on&twin=7", path=settlement_path)
    page.wait_for_timeout(1200)
    marks = {}
    for month in range(94):
        for text, record in events(page, month):
            assert text.endswith(SAID["event_generated"]) != record, text
            marks.setdefault(record, set()).add(text)
    assert f"Ishiba Shigeru takes office in Tokyo {SAID['event_given']}" in marks[True]
    assert len(marks[False]) > 5
    ahead = [text for text in marks[False] if "takes office" in text]
    assert "the next president in Washington takes office imagined" in ahead


def test_office__names_all_who_hold_it_in_the_window(open_page):
    page = open_page()
    assert page.locator(".offices li").all_inner_texts() == [
        "Donald Trump, second term",
        "Ishiba Shigeru, then the next prime minister in Tokyo",
        "an acting president, then the next president in Seoul",
    ]
