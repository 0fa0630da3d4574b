"""Draws of all parameters over their priors: one set, of which every replicate takes a row."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from sim.errors import OutOfBounds
from sim.runner.request import check_whole
from sim.scenario.parameter_set import MOST_DRAWS
from sim.spec.parameters import BOUNDS, PARAMETERS, ParameterSpec
from sim.spec.world import ParameterSet

__all__ = ["FEWEST_DRAWS", "latin_hypercube", "prior_draws"]

FEWEST_DRAWS = 2


def latin_hypercube(
    parameters: Sequence[ParameterSpec], count: int, seed: int
) -> NDArray[np.float64]:
    """Return points that fill the priors of some parameters evenly, (point, parameter).

    Each prior is cut into as many equal parts as there are points, and each part holds one, at a
    place within it and in an order that chance gives, parameter by parameter. The generator is
    numpy's PCG64, keyed by the seed. A scrambled Sobol sequence fills few dimensions better, but
    over hundreds of them some of its columns go together (correlations of 0.38 at 2,048 points in
    385 dimensions, where a hypercube has 0.09): one parameter would be taken for another.

    Examples
    --------
    >>> points = latin_hypercube(PARAMETERS[:1], 4, seed=1)[:, 0]
    >>> low, high = PARAMETERS[0].prior
    >>> sorted(int(4 * (one - low) / (high - low)) for one in points)
    [0, 1, 2, 3]
    """
    low, high = np.array([one.prior for one in parameters]).T
    cube = qmc.LatinHypercube(len(parameters), rng=np.random.default_rng(seed))
    return np.asarray(low + cube.random(count) * (high - low))


def prior_draws(
    draws: int, seed: int, parameters: Sequence[ParameterSpec] = PARAMETERS
) -> ParameterSet:
    """Return draws of all parameters that their priors leave free, over these priors.

    A Latin hypercube. Parameters whose prior is a point keep it.

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
    return ParameterSet(
        f"priors_{draws}_{seed}",
        tuple(one.name for one in free),
        tuple(tuple(map(float, row)) for row in latin_hypercube(free, draws, seed)),
        "a Latin hypercube over all priors",
    )
