"""Heider balance alone: a rival in which five actors follow their triads and nothing else.

Relations of five actors pull one another toward balance (Heider 1946) in the continuous form of
Kułakowski, Gawroński and Gronek (2005), one month a step:

    r_ij ← clip(r_ij + g (1 − r_ij²) · mean over the three others k of r_ik r_kj + ε_ij, −1, 1)

g is the rate, ε normal with the monthly noise that the model has. It begins from the world's own
start values, and for relations that are no stocks of the model from levels of its own. It knows no
leaders, choices or events.
"""

import numpy as np
import xarray as xr

from sim.errors import WrongKind
from sim.spec.parameters import PARAMETERS
from sim.spec.preferences import DYADS, ISO
from sim.spec.world import World
from sim.store.labels import month_dates

__all__ = ["BEGIN", "RATES", "balance_paths"]

#: Monthly rates that training data choose from: balance within decades to within a few years.
RATES = (0.005, 0.01, 0.02, 0.05)


#: Where relations begin that no world states, at the end of 2011. Assumed levels: allies and main
#: trade partners, yet restive (CHN-PRK); trade and contest in balance (CHN-USA); abductees and no
#: ties (JPN-PRK; 001 P10); two attacks in 2010 (KOR-PRK); no ties and sanctions (PRK-USA).
BEGIN = {
    "relation_chn_prk": 0.4,
    "relation_chn_usa": 0.0,
    "relation_jpn_prk": -0.6,
    "relation_kor_prk": -0.5,
    "relation_prk_usa": -0.7,
}

#: The model's own monthly noise of a relation.
_NOISE = next(one.default for one in PARAMETERS if one.name == "relation_noise")


def balance_paths(world: World, rate: float, *, replicates: int, seed: int) -> xr.Dataset:
    """Return relations under balance alone, named as the model's.

    Parameters
    ----------
    world : gives the window and the start values
    rate : g, in [0, 1]

    Returns
    -------
    Dataset
        `relation_<dyad>`, dims (replicate, month).

    Raises
    ------
    WrongKind
        If the world starts from another world and so states no relations.

    Examples
    --------
    >>> from sim.scenario import load
    >>> paths = balance_paths(load("baseline_hindcast"), 0.0, replicates=2, seed=1)
    >>> dict(paths["relation_jpn_kor"].sizes)
    {'replicate': 2, 'month': 165}
    """
    if world.start is not None:
        raise WrongKind(
            f"the start of {world.start.name}", "a world with start values", place=world.name
        )
    actors = list(ISO.values())
    ends = np.array([[actors.index(end) for end in dyad.split("-")] for dyad in DYADS])
    names = [f"relation_{dyad.lower().replace('-', '_')}" for dyad in DYADS]
    draws = np.random.default_rng(seed)
    noise = _NOISE * draws.standard_normal((world.months, replicates, len(DYADS)))
    begin = BEGIN | {name: span.low for name, span in world.start_values.items()}
    now = np.tile([begin[name] for name in names], (replicates, 1))
    found = np.empty((replicates, world.months, len(DYADS)))
    for month in range(world.months):
        matrix = np.zeros((replicates, len(actors), len(actors)))
        matrix[:, ends[:, 0], ends[:, 1]] = matrix[:, ends[:, 1], ends[:, 0]] = now
        # The diagonal is 0, so that a triad needs a third actor.
        triads = (matrix @ matrix)[:, ends[:, 0], ends[:, 1]] / (len(actors) - 2)
        now = np.clip(now + rate * (1.0 - now**2) * triads + noise[month], -1.0, 1.0)
        found[:, month] = now
    return xr.Dataset(
        {name: (("replicate", "month"), found[:, :, k]) for k, name in enumerate(names)},
        coords={"month": month_dates(world.first, world.months)},
    )
