"""The batch beside other compilers and libraries that run the same operations.

Two comparisons. With C, everything that a chunk returns is made by both, to the bit, and worlds
differ in how much of them is recorded. With Numba, NumPy and JAX nothing is recorded: months alone.
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from unittest import mock

from sim.engine import code as code_module
from sim.engine import loop
from sim.engine.batch import run_chunk
from sim.engine.code import Code, numba_code, traced_code
from sim.engine.native import MachineFunction
from sim.engine.plan import Plan, compile_world
from sim.scenario import load
from tests.benchmarks import array_month, c_month

__all__ = ["BATCH", "WORLDS", "against_c", "months_alone"]

Task = Callable[[int], int]

WORLDS = ("second_trump_term", "baseline_hindcast", "biden_style_mediation")
BATCH = "batch"
NUMBA = "ordinary Numba, one lane"
NUMPY = "NumPy across {:,} replicates"
JAX = "JAX on the CPU, {:,} replicates"


@contextlib.contextmanager
def using(how: Code | None = None, rows: MachineFunction | None = None) -> Iterator[None]:
    """Run chunks with another code of the month, or another loop, for a while."""
    with contextlib.ExitStack() as stack:
        if how is not None:
            stack.enter_context(mock.patch.object(code_module, "code", return_value=how))
        if rows is not None:
            stack.enter_context(mock.patch.object(loop, "compiled_loop", return_value=rows))
        yield


def _chunk(plan: Plan, count: int, how: Code | None, rows: MachineFunction | None) -> Task:
    def run(number: int) -> int:
        with using(how, rows):
            run_chunk(plan, 1, number * count, count)
        return count * len(plan.timeline.segment)

    return run


def against_c(world: str, count: int) -> dict[str, Task]:
    """Return the batch and the same in C, by name; a compiler that is not there has no row."""
    plan = compile_world(load(world))
    tasks = {BATCH: _chunk(plan, count, None, None)}
    for lanes, kind in ((c_month.width(), "vectors"), (1, "scalar")):
        for compiler in c_month.found():
            made = c_month.compiled(compiler, lanes)
            tasks[f"{compiler}, {kind}"] = _chunk(plan, count, traced_code(lanes), made)
    return tasks


def unrecorded(plan: Plan) -> Plan:
    """Return a plan that records nothing of its months."""
    last = len(plan.timeline.segment)
    return replace(plan, timeline=plan.timeline._replace(first_recorded=last))


def months_alone(count: int) -> dict[str, Task]:
    """Return ways to run the months of a world and to keep nothing."""
    plan = unrecorded(compile_world(load(WORLDS[0])))
    months = len(plan.timeline.segment)

    def arrays(run: Callable[[int], object], replicates: int, number: int) -> int:
        run(number)
        return replicates * months

    tasks = {
        BATCH: _chunk(plan, count, None, None),
        NUMBA: _chunk(plan, max(8, count // 16), numba_code(), None),
    }
    for replicates in (1_024, 4_096):
        run = partial(array_month.in_numpy, plan, replicates)
        tasks[NUMPY.format(replicates)] = partial(arrays, run, replicates)
    in_jax = array_month.in_jax(plan, 1_024)
    if in_jax is not None:
        tasks[JAX.format(1_024)] = partial(arrays, in_jax, 1_024)
    return tasks
