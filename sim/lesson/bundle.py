"""JavaScript modules put together into one script, in order of dependence.

The modules are plain ES modules that a browser's tools show as they are. A page holds one script
under a policy that names its hash, so imports and exports go and the names stand side by side.
What that cannot carry is refused: a name of two modules, a default export, a renamed import, a
module or a name that nobody exports, a ring.
"""

import posixpath
import re
from bisect import bisect
from collections.abc import Mapping
from typing import NamedTuple

from sim.errors import WrongKind

__all__ = ["bundle"]

_IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"([^"]+)";?[ \t]*$', re.MULTILINE)
_TOP = re.compile(
    r"^(export\s+)?(?:async\s+)?(?:function\s*\*?|class)\s+([\w$]+)"
    r"|^(export\s+)?(?:const|let|var)\s+([\w$]+|\{[^}]*\}|\[[^\]]*\])",
    re.MULTILINE,
)
_NAME = re.compile(r"[\w$]+\Z")

#: What may hold brackets that are none, then brackets. A slash begins a pattern where no value ends
#: before it.
_SIGN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`"""
    r"""|(?:(?<=[(,=:\[!&|?{};+])|(?<=return)|(?<==>))\s*"""
    r"""/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/"""
    r"""|[{(\[]|[})\]]""",
    re.DOTALL,
)


def _fault(module: str, found: str, wanted: str) -> WrongKind:
    """Return the error of a module that cannot be put together with the others."""
    return WrongKind(found, wanted, place=module)


class _Module(NamedTuple):
    """One module: its text without imports and exports, what it takes from where, its names."""

    body: str
    takes: tuple[tuple[str, tuple[str, ...]], ...]
    exports: frozenset[str]
    names: tuple[str, ...]


def bundle(modules: Mapping[str, str], entry: str) -> str:
    r"""Return one script of a module and all that it imports, dependences first.

    Parameters
    ----------
    modules : mapping
        Path of each module, as imports resolve it, to its text.
    entry : path of the module that the page starts with

    Raises
    ------
    WrongKind
        For what one script cannot carry; the text names the module.

    Examples
    --------
    >>> texts = {"a.js": 'import { b } from "./b.js";\nb();', "b.js": "export const b = () => 1;"}
    >>> print(bundle(texts, "a.js"))
    (() => {
    "use strict";
    const b = () => 1;
    b();
    })();
    """
    read: dict[str, _Module] = {}
    order: list[str] = []
    _visit(entry, modules, read, order, ())
    owners: dict[str, str] = {}
    for path in order:
        for name in read[path].names:
            if name in owners:
                raise _fault(path, f"'{name}', which {owners[name]} has too", "another name")
            owners[name] = path
    body = "\n".join(read[path].body for path in order)
    return f'(() => {{\n"use strict";\n{body}\n}})();'


def _visit(
    path: str,
    modules: Mapping[str, str],
    read: dict[str, _Module],
    order: list[str],
    above: tuple[str, ...],
) -> None:
    """Read a module and, before it, what it imports."""
    if path in above:
        ring = " -> ".join((*above[above.index(path) :], path))
        raise _fault(path, f"a ring of imports ({ring})", "imports that go one way")
    if path in read:
        return
    if path not in modules:
        known = ", ".join(sorted(modules))
        raise _fault(above[-1] if above else path, f"'{path}'", f"one of {known}")
    module = _parse(path, modules[path])
    for source, names in module.takes:
        _visit(source, modules, read, order, (*above, path))
        for name in names:
            if name not in read[source].exports:
                raise _fault(path, f"import of '{name}' from {source}", "a name exported there")
    read[path] = module
    order.append(path)


def _parse(path: str, text: str) -> _Module:
    """Return a module taken apart."""
    takes = []
    for names, source in _IMPORT.findall(text):
        words = [word.strip() for word in names.split(",") if word.strip()]
        for word in words:
            if not _NAME.match(word):
                raise _fault(path, f"import of '{word}'", "plain names, none renamed")
        takes.append(
            (posixpath.normpath(posixpath.join(posixpath.dirname(path), source)), tuple(words))
        )
    body = _IMPORT.sub("", text)
    for pattern, form in (
        (r"^import\b(?!\s*\()", "another form of import"),
        (r"^export\s+default\b", "a default export"),
        (r"^export\s*[{*]", "a list of exports"),
    ):
        if re.search(pattern, body, re.MULTILINE):
            wanted = 'import { names } from "./module.js" and export before what is exported'
            raise _fault(path, form, wanted)
    exports, names = set(), []
    inner = _inner(body)
    for found in _TOP.finditer(body):
        if bisect(inner, found.start()) % 2:
            continue
        exported, name, exported_too, bound = found.groups()
        for word in re.findall(r"[\w$]+", re.sub(r"[\w$]+\s*:", "", name or bound)):
            names.append(word)
            if exported or exported_too:
                exports.add(word)
    body = re.sub(r"^export\s+", "", body, flags=re.MULTILINE)
    return _Module(_lean(body), tuple(takes), frozenset(exports), tuple(names))


def _inner(text: str) -> list[int]:
    """Return where depth begins and ends, in turn: an odd place in it lies within brackets."""
    places, depth = [], 0
    for sign in _SIGN.finditer(text):
        if sign[0] in "{([":
            if depth == 0:
                places.append(sign.start())
            depth += 1
        elif sign[0] in "})]":
            depth -= 1
            if depth == 0:
                places.append(sign.start())
    return places


def _lean(text: str) -> str:
    """Return a script without comments that fill lines, blank lines and indentation.

    A text over several lines is left as it is, for blanks may count within it.
    """
    if any(line.count("`") % 2 for line in text.splitlines()):
        return text.strip("\n")
    text = re.sub(r"^[ \t]*/\*\*?.*?\*/[ \t]*$", "", text, flags=re.MULTILINE | re.DOTALL)
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
