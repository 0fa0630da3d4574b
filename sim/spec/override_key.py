"""The keys of overrides: which there are, and what was asked by them so far, as plain data."""

from collections.abc import Mapping
from typing import Any

from sim.errors import UnknownName, WrongKind
from sim.spec.branch import BRANCH
from sim.spec.calendar import month_name
from sim.spec.event_asked import like_month, month_as_key, parted
from sim.spec.event_change import FORMS
from sim.spec.kind import Text
from sim.spec.kind_of_many import WITHOUT, OneOrMore
from sim.spec.override_series import joined_series, spelt_series
from sim.spec.parse_override import month_asked, plain, whole_asked
from sim.spec.preferences import CAPITALS
from sim.spec.turnover import CAPITAL, KEY, MOST_CALENDARS

__all__ = [
    *("LEAVING_OUT", "LONGEST", "SET", "START", "WINDOW"),
    *("apart", "bare", "event_keys", "event_parts", "is_swap", "joined", "spelt"),
]

#: Longest window, in months. Assumed: a century is more than any question here asks.
LONGEST = 1200

#: Keys of the window, and of the draws that stand in for defaults.
WINDOW = ("months", "first", "last")
SET = "parameter_set"

#: Keys under which names stand that a world is to state no longer.
LEAVING_OUT = (f"parameters.{WITHOUT}", f"switches.{WITHOUT}")

#: What a key begins with that acts in the world which the window starts from as well.
START = "start."

_SECTIONS = ("leaders", "traits", "switches", "parameters", "series", "events")
OUTCOMES = "outcomes"
_TURNOVER = KEY.split(".")[0]
_SHAPES = (
    "leaders.<leader>.<trait>",
    "traits.<trait>",
    "switches.<mechanism>",
    "parameters.<parameter>",
    "series.<series>",
    f"{OUTCOMES}.<name>",
    *(f"series.<series>.{form}" for form in FORMS),
    "events.<stream>",
    *(f"events.<stream>.{form}" for form in FORMS),
)


def bare(key: str) -> str:
    """Return a key without `start.`.

    Examples
    --------
    >>> bare("start.parameters.inertia"), bare("months")
    ('parameters.inertia', 'months')
    """
    return key.removeprefix(START)


def apart(asked: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what is asked of the window alone, and without its prefix what is under `start.`.

    Examples
    --------
    >>> apart({"months": 24, "start.traits.rivalry": 0.1})
    ({'months': 24}, {'traits.rivalry': 0.1})
    """
    plain = {key: value for key, value in asked.items() if bare(key) == key}
    return plain, {bare(key): value for key, value in asked.items() if key not in plain}


def is_swap(key: str, value: Any) -> bool:
    """Return whether an override puts a leader in the place of a capital's, or of one leader.

    Examples
    --------
    >>> is_swap("leaders.seoul", "moon"), is_swap("leaders.seoul.rivalry", 0.2)
    (True, False)
    """
    key = bare(key)
    return key.startswith("leaders.") and key.count(".") == 1 and isinstance(value, str)


def spelt(overrides: Mapping[str, Any], place: str) -> dict[str, Any]:
    """Return overrides as plain data under full names, the forms of an event's key apart.

    Raises
    ------
    UnknownName, WrongKind, OutOfBounds
        For a key of no shape that can be asked, a form that is asked twice, a window that is none.

    Examples
    --------
    >>> spelt({"months": 24.0, "events.court": {"without": ["2018-10"]}}, "")
    {'months': 24, 'events.court.without': ['2018-10']}
    """
    found: dict[str, Any] = {}
    for key, value in overrides.items():
        _shape(str(key), place)
        value = plain(value)
        if key == "months":
            found[key] = whole_asked(value, 1, LONGEST, key, place, unit="month")
        elif key == KEY:
            found[key] = whole_asked(value, 1, MOST_CALENDARS, key, place)
        elif key in (*WINDOW, BRANCH):
            found[key] = month_name(month_asked(value, key, place))
        elif bare(key).startswith("events.") and bare(key).count(".") == 1:
            for form, part in parted(value).items():
                _once(found, f"{key}.{form}" if form else key, part, place)
        elif bare(key).startswith("series."):
            for full, part in spelt_series(key, value, place).items():
                _once(found, full, part, place)
        elif bare(key) in LEAVING_OUT:
            found[key] = list(OneOrMore(Text()).read(value, place, key))
        else:
            _once(found, key, value, place)
    return found


def _once(found: dict[str, Any], key: str, value: Any, place: str) -> None:
    """Take a key in; a form may be asked within its stream's mapping or by a key of its own."""
    if key in found:
        raise WrongKind("it twice", "it once", place=place, field=key)
    found[key] = value


def _shape(key: str, place: str) -> None:
    """Raise unless a key has the shape of a name that can be asked."""
    section, *below = bare(key).split(".")
    prefix = key.removesuffix(bare(key))
    if section in (*WINDOW, SET, BRANCH) and not below and not prefix:
        return
    if section == "start" or (prefix and section in (*WINDOW, SET, BRANCH)):
        wanted = f"{START}<key>, its key one of {', '.join(_SECTIONS)}"
        wanted = f"'{SET}', which acts in both" if section == SET else wanted
        raise WrongKind(f"'{key}'", wanted, place=place, field=key)
    if section == _TURNOVER:
        _shape_of_turnover(key, below, prefix, place)
        return
    if section == OUTCOMES:
        _shape_of_outcome(key, below, prefix, place)
        return
    if section not in _SECTIONS:
        shapes = [f"{prefix}{shape}" for shape in _SHAPES if not (prefix and OUTCOMES in shape)]
        known = shapes if prefix else (*shapes, *WINDOW, SET, KEY, BRANCH, f"{START}<key>")
        raise UnknownName("override", key, known, place=place, field=key)
    if len(below) == (2 if section == "leaders" else 1):
        return
    if section == "series" and len(below) == 2:
        if below[1] in FORMS:
            return
        if like_month(below[1]):
            raise month_as_key(f"{prefix}series.{below[0]}", below[1], place=place)
        raise UnknownName("form of a series", below[1], FORMS, place=place, field=key)
    if section == "events" and len(below) == 2:
        stream, form = below
        if form in FORMS:
            return
        if like_month(form):
            raise month_as_key(f"{prefix}events.{stream}", form, place=place)
        raise UnknownName("form of events", form, FORMS, place=place, field=key)
    wanted = next(shape for shape in _SHAPES if shape.startswith(f"{section}."))
    raise WrongKind(f"'{key}'", f"{prefix}{wanted}", place=place, field=key)


def _shape_of_turnover(key: str, below: list[str], prefix: str, place: str) -> None:
    """Raise unless a key asks for a drawn calendar of the capital that can have one."""
    if prefix:
        wanted = f"'{KEY}': it draws the window's months; what a world starts from is as it was"
        raise WrongKind(f"'{key}'", wanted, place=place, field=key)
    if len(below) != 1:
        raise WrongKind(f"'{key}'", f"{KEY}: the number of a calendar", place=place, field=key)
    if below[0] not in CAPITALS:
        raise UnknownName("capital", below[0], CAPITALS, place=place, field=key)
    if below[0] != CAPITAL:
        wanted = f"'{KEY}': of no other capital does the record give a hazard here"
        raise WrongKind(f"'{key}'", wanted, place=place, field=key)


def _shape_of_outcome(key: str, below: list[str], prefix: str, place: str) -> None:
    """Raise unless a key names an outcome of one's own, which is of the window."""
    wanted = f"'{OUTCOMES}.<name>': a measure of the window's months"
    if prefix or len(below) != 1:
        raise WrongKind(f"'{key}'", wanted, place=place, field=key)


def joined(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """Return what has been asked so far: the later word counts, and one end of a window.

    What is asked of one series adds up. What is asked under `start.` of one stream is one word: its
    events lie in several worlds, and what two requests leave there together could not be said as
    one.
    """
    asked = dict(before)
    for key, other in (("months", "last"), ("last", "months")):
        if key in now and other not in now:
            asked.pop(other, None)
    _, streams = event_parts(apart(now)[1])
    for key in [key for key in asked if key.startswith(f"{START}events.")]:
        if key.split(".")[2] in streams:
            del asked[key]
    for section in ("parameters", "switches"):
        for prefix in ("", START):
            # What was set before and is left out now goes; what is set now stands in any case.
            for name in now.get(f"{prefix}{section}.{WITHOUT}", ()):
                asked.pop(f"{prefix}{section}.{name}", None)
    both = asked | dict(now)
    for series in {key.removesuffix(f".{form}") for key in now for form in FORMS}:
        earlier, later = _forms(series, asked), _forms(series, now)
        if bare(series).startswith("series.") and earlier and later:
            both = {key: part for key, part in both.items() if key not in _keys(series)}
            forms = joined_series(earlier, later)
            both |= {f"{series}.{form}".rstrip("."): part for form, part in forms.items()}
    return both


def _keys(series: str) -> tuple[str, ...]:
    """Return the keys under which something is asked of a series."""
    return (series, *(f"{series}.{form}" for form in FORMS))


def _forms(series: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is asked of a series, by form."""
    forms = dict(zip(("", *FORMS), _keys(series), strict=True))
    return {form: asked[key] for form, key in forms.items() if key in asked}


def event_parts(asked: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Return what is asked beside events, and what is asked of each stream, by form.

    Examples
    --------
    >>> event_parts({"months": 24, "events.court": "off"})
    ({'months': 24}, {'court': {'': 'off'}})
    """
    rest: dict[str, Any] = {}
    streams: dict[str, dict[str, Any]] = {}
    for key, value in asked.items():
        if key.startswith("events."):
            _, stream, *form = key.split(".")
            streams.setdefault(stream, {})[form[0] if form else ""] = value
        else:
            rest[key] = value
    return rest, streams


def event_keys(stream: str, forms: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is asked of a stream, by form, under full names.

    Examples
    --------
    >>> event_keys("court", {"": "off", "add": []})
    {'events.court': 'off', 'events.court.add': []}
    """
    return {f"events.{stream}.{form}".rstrip("."): part for form, part in forms.items()}
