"""How far the model lies from its nulls, claim by claim and in all: `nulls.csv`, and its numbers.

The table has all that the page says of nulls: `by_draw` spells a claim's results draw by draw, h
where it holds, u where it is undecided and f where it fails, and its letters stand in the order of
the draws, so that how many claims hold in a draw can be counted down the rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.methods.statement import Verdict
from sim.spec.version import KERNEL_HASH
from sim.study.claims.null import NULLS
from sim.study.claims.table import KINDS, Claim

__all__ = [
    *("COLUMNS", "GROUPS", "NEARLY_ALL", "TABLE", "Distance"),
    *("counted", "distances", "in_nearly_any", "in_this_one", "null_table", "per_draw"),
]

TABLE = "nulls.csv"

COLUMNS = (
    *("claim", "tier", "kind", "owner", "result", "null", "draws", "held", "undecided", "failed"),
    *("share", "by_draw", "replicates", "seed", "model"),
)

#: What is counted: all, and by kind.
GROUPS = ("all", *reversed(KINDS))

#: Share of a null's draws in which a claim that tells nothing holds, and 1 less it in which one
#: that the model alone has does. Assumed: nine in ten, as for signs of levers.
NEARLY_ALL = 0.9


@dataclass(frozen=True)
class Distance:
    """How many claims of a group hold in the model, and in the draws of a null.

    Attributes
    ----------
    model, claims : int
        How many hold in the model, of how many.
    mean, low, high, sd : float
        Of the numbers that hold in the draws; `sd` with one degree of freedom taken.
    as_many : float
        Share of draws in which as many hold as in the model, or more.
    """

    null: str
    group: str
    model: int
    claims: int
    mean: float
    low: int
    high: int
    sd: float
    as_many: float

    @property
    def in_sd(self) -> float:
        """The model's number less the draws' mean, in their spreads; NaN where they do not vary."""
        return (self.model - self.mean) / self.sd if self.sd > 0.0 else float("nan")


def null_table(
    claims: Sequence[Claim],
    verdicts: Mapping[str, Verdict],
    outcomes: pd.DataFrame,
    *,
    replicates: int,
    seed: int,
) -> pd.DataFrame:
    """Return one row a claim with a verdict and a null, in the order of the claims.

    Parameters
    ----------
    verdicts : of the model, by id
    outcomes : a row a draw and claim, as `sim.study.claims.null.put` returns it
    replicates, seed : of every arm

    Returns
    -------
    DataFrame
        With COLUMNS: `result` is that of the model, `share` that of draws in which the claim holds,
        `model` the hash of the model.
    """
    letters = outcomes.assign(letter=outcomes["result"].str[0]).sort_values("draw", kind="stable")
    spelt = letters.groupby(["claim", "null"], sort=False)["letter"].agg("".join)
    rows = []
    for claim in claims:
        if claim.id not in verdicts:
            continue
        for null in NULLS:
            by_draw = str(spelt[claim.id, null])
            held = by_draw.count("h")
            rows.append(
                (
                    *(claim.id, claim.tier, claim.kind, claim.mechanisms[0]),
                    *(verdicts[claim.id].result, null, len(by_draw), held),
                    *(by_draw.count("u"), by_draw.count("f"), held / len(by_draw), by_draw),
                    *(replicates, seed, KERNEL_HASH),
                )
            )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def counted(table: pd.DataFrame, group: str = "all") -> pd.DataFrame:
    """Return the rows of the claims that count: core ones where there are any, of a kind or all."""
    core = table[table["tier"] == "core"]
    rows = table if core.empty else core
    return rows if group == "all" else rows[rows["kind"] == group]


def per_draw(table: pd.DataFrame, null: str, group: str = "all") -> NDArray[np.int64]:
    """Return how many claims of a group hold in each draw of a null, (draw,)."""
    rows = counted(table, group)
    spelt = rows.loc[rows["null"] == null, "by_draw"]
    draws = int(table["draws"].iloc[0])
    return sum((np.array(list(one)) == "h" for one in spelt), np.zeros(draws, dtype=np.int64))


def distances(table: pd.DataFrame) -> list[Distance]:
    """Return the distance of the model to each null, for each group that has a claim.

    Examples
    --------
    >>> rows = [("C001", "core", "direct", "holds", null, 4, "hfuh") for null in NULLS]
    >>> head = ["claim", "tier", "kind", "result", "null", "draws", "by_draw"]
    >>> one = distances(pd.DataFrame(rows, columns=head))[0]
    >>> one.model, one.mean, one.as_many, round(one.in_sd, 2)
    (1, 0.5, 0.5, 0.87)
    """
    found = []
    for null in NULLS:
        for group in GROUPS:
            rows = counted(table, group)
            rows = rows[rows["null"] == null]
            if rows.empty:
                continue
            model, numbers = int((rows["result"] == "holds").sum()), per_draw(table, null, group)
            found.append(
                Distance(
                    null,
                    group,
                    model,
                    len(rows),
                    float(numbers.mean()),
                    int(numbers.min()),
                    int(numbers.max()),
                    float(numbers.std(ddof=1)),
                    float((numbers >= model).mean()),
                )
            )
    return found


def in_nearly_any(table: pd.DataFrame) -> list[str]:
    """Return the claims that hold in the model and in nearly all draws of every null."""
    return _throughout(table, table["share"] >= NEARLY_ALL)


def in_this_one(table: pd.DataFrame) -> list[str]:
    """Return the claims that hold in the model and in hardly any draw of every null."""
    # Nine tenths leave a little more than a tenth, in floating point.
    return _throughout(table, table["share"] <= 1.0 - NEARLY_ALL + 1e-9)


def _throughout(table: pd.DataFrame, which: pd.Series) -> list[str]:
    """Return the claims that count and hold in the model, and of which this is so in all nulls."""
    rows = counted(table.assign(which=which & (table["result"] == "holds")))
    throughout = rows.groupby("claim", sort=False)["which"].all()
    return [str(claim) for claim in throughout[throughout].index]
