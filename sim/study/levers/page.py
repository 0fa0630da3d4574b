"""The page on levers: summary, tables by lever, what articles say, crossed traits and maps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from sim.methods.sensitivity import Asked, Pair, mapped
from sim.methods.sensitivity.interaction import MAP_PAIRS, SIZE
from sim.report.files import write
from sim.report.markup import Markdown, code, plain, table
from sim.report.page import publish, render
from sim.spec.version import KERNEL_HASH
from sim.study.levers.expected import Expected, sign_of, verdict
from sim.study.levers.outcomes import OUTCOMES, TIES
from sim.study.levers.reading import name_of, number, on, sentences, turns

__all__ = [
    *("PAGE", "TABLE", "Found"),
    *("article_lines", "other_lines", "report", "text_of", "tie_lines"),
]

PAGE, TABLE = "LEVERS.md", "levers.csv"

_TIES = ("jpn_kor_mean", "jpn_kor_final")
_KINDS = {"trait": "What leaders bring", "switch": "Mechanisms, on less off"}


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
    """Write the page, its tables (CSV) and pictures; return the path of `LEVERS.html`.

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
    context = _context(found, rerun, changed, pictures)
    return publish("levers", folder, context, stem=Path(PAGE).stem)


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
    """Return the page as Markdown; without pictures it says where a run leaves them."""
    return render("levers", _context(found, rerun, changed, pictures))


def _context(found: Found, rerun: str, changed: str, pictures: bool) -> dict[str, Any]:
    """Return what `templates/levers.md.j2` prints."""
    ties = on(found.table, TIES.name)
    return {
        "asked": found.asked,
        "levers": len(ties),
        "robust": int((ties["share_positive"].map(sign_of) != "").sum()),
        "turning": len(turns(ties)),
        "sentences": sentences(found.table, found.crossed),
        "kinds": [
            (title, tie_lines(found.table, kind), other_lines(found.table, kind))
            for kind, title in _KINDS.items()
            if (found.table["kind"] == kind).any()
        ],
        "outcomes": [one for one in OUTCOMES if one.name not in _TIES],
        "articles": article_lines(found.table, found.expected),
        "crossed": None if found.crossed.empty else _crossed(found),
        "parameters": found.parameters,
        "model": KERNEL_HASH,
        "csv": TABLE,
        "rerun": rerun,
        "changed": changed,
        "pictures": pictures,
    }


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


def tie_lines(found: pd.DataFrame, kind: str) -> Markdown:
    """Return the table of levers of one kind on ties, the strongest in the last month first."""
    mine = found[found["kind"] == kind]
    means = _by(mine[mine["outcome"] == _TIES[0]], "lever")
    lines = []
    for last in on(mine, _TIES[1]).to_dict("records"):
        mean = means[last["lever"]]
        cells: list[str] = [code(name_of(str(last["lever"])))]
        for row in (last, mean):
            said = str(row["expected"]) and f"{_sign(str(row['expected']))} {row['source']}"
            cells += [*_span(row), _default(row), said]
        lines.append(cells)
    head = ["lever"]
    for when in ("last month", "mean"):
        head += [f"{when}: median (5–95 %)", "up", "at defaults (place)", "articles"]
    return table(head, lines)


def other_lines(found: pd.DataFrame, kind: str) -> Markdown:
    """Return the table of levers of one kind on all other outcomes, in the levers' order."""
    names = [one.name for one in OUTCOMES if one.name not in _TIES]
    mine = found[found["kind"] == kind]
    of = {name: _by(mine[mine["outcome"] == name], "lever") for name in names}
    lines = []
    for lever in dict.fromkeys(mine["lever"]):
        cells = (" ".join(_span(of[name][lever])) for name in names)
        lines.append([code(name_of(str(lever))), *cells])
    return table(["lever", *map(code, names)], lines)


def _by(rows: pd.DataFrame, key: str) -> dict[Any, dict[Any, Any]]:
    """Return rows by one of their columns."""
    return {row[key]: row for row in rows.to_dict("records")}


def _sign(sign: str) -> str:
    return sign.replace("-", "−")


def article_lines(found: pd.DataFrame, expected: Sequence[Expected]) -> Markdown:
    """Return the table of what articles say; empty where they say nothing of these levers."""
    lines = []
    for one in expected:
        row = _by(found[found["outcome"] == one.outcome], "lever").get(one.lever)
        if row is None:
            continue
        lines.append(
            [
                Markdown(f"{code(one.lever)} on {plain(one.outcome)}: {plain(one.says)}"),
                one.source,
                _sign(one.sign),
                *_span(row),
                _default(row),
                _sign(verdict(one.sign, float(row["share_positive"]))),
            ]
        )
    head = ["lever", "source", "sign", "median (5–95 %)", "up", "at defaults (place)", "result"]
    return table(head, lines) if lines else Markdown("")


def _crossed(found: Found) -> dict[str, Any]:
    """Return what the page says of crossed traits and their maps."""
    crossed = found.crossed
    lines = [
        [
            Markdown(f"{code(row['first'])} × {code(row['second'])}"),
            *_span(row),
            f"{number(float(row['default_effect']))} ± {float(row['default_se']):.3f}",
            number(float(row["main_first"])),
            number(float(row["main_second"])),
        ]
        for row in crossed.loc[mapped(crossed, len(crossed))].to_dict("records")
    ]
    head = ["traits", "interaction (5–95 %)", "up", "at defaults", "first alone", "second alone"]
    maps = []
    for name, cells in found.maps.items():
        pair = found.pair(name)
        told = {"name": name, "first": pair.first.name, "second": pair.second.name}
        maps.append(told | _slopes(cells))
    return {
        "on": TIES.label,
        "pairs": len(crossed),
        "lines": table(head, lines) if lines else "",
        "maps": maps,
        "size": SIZE,
        "map_pairs": MAP_PAIRS,
    }


def _slopes(cells: pd.DataFrame) -> dict[str, str]:
    """Return what the first trait does at either end of the second."""
    grid = cells.pivot(index="y", columns="x", values="value")
    ends = {"low": grid.iloc[0], "high": grid.iloc[-1]}
    return {word: number(float(line.iloc[-1] - line.iloc[0])) for word, line in ends.items()}
