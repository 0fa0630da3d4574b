"""A grid: axes of values, each value once, and every combination, the last key varying fastest.

The number of points is known, and bounded, before any of them is made. Points share what they have
in common with the configuration that they start from; nothing that they hold is ever changed.
"""

import itertools
import math
from collections.abc import Hashable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from hydra.core.override_parser.types import Override, RangeSweep, ValueType

from sim.cli.overrides import with_value
from sim.errors import SimError, short

__all__ = ["MOST_POINTS", "axes", "check_points", "grid", "hashable"]

#: Most design points of one study. Assumed: more than a screen of all keys asks for, and checked in
#: half a minute.
MOST_POINTS = 100_000


def axes(words: Sequence[Override]) -> dict[str, list[Any]]:
    """Return the values of each word, by key; the later word of a key counts.

    Raises
    ------
    SimError
        For a word without a list of values, a value that stands twice, or too many points.
    """
    by_key = {word.key_or_group: word for word in words}
    check_points(math.prod(_count(word) for word in by_key.values()))
    values_by_key = {key: _values(word) for key, word in by_key.items()}
    for key, values in values_by_key.items():
        _each_once(key, values)
    return values_by_key


def check_points(count: int, where: str = "") -> None:
    """Raise if there are more points than one study takes.

    Examples
    --------
    >>> check_points(100)
    """
    if count > MOST_POINTS:
        raise SimError(
            f"found {count:,} design points{where}, wanted at most {MOST_POINTS:,}: "
            "take fewer values, or several studies"
        )


def grid(
    config: Mapping[str, Any], values: Mapping[str, Sequence[Any]]
) -> Iterator[dict[str, Any]]:
    """Yield a configuration for every combination of values.

    Examples
    --------
    >>> list(grid({"traits": {}}, {"traits.rivalry": [0.1, 0.2]}))
    [{'traits': {'rivalry': 0.1}}, {'traits': {'rivalry': 0.2}}]
    """
    for combination in itertools.product(*values.values()):
        point = dict(config)
        for key, value in zip(values, combination, strict=True):
            # As in a table's cell, null takes this key away and no other.
            point = with_value(point, key, value, and_below=False)
        yield point


def hashable(value: Any) -> Hashable:
    """Return something equal for equal values, whatever order their names stand in.

    Examples
    --------
    >>> hashable({"a": [0.5, 1], "b": 2}) == hashable({"b": 2.0, "a": [0.50, 1]})
    True
    """
    if isinstance(value, Mapping):
        return frozenset((name, hashable(item)) for name, item in value.items())
    if isinstance(value, list | tuple):
        return tuple(hashable(item) for item in value)
    return value


def _each_once(key: str, values: Sequence[Any]) -> None:
    """Refuse a value that stands twice: its points would be the same."""
    seen: set[Hashable] = set()
    for value in values:
        same = hashable(value)
        if same in seen:
            raise SimError(f"found {value} twice, wanted each value once", field=key)
        seen.add(same)


def _count(word: Override) -> int:
    """Return how many values a word names, without making them."""
    key, text = word.key_or_group, short((word.input_line or "").partition("=")[2])
    if not word.is_sweep_override():
        return 1
    if word.is_interval_sweep():
        raise SimError(
            f"found {text}, which has no list of values: use range(start,stop,step), "
            "or [low,high] for each replicate to draw its own",
            field=key,
        )
    if word.value_type == ValueType.GLOB_CHOICE_SWEEP:
        raise SimError(f"found {text}, wanted the values themselves: a,b", field=key)
    sweep = word.value()
    if isinstance(sweep, RangeSweep):
        count = _steps(sweep)
        if count is None:
            raise SimError(f"found {text}, wanted range(start,stop,step)", field=key)
    else:
        count = len(sweep.list)  # type: ignore[union-attr]
    if count == 0:
        raise SimError(f"found {text}, which holds no value", field=key)
    return count


def _steps(sweep: RangeSweep) -> int | None:
    """Return how many steps a range has; None for one that goes nowhere or on for ever."""
    ends = (sweep.start, sweep.stop, sweep.step)
    if any(end is None or not math.isfinite(end) for end in ends) or not sweep.step:
        return None
    start, stop, step = (Decimal(end) for end in ends if end is not None)
    return max(0, math.ceil((stop - start) / step))


def _values(word: Override) -> list[Any]:
    """Return the values that a word names."""
    if not word.is_sweep_override():
        return [word.value()]
    return [Override._convert_value(value) for value in word.sweep_iterator()]
