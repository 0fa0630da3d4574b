"""Which code runs the months: the trace compiled, ordinary Numba, or plain Python.

All give the same bits. The trace is taken where it can be; where it cannot, a line says why, and
ordinary Numba does the same months on one lane.
"""

import functools
import os
import warnings
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from sim.engine.native import Image, Processor, image, loaded, processor
from sim.errors import CannotTrace, SimWarning
from sim.spec.version import SOURCES, check_sources

__all__ = [
    "LANES",
    "NUMBA_IS_OFF",
    "TAKES",
    "Code",
    "code",
    "numba_code",
    "plain_code",
    "traced_code",
]

#: Replicates side by side in a batch: a line of the processor's cache holds one quantity of all.
LANES = 8

#: What each function takes, in order: p an array, i a whole number, d a float.
TAKES = {"draw": "piiii", "step": "pppppppppiiii", "observe": "ppdd", "conclude": "pd"}

NUMBA_IS_OFF = os.environ.get("NUMBA_DISABLE_JIT", "0") not in ("", "0")


class Code(NamedTuple):
    """The four functions of a month, for so many replicates side by side."""

    lanes: int
    draw: Callable[..., None]
    step: Callable[..., None]
    observe: Callable[..., None]
    conclude: Callable[..., None]

    def addresses(self) -> tuple[Any, ...]:
        """Return what compiled code calls them by; the functions themselves, where it is Python."""
        return tuple(getattr(one, "address", one) for one in self[1:])


@functools.cache
def traced_code(lanes: int, target: Processor | None = None) -> Code:
    """Return the trace compiled for a processor, by default this one.

    Raises
    ------
    CannotTrace
        A mechanism does what cannot be recorded.
    RuntimeError
        LLVM has no code for it.
    """
    check_sources()  # all that runs what was compiled before is loaded now
    target = target or processor()

    @functools.cache
    def text() -> str:
        from sim.engine.step import module_text

        check_sources()  # and now all that is compiled
        return module_text(lanes)

    def make() -> Image:
        from sim.engine.llvm import assembled

        return Image({name: name for name in TAKES}, [], assembled(text(), target))

    compiled = image("step", (SOURCES, lanes), target, text, make)
    return Code(lanes, *loaded(compiled, target, TAKES))


@functools.cache
def plain_code() -> Code:
    """Return the functions as plain Python, for one replicate."""
    from sim.engine import one_lane, outcomes

    check_sources()

    def step(table: Any, traits: Any, parameters: Any, *months: Any) -> None:
        one_lane.step(table[:, 0], traits[:, 0], parameters[:, :, 0], *months)

    def observe(table: Any, bins: Any, t: float, months: float) -> None:
        outcomes.observe(table[:, 0], bins[:, 0], t, months)

    def conclude(table: Any, months: float) -> None:
        outcomes.conclude(table[:, 0], months)

    return Code(1, one_lane.draw, step, observe, conclude)


@functools.cache
def numba_code() -> Code:
    """Return the functions as ordinary Numba compiles them, for one replicate."""
    from sim.engine.ordinary import FUNCTIONS
    from sim.engine.with_numba import made, meant

    check_sources()
    target, functions = processor(), []
    for name, (function, takes) in FUNCTIONS.items():
        meaning, make = partial(meant, function), partial(made, name, function, takes)
        compiled = image(f"ordinary-{name}", (SOURCES, name), target, meaning, make)
        functions += loaded(compiled, target, {name: TAKES[name]})
    return Code(1, *functions)


@functools.cache
def code(lanes: int = LANES) -> Code:
    """Return the code that runs the months, for so many lanes if it can be had for them."""
    if NUMBA_IS_OFF:
        return plain_code()
    try:
        return traced_code(lanes)
    except (CannotTrace, RuntimeError) as fault:
        instead = "the months run as ordinary Numba compiles them, in half a minute, and slower"
        warnings.warn(f"{fault}; {instead}", SimWarning, 2)
        return numba_code()
