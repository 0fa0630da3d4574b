"""What the page of claims says of nulls: the distance first, then the claims at either end."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from sim.report.markdown import percent, with_sign
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

__all__ = ["HEAD", "against_nulls", "distance_lines"]

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


def against_nulls(claims: Sequence[Claim], found: pd.DataFrame) -> dict[str, Any]:
    """Return what the page says of nulls: `templates/claims_nulls.md.j2` prints it.

    Parameters
    ----------
    found : what `null_table` returns
    """
    of_null = {(one.null, one.group): one for one in distances(found)}
    every = [of_null[null, "all"] for null in NULLS]
    shares = sorted({percent(one.as_many, places=0) for one in every}, key=lambda s: float(s[:-1]))
    most, least = percent(NEARLY_ALL, places=0), percent(1.0 - NEARLY_ALL, places=0)
    by_id = {claim.id: claim for claim in claims}
    ends = (
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
    return {
        "model": of_null["priors", "all"],
        "kinds": [of_null["priors", one] for one in GROUPS[1:] if ("priors", one) in of_null],
        "all": list(zip(NULLS.values(), every, strict=True)),
        "as_many": shares[0] if len(shares) == 1 else f"{shares[0]} to {shares[-1]}",
        "tier": str(counted(found)["tier"].iloc[0]),
        "draws": int(found["draws"].iloc[0]),
        "head": HEAD,
        "lines": distance_lines(found),
        "flippable": len(flippable()),
        "ends": [(title, words, [by_id[one] for one in held]) for title, words, held in ends],
        "names": list(NULLS),
        "shares": {(row["claim"], row["null"]): row["share"] for row in found.to_dict("records")},
        "picture": False,
    }
