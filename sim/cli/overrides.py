"""What a configuration changes in its world: full names and values, nothing nested.

A key may have a value of its own and names below it: `leaders.tokyo=abe` gives Tokyo another's
traits, and `leaders.tokyo.rivalry=0.9` one of its own beside them. Nested, the one would take the
other's place, so open keys are flat as soon as Hydra has put its files together.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sim.cli.argv import KEYS, OPEN, WORLD, wanted
from sim.errors import UnknownName, WrongKind
from sim.spec.event_asked import parted
from sim.spec.override_key import bare
from sim.spec.preferences import LEADERS

__all__ = ["DEPTH", "SWAPS", "flatten", "overrides_of", "with_value"]

#: Names below an open key: leaders.<who>.<trait> has two.
DEPTH = dict.fromkeys(OPEN, 1) | {"leaders": 2}

#: leaders.<capital or leader>=<leader>: who has the traits of that leader.
SWAPS = tuple(f"leaders.{who}" for capital in LEADERS for who in (capital, *LEADERS[capital]))


def overrides_of(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a configuration changes in its world, under full names; null changes nothing.

    Raises
    ------
    UnknownName
        For a key that the command line does not have.

    Examples
    --------
    >>> overrides_of(
    ...     {"scenario": "neglect", "months": None, "leaders": {"seoul": {"rivalry": 0.2}}}
    ... )
    {'leaders.seoul.rivalry': 0.2}
    """
    overrides: dict[str, Any] = {}
    for key, value in config.items():
        if key not in KEYS:
            raise UnknownName("key", key, KEYS)
        if key in OPEN:
            overrides.update((name, item) for name, item in flatten(key, value) if item is not None)
        elif key in WORLD and key != "scenario" and value is not None:
            overrides[key] = value
    return overrides


def flatten(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield (full name, value) for everything that lies at or below an open key.

    Raises
    ------
    WrongKind
        If it ends before it has a full name.
    """
    key = bare(name)
    if key.startswith("events.") and value is False:
        value = "off"  # what YAML makes of a bare off
    # What cannot stand under `start.` is whole: it is refused where names are checked.
    whole = key.count(".") >= DEPTH.get(key.split(".")[0], 0)
    if key.startswith("events.") and key.count(".") == 1:
        # The forms of a stream's events are keys of their own, said within its mapping or not.
        yield from ((f"{name}.{form}".rstrip("."), one) for form, one in parted(value).items())
    elif value is None or whole or (isinstance(value, str) and key in SWAPS):
        yield name, value
    elif isinstance(value, Mapping):
        for below, item in value.items():
            yield from flatten(f"{name}.{below}", item)
    else:
        trait = f"{name}.<trait>: a number, or [low,high]"
        raise WrongKind(value, wanted(name) if key in OPEN else trait, field=name, given=True)


def with_value(
    config: Mapping[str, Any], key: str, value: Any, *, and_below: bool = True
) -> dict[str, Any]:
    """Return a configuration with one more word said; nothing that it shares is touched.

    Null takes an open key away.

    Parameters
    ----------
    config : open keys are flat: {"leaders": {"tokyo": "abe", "tokyo.rivalry": 0.9}}
    and_below : whether null takes away what lies below the key as well, or the very key alone

    Examples
    --------
    >>> with_value({"seed": 1, "leaders": {"tokyo": "abe"}}, "leaders.tokyo.rivalry", 0.9)
    {'seed': 1, 'leaders': {'tokyo': 'abe', 'tokyo.rivalry': 0.9}}
    """
    head, _, below = key.partition(".")
    there = config.get(head)
    held = dict(there) if isinstance(there, Mapping) else {}
    if head not in OPEN:
        if below:
            value = {**held, below: value}
        elif isinstance(value, Mapping):
            value = {**held, **value}
        return {**config, head: value}
    for name, item in flatten(key, value):
        below = name.partition(".")[2]
        if item is None:
            gone = _at_or_below if and_below or not below else str.__eq__
            held = {one: old for one, old in held.items() if not gone(one, below)}
        else:
            held[below] = item
    return {**config, head: held}


def _at_or_below(name: str, above: str) -> bool:
    return not above or name == above or name.startswith(f"{above}.")
