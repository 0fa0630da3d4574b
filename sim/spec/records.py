"""The records of a month: named tuples of plain numbers, so that the month can be written once.

Their fields come from the registry. What each field means, its unit and bounds stand in
`records.pyi`, which `make tables` writes: there editors and mypy look.
"""

from collections import namedtuple

from sim.spec.parameters import PARAMETERS
from sim.spec.record_fields import fields_of

__all__ = [
    *("DEFAULTS", "Ally", "Choice", "Concession", "Draw", "Flow", "Happening", "Input", "Meeting"),
    *("Memory", "Parameter", "Reading", "Record", "Relations", "Shown", "State", "Stock"),
    *("Switch", "Trait"),
]

State = namedtuple("State", fields_of("State"))
Stock = namedtuple("Stock", fields_of("Stock"))
Flow = namedtuple("Flow", fields_of("Flow"))
Reading = namedtuple("Reading", fields_of("Reading"))
Input = namedtuple("Input", fields_of("Input"))
Trait = namedtuple("Trait", fields_of("Trait"))
Draw = namedtuple("Draw", fields_of("Draw"))
Parameter = namedtuple("Parameter", fields_of("Parameter"))
Switch = namedtuple("Switch", fields_of("Switch"))
Choice = namedtuple("Choice", fields_of("Choice"))
Memory = namedtuple("Memory", fields_of("Memory"))
Ally = namedtuple("Ally", fields_of("Ally"))
Record = namedtuple("Record", fields_of("Record"))
Happening = namedtuple("Happening", fields_of("Happening"))
Meeting = namedtuple("Meeting", fields_of("Meeting"))
Concession = namedtuple("Concession", fields_of("Concession"))
Relations = namedtuple("Relations", fields_of("Relations"))
Shown = namedtuple("Shown", fields_of("Shown"))

#: What every world uses of each parameter unless it says otherwise.
DEFAULTS = Parameter(*(parameter.default for parameter in PARAMETERS))
