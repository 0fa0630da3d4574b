"""The report of `experiment=washingtons_traits`."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from sim.analysis import outcomes_of
from sim.errors import MissingResult
from sim.methods.parts import NOT_KEPT, Parts
from sim.methods.supplement import luck_of, run_supplements
from sim.report.files import folder_of, write
from sim.report.page import publish
from sim.runner.progress import Clock, Report
from sim.spec.calendar import LAST_KNOWN, month_words
from sim.store import Results
from sim.study.washington.bifurcation import map_cells, runs_of, starts
from sim.study.washington.crossing import CONTRASTS, crossings_of
from sim.study.washington.design import cells_of, reward_by_rivalry
from sim.study.washington.finding import findings
from sim.study.washington.map_section import map_section

__all__ = ["REPLICATES", "SIZE", "report"]

#: Values along two sides of the map, and runs of each of its cells from each start. A share is then
#: known to 3.5 points or better, and the map takes less than a minute on two cores.
SIZE, REPLICATES = 9, 200


def report(
    results: Results,
    folder: Path | None = None,
    *,
    supplements: Mapping[str, Results] | None = None,
    threads: int | None = None,
    basins: Mapping[str, int] | None = None,
    progress: Report | None = None,
) -> Path:
    """Write tables, pictures and report of `experiment=washingtons_traits`.

    Parameters
    ----------
    results : of the experiment: all sixteen points of `FACTORS`, each low and high
    folder : where to write; None for the folder of the results
    supplements : the four runs of reward by rivalry by name, as this function asks for them; None
        runs them
    basins : of the bifurcation map: `size`, values of load and of demands, and `replicates`, runs
        of each cell from each start; `SIZE` and `REPLICATES` for what is left out
    progress : told how far the map is

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
    runs, seed = luck_of(results, next(iter(points.values())))
    cells = {cell: outcomes_of(results, point) for cell, point in points.items()}
    if supplements is None:
        # Neither brokers nor cares, and asks for much: what reward meets in the term itself.
        world = results.world(points[False, False, True, False])
        supplements = run_supplements(
            {world.name: world},
            replicates=runs,
            seed=seed,
            folder=results.path,
            threads=threads,
            wanted=reward_by_rivalry(world.name, {}),
        )
    rewards = {name: outcomes_of(found) for name, found in supplements.items()}
    worlds = {name: results.world(points[cell]) for name, cell in CONTRASTS.items()}
    world = next(iter(worlds.values()))
    begin, drawn, why = {}, None, ""
    try:
        begin = starts(world, seed, threads=threads)
    except MissingResult as fault:
        why = str(fault)
    crossed = crossings_of(worlds, begin, runs, seed, threads)
    if begin:
        asked = {"size": SIZE, "replicates": REPLICATES, **(basins or {})}
        table = map_cells(
            world,
            begin,
            **asked,
            seed=seed,
            threads=threads,
            clock=Clock(runs_of(**asked), 0, progress, "runs of the map"),
            parts=NOT_KEPT if results.path is None else Parts(results.path / "parts"),
        )
        drawn = map_section(table, begin, months=world.months, seed=seed, folder=folder)
        write(folder / "basin_map.csv", _rounded(table))
    found = findings(cells, rewards, crossed, folder, seed)
    write(folder / "effects.csv", _csv(found.effects))
    write(folder / "crossings.csv", _rounded(found.crossings))
    context = {
        "traits": found.told | {"map": drawn, "without_map": why},
        "replicates": runs,
        "seed": seed,
        "last_known": month_words(LAST_KNOWN),
    }
    return publish("washington", folder, context, stem="report")


def _rounded(table: pd.DataFrame) -> str:
    """Return a table as comma-separated values, its numbers in six digits."""
    return str(table.to_csv(index=False, lineterminator="\n", float_format="%.6g"))


def _csv(effects: Mapping[str, pd.DataFrame]) -> str:
    """Return all effects of all outcomes as comma-separated values."""
    parts = [one.reset_index().assign(outcome=name) for name, one in effects.items()]
    whole = pd.concat(parts)[
        ["outcome", "effect", "order", "difference", "se", "low", "high", "replicates"]
    ]
    return str(whole.to_csv(index=False, lineterminator="\n"))
