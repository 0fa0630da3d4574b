"""The model and its rivals against observed series, block by block, scored alike.

The model runs freely from its first month: no observed figure ever enters a run. A line of the
observation model (`sim.analysis.observation`) is fitted on the training points of each block, for
each contender that has relations: the model, the model without each mechanism, and Heider balance.
"""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from sim.methods.parts import NOT_KEPT, Parts
from sim.methods.paths import monthly_paths
from sim.methods.scoring.balance import RATES, balance_paths
from sim.methods.scoring.contender import OF_FIGURES, OF_PATHS, Scorer, Tables
from sim.methods.scoring.forecast import PATHS, Sums
from sim.methods.scoring.markov import two_states
from sim.methods.scoring.point import MEASURES, points_of
from sim.methods.scoring.rival import leaders_only, persistence
from sim.methods.scoring.score_table import (
    MODEL,
    attainable,
    bands,
    differences,
    score_table,
    together,
)
from sim.methods.scoring.scored_points import ScoredPoints
from sim.methods.scoring.swing import swings
from sim.runner.progress import Clock, Report
from sim.spec.override import apply
from sim.spec.switches import SWITCHES
from sim.spec.variables import STATES
from sim.spec.world import World

__all__ = ["NOT_SCORED", "RIVALS", "ObservedScore", "score_observed"]

#: What no observed series lets anybody score, and why.
NOT_SCORED = (
    ("conflict share and tone after 2015", "the series end there"),
    ("dyads with Pyongyang by quarter", "one year of data leaves no year to train on"),
    ("conflict share and tone in 2012", "the source has nothing before its first two quarters"),
    ("opinion after 2016", "no such series is here"),
    ("UN votes and trade shares to 2023", "no equation for votes; trade shares are inputs"),
    (
        "relations with Pyongyang and of the great powers",
        "nothing in the model rests on them: they are read from the record or an input (E1.r9)",
    ),
)

#: What figures may speak of: relations that are stocks of the model, and Pyongyang's own choice.
_SCORED = {"PRK"} | {
    variable.name.removeprefix("relation_").replace("_", "-").upper()
    for variable in STATES
    if variable.name.startswith("relation_")
}

PERSISTENCE, LEADERS, MARKOV = "persistence", "leaders_only", "two_state_markov"
BALANCE = "heider_balance"

#: The rivals in the order in which they are shown, with the words for them.
RIVALS = {
    PERSISTENCE: "persistence",
    LEADERS: "leaders only",
    MARKOV: "two-state Markov",
    BALANCE: "Heider balance",
}


@dataclass(frozen=True)
class ObservedScore:
    """How the model and its rivals fare against observed series.

    Attributes
    ----------
    table : DataFrame
        One row a measure, dyad ('pooled': those that are not thin), block ('held out': all years
        held out in turn) and contender: the fields of `sim.analysis.score.Score`, and the mean
        `log_score` (higher is better) with its interval.
    differences : DataFrame
        One row a measure, dyad, block and rival: CRPS of the model less that of the rival on the
        same points, `low`, `high`; `skill` = 1 − ratio, with the interval of the difference over
        the rival's CRPS; `better`: model, rival or neither. The same of the log score, where above
        0 is for the model: `log_difference`, `log_low`, `log_high`, `log_better`.
    bands : DataFrame
        One row a scored point and contender: what was observed with its error, and quantiles of
        what the contender gives.
    lines : DataFrame
        One row a fitted line.
    attainable : DataFrame
        By measure and dyad, the correlation that sampling allows on the held-out points.
    ranks : DataFrame
        Rank correlations of mean relation with figures up to 2015, no line fitted, sign turned for
        conflict: by measure, dyad and contender that of movement within a group, and as dyad
        'levels' that of the means of the dyads by year.
    swings : DataFrame
        How far figures swing within terms of office, over the record: `sim.methods.scoring.swing`,
        of the model and of Heider balance.
    """

    table: pd.DataFrame
    differences: pd.DataFrame
    bands: pd.DataFrame
    lines: pd.DataFrame
    attainable: pd.DataFrame
    ranks: pd.DataFrame
    swings: pd.DataFrame
    scenario: str
    replicates: int
    seed: int


def score_observed(
    world: World,
    replicates: int = 1000,
    seed: int = 1,
    *,
    ablations: bool = True,
    threads: int | None = None,
    progress: Report | None = None,
    parts: Parts = NOT_KEPT,
) -> ObservedScore:
    """Score a hindcast and its rivals against the observed series.

    Parameters
    ----------
    world : with a window that begins where the series do, and start values of its own
    replicates : members of every ensemble, at least 2
    ablations : score the model without each of its mechanisms too
    threads : as in `sim.run`
    progress : told of contenders
    parts : where what each contender gives is kept and found

    Examples
    --------
    >>> from sim.scenario import load
    >>> world = load("baseline_hindcast")
    >>> found = score_observed(world, 20, ablations=False, threads=1)
    >>> sorted(found.table["contender"].unique())
    ['heider_balance', 'leaders_only', 'model', 'persistence', 'two_state_markov']
    """
    scored = ScoredPoints({name: _scored(points_of(name, world)) for name in MEASURES})
    off = [name for name in SWITCHES if ablations and world.switches.get(name, True)]
    made_by = _contenders(world, scored, off, replicates, seed, threads)
    asked = [world.digest(), str(replicates), str(seed)]
    asked += [table.to_csv() for table in scored.points.values()]
    clock = Clock(len(made_by), 0, progress, "contenders")
    found = {
        name: _kept(parts, [*asked, name], names, make, clock)
        for name, (names, make) in made_by.items()
    }
    return ObservedScore(
        table=score_table(found),
        # Many pairs: this takes seconds, so that it is kept too.
        differences=parts.table(
            "observed-differences", [*asked, *found], partial(differences, scored, found)
        ),
        bands=bands(found),
        lines=together(found, "lines"),
        attainable=attainable(scored),
        ranks=together(found, "ranks"),
        swings=together(found, "swings"),
        scenario=world.name,
        replicates=replicates,
        seed=seed,
    )


def _scored(points: pd.DataFrame) -> pd.DataFrame:
    """Return the points of what is scored: see `NOT_SCORED`."""
    return points[points["dyad"].isin(_SCORED)].reset_index(drop=True)


def _contenders(
    world: World,
    scored: ScoredPoints,
    off: Sequence[str],
    replicates: int,
    seed: int,
    threads: int | None,
) -> dict[str, tuple[Sequence[str], Callable[[], Tables]]]:
    """Return by contender the names of its tables, and what makes them.

    These are the model, the model without each mechanism, and the rivals.
    """
    scorer = Scorer(scored, replicates, seed)

    def paths_of(one: World) -> Sums:
        return Sums.of(monthly_paths(one, PATHS, replicates=replicates, seed=seed, threads=threads))

    def model() -> Tables:
        paths = paths_of(world)
        swung = swings({MODEL: [paths]}, scored.points)
        return scorer.of_paths(MODEL, paths) | {"swings": swung}

    def without(name: str) -> Tables:
        paths = paths_of(apply(world, {f"switches.{name}": False}))
        return scorer.of_paths(f"without_{name}", paths)

    def balance() -> Tables:
        given = (balance_paths(world, rate, replicates=replicates, seed=seed) for rate in RATES)
        paths = [Sums.of(one) for one in given]
        swung = swings({BALANCE: paths}, scored.points)
        return scorer.of_best(BALANCE, paths) | {"swings": swung}

    swinging = (*OF_PATHS, "swings")
    rivals = {PERSISTENCE: (persistence, False), LEADERS: (leaders_only, True)}
    rivals[MARKOV] = (two_states, False)
    return {
        MODEL: (swinging, model),
        **{f"without_{name}": (OF_PATHS, partial(without, name)) for name in off},
        BALANCE: (swinging, balance),
        **{
            name: (OF_FIGURES, partial(scorer.of_rival, name, rival, inside=inside))
            for name, (rival, inside) in rivals.items()
        },
    }


def _kept(
    parts: Parts,
    asked: Sequence[str],
    names: Sequence[str],
    make: Callable[[], Tables],
    clock: Clock,
) -> Tables:
    """Return a contender's tables as they were kept, or make them all at once; count it."""
    made = functools.cache(make)

    def one(name: str) -> pd.DataFrame:
        return made()[name]

    tables = {name: parts.table(f"observed-{name}", asked, partial(one, name)) for name in names}
    (clock.add if made.cache_info().currsize else clock.find)(1)
    return tables
