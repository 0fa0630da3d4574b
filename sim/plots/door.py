"""The door of this room: what a picture is given is of the kind that its hints say, or one line.

Kinds are read from the hints of each function, so that a new one is guarded as it is written.
"""

import functools
import inspect
from collections.abc import Callable, Collection, Mapping
from numbers import Integral, Real
from pathlib import Path
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin

import pandas as pd
from matplotlib.figure import Figure

from sim.analysis import Effect, points_of
from sim.errors import WrongKind
from sim.plots.kind import Study, Trajectories

__all__ = ["checked"]

_Call = TypeVar("_Call", bound=Callable[..., Any])

#: Words for one of a kind and for several, and what counts as one.
_KINDS: dict[Any, tuple[str, str, tuple[type, ...]]] = {
    Effect: (
        "an effect, as sim.compare returns it",
        "effects, as sim.analysis.effects_against returns them",
        (Effect,),
    ),
    Study: (
        "results, as sim.run and sim.open return them",
        "results, as sim.run and sim.open return them",
        (Study,),
    ),
    Trajectories: (
        "trajectories, as sim.simulate and results give them",
        "trajectories, as sim.simulate and results give them",
        (Trajectories,),
    ),
    Figure: ("a figure", "figures", (Figure,)),
    Any: ("a value", "values", (object,)),
    NoneType: ("None", "None", (NoneType,)),
    Path: ("a path", "paths", (Path,)),
    bool: ("true or false", "true or false", (bool,)),
    float: ("a number", "numbers", (Real,)),
    int: ("a whole number", "whole numbers", (Integral,)),
    pd.DataFrame: ("a table (DataFrame)", "tables", (pd.DataFrame,)),
    str: ("a text", "texts", (str,)),
}


def checked(draw: _Call) -> _Call:
    """Return a function that raises WrongKind for an argument of another kind than its hint's.

    Examples
    --------
    >>> def title(words: str, size: int = 8) -> str:
    ...     return words[:size]
    >>> checked(title)("Worlds")
    'Worlds'
    >>> checked(title)(["Worlds"])
    Traceback (most recent call last):
    sim.errors.WrongKind: title: words: found an object of type list, wanted a text
    """
    signature = inspect.signature(draw)

    @functools.wraps(draw)
    def door(*args: Any, **more: Any) -> Any:
        for name, value in signature.bind(*args, **more).arguments.items():
            _check(value, signature.parameters[name].annotation, draw.__name__, name)
        return draw(*args, **more)

    return door  # type: ignore[return-value]


def _check(value: Any, hint: Any, place: str, field: str) -> None:
    """Raise unless a value is what its hint says."""
    if hint == "Results":
        points_of(value, place=place, field=field)
    elif not _fits(value, hint):
        plain = isinstance(value, str | Real | None)
        found = value if plain else f"an object of type {type(value).__name__}"
        raise WrongKind(found, _words(hint), place=place, field=field, given=plain)


def _fits(value: Any, hint: Any) -> bool:
    """Return whether a value is of a kind, and all in it of theirs."""
    parts = get_args(hint)
    origin = get_origin(hint)
    if hint is Any:
        return True
    if hint in _KINDS:
        kinds = _KINDS[hint][2]
        return isinstance(value, kinds) and (hint is bool or not isinstance(value, bool))
    if origin is None:
        return isinstance(value, hint)
    if issubclass(origin, Mapping):
        return isinstance(value, Mapping) and all(_fits(one, parts[1]) for one in value.values())
    if issubclass(origin, Collection):
        # A text is a collection of letters, a table one of its heads: neither is meant.
        listed = isinstance(value, Collection) and not isinstance(value, str | Mapping)
        if not listed or isinstance(value, pd.DataFrame):
            return False
        return all(_fits(one, parts[0]) for one in value) and (
            origin is not tuple or len(value) == len(parts)
        )
    return any(_fits(value, part) for part in parts)


def _words(hint: Any, *, several: bool = False) -> str:
    """Return what a hint asks for, in words.

    Examples
    --------
    >>> _words(int | str), _words(Collection[int | str])
    ('a whole number or a text', 'a list of whole numbers or texts')
    """
    parts, origin = get_args(hint), get_origin(hint)
    if hint in _KINDS:
        return _KINDS[hint][1] if several else _KINDS[hint][0]
    if origin is None:
        return f"{hint.__name__}s" if several else f"a {hint.__name__}"
    if issubclass(origin, Mapping):
        return f"a mapping of names to {_words(parts[1], several=True)}"
    if issubclass(origin, Collection):
        return f"a list of {_words(parts[0], several=True)}"
    return " or ".join(_words(part, several=several) for part in parts)
