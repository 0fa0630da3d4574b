"""The main sweep: six worlds under one luck, and a report that can be read without the model.

`make sweep` runs it. Beside the sweep itself a few supplements run: the same worlds with one thing
taken away. The report is made of computed numbers and sentences only.
"""

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from sim.analysis import (
    Effect,
    differences,
    effects_against,
    monthly_difference,
    names_of,
    one_point,
    replicates_of,
    seed_of,
    summary,
)
from sim.errors import SimWarning
from sim.methods.paths import monthly_paths
from sim.methods.supplement import MOST, luck_of, run_supplements
from sim.report.files import folder_of, write
from sim.report.markdown import count_of, table
from sim.spec.calendar import LAST_KNOWN, month_name, month_number, month_words
from sim.spec.world import Span
from sim.store import Results
from sim.study import choice_section, hindcast_section, record, washington, world_section
from sim.study.figures import draw_all
from sim.study.hindcast import PATHS, RELATION, Reading, read_hindcast
from sim.study.supplement import SUPPLEMENTS

__all__ = ["HINDCAST", "REFERENCE", "RIVAL", "report"]

#: Points that a warning names.
_NAMED = 6

HINDCAST, REFERENCE, RIVAL = "baseline_hindcast", "second_trump_term", "biden_style_mediation"

_FIRST = (
    "**This model explores and teaches. It does not predict.** It turns the arguments of five "
    "articles into rules that can be run, switched off and compared. A share of replicates is a "
    "statement about those rules, not the odds of an event. What the model knows of the world ends "
    f"in {month_words(LAST_KNOWN)}: later dates in a world are assumptions."
)


def report(
    results: Results,
    folder: Path | None = None,
    *,
    supplements: Mapping[str, Results] | None = None,
    threads: int | None = None,
) -> Path:
    """Write tables, pictures and report of a finished sweep.

    Parameters
    ----------
    results : of the sweep; of a scenario with several points the first is reported, and the report
        and a warning name those left out
    folder : where to write; None for the folder of the results
    supplements : name to results, as `run_supplements` returns; None runs them

    Returns
    -------
    Path
        The report.
    """
    folder = folder_of(results, folder)
    points: dict[str, int] = {}
    left_out = []
    naming = names_of(results)
    for point, name in zip(naming.points, naming.names, strict=True):
        if point.scenario in points:
            left_out.append(name)
        points.setdefault(point.scenario, point.number)
    if left_out:
        warnings.warn(_warning(left_out), SimWarning, stacklevel=2)
    replicates, seed = luck_of(results, next(iter(points.values())))
    if supplements is None:
        worlds = {name: results.world(number) for name, number in points.items()}
        supplements = run_supplements(
            worlds,
            replicates=replicates,
            seed=seed,
            folder=results.path,
            threads=threads,
            wanted=(*SUPPLEMENTS, *washington.design(REFERENCE)),
        )
    effects: dict[str, Effect] = {}
    if REFERENCE in points:
        effects = effects_against(results, points[REFERENCE], points)
    found = summary(results)
    found = found[found["point"].isin(points.values())]
    pairs = min(MOST, replicates)
    monthly = _monthly(results, points, pairs, seed, threads) if RIVAL in effects else None
    readings = _readings(supplements, pairs, seed, threads)
    traits = washington.findings_of(supplements, folder, seed, threads=threads)
    text = _text(
        results, points, left_out, found, effects, monthly, pairs, supplements, readings, traits
    )
    draw_all(results, folder / "figures", points, effects, monthly, pairs)
    write(folder / "summary.csv", _csv(found, effects))
    write(folder / "summary.md", world_section.summary_tables(found, effects))
    write(folder / "report.md", text)
    return folder / "report.md"


def _monthly(
    results: Results, points: Mapping[str, int], pairs: int, seed: int, threads: int | None
) -> pd.DataFrame:
    """Return mediation less loyalty competition, month by month."""
    base, rival = (
        monthly_paths(
            results.world(points[name]),
            [RELATION],
            replicates=pairs,
            seed=seed,
            threads=threads,
        )[RELATION]
        for name in (REFERENCE, RIVAL)
    )
    return monthly_difference(base, rival)


def _readings(
    supplements: Mapping[str, Results], pairs: int, seed: int, threads: int | None
) -> dict[str, Reading]:
    """Return what the hindcast, and the hindcast with leaders alike, say month by month.

    Nothing of one whose window does not hold the months that the record speaks of.
    """
    first = month_number(f"{record.TROUGH.first}-01")
    last = max(month_number(record.SUMMITS.last), month_number(f"{record.RECOVERY.after}-12"))
    readings = {}
    for name in ("hindcast", "leaders_alike"):
        if name in supplements:
            results = supplements[name]
            world = results.world(one_point(results))
            if world.first <= first and last <= world.last:
                paths = monthly_paths(world, PATHS, replicates=pairs, seed=seed, threads=threads)
                readings[name] = read_hindcast(paths)
    return readings


def _text(
    results: Results,
    points: Mapping[str, int],
    left_out: Sequence[str],
    found: pd.DataFrame,
    effects: Mapping[str, Effect],
    monthly: pd.DataFrame | None,
    pairs: int,
    supplements: Mapping[str, Results],
    readings: Mapping[str, Reading],
    traits: str,
) -> str:
    """Return the report."""
    expects = {name: results.world(number).expects for name, number in points.items()}
    parts = ["# Main sweep", _FIRST, traits, _ran(results, points, left_out)]
    if monthly is not None:
        apart = _apart(results, points)
        parts.append(world_section.headline(monthly, effects[RIVAL], pairs, apart))
    parts += [world_section.worlds(points, found), world_section.differing(effects, expects)]
    parts.append(world_section.ending(results, points))
    if "hindcast" in readings:
        parts.append(hindcast_section.beside_the_record(readings["hindcast"]))
    elif HINDCAST in points:
        parts.append(
            "## The hindcast beside the record\n\n"
            "The window of the hindcast does not hold the years that the record speaks of, so the "
            "two are not set beside one another."
        )
    if "leaders_alike" in readings:
        parts.append(
            hindcast_section.leaders_alone(readings["hindcast"], readings["leaders_alike"])
        )
    if HINDCAST in points:
        parts.append(choice_section.options(results, points[HINDCAST]))
    parts += [
        choice_section.frozen(supplements),
        choice_section.without_motive(supplements),
        choice_section.asynchrony(supplements),
        world_section.pairing(effects),
        choice_section.assumptions({name: results.world(point) for name, point in points.items()}),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _apart(results: Results, points: Mapping[str, int]) -> str:
    """Return in which traits the two whole Washingtons differ, from the codes that were run."""
    codes = []
    for name in (REFERENCE, RIVAL):
        world = results.world(points[name])
        codes.append(world.leaders[world.holder("washington", world.last)].traits)
    apart = [
        f"{trait.replace('_', ' ')} {_code(codes[0][trait])} against {_code(codes[1][trait])}"
        for trait in codes[0]
        if _code(codes[0][trait]) != _code(codes[1][trait])
    ]
    return "; ".join(apart)


def _code(span: Span) -> str:
    """Return a trait's code as a number or a range."""
    return f"{span.low:g}" if span.low == span.high else f"{span.low:g} to {span.high:g}"


def _ran(results: Results, points: Mapping[str, int], left_out: Sequence[str]) -> str:
    """Return the section on what was run: each world, what it changes, and what is left out."""
    naming = names_of(results, list(points.values()))
    head, rows = ["world", "scenario", "window", "replicates"], []
    if naming.heads:
        head.insert(2, "changed")
    for (name, number), cell in zip(points.items(), naming.cells, strict=True):
        world = results.world(number)
        row = [
            world.title,
            f"`{name}`",
            f"{month_name(world.first)} to {month_name(world.last)}",
            f"{replicates_of(results, number):,}",
        ]
        if naming.heads:
            row.insert(2, ", ".join(f"`{key}={text}`" for key, text in cell.items()) or "–")
        rows.append(row)
    seed = seed_of(results, next(iter(points.values())))
    parts = [
        "## What was run",
        f"Seed {seed}: replicate k has the same luck in every world. Errors (±) are one Monte "
        "Carlo standard error: what more replicates would take away. They say nothing about "
        "how far the model is from the world, and the spread over replicates is a result, "
        "not an error.",
        table(head, rows),
    ]
    if naming.shared:
        changed = ", ".join(f"`{key}={text}`" for key, text in naming.shared.items())
        parts.append(f"Changed in {'every' if len(points) > 1 else 'this'} world: {changed}.")
    if left_out:
        parts.append(
            "A scenario may have several points; the first of each is reported. "
            f"{count_of(len(left_out), 'point')} left out:"
        )
        parts.append("\n".join(f"- `{name}`" for name in left_out))
    if naming.shortened:
        parts.append("Values cut at … or rounded are whole in `provenance.json`.")
    return "\n\n".join(parts)


def _warning(left_out: Sequence[str]) -> str:
    """Return one line on the points that a report leaves out."""
    named = "; ".join(left_out[:_NAMED])
    more = f"; and {len(left_out) - _NAMED} more, named in the report"
    return (
        "the report is of the first point of each scenario; left out: "
        f"{named}{more if len(left_out) > _NAMED else ''}"
    )


def _csv(found: pd.DataFrame, effects: Mapping[str, Effect]) -> str:
    """Return summary.csv: a row a world and outcome, with its difference from the reference."""
    contrast = differences(dict(effects))
    if len(contrast):
        kept = ["reference", "difference", "se", "low", "high", "p_positive", "ties"]
        kept += ["w1", "ks", "correlation", "variance_saved"]
        contrast = contrast.set_index(["scenario", "outcome"])[kept]
        contrast = contrast.rename(
            columns={name: f"difference_{name}" for name in ("se", "low", "high")}
        )
        found = found.join(contrast, on=["scenario", "outcome"])
    return found.to_csv(index=False)
