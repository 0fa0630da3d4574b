"""Addresses of any content and length run nothing, break nothing, and get one line on the page."""

import random
import string

from sim.spec.preferences import CAPITALS, TRAITS
from sim.spec.switches import SWITCHES

MANY = 1_000

#: What somebody who means ill would try, and what a slip of the hand makes.
PIECES = (
    "<script>globalThis.broken=1</script>", "<img src=x onerror=broken=1>", "javascript:broken=1",
    "%3Csvg%20onload%3Dbroken%3D1%3E", "{{constructor.constructor('broken=1')()}}", "__proto__",
    "constructor", "prototype.x", "toString", "%", "%zz", "%00", "%F0%9F%92%A9", "\u202e", "&&&",
    "====", "#", "[[[[[[[[", "{a:{a:{a:{a:{a:1}}}}}", "1e309", "-0", "NaN", "Infinity", "null",
    "../../etc/passwd", "file:///etc/passwd", "http://example.org/", "true", "[0.1,0.2]", "[9,1]",
    "2018-10", "{2018-10:0.5}", "0x10", "１", "a" * 5_000, "[" * 2_000, "日本", "서울",
)  # fmt: skip

KEYS = (
    "scenario", "seed", "twin", "month", "bet", "reveal", "order", "lang", "theme", "hide",
    "levers", "world", "months", "first", "last", "parameter_set", "turnover.tokyo",
    "start.months", "__proto__",
    "events.court", "events.court.without", "events.court.add", "series.us_china_tension",
    *(f"leaders.{capital}.{trait.name}" for capital in CAPITALS[:3] for trait in TRAITS[:3]),
    *(f"switches.{name}" for name in SWITCHES[:4]), "start.parameters.inertia",
    "parameters.inertia",
)  # fmt: skip

#: Opens every address; returns what is wrong with any of them.
_TRY = """async (addresses) => {
  const frame = () => new Promise((done) => setTimeout(done, 0));
  const wrong = [];
  let told = 0;
  for (const address of addresses) {
    location.hash = address;
    await frame();
    await new Promise(requestAnimationFrame);
    const notice = document.querySelector(".head .notice");
    const lines = notice.hidden ? [] : notice.textContent.split("\\n");
    told += lines.length;
    if (lines.length > 1 || (lines[0] ?? "").length > 600) wrong.push(["lines", address]);
    if (globalThis.broken || {}.broken || {}.x) wrong.push(["ran", address]);
    const scripts = document.querySelectorAll("script").length;
    if (scripts !== globalThis.scripts) wrong.push(["script", address]);
    const strange = "iframe, object, embed, img, link[href]";
    if (document.querySelector(strange)) wrong.push(["element", address]);
    if (document.querySelectorAll(".lever").length === 0) wrong.push(["levers", address]);
    if (wrong.length > 5) break;
  }
  return { wrong, told };
}"""


def addresses():
    """Return many addresses, some sensible in part, some not at all."""
    draw = random.Random(5)
    letters = string.printable + "가あ한<>\"'`\\"
    found = []
    for number in range(MANY):
        if number % 4 == 0:
            length = draw.choice([1, 10, 100, 1_000])
            found.append("".join(draw.choice(letters) for _ in range(length)))
            continue
        words = []
        for _ in range(draw.choice([1, 1, 2, 4, 80])):
            key = draw.choice(KEYS) if draw.random() < 0.8 else draw.choice(PIECES)
            value = (
                draw.choice(PIECES) if draw.random() < 0.6 else str(round(draw.uniform(-1, 2), 2))
            )
            words.append(f"{key}={value}")
        found.append("&".join(words))
    return found


def test_addresses__run_nothing_and_break_nothing(open_page):
    page = open_page("reveal=on")
    page.evaluate("globalThis.scripts = document.querySelectorAll('script').length")
    tried = addresses()
    found = page.evaluate(_TRY, tried)
    assert not found["wrong"]
    assert found["told"] > MANY / 2  # most of them are told of
    # The page still does what it did.
    page.evaluate("location.hash = '#reveal=on&leaders.washington.mediation=0.9&lang=en'")
    page.wait_for_timeout(300)
    assert not page.is_visible(".head .notice")
    assert page.input_value("#lever-leaders-washington-mediation") == "0.9"
    assert page.inner_text(".sentence .answer")


def test_address_at_opening__is_read_with_the_same_care(open_page):
    for address in ("reveal=on&leaders.washington.mediaton=0.9", "twin=<b>9</b>", "scenario=x&%zz"):
        page = open_page(address)
        notice = page.inner_text(".head .notice").strip()
        assert notice
        assert "\n" not in notice
        assert page.locator(".lever").count() == 4


def test_unknown_lever__is_told_with_what_was_found(open_page):
    page = open_page("leaders.washington.mediaton=0.9")
    assert "leaders.washington.mediaton" in page.inner_text(".head .notice")


def test_address_that_is_followed__is_told_of_beside_what_it_changes(open_page):
    page = open_page("reveal=on")
    page.evaluate("location.hash = '#reveal=on&traits.rivalry=0.4&leaders.washington.mediaton=0.9'")
    page.wait_for_timeout(300)
    assert "leaders.washington.mediaton" in page.inner_text(".head .notice")
    page.fill("#lever-traits-rivalry", "0.9")
    page.wait_for_timeout(300)
    assert not page.is_visible(".head .notice")


def test_changes_that_fault_only_together__leave_the_page_as_it_was(open_page):
    """Someone who comes into office later, in a window that ends before."""
    page = open_page("reveal=on&traits.rivalry=0.4")
    before = page.inner_text(".sentence .answer")
    page.evaluate("location.hash = '#reveal=on&leaders.next_seoul.rivalry=0.9&months=3'")
    page.wait_for_timeout(300)
    assert "'next_seoul' holds no capital" in page.inner_text(".head .notice")
    assert page.inner_text(".sentence .answer") == before
    page.fill("#lever-traits-rivalry", "0.9")
    page.wait_for_timeout(300)
    assert not page.is_visible(".head .notice")
    assert page.inner_text(".sentence .answer") != before


def test_policy__forbids_scripts_styles_and_requests(open_page):
    """What an injected text would try; the browser's own words on it are expected."""
    page = open_page("reveal=on", quiet=False)
    tried = page.evaluate(
        """async () => {
          const script = document.createElement("script");
          script.textContent = "globalThis.broken = 1";
          document.body.append(script);
          const image = new Image();
          const failed = new Promise((done) => { image.onerror = () => done(true); });
          image.src = "https://example.org/x.png";
          const fetched = await fetch("https://example.org/").then(() => false, () => true);
          // Later, in a task of the page's own: what Playwright itself evaluates is let through.
          const evaluated = await new Promise((done) => setTimeout(() => {
            try { done((0, eval)("1") === 1); } catch { done(false); }
          }));
          return { ran: globalThis.broken === 1, image: await failed, fetched, evaluated };
        }"""
    )
    assert tried == {"ran": False, "image": True, "fetched": True, "evaluated": False}
