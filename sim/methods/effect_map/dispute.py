"""What a map of a disputed sign is: a world, a contrast, two axes, outcomes and direct terms."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sim.errors import OutOfBounds, SimError, UnknownName
from sim.methods.changed import holding
from sim.scenario import expand_overrides, load
from sim.spec.override import apply
from sim.spec.variables import STATES
from sim.spec.world import Span, World

__all__ = ["START", "Axis", "Dispute", "Outcome", "Term", "neutral", "world_at"]

#: Before the name of a stock that a map sets at the beginning of its world.
START = "start."

_STATES = {state.name: state for state in STATES}


@dataclass(frozen=True)
class Axis:
    """One axis of a map.

    Attributes
    ----------
    label : str
        What it is, with its bounds as its unit.
    keys : tuple of str
        Overrides by name, or `start.<stock>`, that take the axis' value together.
    low, high : float
        First and last value.
    """

    label: str
    keys: tuple[str, ...]
    low: float
    high: float

    @property
    def name(self) -> str:
        """The label without its unit."""
        return self.label.split(" [")[0]

    def values(self, size: int) -> list[float]:
        """Return evenly spaced values, both ends included.

        Examples
        --------
        >>> Axis("Threat [0 to 1]", ("start.threat_prk",), 0.1, 0.9).values(3)
        [0.1, 0.5, 0.9]
        """
        step = (self.high - self.low) / (size - 1)
        return [round(self.low + step * place, 6) for place in range(size)]


@dataclass(frozen=True)
class Outcome:
    """What an effect is measured on.

    Attributes
    ----------
    label : str
        With the unit of the outcome; an effect is a difference of two such numbers.
    measure : str
        As `sim.spec.measure` reads it.
    up, down : str
        What a rise and a fall are, in words, such as 'warmer'.
    says_up, says_down : str
        Who says so; empty where nobody does.
    """

    label: str
    measure: str
    up: str
    down: str
    says_up: str = ""
    says_down: str = ""

    @property
    def name(self) -> str:
        """The label without its unit."""
        return self.label.split(" [")[0]


@dataclass(frozen=True)
class Term:
    """A term of the model by the parameters that carry it, each with its neutral value.

    Attributes
    ----------
    values : mapping
        `parameters.<name>` or `switches.<name>` to the value at which the term does nothing.
    says : str
        What it multiplies by what, with its equation.
    """

    values: Mapping[str, Any]
    says: str

    @property
    def name(self) -> str:
        """The parameters or the switch, without their section."""
        return ", ".join(name.split(".", 1)[1] for name in self.values)


@dataclass(frozen=True, kw_only=True)
class Dispute:
    """A map: the effect of one thing over two others.

    Attributes
    ----------
    key : str
    title : str
    question : str
        What is disputed, with the articles.
    scenario : str
    first, last : str
        The window, 'YYYY-MM'.
    setting : str
        What is changed in the world for both arms, and why, in words.
    changes : mapping
        The same, by name; `start.<stock>` sets a stock at the beginning of the window.
    thing : str
        What is varied, in words, such as 'US commitment'.
    contrast : str
        How it is varied.
    low, high : mappings
        Its two arms, by name.
    x, y : Axis
    outcomes : tuple of Outcome
        The first is the one that the dispute is about.
    direct : tuple of Term
        Terms that multiply the thing by what lies on the axes; neutral in the second drawing.
    alone : tuple of Term
        Stated terms that carry the thing by itself, neither multiplied nor multiplying.
    stays : str
        What is left on in the second drawing, in words.
    """

    key: str
    title: str
    question: str
    scenario: str
    first: str
    last: str
    setting: str = ""
    changes: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    thing: str
    contrast: str
    low: Mapping[str, Any]
    high: Mapping[str, Any]
    x: Axis
    y: Axis
    outcomes: tuple[Outcome, ...]
    direct: tuple[Term, ...]
    alone: tuple[Term, ...]
    stays: str = ""


def neutral(terms: Iterable[Term]) -> dict[str, Any]:
    """Return the neutral values of terms, by name.

    Examples
    --------
    >>> neutral([Term({"parameters.regard_floor": 1.0}, "regard × priority")])
    {'parameters.regard_floor': 1.0}
    """
    return {name: value for term in terms for name, value in term.values.items()}


def world_at(
    dispute: Dispute,
    arm: Mapping[str, Any],
    x: float,
    y: float,
    terms: Iterable[Term] = (),
    overrides: Mapping[str, Any] = MappingProxyType({}),
) -> World:
    """Return the world of one arm in one cell.

    Parameters
    ----------
    arm : `dispute.low` or `dispute.high`
    x, y : values on the two axes
    terms : what is set to its neutral value
    overrides : changes by name in all cells that they can hold in; what the map itself sets wins

    Raises
    ------
    SimError
        For an unknown name, a value out of bounds, or a stock of a world that states none.
    """
    cell = {key: value for axis, value in ((dispute.x, x), (dispute.y, y)) for key in axis.keys}
    window = {"first": dispute.first, "last": dispute.last}
    own = {**window, **dispute.changes, **cell, **arm, **neutral(terms)}
    asked = {**overrides, **own}
    start = {
        key.removeprefix(START): asked.pop(key) for key in list(asked) if key.startswith(START)
    }
    world = _started(load(dispute.scenario), start)
    # What the map says itself holds or is refused.
    others = {key: value for key, value in asked.items() if key not in own}
    left_out = others.keys() - holding(apply(world, window), others).keys()
    asked = {key: value for key, value in asked.items() if key not in left_out}
    return apply(world, expand_overrides(dispute.scenario, asked))


def _started(world: World, values: Mapping[str, float]) -> World:
    """Return a world with some stocks set at its beginning."""
    if not values:
        return world
    if world.start is not None:
        raise SimError("starts from another world, so no stock can be set", place=world.name)
    stocks = dict(world.start_values)
    for name, value in values.items():
        if name not in _STATES:
            raise UnknownName("stock", name, _STATES, place=world.name, field=f"{START}{name}")
        low, high = _STATES[name].low, _STATES[name].high
        if not low <= value <= high:
            raise OutOfBounds(value, low, high, place=world.name, field=f"{START}{name}")
        stocks[name] = Span(value, value, source="assumed", because="set by the map")
    return dataclasses.replace(world, start_values=stocks)
