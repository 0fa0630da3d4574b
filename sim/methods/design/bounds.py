"""Between which ends a key is varied: asked, or a parameter's prior, or a trait's coded range."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.errors import OutOfBounds, SimError, UnknownName, WrongKind
from sim.scenario.keys import keys
from sim.spec.override_key import START, bare
from sim.spec.preferences import CAPITALS, TRAIT_BY_NAME
from sim.spec.world import Span, World

__all__ = ["SWITCH", "Bounds", "bounds_of"]

#: By key, in the order asked: low and high.
Bounds = dict[str, tuple[float, float]]

#: What the key of a mechanism that is on or off begins with.
SWITCH = "switches."

#: Kinds of keys that take one number.
_NUMBERS = ("trait", "parameter", "switch", "series")


def bounds_of(
    over: Sequence[str] | Mapping[str, Any], world: World | None = None, field: str = "over"
) -> Bounds:
    """Return the ends between which each key is varied.

    Parameters
    ----------
    over : list of keys, or mapping of keys to (low, high)
        Keys are those of `sim.keys`, also with `start.` before them. None in a mapping's place of
        (low, high) leaves the ends to the key.
    world : World, optional
        One that says ranges of its own: they win over the tables'.
    field : who asks, for the error's line

    Returns
    -------
    dict
        Ends that are asked; else the range that the world states; else a parameter's prior, a
        leader's coded range, the bounds of a trait, a series or a switch. A leader whose code is
        one number has the trait's bounds.

    Raises
    ------
    UnknownName
        For a key that is none, with the nearest.
    OutOfBounds, WrongKind
        For ends outside the hard bounds, or low that is not below high, or a key that takes no
        number.
    SimError
        For a key without a range of its own, such as a flag of the method.

    Examples
    --------
    >>> bounds_of(["parameters.memory_gain", "traits.rivalry"])
    {'parameters.memory_gain': (0.03, 0.3), 'traits.rivalry': (0.0, 1.0)}
    >>> bounds_of({"leaders.seoul.rivalry": (0.2, 0.4)})
    {'leaders.seoul.rivalry': (0.2, 0.4)}
    >>> bounds_of(["parameters.memory_gian"])
    Traceback (most recent call last):
    sim.errors.UnknownName: over: unknown key 'parameters.memory_gian'; did you mean \
'parameters.memory_gain'?
    """
    asked = _asked(over, field)
    known = keys().set_index("key")
    found: Bounds = {}
    for key, ends in asked.items():
        row = _row(known, key, world, field)
        if row["kind"] not in _NUMBERS:
            wanted = "a key that takes one number: a trait, a parameter, a switch or a series"
            raise WrongKind(f"the key '{key}' of {row['kind']}s", wanted, field=field)
        found[key] = _own(key, row, world, field) if ends is None else _checked(key, ends, row)
    return found


def _asked(over: Any, field: str) -> dict[str, Any]:
    """Return what is asked of each key: ends, or None."""
    wanted = "a list of keys, or a mapping of keys to (low, high); sim.keys() lists them"
    if isinstance(over, str) or not isinstance(over, Mapping | Sequence):
        raise WrongKind(over, wanted, field=field, given=True)
    if not over:
        raise WrongKind("nothing", wanted, field=field)
    asked = dict(over) if isinstance(over, Mapping) else dict.fromkeys(over)
    for key in asked:
        if not isinstance(key, str):
            raise WrongKind(key, wanted, field=field, given=True)
    if len(asked) < len(over):
        twice = next(key for place, key in enumerate(over) if key in list(over)[:place])
        raise WrongKind(f"the key '{twice}' twice", "each key once", field=field)
    return asked


def _row(known: Any, key: str, world: World | None, field: str) -> Mapping[str, Any]:
    """Return what is known of a key."""
    name = bare(key)
    if name in known.index:
        return dict(known.loc[name])
    head, _, rest = name.partition(".")
    leader, _, trait = rest.partition(".")
    own = {} if world is None or head != "leaders" else world.leaders
    if leader in own and trait in own[leader].traits and trait in TRAIT_BY_NAME:
        return dict(known.loc[f"traits.{trait}"])
    prefix = START if key.startswith(START) else ""
    raise UnknownName("key", key, [f"{prefix}{one}" for one in known.index], field=field)


def _own(key: str, row: Mapping[str, Any], world: World | None, field: str) -> tuple[float, float]:
    """Return the ends of a key for which none are asked."""
    stated = None if world is None else _stated(key, world)
    if stated is not None and stated.high > stated.low:
        return float(stated.low), float(stated.high)
    low, high = float(row["prior_low"]), float(row["prior_high"])
    if low == high and row["kind"] == "trait":
        low, high = float(row["low"]), float(row["high"])
    if not low < high:
        raise SimError(
            f"has no range of its own, only the number {low:g}: say its ends, "
            f"{{'{key}': (low, high)}}",
            field=f"{field}: {key}",
        )
    if not (math.isfinite(low) and math.isfinite(high)):
        raise SimError(f"has no ends: say them, {{'{key}': (low, high)}}", field=f"{field}: {key}")
    return low, high


def _stated(key: str, world: World) -> Span | None:
    """Return what a world states of a key's number itself."""
    part = world.start if key.startswith(START) else world
    if part is None:
        return None
    head, _, rest = bare(key).partition(".")
    if head == "parameters":
        return part.parameters.get(rest)
    name, _, trait = rest.partition(".")
    if head == "leaders" and name not in CAPITALS and name in part.leaders:
        return part.leaders[name].traits.get(trait)
    return None


def _checked(key: str, ends: Any, row: Mapping[str, Any]) -> tuple[float, float]:
    """Return ends that were asked."""
    wanted = "two numbers (low, high), low below high"
    pair = ends.tolist() if isinstance(ends, np.ndarray) else ends
    if not isinstance(pair, Sequence) or isinstance(pair, str) or len(pair) != 2:
        raise WrongKind(ends, wanted, field=key, given=True)
    for end in pair:
        number = isinstance(end, int | float | np.integer | np.floating)
        if not number or isinstance(end, bool) or not math.isfinite(end):
            raise WrongKind(end, wanted, field=key, given=True)
    low, high = float(pair[0]), float(pair[1])
    if not low < high:
        raise WrongKind(f"({low:g}, {high:g})", wanted, field=key)
    for end in (low, high):
        if not row["low"] <= end <= row["high"]:
            raise OutOfBounds(end, row["low"], row["high"], unit=str(row["unit"]), field=key)
    return low, high
