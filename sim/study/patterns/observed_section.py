"""The part of the page on observed series: scores, rivals, swings, and points against bands."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.analysis.log_score import FLOOR
from sim.methods.scoring import AIM, HELD_OUT, MEASURES, NOT_SCORED, RIVALS, ObservedScore
from sim.plots import observed_bands, rival_scores, save
from sim.plots.label import words as mechanism_words
from sim.report.files import write
from sim.report.markdown import number, percent
from sim.study.patterns.score_words import SCORES, pooled, swing_words, verdict_words

__all__ = ["observed_section", "score_lines", "swing_lines"]

#: Who is scored beside the model, in the order of columns.
_CONTENDERS = {"model": "model", **RIVALS}


def score_lines(score: ObservedScore, column: str) -> list[list[str]]:
    """Return pooled held-out scores: a head, then a line a measure."""
    rows = pooled(score.table)
    lines = [["measure", *_CONTENDERS.values()]]
    for measure in rows["measure"].unique():
        by = rows[rows["measure"] == measure].set_index("contender")[column]
        lines.append([measure, *(number(by.get(one, np.nan)) for one in _CONTENDERS)])
    return lines


def swing_lines(score: ObservedScore, contender: str = "model") -> list[list[str]]:
    """Return a contender's swings within terms: a head, then a line a measure and dyad."""
    head = ["measure", "dyad", "ratio", "90% of replicates", "swing", "record", "less error"]
    lines = [[*head, "ratio, less error", "terms", "n"]]
    rows = score.swings[score.swings["contender"] == contender]
    for row in rows.to_dict("records"):
        lines.append(
            [
                str(row["measure"]),
                str(row["dyad"]),
                number(row["ratio"], 2),
                f"{number(row['ratio_low'], 2)} to {number(row['ratio_high'], 2)}",
                *(number(row[name]) for name in ("model", "record", "record_true")),
                number(row["ratio_true"], 2),
                str(row["terms"]),
                str(row["n"]),
            ]
        )
    return lines


def observed_section(score: ObservedScore, folder: Path) -> dict[str, Any]:
    """Write tables and pictures; return what `templates/hindcast_observed.md.j2` prints."""
    _write(score, folder)
    return {
        "floor": FLOOR,
        "aim": AIM,
        "verdicts": verdict_words(score),
        "crps": _scores(score, "crps", bands=True),
        "log_score": _scores(score, "log_score"),
        "tally": _verdicts(score),
        "measures": MEASURES,
        "swings": [
            (_CONTENDERS[one], swing_words(score, one), _labelled(swing_lines(score, one)))
            for one in ("model", "heider_balance")
        ],
        "not_scored": NOT_SCORED,
    }


def _write(score: ObservedScore, folder: Path) -> None:
    """Write tables and pictures."""
    tables = {"score": score.table, "difference": score.differences, "swing": score.swings}
    for name, made in tables.items():
        write(folder / f"observed_{name}.csv", made.to_csv(index=False))
    labels = {name: one.label for name, one in MEASURES.items()}
    drawn = rival_scores(
        pooled(score.differences), labels, RIVALS, replicates=score.replicates, seed=score.seed
    )
    save(drawn, folder / "figures", "observed_rivals")
    for one in MEASURES.values():
        drawn = observed_bands(
            score.bands,
            one.name,
            label=f"{one.label} [{one.unit}]",
            title=one.label,
            replicates=score.replicates,
            seed=score.seed,
            bounds=(one.low, one.high),
        )
        save(drawn, folder / "figures", f"observed_{one.name}")


def _labelled(lines: list[list[str]]) -> list[list[str]]:
    """Return a head and its lines with each measure in words."""
    head, *rows = lines
    return [head, *([MEASURES[measure].label, *row] for measure, *row in rows)]


def _scores(score: ObservedScore, column: str, *, bands: bool = False) -> list[list[str]]:
    """Return held-out scores of pools and dyads; with `bands`, what the model's hold."""
    held = score.table[score.table["block"] == HELD_OUT]
    head = ["measure", "dyad", *_CONTENDERS.values(), *(["in 50%", "in 90%"] if bands else []), "n"]
    lines = []
    for (measure, dyad), group in held.groupby(["measure", "dyad"], sort=False):
        by = group.set_index("contender")
        cells = [number(by[column].get(one, np.nan)) for one in _CONTENDERS]
        if bands:
            cells += [percent(by[name]["model"], places=0) for name in ("coverage50", "coverage90")]
        lines.append([MEASURES[str(measure)].label, str(dyad), *cells, str(int(by["n"].iloc[0]))])
    return [head, *lines]


def _verdicts(score: ObservedScore) -> list[list[str]]:
    """Return how often the model is better than each contender, by both scores."""
    held = score.differences[score.differences["block"] == HELD_OUT]
    sides = ("model", "neither", "rival")
    words = {"model": "model better", "neither": "neither", "rival": "rival better"}
    head = ["rival", *(f"{name}: {words[side]}" for name in SCORES for side in sides)]
    without = [one for one in held["rival"].unique() if one not in RIVALS]
    lines = [
        [_named(rival), *(str(n) for n in _tally(held[held["rival"] == rival], sides))]
        for rival in (*RIVALS, *without)
    ]
    return [head, *lines]


def _tally(rows: pd.DataFrame, sides: Sequence[str]) -> list[int]:
    """Return how many rows each side has, by each score."""
    return [int((rows[column] == side).sum()) for _, column in SCORES.values() for side in sides]


def _named(rival: str) -> str:
    """Return a contender in words."""
    return RIVALS.get(rival, mechanism_words(rival))
