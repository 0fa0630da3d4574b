"""Where every lever of a page comes from: its value, bounds, source, status, and how robust it is.

All as plain data. A capital's trait has an origin for each leader who holds it in the window; a
parameter has its declaration, or what the world says in its place.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from sim.lesson.offer import Offer, offers
from sim.lesson.robust import Robust, robust
from sim.scenario.reference import cited, references
from sim.spec.calendar import month_name
from sim.spec.parameters import PARAMETER_BY_NAME, ParameterSpec
from sim.spec.preferences import CAPITALS, TRAITS
from sim.spec.world import Span, World

__all__ = ["Assumption", "Origin", "as_data", "assumptions"]


#: Beside what the coder says of a number: a source or a rule gives it; nobody does; it was asked
#: for by name, as a lesson does.
GIVEN, ASSUMED, SET = "given", "assumed", "set"

#: Decimals of an effect in plain data: a tenth of what its error over draws comes to.
_DIGITS = 4


@dataclass(frozen=True)
class Origin:
    """One number of a lever, and where it comes from.

    Attributes
    ----------
    who : str
        Leader, or month of an event; empty where there is one number.
    low, high : float
        The number, or the range over which each world draws its own.
    status : str
        'stated', 'inferred', 'silent', 'assumed', 'given', or 'set' where a lesson sets it.
    because : str
        The reason where it is assumed, or where a lesson sets it.
    of : str
        Empty for the number that holds; 'world' for what the world has where a lesson sets another
        one; 'model' for a parameter's declaration where a lesson sets another number.
    """

    who: str
    low: float
    high: float
    source: str
    status: str
    because: str
    of: str = ""


@dataclass(frozen=True)
class Assumption:
    """Where one lever comes from.

    Attributes
    ----------
    offer : Offer
        Its key, kind, bounds, unit and meaning.
    value : str or None
        The word that a stream has; of no other lever.
    low, high : float
        The number, or the hull of what the leaders in office bring; 1 where a switch is on.
    prior : (low, high) or None
        Plausible range of a parameter.
    points : tuple
        (month, value) of a series: its ends in the window and the dated points between them.
    owner : str
        Mechanism that alone reads a parameter, or another word of its declaration.
    measured_as : str
        Key under which `robust` has what it does over draws of all parameters; empty where nobody
        measured it.
    """

    offer: Offer
    value: str | None
    low: float
    high: float
    origins: tuple[Origin, ...]
    prior: tuple[float, float] | None = None
    points: tuple[tuple[str, float], ...] = ()
    owner: str = ""
    measured_as: str = ""


def assumptions(
    world: World, before: World | None = None, reasons: Mapping[str, str] | None = None
) -> Mapping[str, Assumption]:
    """Return where every lever of a world comes from, by key.

    Parameters
    ----------
    before : World, optional
        The world as it was before a lesson set anything: what it had stands beside what is set.
    reasons : mapping, optional
        Key to why the lesson sets it.

    Raises
    ------
    MalformedFile
        If the table of levers was made by another model.

    Examples
    --------
    >>> from sim.scenario import load
    >>> found = assumptions(load("second_trump_term"))["leaders.trump_2.mediation"]
    >>> found.low, found.high, found.origins[0].source, found.origins[0].status
    (0.0, 0.1, '000 P18', 'stated')
    """
    measured = robust()
    found = {}
    for key, offer in offers(world).items():
        under = _measured_as(key, world)
        one = replace(_of(offer, world), measured_as=under if under in measured else "")
        if before is not None and any(origin.status == SET for origin in one.origins):
            one = replace(one, origins=_beside(one, _of(offer, before), world, reasons or {}))
        found[key] = one
    return found


def _beside(
    now: Assumption, was: Assumption, world: World, reasons: Mapping[str, str]
) -> tuple[Origin, ...]:
    """Return the origins of what a lesson sets, with its reasons, and what it took the place of."""
    key = now.offer.key
    told = [
        replace(origin, because=_reason(key, origin.who, world, reasons))
        if origin.status == SET
        else origin
        for origin in now.origins
    ]
    replaced = [replace(origin, of="world") for origin in was.origins if origin not in now.origins]
    section, name = key.split(".", 1) if "." in key else (key, "")
    if section == "parameters":
        declared = _declared(PARAMETER_BY_NAME[name])
        if declared in was.origins:
            replaced = []
        told.append(replace(declared, of="model"))
    return (*told, *replaced)


def _reason(key: str, who: str, world: World, reasons: Mapping[str, str]) -> str:
    """Return why a lesson sets a number: under its own key, its leader's, or its capital's."""
    keys = [key]
    if who in world.leaders:
        trait = key.rsplit(".", 1)[-1]
        capital = world.leaders[who].capital
        keys += [f"leaders.{who}.{trait}", f"leaders.{capital}.{trait}", f"traits.{trait}"]
    return next((reasons[one] for one in keys if one in reasons), "")


def _measured_as(key: str, world: World) -> str:
    """Return the key under which the table has a lever: a sole holder's trait is the capital's."""
    section, *rest = key.split(".")
    if section == "leaders" and rest[0] not in CAPITALS:
        capital = world.leaders[rest[0]].capital
        if world.holders(capital) == (rest[0],):
            return f"leaders.{capital}.{rest[1]}"
    return key


def _of(offer: Offer, world: World) -> Assumption:
    """Return where one lever comes from."""
    section, *rest = offer.key.split(".")
    if section == "leaders":
        names = world.holders(rest[0]) if rest[0] in CAPITALS else (rest[0],)
        return _hull(offer, tuple(_coded(world, name, rest[1]) for name in names))
    if section == "traits":
        capitals = next(trait.capitals for trait in TRAITS if trait.name == rest[0])
        names = tuple(name for capital in capitals for name in world.holders(capital))
        return _hull(offer, tuple(_coded(world, name, rest[0]) for name in names))
    if section == "switches":
        on = float(world.switches.get(rest[0], True))
        return Assumption(offer, None, on, on, ())
    if section == "parameters":
        return _parameter(offer, PARAMETER_BY_NAME[rest[0]], world)
    if section == "series":
        return _series(offer, rest[0], world)
    if section == "events":
        source = world.streams[rest[0]]
        dated = world.events.get(rest[0], ()) if source == "given" else ()
        origins = tuple(
            _origin(month_name(one.month), Span(one.size, one.size, one.source, "", one.note))
            for one in dated
        )
        return Assumption(offer, source, 0.0, 1.0, origins)
    months = float(world.months)
    return Assumption(offer, None, months, months, ())


def _coded(world: World, name: str, trait: str) -> Origin:
    """Return what one leader brings."""
    leader = world.leaders[name]
    return _origin(name, leader.ideology if trait == "ideology" else leader.traits[trait])


def _origin(who: str, span: Span) -> Origin:
    """Return a sourced number as an origin."""
    if span.source == "override":
        return Origin(who, span.low, span.high, "", SET, "")
    status = span.status or (ASSUMED if span.source == ASSUMED else GIVEN)
    return Origin(who, span.low, span.high, span.source, status, span.because)


def _hull(offer: Offer, origins: tuple[Origin, ...]) -> Assumption:
    """Return a lever that several numbers stand behind."""
    low = min(one.low for one in origins)
    high = max(one.high for one in origins)
    return Assumption(offer, None, low, high, origins)


def _parameter(offer: Offer, spec: ParameterSpec, world: World) -> Assumption:
    """Return where a parameter comes from: the world, or where that is silent its declaration."""
    stated = world.parameters.get(spec.name)
    origin = _declared(spec) if stated is None else _origin("", stated)
    low, high = map(float, spec.prior)
    return Assumption(
        offer, None, origin.low, origin.high, (origin,), prior=(low, high), owner=spec.owner
    )


def _declared(spec: ParameterSpec) -> Origin:
    """Return a parameter's own number and source."""
    source, _, because = spec.source.partition("assumed")
    status = ASSUMED if "assumed" in spec.source else GIVEN
    source = source.strip().rstrip(";") or ASSUMED
    return Origin("", spec.default, spec.default, source, status, because.lstrip(": "))


def _series(offer: Offer, name: str, world: World) -> Assumption:
    """Return where a series comes from, over the months of the window."""
    series = world.series[name]
    at, values = zip(*series.points, strict=True)
    inside = [month for month in at if world.first < month < world.last]
    months = sorted({world.first, *inside, world.last})
    levels = [float(level) for level in np.interp(months, at, values)]
    span = Span(min(levels), max(levels), series.source, "", series.because)
    points = tuple(zip(map(month_name, months), levels, strict=True))
    return Assumption(offer, None, span.low, span.high, (_origin("", span),), points=points)


def as_data(found: Mapping[str, Assumption], world: World) -> dict[str, Any]:
    """Return assumptions as plain data, ready for JSON; what many share stands there once.

    Returns
    -------
    dict
        `levers`, by key: kind, bounds, unit, meaning; `low` and `high`, what World A has; origins.
        `robust`, by key, a list of outcomes with what articles expect; levers name it in
        `measured_as`. `references`, by the words of a source, what they cite: text and paragraphs.
        `leaders`, titles by name. `measured`, in which world, over how many draws.

    Examples
    --------
    >>> from sim.scenario import load
    >>> world = load("neglect")
    >>> data = as_data(assumptions(world), world)
    >>> data["references"]["000 P18"][0]["text"]
    'Kimiya 2024, Japan-South Korea Relations Under Trump, The Diplomat, paragraph 18'
    >>> data["levers"]["leaders.washington.mediation"]["bounds"]
    [0.0, 1.0]
    """
    known = references()
    named = {one.measured_as for one in found.values()}
    table = {key: rows for key, rows in robust().items() if key in named}
    rows = [row for of in table.values() for row in of]
    texts = {origin.source for one in found.values() for origin in one.origins}
    texts |= {row.source for row in rows if row.source}
    named_in = {text: [asdict(one) for one in cited(text, known)] for text in sorted(texts)}
    return {
        "levers": {key: _data(one) for key, one in found.items()},
        "robust": {key: [_rounded(row) for row in of] for key, of in table.items()},
        "measured": {"world": rows[0].world, "draws": rows[0].draws} if rows else {},
        "references": {text: found_in for text, found_in in named_in.items() if found_in},
        "leaders": {name: leader.title for name, leader in world.leaders.items()},
    }


def _data(one: Assumption) -> dict[str, Any]:
    """Return one assumption as plain data; what is empty is left out."""
    data: dict[str, Any] = asdict(one)
    offer = data.pop("offer")
    bounds = [offer.pop("low"), offer.pop("high")]
    del offer["key"]
    data["origins"] = [_full(origin) for origin in data["origins"]]
    return _full({**offer, "bounds": bounds, **data})


def _rounded(row: Robust) -> dict[str, Any]:
    """Return a row of the table with as many digits as anybody reads."""
    data = {name: value for name, value in asdict(row).items() if name not in ("world", "draws")}
    return _full(
        {
            name: round(value, _DIGITS) if isinstance(value, float) else value
            for name, value in data.items()
        }
    )


def _full(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of plain data is not empty; 0 and false are kept."""
    return {name: value for name, value in data.items() if value not in ("", None, [], ())}
