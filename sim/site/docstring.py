"""Docstrings of this house as the reference reads them: words behind a colon are words, no type.

``point : the point that is drawn`` says in one line what a parameter is; its type stands in the
signature. A reader of numpydoc takes what stands behind the colon for the type, so such a line is
parted in two before it is read. Griffe, which reads them, calls this module an extension.
"""

import re
from typing import Any

import griffe

__all__ = ["WordsNoTypes", "parted"]

_SECTION = re.compile(r"^(?:Other )?Parameters$|^Attributes$")
_ENTRY = re.compile(r"^(?P<names>\*{0,2}\w+(?:, \*{0,2}\w+)*) : (?P<words>.+)$")

#: Words that only types are made of, with their marks.
_TYPE = re.compile(
    r"(?:(?:array|bool|callable|dict|float|int|iterable|list|mapping|None|number|of|optional|or|path|"
    r"sequence|set|str|tuple|of str|[A-Z]\w*|default \S+)(?:\[[^\]]*\])?[,| ]*)+"
)


def parted(text: str) -> str:
    r"""Return a docstring in which no words stand where a type belongs.

    Examples
    --------
    >>> parted("Parameters\n----------\npoint : what is drawn\nn : int").splitlines()
    ['Parameters', '----------', 'point', '    what is drawn', 'n : int']
    """
    lines = text.split("\n")
    made: list[str] = []
    inside = False
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else ""
        if following and set(following) == {"-"} and line and not line.startswith(" "):
            inside = bool(_SECTION.match(line))
        entry = _ENTRY.match(line) if inside else None
        if entry is None or _TYPE.fullmatch(entry["words"]):
            made.append(line)
        else:
            made += [entry["names"], f"    {entry['words']}"]
    return "\n".join(made)


class WordsNoTypes(griffe.Extension):
    """Part such lines in every docstring that is loaded."""

    def on_object(self, *, obj: griffe.Object, **more: Any) -> None:
        """Part the docstring of an object, if it has one."""
        if obj.docstring is not None:
            obj.docstring.value = parted(obj.docstring.value)
