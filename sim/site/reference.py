"""Pages of every public name, from its docstring: what it takes, what it gives, an example."""

import inspect
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import ModuleType
from typing import Any

from sim.site.cell import code, phrase, table

__all__ = ["ROOMS", "public_names", "reference_pages", "room_table"]

#: Rooms with public names: the page's name, its title, and what it says first.
ROOMS: Mapping[str, tuple[str, str]] = {
    "sim": (
        "The front door",
        "What `import sim` gives. Each name is loaded when first used.",
    ),
    "sim.plots": (
        "Pictures",
        "Results in, a matplotlib figure out: `from sim import plots`. The extra `plots` brings "
        "matplotlib.",
    ),
    "sim.analysis": (
        "Reading results",
        "Summaries, paired comparison, distributions, from results that are there. Nothing here "
        "runs the model.",
    ),
    "sim.mesa_face": (
        "With Mesa",
        "The same engine as a [Mesa](https://mesa.readthedocs.io) model, equal to the bit. The "
        "extra `mesa` brings Mesa.",
    ),
    "sim.errors": (
        "Errors",
        "What goes wrong at the doors ends in one line: where, which field, what was found, what "
        "was wanted, which name is nearest. Catch the class and read its attributes.",
    ),
}


def public_names(room: str) -> tuple[str, ...]:
    """Return the public names of a room, in the order in which it lists them.

    Examples
    --------
    >>> "compare" in public_names("sim"), "fan" in public_names("sim.plots")
    (True, True)
    """
    return tuple(import_module(room).__all__)


def reference_pages() -> dict[str, str]:
    """Return the text of the reference's pages, by page."""
    made = {}
    for room, (title, words) in ROOMS.items():
        module, names = import_module(room), public_names(room)
        listed = [
            [f"[{code(f'{room}.{name}')}](#{room}.{name})", phrase(_first(module, name))]
            for name in names
        ]
        paths = [f"{room}.{name}" for name in names]
        made[_page_name(room)] = _page(title, words, listed, paths, module)
    return made


def room_table() -> str:
    """Return a table of the rooms with public names."""
    rows = [
        [
            code(room),
            f"[{title}]({_page_name(room).removeprefix('reference/')})",
            str(len(public_names(room))),
            words.split(". ")[0].rstrip(".") + ".",
        ]
        for room, (title, words) in ROOMS.items()
    ]
    return table(["room", "page", "names", "what is there"], rows)


def _page_name(room: str) -> str:
    return f"reference/{room.replace('.', '_')}.md"


def _first(module: ModuleType, name: str) -> str:
    """Return the first sentence of what a name says of itself."""
    found: Any = getattr(module, name)
    if not (inspect.isroutine(found) or inspect.isclass(found)):
        return "A constant."
    text = inspect.getdoc(found) or ""
    return " ".join(text.split("\n\n")[0].split())


def _page(
    title: str,
    words: str,
    listed: Sequence[Sequence[str]],
    paths: Sequence[str],
    module: ModuleType,
) -> str:
    """Return a room's page."""
    parts = [f"# {title}", words, table(["name", "what it is"], listed)]
    for path in paths:
        parts.append(_asked(module, path))
    return "\n\n".join(parts) + "\n"


def _asked(module: ModuleType, path: str) -> str:
    """Return what asks for a name's part of the page.

    Where a module is called as what it holds, the name is asked for there, and headed as it is
    public.
    """
    name = path.rpartition(".")[2]
    there = getattr(getattr(module, name), "__module__", "")
    if not there.endswith(f".{name}"):
        return f"::: {path}"
    lines = [
        f"::: {there}.{name}",
        "    options:",
        f'      heading: "{path}"',
        f"      toc_label: {name}",
    ]
    return f'<span id="{path}"></span>\n\n' + "\n".join(lines)
