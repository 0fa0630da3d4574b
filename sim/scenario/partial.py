"""What one file states: each field checked for itself, nothing completed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.errors import WrongKind
from sim.scenario.citation import check_sources, keys
from sim.scenario.declaration import WORLD
from sim.scenario.document import Document, read
from sim.scenario.folder import Place
from sim.spec.outcomes import OwnOutcome
from sim.spec.world import Event, Series, Span, Term

__all__ = ["Partial", "PartialLeader", "read_partial"]


@dataclass(frozen=True)
class PartialLeader:
    """What a file states of a leader; None where it is left to the parent."""

    capital: str | None = None
    title: str | None = None
    ideology: Span | None = None
    caretaker: bool | None = None
    traits: Mapping[str, Span] = field(default_factory=dict)
    place: str = ""


@dataclass(frozen=True)
class Partial:
    """What a file, or a chain of files, states of a world.

    `places` gives the file of each calendar and stream. `changes` is what the file itself changes
    entry by entry, by field such as 'events.court', 'series.us_china_tension' and 'sources'; what
    comes of it stands under the field's own name. None is an entry that the file leaves out, or an
    end of the window that it does not state; no chain of files has one.
    """

    place: str
    name: str = ""
    title: str = ""
    description: str = ""
    expects: str = ""
    inherits: str = ""
    start: str = ""
    window: tuple[int | None, int | None] = (None, None)
    sources: tuple[str, ...] = ()
    start_values: Mapping[str, Span] = field(default_factory=dict)
    calendar: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    silent: Mapping[str, Mapping[str, Span]] = field(default_factory=dict)
    leaders: Mapping[str, PartialLeader] = field(default_factory=dict)
    series: Mapping[str, Series] = field(default_factory=dict)
    streams: Mapping[str, str] = field(default_factory=dict)
    events: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    changes: Mapping[str, Any] = field(default_factory=dict)
    switches: Mapping[str, bool] = field(default_factory=dict)
    parameters: Mapping[str, Span] = field(default_factory=dict)
    turnover: Mapping[str, int | None] = field(default_factory=dict)
    outcomes: Mapping[str, OwnOutcome | None] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)


_read_before: dict[str, tuple[tuple[int, int], Mapping[str, Any], Partial]] = {}


def read_partial(place: Place) -> Partial:
    """Return what a file states, read anew only if it or its list of sources has changed.

    Raises
    ------
    SimError
        One line for the first fault: file, field, found, wanted, nearest name.
    """
    seen, sources = place.stamp(), keys(place.folder)
    before = _read_before.get(str(place.path))
    if before is None or before[0] != seen or before[1] is not sources:
        data = read(place.path, place.text)
        part = _part(data, place)
        check_sources(data, sources, data.place)
        before = _read_before[str(place.path)] = (seen, sources, part)
    return before[2]


def _part(data: Document, where: Place) -> Partial:
    """Return the partial world that a file's mapping states."""
    place = data.place
    stated = WORLD.read(data, place)
    if stated.pop("name", where.name) != where.name:
        found = f"'{data['name']}'"
        raise WrongKind(found, f"'{where.name}', as the file is called", place=place, field="name")
    changes: dict[str, Any] = {
        key: stated.pop(key) for key in ("sources", "tables") if key in stated
    }
    for section in ("calendar", "series", "events"):
        changes |= {f"{section}.{key}": one for key, one in stated.pop(section, {}).items()}
    if "leaders" in stated:
        stated["leaders"] = {
            name: None if leader is None else PartialLeader(**leader, place=place)
            for name, leader in stated["leaders"].items()
        }
    places: dict[str, str] = {key: place for key in changes if key.startswith("calendar.")}
    places |= {f"streams.{stream}": place for stream in stated.get("streams", ())}
    return Partial(place=place, name=where.name, **stated, changes=changes, places=places)
