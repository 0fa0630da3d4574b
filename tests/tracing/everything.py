"""Every operation of a trace as an output, so that none can hide behind the next."""

from dataclasses import replace

from sim.tracing.symbol import FLAG, FLOAT, WORD, Operation
from sim.tracing.trace import Trace


def everything(trace: Trace) -> Trace:
    """Return a trace whose outputs, of one group `all`, are all operations as floats.

    A condition is 1.0 or 0.0. Words are there once they are below 2**32, as their floats.
    """
    operations, outputs = [], []
    moved = {}
    one_, zero = Operation("constant", FLOAT, (), 1.0), Operation("constant", FLOAT, (), 0.0)
    operations += [one_, zero]
    for place, one in enumerate(trace.operations):
        moved[place] = len(operations)
        operations.append(one._replace(operands=tuple(moved[k] for k in one.operands)))
        if not one.operands:
            continue
        shown = moved[place]
        if one.type == FLAG:
            operations.append(Operation("where", FLOAT, (shown, 0, 1)))
            shown = len(operations) - 1
        elif one.type == WORD:
            if one.kind != "and":
                continue
            operations.append(Operation("to_float", FLOAT, (shown,)))
            shown = len(operations) - 1
        outputs.append(("all", len(outputs), shown))
    fields = {**trace.fields, "all": tuple(map(str, range(len(outputs))))}
    return replace(trace, operations=tuple(operations), outputs=tuple(outputs), fields=fields)


def with_constant(trace: Trace, old: float, new: float) -> Trace:
    """Return a trace in which one number is another."""
    found = [k for k, one in enumerate(trace.operations) if one.value == old]
    assert found, old
    operations = list(trace.operations)
    for k in found:
        operations[k] = operations[k]._replace(value=new)
    return replace(trace, operations=tuple(operations))
