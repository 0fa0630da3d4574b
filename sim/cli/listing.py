"""What can be named on the command line, as tables: `--list WHAT`, and parts of `--help`."""

import ast
import textwrap
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from sim.cli.argv import COMMANDS
from sim.cli.experiments import experiments
from sim.errors import UnknownName, visible
from sim.spec.events import EVENT_STREAMS
from sim.spec.outcomes import OUTCOMES
from sim.spec.parameters import BOUNDS, PARAMETERS
from sim.spec.preferences import LEADERS, TRAITS
from sim.spec.recorded import RECORDED
from sim.spec.switches import SWITCHES
from sim.spec.tenure import HAZARD, PREMIERS, RECORD
from sim.spec.turnover import KEY
from sim.spec.variables import SERIES

__all__ = ["LISTS", "NAMES", "OWN", "listed", "table"]

_MECHANISMS = Path(__file__).resolve().parents[1] / "mechanisms"


def table(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as columns two spaces apart, the last one as long as it likes."""
    rows = [tuple(map(visible, row)) for row in rows]
    if not rows:
        return "(none)"
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    widths[-1] = 0
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _span(low: float, high: float) -> str:
    """Return bounds as text."""
    return f"[{low:g}, {high:g}]"


def _scenarios(worlds: Path | None = None) -> str:
    from sim.scenario import catalogue

    return table((entry.name, entry.title) for entry in catalogue(worlds))


def _leaders() -> str:
    return table((capital, ", ".join(names)) for capital, names in LEADERS.items())


def _traits() -> str:
    return table(
        (trait.name, _span(trait.low, trait.high), ", ".join(trait.capitals), trait.meaning)
        for trait in TRAITS
    )


def _switches() -> str:
    """Return the switches with the first line of each mechanism's file, which is not imported."""
    rows = []
    for name in SWITCHES:
        source = (_MECHANISMS / f"{name}.py").read_text(encoding="utf-8")
        first = (ast.get_docstring(ast.parse(source)) or "").splitlines()[0]
        rows.append((name, first.rsplit(".  ", 1)[0].rstrip(".")))
    return table(rows)


def _parameters() -> str:
    rows = [("parameter", "default", "bounds", "prior", "unit", "mechanism", "meaning; source")]
    rows += [
        (
            parameter.name,
            f"{parameter.default:g}",
            _span(*BOUNDS[parameter.kind]),
            _span(*parameter.prior),
            parameter.unit,
            parameter.owner,
            f"{parameter.meaning}; {parameter.source}",
        )
        for parameter in PARAMETERS
    ]
    return table(rows)


def _series() -> str:
    return table(
        (series.name, _span(series.low, series.high), series.meaning) for series in SERIES.values()
    )


def _events() -> str:
    return table(
        (stream.name, _span(stream.low, stream.high), stream.meaning) for stream in EVENT_STREAMS
    )


def _parameter_sets(worlds: Path | None = None) -> str:
    from sim.scenario import parameter_set, parameter_sets

    sets = [parameter_set(name, worlds) for name in parameter_sets(worlds)]
    return table(
        (one.name, f"{len(one.rows)} draws of {len(one.names)}", one.source) for one in sets
    )


def _experiments() -> str:
    rows = ((experiment.name, experiment.question) for experiment in experiments())
    return table(rows)


def _commands() -> str:
    return table(COMMANDS.items())


def _turnover() -> str:
    """Return the record that drawn calendars rest on, and its hazard."""
    rows = table((one.since, one.name) for one in PREMIERS)
    return f"{rows}\n{KEY}  {HAZARD}\n{RECORD}"


def _outcomes() -> str:
    return table(
        (outcome.name, outcome.unit, _span(outcome.low, outcome.high), outcome.meaning)
        for outcome in OUTCOMES
    )


def _measures() -> str:
    """Return the words of a measure: what an outcome of one's own is made of."""
    from inspect import getdoc, signature

    from sim.spec.measure import VOCABULARY

    rows = []
    for word, function in VOCABULARY.items():
        taken = ", ".join(signature(function).parameters)
        rows.append((f"{word}({taken})", str(getdoc(function)).split("\n")[0]))
    chose = "chose(instrument, 'option')", "Return 1 in a month in which an option is taken."
    return table((*rows, chose))


def _variables() -> str:
    return table(
        (variable.name, variable.unit, _span(variable.low, variable.high), variable.meaning)
        for variable in RECORDED
    )


#: What `--list` can list.
LISTS: dict[str, Callable[..., str]] = {
    "scenarios": _scenarios,
    "experiments": _experiments,
    "commands": _commands,
    "leaders": _leaders,
    "traits": _traits,
    "switches": _switches,
    "parameters": _parameters,
    "parameter_sets": _parameter_sets,
    "series": _series,
    "events": _events,
    "turnover": _turnover,
    "outcomes": _outcomes,
    "variables": _variables,
    "measures": _measures,
}

#: What can follow `--list`: the studies of a results folder as well, which `sim.cli.studies` lists.
NAMES = (*LISTS, "studies")

#: Lists to which a folder of worlds adds.
OWN = ("scenarios", "parameter_sets")


def listed(what: str, indent: int = 0, worlds: Path | None = None) -> str:
    """Return one of the LISTS as text; some of them with what a folder of one's own holds.

    Raises
    ------
    UnknownName
        If there is no such list.

    Examples
    --------
    >>> print(listed("leaders").splitlines()[-1])
    pyongyang   kim
    """
    if what not in LISTS:
        raise UnknownName("list", what, NAMES)
    text = LISTS[what](worlds) if what in OWN else LISTS[what]()
    return textwrap.indent(text, " " * indent)
