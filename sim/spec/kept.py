"""Which recorded variables of every month are kept: all, some by name, or none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sim.errors import SimError, UnknownName, WrongKind
from sim.spec.levels import levels_of
from sim.spec.recorded import LABELLED, RECORDED_BY_NAME, RECORDED_FIELDS, Labelled, column

__all__ = ["ALL", "NOTHING", "Kept", "kept_asked"]

_WANTED = "a list of variables, such as ['relation', 'trust', 'relation_jpn_kor']"

_LABELLED = {item.name: item for item in LABELLED}

#: Every name that can be kept, in the order in which names of a set stand.
_PLACES = {name: k for k, name in enumerate(dict.fromkeys((*_LABELLED, *RECORDED_FIELDS)))}


def _item(name: str) -> Labelled:
    """Return a variable as readers see it; a flat name stands alone."""
    if name in _LABELLED:
        return _LABELLED[name]
    one = RECORDED_BY_NAME[name]
    return Labelled(name, "", (), (name,), one.unit, one.meaning, levels_of(one))


@dataclass(frozen=True)
class Kept:
    """Some recorded variables, in one order whatever the order in which they were asked.

    Attributes
    ----------
    names : tuple of str
        As readers name them: labelled (`relation`, all of its columns) or flat
        (`relation_jpn_kor`, one column).

    Examples
    --------
    >>> some = Kept.of(["trust", "bid"])
    >>> some.names, some.columns
    (('trust', 'bid'), ('trust', 'bid_jpn', 'bid_kor'))
    >>> some.covers(Kept.of(["bid_kor"])), bool(NOTHING), ALL.whole
    (True, False, True)
    """

    names: tuple[str, ...]

    @classmethod
    def of(cls, names: Iterable[str], field: str = "keep") -> "Kept":
        """Return what some names say.

        Raises
        ------
        UnknownName
            For a name of no recorded variable.
        """
        found = dict.fromkeys(names)
        for name in found:
            if name not in _PLACES:
                raise UnknownName("variable", name, _PLACES, field=field)
        made = cls(tuple(sorted(found, key=_PLACES.__getitem__)))
        return ALL if len(made.columns) == len(RECORDED_FIELDS) else made

    @cached_property
    def items(self) -> tuple[Labelled, ...]:
        """The variables as readers see them."""
        return tuple(map(_item, self.names))

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Flat names, in the order of a recorded row."""
        fields = {field.removeprefix("-") for item in self.items for field in item.fields}
        return tuple(sorted(fields, key=column))

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Where the columns stand in a recorded row."""
        return tuple(map(column, self.columns))

    @property
    def whole(self) -> bool:
        """Whether every recorded variable is kept."""
        return len(self.columns) == len(RECORDED_FIELDS)

    def __bool__(self) -> bool:
        return bool(self.names)

    def __str__(self) -> str:
        return "every variable" if self.whole else ", ".join(self.names) or "no variable"

    def covers(self, other: "Kept") -> bool:
        """Return whether all columns of another set are among these."""
        return set(other.columns) <= set(self.columns)

    def __or__(self, other: "Kept") -> "Kept":
        return Kept.of((*self.names, *other.names))

    def __and__(self, other: "Kept") -> "Kept":
        """Return the names of either whose columns both have."""
        both = set(self.columns) & set(other.columns)
        names = (*self.names, *other.names)
        return Kept.of(name for name in names if set(Kept((name,)).columns) <= both)


#: Every recorded variable under its labelled name, and none.
ALL = Kept(tuple(_LABELLED))
NOTHING = Kept(())


def kept_asked(
    trajectories: bool, keep: Any, field: str = "keep", beside: str = "trajectories=True"
) -> Kept:
    """Return what a request keeps of every month.

    Parameters
    ----------
    trajectories : whether all is asked for
    keep : names, or one name, or None
    field, beside : how the two are called where they are asked

    Raises
    ------
    SimError
        For both at once, no name, one that is none, or something else than names.

    Examples
    --------
    >>> kept_asked(False, "trust").names
    ('trust',)
    >>> kept_asked(False, ["relatoin"])
    Traceback (most recent call last):
    sim.errors.UnknownName: keep: unknown variable 'relatoin'; did you mean 'relation'?
    """
    if keep is None:
        return ALL if trajectories else NOTHING
    names: Any = [keep] if isinstance(keep, str) else keep
    names = list(names) if isinstance(names, Iterable) and not isinstance(names, Mapping) else [0]
    if not all(isinstance(name, str) for name in names):
        raise WrongKind(keep, _WANTED, field=field, given=True)
    if not names:
        raise WrongKind("no name", f"{_WANTED}, or nothing said of it", field=field)
    kept = Kept.of(names, field)
    if trajectories:
        raise SimError(
            f"found {beside} beside it, which keeps every variable: wanted one of the two",
            field=field,
        )
    return kept
