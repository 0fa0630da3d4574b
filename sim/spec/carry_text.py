"""What a month only carries over, as a mechanism: `sim/mechanisms/carry.py`, from the registry.

Last choices, beliefs and recorded choices have a field for each instrument or option, and no
thought of their own. So their lines are written with the tables: an option more is declared, and
there.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sim.spec.instruments import BELIEF_FIELDS, CHOICE_FIELDS, INSTRUMENT_BY_NAME, InstrumentSpec
from sim.spec.record_fields import fields_of

__all__ = ["CARRY", "carry_text"]

#: The file that is written.
CARRY = Path(__file__).parents[1] / "mechanisms" / "carry.py"

_HEAD = '''"""What a month only carries over: choices, and what is believed of them.  E0.

Written by `make tables` from the instruments and their options.
"""

from sim.mechanisms.arithmetic import kernel
from sim.mechanisms.choice import recall, same
from sim.spec.instruments import (
'''
_NEXT = """)
from sim.spec.records import Choice, Flow, Memory, Reading, State, Stock

__all__ = ["hand_on", "remember", "write_down"]
"""
_WIDTH = 100


def _numbers(instrument: InstrumentSpec) -> str:
    """Return the name under which the numbers of an instrument's options are imported."""
    return type(instrument.numbers).__name__.removeprefix("_").upper()


def _function(head: str, says: str, record: str, lines: Iterable[str]) -> Iterator[str]:
    yield from ("", "", "@kernel", f"def {head} -> {record}:", f'    """{says}"""')
    yield from (f"    return {record}(", *lines, "    )")


def _recalled(field: str, name: str, number: int) -> Iterator[str]:
    """Yield a belief as it is after the month, in as few lines as fit."""
    instrument = INSTRUMENT_BY_NAME[name]
    option = f"{_numbers(instrument)}.{instrument.options[number]}"
    given = (f"s.{field}", f"same(c.{name}, {option})", "gain")
    if len(line := f"        {field}=recall({', '.join(given)}),") <= _WIDTH:
        yield line
        return
    yield f"        {field}=recall("
    if len(line := f"            {', '.join(given)}") <= _WIDTH:
        yield line
    else:
        yield from (f"            {one}," for one in given)
    yield "        ),"


def carry_text() -> str:
    """Return the text of the mechanism.

    Examples
    --------
    >>> "chosen_jpn_neighbour=c.jpn_neighbour," in carry_text()
    True
    """
    used = sorted({_numbers(INSTRUMENT_BY_NAME[name]) for _, name, _ in BELIEF_FIELDS})
    chosen = [f"        chosen_{name}=c.{name}," for name in CHOICE_FIELDS]
    lines = [
        _HEAD + "\n".join(f"    {name}," for name in used),
        _NEXT.rstrip(),
        *_function(
            "remember(s: State, c: Choice, gain: float)",
            "Return what is believed of each option after choices `c`.",
            "Memory",
            (line for field in BELIEF_FIELDS for line in _recalled(*field)),
        ),
        *_function(
            "hand_on(stocks: Stock, c: Choice, memory: Memory)",
            "Return next month's state: its stocks, this month's choices, and what is believed.",
            "State",
            (
                *(f"        {name}=stocks.{name}," for name in fields_of("Stock")),
                *chosen,
                *(f"        {field}=memory.{field}," for field, _, _ in BELIEF_FIELDS),
            ),
        ),
        *_function(
            "write_down(read: Reading, c: Choice)",
            "Return what is recorded of a month beside the stocks: readings and choices.",
            "Flow",
            (
                *(f"        {name}=read.{name}," for name in fields_of("Reading")),
                *(f"        choice_{name}=c.{name}," for name in CHOICE_FIELDS),
            ),
        ),
    ]
    return "\n".join(lines) + "\n"
