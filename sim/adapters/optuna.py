"""Optuna: an objective whose trials suggest a value for each key."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sim.adapters.evaluated import Evaluated, is_switch
from sim.spec.world import World

__all__ = ["optuna_objective"]


def optuna_objective(
    world: World, over: Any, outcomes: str | Sequence[str], **how: Any
) -> Callable[[Any], float | tuple[float, ...]]:
    """Return an objective for `study.optimize`: the mean of an outcome, or of each of several.

    Parameters
    ----------
    over : list of keys, or mapping of keys to (low, high)
    how : replicates, seed and threads

    Notes
    -----
    All trials meet the same luck: a best point is best under that luck, and wants another seed
    before it is believed.

    Examples
    --------
    >>> import optuna, sim
    >>> optuna.logging.set_verbosity(optuna.logging.WARNING)
    >>> asked = optuna_objective(sim.load("neglect"), ["traits.rivalry"], "summits", replicates=4)
    >>> study = optuna.create_study()
    >>> study.optimize(asked, n_trials=2)
    >>> list(study.best_params)
    ['traits.rivalry']
    """
    return partial(_objective, Evaluated.of(world, over, outcomes, **how))


def _objective(asked: Evaluated, trial: Any) -> float | tuple[float, ...]:
    point = {
        key: trial.suggest_categorical(key, [False, True])
        if is_switch(key)
        else trial.suggest_float(key, *ends)
        for key, ends in asked.bounds.items()
    }
    found = tuple(asked([point])[0].values())
    return found[0] if len(found) == 1 else found
