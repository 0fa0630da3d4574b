"""What every record of a month holds: its fields in order, each from the registry that declares it.

`sim.spec.records` makes the records, and `sim.spec.records_stub` writes what editors and mypy know
of them.
"""

from typing import NamedTuple

from sim.spec import intermediate
from sim.spec.instruments import BELIEF_FIELDS, INSTRUMENT_BY_NAME
from sim.spec.levels import NO_YES
from sim.spec.parameters import BOUNDS, PARAMETERS
from sim.spec.preferences import TRAIT_BY_NAME, TRAIT_FIELDS
from sim.spec.streams import STREAMS
from sim.spec.switches import NEUTRAL, SWITCHES
from sim.spec.variables import FLOWS, INPUTS, STATES, Variable

__all__ = ["BELIEFS", "CHOSEN", "RECORDS", "RecordSpec", "fields_of"]


class RecordSpec(NamedTuple):
    """One record: what it is, and its fields. `type` is that of each of them."""

    name: str
    meaning: str
    fields: tuple[Variable, ...]
    type: str = "float"


_CHOICES = {
    variable.name.removeprefix("choice_"): variable
    for variable in FLOWS
    if variable.name.startswith("choice_")
}

#: Last month's choices.
CHOSEN = tuple(
    variable._replace(name=f"chosen_{name}", meaning=variable.meaning.replace("chosen", "last"))
    for name, variable in _CHOICES.items()
)

#: What the record makes everybody believe of each option but the first.
BELIEFS = tuple(
    Variable(
        field,
        "",
        0,
        1,
        f"Believed frequency of {name} = {INSTRUMENT_BY_NAME[name].options[number]}",
        "E0",
    )
    for field, name, number in BELIEF_FIELDS
)

_LAW = {"uniform": (0, 1), "normal": (-7, 7)}


def _trait(field: str, capital: str, name: str) -> Variable:
    trait = TRAIT_BY_NAME[name]
    meaning = f"{trait.meaning.rstrip('.')} ({capital.title()}'s leader)"
    return Variable(field, f"{trait.symbol}", trait.low, trait.high, meaning)


_PARAMETERS = tuple(
    Variable(
        one.name,
        one.symbol,
        *BOUNDS[one.kind],
        f"{one.meaning}; default {one.default:g}, of {one.owner}",
        unit=one.unit,
    )
    for one in PARAMETERS
)

RECORDS = (
    RecordSpec(
        "State",
        "What one month hands to the next: stocks, last choices, beliefs.",
        (*STATES, *CHOSEN, *BELIEFS),
    ),
    RecordSpec("Stock", "The stocks of a month: the state without choices and beliefs.", STATES),
    RecordSpec("Flow", "What happens within a month; recorded beside the stocks.", FLOWS),
    RecordSpec(
        "Reading",
        "What happens within a month, without the choices.",
        tuple(variable for variable in FLOWS if not variable.name.startswith("choice_")),
    ),
    RecordSpec("Input", "What a world gives from outside in one month.", INPUTS),
    RecordSpec(
        "Trait",
        "The traits of the leaders in office in one month.",
        tuple(_trait(*field) for field in TRAIT_FIELDS),
    ),
    RecordSpec(
        "Draw",
        "One month's draws, one a stream: uniforms in (0, 1) and standard normals.",
        tuple(
            Variable(s.name, "", *_LAW[s.law], f"A {s.law} draw of this stream") for s in STREAMS
        ),
    ),
    RecordSpec("Parameter", "One number for each parameter of behaviour.", _PARAMETERS),
    RecordSpec(
        "Switch",
        "True where a mechanism is on.",
        tuple(
            Variable(
                name,
                f"M{number:02d}",
                0,
                1,
                f"Off: {NEUTRAL[name]}",
                f"E{number}",
                levels=NO_YES,
            )
            for number, name in enumerate(SWITCHES, start=1)
        ),
        "bool",
    ),
    RecordSpec(
        "Choice",
        "One option of each instrument, by its number.",
        tuple(variable._replace(name=name) for name, variable in _CHOICES.items()),
    ),
    RecordSpec("Memory", "What is believed of each option after a month.", BELIEFS),
    RecordSpec(
        "Ally",
        "One ally as the record shows it at the start of a month. Traits are its leader's own.",
        intermediate.ALLY,
    ),
    RecordSpec(
        "Record",
        "What the public record shows at the start of a month, by mechanism.",
        intermediate.RECORD,
    ),
    RecordSpec(
        "Happening",
        "Events of one month, and the choices that they turn on.",
        intermediate.HAPPENING,
    ),
    RecordSpec("Meeting", "The month's meeting of the two leaders.", intermediate.MEETING),
    RecordSpec("Concession", "What is conceded to the month's demands.", intermediate.CONCESSION),
    RecordSpec("Relations", "The relations that a month moves, after it.", intermediate.RELATIONS),
    RecordSpec(
        "Shown",
        "Relations that are read from the record after a month.",
        intermediate.SHOWN,
    ),
)

_FIELDS = {record.name: tuple(one.name for one in record.fields) for record in RECORDS}


def fields_of(record: str) -> tuple[str, ...]:
    """Return the fields of a record, by name and in order.

    Examples
    --------
    >>> fields_of("Meeting")
    ('visit', 'encounter', 'weight')
    """
    return _FIELDS[record]
