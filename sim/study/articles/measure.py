"""What changes without an article: facts of the hindcast, the main contrast, claims of its own."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from sim.methods import attribution
from sim.methods.attribution import SECTIONS, resting_on
from sim.methods.changed import changed_world
from sim.spec.world import World
from sim.study.claims import ARTICLES, claims
from sim.study.home import HOME
from sim.study.patterns import facts, patterns_of

__all__ = ["CONTRAST", "OUTCOMES", "PARTS", "WORLDS", "Left", "Outcome", "leave_out"]

#: The main contrast: what the first world has over the second.
CONTRAST = ("biden_style_mediation", "second_trump_term")

#: Outcomes in which it is measured.
OUTCOMES = ("jpn_kor_mean", "jpn_kor_final", "institution_final", "bid_mean_jpn", "bid_mean_kor")

#: What loses its codes: everything; or one part alone, since two parts of one article may work
#: against each other.
PARTS = {"whole": SECTIONS, "traits": ("leaders",), "parameters": ("parameters", "series")}

#: Worlds that lose their codes.
WORLDS = (HOME, *CONTRAST)


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
    facts, contrast : DataFrame
        The two tables of `sim.methods.attribution.leave_out`; of each fact its `says`, `use` and
        `by_input` as well.
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
    **runs: Any,
) -> Outcome:
    """Leave out each article in turn, and if there are five, all of them at last.

    Parameters
    ----------
    articles : keys, each once
    overrides : mapping, optional
        Changes by name to every world; they are no article's and stay.
    replicates, seed, runs
        As `sim.methods.attribution.leave_out` takes them.

    Raises
    ------
    SimError
        For an article that is none of the five, an override that a world refuses, or one replicate.
    """
    turns: list[tuple[str, ...]] = [(), *((article,) for article in dict.fromkeys(articles))]
    if set(articles) == set(ARTICLES):
        turns.append(ARTICLES)
    hindcast, first, second = worlds = [changed_world(name, overrides or {}) for name in WORLDS]
    left = tuple(_left(turn, worlds) for turn in turns)
    known = facts()
    shown, contrast = attribution.leave_out(
        {one.name: one.articles for one in left},
        hindcast,
        patterns_of(known),
        (first, second),
        OUTCOMES,
        PARTS,
        replicates=replicates,
        seed=seed,
        **runs,
    )
    own = pd.DataFrame(
        [(one.id, one.statement.says, one.use, bool(one.by_input)) for one in known],
        columns=["fact", "says", "use", "by_input"],
    )
    columns = ["article", *own, *shown.columns[2:]]
    return Outcome(
        left=left,
        facts=shown.merge(own, on="fact", how="left")[columns],
        contrast=contrast,
        replicates=replicates,
        seed=seed,
    )


def _left(articles: tuple[str, ...], worlds: Iterable[World]) -> Left:
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
