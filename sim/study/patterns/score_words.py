"""What the scores say, in sentences computed from them: by whom the model is beaten, and where."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sim.methods.scoring import AIM, HELD_OUT, MEASURES, POOLED, RIVALS, ObservedScore
from sim.plots.label import signed
from sim.report.markdown import percent

__all__ = ["SCORES", "crps_counts", "pooled", "swing_words", "verdict_words"]

#: Both scores: the words, the column of the table, and who is better by it.
SCORES = {"CRPS": ("crps", "better"), "log score": ("log_score", "log_better")}


def pooled(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of years held out in turn and of all dyads with enough data."""
    return table[(table["block"] == HELD_OUT) & (table["dyad"] == POOLED)]


def verdict_words(score: ObservedScore) -> list[str]:
    """Return a sentence a score on all measures, then one a measure.

    Pooled dyads and held-out years; 'beaten' and 'better' where the 95% interval of the difference
    leaves out 0.
    """
    rows = pooled(score.differences)
    rows = rows[rows["rival"].isin(RIVALS)]
    return [
        *(_in_all(rows, words, column) for words, (_, column) in SCORES.items()),
        *(_of_measure(rows[rows["measure"] == one], one) for one in rows["measure"].unique()),
    ]


def crps_counts(score: ObservedScore) -> dict[str, int]:
    """Return in how many comparisons by CRPS the `model` is better, a `rival` is, and `of` all."""
    rows = pooled(score.differences)
    sides = rows.loc[rows["rival"].isin(RIVALS), SCORES["CRPS"][1]]
    return {"of": len(sides), **{one: int((sides == one).sum()) for one in ("model", "rival")}}


def _in_all(rows: pd.DataFrame, words: str, column: str) -> str:
    """Return in how many comparisons who is better by one score."""
    count = rows[column].value_counts()
    by = [
        f"{RIVALS[name]} on {n}"
        for name in RIVALS
        if (n := int((rows.loc[rows["rival"] == name, column] == "rival").sum()))
    ]
    return (
        f"By {words} the model is better than a rival in {count.get('model', 0)} of {len(rows)} "
        f"comparisons, beaten in {count.get('rival', 0)}, and neither in {count.get('neither', 0)}"
        f". Beaten by {_listed(by) if by else 'nobody'}" + (" of the measures." if by else ".")
    )


def _of_measure(rows: pd.DataFrame, measure: str) -> str:
    """Return by whom the model is beaten on one measure, and whom it beats."""
    said = []
    for words, (_, column) in SCORES.items():
        beaten, better = (
            [RIVALS[one] for one in RIVALS if one in set(rows.loc[rows[column] == who, "rival"])]
            for who in ("rival", "model")
        )
        said.append(
            f"by {words} "
            + (f"beaten by {_listed(beaten)}" if beaten else "beaten by none")
            + (f", better than {_listed(better)}" if better else ", better than none")
        )
    return f"{MEASURES[measure].label}: {'; '.join(said)}."


def swing_words(score: ObservedScore, contender: str = "model") -> list[str]:
    """Return a sentence a measure on how far a contender's figures swing within terms.

    Parameters
    ----------
    contender : 'model' or 'heider_balance'
    """
    found = score.swings
    name = RIVALS.get(contender, f"the {contender}")
    rows = found[(found["dyad"] == POOLED) & (found["contender"] == contender)]
    said = []
    for row in rows.to_dict("records"):
        label = MEASURES[str(row["measure"])].label
        if np.isnan(row["ratio"]):
            said.append(f"{label}: the record does not move within terms, so there is no ratio.")
            continue
        side = _beside(float(row["ratio"]))
        said.append(
            f"{label}: within terms {name} swings {row['ratio']:.2f} times as far as the record "
            f"(90% of replicates: {row['ratio_low']:.2f} to {row['ratio_high']:.2f}), {side} the "
            f"aim of {AIM[0]:g} to {AIM[1]:g}; {percent(row['inside'], places=0)} of replicates "
            f"lie within it.{_less_error(float(row['ratio_true']))} The relation itself swings by "
            f"{row['relation']:.3f}, and a figure "
            f"follows it with slope {signed(float(row['slope']))}"
            + (" (of the logit)." if MEASURES[str(row["measure"])].link == "share" else ".")
        )
    return said


def _less_error(ratio: float) -> str:
    """Return what the ratio is once the record's sampling error is taken from it, if that is known.

    Figures without noise stand beside a record with it: without error in the record, one that is
    right would have a ratio of 1.
    """
    if np.isnan(ratio):
        return ""
    return f" Over the record less its sampling error it is {ratio:.2f}."


def _beside(ratio: float) -> str:
    """Return where a ratio lies."""
    return "below" if ratio < AIM[0] else "above" if ratio > AIM[1] else "within"


def _listed(names: Sequence[str]) -> str:
    """Return names as a list in a sentence.

    Examples
    --------
    >>> _listed(["a"]), _listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
