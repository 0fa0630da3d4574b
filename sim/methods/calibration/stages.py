"""A calibration from end to end: screen, recovery, fit, and the draws that come of it.

Trials are kept in portions, so a calibration that was stopped goes on in the middle of a stage.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.errors import SimError
from sim.methods.calibration.fit import Posterior, contraction, equal_draws, fit
from sim.methods.calibration.recovery import Recovery, recover
from sim.methods.calibration.screen import Design, design, scales_of, strengths
from sim.methods.calibration.trial import Trials
from sim.methods.parts import NOT_KEPT, Parts
from sim.runner.progress import Report

__all__ = ["Calibrated", "Effort", "calibrated"]


@dataclass(frozen=True)
class Effort:
    """How much is run.

    Attributes
    ----------
    replicates : of each trial; see `Trials`
    screen, recovery : trials of the screen, and of each pass of recovery
    screened : parameters that the screen leaves
    particles, generations, most_trials : of the fit
    draws : rows of the set
    """

    replicates: int = 240
    screen: int = 1024
    recovery: int = 512
    screened: int = 20
    particles: int = 800
    generations: int = 5
    most_trials: int = 8_000
    draws: int = 500


@dataclass(frozen=True)
class Calibrated:
    """What was found of the parameters.

    Attributes
    ----------
    trials : Trials
        Targets, series, names of summaries.
    strength : DataFrame
        What `strengths` returns.
    scales : (summary,)
        Standard deviations over the screen's trials.
    draws : (draw, parameter)
        All alike likely.
    contraction : DataFrame
        Of the draws.
    """

    seed: int
    trials: Trials
    screen: Design
    strength: pd.DataFrame
    scales: NDArray[np.float64]
    recovery: Recovery
    posterior: Posterior
    draws: NDArray[np.float64]
    contraction: pd.DataFrame


def calibrated(
    trials: Trials,
    candidates: Sequence[str],
    *,
    effort: Effort,
    seed: int,
    say: Callable[[str], None] = lambda _: None,
    progress: Report | None = None,
    parts: Parts = NOT_KEPT,
) -> Calibrated:
    """Calibrate the parameters that the targets can tell.

    Parameters
    ----------
    candidates : parameters, such as `candidates` returns
    say : told the name of each stage as it begins
    progress : of each stage, in trials
    parts : where trials are kept and found, in portions

    Raises
    ------
    SimError
        If no parameter can be told from the summaries.
    """
    say("screen: which parameters move the targets")
    screen = design(trials, candidates, effort.screen, seed, "screen", progress, parts)
    strength, scales = strengths(screen, trials.groups), scales_of(screen)
    say("recovery: which of them could be told")
    strongest = strength.index[: effort.screened].tolist()
    recovery = recover(trials, strongest, effort.recovery, seed, progress, parts)
    if not recovery.kept:
        raise SimError("no parameter can be told from the summaries of these trials: run more")
    say(f"fit: {', '.join(recovery.kept)}")
    distances = [trials.distance(found, scales) for found in recovery.last.found]
    posterior = fit(
        trials,
        recovery.kept,
        scales,
        threshold=float(np.median(distances)),
        particles=effort.particles,
        generations=effort.generations,
        most_trials=effort.most_trials,
        seed=seed,
        progress=progress,
        parts=parts,
    )
    draws = equal_draws(posterior, effort.draws, seed)
    narrower = contraction(recovery.kept, draws)
    return Calibrated(seed, trials, screen, strength, scales, recovery, posterior, draws, narrower)
