"""Draws of all parameters over their priors: one set, of which every replicate takes a row."""

from collections.abc import Sequence

import numpy as np
from scipy.stats import qmc

from sim.errors import OutOfBounds
from sim.runner.request import check_whole
from sim.scenario.parameter_set import MOST_DRAWS
from sim.spec.parameters import BOUNDS, PARAMETERS, ParameterSpec
from sim.spec.world import ParameterSet

__all__ = ["FEWEST_DRAWS", "prior_draws"]

FEWEST_DRAWS = 2


def prior_draws(
    draws: int, seed: int, parameters: Sequence[ParameterSpec] = PARAMETERS
) -> ParameterSet:
    """Return draws of all parameters that their priors leave free, over these priors.

    A Latin hypercube: each parameter's prior is cut into as many equal parts as there are draws,
    and each part holds one draw, at a place within it and in an order that chance gives, parameter
    by parameter. The generator is numpy's PCG64, keyed by the seed. Parameters whose prior is a
    point keep it.

    Parameters
    ----------
    draws : FEWEST_DRAWS or more

    Raises
    ------
    OutOfBounds
        For too few draws, or a prior that leaves the hard bounds of its parameter.

    Examples
    --------
    >>> found = prior_draws(4, seed=1)
    >>> len(found.rows), "memory_gain" in found.names, "freeze_kor" in found.names
    (4, True, False)
    """
    draws = check_whole(draws, "draws", FEWEST_DRAWS, MOST_DRAWS)
    free = [one for one in parameters if one.prior[1] > one.prior[0]]
    for one in free:
        low, high = BOUNDS[one.kind]
        for end in one.prior:
            if not low <= end <= high:
                raise OutOfBounds(end, low, high, place="a prior", field=f"parameters.{one.name}")
    unit = qmc.LatinHypercube(len(free), rng=np.random.default_rng(seed)).random(draws)
    ends = np.array([one.prior for one in free])
    rows = ends[:, 0] + unit * (ends[:, 1] - ends[:, 0])
    return ParameterSet(
        f"priors_{draws}_{seed}",
        tuple(one.name for one in free),
        tuple(tuple(map(float, row)) for row in rows),
        "a Latin hypercube over all priors",
    )
