"""Measure a lesson's page in Chromium: ``python -m tests.benchmarks.page``.

Times are of the main thread, as the browser itself counts them: scripts, styles, layout and
painting. A shared machine makes wall time worthless; this is nearly the same on a busy one.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

from sim.lesson.publish import page_of
from sim.lesson.read import lesson_names, read_lesson
from tests.browser.chromium import FLAGS, executable

#: Moves of a lever that a median is of.
_MOVES = 40

#: How much slower a phone is. Chromium's own preset for one of the middle class.
_PHONE = 4

#: Takes WebAssembly away before the page's script runs, as a school's policy does.
_WITHOUT = "delete globalThis.WebAssembly;"

_MOVE = """async ([key, value]) => {
  const frame = () => new Promise(requestAnimationFrame);
  const lever = document.getElementById(`lever-${key.replaceAll(".", "-")}`);
  if (lever) {
    lever.value = value;
    lever.dispatchEvent(new Event("input", { bubbles: true }));
  } else {
    location.hash = `#${key}=${value}&reveal=on`;
  }
  await frame();
  await frame();
}"""


@contextmanager
def opened(path: Path, *, slower: int = 1, script: str = "") -> Iterator[tuple[Page, CDPSession]]:
    """Open a page from disk without a network."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Performance.enable")
        if slower > 1:
            session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        if script:
            page.add_init_script(script)
        page.goto(path.as_uri())
        page.evaluate("globalThis.triangle.ready")
        yield page, session
        browser.close()


def busy(session: CDPSession) -> float:
    """Return how long the main thread has been at work, in milliseconds."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(one["value"] for one in metrics if one["name"] == "TaskDuration")


def of_moves(page: Page, session: CDPSession, key: str) -> float:
    """Return the median time from a lever's move to the drawn picture."""
    found = []
    for k in range(_MOVES):
        before = busy(session)
        page.evaluate(_MOVE, [key, (k % 20 + 1) / 20])
        found.append(busy(session) - before)
    return statistics.median(found)


def main() -> None:
    """Print a line a figure, with what was wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lesson", default="a_broker_who_cares")
    asked = parser.parse_args()
    page_of(read_lesson(asked.lesson))  # the cache is warm from here on
    began = time.process_time()
    text = page_of(read_lesson(asked.lesson))
    print(f"building: {time.process_time() - began:.1f} s of processor time   wanted under 30")
    sizes = {name: len(page_of(read_lesson(name)).encode()) for name in lesson_names()}
    print(f"largest page: {max(sizes.values()) / 1000:.0f} kB   wanted under 600")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lesson.html"
        path.write_text(text, encoding="utf-8")
        lever = read_lesson(asked.lesson).levers[0].key
        for name, slower, script, key, wanted in (
            ("WebAssembly", 1, "", lever, 16),
            ("WebAssembly, a lever of the start", 1, "", f"start.{lever}", 80),
            ("WebAssembly, as slow as a phone", _PHONE, "", lever, 100),
            ("plain JavaScript", 1, _WITHOUT, lever, 100),
        ):
            with opened(path, slower=slower, script=script) as (page, session):
                ready = busy(session)
                page.evaluate("location.hash = '#reveal=on'")
                page.wait_for_timeout(500)
                moved = of_moves(page, session, key)
            print(f"{name}: {moved:.0f} ms a move   wanted under {wanted}")
            print(f"  opened, with its first two hundred worlds, in {ready:.0f} ms")


if __name__ == "__main__":
    main()
