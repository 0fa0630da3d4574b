"""What a world's file may hold: each field declared once, with its kind and its meaning.

Its checks, and the JSON Schema that editors read (`sim.scenario.schema`), come from here. Names,
bounds, units and meanings are those of the registry in `sim.spec`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.errors import WrongKind
from sim.scenario.dated import Dated, SeriesPoints, Terms
from sim.scenario.fields import Changing, Sourced, Window
from sim.scenario.folder import check_name
from sim.spec.event_change import FORMS
from sim.spec.events import EVENT_STREAMS, STREAM_SOURCES
from sim.spec.instruments import BELIEF_FIELDS, INSTRUMENTS
from sim.spec.kind import Choice, Flag, Kind, Number, Schema, Text, explained
from sim.spec.kind_of_many import Named, Record
from sim.spec.outcomes import OwnOutcome
from sim.spec.own_outcome import outcome_of
from sim.spec.parameters import BOUNDS, PARAMETERS
from sim.spec.parameters.declaration import ParameterSpec
from sim.spec.preferences import CAPITALS, TRAITS, TraitSpec
from sim.spec.switches import NEUTRAL, SWITCHES
from sim.spec.turnover import CAPITAL, KEY, MOST_CALENDARS
from sim.spec.variables import SERIES, STATES

__all__ = ["LEADER", "NOT_IN_TABLES", "START_FIELDS", "TABLE", "WORLD"]

#: What names of worlds, tables and leaders are made of.
_NAME = "^[a-z0-9_]{1,80}$"

_PARAMETERS = {parameter.name: parameter for parameter in PARAMETERS}

#: What a block of start values may hold: (low, high, whole, meaning), by State field.
START_FIELDS = (
    {state.name: (state.low, state.high, state.kind == "level", state.meaning) for state in STATES}
    | {
        f"chosen_{one.name}": (0, len(one.options) - 1, True, f"Last choice of {one.name}")
        for one in INSTRUMENTS
    }
    | {
        name: (0, 1, False, f"Believed frequency of '{option}' in {instrument}")
        for name, instrument, option in BELIEF_FIELDS
    }
)


def _check_leader(name: str, place: str, field: str) -> None:
    """Raise for a name that no leader may have."""
    check_name(name, place, field)
    if name in CAPITALS:
        raise WrongKind(f"'{name}'", "a name that is no capital's", place=place, field=field)
    if name in FORMS:
        raise WrongKind(f"'{name}'", "a leader's name, or 'without'", place=place, field=field)


def _trait(trait: TraitSpec) -> Kind:
    """Return the kind of a coded trait."""
    meaning = explained(trait.meaning, trait.low, trait.high)
    return Sourced(trait.low, trait.high, coded=True, meaning=meaning)


def _parameter(parameter: ParameterSpec) -> Kind:
    """Return the kind of a parameter of behaviour."""
    low, high = BOUNDS[parameter.kind]
    prior = " to ".join(f"{end:g}" for end in parameter.prior)
    words = f"{parameter.meaning}; {parameter.default:g} unless said, prior {prior}"
    meaning = explained(words, low, high, parameter.unit)
    return Sourced(low, high, meaning=meaning)


@dataclass(frozen=True)
class _Turnover(Kind):
    """The number of a drawn calendar; nothing leaves the capital's own as it is."""

    capital: str

    def read(self, value: Any, place: str = "", field: str = "") -> int | None:
        if self.capital != CAPITAL:
            wanted = f"'{KEY}': of no other capital does the record give a hazard here"
            raise WrongKind(f"'{field}'", wanted, place=place, field=field)
        number = Number(1, MOST_CALENDARS, whole=True)
        return None if value is None else number.read(value, place, field)

    def shape(self, shared: Schema) -> Schema:
        return {"type": ["integer", "null"], "minimum": 1, "maximum": MOST_CALENDARS}


@dataclass(frozen=True)
class _Measured(Kind):
    """An outcome of one's own; 'off' takes away the one that a parent declares."""

    def read(self, value: Any, place: str = "", field: str = "") -> OwnOutcome | None:
        return outcome_of(value, field.rpartition(".")[2], place=place, field=field)

    def shape(self, shared: Schema) -> Schema:
        text = {"type": "string"}
        parts = {"measure": text, "unit": {"type": ["string", "number"]}, "meaning": text}
        whole = {"type": "object", "properties": parts, "additionalProperties": False}
        return {"anyOf": [text, {**whole, "required": ["measure"]}]}


#: What a file may say of a leader.
LEADER = Record(
    {
        "capital": Choice("capital", CAPITALS, meaning="Where the leader holds office."),
        "title": Text(meaning="How the leader is called."),
        "ideology": Sourced(
            0, 1, coded=True, ranged=False, meaning="What all see on entry: 0 left to 1 right."
        ),
        "caretaker": Flag(meaning="Whether the leader only acts for one to come."),
        "traits": Record(
            {trait.name: _trait(trait) for trait in TRAITS},
            word="trait",
            without=True,
            meaning="Preferences; those left out take the capital's prior under 'silent'.",
        ),
    }
)

#: How each section of a file is read.
_SECTIONS: Mapping[str, Kind] = {
    "start_values": Record(
        {
            name: Sourced(low, high, ranged=False, whole=whole, meaning=explained(words, low, high))
            for name, (low, high, whole, words) in START_FIELDS.items()
        },
        word="start value",
        without=True,
        meaning="Every stock before the first month, in place of 'start'.",
    ),
    "calendar": Record(
        {capital: Terms(meaning=f"Who holds {capital}, by date.") for capital in CAPITALS},
        word="capital",
        meaning="Who holds each capital, and from when.",
    ),
    "silent": Record(
        {
            capital: Record(
                {trait.name: _trait(trait) for trait in TRAITS if capital in trait.capitals},
                word=f"trait of {capital}",
                without=True,
            )
            for capital in CAPITALS
        },
        word="capital",
        meaning="Priors for leaders on whom the articles are silent.",
    ),
    "leaders": Named(
        LEADER,
        check=_check_leader,
        without=True,
        pattern=f"^(?!({'|'.join(CAPITALS)})$){_NAME.removeprefix('^')}",
        meaning="Leaders by name: capital, title, ideology, traits.",
    ),
    "series": Record(
        {
            name: SeriesPoints(one, meaning=explained(one.meaning, one.low, one.high, one.unit))
            for name, one in SERIES.items()
        },
        word="series",
        meaning="Structural series, linear between their points.",
    ),
    "streams": Record(
        {
            stream.name: Choice("source of a stream", STREAM_SOURCES, meaning=stream.meaning)
            for stream in EVENT_STREAMS
        },
        word="event stream",
        meaning="Where each stream's events come from: given, generated or off.",
    ),
    "events": Record(
        {stream.name: Dated(stream, meaning=stream.meaning) for stream in EVENT_STREAMS},
        word="event stream",
        meaning="Dated events of given streams, or what changes in the parent's.",
    ),
    "switches": Record(
        {name: Flag(meaning=f"Off: {NEUTRAL[name]}.") for name in SWITCHES},
        word="switch",
        without=True,
        meaning="Mechanisms on or off; on unless said.",
    ),
    "parameters": Record(
        {name: _parameter(parameter) for name, parameter in _PARAMETERS.items()},
        word="parameter",
        without=True,
        meaning="Parameters of behaviour that differ from their defaults.",
    ),
    "turnover": Record(
        {capital: _Turnover(capital) for capital in CAPITALS},
        word="capital",
        meaning="Tokyo's months after the record, from a drawn calendar.",
    ),
    "outcomes": Named(
        _Measured(meaning="A measure of a run's months, such as share(relation_jpn_kor < 0)."),
        without=True,
        pattern="^[a-z][a-z0-9_]{0,63}$",
        meaning="Outcomes of one's own by name, computed beside the shipped ones.",
    ),
}

#: A world's file.
WORLD = Record(
    {
        "name": Text(meaning="The file's own name, if it is said."),
        "title": Text(meaning="One line that names the world."),
        "description": Text(meaning="What the world is, in a few sentences."),
        "inherits": Text(pattern=_NAME, meaning="A world whose file this one changes."),
        "start": Text(pattern=_NAME, meaning="A world from whose run each replicate begins."),
        "expects": Text(meaning="What the articles expect, and who inferred it."),
        "window": Window(meaning="First and last month, both included."),
        "sources": Changing(Text(), meaning="Paragraphs or keys that the world rests on."),
        "tables": Changing(Text(pattern=_NAME), meaning="Shared tables, laid over the parent."),
        **_SECTIONS,
    },
    one_of=("start", "start_values"),
)

#: What no shared table may hold.
NOT_IN_TABLES = ("inherits", "start", "window", "tables", "streams", "expects", "turnover")

#: A table that worlds share.
TABLE = Record({key: kind for key, kind in WORLD.fields.items() if key not in NOT_IN_TABLES})
