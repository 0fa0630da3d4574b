"""SALib: its problem, and a function from samples to outcomes."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.adapters.evaluated import Evaluated
from sim.methods.design import bounds_of, problem_of
from sim.spec.world import World

__all__ = ["salib_evaluate", "salib_problem"]


def salib_problem(
    over: Any, outcomes: str | Sequence[str], world: World | None = None
) -> dict[str, Any]:
    """Return keys with their ends and outcomes as SALib's problem, for its ProblemSpec too.

    Examples
    --------
    >>> salib_problem(["traits.rivalry"], "summits")["bounds"]
    [[0.0, 1.0]]
    """
    names = [outcomes] if isinstance(outcomes, str) else list(outcomes)
    return {**problem_of(bounds_of(over, world)), "outputs": names}


def salib_evaluate(
    world: World, over: Any, outcomes: str | Sequence[str], **how: Any
) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    """Return a function from samples (point, key) to outcomes (point, outcome), (point,) of one.

    Parameters
    ----------
    world, over, outcomes, how
        As in `sim.sensitivity`; `how` may say replicates, seed and threads.

    Examples
    --------
    >>> import sim
    >>> run = salib_evaluate(sim.load("neglect"), ["traits.rivalry"], "summits", replicates=4)
    >>> run(np.array([[0.2], [0.8]])).shape
    (2,)
    """
    return partial(_evaluate, Evaluated.of(world, over, outcomes, **how))


def _evaluate(asked: Evaluated, samples: NDArray[np.float64]) -> NDArray[np.float64]:
    keys = list(asked.bounds)
    rows = np.atleast_2d(np.asarray(samples, dtype=np.float64)).tolist()
    found = asked([dict(zip(keys, row, strict=True)) for row in rows])
    values = np.array([list(one.values()) for one in found])
    return values[:, 0] if values.shape[1] == 1 else values
