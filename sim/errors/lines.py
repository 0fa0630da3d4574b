"""On which line of its file a field stands: a file's name that says so in messages.

A reader hands the name on as any other text, with each field as it checks it. The error that is
raised of both asks the name for the line, so no reader carries lines about.
"""

from collections.abc import Mapping
from typing import Any

__all__ = ["Lined", "on_key", "where"]


class Lined(str):
    """The name of a file, or of an entry in one, that knows on which lines its fields stand.

    Parameters
    ----------
    file : str
        How messages name the file.
    lines : mapping
        Field to line, such as `leaders.abe.title` and `events.court[1].size`; it may grow later.
    line : int, optional
        The line of whatever is wrong, where it is known already.

    Examples
    --------
    >>> from sim.errors import WrongKind
    >>> place = Lined("mine.yaml", {"leaders": 3, "leaders.abe": 4})
    >>> print(WrongKind(2, "text", place=place, field="leaders.abe.title"))
    mine.yaml, line 4: leaders.abe.title: found 2, wanted text
    """

    file: str
    lines: Mapping[str, int]
    line: int | None
    field: str
    entry: str

    def __new__(
        cls,
        file: str,
        lines: Mapping[str, int] | None = None,
        line: int | None = None,
        field: str = "",
        entry: str = "",
    ) -> "Lined":
        """Return the name; `field` and `entry` are as `below` takes them."""
        named = super().__new__(cls, f"{file}: {entry}" if entry else file)
        named.file, named.lines, named.line = str(file), {} if lines is None else lines, line
        named.field, named.entry = field, entry
        return named

    def __getnewargs__(self) -> tuple[Any, ...]:
        return self.file, self.lines, self.line, self.field, self.entry

    def below(self, field: str, entry: str) -> "Lined":
        """Return the name of an entry that stands under `field`, which messages call `entry`."""
        named = f"{self.entry}: {entry}" if self.entry else entry
        return Lined(self.file, self.lines, self.line, _under(self.field, field), named)

    def at(self, field: str) -> "Lined":
        """Return the same name, for a fault that lies at a field other than the one it names."""
        return Lined(self.file, self.lines, self.line_of(field), self.field, self.entry)

    def line_of(self, field: str) -> int | None:
        """Return the line of a field, or of what holds it; None where neither is known."""
        if self.line is not None:
            return self.line
        at = _under(self.field, field)
        while at and at not in self.lines:
            at = at[: max(at.rfind("."), at.rfind("["), 0)]
        return self.lines.get(at)

    def told(self, line: int) -> str:
        """Return the name as a message has it that knows the line."""
        return f"{self.file}, line {line}" + (f": {self.entry}" if self.entry else "")


def _under(field: str, inner: str) -> str:
    """Return the field that stands at `inner` below another."""
    joint = "." if field and inner and not inner.startswith("[") else ""
    return f"{field}{joint}{inner}"


def on_key(place: str, field: str, key: object) -> str:
    """Return a place for a fault in a key that stands under a field."""
    if not isinstance(place, Lined):
        return place
    return place.at(_under(field, str(key)))


def where(place: str, field: str) -> str:
    """Return place, line if it is known, and field, as a message begins.

    Examples
    --------
    >>> where(Lined("mine.yaml", {"events": 7}), "events.court"), where("here", "events.court")
    ('mine.yaml, line 7: events.court', 'here: events.court')
    """
    line = place.line_of(field) if isinstance(place, Lined) else None
    named = place.told(line) if isinstance(place, Lined) and line is not None else place
    return f"{named}: {field}"
