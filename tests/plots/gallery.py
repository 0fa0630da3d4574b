"""A made picture of each kind that `sim.plots` draws, for what must hold of all of them."""

import functools
import itertools
from collections.abc import Callable

import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.figure import Figure

from sim import plots
from sim.analysis import effects_against, fan_table, monthly_difference
from sim.spec.calendar import month_number
from tests.analysis.made import made_results
from tests.plots import made_pictures

__all__ = ["GALLERY", "WORLDS", "drawn"]

RELATION = "relation_jpn_kor"
WORLDS = ("second_trump_term", "neglect", "biden_style_mediation", "joint_hedging")
OUTCOMES = ["jpn_kor_mean", "summits", "bid_mean_kor", "jpn_kor_fall"]
SAID = {"title": "Ties end higher", "subtitle": "How to read it"}
CAPTION = "7 replicates a cell, seed 3."
LUCK = {"replicates": 250, "seed": 7}


@functools.cache
def results(scenarios: tuple[str, ...] = WORLDS, months: int = 24):
    return made_results(scenarios, count=120, months=months)


def _paired():
    run = results()
    months = fan_table(run, RELATION, 0).index
    coords = {"replicate": range(40), "month": months}
    walks = np.random.default_rng(1).normal(0.01, 0.02, (2, 40, len(months))).cumsum(axis=2)
    one, other = (xr.DataArray(walk, coords, ("replicate", "month")) for walk in walks)
    return plots.paired_difference(run, RELATION, 0, 1, monthly_difference(one, other), pairs=40)


def _fan():
    marks = [
        plots.Mark(pd.Timestamp("2025-03-01"), "Ruling", given=True),
        plots.Mark(pd.Timestamp("2026-02-01"), "Ruling", given=True),
        plots.Mark(pd.Timestamp("2026-09-01"), "Summit", given=False),
    ]
    seen = pd.DataFrame(
        {"value": [1.0, 2.5, 2.0], "se": [0.5, 0.4, np.nan]},
        index=pd.to_datetime(["2025-02-01", "2025-05-01", "2025-08-01"]),
    )
    return plots.fan(
        *(results(), RELATION, "neglect"), marks=marks, observed=seen, observed_label="Tone"
    )


def _articles():
    names = ["none", "000", "003", "all"]
    contrast = pd.DataFrame(
        [
            {"article": name, "part": part, "outcome": outcome, "value": value}
            | {"low": value - 0.05, "high": value + 0.05}
            for name, value in zip(names, (0.3, 0.1, 0.3, 0.0), strict=True)
            for part in ("whole", "traits", "parameters")
            for outcome in ("jpn_kor_mean", "summits")
        ]
    )
    facts = pd.DataFrame({"article": names * 2, "change": np.linspace(-0.2, 0.2, 8)})
    return plots.article_changes(
        *(contrast, facts),
        labels={"jpn_kor_mean": "Mean relation", "summits": "Summits"},
        contrast_of=("neglect", "joint_hedging"),
        **LUCK,
    )


def _cells() -> pd.DataFrame:
    grid = itertools.product((0.1, 0.9), (0.1, 0.9), np.linspace(0, 1, 4), np.linspace(0, 2, 4))
    table = pd.DataFrame(grid, columns=["care", "brokerage", "demands", "load"])
    share = (0.5 + 0.6 * table["demands"] - 0.3 * table["load"]).clip(0, 1)
    table = table.assign(share=share, gap=share / 2, keeps_close=share, keeps_apart=1 - share / 2)
    return table.assign(humps=share < 0.4)


def _waiting() -> pd.DataFrame:
    rows = [
        {"washington": name, "begins": begins, "event": "left", "month": month}
        | {"waiting": 1 - fall * month, "low": 0.97 - fall * month, "high": 1.0}
        for name, fall in (("one", 0.01), ("other", 0.015), ("third", 0.004))
        for begins in ("close", "apart")
        for month in range(49)
    ]
    return pd.DataFrame(rows)


def _calendars():
    first = month_number("2025-01")
    terms = [("own", "Ishiba Shigeru", "Ishiba"), ("2", "A drawn one", "drawn")]
    tenures = pd.DataFrame(
        [
            {"calendar": name, "leader": leader, "short": short, "first": first}
            | {"last": first + 35, "drawn": name != "own"}
            for name, leader, short in terms
        ]
    )
    values = pd.DataFrame(
        [
            {"calendar": name, "world": world, "value": value, "low": value - 0.1}
            | {"high": value + 0.1}
            for name, _, _ in terms
            for world, value in (("neglect", 0.2), ("joint_hedging", 0.5))
        ]
    )
    more = {"outcome": "jpn_kor_final", "title": SAID["title"], "caption": CAPTION}
    return plots.calendars(tenures, values, **more)


def _claims():
    table = pd.DataFrame(
        {
            "claim": ["C001", "C002", "C003"],
            "says": ["Brokerage helps.", "Ties are warmer wherever the two want it.", "Third."],
            "kind": ["emergent", "direct", "direct"],
            "result": ["holds", "fails", "undecided"],
            "first": ["met", "missed", "undecided"],
            "effect": [0.5, -0.4, 0.1],
            "low": [0.4, -0.5, -0.1],
            "high": [0.6, -0.3, 0.3],
            "above": [0.2, 0.1, 0.2],
            "below": [np.nan, np.nan, np.nan],
        }
    )
    return plots.claim_effects(table, article="000", **LUCK)


def _facts() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": ["E01", "E02", "E03"],
            "says": ["Ties reach their low in 2018 to 2020.", "A break.", "A recovery."],
            "use": ["calibration", "validation", "validation"],
            "by_input": [False, False, True],
            "result": ["met", "missed", "undecided"],
            "value": [0.9, 0.2, 0.6],
            "low": [0.8, 0.1, 0.5],
            "high": [0.95, 0.3, 0.7],
            "wanted": [0.8, 0.7, np.nan],
            "decided_by": ["", "", "Decided by the median."],
        }
    )


def _contractions():
    table = pd.DataFrame(
        {"default": [0.1, 0.4], "prior_low": [0.03, 0.2], "prior_high": [0.3, 0.8]}
        | {"q05": [0.05, 0.21], "q50": [0.1, 0.5], "q95": [0.15, 0.79]}
        | {"contraction": [0.9, -0.05]},
        index=["memory_gain", "summit_rate"],
    )
    return plots.contractions(table, trials=8000, **LUCK)


def _maps():
    rows = [
        {"outcome": "ties", "drawing": drawing, "x": x, "y": y, "effect": x - y}
        | {"sign": int(np.sign(x - y))}
        for drawing in ("with", "without")
        for x in (0.0, 0.5, 1.0)
        for y in (0.0, 0.5, 1.0)
    ]
    return plots.effect_maps(
        *(pd.DataFrame(rows), {"ties": "Ties [−1 to 1]"}),
        x="Across [0 to 1]",
        y="Along [0 to 1]",
        **SAID,
        **LUCK,
    )


def _factorial():
    table = pd.DataFrame(
        {"difference": [0.3, -0.1, 0.02], "low": [0.25, -0.15, -0.01], "high": [0.35, -0.05, 0.05]}
        | {"order": [1, 1, 2]},
        index=["demands", "reward", "demands × reward"],
    )
    effects = {"jpn_kor_final": table, "jpn_kor_mean": table.assign(difference=[0.2, -0.1, 0.0])}
    return plots.factorial_forest(effects, **SAID, caption=CAPTION)


def _deciles():
    at = np.linspace(0.1, 0.9, 9)
    tables = {
        name: pd.DataFrame({"quantile": at, "difference": k * (1 - at)}).assign(
            low=k * (1 - at) - 0.02, high=k * (1 - at) + 0.02
        )
        for name, k in (("demands little", 0.6), ("demands much", 0.3), ("no demands", 0.1))
    }
    return plots.decile_effects(tables, **SAID, caption=CAPTION)


def _levers():
    rows = [
        {"lever": lever, "kind": kind, "outcome": outcome, "median": median, "p05": median - 0.1}
        | {"p95": median + 0.1, "default_effect": median, "default_se": 0.01}
        for lever, kind, median in (
            ("switches.thaw", "switch", 0.4),
            ("leaders.tokyo.rivalry", "trait", -0.3),
        )
        for outcome in ("jpn_kor_mean", "jpn_kor_final")
    ]
    labels = {"jpn_kor_mean": "Ties, mean", "jpn_kor_final": "Ties, last month"}
    more = {"draws": 64, "pairs": 20, "world": "neglect", **LUCK}
    return plots.lever_effects(pd.DataFrame(rows), labels, **more)


def _lever_map():
    grid = itertools.product((0.1, 0.4, 0.7, 1.0), (-0.5, 0.0, 0.5))
    cells = pd.DataFrame([{"x": x, "y": y, "value": x - y, "se": 0.02} for x, y in grid])
    names = {"x": "washington.loyalty_reward", "y": "washington.pressure_tilt"}
    return plots.lever_map(cells, **names, draws=64, world="neglect", **LUCK)


def _observed():
    rows = [
        {"measure": "share", "contender": "model", "group": group, "first": first}
        | {"last": first + 2, "observed": 0.3 + 0.02 * k, "se": 0.05, "q05": 0.1, "q25": 0.2}
        | {"q50": 0.3, "q75": 0.4, "q95": 0.5}
        for group in ("JPN-KOR", "Cabinet Office JPN>USA", "Genron/EAI KOR>JPN")
        for k, first in enumerate(range(24156, 24186, 3))
    ]
    more = {"label": "Conflict share of acts [share]", "title": "Conflict share of acts", **LUCK}
    return plots.observed_bands(pd.DataFrame(rows), "share", **more)


def _rivals():
    rows = [
        {"measure": measure, "rival": rival, "skill": at, "skill_low": at - 0.1}
        | {"skill_high": at + 0.1, "better": better, "log_difference": at, "log_low": at - 0.1}
        | {"log_high": at + 0.1, "log_better": better}
        for measure in ("tone", "share")
        for rival, at, better in (
            ("one", 0.3, "model"),
            ("two", -0.3, "rival"),
            ("x", 0, "neither"),
        )
    ]
    names = {one: one.capitalize() for one in ("tone", "share")}
    rivals = {"one": "persistence", "two": "two states", "x": "balance"}
    return plots.rival_scores(pd.DataFrame(rows), names, rivals, **LUCK)


def _dependence():
    at = np.linspace(0.1, 0.9, 5)
    table = pd.DataFrame({"key_mean": at, "key_low": at - 0.1, "key_high": at + 0.1})
    table = table.assign(value=at / 2, low=at / 2 - 0.05, high=at / 2 + 0.05, replicates=50)
    said = {"outcome": "jpn_kor_final", "long_name": "Relation Japan-Korea in the last month"}
    said |= {"scenario": "neglect", "point": 0, "level": 0.95, "kind": "level", **LUCK}
    tables = []
    for key in ("leaders.next_seoul.history_hard_line", "leaders.trump_2.mediation"):
        one = table.copy()
        one.attrs = said | {"key": key}
        tables.append(one)
    return plots.partial_dependence(tables)


def _shares():
    table = pd.DataFrame(
        {"trough": [-0.3, -0.1], "trough_se": [0.02] * 2, "recovery": [0.1, 0.4]}
        | {"recovery_se": [0.02] * 2},
        index=["history_dispute", "thaw"],
    )
    return plots.mechanism_shares(table, orders=60, **LUCK)


def _ablation():
    facts = ["E01", "E02", "E03", "E04"]
    change = pd.DataFrame([[-0.9, 0.4, 0.005, -0.5], [0.1, -0.3, 0.7, 0.02]], columns=facts)
    change.index = ["mediation", "thaw"]
    return plots.ablation_map(change, change * 0 + 0.03, **LUCK)


def _nulls():
    held = {"emergent": {"priors": [3, 4, 4, 5], "permuted": [6, 5, 7, 7]}}
    more = {"tier": "core", **LUCK}
    return plots.null_counts(held, {"emergent": 9}, {"emergent": 12}, **more)


def _dependence():
    ends = pd.Series([0.0, 0.3, 0.6, 1.0])
    value = pd.Series([0.5, 0.3, 0.1])
    table = pd.DataFrame(
        {
            "key_low": ends[:3],
            "key_high": ends[1:].to_numpy(),
            "key_mean": ends[:3] + 0.15,
            "value": value,
            "low": value - 0.05,
            "high": value + 0.05,
            "replicates": 100,
        }
    )
    table.attrs = {
        "outcome": "jpn_kor_final",
        "long_name": "Relation Japan-Korea in the last month",
        "key": "leaders.seoul.rivalry",
        "seed": 1,
        "replicates": 300,
        "level": 0.95,
        "scenario": "second_trump_term",
    }
    return plots.partial_dependence([table])


#: Name of a public function to a picture that it draws.
GALLERY: dict[str, Callable[[], Figure]] = {
    "ablation_map": _ablation,
    "article_changes": _articles,
    "basin_maps": lambda: plots.basin_maps(_cells(), "share", **SAID, caption=CAPTION),
    "calendars": _calendars,
    "claim_effects": _claims,
    "contractions": _contractions,
    "crossing_curves": lambda: plots.crossing_curves(
        _waiting(),
        [("close", "left"), ("apart", "left")],
        first=month_number("2025-01"),
        **SAID,
        caption=CAPTION,
    ),
    "decile_effects": _deciles,
    "distributions": lambda: plots.distributions(results(), OUTCOMES, WORLDS),
    "effect_maps": _maps,
    "fact_probabilities": lambda: plots.fact_probabilities(_facts(), **LUCK),
    "factorial_forest": _factorial,
    "facts_before_after": lambda: plots.facts_before_after(_facts(), _facts(), **LUCK),
    "fan": _fan,
    "fans_by_world": lambda: plots.fans_by_world(results(), RELATION, WORLDS),
    "forest": lambda: plots.forest(effects_against(results(), 0), OUTCOMES),
    "hundred_worlds": lambda: plots.hundred_worlds(
        {"One": (0.6, 0.2, 0.2), "Other": (0.9, 0.1, 0.0)},
        ("close", "between", "apart"),
        below=["60 close", "90 close"],
        **SAID,
        caption=CAPTION,
    ),
    "lever_effects": _levers,
    "lever_map": _lever_map,
    "mechanism_shares": _shares,
    "null_counts": _nulls,
    "observed_bands": _observed,
    "option_shares": lambda: plots.option_shares(results(), "seoul", 0),
    "paired_difference": _paired,
    "partial_dependence": _dependence,
    "rival_scores": _rivals,
    "triangle_shares": lambda: plots.triangle_shares(results(), WORLDS),
    "twin_scatter": lambda: plots.twin_scatter(results(), 0, 2, "jpn_kor_mean"),
    # Pictures of questions are made beside their own tests.
    **{name: functools.partial(made_pictures.question, name) for name in made_pictures.QUESTIONS},
}


@functools.cache
def drawn(name: str) -> Figure:
    """Return a picture of the gallery, drawn once."""
    return GALLERY[name]()
