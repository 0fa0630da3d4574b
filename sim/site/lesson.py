"""Lessons as pages: text, code and what it shows; run once for what they rest on, then kept."""

import base64
import hashlib
import json
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import sim
from sim.errors import SimError
from sim.scenario import shipped_folder
from sim.site.cell import cell as escaped

__all__ = ["Rendered", "lesson_pages", "lessons_of", "render"]

#: Replicates of each world when the site runs a lesson. Assumed: smooth pictures in seconds.
REPLICATES = 500

#: Rooms whose code changes nothing that a lesson shows.
_APART = {"browser", "cli", "lesson", "report", "site", "study"}

#: A part that may be wider than a phone can be moved by keys.
_GROUP = 'class="shown" tabindex="0" role="group" aria-label="What the code above shows"'

#: Lets a picture say in words what it shows, beside its dots: before each cell, since
#: `%matplotlib inline` forgets how figures are shown.
_TOLD = """
from IPython import get_ipython
from matplotlib.figure import Figure
from sim.plots import alt_text

def in_words(*cell):
    words = get_ipython().display_formatter.formatters["text/plain"]
    words.for_type(Figure, lambda fig, out, cycle: out.text(alt_text(fig)))

get_ipython().events.register("pre_run_cell", in_words)
"""

_STYLE = re.compile(r"<style\b.*?</style>", re.DOTALL)
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


class Rendered(dict[str, bytes]):
    """A lesson's page and its pictures: bytes by path below `lessons/`."""


def lessons_of(root: Path) -> list[Path]:
    """Return the lessons of a working copy, in the order of their numbers."""
    return sorted((root / "notebooks").glob("*.py"))


def title_of(lesson: Path) -> str:
    """Return a lesson's title: its first heading."""
    found = re.search(r"^# # (.+)$", lesson.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1].strip() if found else lesson.stem


def lesson_pages(root: Path, kept: Path, *, run: bool = True) -> dict[str, bytes]:
    """Return each lesson's page and pictures, and the list of lessons, by path.

    Parameters
    ----------
    root : the project's folder
    kept : where what lessons showed is kept: a lesson that rests on the same is not run again
    run : run the lessons; else their pages show text and code alone

    Raises
    ------
    SimError
        For a lesson that ends in an error.
    """
    made: dict[str, bytes] = {}
    for lesson in lessons_of(root):
        for name, data in _kept(lesson, kept, run).items():
            made[f"lessons/{name}"] = data
    return made


def _kept(lesson: Path, kept: Path, run: bool) -> Rendered:
    """Return a lesson as it was kept, or render and keep it."""
    if not run:
        return render(lesson, run=False)
    path = kept / f"{lesson.stem}-{_rests_on(lesson)}.json"
    if path.is_file():
        data = json.loads(path.read_text(encoding="utf-8"))
        return Rendered({name: base64.b64decode(text) for name, text in data.items()})
    rendered = render(lesson)
    kept.mkdir(parents=True, exist_ok=True)
    for old in kept.glob(f"{lesson.stem}-*.json"):
        old.unlink()
    draft = path.with_suffix(".draft")
    data = {name: base64.b64encode(one).decode("ascii") for name, one in rendered.items()}
    draft.write_text(json.dumps(data), encoding="utf-8")
    draft.replace(path)
    return rendered


def _rests_on(lesson: Path) -> str:
    """Return a name for all that a lesson's page is made of: its text, this package, the data."""
    text = hashlib.sha256(str(REPLICATES).encode())
    text.update(lesson.read_bytes())
    package = Path(sim.__file__).parent
    for folder, ending in ((package, "*.py"), (shipped_folder(), "*.*")):
        for path in sorted(folder.rglob(ending)):
            name = path.relative_to(folder)
            if name.parts[0] not in _APART or name.name in ("lesson.py", "cell.py"):
                text.update(name.as_posix().encode() + b"\0" + path.read_bytes())
    return text.hexdigest()[:16]


def render(lesson: Path, *, run: bool = True) -> Rendered:
    """Return a lesson's page and its pictures; with `run`, what its code shows as well.

    Raises
    ------
    SimError
        For a lesson that ends in an error.
    """
    import jupytext

    book: Any = jupytext.read(lesson)
    if run:
        _execute(book, lesson)
    found = Rendered()
    parts = []
    for place, cell in enumerate(book.cells):
        if cell.cell_type == "markdown":
            parts.append(cell.source)
        elif cell.cell_type == "code":
            code = "\n".join(line for line in cell.source.splitlines() if not line.startswith("%"))
            parts.append(f"```python\n{code.strip()}\n```")
            parts += _shown(cell.get("outputs", ()), f"{lesson.stem}_{place:02d}", found)
    name = f"`notebooks/{lesson.name}`"
    if run:
        last = (
            f"*Run with `LESSON_REPLICATES={REPLICATES}`: the numbers of a run with more differ a "
            f"little. The file is {name}; [how to work through it](index.md#work-through-one).*"
        )
    else:
        last = f"*The file is {name}; [how to work through it](index.md#work-through-one).*"
    found[f"{lesson.stem}.md"] = ("\n\n".join([*parts, last]) + "\n").encode()
    return found


def _execute(book: Any, lesson: Path) -> None:
    """Run a lesson's cells in place."""
    import jupytext
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    root = lesson.parents[1]
    book.cells[:0] = jupytext.reads(_TOLD, fmt="py:percent").cells
    before = {name: os.environ.get(name) for name in ("LESSON_REPLICATES", "PYTHONPATH")}
    os.environ["LESSON_REPLICATES"] = str(REPLICATES)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(root), before["PYTHONPATH"])))
    try:
        quiet = ["--IPKernelApp.log_level=40"]  # errors alone
        client = NotebookClient(
            book,
            timeout=600,
            resources={"metadata": {"path": str(root)}},
            extra_arguments=quiet,
        )
        client.execute()
    except CellExecutionError as fault:
        last = _ESCAPES.sub("", str(fault)).strip().splitlines()[-1]
        raise SimError(last, place=f"notebooks/{lesson.name}") from fault
    finally:
        del book.cells[0]
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _shown(outputs: Sequence[Any], stem: str, pictures: Rendered) -> Iterator[str]:
    """Yield what a cell showed, each output in the richest form that a page has."""
    for place, output in enumerate(outputs):
        kind, data = output.output_type, output.get("data", {})
        if kind == "stream":
            if output.name == "stdout":
                yield f"```text {{ .shown }}\n{_ESCAPES.sub('', output.text).rstrip()}\n```"
        elif "image/png" in data:
            name = f"{stem}_{place}.png"
            pictures[name] = base64.b64decode(data["image/png"])
            # What a picture of another kind calls itself says nothing: <Figure size 640x480>.
            words = data.get("text/plain", "")
            says = "What the code above draws" if words[:1] in ("", "<") else escaped(words)
            yield f"![{says}]({name}){{ .picture }}"
        elif "text/html" in data:
            yield f"<div {_GROUP}>\n{_one_block(data['text/html'])}\n</div>"
        elif "text/plain" in data:
            yield f"```text {{ .shown }}\n{data['text/plain'].rstrip()}\n```"


def _one_block(html: str) -> str:
    """Return HTML without an empty line, which would end it, and without a style of its own."""
    text = _STYLE.sub("", html)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
