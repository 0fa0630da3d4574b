"""One page of a lesson: data, script and style in one file, under a policy that lets nothing else in."""

import base64
import gzip
import hashlib
import html
import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from sim.lesson.bundle import bundle

__all__ = ["assemble", "page_modules"]


def page_modules() -> dict[str, str]:
    """Return the page's own modules by the path that imports resolve to."""
    folder = files("sim.lesson") / "page"
    return {f"lesson/page/{file.name}": file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".js")}


def _digest(text: str) -> str:
    """Return the hash by which a policy lets one inline text in."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _data(value: Any) -> str:
    """Return JSON in which no tag can begin or end."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _packed(data: bytes) -> str:
    """Return bytes as text, the same each time."""
    return base64.b64encode(gzip.compress(data, 9, mtime=0)).decode()


def assemble(data: Mapping[str, Any], model: Mapping[str, Any], assumptions: Mapping[str, Any], wasm: bytes, modules: Mapping[str, str]) -> str:
    """Return the page."""
    folder = files("sim.lesson") / "page"
    style = (folder / "page.css").read_text(encoding="utf-8")
    script = bundle(modules, "lesson/page/main.js").replace("</", "<\\/")
    policy = f"default-src 'none'; script-src '{_digest(script)}' 'wasm-unsafe-eval'; style-src '{_digest(style)}'; base-uri 'none'; form-action 'none'"
    words = data["words"]["en"]["page"]
    lesson = data["lesson"]
    fields = {
        "language": "en", "policy": policy, "title": html.escape(lesson["title"]), "question": html.escape(lesson["question"]),
        "disclaimer": html.escape(words["disclaimer"]), "no_script": html.escape(words["no_script"]), "finding": html.escape(lesson["finding"]), "finding_title": html.escape(words.get("finding", "")),
        "style": style, "script": script, "data": _data(data), "model": _packed(_data(model).encode()), "month": _packed(wasm), "assumptions": _packed(_data(assumptions).encode()),
    }
    text = (folder / "page.html").read_text(encoding="utf-8")
    import re
    return re.sub(r"\{\{(\w+)\}\}", lambda found: fields[found[1]], text)
