"""What a page can offer of a world: every key that a lever may have, with its declaration.

Keys are those of the command line. A trait is offered of each capital and of each leader who holds
one in the window; what acts in the world before the window as well stands under `start.`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sim.errors import UnknownName, WrongKind
from sim.spec.events import EVENT_STREAMS, STREAM_SOURCES
from sim.spec.kind import Choice, Flag, Kind, Number
from sim.spec.override_key import LONGEST, START, bare
from sim.spec.parameters import BOUNDS, PARAMETERS
from sim.spec.preferences import CAPITALS, TRAITS, traits_of
from sim.spec.switches import SWITCHES
from sim.spec.variables import SERIES
from sim.spec.world import World

__all__ = ["KINDS", "Offer", "Value", "check_value", "offer_of", "offers"]

#: What a lever may be.
KINDS = ("trait", "ideology", "switch", "parameter", "series", "stream", "months")

#: What a lever may be set to.
Value = float | bool | str

_SEEN = "Leader as seen on entry: Seoul 0 conservative to 1 progressive, Tokyo 0 liberal on history"
_ALLIES = ("tokyo", "seoul")


@dataclass(frozen=True)
class Offer:
    """One lever as it is declared.

    Attributes
    ----------
    key : str
        As on the command line.
    kind : one of KINDS
    low, high : float
        Hard bounds, both included; 0 and 1 of a switch and of a stream.
    options : tuple of str
        Words that a stream may be set to; of no other kind.
    """

    key: str
    kind: str
    low: float
    high: float
    unit: str
    meaning: str
    options: tuple[str, ...] = ()


def offers(world: World) -> Mapping[str, Offer]:
    """Return every lever of a world's window by key, in the order of the registry.

    Examples
    --------
    >>> from sim.scenario import load
    >>> found = offers(load("neglect"))
    >>> found["leaders.trump_2.mediation"].high, found["events.court"].options
    (1.0, ('given', 'generated', 'off'))
    """
    return {offer.key: offer for offer in _offers(world)}


def _offers(world: World) -> Iterator[Offer]:
    """Yield all levers of the window."""
    for capital in CAPITALS:
        for who in (capital, *world.holders(capital)):
            for trait in TRAITS:
                if trait.name in traits_of(capital):
                    yield _trait(f"leaders.{who}.{trait.name}", trait.name)
            if capital in _ALLIES:
                yield Offer(f"leaders.{who}.ideology", "ideology", 0.0, 1.0, "1", _SEEN)
    for trait in TRAITS:
        yield _trait(f"traits.{trait.name}", trait.name)
    for name in SWITCHES:
        yield Offer(f"switches.{name}", "switch", 0.0, 1.0, "1", "Whether the mechanism is there")
    for one in PARAMETERS:
        low, high = BOUNDS[one.kind]
        yield Offer(f"parameters.{one.name}", "parameter", low, high, one.unit, one.meaning)
    for name, spec in SERIES.items():
        low, high = float(spec.low), float(spec.high)
        yield Offer(f"series.{name}", "series", low, high, spec.unit, spec.meaning)
    for stream in EVENT_STREAMS:
        yield Offer(
            f"events.{stream.name}", "stream", 0.0, 1.0, "1", stream.meaning, STREAM_SOURCES
        )
    yield Offer("months", "months", 1.0, float(LONGEST), "month", "Length of the window")


def _trait(key: str, name: str) -> Offer:
    """Return a trait's lever."""
    trait = next(one for one in TRAITS if one.name == name)
    return Offer(key, "trait", float(trait.low), float(trait.high), "1", trait.meaning)


def offer_of(key: object, world: World, place: str = "", field: str = "") -> Offer:
    """Return the lever of a key.

    Raises
    ------
    UnknownName
        With the nearest key, or the leaders in office where the key names another one.

    Examples
    --------
    >>> from sim.scenario import load
    >>> offer_of("switches.mediaton", load("neglect"), field="levers[0].key")
    Traceback (most recent call last):
    sim.errors.UnknownName: levers[0].key: unknown lever 'switches.mediaton'; did you mean \
'switches.mediation'?
    """
    if not isinstance(key, str):
        raise WrongKind(key, "a lever's key", place=place, field=field, given=True)
    known = offers(world)
    under = key.startswith(START) and world.start is not None
    found = known.get(bare(key) if under else key)
    if found is None or (under and found.kind in ("stream", "months")):
        raise UnknownName("lever", key, known, place=place, field=field)
    return found if not under else Offer(key, *list(vars(found).values())[1:])


def check_value(value: object, offer: Offer, place: str = "", field: str = "") -> Value:
    """Return what a lever is set to, checked.

    Raises
    ------
    OutOfBounds, WrongKind, UnknownName
        With what the lever takes.

    Examples
    --------
    >>> from sim.scenario import load
    >>> check_value(0.9, offer_of("leaders.washington.mediation", load("neglect")))
    0.9
    """
    kind: Kind = Number(offer.low, offer.high, offer.kind == "months", offer.unit)
    if offer.kind == "switch":
        kind = Flag()
    elif offer.kind == "stream":
        kind = Choice("source of events", offer.options)
    setting: Value = kind.read(value, place, field)
    return setting
