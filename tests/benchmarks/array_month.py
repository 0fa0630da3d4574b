"""The month on whole arrays, a replicate a place: NumPy, and JAX compiled by XLA.

Printed from the trace as a Python function whose operations are the library's own. Draws are the
library's own too, as its users would have them, so only the arithmetic is the model's.
"""

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from sim.engine.plan import Plan
from sim.spec.parameters import PARAMETER_FIELDS
from sim.spec.preferences import TRAIT_FIELDS
from sim.spec.streams import STREAMS
from sim.spec.variables import STATE_FIELDS
from sim.tracing.month import trace_month
from sim.tracing.symbol import FLOAT
from sim.tracing.trace import Trace

__all__ = ["in_jax", "in_numpy", "source"]

_SIGNS = {"add": "+", "sub": "-", "mul": "*", "div": "/", "lt": "<", "le": "<=", "gt": ">",
          "ge": ">=", "eq": "==", "and": "&", "or": "|"}  # fmt: skip
_CALLS = {
    "where": "xp.where({}, {}, {})",
    "neg": "-{}",
    "two_to": "xp.exp2({})",
    "mantissa": "split({})[0]",
    "exponent": "split({})[1]",
}


def source(trace: Trace) -> str:
    """Return the text of ``month(xp, split, on, s, t, i, d, p, time)``: (after, flow)."""
    lines = ["def month(xp, split, on, s, t, i, d, p, time):"]
    names = []
    for number, one in enumerate(trace.operations):
        if one.kind == "input":
            names.append(f"{one.value[0]}[{one.value[1]}]")
        elif one.kind == "constant":
            value = one.value
            names.append(repr(value) if value == value or one.type != FLOAT else "xp.nan")
        else:
            parts = [names[k] for k in one.operands]
            sign = _SIGNS.get(one.kind)
            text = f"{parts[0]} {sign} {parts[1]}" if sign else _CALLS[one.kind].format(*parts)
            lines.append(f"    v{number} = {text}")
            names.append(f"v{number}")
    for group in ("after", "flow"):
        values = ", ".join(names[of] for g, _, of in trace.outputs if g == group)
        lines.append(f"    {group} = [{values}]")
    return "\n".join([*lines, "    return after, flow"])


@functools.cache
def _month() -> Callable[..., Any]:
    names: dict[str, Any] = {}
    exec(source(trace_month()), names)
    month: Callable[..., Any] = names["month"]
    return month


def _split(xp: Any) -> Callable[[Any], tuple[Any, Any]]:
    """Return `sim.mechanisms.primitive.split` on arrays."""

    def split(x: Any) -> tuple[Any, Any]:
        mantissa, exponent = xp.frexp(x)
        low = mantissa < 0.70710678118654752
        return xp.where(low, mantissa + mantissa, mantissa), xp.where(low, exponent - 1.0, exponent)

    return split


def _begun(plan: Plan, count: int, rng: np.random.Generator) -> tuple[Any, Any, Any]:
    """Return state, traits of all leaders, and parameters of every segment, as arrays."""
    timeline = plan.timeline
    state = np.repeat(timeline.start[:, None], count, axis=1)
    u = rng.random((len(timeline.trait_low), count))
    traits = timeline.trait_low[:, None] + timeline.trait_span[:, None] * u
    return state, traits, timeline.parameters


_NORMAL = np.array([stream.law == "normal" for stream in STREAMS])


def in_numpy(plan: Plan, count: int, seed: int) -> np.ndarray:
    """Run all months of so many replicates; return the last state, (state, replicates)."""
    month, split, rng = _month(), _split(np), np.random.Generator(np.random.SFC64(seed))
    state, traits, parameters = _begun(plan, count, rng)
    timeline = plan.timeline
    with np.errstate(all="ignore"):
        for m in range(len(timeline.segment)):
            segment = timeline.segment[m]
            draws = rng.random((len(STREAMS), count))
            draws[_NORMAL] = rng.standard_normal((int(_NORMAL.sum()), count))
            state, _ = month(
                np,
                split,
                timeline.switches[segment],
                state,
                traits[timeline.trait_slot[m]],
                timeline.inputs[m],
                draws,
                parameters[segment],
                (timeline.elapsed[m],),
            )
    return np.array([np.broadcast_to(one, count) for one in state])


def in_jax(plan: Plan, count: int) -> Callable[[int], Any] | None:
    """Return a function of a seed that runs all months, compiled; None where there is no JAX."""
    try:
        import jax
    except ImportError:
        return None
    jax.config.update("jax_enable_x64", True)
    xp = jax.numpy
    month, split, timeline = _month(), _split(xp), plan.timeline
    state, _, _ = _begun(plan, count, np.random.default_rng(0))
    given = (
        timeline.switches[timeline.segment],
        timeline.trait_slot,
        timeline.inputs,
        timeline.parameters[timeline.segment],
        timeline.elapsed,
    )
    assert timeline.parameters.shape[1] == len(PARAMETER_FIELDS)

    def run(seed: Any) -> Any:
        key, other = jax.random.split(jax.random.key(seed))
        u = jax.random.uniform(other, (len(timeline.trait_low), count))
        traits = timeline.trait_low[:, None] + timeline.trait_span[:, None] * u

        def move(carry: Any, this: Any) -> Any:
            state, key = carry
            on, slots, inputs, parameters, elapsed = this
            key, one, two = jax.random.split(key, 3)
            draws = jax.random.uniform(one, (len(STREAMS), count))
            normals = jax.random.normal(two, (int(_NORMAL.sum()), count))
            draws = draws.at[xp.asarray(np.flatnonzero(_NORMAL))].set(normals)
            after, _ = month(
                xp, split, on, state, traits[slots], inputs, draws, parameters, (elapsed,)
            )
            return (xp.stack([xp.broadcast_to(one, (count,)) for one in after]), key), None

        return jax.lax.scan(move, (xp.asarray(state), key), given)[0][0]

    assert len(STATE_FIELDS) == len(state)
    assert timeline.trait_slot.shape[1] == len(TRAIT_FIELDS)
    compiled = jax.jit(run)
    return lambda seed: compiled(seed).block_until_ready()
