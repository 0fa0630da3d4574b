"""The page on levers: summary, tables by lever, what articles say, crossed traits and maps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from sim.methods.sensitivity import Asked, Pair, mapped
from sim.methods.sensitivity.interaction import MAP_PAIRS, SIZE
from sim.report.files import write
from sim.report.markdown import table as rows_of
from sim.spec.version import KERNEL_HASH
from sim.study.levers.expected import Expected, verdict
from sim.study.levers.outcomes import OUTCOMES, TIES
from sim.study.levers.reading import name_of, number, on, sentences

__all__ = [
    *("PAGE", "TABLE", "Found"),
    *("article_lines", "other_lines", "report", "text_of", "tie_lines"),
]

PAGE, TABLE = "LEVERS.md", "levers.csv"

_TIES = ("jpn_kor_mean", "jpn_kor_final")
_KINDS = {"trait": "What leaders bring", "switch": "Mechanisms, on less off"}

_FIRST = (
    "**This model explores and teaches. It does not predict.** What does each number that a leader "
    "brings, and each mechanism, do to outcomes, and does that hold whatever else is assumed? A "
    "lever is set low and high under the same luck, in each of many draws of all parameters over "
    "their priors, and once at the parameters’ defaults."
)

_AGREES = (
    "A sign *agrees* or is *against* where nine draws in ten have it or its opposite. No article "
    "says what the other levers do."
)
_SILENT = "No article says what these levers do."

_HOW = (
    "An effect is the mean of high less low over pairs of replicates that share every random draw. "
    "*Median* and *5–95 %* are over draws of parameters; *up* is the share of draws whose effect "
    "is above 0 (exactly 0 counts half); *place* is the share of draws below the effect at the "
    "defaults. The effect in one draw carries the luck of its pairs, which widens 5–95 % and draws "
    "*up* towards one half: `draw_se` in the table is its usual standard error."
)


@dataclass(frozen=True)
class Found:
    """What was found of all levers.

    Attributes
    ----------
    table, crossed : DataFrame
        What `lever_table` and `crossed_table` return.
    maps : mapping
        By name of the pair, what `lever_map` returns.
    pairs : tuple of Pair
        All that were crossed.
    parameters : int
        How many were drawn.
    """

    table: pd.DataFrame
    crossed: pd.DataFrame
    maps: Mapping[str, pd.DataFrame]
    pairs: tuple[Pair, ...]
    expected: tuple[Expected, ...]
    asked: Asked
    parameters: int

    def pair(self, name: str) -> Pair:
        """Return a crossed pair by its name."""
        return next(pair for pair in self.pairs if pair.name == name)


def report(
    found: Found, folder: Path, *, rerun: str, changed: str = "", pictures: bool = True
) -> Path:
    """Write the page, its tables (CSV) and pictures; return the page's path.

    Parameters
    ----------
    rerun : the command that makes it again
    changed : what was changed in every arm, in words; empty for the model as it is
    pictures : whether matplotlib is there to draw them
    """
    write(folder / TABLE, found.table.to_csv(index=False))
    if len(found.crossed):
        write(folder / "levers_crossed.csv", found.crossed.to_csv(index=False))
    for name, cells in found.maps.items():
        write(folder / f"map_{name}.csv", cells.to_csv(index=False))
    if pictures:
        _draw(found, folder / "figures")
    write(folder / PAGE, text_of(found, rerun=rerun, changed=changed, pictures=pictures))
    return folder / PAGE


def _draw(found: Found, folder: Path) -> None:
    """Draw the levers on ties, and every map."""
    from sim.plots import lever_effects, lever_map, save

    asked = found.asked
    fig = lever_effects(
        found.table,
        {one.name: one.label for one in OUTCOMES if one.name in _TIES},
        draws=asked.draws,
        pairs=asked.pairs,
        replicates=asked.replicates,
        seed=asked.seed,
        world=asked.scenario,
    )
    save(fig, folder, "levers")
    for name, cells in found.maps.items():
        pair = found.pair(name)
        fig = lever_map(
            cells,
            x=pair.first.name,
            y=pair.second.name,
            draws=asked.draws,
            replicates=asked.draws * MAP_PAIRS,
            seed=asked.seed,
            world=asked.scenario,
        )
        save(fig, folder, name)


def text_of(found: Found, *, rerun: str, changed: str = "", pictures: bool = True) -> str:
    """Return the page; without pictures it says where a run leaves them."""
    summary = "\n".join(f"- {sentence}" for sentence in sentences(found.table, found.crossed))
    parts = ["# What each lever does", _FIRST, summary, _HOW]
    if changed:
        parts.append(f"Changed: {changed}.")
    kinds = [kind for kind in _KINDS if (found.table["kind"] == kind).any()]
    parts.append("## Tokyo–Seoul ties")
    if pictures:
        parts.append("![Every lever on Tokyo–Seoul ties](figures/levers.png)")
    for kind in kinds:
        parts += [f"### {_KINDS[kind]}", tie_lines(found.table, kind)]
    parts += ["## Other outcomes", f"Each cell: median (5–95 %), *up*. {_labels()}"]
    for kind in kinds:
        parts += [f"### {_KINDS[kind]}, other outcomes", other_lines(found.table, kind)]
    lines = article_lines(found.table, found.expected)
    parts += ["## What the articles say", f"{_AGREES}\n\n{lines}" if lines else _SILENT]
    parts += _crossed(found, pictures)
    parts += ["## What was drawn, and how to run it again", _drawn(found), f"```\n{rerun}\n```"]
    parts.append(f"Every number: `{TABLE}`, a row a lever and outcome.")
    return "\n\n".join(parts) + "\n"


def _drawn(found: Found) -> str:
    """Return what the draws are, and the world, seed and model."""
    asked, ends = found.asked, found.asked.ends
    return (
        f"{asked.draws} draws of {found.parameters} parameters, a Latin hypercube over their "
        "uniform priors (`sim/spec/parameters/`; those whose prior is a point keep it). They hold "
        f"in the months before the window too. {asked.pairs} pairs a draw on average, "
        f"{asked.replicates:,} at the defaults, seed {asked.seed}. World `{asked.scenario}`; "
        "traits and switches are set in its window alone, for all leaders of the capital: traits "
        f"from {ends.low:g} to {ends.high:g}, `pressure_tilt` from −{ends.tilt:g} to "
        f"{ends.tilt:g}. Model `{KERNEL_HASH}`."
    )


def _labels() -> str:
    """Return what the columns of the other outcomes are."""
    named = (f"`{one.name}` {one.label}" for one in OUTCOMES if one.name not in _TIES)
    return f"{'; '.join(named)}."


def _span(row: Mapping[Any, Any]) -> list[str]:
    """Return median with its 5–95 %, and the share of draws above 0."""
    median, low, high = (number(float(row[key])) for key in ("median", "p05", "p95"))
    return [f"{median} ({low} to {high})", f"{100 * float(row['share_positive']):.0f} %"]


def _default(row: Mapping[Any, Any]) -> str:
    """Return the effect at the defaults with its error, and its place among draws."""
    effect, se, place = (
        float(row[key]) for key in ("default_effect", "default_se", "default_place")
    )
    return f"{number(effect)} ± {se:.3f} ({place:.2f})"


def tie_lines(found: pd.DataFrame, kind: str) -> str:
    """Return the table of levers of one kind on ties, the strongest in the last month first."""
    mine = found[found["kind"] == kind]
    means = _by(mine[mine["outcome"] == _TIES[0]], "lever")
    lines = []
    for last in on(mine, _TIES[1]).to_dict("records"):
        mean = means[last["lever"]]
        cells = [f"`{name_of(str(last['lever']))}`"]
        for row in (last, mean):
            said = str(row["expected"]) and f"{_sign(str(row['expected']))} {row['source']}"
            cells += [*_span(row), _default(row), said]
        lines.append(cells)
    head = ["lever"]
    for when in ("last month", "mean"):
        head += [f"{when}: median (5–95 %)", "up", "at defaults (place)", "articles"]
    return rows_of(head, lines)


def other_lines(found: pd.DataFrame, kind: str) -> str:
    """Return the table of levers of one kind on all other outcomes, in the levers' order."""
    names = [one.name for one in OUTCOMES if one.name not in _TIES]
    mine = found[found["kind"] == kind]
    of = {name: _by(mine[mine["outcome"] == name], "lever") for name in names}
    lines = []
    for lever in dict.fromkeys(mine["lever"]):
        cells = (" ".join(_span(of[name][lever])) for name in names)
        lines.append([f"`{name_of(str(lever))}`", *cells])
    return rows_of(["lever", *(f"`{name}`" for name in names)], lines)


def _by(rows: pd.DataFrame, key: str) -> dict[Any, dict[Any, Any]]:
    """Return rows by one of their columns."""
    return {row[key]: row for row in rows.to_dict("records")}


def _sign(sign: str) -> str:
    return sign.replace("-", "−")


def article_lines(found: pd.DataFrame, expected: Sequence[Expected]) -> str:
    """Return the table of what articles say; empty where they say nothing of these levers."""
    lines = []
    for one in expected:
        row = _by(found[found["outcome"] == one.outcome], "lever").get(one.lever)
        if row is None:
            continue
        lines.append(
            [
                f"`{one.lever}` on {one.outcome}: {one.says}",
                one.source,
                _sign(one.sign),
                *_span(row),
                _default(row),
                _sign(verdict(one.sign, float(row["share_positive"]))),
            ]
        )
    head = ["lever", "source", "sign", "median (5–95 %)", "up", "at defaults (place)", "result"]
    return rows_of(head, lines) if lines else ""


def _crossed(found: Found, pictures: bool) -> list[str]:
    """Return what the page says of crossed traits and their maps."""
    crossed, asked = found.crossed, found.asked
    if crossed.empty:
        return []
    lines = [
        [
            f"`{row['first']}` × `{row['second']}`",
            *_span(row),
            f"{number(float(row['default_effect']))} ± {float(row['default_se']):.3f}",
            number(float(row["main_first"])),
            number(float(row["main_second"])),
        ]
        for row in crossed.loc[mapped(crossed, len(crossed))].to_dict("records")
    ]
    head = ["traits", "interaction (5–95 %)", "up", "at defaults", "first alone", "second alone"]
    parts = [
        "## Traits that act together",
        "Each pair of Washington’s traits, and each of Washington’s with one of the allies’ (set "
        f"for both allies at once), crossed two by two on {TIES.label}: {len(crossed)} pairs, the "
        f"same draws, {asked.crossed} pairs of replicates a draw. The interaction is the effect of "
        "the first where the second is high, less that where it is low; an effect *alone* is over "
        "both values of the other. A pair stands out where the median of the interaction is larger "
        "in size than the smaller of the two medians alone, and where its 5–95 % over draws leave "
        "0 out or it lies two standard errors from 0 at the defaults. All pairs: "
        "`levers_crossed.csv`.",
        rows_of(head, lines) if lines else "No pair stands out.",
    ]
    if found.maps:
        many = len(found.maps) > 1
        parts.append(
            f"{f'Maps of the {len(found.maps)} largest' if many else 'A map'}, {SIZE} × {SIZE} "
            f"cells, {TIES.label}, averaged over {asked.draws} draws ({MAP_PAIRS} replicates a "
            "draw and cell):"
        )
    for name, cells in found.maps.items():
        pair = found.pair(name)
        parts.append(f"**`{pair.first.name}` × `{pair.second.name}`.** {_slopes(cells)}")
        parts.append(
            f"![{name}](figures/{name}.png)" if pictures else f"A run draws `figures/{name}.png`."
        )
    return parts


def _slopes(cells: pd.DataFrame) -> str:
    """Return what the first trait does at either end of the second."""
    grid = cells.pivot(index="y", columns="x", values="value")
    told = []
    for place, word in ((0, "low"), (-1, "high")):
        line = grid.iloc[place]
        gap = float(line.iloc[-1] - line.iloc[0])
        told.append(f"{number(gap)} where the second is {word}")
    return f"From its low to its high value the first moves ties by {' and by '.join(told)}."
