"""A world read back from its data: the other direction of `World.as_dict`."""

import dataclasses
import functools
import types
import typing
from collections.abc import Mapping
from typing import Any

from sim.errors import MalformedFile
from sim.spec.world import World
from sim.store.readable import ADVICE

__all__ = ["world_of_data"]


#: Asked for each of hundreds of spans.
_hints = functools.cache(typing.get_type_hints)


def _build(kind: Any, data: Any) -> Any:
    """Return plain data as what a declared type says it is."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        kinds = _hints(kind)
        return kind(**{name: _build(kinds[name], value) for name, value in data.items()})
    if origin in (typing.Union, types.UnionType):
        if data is None:
            return None
        return _build(next(one for one in inner if one is not type(None)), data)
    if origin is Mapping:
        return {key: _build(inner[1], value) for key, value in data.items()}
    if origin is tuple:
        kinds_of = [inner[0]] * len(data) if inner[-1] is Ellipsis else inner
        return tuple(_build(one, value) for one, value in zip(kinds_of, data, strict=True))
    return data


def world_of_data(data: Any, *, digest: str, place: str) -> World:
    """Return the world of plain data and check that it is the one that was run.

    Raises
    ------
    MalformedFile
        If the data is no world, or another than `digest` names.
    """
    try:
        world = _build(World, {name: value for name, value in data.items() if name != "digest"})
        made = world.digest()
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        raise MalformedFile(f"is no world of this version: {ADVICE}", place=place) from fault
    if made != digest:
        raise MalformedFile(f"holds world {made}, wanted {digest}: {ADVICE}", place=place)
    return typing.cast(World, world)
