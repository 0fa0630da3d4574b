"""A lesson done on its page: bet, levers, twins, months, puzzle, by mouse and by keyboard."""

import csv
import re
import shlex
import subprocess
import sys
import time
from itertools import pairwise

import numpy as np
import pytest

import sim
from sim.lesson.built import build
from sim.lesson.publish import page_of
from sim.lesson.read import read_lesson
from sim.lesson.robust import robust
from sim.lesson.words import words
from sim.scenario import parameter_set
from tests.browser.conftest import LESSON

BROKER, CARE = "#lever-leaders-washington-mediation", "#lever-leaders-washington-neighbour_priority"


def answer(page):
    """The sentence with its difference, once no lever moves."""
    page.wait_for_timeout(80)
    return page.inner_text(".sentence .answer") + " " + page.inner_text(".difference-line")


def until(page, expression, seconds=30):
    """Wait until an expression of the page is true; its policy forbids Playwright's own way."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(50)


def reveal(page):
    """Press the button that reveals, and wait for the answer."""
    page.click(".bet button.main")
    page.wait_for_selector(".sentence", state="visible")


def told_beside(page, field):
    """The one line that stands beside a field of any lever."""
    told = page.locator(".found li", has=page.locator(field)).locator(".told-here").inner_text()
    assert "\n" not in told.strip()
    return told


def state(page):
    """The words of the address, once they are written."""
    page.wait_for_timeout(400)
    return page.evaluate("location.hash")


def commands(page):
    """Open the fold with the commands."""
    page.locator(".share").scroll_into_view_if_needed()
    page.eval_on_selector_all(".share details", "all => all.forEach((one) => { one.open = true; })")
    until(page, "document.querySelector('#command').value !== ''")


def test_bet__is_placed_before_anything_is_shown_and_stays_beside_the_answer(open_page):
    page = open_page()
    assert not page.is_visible(".sentence")
    assert not page.is_visible(".twins")
    page.fill("#bet-slider", "40")
    reveal(page)
    assert not page.is_visible("#bet-slider")
    told = page.inner_text(".your-bet")
    share = int(re.findall(r"\d+", page.inner_text(".sentence .answer"))[0])
    assert "40" in told
    assert str(share - 40) in told


def test_bet_and_reveal__by_keyboard_alone(open_page):
    page = open_page()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "bet-slider":
            break
    page.keyboard.press("Home")
    page.keyboard.press("PageUp")
    bet = page.input_value("#bet-slider")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".sentence", state="visible")
    assert bet != "50"
    assert bet in page.inner_text(".your-bet")


def press_r(page):
    """Press R where nothing has the focus."""
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("r")
    page.wait_for_timeout(150)


def test_bet_of_nobody__is_no_bet(open_page):
    said = words()["en"]["page"]
    page = open_page()
    assert page.inner_text(".bet-reading") == "?"
    page.focus("#bet-slider")
    page.keyboard.press("Tab")
    assert page.inner_text(".bet button.main") == said["reveal_unbet"]
    reveal(page)
    assert page.inner_text(".your-bet") == said["bet_none"]
    assert page.locator(".sentence text.bet-name").get_attribute("visibility") == "hidden"
    assert "bet=" not in state(page)


def test_bet_on_the_number_where_the_slider_stands__is_a_bet(open_page):
    for press in (lambda page: page.click("#bet-slider"), lambda page: page.keyboard.press("Home")):
        page = open_page()
        page.focus("#bet-slider")
        press(page)
        reveal(page)
        assert re.search(r"\d", page.inner_text(".your-bet"))


def test_key_r__reveals_only_where_a_teacher_asked_for_it(open_page):
    page = open_page()
    press_r(page)
    assert page.is_visible(".bet")
    page = open_page("reveal=off")
    assert not page.is_visible(".bet button.main")
    press_r(page)
    assert page.is_visible(".sentence")
    assert page.inner_text(".your-bet") == words()["en"]["page"]["bet_none"]


def test_verdict__is_told_of_what_was_bet_on_alone(open_page):
    said = words()["en"]["page"]
    page = open_page()
    page.fill("#bet-slider", "40")
    reveal(page)
    verdict = page.inner_text(".your-bet")
    page.fill(BROKER, "0.2")
    page.wait_for_timeout(100)
    assert (
        page.inner_text(".your-bet") == f"{said['bet_was'].format(bet=40)} {said['bet_elsewhere']}"
    )
    page.click("text=" + said["opening"])
    page.wait_for_timeout(100)
    assert page.inner_text(".your-bet") == verdict


def test_bet_again__goes_back_to_the_bet_on_what_the_class_was_asked(open_page):
    for words_of_link in ("", "leaders.washington.mediation=0.6"):
        page = open_page(words_of_link)
        page.wait_for_selector(".finding")
        before = page.input_value(BROKER), page.inner_text(".bet .changes")
        page.fill("#bet-slider", "40")
        reveal(page)
        page.fill(BROKER, "0.2")
        page.click("text=" + words()["en"]["page"]["bet_again"])
        page.wait_for_selector(".bet", state="visible")
        page.wait_for_timeout(100)
        assert not page.is_visible(".sentence")
        assert page.inner_text(".bet-reading") == "?"
        assert (page.input_value(BROKER), page.inner_text(".bet .changes")) == before
        assert page.evaluate("document.activeElement.id") == "bet-slider"


def test_mark_of_the_bet__has_its_word_and_covers_no_number(open_page):
    for bet in (0, 50, 93, 100):
        page = open_page(f"reveal=on&bet={bet}")
        page.wait_for_timeout(200)
        marks, rest = (
            page.eval_on_selector_all(
                selector, "all => all.map((one) => one.getBoundingClientRect().toJSON())"
            )
            for selector in (
                ".sentence svg text.bet-name, .sentence svg path.fill-bet",
                ".sentence svg text:not(.bet-name)",
            )
        )
        assert len(marks) == 2
        assert len(rest) == 7
        frame = page.locator(".sentence svg").bounding_box()
        assert str(bet) in page.text_content(".sentence text.bet-name")
        for mark in marks:
            assert frame["x"] - 1 <= mark["left"]
            assert mark["right"] <= frame["x"] + frame["width"] + 1
            for other in rest:
                apart = (
                    mark["right"] <= other["left"]
                    or other["right"] <= mark["left"]
                    or mark["bottom"] <= other["top"]
                    or other["bottom"] <= mark["top"]
                )
                assert apart, (bet, mark, other)


def place(page):
    """Where the finding stands: the panel before it."""
    return page.evaluate(
        "document.querySelector('#main > .finding').previousElementSibling.dataset.panel"
    )


def test_finding__can_be_read_without_a_click_and_stands_last_until_the_reveal(open_page):
    page = open_page()
    page.wait_for_selector(".finding")
    assert page.is_visible(".finding-says")
    assert re.search(r"\d+ of 100", page.inner_text(".finding-says"))
    said = words()["en"]["page"]
    assert page.inner_text(".finding h2") == said["finding_first"]
    assert said["same_luck_also"] in page.inner_text(".reading-first")
    assert place(page) == "share"
    reveal(page)
    assert page.inner_text(".finding h2") == said["finding_title"]
    assert place(page) == "basis"


def test_answer__is_nowhere_but_in_the_finding_before_the_reveal(open_page):
    page, numbers = open_page(), build(read_lesson(LESSON)).numbers
    page.wait_for_selector(".finding")
    page.evaluate("document.querySelector('.finding').remove()")
    shown = page.inner_text("body")
    assert numbers["share_a"] != numbers["share_b"]
    for name in ("share_a", "share_b"):
        assert not re.search(rf"\b{numbers[name]}\b", shown), name


def test_finding__waits_where_a_teacher_reveals(open_page):
    page = open_page("reveal=off")
    page.wait_for_selector(".finding", state="attached")
    assert not page.is_visible(".finding")
    assert words()["en"]["page"]["same_luck_held"] in page.inner_text(".reading-first")


@pytest.mark.parametrize("number", range(4))
def test_every_lever__moves_by_mouse_and_by_keyboard(open_page, number):
    lever = read_lesson(LESSON).levers[number]
    page = open_page("world=A&reveal=on")
    field = f"#lever-{lever.key.replace('.', '-')}"
    page.locator(field).scroll_into_view_if_needed()
    box = page.locator(field).bounding_box()
    page.mouse.click(box["x"] + 0.35 * box["width"], box["y"] + box["height"] / 2)
    by_mouse = float(page.input_value(field))
    assert f"{lever.key}={by_mouse:g}" in state(page)
    row = page.locator(".lever", has=page.locator(field))
    assert "changed" in row.get_attribute("class")
    page.focus(field)
    page.keyboard.press("ArrowRight")
    by_key = float(page.input_value(field))
    assert by_key == pytest.approx(by_mouse + 0.05)
    assert f"{lever.key}={by_key:g}" in state(page)
    row.locator("button").click()
    assert lever.key not in state(page)
    assert "changed" not in row.get_attribute("class")


def test_lever__changes_the_sentence_to_the_engines(open_page):
    page = open_page("world=A&reveal=on")
    page.fill(BROKER, "0.9")
    page.fill(CARE, "0.6")
    told = re.findall(r"\d+", answer(page))
    changes = {"leaders.washington.mediation": 0.9, "leaders.washington.neighbour_priority": 0.6}
    ends = [
        sim.run(world, replicates=100, seed=1).outcomes["jpn_kor_final"].to_numpy() > 0.4
        for world in (
            sim.load("second_trump_term"),
            sim.load("second_trump_term").replace(**changes),
        )
    ]
    assert [int(told[0]), int(told[2])] == [int(ends[1].sum()), int(ends[0].sum())]


def test_any_lever__is_found_and_set_to_any_value(open_page):
    page = open_page("world=A&reveal=on")
    page.click(".drawer summary")
    page.fill("#search-lever", "memory gain")
    page.fill("#any-parameters-memory_gain", "[0.1, 0.2]")
    page.keyboard.press("Enter")
    assert "parameters.memory_gain=[0.1,0.2]" in state(page)
    page.fill("#any-parameters-memory_gain", "7")
    page.keyboard.press("Enter")
    assert "0 to 1" in told_beside(page, "#any-parameters-memory_gain")
    page.fill("#any-parameters-memory_gain", "0,2")
    page.keyboard.press("Enter")
    assert "‘0,2’" in told_beside(page, "#any-parameters-memory_gain")
    assert page.get_attribute("#any-parameters-memory_gain", "aria-invalid") == "true"
    assert "parameters.memory_gain=[0.1,0.2]" in state(page)


def test_set_lever__is_confirmed_beside_its_field_and_brought_to_notice(open_page):
    page = open_page("world=A&reveal=on")
    page.click(".drawer summary")
    page.fill("#search-lever", "memory gain")
    row = page.locator(".found li", has=page.locator("#any-parameters-memory_gain"))
    page.fill("#any-parameters-memory_gain", "0.3")
    row.get_by_text(words()["en"]["page"]["set"], exact=True).click()
    assert "0.3" in told_beside(page, "#any-parameters-memory_gain")
    page.wait_for_timeout(100)
    assert page.locator(".lever.fresh #lever-parameters-memory_gain").count() == 1
    row.get_by_text(words()["en"]["page"]["set_see"]).click()
    assert page.evaluate("document.activeElement.id") == "lever-parameters-memory_gain"
    page.fill("#seed", "-1")
    page.press("#seed", "Enter")
    page.click(".drawer div > .row button")
    assert "‘-1’" in page.inner_text(".drawer div > .told-here")


def test_lever_back_at_the_one_value_of_a__is_no_change(open_page, tmp_path):
    path = tmp_path / "history.html"
    path.write_text(page_of(read_lesson("history_now_or_later")), encoding="utf-8")
    page = open_page("reveal=on", path=path)
    field = "#lever-parameters-settlement_rate"
    row = page.locator(".lever", has=page.locator(field))
    assert "changed" in row.get_attribute("class")
    page.fill(field, "0.05")
    assert "settlement_rate" not in state(page)
    assert "changed" not in row.get_attribute("class")
    page = open_page("reveal=on")  # where A is a range, a number within it is a change
    page.fill(BROKER, "0.05")
    assert "leaders.washington.mediation=0.05" in state(page)


def test_changes__stand_in_the_order_of_the_levers(open_page):
    keys = [lever.key for lever in read_lesson(LESSON).levers]
    asked = "&".join(f"{key}=0.5" for key in reversed(keys))
    page = open_page(f"parameters.memory_gain=0.2&{asked}")
    labels = [lever.label for lever in read_lesson(LESSON).levers]
    shown = [one.split(":")[0] for one in page.locator(".bet .changes li").all_inner_texts()]
    assert shown[:4] == labels
    assert len(shown) == 5
    # Moved anew, a lever keeps its place.
    page.fill(BROKER, "0.6")
    page.wait_for_timeout(100)
    assert page.locator(".bet .changes li").first.inner_text().startswith(labels[0])


def test_link_for_a_class__holds_the_ticked_levers_alone(open_page):
    page = open_page("reveal=on&parameters.memory_gain=0.2&leaders.washington.mediation=0.9")
    page.locator(".share").scroll_into_view_if_needed()
    page.eval_on_selector_all(".share details", "all => all.forEach((one) => { one.open = true; })")
    until(page, "document.querySelector('#link').value !== ''")
    assert "memory_gain" not in page.input_value("#link")
    left = page.inner_text(".left-out")
    assert "memory" in left.lower()
    for k in (0, 2):
        page.click(f"#show-{k}")
    link = page.input_value("#link")
    assert "leaders.washington.mediation=" not in link
    levers = re.search(r"levers=([^&]*)", link)[1].split(",")
    own = [lever.key for lever in read_lesson(LESSON).levers]
    assert levers == [own[1], own[3]]
    again = open_page(link.split("#")[1])
    assert again.locator(".lever").count() == 2


@pytest.mark.parametrize(("language", "said"), [("en", None), ("ko", "ko")])
def test_lever__says_at_both_ends_what_the_lesson_says(open_page, tmp_path, language, said):
    path, lesson = tmp_path / "who_pays.html", read_lesson("who_pays")
    path.write_text(page_of(lesson), encoding="utf-8")
    page = open_page(f"lang={language}", path=path)
    found = [row.split("\n") for row in page.locator(".lever .ends").all_inner_texts()]
    of = (words()[said]["lessons"]["who_pays"] if said else {}).get("ends", {})
    wanted = [of.get(one.key) or vars(one.ends) for one in lesson.levers]
    assert found == [[one["low"], one["high"]] for one in wanted]


def test_twins__are_reached_by_arrow_keys_and_followed(open_page):
    page = open_page("reveal=on")
    first = page.locator(".twin").first
    first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    twin = re.search(r"\d+", label)[0]
    assert f"twin={twin}" in state(page)
    page.locator(".pair").scroll_into_view_if_needed()
    until(page, f"document.querySelector('#pair-title').textContent.includes('{twin}')")


def test_twin__that_is_pressed_is_told_at_once_beside_the_grid(open_page):
    page = open_page("reveal=on&order=number", viewport={"width": 1280, "height": 900})
    grid = page.locator("div.grid").bounding_box()
    page.click(".twin >> nth=37")
    page.wait_for_timeout(100)
    told = page.inner_text(".twin-told p")
    world = sim.load("second_trump_term")
    changes = {lever.key: lever.to for lever in read_lesson(LESSON).levers if lever.to is not None}
    for one in (world, world.replace(**changes)):
        end = float(sim.run(one, replicates=38, seed=1).outcomes["jpn_kor_final"][37])
        assert f"{end:.2f}".replace("-", "−") in told
    assert told.startswith("Twin 37, ")
    box = page.locator(".twin-told").bounding_box()
    grid_now = page.locator("div.grid").bounding_box()
    assert grid_now == grid
    assert 0 <= box["y"] - (grid["y"] + grid["height"]) < 30
    page.click(".twin-told button")
    page.wait_for_timeout(1200)
    assert "37" in page.inner_text("#pair-title")
    assert page.locator("#pair-title").bounding_box()["y"] < 900


def test_twins__stand_in_order_of_kind_or_of_number(open_page):
    page = open_page("reveal=on")
    kinds = [
        re.sub(r"\d", "", label)
        for label in page.eval_on_selector_all(
            ".twin", "all => all.map((one) => one.getAttribute('aria-label'))"
        )
    ]
    assert len(kinds) == 100
    changes = sum(a != b for a, b in pairwise(kinds))
    assert changes == len(set(kinds)) - 1
    page.select_option("#order", "number")
    page.wait_for_timeout(100)
    labels = page.eval_on_selector_all(
        ".twin", "all => all.map((one) => one.getAttribute('aria-label'))"
    )
    assert [int(re.search(r"\d+", label)[0]) for label in labels] == list(range(100))


def test_replay__plays_pauses_and_steps(open_page):
    page = open_page("reveal=on&twin=7&month=2025-01")
    page.locator(".pair").scroll_into_view_if_needed()
    until(page, "document.querySelector('output.month').textContent === 'Jan 2025'")
    page.click(".player button[title]:nth-of-type(4)")
    until(page, "document.querySelector('output.month').textContent === 'Feb 2025'")
    page.click(".play")
    until(page, "document.querySelector('output.month').textContent === 'Apr 2025'")
    page.click(".play")
    held = page.inner_text("output.month")
    page.wait_for_timeout(1000)
    assert page.inner_text("output.month") == held
    page.focus("#month")
    page.keyboard.press("End")
    until(page, "document.querySelector('output.month').textContent === 'Dec 2028'")
    rows = page.locator("table.choices tbody tr:not(.capital-row)")
    assert rows.count() == 18
    assert re.search(r"\d+\s%", rows.first.inner_text())


def test_replay__heeds_who_wants_less_motion(open_page):
    page = open_page("reveal=on&twin=3", reduced_motion="reduce")
    page.locator(".pair").scroll_into_view_if_needed()
    page.click(".pair .title-row button:nth-of-type(2)")
    page.wait_for_timeout(1500)
    assert "twin=4" in state(page)  # one world on, and no more by itself


def test_next_world__passes_one_by_one(open_page):
    page = open_page("reveal=on&twin=3")
    page.locator(".pair").scroll_into_view_if_needed()
    page.click(".pair .title-row button:nth-of-type(1)")
    assert "twin=4" in state(page)


def test_address__opens_what_was_shown(open_page):
    page = open_page("reveal=on")
    page.fill(BROKER, "0.55")
    page.fill(CARE, "0.35")
    told, words = answer(page), state(page)
    again = open_page(words.removeprefix("#"))
    assert answer(again) == told
    assert state(again) == words


def test_address__holds_the_twin_and_the_month(open_page):
    page = open_page("reveal=on&twin=7")
    page.locator(".pair").scroll_into_view_if_needed()
    until(page, "document.querySelector('output.month').textContent !== ''")
    page.focus("#month")
    page.keyboard.press("End")
    words = state(page)
    assert "month=2028-12" in words
    again = open_page(words.removeprefix("#"))
    again.locator(".pair").scroll_into_view_if_needed()
    until(again, "document.querySelector('output.month').textContent === 'Dec 2028'")
    assert not again.is_visible(".head .notice")


def test_command__gives_the_numbers_that_are_shown(open_page):
    page = open_page("reveal=on")
    page.fill(BROKER, "0.8")
    told = re.findall(r"\d+", answer(page))
    commands(page)
    lines = page.input_value("#command").splitlines()
    shares = []
    for line in lines:
        words = shlex.split(line)
        assert words[:3] == ["python", "-m", "sim"]
        overrides = {}
        for word in words[3:]:
            key, _, value = word.partition("=")
            overrides[key] = value
        changes = {k: float(v) for k, v in overrides.items() if k.startswith("leaders.")}
        run = sim.run(
            sim.load(overrides["scenario"]).replace(**changes),
            replicates=int(overrides["replicates"]),
            seed=int(overrides["seed"]),
        )
        shares.append(int((run.outcomes["jpn_kor_final"] > 0.4).sum()))
    assert shares == [int(told[2]), int(told[0])]


@pytest.mark.slow
def test_command__is_one_that_runs(open_page, tmp_path):
    page = open_page("reveal=on&events.court=off&months=24")
    commands(page)
    line = page.input_value("#command").splitlines()[-1]
    words = [sys.executable, *shlex.split(line)[1:], f"output.folder={tmp_path}"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("results: ")


def test_saved_table__holds_what_is_shown(open_page, tmp_path):
    page = open_page("reveal=on", accept_downloads=True)
    page.eval_on_selector_all(".share details", "all => all.forEach((one) => { one.open = true; })")
    with page.expect_download() as waiting:
        page.click(".share details:last-of-type button:nth-of-type(1)")
    assert "a_broker_who_cares" in waiting.value.suggested_filename
    assert "mediation-0.9" in waiting.value.suggested_filename
    path = tmp_path / "twins.csv"
    waiting.value.save_as(path)
    said, lesson = words()["en"], read_lesson(LESSON)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].isascii()
    rows = list(csv.DictReader(lines))
    assert len(rows) == 100
    names = [said["outcomes"][name] for name in (lesson.outcome.name, *lesson.also)]
    heads = [f"{name} in {world}" for name in names for world in "AB"]
    assert list(rows[0]) == [said["page"]["twin"], said["page"]["kind"], *heads]
    run = sim.run(sim.load("second_trump_term"), replicates=100, seed=1)
    found = np.array([float(row[heads[0]]) for row in rows])
    assert np.array_equal(found, run.outcomes["jpn_kor_final"].to_numpy().round(6))


def test_saved_table__in_another_alphabet_says_which_it_is(open_page, tmp_path):
    page = open_page("reveal=on&lang=ko", accept_downloads=True)
    page.eval_on_selector_all(".share details", "all => all.forEach((one) => { one.open = true; })")
    with page.expect_download() as waiting:
        page.click(".share details:last-of-type button:nth-of-type(2)")
    path = tmp_path / "months.csv"
    waiting.value.save_as(path)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.reader(text.removeprefix("\ufeff").splitlines()))
    said = words()["ko"]
    assert rows[0][:2] == [said["page"]["twin"], said["page"]["month"]]
    assert rows[1][:2] == ["0", "2025-01"]
    assert len(rows) == 1 + 100 * 48


def test_page_from_disk__says_that_its_link_opens_here_alone(open_page):
    page = open_page("reveal=on")
    page.locator(".share").scroll_into_view_if_needed()
    page.eval_on_selector_all(".share details", "all => all.forEach((one) => { one.open = true; })")
    assert words()["en"]["page"]["link_of_file"] in page.inner_text(".share")
    names = page.locator("#make-language option").all_inner_texts()
    assert names == [words()[language]["name"] for language in ("en", "ko", "ja")]


@pytest.mark.parametrize("panel", ["drawer", "basis", "share"])
def test_panel__is_left_out_of_a_class_link(open_page, panel):
    page = open_page(f"reveal=on&hide={panel}")
    page.wait_for_selector(".glossary")
    assert not page.is_visible(f".{panel}")
    assert page.is_visible(".glossary")
    assert open_page("reveal=on").is_visible(f".{panel}")


def test_puzzle__is_reached_by_its_way_and_not_before(open_page):
    page = open_page("reveal=on")
    page.locator(".puzzle").scroll_into_view_if_needed()
    page.click(".puzzle button.main >> nth=0")
    page.wait_for_timeout(200)
    before = page.inner_text(".puzzle > .verdict")
    way = read_lesson(LESSON).puzzle.way
    for key, value in way.items():
        page.fill(f"#lever-{key.replace('.', '-')}", str(value))
    page.wait_for_timeout(300)
    assert page.inner_text(".puzzle > .verdict") != before
    reach = int(re.findall(r"\d+", page.inner_text(".puzzle > .verdict"))[0])
    assert reach >= read_lesson(LESSON).puzzle.reach
    share = int(re.findall(r"\d+", answer(page))[0])
    assert share == reach


def tries(page):
    """What the puzzle has counted, once every lever rests."""
    page.wait_for_timeout(1100)
    return page.locator(".tries li").all_inner_texts()


def test_puzzle__counts_what_a_pupil_sets_alone(open_page):
    page, said = open_page("reveal=on"), words()["en"]["page"]
    page.locator(".puzzle").scroll_into_view_if_needed()
    page.click(".puzzle button.main >> nth=0")
    page.wait_for_timeout(200)
    for k, value in enumerate(("0.1", "0.2", "0.3", "0.4", "0.6", "0.7"), 1):
        page.fill(CARE, value)
        assert len(tries(page)) == k
    for button in (said["other_luck"], said["puzzle_way"], said["opening"], said["reset"]):
        page.click(f"button:text-is('{button}')")
        assert len(tries(page)) == 6, button
    inside = page.eval_on_selector(".tries", "one => one.scrollHeight - one.clientHeight")
    assert inside <= 1


def test_puzzle__tells_its_progress_beside_the_levers(open_page):
    page = open_page("reveal=on")
    assert not page.is_visible(".puzzle-strip")
    page.locator(".puzzle").scroll_into_view_if_needed()
    page.click(".puzzle button.main >> nth=0")
    page.wait_for_timeout(300)
    seen = page.evaluate(
        "[document.querySelector('.puzzle-strip').getBoundingClientRect().top, innerHeight]"
    )
    assert 0 <= seen[0] < seen[1]
    page.fill(CARE, "0.5")
    assert len(tries(page)) == 1
    assert page.inner_text(".puzzle-strip .verdict") == page.inner_text(".puzzle > .verdict")
    page.click(f"text={words()['en']['page']['puzzle_end']}")
    page.wait_for_timeout(100)
    assert not page.is_visible(".puzzle-strip")


def test_puzzle__asks_before_it_puts_levers_back(open_page):
    page, said = open_page("reveal=on&leaders.washington.mediation=0.4"), words()["en"]["page"]
    page.locator(".puzzle").scroll_into_view_if_needed()
    page.click(".puzzle button.main >> nth=0")
    assert "0.4" in page.inner_text(".puzzle-ask")
    page.click(f"text={said['puzzle_no']}")
    assert "mediation=0.4" in state(page)
    page.click(".puzzle button.main >> nth=0")
    page.click(f"text={said['puzzle_yes']}")
    assert "mediation" not in state(page)
    assert page.is_visible(".puzzle-strip")


def test_other_luck__is_another_seed_for_both_worlds(open_page):
    page = open_page("reveal=on")
    told = answer(page)
    page.click(".world-a button")
    assert "seed=2" in state(page)
    assert answer(page) != told


def test_response_curve__has_every_value_of_a_lever(open_page):
    page = open_page("reveal=on")
    page.locator(".response").scroll_into_view_if_needed()
    until(page, "document.querySelectorAll('.response circle').length === 21")
    page.click(".response details.table summary")
    page.wait_for_selector(".response table")
    assert page.locator(".response table tbody tr").count() == 21


def test_which_lever__shares_add_up_to_the_difference(open_page):
    page = open_page("reveal=on")
    gap = float(re.search(r"[+−]?\d+", page.inner_text(".difference-line"))[0])
    page.locator(".which").scroll_into_view_if_needed()
    until(page, "document.querySelectorAll('.which rect').length >= 2")
    page.wait_for_timeout(300)
    names = page.locator(".which text.bar-name").all_text_contents()
    parts = [float(re.search(r": ([+−]?[\d.]+)", n)[1].replace("−", "-")) for n in names]
    assert len(parts) == 2
    assert sum(parts) == pytest.approx(gap, abs=0.11)


def test_more_twins__go_on_until_the_interval_is_small_enough(open_page):
    page = open_page("reveal=on")
    page.locator(".more").scroll_into_view_if_needed()
    page.click(".more button.main, .more button >> nth=0")
    until(page, "!document.querySelector('.more progress:not([hidden])')")
    page.click(".more details summary")
    last = page.locator(".more table tbody tr").last.inner_text()
    assert float(re.search(r"([\d.]+)\s*$", last)[1]) <= 2.0


def test_assumptions__say_origin_and_robustness(open_page):
    page = open_page("reveal=on")
    page.locator(".basis").scroll_into_view_if_needed()
    page.wait_for_selector(".basis details")
    page.eval_on_selector_all(".basis details", "all => all.forEach((one) => { one.open = true; })")
    first = page.locator(".basis details").first.inner_text()
    assert "000 P18" in first
    assert "paragraph 18" in first
    draws = robust()["leaders.washington.mediation"][0].draws
    assert re.search(rf"\d+\s%[^.]*\b{draws}\b", first)


def test_other_luck__after_the_last_seed_is_the_first(open_page):
    page = open_page("world=A&reveal=on&seed=4294967295")
    page.click(".luck button")
    assert "seed=0" in state(page).split("&")


def test_any_lever__takes_no_more_than_a_link_holds(open_page):
    page = open_page("world=A&reveal=on")
    page.click(".drawer summary")
    page.fill("#search-lever", "events.court")
    page.fill("#any-events-court", "{2026-01: 0.5}")
    page.press("#any-events-court", "Enter")
    assert "‘{2026-01: 0.5}’" in told_beside(page, "#any-events-court")
    assert "events.court" not in state(page)
    page.fill("#any-events-court", "off")
    page.press("#any-events-court", "Enter")
    assert "events.court=off" in state(page)


def test_lever_that_the_model_refuses__goes_back_and_the_others_move(open_page):
    page = open_page("world=A&reveal=on&levers=events.court,leaders.washington.mediation")
    was = page.input_value("#lever-events-court")
    page.select_option("#lever-events-court", "given")
    page.wait_for_timeout(300)
    assert "without dated events" in page.inner_text(".head .notice")
    assert page.input_value("#lever-events-court") == was != "given"
    page.fill(BROKER, "0.9")
    assert "leaders.washington.mediation=0.9" in state(page)
    assert not page.is_visible(".head .notice")


def test_page_of_ones_own__has_no_lesson_and_all_levers(open_page, tmp_path):
    from sim.lesson.own import own_lesson

    lesson = own_lesson(sim.load("neglect"), {"switches.thaw": False}, levers=["traits.rivalry"])
    path = tmp_path / "own.html"
    path.write_text(page_of(lesson), encoding="utf-8")
    page = open_page("reveal=on", path=path)
    assert page.locator(".levers .lever").count() == 2
    assert page.locator(".puzzle, .teacher").count() == 0
    assert "switches.thaw" in page.inner_text(".levers")
    assert re.search(r"\d+ of 100", answer(page))


def test_command_of_a_page_with_a_fitted_set__names_it(open_page, tmp_path):
    from sim.lesson.own import own_lesson

    world = sim.load("second_trump_term").replace(parameter_set=parameter_set("posterior_2024"))
    path = tmp_path / "fitted.html"
    lesson = own_lesson(world, {"leaders.washington.mediation": 0.9})
    path.write_text(page_of(lesson), encoding="utf-8")
    page = open_page("reveal=on", path=path)
    told = re.findall(r"\d+", answer(page))
    ends = [
        sim.run(one, replicates=100, seed=1).outcomes["jpn_kor_final"].to_numpy() > 0.0
        for one in (lesson.world_a, lesson.world_b)
    ]
    assert [int(told[0]), int(told[3])] == [int(ends[1].sum()), int(ends[0].sum())]
    commands(page)
    lines = page.input_value("#command").splitlines()
    assert len(lines) == 2
    assert all("parameter_set=posterior_2024" in line.split() for line in lines)
