"""The main sweep: six worlds under one luck, and a report that can be read without the model.

`make sweep` runs it. Beside the sweep itself a few supplements run: the same worlds with one thing
taken away. The report is made of computed numbers and sentences only.
"""

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

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
from sim.report.markup import Markdown, code
from sim.report.page import publish
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
    drawn = draw_all(results, folder / "figures", points, effects, monthly, pairs)
    write(folder / "summary.csv", _csv(found, effects))
    publish("summary", folder, world_section.summary_tables(found, effects))
    worlds = {name: results.world(number) for name, number in points.items()}
    coded, alike = (readings.get(name) for name in ("hindcast", "leaders_alike"))
    context = {
        "drawn": dict(drawn),
        "last_known": month_words(LAST_KNOWN),
        "traits": traits,
        "ran": _ran(results, points, left_out),
        "headline": None
        if monthly is None
        else world_section.headline(monthly, effects[RIVAL], pairs, _apart(results, points)),
        "means": world_section.means(found),
        "worlds": world_section.worlds(found),
        "differing": world_section.differing(
            effects, {name: world.expects for name, world in worlds.items()}
        ),
        "ending": world_section.ending(results, points),
        "hindcast": HINDCAST in points,
        "record": coded and hindcast_section.beside_the_record(coded),
        "leaders": coded and alike and hindcast_section.leaders_alone(coded, alike),
        "options": choice_section.options(results, points[HINDCAST])
        if HINDCAST in points
        else None,
        "frozen": choice_section.frozen(supplements),
        "motive": choice_section.without_motive(supplements),
        "asynchrony": choice_section.asynchrony(supplements),
        "pairing": world_section.pairing(effects),
        "assumed": choice_section.assumptions(worlds),
    }
    return publish("main_sweep", folder, context, stem="report")


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


def _ran(results: Results, points: Mapping[str, int], left_out: Sequence[str]) -> dict[str, Any]:
    """Return what was run: each world, what it changes, and what is left out."""
    naming = names_of(results, list(points.values()))
    head, rows = ["world", "scenario", "window", "replicates"], []
    if naming.heads:
        head.insert(2, "changed")
    for (name, number), cell in zip(points.items(), naming.cells, strict=True):
        world = results.world(number)
        row = [
            world.title,
            code(name),
            f"{month_name(world.first)} to {month_name(world.last)}",
            f"{replicates_of(results, number):,}",
        ]
        if naming.heads:
            row.insert(2, Markdown(", ".join(map(code, _settings(cell))) or "–"))
        rows.append(row)
    return {
        "seed": seed_of(results, next(iter(points.values()))),
        "titles": [row[0] for row in rows],
        "replicates": sorted({replicates_of(results, number) for number in points.values()}),
        "head": head,
        "rows": rows,
        "shared": _settings(naming.shared),
        "left_out": left_out,
        "shortened": naming.shortened,
    }


def _settings(changed: Mapping[str, str]) -> list[str]:
    """Return what is changed as the command line takes it."""
    return [f"{key}={text}" for key, text in changed.items()]


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
