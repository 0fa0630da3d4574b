"""The frozen world: everything that one run is asked to simulate, checked and with its sources.

A world is data. The scenario room makes it from YAML, `sim.spec.override` changes it by name, the
engine compiles it to numbers.
"""

import dataclasses
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import Any

from sim.spec.calendar import month_name
from sim.spec.outcomes import OwnOutcome
from sim.spec.plain import bare_text_of, plain

__all__ = ["Event", "Leader", "ParameterSet", "Series", "Span", "Term", "World"]


@dataclass(frozen=True)
class Span:
    """A number, or a range over which each replicate draws its own, with its origin.

    `low` equals `high` for a plain number. `status` is 'stated', 'inferred', 'silent' or 'assumed'
    for codes read from the articles; `because` gives the reason where the source is 'assumed'.
    """

    low: float
    high: float
    source: str = ""
    status: str = ""
    because: str = ""


@dataclass(frozen=True)
class Leader:
    """Who may hold a capital: traits by name, and what others saw in them on entry.

    `ideology` in [0, 1] is public on entry: in Seoul 0 conservative to 1 progressive, in Tokyo 0
    liberal on history to 1 nationalist. A caretaker (`acting`) can take no initiative (M16).
    """

    name: str
    capital: str
    title: str
    traits: Mapping[str, Span] = field(hash=False)
    ideology: Span
    caretaker: bool = False


@dataclass(frozen=True)
class Term:
    """A leader's hold on a capital from month number `first` until the next term begins."""

    leader: str
    first: int
    source: str = ""


@dataclass(frozen=True)
class Event:
    """A dated event of a given stream: month number, size, source."""

    month: int
    size: float
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class Series:
    """A structural series by dated points (month number, value).

    Between its points it is linear, beyond them constant.
    """

    points: tuple[tuple[int, float], ...]
    source: str = ""
    because: str = ""


@dataclass(frozen=True, repr=False)
class ParameterSet:
    """Draws of some parameters taken together, such as a posterior: a replicate takes one row.

    Attributes
    ----------
    names : tuple of str
        The parameters, a column each.
    rows : tuple of tuple of float
        The draws, all alike likely.
    """

    name: str
    names: tuple[str, ...]
    rows: tuple[tuple[float, ...], ...]
    source: str = ""

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"<ParameterSet {self.name}: {len(self.rows)} draws of {len(self.names)} parameters>"

    def _repr_html_(self) -> str:
        return str(import_module("sim.spec.glance").of_parameter_set(self))


@dataclass(frozen=True, eq=False, repr=False)
class World:
    """One world, complete.

    Worlds are equal where everything in them is, and equal ones have one hash: a world may be the
    key of a dict or an argument of a cached function. Its pickle depends on its fields alone.

    Attributes
    ----------
    first, last : int
        Month numbers of the window, both included.
    branch : int or None
        Month number from which the rules told here hold; the months of the window before it are
        run under those of `start`. None: from `first`.
    start : World or None
        The world from whose state, beliefs and drawn traits each replicate begins, run from its own
        first month to the month before `first`. None: begin from `start_values`.
    start_values : mapping
        State field to value, complete when `start` is None.
    calendar : mapping
        Capital to its terms, in order, covering the window without gap or overlap.
    series, streams, events : mappings
        Structural series by input name; source of each event stream; dated events of given streams.
    switches : mapping
        Mechanism to True (on) or False.
    parameters : mapping
        Parameter to Span, only those that differ from the default.
    parameter_set : ParameterSet or None
        Draws that stand in for the defaults, here and in the world that this one starts from; what
        `parameters` states wins.
    outcomes : mapping
        Outcomes of one's own by name, computed beside the shipped ones of any run of its window.
    model : str
        Hash of the model that ran it, where it was read from results; no part of what it is.
    """

    name: str
    title: str
    description: str
    first: int
    last: int
    calendar: Mapping[str, tuple[Term, ...]]
    leaders: Mapping[str, Leader]
    series: Mapping[str, Series]
    streams: Mapping[str, str]
    events: Mapping[str, tuple[Event, ...]]
    start: "World | None" = None
    start_values: Mapping[str, Span] = field(default_factory=dict)
    switches: Mapping[str, bool] = field(default_factory=dict)
    parameters: Mapping[str, Span] = field(default_factory=dict)
    parameter_set: ParameterSet | None = None
    outcomes: Mapping[str, OwnOutcome] = field(default_factory=dict)
    branch: int | None = None
    sources: tuple[str, ...] = ()
    expects: str = ""
    overrides: Mapping[str, Any] = field(default_factory=dict)
    model: str = field(default="", metadata={"kept": False})

    def __repr__(self) -> str:
        window = f"{month_name(self.first)} to {month_name(self.last)}"
        changes = f"{len(self.overrides)} override{'' if len(self.overrides) == 1 else 's'}"
        return f"<World {self.name}: {window}, {changes}, digest {self.digest()}>"

    def _repr_html_(self) -> str:
        return str(import_module("sim.spec.glance").of_world(self))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, World):
            return NotImplemented
        if self is other:
            return True
        # The hash is the digest's, and that tells 0.0 from -0.0.
        return self.digest() == other.digest() and self.as_dict() == other.as_dict()

    def __hash__(self) -> int:
        return hash(self.digest())

    def __getstate__(self) -> dict[str, Any]:
        # A digest held beside the fields would make pickles of equal worlds differ. What a world
        # was made of travels along: a copy is changed as the original is.
        made = {name: value for name, value in vars(self).items() if name == "_made"}
        return {f.name: getattr(self, f.name) for f in dataclasses.fields(self)} | made

    @property
    def months(self) -> int:
        """Number of months in the window."""
        return self.last - self.first + 1

    @property
    def begins(self) -> int:
        """Month number from which the rules told here hold: of the window, or of a branch in it."""
        return self.first if self.branch is None else self.branch

    def holder(self, capital: str, month: int) -> str:
        """Return the name of the leader who holds a capital in a month number."""
        if self.branch is not None and self.start is not None and month < self.branch:
            return self.start.holder(capital, month)
        holder = ""
        for term in self.calendar[capital]:
            if term.first <= month:
                holder = term.leader
        return holder

    def holders(self, capital: str) -> tuple[str, ...]:
        """Return the leaders who hold a capital while the rules told here hold, each once."""
        names = [self.holder(capital, month) for month in range(self.begins, self.last + 1)]
        return tuple(dict.fromkeys(names))

    def as_dict(self) -> dict[str, Any]:
        """Return the world as plain data, ready for JSON."""
        data: dict[str, Any] = plain(self)
        return data

    def digest(self) -> str:
        """Return 16 hex digits that name everything in the world that can change a result.

        Words (title, description, sources, reasons) do not count, nor outcomes of one's own.
        """
        return self._digest

    @cached_property
    def _digest(self) -> str:
        """Hold the digest: a start world is shared by every point of a large design."""
        kept = (one for one in dataclasses.fields(self) if one.metadata.get("kept", True))
        parts = {one.name: getattr(self, one.name) for one in kept}
        parts["start"] = None if self.start is None else self.start.digest()
        if self.branch is None:
            del parts["branch"]
        return hashlib.sha256(bare_text_of(parts).encode()).hexdigest()[:16]

    def replace(self, **overrides: Any) -> "World":
        """Return this world with some things changed by name.

        Names are those of the command line: `leaders.<leader or capital>.<trait>`,
        `traits.<trait>`, `switches.<mechanism>`, `parameters.<parameter>`, `events.<stream>` (also
        `.without`, `.add`), `series.<series>`, `outcomes.<name>`, `turnover.tokyo`, `months`,
        `first`, `last`, `parameter_set`. Values may be Python's, numpy's or pandas';
        `sim.spec.override.apply` tells what each key takes. All but `parameter_set` act in the
        window alone; `start.<key>`, such as `start.parameters.<parameter>`, acts in the world that
        this one starts from as well.

        Raises
        ------
        sim.errors.SimError
            For an unknown name (with the nearest one) or a value out of bounds.

        Warns
        -----
        sim.errors.SimWarning
            For a key that changes nothing, or a parameter beyond its prior.
        """
        # Looked up when called: both are written in terms of worlds.
        changed: World = import_module("sim.spec.notice").replaced(self, overrides)
        return changed
