"""What the page says of its worlds: record and imagination, who governs, what a tie is called."""

import re

import pytest

import sim
from sim.lesson.own import own_lesson
from sim.lesson.publish import page_of
from sim.lesson.read import lesson_names, read_lesson
from sim.lesson.words import words
from sim.scenario.reference import references
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


def test_legend__of_a_window_within_the_record_speaks_of_no_shade(open_page, tmp_path):
    path = tmp_path / "record.html"
    path.write_text(
        page_of(own_lesson(sim.load("baseline_hindcast"), {"switches.thaw": False})),
        encoding="utf-8",
    )
    page = open_page("reveal=on", path=path)
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
        "An acting president, then the next president in Seoul",
    ]


NAMES = ("tie_hostile", "tie_colder", "tie_closer", "tie_good")


def name_of(tie):
    """What the page calls a tie: the bounds are those of the lessons."""
    return SAID[NAMES[sum(tie > bound for bound in (-0.4, 0.0, 0.4))]]


def test_tie__has_the_same_word_in_table_caption_and_bet(open_page):
    page = open_page("reveal=on&twin=7&month=2026-03")
    page.wait_for_timeout(1200)
    page.click(".pair details.table:nth-of-type(2) summary")
    page.wait_for_timeout(100)
    rows = page.locator(".pair details.table:nth-of-type(2) tbody tr").all_inner_texts()
    assert len(rows) == 10
    kinds = set()
    for row in rows:
        for told in row.split("\t")[1:]:
            name, number = told.rstrip(")").split(" (")
            assert name == name_of(float(number.replace("−", "-"))), row
            kinds.add(name)
    assert len(kinds) >= 3
    told = page.locator(".months svg").first.get_attribute("aria-label")
    assert any(SAID[name] in told for name in NAMES)
    for caption in page.locator(".triangle").all_inner_texts():
        assert caption.startswith("Washington–Tokyo–Seoul: ")


def test_lessons__count_by_the_scale_that_the_page_shows():
    for name in lesson_names():
        outcome = read_lesson(name).outcome
        if outcome.path.startswith("relation_") and outcome.name.endswith("_final"):
            assert (outcome.above if outcome.below is None else outcome.below) in (0, 0.4)


def test_scale__beside_the_bet_shows_where_the_bound_lies(open_page, settlement_path):
    page = open_page()
    page.wait_for_timeout(300)
    assert "above 0.4" in page.inner_text(".bet .scale p")
    assert page.text_content(".bet .scale text.bet-name") == "0.4"
    for name in NAMES:
        assert page.locator(".bet .scale text", has_text=SAID[name]).count() == 1
    box = "document.querySelector('.bet .scale {}').getBoundingClientRect().{}"
    whole, filled = (box.format(f"rect.{one}", "{}") for one in ("scale-all", "fill-b"))
    share = f"({filled.format('width')}) / ({whole.format('width')})"
    assert page.evaluate(share) == pytest.approx(0.3, abs=0.01)
    page = open_page(path=settlement_path)
    page.wait_for_timeout(300)
    assert page.locator(".bet .scale text.bet-name").all_text_contents() == ["0"]


@pytest.mark.parametrize("language", ["en", "ko", "ja"])
def test_words_that_nobody_has_read__are_told_at_the_switch_or_in_english_at_the_foot(
    open_page, language
):
    page = open_page(f"lang={language}")
    page.wait_for_selector("footer")
    unread = words()[language]["page"]["unread"]
    assert (unread in page.inner_text("header")) == (language != "en")
    assert (unread in page.inner_text("footer")) == (language == "en")


def test_world_a__is_called_as_the_lesson_says_and_has_its_background(open_page, settlement_path):
    page, lesson = open_page(path=settlement_path), read_lesson("who_pays")
    assert page.inner_text(".world-title") == lesson.world_says.title
    assert lesson.world_says.says in page.inner_text(".world-a")
    page.click(".background summary")
    assert page.locator(".background p").count() == len(lesson.background)


def test_code_of_a_source__leads_to_author_title_and_year(open_page):
    page = open_page("reveal=on")
    settle(page)
    page.eval_on_selector_all("details", "all => all.forEach((one) => { one.open = true; })")
    page.wait_for_timeout(300)
    known, bare = references(), []
    for place in (".basis", ".finding", ".role", ".background"):
        links = page.locator(f"{place} .cite")
        assert links.count() > 0, place
        for told, code in links.evaluate_all(
            "all => all.map((one) => [one.title, one.textContent])"
        ):
            assert told.startswith(known[code.split()[0]]), code
        # No code stands there that leads nowhere.
        bare += page.eval_on_selector_all(
            place,
            """all => all.flatMap((one) => {
              const copy = one.cloneNode(true);
              copy.querySelectorAll(".cite, .articles").forEach((each) => each.remove());
              return copy.textContent.match(/\\b\\d{3} P\\d+/g) ?? [];
            })""",
        )
    assert bare == []
    before = page.evaluate("location.hash")
    code = page.locator(".finding .cite").first
    key = code.inner_text().split()[0]
    code.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    content = "getComputedStyle(document.activeElement, '::after').content"
    assert known[key].split(",")[0] in page.evaluate(content)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == f"article-{key}"
    assert known[key] in page.inner_text(f"#article-{key}")
    assert page.evaluate("location.hash") == before


@pytest.mark.parametrize(
    ("change", "open_"),
    [("", False), ("leaders.washington.mediation=0.9", True), ("world=A", False)],
)
def test_difference__that_chance_could_make_is_said_to_be_such(open_page, change, open_):
    page = open_page(f"reveal=on&{change}")
    page.wait_for_timeout(100)
    told = page.inner_text(".difference-line")
    if change != "world=A":
        gap, half = (float(one.replace("−", "-")) for one in re.findall(r"[+−]?[\d.]+", told)[:2])
        assert (abs(gap) <= half) == open_, told
    assert (SAID["sentence_chance"] in told) == open_


def test_unlikely_choices__and_flat_curves_have_their_sentence(open_page):
    page = open_page("reveal=on")
    page.wait_for_selector(".response")
    shown = page.inner_text(".pair").replace("\xa0", " ")
    assert SAID["choices_unlikely"] in shown
    assert "a curve may be flat" in page.inner_text(".response .lead")
