"""What changes as sources are left out: how often patterns show, and one world over another."""

import functools
from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd

from sim.analysis import paired_diff, paired_prob_diff
from sim.errors import OutOfBounds
from sim.methods.attribution.ablation import shown
from sim.methods.attribution.without_source import without_source
from sim.methods.parts import NOT_KEPT, Parts
from sim.runner import run
from sim.runner.progress import Clock, Report
from sim.spec.measure import Measure
from sim.spec.world import World

__all__ = ["leave_out"]

_NUMBERS = ("value", "low", "high", "change", "change_low", "change_high")


def leave_out(
    turns: Mapping[str, Sequence[str]],
    world: World,
    patterns: Mapping[str, Measure],
    contrast: tuple[World, World],
    outcomes: Sequence[str],
    sections: Mapping[str, Collection[str]],
    *,
    replicates: int,
    seed: int,
    threads: int | None = None,
    progress: Report | None = None,
    parts: Parts = NOT_KEPT,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Leave sources out in turn, all under the same luck.

    Parameters
    ----------
    turns : what is left out, by name; the first leaves out nothing
    world : in which patterns are looked for
    patterns : by name; above 0 in a replicate that shows one
    contrast : the world that has something over a second one, measured in `outcomes`
    sections : parts of a world that lose their codes, by name; the first is the whole
    replicates : of each world, 2 or more
    progress : counts worlds
    parts : where what each world gives is kept and found

    Returns
    -------
    shown : DataFrame
        A row a turn and pattern: article, fact, value (probability that a replicate shows the
        pattern), change (against the first turn), change_low, change_high.
    gaps : DataFrame
        A row a turn, a part of `sections` and an outcome: article, part, outcome, value (mean of
        the first world less the second, in the outcome's unit), low, high, change, change_low,
        change_high. Intervals are of 95 %, over pairs of replicates.

    Raises
    ------
    SimError
        For a source that is no article, or one replicate.
    """
    if replicates < 2:
        raise OutOfBounds(replicates, 2, np.inf, field="replicates")
    (coded, *_), (whole, *_) = turns, sections
    wanted = [(turn, part) for turn in turns for part in sections if turn != coded or part == whole]
    clock = Clock(len(turns) + 2 * len(wanted), 0, progress, "worlds")

    def outcomes_of(one: World) -> pd.DataFrame:
        def make() -> pd.DataFrame:
            found = run(one, replicates, seed, threads=threads).outcome_values(list(outcomes), 0)
            clock.add(1)
            return pd.DataFrame(found)

        asked = [one.digest(), str(replicates), str(seed), *outcomes]
        return parts.table("outcomes", asked, make, clock=clock, counts=1)

    flags = {
        name: shown(
            without_source(world, *sources),
            patterns,
            replicates,
            seed,
            threads=threads,
            parts=parts,
            clock=clock,
        )
        for name, sources in turns.items()
    }
    gaps = {}
    for turn, part in wanted:
        lose = functools.partial(without_source, sections=sections[part])
        first, second = (outcomes_of(lose(side, *turns[turn])) for side in contrast)
        gaps[turn, part] = first - second
    return _shown_rows(flags, flags[coded]), _gap_rows(gaps, gaps[coded, whole])


def _shown_rows(flags: Mapping[str, pd.DataFrame], coded: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for name, table in flags.items():
        for fact in table:
            gap = paired_prob_diff(coded[fact], table[fact])
            # A turn against itself has an interval of its own width, and no change.
            moved = (0.0,) * 3 if table is coded else (gap.difference, gap.low, gap.high)
            rows.append((name, fact, gap.alternative, *moved))
    return pd.DataFrame(rows, columns=["article", "fact", "value", *_NUMBERS[3:]])


def _gap_rows(gaps: Mapping[tuple[str, str], pd.DataFrame], coded: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for (name, part), gap in gaps.items():
        for outcome in gap:
            here = paired_diff(np.zeros(len(gap)), gap[outcome])
            against = paired_diff(coded[outcome], gap[outcome])
            numbers = (here.difference, here.low, here.high)
            moved = (against.difference, against.low, against.high)
            rows.append((name, part, outcome, *numbers, *moved))
    return pd.DataFrame(rows, columns=["article", "part", "outcome", *_NUMBERS])
