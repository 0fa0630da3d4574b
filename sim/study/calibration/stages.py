"""A calibration from end to end: screen, recovery, fit, and the set of draws that comes of it.

What screen and recovery ran is kept in the folder, so a calibration that was stopped goes on from
its last finished stage.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.errors import SimError
from sim.methods.statement import Fact
from sim.report.files import write
from sim.runner.progress import Report
from sim.scenario import parameter_set
from sim.spec.version import KERNEL_HASH
from sim.study.calibration.fit import Posterior, contraction, equal_draws, fit
from sim.study.calibration.reach import facts_met
from sim.study.calibration.recovery import Recovery, recover
from sim.study.calibration.screen import Design, candidates, design, scales_of, strengths
from sim.study.calibration.series import SERIES
from sim.study.calibration.set_files import write_set
from sim.study.calibration.target import fitted_facts, targets
from sim.study.calibration.trial import Trials

__all__ = ["FULL", "QUICK", "Calibration", "Effort", "calibrate"]


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
    scored : replicates that the facts are scored on, before and after
    """

    replicates: int = 240
    screen: int = 1024
    recovery: int = 512
    screened: int = 20
    particles: int = 800
    generations: int = 5
    most_trials: int = 8_000
    draws: int = 500
    scored: int = 4000


FULL = Effort()

#: For a look at the whole way; its posterior says little.
QUICK = Effort(
    screen=256,
    recovery=128,
    screened=8,
    particles=60,
    generations=3,
    most_trials=600,
    draws=200,
    scored=300,
)


@dataclass(frozen=True)
class Calibration:
    """All that was found.

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
    before, after : DataFrame
        What `facts_met` returns, at the defaults and at the posterior.
    """

    name: str
    seed: int
    effort: Effort
    facts: tuple[Fact, ...]
    trials: Trials
    screen: Design
    strength: pd.DataFrame
    scales: NDArray[np.float64]
    recovery: Recovery
    posterior: Posterior
    draws: NDArray[np.float64]
    contraction: pd.DataFrame
    before: pd.DataFrame
    after: pd.DataFrame


def calibrate(
    known: Sequence[Fact],
    folder: Path,
    *,
    name: str,
    effort: Effort,
    seed: int,
    threads: int | None = None,
    say: Callable[[str], None] = lambda _: None,
    progress: Report | None = None,
) -> Calibration:
    """Calibrate the hindcast and write the set of draws.

    Parameters
    ----------
    known : facts; only those that may be fitted are read further
    folder : where `screen.csv`, `recovery.csv`, `recovery_trials.csv` and `parameter_sets/` go; a
        folder of the same question alone, since finished stages found there are taken as they are
    name : of the set
    say : told the name of each stage as it begins
    progress : of each stage, in trials; of the facts at its end, in replicates

    Raises
    ------
    SimError
        If no parameter can be told from the summaries.
    """
    facts = fitted_facts(known)
    trials = Trials(targets(facts), effort.replicates, threads)
    say("screen: which parameters move the targets")
    screen = _kept(
        folder / "screen.csv",
        candidates(),
        lambda: design(trials, candidates(), effort.screen, seed, "screen", progress),
    )
    strength, scales = strengths(screen, trials.groups), scales_of(screen)
    say("recovery: which of them could be told")
    recovery = _recovered(folder, trials, strength, effort, seed, progress)
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
    )
    draws = equal_draws(posterior, effort.draws, seed)
    narrower = contraction(recovery.kept, draws)
    write_set(
        folder / "parameter_sets",
        name,
        posterior,
        draws,
        narrower,
        facts=[fact.id for fact in facts],
        series=list(SERIES),
        kernel=KERNEL_HASH,
        seed=seed,
        replicates=effort.replicates,
    )
    parameter_set(name, folder)  # what was written is what a world will read
    say("facts before and after")
    score = partial(
        facts_met, facts, replicates=effort.scored, seed=seed, threads=threads, progress=progress
    )
    before, after = score(), score(parameter_set=name, worlds=folder)
    return Calibration(
        name=name,
        seed=seed,
        effort=effort,
        facts=tuple(facts),
        trials=trials,
        screen=screen,
        strength=strength,
        scales=scales,
        recovery=recovery,
        posterior=posterior,
        draws=draws,
        contraction=narrower,
        before=before,
        after=after,
    )


def _kept(path: Path, parameters: Sequence[str], make: Callable[[], Design]) -> Design:
    """Return a design from its file, or make it and write the file."""
    if path.is_file():
        return Design.of_table(pd.read_csv(path), parameters)
    made = make()
    write(path, made.as_table().to_csv(index=False))
    return made


def _recovered(
    folder: Path,
    trials: Trials,
    strength: pd.DataFrame,
    effort: Effort,
    seed: int,
    progress: Report | None,
) -> Recovery:
    """Return the recovery from its files, or make it and write them."""
    table, last = folder / "recovery.csv", folder / "recovery_trials.csv"
    if table.is_file() and last.is_file():
        rows = pd.read_csv(table)
        final = rows[rows["pass"] == rows["pass"].max()]
        made = pd.read_csv(last)
        varied = tuple(made.columns[: len(final)])
        left = set(final.loc[final["kept"], "parameter"])
        kept = tuple(name for name in varied if name in left)
        return Recovery(kept, rows, Design.of_table(made, varied))
    found = recover(
        trials, strength.index[: effort.screened].tolist(), effort.recovery, seed, progress
    )
    write(last, found.last.as_table().to_csv(index=False))
    write(table, found.table.to_csv(index=False))
    return found
