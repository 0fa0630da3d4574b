"""What the report tells of the sweep's worlds: what each comes to, and what differs."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from sim.analysis import Effect, endings, fan_table
from sim.plots import outcome_label, point_name, world_name
from sim.report.markdown import (
    count_of,
    interval_of,
    percent,
    plus_minus,
    share_of,
)
from sim.report.markup import Markdown, table
from sim.spec.levels import TRIANGLE_WORDS
from sim.store import Results

__all__ = ["differing", "ending", "headline", "means", "pairing", "summary_tables", "worlds"]

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


def _wide(summary: pd.DataFrame, outcomes: Sequence[str]) -> Markdown:
    """Return outcomes as rows and worlds as columns."""
    names = list(dict.fromkeys(summary["scenario"]))
    by = summary.drop_duplicates(["outcome", "scenario"]).set_index(["outcome", "scenario"])
    rows = [
        [_said(name, str(by.loc[(name, names[0]), "kind"]))]
        + [_cell(by.loc[(name, world)]) for world in names]
        for name in outcomes
    ]
    return table(["outcome", *(world_name(name) for name in names)], rows)


def _contrasts(effects: Mapping[str, Effect], outcomes: Sequence[str]) -> Markdown:
    """Return paired differences: outcomes as rows, worlds as columns."""
    kinds = next(iter(effects.values())).table
    rows = [
        [outcome_label(name).rsplit(" [", 1)[0]]
        + [interval_of(effect, name) for effect in effects.values()]
        for name in outcomes
        if name in kinds.index
    ]
    return table(["outcome", *(world_name(name) for name in effects)], rows)


def worlds(summary: pd.DataFrame) -> Markdown:
    """Return the table of what each world comes to."""
    return _wide(summary, SHOWN)


def means(summary: pd.DataFrame) -> list[tuple[str, float]]:
    """Return each world with the median of its mean relation, the lowest first."""
    rows = summary[summary["outcome"] == "jpn_kor_mean"].sort_values("median")
    return [(world_name(str(one)), m) for one, m in zip(rows.scenario, rows["median"], strict=True)]


def differing(effects: Mapping[str, Effect], expects: Mapping[str, str]) -> dict[str, Any] | None:
    """Return paired differences against the reference, and what is expected of each world.

    Parameters
    ----------
    expects : scenario to what its file says the articles lead one to expect
    """
    if not effects:
        return None
    expected = [
        (
            world_name(name),
            expects[name],
            [(words, interval_of(effect, key)) for key, words in _SHORT.items()],
        )
        for name, effect in effects.items()
        if expects.get(name)
    ]
    return {
        "base": point_name(next(iter(effects.values())).base),
        "table": _contrasts(effects, SHOWN),
        "expected": expected,
    }


def headline(monthly: pd.DataFrame, effect: Effect, pairs: int, apart: str) -> dict[str, Any]:
    """Return what is told of two whole Washingtons, loyalty competition and mediation.

    `apart` are the traits in which they differ: the pair is no measure of one of them.
    """
    end, widest = monthly.iloc[-1], monthly.iloc[int(monthly["difference"].abs().argmax())]
    clear = monthly[(monthly["low"] > 0) | (monthly["high"] < 0)]
    way = "higher" if end["difference"] > 0 else "lower"
    if not (end["low"] > 0 or end["high"] < 0):
        way = "no different beyond Monte Carlo error"
    return {
        "first": "no month" if effect.first_month is None else f"{effect.first_month:%B %Y}",
        "since": f"{clear.index[0]:%B %Y}" if len(clear) else "",
        "way": way,
        "when": f"{widest.name:%B %Y}",
        "widest": widest.to_dict(),
        "end": end.to_dict(),
        "pairs": pairs,
        "replicates": effect.replicates,
        "higher": float(effect["jpn_kor_mean"]["p_positive"]),
        "apart": apart,
    }


def ending(results: Results, points: Mapping[str, int]) -> list[list[str]]:
    """Return a line a world and final triangle type, together with how long it has held."""
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
    return rows


def pairing(effects: Mapping[str, Effect]) -> dict[str, Any] | None:
    """Return what common luck saves, a line a world."""
    if not effects:
        return None
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
    head = ["against the reference", "mean relation", "times fewer runs"]
    return {"head": [*head, f"median of {count_of(len(SHOWN), 'outcome')}", "most"], "rows": rows}


def summary_tables(summary: pd.DataFrame, effects: Mapping[str, Effect]) -> dict[str, Any]:
    """Return what `templates/summary.md.j2` prints: all outcomes of worlds, all differences."""
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
    return {
        "worlds": len(names),
        "outcomes": len(outcomes),
        "wide": _wide(summary, outcomes),
        "chances": table(["outcome", *map(world_name, names)], chances),
        "base": point_name(next(iter(effects.values())).base) if effects else "",
        "contrasts": _contrasts(effects, outcomes) if effects else "",
    }
