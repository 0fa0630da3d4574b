"""What the page of claims says of nulls: the distance first, then the claims at either end."""

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from sim.report.markdown import count_of, percent, table, with_sign
from sim.study.claims.distance import (
    GROUPS,
    NEARLY_ALL,
    Distance,
    counted,
    distances,
    in_nearly_any,
    in_this_one,
)
from sim.study.claims.null import NULLS
from sim.study.claims.sign import flippable
from sim.study.claims.table import Claim

__all__ = ["HEAD", "distance_lines", "ends", "headline"]

#: What is counted, in words.
_WORDS = {"all": "hold", "emergent": "emergent", "direct": "direct"}

#: Columns of `distance_lines`.
HEAD = ["null", "counted", "model", "draws: mean", "lowest to highest", "as many or more", "in sd"]


def distance_lines(found: pd.DataFrame) -> list[list[str]]:
    """Return a line a null and group, under HEAD.

    Parameters
    ----------
    found : what `null_table` returns
    """
    return [_line(one) for one in distances(found)]


def _line(one: Distance) -> list[str]:
    """Return one distance as text."""
    return [
        one.null,
        _WORDS[one.group],
        f"{one.model} of {one.claims}",
        f"{one.mean:.1f}",
        f"{one.low} to {one.high}",
        percent(one.as_many, places=0),
        "–" if math.isnan(one.in_sd) else with_sign(one.in_sd, 1),
    ]


def headline(found: pd.DataFrame) -> str:
    """Return the distance to the nulls, in a sentence each and as a table."""
    draws, tier = int(found["draws"].iloc[0]), str(counted(found)["tier"].iloc[0])
    of_null = {(one.null, one.group): one for one in distances(found)}
    sentences = []
    for null, words in NULLS.items():
        one = of_null[null, "all"]
        sentences.append(
            f"- **`{null}`** ({words}): {one.mean:.1f} hold, {one.low} to {one.high}; as many as "
            f"in the model or more in {percent(one.as_many, places=0)} of draws{_in_sd(one)}."
        )
    model = of_null["priors", "all"]
    kinds = [of_null["priors", group] for group in GROUPS[1:] if ("priors", group) in of_null]
    by_kind = ", ".join(f"{one.model} of {one.claims} {one.group}" for one in kinds)
    return "\n\n".join(
        [
            "## Distance to models that know less",
            f"**{model.model} of {model.claims} {tier} claims hold in the model** ({by_kind}). How "
            f"many hold anyway is found with {count_of(draws, 'draw')} of each of three nulls, "
            "which put the same claims, replicates and luck to models that lack one thing:",
            "\n".join(sentences),
            table(HEAD, distance_lines(found)),
            "*In sd*: the model’s number less the draws’ mean, in standard deviations of those "
            "draws. One draw holds in all arms, also in the months before a window; what an arm "
            "sets itself wins. `flipped` turns each of "
            f"{count_of(len(flippable()), 'coefficient')} by chance: those of terms that no "
            "article states and no direct claim sets. How often each claim holds "
            "in each null: `nulls.csv`. Part of the distance is made by hand: for what it could "
            "not express the model was given a term, at a default that brings it about (*direct*).",
        ]
    )


def _in_sd(one: Distance) -> str:
    """Return how far the model lies from a null, as the end of a sentence."""
    if math.isnan(one.in_sd):
        return "; the draws do not vary"
    return f", {with_sign(one.in_sd, 1)} standard deviations away"


def ends(claims: Sequence[Claim], found: pd.DataFrame) -> str:
    """Return the claims that hold in nearly any model, and those that hold in this one."""
    says = {claim.id: claim.statement.says for claim in claims}
    kinds = {claim.id: claim.kind for claim in claims}
    most, least = percent(NEARLY_ALL, places=0), percent(1.0 - NEARLY_ALL, places=0)
    listed = (
        (
            "Hold in nearly any model",
            f"They hold in the model and in {most} or more of the draws of all three nulls: that "
            "they hold tells nothing of this model.",
            in_nearly_any(found),
        ),
        (
            "Hold in this one",
            f"They hold in the model and in {least} or fewer of the draws of each null.",
            in_this_one(found),
        ),
    )
    shares = {(row["claim"], row["null"]): row["share"] for row in found.to_dict("records")}
    return "\n\n".join(
        f"### {title}\n\n{words}\n\n{_ends(held, says, kinds, shares)}"
        for title, words, held in listed
    )


def _ends(
    held: Sequence[str],
    says: Mapping[str, str],
    kinds: Mapping[str, str],
    shares: Mapping[tuple[str, str], float],
) -> str:
    """Return a table of claims with the share of draws in which each holds."""
    if not held:
        return "None."
    lines = [
        [
            f"{claim}: {says[claim]}",
            kinds[claim],
            *(percent(shares[claim, null], places=0) for null in NULLS),
        ]
        for claim in held
    ]
    return table(["claim", "kind", *NULLS], lines)
