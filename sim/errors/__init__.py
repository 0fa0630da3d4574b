"""One family of errors: each says file, field, what was found, what was wanted, and what to do.

Errors are raised at the doors (scenario files, command line, results folder) and nowhere inside the
arithmetic. Catch the class and read its attributes; the text is for people. Copies and pickles have
the same text and attributes, so what is raised in another process arrives as it was raised.
"""

import copyreg
import pickle
from collections.abc import Iterable, Sequence
from typing import Any

from sim.errors.lines import Lined
from sim.errors.text import bound, hidden, nearest, short, shown, visible

__all__ = [
    "CalendarFault",
    "CannotTrace",
    "FailedPoints",
    "ImpossibleResult",
    "InterruptedStudy",
    "LostTasks",
    "MalformedFile",
    "MissingResult",
    "NoStart",
    "OutOfBounds",
    "SimError",
    "SimWarning",
    "UnknownName",
    "UnwritableFolder",
    "WrongKind",
    "hidden",
    "nearest",
    "short",
    "shown",
    "visible",
]


class _Told(BaseException):
    """What is raised on purpose: one line that begins with the place and the field.

    `line` is that of the field, where the place knows its lines; else None.
    """

    def __init__(self, message: str, *, place: str = "", field: str = "") -> None:
        self.place, self.field = str(place), field
        self.line = place.line_of(field) if isinstance(place, Lined) else None
        if isinstance(place, Lined) and self.line is not None:
            place = place.told(self.line)
        where = ": ".join(part for part in (place, field) if part)
        super().__init__(f"{where}: {message}" if where else message)

    def __reduce__(self) -> tuple[Any, ...]:
        # Not by calling the class anew, as exceptions do: its arguments are no longer known.
        attributes = {name: _sendable(value) for name, value in vars(self).items()}
        return copyreg.__newobj__, (type(self), *self.args), attributes  # type: ignore[attr-defined]


def _sendable(value: Any) -> Any:
    """Return a value, or its text if it cannot be pickled: the error itself has to arrive."""
    try:
        pickle.dumps(value)
    except Exception:  # whatever the value's own class raises
        return repr(value)
    return value


class SimError(_Told, Exception):
    """Base of everything that this package raises on purpose; ends a command with exit status 2."""

    #: Exit status of a command that it ends.
    exit_status = 2


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
        super().__init__(f"unknown {kind} '{short(found)}'; {hint}", place=place, field=field)


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
            f"found {short(found)}, wanted a number in [{bound(low)}, {bound(high)}]{unit_text}",
            place=place,
            field=field,
        )


class WrongKind(SimError):
    """A value of the wrong kind: text where a number belongs, a bare number without a source.

    With `given`, `found` is the value itself and not words about it.

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
        text = shown(found) if given else short(found)
        super().__init__(f"found {text}, wanted {wanted}", place=place, field=field)


class MalformedFile(SimError):
    """A file that cannot be read as what it should be."""


class CannotTrace(SimError):
    """A mechanism that does what cannot be recorded, and so has no trace to compile."""


class CalendarFault(SimError):
    """Leaders that overlap or leave a gap, or a month outside the window."""


class NoStart(SimError):
    """A key under `start.`, asked of a world that states its own start."""


class UnwritableFolder(SimError):
    """A results folder that cannot be created or written."""


class MissingResult(SimError):
    """Something asked of results that they do not hold."""


class InterruptedStudy(_Told, KeyboardInterrupt):
    """A study stopped by Ctrl-C; what was finished is kept.

    A KeyboardInterrupt and no SimError: a loop that passes over errors ends all the same.
    """


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
            f"found {found}, wanted a number in [{bound(low)}, {bound(high)}] (replicate "
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


class LostTasks(SimError):
    """An executor died, or lost what it was given; ends a command with exit status 1.

    Attributes
    ----------
    tasks : tuple of str
        What is missing, in words.
    """

    exit_status = 1

    #: Most tasks that the line names.
    _NAMED = 5

    def __init__(self, fault: str, tasks: Sequence[str]) -> None:
        self.tasks = tuple(tasks)
        more = len(self.tasks) - self._NAMED
        named = "; ".join(self.tasks[: self._NAMED]) + (f"; and {more} more" if more > 0 else "")
        super().__init__(
            f"lost {len(self.tasks)} {'task' if len(self.tasks) == 1 else 'tasks'} ({fault}): "
            f"{named}: what came back is kept where there is a folder, and the same request goes "
            "on from there",
            field="executor",
        )


class SimWarning(UserWarning):
    """Something that went another way than asked or hoped, and that a user should know of."""
