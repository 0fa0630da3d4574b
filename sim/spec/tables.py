"""Write what the registry says: tables of MODEL.md and TABLES.md, a design, types of records.

A table stands between the lines ``<!-- table:NAME -->`` and ``<!-- /table -->``. What lies between
is written by ``python -m sim.spec.tables --write``. With ``--check`` nothing is written: files that
are out of date are named, and the exit status is 1.
"""

import functools
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from sim.spec.carry_text import CARRY, carry_text
from sim.spec.events import EVENT_STREAMS
from sim.spec.instruments import INSTRUMENTS
from sim.spec.levels import spelt
from sim.spec.outcomes import OUTCOMES
from sim.spec.parameters import BOUNDS, PARAMETERS
from sim.spec.preferences import TRAITS
from sim.spec.record_fields import RECORDS
from sim.spec.records_stub import STUB, records_stub
from sim.spec.streams import STREAMS
from sim.spec.switches import NEUTRAL, SWITCHES
from sim.spec.variables import FLOWS, INPUTS, STATES, Variable
from sim.spec.written import blocks_written, write_or_check

__all__ = ["DESIGN", "FILES", "TABLES", "each_mechanism_off", "filled", "main"]

#: Files that hold tables.
FILES = tuple(Path(__file__).with_name(name) for name in ("MODEL.md", "TABLES.md"))

#: The design that turns each mechanism off in turn.
DESIGN = Path(__file__).resolve().parents[2] / "conf" / "tables" / "each_mechanism_off.csv"

#: Records of which a month makes what it only uses itself.
_INTERMEDIATE = ("Ally", "Record", "Happening", "Meeting", "Concession")

_MARKERS = re.compile(
    r"(?P<open><!-- table:(?P<name>[a-z_]+) -->\n).*?(?P<close><!-- /table -->)", re.DOTALL
)
_PAIR = re.compile(r"(.+)_(?:jpn|kor)$")
_FAMILY = re.compile(r"(relation|choice|coordination|concession)_")
_PLACEHOLDER = {
    "relation": "<dyad>",
    "choice": "<instrument>",
    "coordination": "<issue>",
    "concession": "<issue>",
}


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for row in rows:
        cells = (str(cell).replace("|", "\\|") for cell in row)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _span(low: float, high: float) -> str:
    """Return '[low, high]' with no needless digits."""
    return f"[{low:g}, {high:g}]".replace("-", "−")


def _grouped(variables: Iterable[Variable]) -> Iterable[tuple[str, list[Variable]]]:
    """Yield (names as printed, variables): a family in one row, two allies too if alike."""
    groups: dict[str, list[Variable]] = {}
    for variable in variables:
        pair, family = _PAIR.match(variable.name), _FAMILY.match(variable.name)
        stem = pair[1] + variable.meaning.split(" (")[0] if pair else variable.name
        groups.setdefault(family[1] if family else stem, []).append(variable)
    for key, members in groups.items():
        if key in _PLACEHOLDER:
            yield f"`{key}_{_PLACEHOLDER[key]}`", members
        else:
            yield ", ".join(f"`{member.name}`" for member in members), members


def _meaning(members: Sequence[Variable]) -> str:
    """Return what a row means, without the ally's name where the row has both."""
    if len(members) == 1:
        return members[0].meaning
    if members[0].name.startswith("choice_"):
        return "Option chosen, by number"
    if members[0].name.startswith("relation_"):
        return "Relation: −1 hostile, 1 close"
    return members[0].meaning.split(" (")[0].rsplit(" on tariff", 1)[0]


def _symbol(members: Sequence[Variable]) -> str:
    """Return the symbols of a row."""
    if len(members) <= 2:
        return ", ".join(member.symbol for member in members if member.symbol)
    return members[0].symbol.split("_")[0] + "_·"


def _variables(variables: Iterable[Variable]) -> str:
    """Return a table of quantities."""
    return _table(
        ("name", "symbol", "bounds", "unit", "kind", "equation", "meaning"),
        (
            (
                name,
                _symbol(members),
                _span(members[0].low, max(member.high for member in members)),
                members[0].unit,
                members[0].kind,
                members[0].equation,
                _meaning(members),
            )
            for name, members in _grouped(variables)
        ),
    )


def _inputs() -> str:
    """Return the table of inputs; those of event streams are in the table of events."""
    of_events = {name for stream in EVENT_STREAMS for name in (stream.given, stream.generate)}
    return _table(
        ("name", "symbol", "bounds", "meaning"),
        (
            (name, _symbol(members), _span(members[0].low, members[0].high), _meaning(members))
            for name, members in _grouped(v for v in INPUTS if v.name not in of_events)
        ),
    )


def _intermediate() -> str:
    """Return the table of what one part of a month hands to the next, but for relations."""
    records = (record for record in RECORDS if record.name in _INTERMEDIATE)
    return _table(
        ("record", "field", "bounds", "unit", "equation", "meaning"),
        (
            (
                f"`{record.name}`",
                f"`{field.name}`",
                _span(field.low, field.high),
                field.unit,
                field.equation,
                field.meaning,
            )
            for record in records
            for field in record.fields
        ),
    )


def _events() -> str:
    """Return the table of event streams."""
    return _table(
        ("stream", "size", "filled by", "let generate by", "dyad", "meaning"),
        (
            (
                f"`{stream.name}`",
                _span(stream.low, stream.high),
                f"`{stream.given}`",
                f"`{stream.generate}`",
                stream.dyad,
                stream.meaning,
            )
            for stream in EVENT_STREAMS
        ),
    )


def _traits() -> str:
    """Return the table of traits."""
    return _table(
        ("trait", "symbol", "bounds", "capitals", "meaning"),
        (
            (f"`{t.name}`", t.symbol, _span(t.low, t.high), ", ".join(t.capitals), t.meaning)
            for t in TRAITS
        ),
    )


def _instruments() -> str:
    """Return the table of instruments and options."""
    return _table(
        ("instrument", "capital", "options", "meaning"),
        (
            (
                f"`{instrument.name}`",
                instrument.capital,
                spelt(instrument.options),
                instrument.meaning,
            )
            for instrument in INSTRUMENTS
        ),
    )


def _streams() -> str:
    """Return the table of random streams: one row a block, one column a word."""
    places = {(stream.block, stream.word): stream for stream in STREAMS}
    rows = []
    for block in range(max(stream.block for stream in STREAMS) + 1):
        row = [str(block)]
        for word in range(4):
            stream = places.get((block, word))
            law = " (normal)" if stream and stream.law == "normal" else ""
            row.append(f"`{stream.name}`{law}" if stream else "free")
        rows.append(row)
    return _table(("block", "word 0", "word 1", "word 2", "word 3"), rows)


def _switches() -> str:
    """Return the table of switches."""
    return _table(
        ("mechanism", "switch and file", "block", "off"),
        (
            (f"M{number:02d}", f"`{name}`", f"E{number}", NEUTRAL[name])
            for number, name in enumerate(SWITCHES, start=1)
        ),
    )


def _parameters() -> str:
    """Return the parameters, one table an owner."""
    numbers = {name: f"M{number:02d} " for number, name in enumerate(SWITCHES, start=1)}
    owners = [*SWITCHES, *dict.fromkeys(p.owner for p in PARAMETERS if p.owner not in numbers)]
    head = ("name", "symbol", "default", "prior", "bounds", "unit", "source", "meaning")
    parts = []
    for owner in owners:
        rows = [
            (
                f"`{p.name}`",
                p.symbol,
                f"{p.default:g}".replace("-", "−"),
                _span(*p.prior),
                _span(*BOUNDS[p.kind]),
                p.unit,
                p.source,
                p.meaning,
            )
            for p in PARAMETERS
            if p.owner == owner
        ]
        if rows:
            parts.append(f"### {numbers.get(owner, '')}{owner}\n\n" + _table(head, rows))
    return "\n" + "\n".join(parts) + "\n"


def _outcomes() -> str:
    """Return the table of outcomes."""
    return _table(
        ("outcome", "kind", "bounds", "unit", "meaning"),
        ((f"`{o.name}`", o.kind, _span(o.low, o.high), o.unit, o.meaning) for o in OUTCOMES),
    )


#: Every table by its name between the markers.
TABLES: dict[str, Callable[[], str]] = {
    "states": lambda: _variables(STATES),
    "flows": lambda: _variables(FLOWS),
    "intermediate": _intermediate,
    "inputs": _inputs,
    "events": _events,
    "traits": _traits,
    "instruments": _instruments,
    "streams": _streams,
    "switches": _switches,
    "parameters": _parameters,
    "outcomes": _outcomes,
}


def filled(text: str, place: str = "") -> str:
    r"""Return a text with every table written anew between its markers.

    Raises
    ------
    MalformedFile
        If a marker has no partner.
    UnknownName
        If a marker names no table.

    Examples
    --------
    >>> "wait" in filled("<!-- table:instruments -->\nwait\n<!-- /table -->")
    False
    """
    openings = ("<!-- table:", "<!-- /table -->")
    return blocks_written(text, _MARKERS, openings, TABLES, "table", place)


def each_mechanism_off() -> str:
    """Return the design that turns each mechanism off in turn, after all on, as CSV.

    Examples
    --------
    >>> each_mechanism_off().splitlines()[0].split(",")[1]
    'switches.mediation'
    """
    head = ",".join(f"switches.{name}" for name in SWITCHES)
    rows = [["null", *[""] * (len(SWITCHES) - 1)]]  # all on, in a row that is not empty
    rows += [["false" if a == b else "" for b in SWITCHES] for a in SWITCHES]
    return "\n".join([head, *(",".join(row) for row in rows)]) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check the tables; return the exit status, see `write_or_check`."""
    files: dict[Path, Callable[[str], str]] = {
        **{path: functools.partial(filled, place=path.name) for path in FILES},
        DESIGN: lambda _: each_mechanism_off(),
        STUB: lambda _: records_stub(),
        CARRY: lambda _: carry_text(),
    }
    return write_or_check("sim.spec.tables", __doc__, files, arguments)


if __name__ == "__main__":
    sys.exit(main())
