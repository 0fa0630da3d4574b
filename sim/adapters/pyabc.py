"""pyABC: a prior over keys, and a model whose every simulation has luck of its own."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from sim.adapters.evaluated import Evaluated
from sim.methods.design import bounds_of
from sim.methods.extra import extra
from sim.spec.world import World

__all__ = ["pyabc_model", "pyabc_prior"]


def pyabc_prior(over: Any, world: World | None = None) -> Any:
    """Return a uniform prior over keys, between the ends that `sim.design` finds.

    Examples
    --------
    >>> list(pyabc_prior(["traits.rivalry"]))
    ['traits.rivalry']
    """
    pyabc = extra("pyabc", "calibration")
    ends = bounds_of(over, world)
    return pyabc.Distribution(
        {key: pyabc.RV("uniform", low, high - low) for key, (low, high) in ends.items()}
    )


def pyabc_model(
    world: World, over: Any, outcomes: str | Sequence[str], **how: Any
) -> Callable[[Mapping[str, float]], dict[str, float]]:
    """Return a model: from a parameter of `pyabc_prior` to means of outcomes.

    Parameters
    ----------
    how : replicates, threads, and seed: None, as pyABC wants it, takes a new one from numpy's own
        generator in each simulation

    Examples
    --------
    >>> import sim
    >>> model = pyabc_model(sim.load("neglect"), ["traits.rivalry"], "summits", replicates=4)
    >>> list(model({"traits.rivalry": 0.5}))
    ['summits']
    """
    seed = how.pop("seed", None)
    return partial(_simulate, Evaluated.of(world, over, outcomes, **how), seed)


def _simulate(
    asked: Evaluated, seed: int | None, parameter: Mapping[str, float]
) -> dict[str, float]:
    # pyABC seeds numpy's own generator in each of its processes.
    new = int(np.random.randint(2**31)) if seed is None else seed  # noqa: NPY002
    point = {key: float(parameter[key]) for key in asked.bounds}
    return dataclasses.replace(asked, seed=new)([point])[0]
