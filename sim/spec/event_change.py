"""A change of a stream's events, and what comes of it, asked by a world's file or by an override.

First a source of the stream, a list of events, which takes the place of all that are dated, or
events that change or join those in their months; then months whose events go; then events in months
that have none. `sim.spec.event_asked` reads a change from plain data.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sim.errors import CalendarFault, WrongKind
from sim.spec.calendar import month_name
from sim.spec.world import Event

__all__ = ["EVENTS", "FORMS", "EventChange"]

#: What may stand behind a stream's name. By form, a change is a mapping of these, and of "" for
#: what stands under the name itself.
FORMS = ("without", "add")

#: How events are written, for messages.
EVENTS = "{month: YYYY-MM, size: x}, a list of them, or {YYYY-MM: size}"


@dataclass(frozen=True)
class EventChange:
    """A change of one stream.

    Attributes
    ----------
    source : str
        One of STREAM_SOURCES, or empty.
    listed : tuple of Event or None
        Take the place of all dated events.
    changed : tuple of Event
        Take the place of those in their months, or join.
    without : tuple of int
        Months whose events go.
    added : tuple of Event
        Join in months that have none.
    """

    source: str = ""
    listed: tuple[Event, ...] | None = None
    changed: tuple[Event, ...] = ()
    without: tuple[int, ...] = ()
    added: tuple[Event, ...] = ()

    @classmethod
    def of(cls, source: str, dated: Iterable[Event]) -> "EventChange":
        """Return the change that leaves this source and these events, whatever was there."""
        return cls(listed=tuple(dated)) if source == "given" else cls(source=source)

    @property
    def dated(self) -> tuple[Event, ...]:
        """Every event that it dates."""
        return (*(self.listed or ()), *self.changed, *self.added)

    @property
    def keyed(self) -> Iterator[tuple[str, Event]]:
        """Every event that it dates, with the key under which a mapping of months has it.

        In a list, it is the place in the list.
        """
        yield from ((f"[{k}]", event) for k, event in enumerate(self.listed or ()))
        yield from ((month_name(event.month), event) for event in self.changed)
        yield from ((f"add[{k}]", event) for k, event in enumerate(self.added))

    @property
    def whole(self) -> bool:
        """Whether what it leaves does not depend on what was there."""
        return self.listed is not None or self.source in ("generated", "off")

    def within(self, first: float, last: float) -> "EventChange":
        """Return what it asks of some months; a source, or a list, is asked of all of them."""

        def kept(events: tuple[Event, ...]) -> tuple[Event, ...]:
            return tuple(event for event in events if first <= event.month <= last)

        return EventChange(
            source=self.source,
            listed=None if self.listed is None else kept(self.listed),
            changed=kept(self.changed),
            without=tuple(month for month in self.without if first <= month <= last),
            added=kept(self.added),
        )

    def made(
        self, source: str, dated: Iterable[Event], place: str, field: str
    ) -> tuple[str, tuple[Event, ...]]:
        """Return source and dated events of a stream once this has been done to it.

        Events asked of a stream that is not given make it given with these events alone.

        Raises
        ------
        WrongKind, CalendarFault
            For 'given' without dated events, months taken from a stream that has none, an event
            added in a month that has one.
        """
        events = {event.month: event for event in dated} if source == "given" else {}
        if self.source == "given" and source != "given":
            raise WrongKind("'given' without dated events", EVENTS, place=place, field=field)
        source = self.source or source
        if self.whole:
            events = {event.month: event for event in self.listed or ()}
        if self.listed is not None or self.changed:
            source = "given"
        events.update({event.month: event for event in self.changed})
        if self.without and source != "given":
            raise CalendarFault(
                f"found a stream that is '{source}', wanted a given one, whose events are dated",
                place=place,
                field=f"{field}.without",
            )
        for month in self.without:
            events.pop(month, None)
        for event in self.added:
            source, name = "given", month_name(event.month)
            if event.month in events:
                raise CalendarFault(
                    f"{name} has an event already, of size {events[event.month].size:g}; under "
                    f"{field} itself the same words change it",
                    place=place,
                    field=f"{field}.add",
                )
            events[event.month] = event
        return source, tuple(events[month] for month in sorted(events)) if source == "given" else ()

    def absent(self, source: str, dated: Iterable[Event]) -> tuple[int, ...]:
        """Return the months that it takes events from and that have none."""
        there = {event.month for event in dated} if source == "given" and not self.whole else set()
        there |= {event.month for event in (*(self.listed or ()), *self.changed)}
        return tuple(month for month in self.without if month not in there)

    def followed(
        self, after: "EventChange", own: str, left: tuple[str, tuple[Event, ...]]
    ) -> "EventChange":
        """Return one change that does to a stream what this one and then another do.

        Parameters
        ----------
        after : EventChange
            Found possible after this one.
        own : str
            The stream's source before both.
        left : (source, dated)
            What both leave.
        """
        if after == EventChange():
            return self
        if self == EventChange() or after.whole:
            return after
        if self.whole or own != "given":
            return EventChange.of(*left)
        events: dict[int, Event] = {}
        without: set[int] = set()
        for change in (self, after):
            for month in change.without:
                without.add(month)
                events.pop(month, None)
            # Within one change a month that is changed may go again, never the reverse.
            kept = [one for one in change.changed if one.month not in change.without]
            for event in (*kept, *change.added):
                events[event.month] = event
                without.discard(event.month)
        return EventChange(
            source=self.source or after.source,
            changed=tuple(events[month] for month in sorted(events)),
            without=tuple(sorted(without)),
        )

    def written(self) -> dict[str, Any]:
        """Return the change as plain data, by form, that reads as the same change."""
        found: dict[str, Any] = {}
        if self.listed is not None:
            found[""] = [_written(event) for event in self.listed]
        elif len(self.changed) == 1:
            found[""] = _written(self.changed[0])
        elif self.changed:
            found[""] = {month_name(event.month): _under(event) for event in self.changed}
        elif self.source:
            found[""] = self.source
        if self.without:
            found["without"] = [month_name(month) for month in self.without]
        if self.added:
            found["add"] = [_written(event) for event in self.added]
        return found


def _written(event: Event) -> dict[str, Any]:
    """Return an event as plain data; where it comes from only if that was said."""
    parts = {"month": month_name(event.month), "size": event.size}
    words = {"source": event.source, "because": event.note}
    return parts | {name: text for name, text in words.items() if text not in ("", "override")}


def _under(event: Event) -> Any:
    """Return an event as it stands under its month: its size if that is all."""
    parts = _written(event)
    del parts["month"]
    return event.size if list(parts) == ["size"] else parts
