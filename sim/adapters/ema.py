"""EMA Workbench: a model with keys as uncertainties or levers, `__` in the place of dots."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from sim.adapters.evaluated import Evaluated, is_switch
from sim.methods.extra import extra
from sim.spec.world import World

__all__ = ["ema_model"]


def ema_model(
    world: World, over: Any, outcomes: str | Sequence[str], *, levers: Any = None, **how: Any
) -> Any:
    """Return a model of the EMA Workbench, for its `perform_experiments`.

    Parameters
    ----------
    over, levers : list of keys, or mapping of keys to (low, high)
        The model's uncertainties, and its levers; a switch is a BooleanParameter.
    how : replicates, seed and threads; with its MultiprocessingEvaluator say threads=1

    Examples
    --------
    >>> import sim
    >>> model = ema_model(sim.load("neglect"), ["traits.rivalry"], "summits", replicates=4)
    >>> [one.name for one in model.uncertainties]
    ['traits__rivalry']
    """
    ema = extra("ema_workbench")
    asked = Evaluated.of(world, over, outcomes, **how)
    more = Evaluated.of(world, levers, outcomes).bounds if levers else {}
    model = ema.Model(world.name.replace("_", ""), function=partial(_evaluate, asked))

    def parameter(key: str, ends: tuple[float, float]) -> Any:
        name = key.replace(".", "__")
        return ema.BooleanParameter(name) if is_switch(key) else ema.RealParameter(name, *ends)

    model.uncertainties = [parameter(*one) for one in asked.bounds.items()]
    model.levers = [parameter(*one) for one in more.items()]
    model.outcomes = [ema.ScalarOutcome(name) for name in asked.outcomes]
    return model


def _evaluate(asked: Evaluated, **values: Any) -> dict[str, float]:
    return asked([{name.replace("__", "."): value for name, value in values.items()}])[0]
