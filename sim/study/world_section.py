"""Sections of the report on the sweep's worlds: what each comes to, and what differs."""

from collections.abc import Mapping, Sequence

import pandas as pd

from sim.analysis import Effect, endings, fan_table
from sim.plots import outcome_label, point_name, world_name
from sim.report.markdown import (
    count_of,
    interval_of,
    percent,
    plus_minus,
    share_of,
    table,
    with_interval,
)
from sim.spec.levels import TRIANGLE_WORDS
from sim.store import Results
from sim.study.figures import rivals

__all__ = ["differing", "ending", "headline", "pairing", "summary_tables", "worlds"]

#: Outcomes of the report's own tables; all of them are in summary.md.
SHOWN = (
    "jpn_kor_mean",
    "jpn_kor_final",
    "jpn_kor_low",
    "jpn_kor_fall",
    "bid_mean_jpn",
    "bid_mean_kor",
    "rent_mean",
    "share_overclaim",
    "coordination_tariff",
    "settlements",
    "reversals",
    "summits",
    "institution_final",
    "share_alignment_kor",
)

#: Outcomes set beside what is expected of a world.
_SHORT = {
    "jpn_kor_mean": "mean Tokyo–Seoul relation",
    "bid_mean_jpn": "Tokyo's bids",
    "bid_mean_kor": "Seoul's bids",
    "institution_final": "institutions at the end",
    "coordination_tariff": "acting together on tariffs",
}


def _cell(row: pd.Series) -> str:
    """Return an outcome of one world: a probability, a mean count, or a median."""
    if row["kind"] == "flag":
        return share_of(row["mean"], row["replicates"])
    if row["kind"] == "count":
        return plus_minus(row["mean"], row["mean_se"], 2)
    return plus_minus(row["median"], row["median_se"])


def _said(outcome: str, kind: str) -> str:
    """Return an outcome's label, and which of its numbers is shown."""
    which = {"flag": "share of replicates", "count": "mean"}.get(kind, "median")
    return f"{outcome_label(outcome).rsplit(' [', 1)[0]} ({which})"


def _wide(summary: pd.DataFrame, outcomes: Sequence[str]) -> str:
    """Return outcomes as rows and worlds as columns."""
    names = list(dict.fromkeys(summary["scenario"]))
    by = summary.drop_duplicates(["outcome", "scenario"]).set_index(["outcome", "scenario"])
    rows = [
        [_said(name, str(by.loc[(name, names[0]), "kind"]))]
        + [_cell(by.loc[(name, world)]) for world in names]
        for name in outcomes
    ]
    return table(["", *(world_name(name) for name in names)], rows)


def _contrasts(effects: Mapping[str, Effect], outcomes: Sequence[str]) -> str:
    """Return paired differences: outcomes as rows, worlds as columns."""
    kinds = next(iter(effects.values())).table
    rows = [
        [outcome_label(name).rsplit(" [", 1)[0]]
        + [interval_of(effect, name) for effect in effects.values()]
        for name in outcomes
        if name in kinds.index
    ]
    return table(["", *(world_name(name) for name in effects)], rows)


def worlds(points: Mapping[str, int], summary: pd.DataFrame) -> str:
    """Return the section on what each world comes to."""
    pictures = ["![Worlds](figures/3_worlds.png)", "![Outcomes](figures/4_outcomes.png)"]
    return "\n\n".join(
        [
            f"## What the {'worlds come' if len(points) > 1 else 'world comes'} to",
            "Medians, mean counts and shares, each ± its Monte Carlo standard error. All outcomes, "
            "with the spread over replicates, are in [summary.md](summary.md) and "
            "[summary.csv](summary.csv).",
            _wide(summary, SHOWN),
            *(pictures if rivals(points) else ()),
        ]
    )


def _expected(effects: Mapping[str, Effect], expects: Mapping[str, str]) -> str:
    """Return what is expected of each world beside what the model shows."""
    lines = []
    for name, effect in effects.items():
        if not expects.get(name):
            continue
        shown = "; ".join(f"{words} {interval_of(effect, key)}" for key, words in _SHORT.items())
        lines.append(f"- **{world_name(name)}.** Expected: {expects[name]} The model: {shown}.")
    return "\n".join(lines)


def differing(effects: Mapping[str, Effect], expects: Mapping[str, str]) -> str:
    """Return the section on paired differences against the reference.

    Parameters
    ----------
    expects : scenario to what its file says the articles lead one to expect
    """
    if not effects:
        return ""
    base = point_name(next(iter(effects.values())).base)
    return "\n\n".join(
        [
            f"## What differs from {base}",
            "Mean paired differences with 95% Monte Carlo intervals: the same replicate under both "
            "worlds, so that only what was changed tells them apart. An interval that leaves out 0 "
            "says that the model's worlds differ, not that the difference is large: read its size.",
            _contrasts(effects, SHOWN),
            "![Differences](figures/6_differences.png)",
            "What the articles lead one to expect of each world, in the words of its file, and "
            f"what changes in the model against {base}. Where the two part, either a rule or a "
            "reading is wrong, or the argument needs something that the model lacks:",
            _expected(effects, expects),
        ]
    )


def headline(monthly: pd.DataFrame, effect: Effect, pairs: int, apart: str) -> str:
    """Return the section on two whole Washingtons, loyalty competition and mediation.

    `apart` are the traits in which they differ: the pair is no measure of one of them.
    """
    end, widest = monthly.iloc[-1], monthly.iloc[int(monthly["difference"].abs().argmax())]
    clear = monthly[(monthly["low"] > 0) | (monthly["high"] < 0)]
    first = f"{effect.first_month:%B %Y}" if effect.first_month is not None else "no month"
    since = f"{clear.index[0]:%B %Y}" if len(clear) else ""
    begins = (
        f"The first month in which any pair differs is {first}; the mean difference in "
        "Tokyo–Seoul relations, mediation less loyalty competition, has an interval without 0"
    )
    if not len(clear):
        begins += " in no month."
    else:
        begins += (
            " in that month already." if since == first else f" for the first time in {since}."
        )
    row = effect["jpn_kor_mean"]
    way = "higher" if end["difference"] > 0 else "lower"
    if not (end["low"] > 0 or end["high"] < 0):
        way = "no different beyond Monte Carlo error"
    said = (
        f"Two worlds, the same {effect.replicates:,} strokes of luck: Washington rewards the more "
        f"loyal ally, or it mediates. The two differ in several traits at once ({apart}), so that "
        f"what follows is the sum of their effects and no measure of brokerage. {begins} "
        f"Under mediation the window ends {way}. "
        f"The difference is widest in {widest.name:%B %Y}: "
        f"{with_interval(widest['difference'], widest['low'], widest['high'])}; in the last month "
        f"it is {with_interval(end['difference'], end['low'], end['high'])}, on a scale from "
        f"−1 to 1 ({pairs:,} pairs). Over the whole window mediation has the higher mean in "
        f"{share_of(row['p_positive'], effect.replicates)} of the pairs."
    )
    return "\n\n".join(
        [
            "## Two whole Washingtons: loyalty competition or mediation",
            said,
            "![Loyalty against mediation](figures/1_loyalty_against_mediation.png)",
            "![Twins](figures/7_twins.png)",
        ]
    )


def ending(results: Results, points: Mapping[str, int]) -> str:
    """Return the section on final triangle types, together with how long they have held."""
    rows = []
    for name, number in points.items():
        last = fan_table(results, "relation_jpn_kor", number).iloc[-1]
        ends = endings(results, number)
        for kind, (_, row) in zip(TRIANGLE_WORDS, ends.iterrows(), strict=True):
            if row["share"] > 0:
                rows.append(
                    [
                        f"{world_name(name)}: {kind}",
                        share_of(row["share"], last["count"]),
                        f"{row['months_median']:.0f} "
                        f"({row['months_q25']:.0f} to {row['months_q75']:.0f})",
                        percent(row["brief"]),
                    ]
                )
    return "\n\n".join(
        [
            "## How the windows end, and how long that end has held",
            "The triangle of Washington, Tokyo and Seoul in the last month. A pair whose relation "
            "is above 0 are friends, any other is at odds; in brackets stands Dittmer's name. "
            "It is read together with its persistence: an end that has held for a few months is a "
            "passing state.",
            table(
                ["world and final type", "replicates", "months held (quartiles)", "under a year"],
                rows,
            ),
            "![Friends or at odds, month by month](figures/5_triangles.png)",
        ]
    )


def pairing(effects: Mapping[str, Effect]) -> str:
    """Return the section on what common luck saves."""
    if not effects:
        return ""
    rows = []
    for name, effect in effects.items():
        saved = effect.table.loc[list(SHOWN), "variance_saved"].dropna()
        best = str(saved.idxmax()) if len(saved) else ""
        middle = float(saved.median()) if len(saved) else float("nan")
        relation = float(effect["jpn_kor_mean"]["variance_saved"])
        rows.append(
            [
                world_name(name),
                percent(relation, places=0),
                f"{1 / (1 - relation):.1f}" if relation < 1 else "∞",
                percent(middle, places=0),
                f"{outcome_label(best).rsplit(' [', 1)[0]}, {percent(saved.max(), places=0)}"
                if best
                else "–",
            ]
        )
    return "\n\n".join(
        [
            "## What pairing saves",
            "The share of the variance of a difference that the common luck takes away. Without it "
            "one would need so many times the replicates for the same error.",
            table(
                [
                    "against the reference",
                    "mean relation",
                    "times fewer runs",
                    f"median of {count_of(len(SHOWN), 'outcome')}",
                    "most",
                ],
                rows,
            ),
        ]
    )


def summary_tables(summary: pd.DataFrame, effects: Mapping[str, Effect]) -> str:
    """Return the text of summary.md: every outcome of every world, and every difference."""
    outcomes = list(dict.fromkeys(summary["outcome"]))
    happened = summary[summary["probability"].notna()]
    by = happened.drop_duplicates(["outcome", "scenario"]).set_index(["outcome", "scenario"])
    names = list(dict.fromkeys(summary["scenario"]))
    chances = [
        [outcome_label(name).rsplit(" [", 1)[0]]
        + [
            share_of(by.loc[(name, world), "probability"], by.loc[(name, world), "replicates"])
            for world in names
        ]
        for name in dict.fromkeys(happened["outcome"])
    ]
    parts = [
        "# Summary of the worlds",
        "This model explores and teaches; it does not predict. Numbers are ± one Monte Carlo "
        "standard error; intervals are 95% Monte Carlo intervals. The same numbers, with the "
        "spread over replicates, are in summary.csv.",
        "## Medians, mean counts and shares",
        _wide(summary, outcomes),
        "## Probability of at least one, or above 0",
        table(["", *(world_name(name) for name in names)], chances),
    ]
    if effects:
        base = point_name(next(iter(effects.values())).base)
        parts += [
            f"## Mean paired differences against {base}",
            "Worlds with another window are left out.",
            _contrasts(effects, outcomes),
        ]
    return "\n\n".join(parts) + "\n"
