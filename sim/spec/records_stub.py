"""What editors and mypy know of the records of a month: a stub, written from the registry.

Beside each field stands what it means, its symbol, bounds, unit and equation, where an editor looks
that is asked about a name. `python -m sim.spec.tables --write` writes it with the tables.
"""

from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

from sim.spec.record_fields import RECORDS, RecordSpec
from sim.spec.variables import Variable

__all__ = ["STUB", "records_stub"]

#: The stub that stands beside `sim.spec.records`.
STUB = Path(__file__).with_name("records.pyi")

_HEAD = '''"""The records of a month, field by field. Written from the registry by `make tables`."""

from typing import Final, NamedTuple
'''
_WIDTH = 96  # of text within its quotes, four columns in


def _said(field: Variable) -> str:
    """Return what a field is, in one sentence and the figures."""
    unit = "" if field.unit == "1" else f" {field.unit}"
    symbol = f"{field.symbol}, " if field.symbol else ""
    equation = f", {field.equation}" if field.equation else ""
    return f"{field.meaning}. {symbol}{field.low:g} to {field.high:g}{unit}{equation}."


def _lines(record: RecordSpec) -> Iterator[str]:
    yield from ("", f"class {record.name}(NamedTuple):", f'    """{record.meaning}"""', "")
    for field in record.fields:
        yield f"    {field.name}: {record.type}"
        said = _said(field)
        if len(said) + 6 <= _WIDTH:
            yield f'    """{said}"""'
        else:
            first, *rest = wrap(said, _WIDTH - 3)
            yield f'    """{first}'
            yield from (f"    {line}" for line in rest)
            yield '    """'


def records_stub() -> str:
    """Return the text of the stub.

    Examples
    --------
    >>> "relation_jpn_kor: float" in records_stub()
    True
    """
    lines = [line for record in RECORDS for line in _lines(record)]
    return "\n".join([_HEAD.rstrip(), *lines, "", "DEFAULTS: Final[Parameter]", ""])
