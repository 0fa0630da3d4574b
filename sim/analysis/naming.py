"""Names of points, made of what differs between them: no two alike, and nothing said twice."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from sim.spec.override_key import OUTCOMES

__all__ = ["Asked", "Naming", "name_asked", "name_points", "some"]

#: Characters of a text in a name, and of a number; digits that a longer number keeps at least.
_TEXT, _NUMBER, _DIGITS = 40, 8, 4

#: Items that a name may have, and keys of one family that are told one by one.
_ITEMS, _FAMILY = 6, 3

#: Last parts of keys that do something to a list, and say nothing without the part before.
_ACTS = ("add", "without")

#: The key of a world that branches off. Another one does not, and has no branch "as it is".
_BRANCH = "branch"


class Asked(NamedTuple):
    """A point as it was asked for: its number, scenario, and overrides by full key."""

    number: int
    scenario: str
    overrides: Mapping[str, Any]


@dataclass(frozen=True)
class Naming:
    """What some points are called beside one another, and what they share.

    Attributes
    ----------
    points : tuple of Asked
    names : tuple of str
        One a point, no two alike: the scenario where scenarios differ, then `key=value` for each
        key whose values differ. A key that half of the points or more set is said of the others
        too, as `key as it is`, but for a branch and what is added or taken away; a point with
        nothing to say is its `scenario, as it is`. Points that
        were asked alike carry their numbers, and so do names of many items, which say how many
        more there are.
    scenario : str
        The scenario of all points; empty where scenarios differ.
    shared : mapping
        Full key to the value's text, where all points set the same.
    heads : mapping
        Full key to the shortest end of it that is no other key's, for each key that differs.
    usual : tuple of str
        Those of the keys that half of the points or more set.
    cells : tuple of mapping
        One a point: full key to the value's text, for those of the differing keys that it sets.
    shortened : bool
        True if a value is not shown whole: a long text is cut, a number of many digits rounded to
        as many as keep it apart from the others. `Results.points` has them whole.
    cut : bool
        True if a name leaves out items.
    """

    points: tuple[Asked, ...]
    names: tuple[str, ...]
    scenario: str
    shared: Mapping[str, str]
    heads: Mapping[str, str]
    usual: tuple[str, ...]
    cells: tuple[Mapping[str, str], ...]
    shortened: bool
    cut: bool

    @cached_property
    def _by_number(self) -> dict[int, str]:
        return {one.number: name for one, name in zip(self.points, self.names, strict=True)}

    def __getitem__(self, number: int) -> str:
        """Return the name of the point of a number."""
        return self._by_number[number]

    def whole(self, number: int) -> str:
        """Return the name of the point of a number, with its scenario in front in any case."""
        name = self[number]
        bare = not self.scenario or name.removeprefix(self.scenario)[:1] in ("", ",", " ")
        return name if bare else f"{self.scenario}, {name}"

    @property
    def common(self) -> list[str]:
        """What all points share, under full keys: `second_trump_term`, `months=24`."""
        scenario = [self.scenario] if self.scenario else []
        return [*scenario, *(f"{key}={text}" for key, text in self.shared.items())]

    @property
    def abridged(self) -> str:
        """The full keys of those that names shorten, many of one family as `switches.*`."""
        families: dict[str, list[str]] = {}
        for key, head in self.heads.items():
            if key != head:
                families.setdefault(key.removesuffix(head), []).append(key)
        return ", ".join(
            ", ".join(keys) if len(keys) <= _FAMILY else f"{start}*"
            for start, keys in families.items()
        )

    def left_out(self, counted: bool = False) -> str:
        """Return sentences on what names leave out: full keys, and values that are not whole.

        Parameters
        ----------
        counted : whether something beside the names was only counted
        """
        lines = []
        if self.abridged:
            lines.append(f"Keys: {self.abridged}.")
        if self.shortened or self.cut or counted:
            whole = "is whole in the results' points"
            lines.append(f"What is cut at …, rounded or only counted {whole}.")
        return " ".join(lines)


def _changes(overrides: Mapping[str, Any]) -> dict[str, Any]:
    """Return what changes a world: outcomes of one's own do not, and all points have the same."""
    return {key: value for key, value in overrides.items() if not key.startswith(f"{OUTCOMES}.")}


def name_points(points: pd.DataFrame, numbers: Iterable[int] | None = None) -> Naming:
    """Return the names of some points beside one another.

    Parameters
    ----------
    points : `Results.points`, or its columns point, scenario and overrides
    numbers : of the points to name, in any order; None for all

    Examples
    --------
    >>> import pandas as pd
    >>> changed = ['{"traits.rivalry": 0.2}', '{"traits.rivalry": 0.8}']
    >>> points = pd.DataFrame({"point": [0, 1], "scenario": "neglect", "overrides": changed})
    >>> found = name_points(points)
    >>> found.names, found.common
    (('rivalry=0.2', 'rivalry=0.8'), ['neglect'])
    """
    chosen = points if numbers is None else points.set_index("point", drop=False).loc[list(numbers)]
    columns = (chosen[name] for name in ("point", "scenario", "overrides"))
    asked = [
        Asked(int(number), str(scenario), _changes(json.loads(overrides)))
        for number, scenario, overrides in zip(*columns, strict=True)
    ]
    seeds = [] if "seed" not in chosen else [int(seed) for seed in chosen["seed"]]
    if len(set(seeds)) > 1:
        asked = [
            one._replace(overrides={**one.overrides, "seed": seed})
            for one, seed in zip(asked, seeds, strict=True)
        ]
    return name_asked(asked)


def name_asked(points: Sequence[Asked]) -> Naming:
    """Return the names of points beside one another, from whatever results they are.

    Examples
    --------
    >>> base, other = Asked(0, "neglect", {}), Asked(1, "neglect", {"switches.thaw": False})
    >>> name_asked([base, other]).names
    ('thaw as it is', 'thaw=false')
    """
    keys = list(dict.fromkeys(key for point in points for key in point.overrides))
    whole = [{key: _value_text(value) for key, value in one.overrides.items()} for one in points]
    short = {
        key: _shortened([one.overrides[key] for one in points if key in one.overrides])
        for key in keys
    }
    alike = {key for key in keys if len({one.get(key) for one in whole}) == 1}
    cells = [{key: short[key][text] for key, text in one.items()} for one in whole]
    heads = {key: _shortest_end(key, keys) for key in keys if key not in alike}
    usual = [key for key in heads if 2 * sum(key in one for one in cells) >= len(cells)]
    scenarios = list(dict.fromkeys(point.scenario for point in points))
    items = []
    for point, cell in zip(points, cells, strict=True):
        said = [point.scenario] if len(scenarios) > 1 else []
        for key, head in heads.items():
            if key in cell:
                said.append(f"{head}={cell[key]}")
            elif key in usual and key != _BRANCH and key.rpartition(".")[2] not in _ACTS:
                said.append(f"{head} as it is")
        alone = [point.scenario, "as it is"] if heads else [point.scenario]
        items.append(said or alone)
    numbers = [point.number for point in points]
    names = [
        ", ".join(some(said, _ITEMS, f" (point {number})"))
        for said, number in zip(items, numbers, strict=True)
    ]
    return Naming(
        points=tuple(points),
        names=_told_apart(names, numbers),
        scenario=scenarios[0] if len(scenarios) == 1 else "",
        shared={key: cells[0][key] for key in keys if key in alike},
        heads=heads,
        usual=tuple(usual),
        cells=tuple({key: text for key, text in one.items() if key in heads} for one in cells),
        shortened=any(text != whole for texts in short.values() for whole, text in texts.items()),
        cut=any(len(said) > _ITEMS for said in items),
    )


def some(items: Sequence[str], most: int, ending: str = "") -> list[str]:
    """Return items, from the last place on only how many more there are.

    Examples
    --------
    >>> some(["a", "b", "c", "d"], 3), some(["a", "b", "c"], 3)
    (['a', 'b', '2 more'], ['a', 'b', 'c'])
    """
    if len(items) <= most:
        return list(items)
    return [*items[: most - 1], f"{len(items) - most + 1} more{ending}"]


def _value_text(value: Any) -> str:
    """Return a value as a command takes it.

    Examples
    --------
    >>> [_value_text(value) for value in (False, 0.0, 0.25, "off", [0.2, 0.8], None)]
    ['false', '0', '0.25', 'off', '[0.2,0.8]', 'null']
    """
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _shortened(values: Sequence[Any]) -> dict[str, str]:
    """Return whole text to shown text of a key's values: numbers that differ are shown apart.

    Examples
    --------
    >>> _shortened([0.15546531789004803, 0.25])
    {'0.15546531789004803': '0.1555', '0.25': '0.25'}
    >>> _shortened([0.12345671, 0.12345672])
    {'0.12345671': '0.12345671', '0.12345672': '0.12345672'}
    """
    texts = {_value_text(value): value for value in values}
    shown = {text: text if len(text) <= _TEXT else f"{text[: _TEXT - 1]}…" for text in texts}
    long = {
        text: value
        for text, value in texts.items()
        if isinstance(value, float) and len(text) > _NUMBER
    }
    for digits in range(_DIGITS, 17):
        rounded = {text: _value_text(float(f"{value:.{digits}g}")) for text, value in long.items()}
        if len({*rounded.values(), *(texts.keys() - long.keys())}) == len(texts):
            return shown | rounded
    return shown


def _shortest_end(key: str, keys: Sequence[str]) -> str:
    """Return the fewest last parts of a key that no other key ends in.

    Examples
    --------
    >>> keys = ["leaders.tokyo.rivalry", "leaders.seoul.rivalry", "switches.thaw"]
    >>> [_shortest_end(key, keys) for key in keys]
    ['tokyo.rivalry', 'seoul.rivalry', 'thaw']
    >>> _shortest_end("events.court.without", ["events.court.without"])
    'court.without'
    """
    parts = key.split(".")
    for count in range(1 + (parts[-1] in _ACTS), len(parts)):
        end = parts[-count:]
        if not any(other.split(".")[-count:] == end for other in keys if other != key):
            return ".".join(end)
    return key


def _told_apart(names: Sequence[str], numbers: Sequence[int]) -> tuple[str, ...]:
    """Return names with the numbers of points where names alone do not tell all points apart.

    Two results may hold points of one number, asked alike: nothing tells these apart.

    Examples
    --------
    >>> _told_apart(["a", "a", "b"], [0, 4, 5])
    ('a (point 0)', 'a (point 4)', 'b')
    """
    if len(set(numbers)) < len(numbers):
        return tuple(names)
    several = {name for name, count in Counter(names).items() if count > 1}
    numbered = [f"{name} (point {number})" for name, number in zip(names, numbers, strict=True)]
    some = [n if name in several else name for name, n in zip(names, numbered, strict=True)]
    # A scenario may be called as another one's numbered point is.
    return tuple(some if len(set(some)) == len(some) else numbered)
