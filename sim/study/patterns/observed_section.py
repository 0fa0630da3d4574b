"""The part of the page on observed series: scores, rivals, swings, and points against bands."""

import html
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from sim.analysis.log_score import FLOOR
from sim.methods.scoring import AIM, HELD_OUT, MEASURES, NOT_SCORED, RIVALS, ObservedScore
from sim.plots import observed_bands, rival_scores, save
from sim.plots.label import words as mechanism_words
from sim.report.files import write
from sim.report.html import picture, table
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


def observed_section(score: ObservedScore, folder: Path) -> list[str]:
    """Return the section on observed series."""
    _write(score, folder)
    missing = "".join(
        f"<li>{html.escape(what)}: {html.escape(why)}</li>" for what, why in NOT_SCORED
    )
    return [
        "<h2>Observed series</h2>",
        "<p>The model and four rivals on the same points, years held out in turn. CRPS counts how "
        "far a forecast lies from what was observed (lower is better), the log score how dense it "
        "was there (higher is better; natural logarithm of the density, for counts of the chance, "
        f"with {FLOOR:g} of all chance spread evenly over what the figure can be). <i>Pooled</i> "
        "are the dyads with enough data; those with Washington rest on few acts a quarter.</p>",
        "<p>Persistence stays at the last value before the year. Leaders only is the mean of each "
        "pair of leaders of Tokyo and Seoul. The two-state Markov chain is in a low or a high "
        "state and changes by chance, fitted on the other years and begun from the points before "
        "the year. Heider balance has relations that follow their triads and nothing else.</p>",
        _list(verdict_words(score)),
        picture("observed_rivals", "The model against its rivals"),
        "<h3>Mean CRPS, and how much lies in the model’s bands</h3>",
        _scores(score, "crps", bands=True),
        "<h3>Mean log score</h3>",
        _scores(score, "log_score"),
        "<p>In how many rows of these tables, pools and dyads, the model is better than, no "
        "different from, or worse than each rival or the model without a mechanism, by the 95% "
        "interval of the difference:</p>",
        _verdicts(score),
        *(picture(f"observed_{name}", one.label) for name, one in MEASURES.items()),
        "<h2>How far figures swing within terms of office</h2>",
        "<p>The standard deviation within terms: of deviations from the mean of each term, the "
        "span in which the same two leaders head the dyad’s two countries. For a contender, of "
        "what each replicate gives on the observation line fitted on all points up to 2015, "
        "without noise; over that of the published figures. <i>Less error</i> is the record’s with "
        "its sampling error taken off (– where that makes half of its variance or more). The span "
        "is over replicates; the record’s swing is that of one history, a dozen quarters a dyad. "
        f"An aim of {AIM[0]:g} to {AIM[1]:g} is what would do; nothing is fitted to it.</p>",
        *_swings(score, "model"),
        *_swings(score, "heider_balance"),
        f"<p>Not scored:</p><ul>{missing}</ul>",
    ]


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


def _scores(score: ObservedScore, column: str, *, bands: bool = False) -> str:
    """Return held-out scores of pools and dyads; with `bands`, what the model's hold."""
    held = score.table[score.table["block"] == HELD_OUT]
    head = ["measure", "dyad", *_CONTENDERS.values(), *(["in 50%", "in 90%"] if bands else []), "n"]
    lines = []
    for (measure, dyad), group in held.groupby(["measure", "dyad"], sort=False):
        by = group.set_index("contender")
        cells = [number(by[column].get(one, np.nan)) for one in _CONTENDERS]
        if bands:
            cells += [percent(by[name]["model"], places=0) for name in ("coverage50", "coverage90")]
        lines.append([str(measure), str(dyad), *cells, str(int(by["n"].iloc[0]))])
    return _table([head, *lines], len(head) - 2)


def _verdicts(score: ObservedScore) -> str:
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
    return _table([head, *lines], 6)


def _tally(rows: pd.DataFrame, sides: Sequence[str]) -> list[int]:
    """Return how many rows each side has, by each score."""
    return [int((rows[column] == side).sum()) for _, column in SCORES.values() for side in sides]


def _named(rival: str) -> str:
    """Return a contender in words."""
    return RIVALS.get(rival, mechanism_words(rival))


def _swings(score: ObservedScore, contender: str) -> list[str]:
    """Return how far a contender swings, in sentences and as a table."""
    name = _CONTENDERS[contender]
    return [
        f"<h3>{name[0].upper()}{name[1:]}</h3>",
        _list(swing_words(score, contender)),
        _table(swing_lines(score, contender), 7),
    ]


def _table(lines: Sequence[Sequence[str]], numbers: int) -> str:
    """Return lines, the first of which is the head, as a table."""
    head, *rows = lines
    return table(head, rows, numbers)


def _list(sentences: Sequence[str]) -> str:
    """Return sentences as a list."""
    return "<ul>" + "".join(f"<li>{html.escape(one)}</li>" for one in sentences) + "</ul>"
