"""`python -m sim.trace [quantity]`: the month as operations, and what moves a number.

It runs no world and reads no configuration, so it has no need of Hydra.
"""

import textwrap
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.subcommand import PlainCommand
from sim.errors import UnknownName, WrongKind

if TYPE_CHECKING:
    from sim.tracing.expression import Node
    from sim.tracing.trace import Trace

__all__ = ["COMMAND", "main"]

_HELP = """\
python -m sim.trace [quantity] [depth=N]

The month is a straight line of arithmetic. Without a quantity, this prints its operations, counted
by kind and by mechanism. With one, the quantity's expression: a line for each value that a
mechanism names, with its formula, file and line, and below it the values that it is made of; then
every input that it rests on.

  python -m sim.trace
  python -m sim.trace relation_jpn_kor
  python -m sim.trace summit_event depth=5
  python -m sim.trace approval_jpn depth=all
  python -m sim.trace --list          the quantities of a month

In a formula, s. is last month's state, t. a trait of a leader in office, i. an input of the world,
d. a draw, p. a parameter, on. a switch. depth=3 unless said; a value that stood before is not
taken apart again."""

_GROUPS = {
    "s": "last month's state",
    "t": "traits",
    "i": "inputs",
    "p": "parameters",
    "on": "switches",
    "d": "draws",
    "time": "calendar",
}
_DEPTH = 3
_WIDTH = 100


def _listed() -> list[str]:
    """Return the names of what a month makes, recorded or handed to the next month."""
    from sim.tracing.month import trace_month

    return _quantities(trace_month(named=True))


def _answer(names: list[str], values: dict[str, str]) -> None:
    """Print the operations of a month, or the expressions of quantities."""
    from sim.tracing.month import trace_month

    depth = _depth(values["depth"]) if "depth" in values else _DEPTH
    trace = trace_month(named=True)
    print("\n\n".join(_moved(trace, name, depth) for name in names) or _counted(trace))


def _depth(value: str) -> int | None:
    if value == "all":
        return None
    if not value.isascii() or not value.isdigit():
        raise WrongKind(value, "a whole number, or all", field="depth")
    return int(value)


def _quantities(trace: "Trace") -> list[str]:
    """Return the names of what a month makes, recorded or handed to the next month."""
    return [trace.fields[group][index] for group, index, _ in trace.outputs]


def _counted(trace: "Trace") -> str:
    """Return the operations by kind and by mechanism."""
    from sim.cli.listing import table

    done = [one for one in trace.operations if one.operands]
    kinds = Counter(one.kind for one in done)
    made = Counter(trace.calls[one.call - 1].mechanism for one in done)
    inputs = sum(one.kind == "input" for one in trace.operations)
    head = (
        f"A month is {len(done):,} operations on {inputs:,} inputs, equal ones counted once; "
        f"{len(trace.outputs):,} of them are what it makes."
    )

    def counts(found: Counter[str]) -> str:
        return table((name, f"{n:6,}", f"{n / len(done):6.1%}") for name, n in found.most_common())

    return "\n".join(
        (
            *textwrap.wrap(head, _WIDTH),
            "",
            "By kind",
            textwrap.indent(counts(kinds), "  "),
            "",
            "By mechanism, where an operation first stands",
            textwrap.indent(counts(made), "  "),
            "",
            "python -m sim.trace relation_jpn_kor shows one quantity; --list names them all.",
        )
    )


def _moved(trace: "Trace", name: str, depth: int | None) -> str:
    """Return a quantity's tree, and everything that it rests on."""
    from sim.tracing.expression import moved_by, tree

    index = trace.output(name)
    if index is None:
        raise UnknownName("quantity", name, _quantities(trace))
    nodes = list(tree(trace, index, name, depth))
    lines = [line for node in nodes for line in _shown(node)]
    if depth is not None and any(node.cut for node in nodes):
        lines.append(f"… goes on: depth={depth + 1}, or depth=all")
    inputs = moved_by(trace, index)
    lines.extend(("", f"{name} rests on"))
    for group, words in _GROUPS.items():
        if names := inputs.get(group):
            lines.extend(_wrapped(f"  {words} ({len(names)}): ", ", ".join(sorted(names))))
    return "\n".join(lines)


def _shown(node: "Node") -> Iterable[str]:
    """Return a node's lines: name and formula, then where it is made."""
    lead = "   " * node.depth
    where = "as above" if node.known else f"[{Path(node.source).as_posix()}]" if node.source else ""
    yield from _wrapped(f"{lead}{node.name} = ", node.formula, lead + "      ", where)


def _wrapped(lead: str, text: str, below: str = "      ", end: str = "") -> list[str]:
    whole = f"{text}  {end}".rstrip()
    return textwrap.wrap(
        whole, _WIDTH, initial_indent=lead, subsequent_indent=below, break_long_words=False
    ) or [lead.rstrip()]


COMMAND = PlainCommand(
    help=_HELP,
    keys=("depth",),
    answer=_answer,
    stopped="stopped; this command keeps nothing",
    listing=_listed,
)
main = COMMAND.main
