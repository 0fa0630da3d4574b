"""What a key of each section changes in one world, beside its window, its set and its events."""

import dataclasses
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from sim.errors import UnknownName
from sim.spec.override_key import LEAVING_OUT, OUTCOMES, START, bare
from sim.spec.override_part import out_of_office
from sim.spec.override_series import changed_series
from sim.spec.own_outcome import outcome_of
from sim.spec.parameters import BOUNDS, PARAMETERS
from sim.spec.parse_override import flag_asked, number_asked, span_asked
from sim.spec.preferences import CAPITALS, TRAITS, traits_of
from sim.spec.switches import SWITCHES
from sim.spec.variables import SERIES
from sim.spec.world import Leader, Span, World

__all__ = ["acted"]

_TRAITS = {trait.name: trait for trait in TRAITS}
_PARAMETERS = {parameter.name: parameter for parameter in PARAMETERS}


def acted(world: World, asked: Mapping[str, Any], place: str) -> World:
    """Return the world with all changed that is asked beside window, set and events."""
    changed = _series(_leaders(world, asked, place), asked, place)
    for key in asked:
        if bare(key) in LEAVING_OUT:
            section = bare(key).split(".")[0]
            changed = _stated_no_more(changed, section, key, asked[key], place)
    for section, act in _CHANGES.items():
        for key in asked:
            if bare(key).startswith(f"{section}.") and bare(key) not in LEAVING_OUT:
                changed = act(changed, key, asked[key], place)
    return changed


def _leaders(world: World, asked: Mapping[str, Any], place: str) -> World:
    """Return the world with traits changed: `traits.*`, then capitals, then leaders by name."""
    in_office = cache(world.holders)
    changes: dict[tuple[str, str], Span] = {}
    for key in (key for key in asked if bare(key).startswith("traits.")):
        trait = bare(key).split(".")[1]
        spec = _TRAITS.get(trait)
        if spec is None:
            raise UnknownName("trait", trait, _TRAITS, place=place, field=key)
        span = span_asked(asked[key], spec.low, spec.high, key, place)
        changes.update({(n, trait): span for c in spec.capitals for n in in_office(c)})
    keys = [key for key in asked if bare(key).startswith("leaders.")]
    by_capital = [key for key in keys if bare(key).split(".")[1] in CAPITALS]
    for key in (*by_capital, *(key for key in keys if key not in by_capital)):
        who, trait = bare(key).split(".")[1:]
        names = in_office(who) if who in CAPITALS else (who,)
        capital = who if who in CAPITALS else _capital_of(world, who, in_office, key, place)
        known = traits_of(capital)
        if trait == "ideology" and capital in ("tokyo", "seoul"):
            # What everybody saw on entry is one number for all replicates.
            seen = number_asked(asked[key], 0.0, 1.0, key, place)
            span = Span(seen, seen, source="override")
        elif trait in known:
            span = span_asked(asked[key], _TRAITS[trait].low, _TRAITS[trait].high, key, place)
        else:
            raise UnknownName(f"trait of {capital}", trait, known, place=place, field=key)
        changes.update({(name, trait): span for name in names})
    leaders = dict(world.leaders)
    for (name, trait), span in changes.items():
        leaders[name] = _with_trait(leaders[name], trait, span)
    return dataclasses.replace(world, leaders=leaders)


def _with_trait(leader: Leader, trait: str, span: Span) -> Leader:
    """Return a copy of a leader with one trait, or the ideology, changed."""
    if trait == "ideology":
        return dataclasses.replace(leader, ideology=span)
    return dataclasses.replace(leader, traits={**leader.traits, trait: span})


def _capital_of(
    world: World, name: str, in_office: Callable[[str], tuple[str, ...]], key: str, place: str
) -> str:
    """Return the capital that a leader holds within the window."""
    if name in world.leaders and name in in_office(world.leaders[name].capital):
        return world.leaders[name].capital
    raise out_of_office([world], name, key, place)


def _switch(world: World, key: str, value: Any, place: str) -> World:
    """Return the world with one mechanism on or off."""
    name = bare(key).split(".")[1]
    if name not in SWITCHES:
        raise UnknownName("switch", name, SWITCHES, place=place, field=key)
    on = flag_asked(value, key, place)
    return dataclasses.replace(world, switches={**world.switches, name: on})


def _parameter(world: World, key: str, value: Any, place: str) -> World:
    """Return the world with one parameter at a number or over a range."""
    name = bare(key).split(".")[1]
    if name not in _PARAMETERS:
        raise UnknownName("parameter", name, _PARAMETERS, place=place, field=key)
    low, high = BOUNDS[_PARAMETERS[name].kind]
    span = span_asked(value, low, high, key, place)
    return dataclasses.replace(world, parameters={**world.parameters, name: span})


def _series(world: World, asked: Mapping[str, Any], place: str) -> World:
    """Return the world with structural series changed, under `start.` first."""
    forms: dict[tuple[bool, str], dict[str, Any]] = {}
    for key in asked:
        if bare(key).startswith("series."):
            _, name, *form = bare(key).split(".")
            if name not in SERIES:
                raise UnknownName("series", name, SERIES, place=place, field=key)
            forms.setdefault((bare(key) == key, name), {})[form[0] if form else ""] = asked[key]
    series = dict(world.series)
    for plain, name in sorted(forms):
        key = f"{'' if plain else START}series.{name}"
        of = forms[plain, name]
        series[name] = changed_series(series[name], name, of, world.first, place, key)
    return dataclasses.replace(world, series=series) if forms else world


def _stated_no_more(world: World, section: str, key: str, names: list[str], place: str) -> World:
    """Return the world without some entries of a section, whose defaults then hold."""
    known = SWITCHES if section == "switches" else tuple(_PARAMETERS)
    for name in names:
        if name not in known:
            raise UnknownName(_WORDS[section], name, known, place=place, field=key)
    kept = {name: one for name, one in getattr(world, section).items() if name not in names}
    return dataclasses.replace(world, **{section: kept})  # type: ignore[arg-type]


def _outcome(world: World, key: str, value: Any, place: str) -> World:
    """Return the world with an outcome of one's own declared, or taken away."""
    name = key.split(".")[1]
    declared = outcome_of(value, name, place=place, field=key)
    outcomes = {**world.outcomes}
    if declared is None:
        outcomes.pop(name, None)
    else:
        outcomes[name] = declared
    return dataclasses.replace(world, outcomes=outcomes)


_CHANGES: Mapping[str, Callable[[World, str, Any, str], World]] = {
    "switches": _switch,
    "parameters": _parameter,
    OUTCOMES: _outcome,
}

_WORDS = {"switches": "switch", "parameters": "parameter"}
