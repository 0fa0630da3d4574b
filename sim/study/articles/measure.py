"""What changes without an article: facts of the hindcast, the main contrast, claims of its own."""

import functools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sim.analysis import paired_diff, paired_prob_diff
from sim.errors import OutOfBounds
from sim.methods.changed import changed_world
from sim.methods.parts import NOT_KEPT, Parts
from sim.methods.statement import answers
from sim.runner import run
from sim.runner.progress import Clock, Report
from sim.spec.world import World
from sim.study.articles.without import SECTIONS, resting_on, without_article
from sim.study.claims import ARTICLES, claims
from sim.study.patterns import Fact, facts

__all__ = ["CONTRAST", "OUTCOMES", "PARTS", "WORLDS", "Left", "Outcome", "leave_out"]

#: The main contrast: what the first world has over the second.
CONTRAST = ("biden_style_mediation", "second_trump_term")

#: Outcomes in which it is measured.
OUTCOMES = ("jpn_kor_mean", "jpn_kor_final", "institution_final", "bid_mean_jpn", "bid_mean_kor")

#: What loses its codes: everything; or one part alone, since two parts of one article may work
#: against each other.
PARTS = {"whole": SECTIONS, "traits": ("leaders",), "parameters": ("parameters", "series")}

_HINDCAST = "baseline_hindcast"

#: Worlds that lose their codes.
WORLDS = (_HINDCAST, *CONTRAST)
_NUMBERS = ("value", "low", "high", "change", "change_low", "change_high")


@dataclass(frozen=True)
class Left:
    """What was left out.

    Attributes
    ----------
    articles : tuple of str
        Keys; empty for all as coded.
    core_claims : int
        Core claims that no article beside these makes.
    lost : mapping
        Numbers that lost their code in hindcast and contrast together: traits (with ideology),
        series, parameters.
    """

    articles: tuple[str, ...]
    core_claims: int
    lost: Mapping[str, int]

    @property
    def name(self) -> str:
        """'none' if nothing, the key if one, 'all' if all five."""
        if set(self.articles) == set(ARTICLES):
            return "all"
        return ", ".join(self.articles) or "none"


@dataclass(frozen=True)
class Outcome:
    """What became of facts and contrast, first as coded, then without each article.

    Attributes
    ----------
    left : tuple of Left
        What was left out; nothing in the first.
    facts : DataFrame
        A row an article left out and a fact: article, fact, says, use, by_input, value (probability
        that a replicate shows the pattern), change (against all as coded), change_low, change_high.
    contrast : DataFrame
        A row an article left out, a part of PARTS that lost its codes (parameters with series) and
        an outcome: article, part, outcome, value (mean of the first world of CONTRAST less the
        second, in the outcome's unit), low, high, change, change_low, change_high. Intervals are
        of 95 %, over pairs of replicates.
    """

    left: tuple[Left, ...]
    facts: pd.DataFrame
    contrast: pd.DataFrame
    replicates: int
    seed: int


def leave_out(
    articles: Sequence[str] = ARTICLES,
    *,
    replicates: int,
    seed: int,
    overrides: Mapping[str, Any] | None = None,
    threads: int | None = None,
    progress: Report | None = None,
    parts: Parts = NOT_KEPT,
) -> Outcome:
    """Leave out each article in turn, and if there are five, all of them at last.

    Parameters
    ----------
    articles : keys, each once
    replicates : int
        Of each world, 2 or more; all worlds share their draws, replicate by replicate.
    overrides : mapping, optional
        Changes by name to every world; they are no article's and stay.
    threads, progress
        As in `sim.runner.run_study`; progress counts worlds.
    parts : where what each world gives is kept and found

    Raises
    ------
    SimError
        For an article that is none of the five, an override that a world refuses, or one replicate.
    """
    if replicates < 2:
        raise OutOfBounds(replicates, 2, np.inf, field="replicates")
    turns: list[tuple[str, ...]] = [(), *((article,) for article in dict.fromkeys(articles))]
    if set(articles) == set(ARTICLES):
        turns.append(ARTICLES)
    coded = {name: changed_world(name, overrides or {}) for name in WORLDS}
    left = tuple(_left(turn, coded.values()) for turn in turns)
    known = [fact for fact in facts() if fact.pattern is not None]
    wanted = [(turn, part) for turn in turns for part in PARTS if turn or part == "whole"]
    clock = Clock(len(turns) + len(CONTRAST) * len(wanted), 0, progress, "worlds")
    patterns = {fact.id: fact.pattern for fact in known if fact.pattern is not None}
    shown: list[pd.DataFrame] = []
    for turn in turns:
        found = answers(
            without_article(coded[_HINDCAST], *turn),
            patterns.values(),
            replicates,
            seed,
            threads=threads,
            parts=parts,
            clock=clock,
            counts=1,
        )
        # 1 in a replicate that shows the whole pattern, a column a fact.
        shown.append(
            pd.DataFrame(
                {name: found[one.text] > 0.0 for name, one in patterns.items()}, dtype=float
            )
        )
    gaps: list[tuple[str, str, pd.DataFrame]] = []
    for turn, part in wanted:
        sides = []
        for name in CONTRAST:
            world = without_article(coded[name], *turn, sections=PARTS[part])
            sides.append(
                parts.table(
                    "outcomes",
                    [world.digest(), str(replicates), str(seed), *OUTCOMES],
                    functools.partial(_outcomes, world, replicates, seed, threads, clock),
                    clock=clock,
                    counts=1,
                )
            )
        gaps.append((left[turns.index(turn)].name, part, sides[0] - sides[1]))
    names = [one.name for one in left]
    return Outcome(
        left=left,
        facts=_fact_rows(names, shown, known),
        contrast=_contrast_rows(gaps),
        replicates=replicates,
        seed=seed,
    )


def _left(articles: tuple[str, ...], worlds: Any) -> Left:
    lost = {name for world in worlds for name in resting_on(world, *articles)}
    kinds = Counter(name.partition(".")[0] for name in lost)
    alone = [
        claim
        for claim in claims()
        if claim.tier == "core" and {one[:3] for one in claim.statement.sources} <= set(articles)
    ]
    return Left(
        articles,
        len(alone),
        {"traits": kinds["leaders"], "series": kinds["series"], "parameters": kinds["parameters"]},
    )


def _outcomes(
    world: World, replicates: int, seed: int, threads: int | None, clock: Clock
) -> pd.DataFrame:
    """Return the contrast's outcomes, one row a replicate."""
    found = run(world, replicates, seed, threads=threads).outcomes[list(OUTCOMES)]
    clock.add(1)
    return found


def _fact_rows(
    names: Sequence[str], shown: Sequence[pd.DataFrame], known: Sequence[Fact]
) -> pd.DataFrame:
    rows = []
    for name, flags in zip(names, shown, strict=True):
        for fact in known:
            gap = paired_prob_diff(shown[0][fact.id], flags[fact.id])
            same = name == "none"
            rows.append(
                {
                    "article": name,
                    "fact": fact.id,
                    "says": fact.statement.says,
                    "use": fact.use,
                    "by_input": bool(fact.by_input),
                    "value": gap.alternative,
                    "change": 0.0 if same else gap.difference,
                    "change_low": 0.0 if same else gap.low,
                    "change_high": 0.0 if same else gap.high,
                }
            )
    return pd.DataFrame(rows)


def _contrast_rows(gaps: Sequence[tuple[str, str, pd.DataFrame]]) -> pd.DataFrame:
    coded = gaps[0][2]
    rows = []
    for name, part, gap in gaps:
        for outcome in OUTCOMES:
            here = paired_diff(np.zeros(len(gap)), gap[outcome])
            against = paired_diff(coded[outcome], gap[outcome])
            numbers = (here.difference, here.low, here.high)
            moved = (against.difference, against.low, against.high)
            rows.append(
                {
                    "article": name,
                    "part": part,
                    "outcome": outcome,
                    **dict(zip(_NUMBERS, (*numbers, *moved), strict=True)),
                }
            )
    return pd.DataFrame(rows)
