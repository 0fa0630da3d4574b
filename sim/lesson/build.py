"""One page of a lesson: data, style and script in one HTML text, under a strict policy.

The policy allows the one script and the one style by their hashes, and WebAssembly; no address, no
image, no font, no frame, no form. Data lie in blocks that no browser runs, so that a page shows its
words before it unpacks its worlds.
"""

import base64
import gzip
import hashlib
import html
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from sim.lesson.bundle import bundle

__all__ = ["ENTRY", "assemble", "embedded", "fill", "page_file", "page_modules", "policy"]

#: The module that a page starts with.
ENTRY = "lesson/page/main.js"

_PLACE = re.compile(r"\{\{(\w+)\}\}")

#: What could end a block of data, or begin another one; JSON may write any sign by its number.
_SIGNS = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def page_file(name: str) -> str:
    """Return a file of the page's folder as text.

    Examples
    --------
    >>> page_file("page.html")[:15]
    '<!doctype html>'
    """
    return (files("sim.lesson") / "page" / name).read_text(encoding="utf-8")


def page_modules() -> dict[str, str]:
    """Return the page's own modules by the path that imports resolve to.

    Examples
    --------
    >>> "lesson/page/twins.js" in page_modules()
    True
    """
    names = sorted(one.name for one in (files("sim.lesson") / "page").iterdir())
    return {f"lesson/page/{name}": page_file(name) for name in names if name.endswith(".js")}


def _hash(text: str) -> str:
    """Return the hash by which a policy knows one inline text."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def policy(style: str, script: str = "") -> str:
    """Return the policy of a page with one style and at most one script.

    Examples
    --------
    >>> policy("p {}").split("; ")[0]
    "default-src 'none'"
    """
    parts = ["default-src 'none'", f"style-src {_hash(style)}"]
    if script:
        parts.append(f"script-src {_hash(script)} 'wasm-unsafe-eval'")
    return "; ".join((*parts, "base-uri 'none'", "form-action 'none'"))


def embedded(value: Any) -> str:
    r"""Return JSON in which no tag can begin or end.

    Examples
    --------
    >>> print(embedded({"says": "</script>"}))
    {"says":"\u003c/script\u003e"}
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(_SIGNS)


def _packed(data: bytes) -> str:
    """Return bytes compressed, as text; the same each time."""
    return base64.b64encode(gzip.compress(data, 9, mtime=0)).decode()


def _lean(style: str) -> str:
    """Return a style sheet without comments and what sets it out for readers."""
    text = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    return re.sub(r"\s*([{};])\s*", r"\1", re.sub(r"\s+", " ", text)).strip()


def fill(template: str, fields: Mapping[str, str]) -> str:
    """Return a template with its places filled, each with text that is safe where it stands.

    Examples
    --------
    >>> fill("<h1>{{title}}</h1>", {"title": "A &amp; B"})
    '<h1>A &amp; B</h1>'
    """
    return _PLACE.sub(lambda place: fields[place[1]], template)


def assemble(
    data: Mapping[str, Any],
    model: Mapping[str, Any],
    assumptions: Mapping[str, Any],
    wasm: bytes,
    modules: Mapping[str, str],
) -> str:
    """Return a page: one HTML text that needs nothing else.

    Parameters
    ----------
    data : mapping
        The lesson and its words, as the page's modules read them.
    model : mapping
        Worlds and names, as `sim.browser.packed` gives them.
    assumptions : mapping
        Where every lever comes from, as `sim.lesson.assumption.as_data` gives it.
    wasm : bytes
        The month as WebAssembly.
    modules : mapping
        All modules by the path that imports resolve to.

    Raises
    ------
    WrongKind
        For modules that cannot be put together.
    """
    style = _lean(page_file("page.css"))
    # In a script's strings and comments the two ways of writing are one; a tag ends at neither.
    script = bundle(modules, ENTRY).replace("</", "<\\/").replace("<!--", "<\\!--")
    words, lesson = data["words"]["en"]["page"], data["lesson"]
    said = {
        "title": lesson["title"],
        "question": lesson["question"],
        "disclaimer": words["disclaimer"],
        "no_script": words["no_script"],
        "failed": words["failed"],
        "finding_title": words["finding_first"],
        "finding": lesson["finding"],
        "policy": policy(style, script),
    }
    blocks = {
        "style": style,
        "script": script,
        "data": _packed(embedded(data).encode()),
        "model": _packed(embedded(model).encode()),
        "assumptions": _packed(embedded(assumptions).encode()),
        "month": _packed(wasm),
    }
    escaped = {name: html.escape(text) for name, text in said.items()}
    return fill(page_file("page.html"), escaped | blocks)
