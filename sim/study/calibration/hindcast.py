"""The calibration of the hindcast: what it may see, which facts and series, and how much is run."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from sim.methods import calibration
from sim.methods.calibration import Calibrated, Target, Trials, targets, write_set
from sim.methods.parts import NOT_KEPT, Parts
from sim.methods.scoring import LAST_TRAINED
from sim.methods.statement import Fact
from sim.runner.progress import Report
from sim.scenario import load, parameter_set
from sim.spec.version import KERNEL_HASH
from sim.study.home import HOME
from sim.study.patterns import fact_table, score_facts
from sim.study.wording import describe_check, describe_estimate

__all__ = [
    *("FULL", "LAST", "LEFT_OUT", "QUICK", "SERIES", "Calibration", "Effort"),
    *("calibrate", "candidates", "facts_met", "fitted_facts", "hindcast_trials"),
]

#: Last month that a calibration may see.
LAST = "2024-12"

#: The series that rest on relations and move within a group.
SERIES = ("conflict_share", "tone", "opinion")

#: Parameters with a prior that are no candidates, and why.
LEFT_OUT = {
    "relation_noise": "size of luck: facts ask for shares of replicates, so a fit would take luck "
    "away instead of saying what moves relations",
}


@dataclass(frozen=True)
class Effort(calibration.Effort):
    """How much is run.

    Attributes
    ----------
    scored : replicates that the facts are scored on, before and after
    """

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
class Calibration(Calibrated):
    """All that was found.

    Attributes
    ----------
    before, after : DataFrame
        What `facts_met` returns, at the defaults and at the posterior.
    """

    name: str
    effort: Effort
    facts: tuple[Fact, ...]
    before: pd.DataFrame
    after: pd.DataFrame


def fitted_facts(known: Sequence[Fact]) -> list[Fact]:
    """Return the facts that may be fitted: none follows from an input or names a later month."""
    return calibration.fitted_facts(known, LAST)


def candidates() -> tuple[str, ...]:
    """Return the parameters that a calibration may fit."""
    return calibration.candidates(LEFT_OUT)


def hindcast_trials(
    asked: Sequence[Target],
    replicates: int,
    threads: int | None = None,
    *,
    series: Sequence[str] = SERIES,
) -> Trials:
    """Return what runs trials of the hindcast, whose window ends with what they may see."""
    window = {"last": LAST}
    history = load(HOME).replace(**window)
    return Trials(asked, replicates, threads, history=history, overrides=window, series=series)


def facts_met(
    known: Sequence[Fact],
    *,
    parameter_set: str | None = None,
    **runs: Any,
) -> pd.DataFrame:
    """Return what becomes of facts, in a window that ends with what the fit may see.

    Parameters
    ----------
    parameter_set : str, optional
        Draws to take parameters from; their defaults if none is named.
    runs : replicates, seed and the others, as `score_facts` takes them

    Returns
    -------
    DataFrame
        What `fact_table` returns, and each check in words: `asked` and `found`.
    """
    overrides = {"last": LAST} | ({"parameter_set": parameter_set} if parameter_set else {})
    scores = score_facts(known, overrides=overrides, **runs)
    findings = [score.verdict.findings for score in scores]
    return fact_table(scores).assign(
        asked=["; ".join(map(describe_check, each)) for each in findings],
        found=["; ".join(map(describe_estimate, each)) for each in findings],
    )


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
    parts: Parts = NOT_KEPT,
) -> Calibration:
    """Calibrate the hindcast and write the set of draws.

    Parameters
    ----------
    known : facts; only those that may be fitted are read further
    folder : where `parameter_sets/` goes
    name : of the set
    say : told the name of each stage as it begins
    progress : of each stage, in trials; of the facts at its end, in replicates
    parts : where trials, and answers of the facts, are kept and found

    Raises
    ------
    SimError
        If no parameter can be told from the summaries.
    """
    facts = fitted_facts(known)
    found = calibration.calibrated(
        hindcast_trials(targets(facts), effort.replicates, threads),
        candidates(),
        effort=effort,
        seed=seed,
        say=say,
        progress=progress,
        parts=parts,
    )
    write_set(
        folder / "parameter_sets",
        name,
        found.posterior,
        found.draws,
        found.contraction,
        title=f"What facts up to {LAST} say about {len(found.recovery.kept)} parameters",
        source="python -m sim.calibrate: ABC-SMC with pyABC on the calibration facts",
        facts=[fact.id for fact in facts],
        series=[f"{one}, to {LAST_TRAINED}" for one in SERIES],
        kernel=KERNEL_HASH,
        seed=seed,
        replicates=effort.replicates,
    )
    parameter_set(name, folder)  # what was written is what a world will read
    say("facts before and after")
    runs: dict[str, Any] = {"replicates": effort.scored, "seed": seed, "threads": threads}
    score = partial(facts_met, facts, **runs, progress=progress, parts=parts)
    return Calibration(
        **vars(found),
        name=name,
        effort=effort,
        facts=tuple(facts),
        before=score(),
        after=score(parameter_set=name, worlds=folder),
    )
