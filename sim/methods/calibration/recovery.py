"""Which parameters could be told at all, from the summaries of trials where they are known.

A parameter that the summaries of synthetic data cannot give back cannot be fitted to those of the
record. Each pass varies some parameters over their priors, the others at their defaults, and drops
those told worst; what is kept is told by trials in which nothing but the kept parameters varies, as
nothing else does in the fit.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.linear_model import RidgeCV
from sklearn.model_selection import KFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from sim.methods.calibration.screen import Design, design, scales_of
from sim.methods.calibration.trial import Trials
from sim.methods.parts import NOT_KEPT, Parts
from sim.runner.progress import Report

__all__ = ["ENOUGH", "MOST", "Recovery", "recover", "recoverable"]

Floats = NDArray[np.float64]

#: A parameter is told if this share of its variance is predicted, and at most so many are fitted.
ENOUGH, MOST = 0.5, 10

#: Parts of the trials, each predicted from the others.
_FOLDS = 5

#: Penalties tried, from almost none to almost a constant.
_PENALTIES = np.logspace(-2, 4, 13)


class Recovery(NamedTuple):
    """What came of the passes.

    Attributes
    ----------
    kept : tuple of str
        In the order of the candidates.
    table : DataFrame
        A row a parameter and pass: parameter, pass, varied (how many), r2, kept.
    last : Design
        The trials in which the kept parameters alone vary; scales and thresholds come from them.
    """

    kept: tuple[str, ...]
    table: pd.DataFrame
    last: Design


def recoverable(made: Design, seed: int = 0) -> Floats:
    """Return by parameter the share of variance predicted in trials held out, (parameter,).

    Ridge regression on the summaries, their squares and products; a summary without an answer gets
    the mean, and a flag that says so. Negative where the prediction is worse than the mean.
    """
    blank = np.isnan(made.found)
    means = np.nan_to_num(np.nanmean(np.where(blank.all(axis=0), 0.0, made.found), axis=0))
    spread = np.nan_to_num(scales_of(made))
    kept = spread > 1e-9
    answers = np.where(blank, means, made.found)[:, kept]
    flags = blank[:, blank.any(axis=0) & ~blank.all(axis=0)].astype(np.float64)
    known = np.hstack([answers, flags])
    wanted = made.unit
    if not known.shape[1]:
        return np.zeros(wanted.shape[1])
    guessed = np.empty_like(wanted)
    for train, test in KFold(_FOLDS, shuffle=True, random_state=seed).split(known):
        model = make_pipeline(
            StandardScaler(),
            PolynomialFeatures(2, include_bias=False),
            StandardScaler(),
            RidgeCV(_PENALTIES),
        )
        model.fit(known[train], wanted[train])
        guessed[test] = model.predict(known[test]).reshape(len(test), -1)
    error = ((wanted - guessed) ** 2).sum(axis=0)
    return np.asarray(1.0 - error / ((wanted - wanted.mean(axis=0)) ** 2).sum(axis=0))


def recover(
    trials: Trials,
    parameters: Sequence[str],
    count: int,
    seed: int,
    progress: Report | None = None,
    parts: Parts = NOT_KEPT,
) -> Recovery:
    """Return the parameters that can be told, at most `MOST`.

    A parameter is told if its R² is `ENOUGH` or more. Of those that are not the worse half leaves
    after each pass until all that are left are told; of these the first `MOST` are kept.

    Parameters
    ----------
    parameters : candidates, at least one, those that move the targets most first
    count : trials of each pass
    parts : where trials are kept and found, in portions
    """
    names = tuple(parameters)
    rows: list[dict[str, object]] = []
    number = 0
    while True:
        number += 1
        made = design(trials, names, count, seed, f"recovery {number}", progress, parts)
        found = dict(zip(names, recoverable(made, seed).tolist(), strict=True))
        order = sorted(names, key=lambda name: -found[name])
        good = [name for name in order if found[name] >= ENOUGH]
        # Half of those not told leave: the others may be told once these hold still.
        leave = -(-(len(names) - len(good)) // 2)
        stay = order[: len(names) - leave]
        left = [name for name in names if name in stay]
        left = left if leave else left[:MOST]
        rows += [
            {
                "parameter": name,
                "pass": number,
                "varied": len(names),
                "r2": found[name],
                "kept": name in left,
            }
            for name in order
        ]
        if not left or len(left) == len(names):
            return Recovery(tuple(left), pd.DataFrame(rows), made)
        names = tuple(left)
