"""The app as its server gives it to a real browser, without a network."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from sim.mesa_face import Twins
from sim.mesa_face.board import parting_words
from tests.browser.chromium import FLAGS, executable

pytest.importorskip("solara", reason="the app is not installed: pip install -e '.[app]'")
playwright = pytest.importorskip(
    "playwright.sync_api", reason="Playwright is not installed: pip install -e '.[browser]'"
)

ROOT = Path(__file__).resolve().parents[2]
QUIET = {"SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False", "SOLARA_THEME_SHOW_BANNER": "False"}


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as driver:
        path = executable()
        found = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def address(browser):
    """Start the server on a free port, as the README says; yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "solara", "run", "sim/mesa_face/app.py"]
    server = subprocess.Popen(
        [*command, "--production", "--no-open", "--host", "127.0.0.1", "--port", str(port)],
        cwd=ROOT,
        env=os.environ | QUIET,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    found = f"http://127.0.0.1:{port}/"
    for _ in range(1200):
        assert server.poll() is None
        try:
            urllib.request.urlopen(found, timeout=60).close()
            break
        except OSError:
            time.sleep(0.05)
    yield found
    server.terminate()
    server.wait()


@pytest.fixture
def page(browser, address):
    """Open the page; what leaves the machine, fails or is said to be an error is none."""
    faults = []
    found = browser.new_page(viewport={"width": 1366, "height": 1500})
    found.on("request", lambda asked: faults.append(asked.url) if leaves(asked.url) else None)
    found.on("response", lambda got: faults.append(got.url) if got.status >= 400 else None)
    found.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    found.on("pageerror", lambda fault: faults.append(str(fault)))
    found.goto(address)
    found.get_by_role("button", name="Step").wait_for(timeout=60_000)
    yield found
    found.close()
    assert faults == []


def leaves(url):
    return not re.match(r"(http|ws)://127\.0\.0\.1|data:|blob:", url)


def wait_for_month(page, month):
    page.locator(".month", has_text=month).wait_for(timeout=60_000)


def test_page__shows_two_worlds_and_says_what_it_is(page):
    assert page.get_by_text("Explores and teaches; does not predict.").is_visible()
    wait_for_month(page, "2025-01")
    assert page.title() == "Alliance Triangle: two worlds, the same luck"
    assert page.get_by_role("img").count() == 1
    assert page.get_by_role("columnheader", name="World B").is_visible()


def test_page__steps_resets_and_plays(page):
    step = page.get_by_role("button", name="Step")
    step.click()
    step.click()
    wait_for_month(page, "2025-02")
    page.get_by_role("button", name="Reset", exact=True).click()
    page.locator('polyline[points=""]').first.wait_for(state="attached")
    wait_for_month(page, "2025-01")
    page.get_by_role("button", name="▶").click()
    wait_for_month(page, "2025-04")
    page.get_by_role("button", name="❚❚").click()
    page.get_by_role("button", name="▶").wait_for()


def test_lever__moved_by_keyboard_changes_world_b(page):
    slider = page.get_by_role("slider", name="Washington brokers between its allies")
    slider.focus()
    page.keyboard.press("End")
    page.get_by_text("B 1.00").wait_for()
    for _ in range(30):
        page.get_by_role("button", name="Step").click()
    wait_for_month(page, "2027-06")
    twins = Twins("second_trump_term", replicate=0, **{"leaders.washington.mediation": 1.0})
    for _ in range(30):
        twins.step()
    assert page.locator(".parting").inner_text() == parting_words(twins)
    assert page.locator("polyline").nth(0).get_attribute("points") != page.locator("polyline").nth(
        1
    ).get_attribute("points")


def test_lever__moved_by_mouse_changes_world_b(page):
    slider = page.get_by_role("slider", name="Seoul's hard line on history")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 400, y, steps=5)
    page.mouse.up()
    page.get_by_text("B 1.00").wait_for()


def test_words__that_no_world_takes_are_said(page):
    field = page.get_by_label("Any other change by its name")
    field.fill("switches.thwa=false")
    field.press("Enter")
    page.get_by_role("alert").get_by_text("did you mean 'thaw'?").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page__has_no_serious_fault_for_those_who_see_or_hear_otherwise(browser, address, scheme):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright",
        reason="axe is not installed: pip install -e '.[browser]'",
    )
    found = browser.new_page(viewport={"width": 1366, "height": 1500}, color_scheme=scheme)
    found.goto(address)
    found.get_by_role("button", name="Step").wait_for(timeout=60_000)
    field = found.get_by_label("Any other change by its name")
    field.fill("switches.thwa=false")
    field.press("Enter")
    found.get_by_role("alert").wait_for()
    found.get_by_role("button", name="Step").click()
    wait_for_month(found, "2025-01")
    # The frame around it is Solara's, with faults of its own.
    told = axe.Axe().run(found, context=".triangle").response
    assert told["passes"]
    serious = [fault for fault in told["violations"] if fault["impact"] in ("serious", "critical")]
    assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in serious] == []
    found.close()


def test_page__is_readable_in_the_dark(browser, address):
    found = browser.new_page(viewport={"width": 1366, "height": 1500}, color_scheme="dark")
    found.goto(address)
    found.get_by_role("button", name="Step").wait_for(timeout=60_000)
    shades = [
        found.locator(where).evaluate(f"e => getComputedStyle(e).{what}")
        for where, what in ((".v-application", "backgroundColor"), ("svg[role=img]", "color"))
    ]
    ground, ink = (sum(map(int, re.findall(r"\d+", shade)[:3])) / 3 for shade in shades)
    assert ground < 60
    assert ink > 200
    found.close()
