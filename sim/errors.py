"""One family of errors: each says file, field, what was found, what was wanted, and what to do.

Errors are raised at the doors (scenario files, command line, results folder) and nowhere inside the
arithmetic. Catch the class and read its attributes; the text is for people.
"""

import difflib
import math
from collections.abc import Iterable, Sequence
from typing import Any

__all__ = [
    "CalendarFault",
    "FailedPoints",
    "ImpossibleResult",
    "InterruptedStudy",
    "MalformedFile",
    "MissingResult",
    "OutOfBounds",
    "SimError",
    "SimWarning",
    "UnknownName",
    "UnwritableFolder",
    "WrongKind",
]


def nearest(found: str, known: Iterable[str]) -> str | None:
    """Return the known name that looks most like `found`, or None if none comes near.

    Examples
    --------
    >>> nearest("mediaton", ["mediation", "rivalry"])
    'mediation'
    """
    matches = difflib.get_close_matches(found, list(known), n=1, cutoff=0.5)
    return matches[0] if matches else None


def _bound(number: float) -> str:
    """Return a bound as text: whole ones to the last digit, since someone may copy them."""
    return str(int(number)) if math.isfinite(number) and number == int(number) else f"{number:g}"


class SimError(Exception):
    """Base of everything that this package raises on purpose; ends a command with exit status 2."""

    #: Exit status of a command that it ends.
    exit_status = 2

    def __init__(self, message: str, *, place: str = "", field: str = "") -> None:
        self.place, self.field = place, field
        where = ": ".join(part for part in (place, field) if part)
        super().__init__(f"{where}: {message}" if where else message)


class UnknownName(SimError):
    """A name that is not in the list it should come from."""

    def __init__(
        self, kind: str, found: str, known: Iterable[str], *, place: str = "", field: str = ""
    ) -> None:
        self.kind, self.found = kind, found
        self.known = sorted(str(name) for name in known)
        near = nearest(str(found), self.known)
        if near:
            hint = f"did you mean '{near}'?"
        else:
            shown = ", ".join(self.known[:12]) + (", …" if len(self.known) > 12 else "")
            hint = f"known: {shown}" if self.known else "none is known here"
        self.nearest = near
        super().__init__(f"unknown {kind} '{found}'; {hint}", place=place, field=field)


class OutOfBounds(SimError):
    """A number outside the bounds that its declaration gives."""

    def __init__(
        self,
        found: object,
        low: float,
        high: float,
        *,
        unit: str = "1",
        place: str = "",
        field: str = "",
    ) -> None:
        self.found, self.low, self.high, self.unit = found, low, high, unit
        unit_text = "" if unit == "1" else f" {unit}"
        super().__init__(
            f"found {found}, wanted a number in [{_bound(low)}, {_bound(high)}]{unit_text}",
            place=place,
            field=field,
        )


class WrongKind(SimError):
    """A value of the wrong kind: text where a number belongs, a bare number without a source.

    With `given`, `found` is the value itself and not words about it; text is then shown as text.

    Examples
    --------
    >>> print(WrongKind("10", "a whole number", field="replicates", given=True))
    replicates: found the text '10', wanted a whole number
    """

    def __init__(
        self,
        found: object,
        wanted: str,
        *,
        place: str = "",
        field: str = "",
        given: bool = False,
    ) -> None:
        self.found, self.wanted = found, wanted
        text = str(found).replace("\n", " ")
        shown = text if len(text) <= 60 else text[:57] + "…"
        if given and isinstance(found, str):
            shown = f"the text '{shown}'"
        super().__init__(f"found {shown}, wanted {wanted}", place=place, field=field)


class MalformedFile(SimError):
    """A file that cannot be read as what it should be."""


class CalendarFault(SimError):
    """Leaders that overlap or leave a gap, or a month outside the window."""


class UnwritableFolder(SimError):
    """A results folder that cannot be created or written."""


class MissingResult(SimError):
    """Something asked of results that they do not hold."""


class InterruptedStudy(SimError):
    """A study stopped by Ctrl-C; what was finished is kept."""


class ImpossibleResult(SimError):
    """A value that is not finite, or out of the bounds that its declaration gives: a fault here."""

    def __init__(
        self,
        name: str,
        found: float,
        low: float,
        high: float,
        *,
        point: int,
        scenario: str,
        replicate: int,
    ) -> None:
        self.name, self.found, self.low, self.high = name, found, low, high
        self.point, self.scenario, self.replicate = point, scenario, replicate
        super().__init__(
            f"found {found}, wanted a number in [{_bound(low)}, {_bound(high)}] (replicate "
            f"{replicate} of point {point}, {scenario}): a fault of the model, which is not kept",
            field=name,
        )


class FailedPoints(SimError):
    """Points of a study that failed while the others went on; ends a command with exit status 1.

    Attributes
    ----------
    lines : tuple of str
        One for each point that failed: which it is, where it stood, and why.
    results : Results or None
        Of the points that did not fail; None if all did.
    """

    exit_status = 1

    def __init__(self, lines: Sequence[str], results: Any = None, *, place: str = "") -> None:
        self.lines, self.results = tuple(lines), results
        super().__init__("; ".join(self.lines), place=place)


class SimWarning(UserWarning):
    """Something that went another way than asked or hoped, and that a user should know of."""
