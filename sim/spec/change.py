"""A change of a parent's list or mapping, entry by entry, in the words that events have.

Entries have keys: terms of office and points of a series the month, sources and tables themselves.
First all of them anew, or some that change or join; then those under `without` go; then those under
`add` join, where there is none.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.errors import WrongKind

__all__ = ["Change"]


@dataclass(frozen=True)
class Change:
    """A change of entries by key.

    Attributes
    ----------
    listed : mapping or None
        Take the place of all entries.
    changed : mapping
        Take the place of those with their keys, or join.
    without : tuple
        Keys whose entries go.
    added : mapping
        Join; there may be none with their keys.
    """

    listed: Mapping[Any, Any] | None = None
    changed: Mapping[Any, Any] = field(default_factory=dict)
    without: tuple[Hashable, ...] = ()
    added: Mapping[Any, Any] = field(default_factory=dict)

    def made(
        self,
        before: Mapping[Any, Any],
        place: str = "",
        field: str = "",
        named: Callable[[Any], str] = str,
    ) -> dict[Any, Any]:
        """Return the entries once this has been done to them.

        Parameters
        ----------
        named : callable
            Says a key in words.

        Raises
        ------
        WrongKind
            For an entry added under a key that has one.

        Examples
        --------
        >>> Change(changed={"b": 3}, without=("a",), added={"c": 4}).made({"a": 1, "b": 2})
        {'b': 3, 'c': 4}
        """
        entries = dict(before if self.listed is None else self.listed) | dict(self.changed)
        for key in self.without:
            entries.pop(key, None)
        for key, entry in self.added.items():
            if key in entries:
                found = f"{named(key)}, which is there already"
                wanted = "what is not there yet"
                raise WrongKind(found, wanted, place=place, field=f"{field}.add")
            entries[key] = entry
        return entries

    def absent(self, before: Mapping[Any, Any]) -> Iterator[Any]:
        """Yield the keys that it takes entries from and that have none."""
        there = {**(before if self.listed is None else self.listed), **self.changed}
        yield from (key for key in self.without if key not in there)
