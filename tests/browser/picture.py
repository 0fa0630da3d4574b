"""The page as README.md shows it: ``python -m tests.browser.picture docs/pictures``."""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from sim.lesson.publish import page_of
from sim.lesson.read import read_lesson
from tests.browser.chromium import FLAGS, executable

NAME = "page.png"

_LESSON = "a_broker_who_cares"
_SIZE = {"width": 1280, "height": 1130}

#: Colours that are kept: the page has few, and edges between them.
_COLOURS = 128


def shot() -> bytes:
    """Return the page once the class has bet and seen the answer, as a PNG."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "lesson.html"
        path.write_text(page_of(read_lesson(_LESSON)), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        page = browser.new_page(viewport=_SIZE, color_scheme="light")
        page.goto(f"{path.as_uri()}#bet=60&reveal=on")
        page.wait_for_selector("#main h2")
        page.wait_for_timeout(1500)
        taken = page.screenshot()
        browser.close()
    few = Image.open(io.BytesIO(taken)).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    target = Path(sys.argv[1]) / NAME
    target.write_bytes(shot())
    print(f"results: {target}")
