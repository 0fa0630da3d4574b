"""The fit: approximate Bayesian computation by sequential Monte Carlo (ABC-SMC), by pyABC.

Every generation draws trials near those that fell least short in the one before, and accepts a
trial if its distance is within a threshold, the median distance of the accepted before. Weights
undo the crowding: what comes out is the prior given that a trial falls short by no more than the
last threshold (Toni et al. 2009).
"""

import logging
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.methods.calibration.portion import Portions
from sim.methods.calibration.trial import Trials, trial_seed
from sim.methods.parts import NOT_KEPT, Parts
from sim.runner.progress import Progress, Report
from sim.spec.parameters import PARAMETERS

__all__ = ["FEWEST_ACCEPTED", "Posterior", "contraction", "equal_draws", "fit"]

Floats = NDArray[np.float64]

#: A generation that accepts fewer of its trials than this is the last. Assumed: below it, most of
#: the time goes into trials that are thrown away.
FEWEST_ACCEPTED = 0.1

_PRIOR = {parameter.name: parameter.prior for parameter in PARAMETERS}


class Posterior(NamedTuple):
    """What the fit found.

    Attributes
    ----------
    parameters : tuple of str
    values : (particle, parameter)
    weights : (particle,)
        They sum to 1.
    generations : DataFrame
        A row a generation: threshold, trials, accepted (share).
    trials : DataFrame
        A row a trial of any generation: generation, distance, parameters, summaries.
    """

    parameters: tuple[str, ...]
    values: Floats
    weights: Floats
    generations: pd.DataFrame
    trials: pd.DataFrame

    @property
    def effective(self) -> float:
        """How many equally weighted draws the particles are worth (Kish)."""
        return float(1.0 / (self.weights**2).sum())


def fit(
    trials: Trials,
    parameters: Sequence[str],
    scales: Floats,
    *,
    threshold: float,
    particles: int,
    generations: int,
    most_trials: int,
    seed: int,
    progress: Report | None = None,
    parts: Parts = NOT_KEPT,
) -> Posterior:
    """Fit parameters, the others at their defaults.

    Parameters
    ----------
    parameters : at least one; their priors are uniform
    scales : (summary,)
        Standard deviations over prior draws, for `Trials.distance`.
    threshold : float
        Of the first generation, such as the median distance of prior draws.
    particles : accepted trials of a generation
    generations : at most
    most_trials : no generation begins after so many
    progress : counts trials; the total is `most_trials`, or more where it takes more
    parts : where trials are kept and found, in portions

    Raises
    ------
    ImportError
        Without pyABC.
    """
    import pyabc
    from pyabc.sampler import SingleCoreSampler

    names = tuple(parameters)
    logging.getLogger("ABC").setLevel(logging.WARNING)
    began = time.monotonic()
    kept: list[tuple[float, ...]] = []
    # pyABC begins anew after a stop: with the same random numbers it asks for the same trials.
    run = Portions(trials, names, seed, "fit", parts)

    def tell(done: int, total: int) -> None:
        """Report; how many trials the last generation takes is not known before its end."""
        if progress is not None:
            seconds = time.monotonic() - began
            # Beyond the bound the last generation runs on, and nobody knows for how long.
            ran = run.number - run.found
            left = (total - done) * seconds / ran if ran and done < most_trials else None
            progress(Progress(done, total, seconds, left, "trials"))

    def model(given: Mapping[str, float]) -> dict[str, float]:
        values = {name: float(given[name]) for name in names}
        found = run(values)
        distance = trials.distance(found, scales)
        kept.append((distance, *values.values(), *found.tolist()))
        tell(len(kept), max(most_trials, len(kept) + 1))
        return {"distance": distance}

    priors = {
        name: pyabc.RV("uniform", _PRIOR[name][0], _PRIOR[name][1] - _PRIOR[name][0])
        for name in names
    }
    sampling = pyabc.ABCSMC(
        model,
        pyabc.Distribution(**priors),
        lambda found, _: found["distance"],
        population_size=particles,
        eps=pyabc.QuantileEpsilon(initial_epsilon=threshold, alpha=0.5),
        sampler=SingleCoreSampler(check_max_eval=True),
    )
    before = np.random.get_state()  # noqa: NPY002 pyABC draws from numpy's global stream
    np.random.seed(trial_seed(seed, "proposals", 0))  # noqa: NPY002
    try:
        sampling.new("sqlite://", {"distance": 0.0})
        with run:
            history = sampling.run(
                max_nr_populations=generations,
                min_acceptance_rate=FEWEST_ACCEPTED,
                max_total_nr_simulations=most_trials,
            )
    finally:
        np.random.set_state(before)  # noqa: NPY002
    tell(len(kept), len(kept))
    table, weights = history.get_distribution(m=0)
    rounds = history.get_all_populations()
    rounds = rounds[rounds["t"] >= 0]
    told = pd.DataFrame(
        {
            "generation": rounds["t"].to_numpy() + 1,
            "threshold": rounds["epsilon"].to_numpy(),
            "trials": rounds["samples"].to_numpy(),
            "accepted": rounds["particles"].to_numpy() / rounds["samples"].to_numpy(),
        }
    )
    # Trials of a last generation that was broken off for accepting too few have its number.
    number = np.repeat(told["generation"], told["trials"]).tolist()[: len(kept)]
    number += [len(told) + 1] * (len(kept) - len(number))
    columns = ["distance", *names, *trials.names]
    made = pd.DataFrame(kept, columns=columns)
    made.insert(0, "generation", number)
    return Posterior(
        names,
        table[list(names)].to_numpy(dtype=np.float64),
        np.asarray(weights, dtype=np.float64) / float(np.sum(weights)),
        told,
        made,
    )


def equal_draws(found: Posterior, count: int, seed: int) -> Floats:
    """Return draws that are all alike likely, (draw, parameter), resampled by weight.

    Systematic resampling: a particle of weight w comes up ⌊wn⌋ or ⌈wn⌉ times in n.
    """
    start = np.random.default_rng([seed, count]).random()
    places = (start + np.arange(count)) / count
    drawn = np.searchsorted(np.cumsum(found.weights), places, side="right")
    return found.values[np.minimum(drawn, len(found.values) - 1)]


def contraction(parameters: Sequence[str], draws: Floats) -> pd.DataFrame:
    """Return how much narrower each parameter became.

    Returns
    -------
    DataFrame
        A row a parameter: default, prior_low, prior_high, mean, sd, q05, q50, q95, and
        `contraction`, 1 − posterior variance over prior variance: 1 is a point, 0 the prior itself,
        and below 0 wider than it.

    Examples
    --------
    >>> found = contraction(["memory_gain"], np.full((10, 1), 0.2))
    >>> float(found.loc["memory_gain", "contraction"])
    1.0
    """
    defaults = {parameter.name: parameter.default for parameter in PARAMETERS}
    rows = []
    for name, values in zip(parameters, draws.T, strict=True):
        low, high = _PRIOR[name]
        q05, q50, q95 = np.quantile(values, [0.05, 0.5, 0.95])
        rows.append(
            {
                "default": defaults[name],
                "prior_low": low,
                "prior_high": high,
                "mean": values.mean(),
                "sd": values.std(ddof=1),
                "q05": q05,
                "q50": q50,
                "q95": q95,
                "contraction": 1.0 - values.var(ddof=1) / ((high - low) ** 2 / 12.0),
            }
        )
    return pd.DataFrame(rows, index=pd.Index(parameters, name="parameter"))
