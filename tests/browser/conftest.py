"""A lesson's page in the system's Chromium: from disk, without a network, and listened to."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from sim.lesson.publish import page_of
from sim.lesson.read import read_lesson
from tests.browser.chromium import FLAGS, executable

#: Opens a page: (words of the address, script that runs before the page's, options of a context).
Open = Callable[..., Page]

LESSON = "a_broker_who_cares"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser, closed with each module: while it is open an event loop runs, and tests of other
    rooms could open no browser of their own, nor answer signals as they do.
    """
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lesson_text() -> str:
    """The page of one lesson."""
    return page_of(read_lesson(LESSON), "index.html")


@pytest.fixture(scope="session")
def lesson_path(lesson_text, tmp_path_factory) -> Path:
    """The page on disk."""
    path = tmp_path_factory.mktemp("page") / f"{LESSON}.html"
    path.write_text(lesson_text, encoding="utf-8")
    return path


def strange(address: str) -> list[str]:
    """Return what a page may not ask for: all but itself, and what it made itself."""
    return [] if address.startswith(("file:", "blob:", "data:")) else [address]


@pytest.fixture
def open_page(chromium, lesson_path) -> Iterator[Open]:
    """Open pages; none may say anything on the console, fail, or ask for anything but itself."""
    contexts, said = [], []

    def opened(
        words: str = "",
        *,
        path: Path = lesson_path,
        script: str = "",
        wait: str = "#main h2",
        quiet: bool = True,
        **options,
    ) -> Page:
        options = {"viewport": {"width": 1280, "height": 900}} | options
        context = chromium.new_context(offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        if quiet:
            page.on("console", lambda message: said.append(message.text))
            page.on("pageerror", lambda error: said.append(str(error)))
            page.on("request", lambda asked: said.extend(strange(asked.url)))
        if script:
            page.add_init_script(script)
        page.goto(path.as_uri() + (f"#{words}" if words else ""))
        page.wait_for_selector(wait)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not said
