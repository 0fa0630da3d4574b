"""The report of `experiment=washingtons_traits`."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from sim.analysis import outcomes_of
from sim.spec.calendar import LAST_KNOWN, month_words
from sim.store import Results
from sim.study.files import folder_of, write
from sim.study.supplement import luck_of, run_supplements
from sim.study.washington.design import cells_of, reward_by_rivalry
from sim.study.washington.finding import findings

__all__ = ["report"]

_MORE = "All effects, with intervals: [effects.csv](effects.csv)."


def report(
    results: Results,
    folder: Path | None = None,
    *,
    supplements: Mapping[str, Results] | None = None,
    threads: int | None = None,
) -> Path:
    """Write tables, pictures and report of `experiment=washingtons_traits`.

    Parameters
    ----------
    results : of the experiment: all sixteen points of `FACTORS`, each low and high
    folder : where to write; None for the folder of the results
    supplements : the four runs of reward by rivalry by name, as this function asks for them; None
        runs them

    Returns
    -------
    Path
        The report.

    Raises
    ------
    MissingResult
        Without a folder, for one replicate, or for points that are no such design.
    """
    folder = folder_of(results, folder)
    points = cells_of(results)
    replicates, seed = luck_of(results, next(iter(points.values())))
    cells = {cell: outcomes_of(results, point) for cell, point in points.items()}
    if supplements is None:
        # Neither brokers nor cares, and asks for much: what reward meets in the term itself.
        world = results.world(points[False, False, True, False])
        supplements = run_supplements(
            {world.name: world},
            replicates=replicates,
            seed=seed,
            folder=results.path,
            threads=threads,
            wanted=reward_by_rivalry(world.name, {}),
        )
    rewards = {name: outcomes_of(found) for name, found in supplements.items()}
    text, effects = findings(cells, rewards, folder, seed)
    head = (
        "# Washington's traits, one at a time and together\n\n"
        "**This model explores and teaches. It does not predict.** Its knowledge of the world ends "
        f"in {month_words(LAST_KNOWN)}. A difference is a statement about its rules.\n\n"
    )
    write(folder / "effects.csv", _csv(effects))
    write(folder / "report.md", f"{head}{text}\n\n{_MORE}\n")
    return folder / "report.md"


def _csv(effects: Mapping[str, pd.DataFrame]) -> str:
    """Return all effects of all outcomes as comma-separated values."""
    parts = [one.reset_index().assign(outcome=name) for name, one in effects.items()]
    whole = pd.concat(parts)[
        ["outcome", "effect", "order", "difference", "se", "low", "high", "replicates"]
    ]
    return str(whole.to_csv(index=False, lineterminator="\n"))
