"""The report of `experiment=turnover_tokyo`: how much turnover in Tokyo widens the outcomes.

Each world runs under its own calendar of Tokyo and under many drawn ones, every time with the same
luck. So the spread of an outcome falls apart: into what the calendars' means differ by, what the
replicates' means differ by, and what only both together do.
"""

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim import plots
from sim.analysis import crossed_variance, jackknife_se, mc_se, outcomes_of, paired_diff
from sim.errors import MissingResult
from sim.methods.supplement import luck_of
from sim.plots import outcome_label, world_name
from sim.report.files import folder_of, write
from sim.report.markdown import percent
from sim.report.page import publish
from sim.spec.calendar import LAST_KNOWN, month_name, month_words
from sim.spec.tenure import HAZARD, RECORD
from sim.spec.turnover import CAPITAL, KEY, begins, drawn_turnovers
from sim.spec.world import World
from sim.store import Results

__all__ = ["SHOWN", "report", "spreads", "tenures"]

#: Outcomes of the tables; the first is drawn.
SHOWN = (
    *("jpn_kor_final", "jpn_kor_mean", "jpn_kor_low", "bid_mean_jpn", "bid_mean_kor"),
    *("summits", "institution_final"),
)

#: What a world's own calendar is called.
_OWN = "as it is"


class _Design(NamedTuple):
    """Points of the experiment: by world its own calendar, and the drawn ones by number."""

    own: dict[str, int]
    drawn: dict[str, dict[int, int]]


def report(results: Results, folder: Path | None = None, *, threads: int | None = None) -> Path:
    """Write table, picture and report of `experiment=turnover_tokyo`.

    Parameters
    ----------
    results : of worlds under their own calendar and under two drawn ones or more, the same numbers
        in each
    folder : where to write; None for the folder of the results
    threads : not used: nothing is run beside the experiment

    Returns
    -------
    Path
        The report.

    Raises
    ------
    MissingResult
        Without a folder, for one replicate, or for points that are no such design.
    """
    folder = folder_of(results, folder)
    design = _design(results)
    replicates, seed = luck_of(results, next(iter(design.own.values())))
    found = spreads(results, design)
    caption = (
        f"{replicates:,} replicates of each calendar in each world, seed {seed}; same luck in all."
    )
    picture = plots.calendars(
        _all_tenures(results, design),
        _means(results, design),
        outcome=SHOWN[0],
        title=_title(found, SHOWN[0]),
        caption=f"{caption} Hazard {HAZARD.chance:.4f} ± {HAZARD.error:.4f} a month.",
    )
    plots.save(picture, folder / "figures", "calendars")
    write(folder / "spread.csv", str(found.to_csv(index=False, lineterminator="\n")))
    context = {
        "own": list(design.own),
        "replicates": replicates,
        "seed": seed,
        "title": _title(found, SHOWN[0]),
        "last_known": month_words(LAST_KNOWN),
        "hazard": str(HAZARD),
        "record": RECORD,
        "worlds": [(world_name(name), _rows(found, name)) for name in design.own],
        **_calendars(results, design),
    }
    return publish("turnover", folder, context, stem="report")


def _design(results: Results) -> _Design:
    """Return the points of the experiment.

    Raises
    ------
    MissingResult
        If they are none such.
    """
    wanted = f"wanted each world with {KEY}=null and with the same two numbers or more"
    points = results.points
    keys = set(points.columns) - {"point", "scenario", "seed", "replicates", "digest", "overrides"}
    if keys != {KEY}:
        told = ", ".join(sorted(keys)) or "nothing"
        raise MissingResult(f"found points that differ in {told}, {wanted}", field="points")
    own: dict[str, int] = {}
    drawn: dict[str, dict[int, int]] = {}
    for row in points.to_dict("records"):
        name, k = str(row["scenario"]), row[KEY]
        if pd.isna(k):
            own[name] = int(row["point"])
        else:
            drawn.setdefault(name, {})[int(k)] = int(row["point"])
    numbers = {tuple(one) for one in drawn.values()}
    if own.keys() != drawn.keys() or len(numbers) != 1 or len(next(iter(numbers))) < 2:
        raise MissingResult(f"found {len(points)} points, {wanted}", field="points")
    return _Design(own, drawn)


def spreads(results: Results, design: _Design) -> pd.DataFrame:
    """Return how each outcome spreads under the world's own calendar and under drawn ones.

    Returns
    -------
    DataFrame
        A row a world and an outcome: world, outcome, own (mean), difference (mean over calendars
        less own) with low and high (95 %, over calendars), own_sd, drawn_sd, widening (their ratio)
        with its error, share (of the variance between calendars) with its error.
    """
    rows = []
    for name, of in design.drawn.items():
        alone = outcomes_of(results, design.own[name])
        tables = [outcomes_of(results, point) for point in of.values()]
        for outcome in SHOWN:
            own = alone[outcome].to_numpy(dtype=np.float64)
            drawn = np.stack([one[outcome].to_numpy(dtype=np.float64) for one in tables])
            rows.append({"world": name, "outcome": outcome, **_spread(own, drawn)})
    return pd.DataFrame(rows)


def _spread(own: NDArray[np.float64], drawn: NDArray[np.float64]) -> dict[str, float]:
    """Return the numbers of one world and outcome; errors by leaving out each calendar in turn."""
    means = drawn.mean(axis=1) - own.mean()
    moved = paired_diff(np.zeros_like(means), means)
    own_sd, whole = float(own.std(ddof=1)), crossed_variance(drawn)
    ratio, shares = [], []
    for k in range(len(drawn)):
        without = drawn[np.arange(len(drawn)) != k]
        if len(without) > 1:
            part = crossed_variance(without)
            ratio.append(_ratio(part.total**0.5, own_sd))
            shares.append(part.share)
    errors = [jackknife_se(one) if len(one) > 1 else float("nan") for one in (ratio, shares)]
    return {
        "own": float(own.mean()),
        "difference": moved.difference,
        "low": moved.low,
        "high": moved.high,
        "own_sd": own_sd,
        "drawn_sd": whole.total**0.5,
        "widening": _ratio(whole.total**0.5, own_sd),
        "widening_se": errors[0],
        "share": whole.share,
        "share_se": errors[1],
    }


def _ratio(one: float, other: float) -> float:
    return one / other if other > 0.0 else float("nan")


def tenures(world: World) -> pd.DataFrame:
    """Return who holds Tokyo in a world's window: leader (title), short, first, last, drawn.

    Examples
    --------
    >>> from sim.scenario import load
    >>> tenures(load("second_trump_term"))["leader"].tolist()
    ['Ishiba Shigeru', "Tokyo's next prime minister"]
    """
    drawn = {term.first for term in drawn_turnovers(world)}
    rows: list[dict[str, object]] = []
    before = ""
    for month in range(world.first, world.last + 1):
        name = world.holder(CAPITAL, month)
        if name != before:
            title = world.leaders[name].title
            short = name.split("_")[0].capitalize()
            row = {"leader": title, "short": short, "first": month, "drawn": month in drawn}
            rows.append(row)
        rows[-1]["last"] = month
        before = name
    return pd.DataFrame(rows)


def _points(design: _Design, name: str) -> dict[str, int]:
    """Return the points of a world by what its calendars are called, its own first."""
    drawn = {f"calendar {number}": point for number, point in design.drawn[name].items()}
    return {_OWN: design.own[name], **drawn}


def _all_tenures(results: Results, design: _Design) -> pd.DataFrame:
    """Return the terms of each calendar in the first world."""
    points = _points(design, next(iter(design.own)))
    parts = [
        tenures(results.world(point)).assign(calendar=calendar)
        for calendar, point in points.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _means(results: Results, design: _Design) -> pd.DataFrame:
    """Return the first outcome's mean by calendar and world, with its 95 % Monte Carlo interval."""
    rows = []
    for name in design.own:
        for calendar, point in _points(design, name).items():
            values = outcomes_of(results, point)[SHOWN[0]].to_numpy(dtype=np.float64)
            mean, half = float(values.mean()), 1.96 * mc_se(values)
            row = {"calendar": calendar, "world": name, "value": mean}
            rows.append({**row, "low": mean - half, "high": mean + half})
    return pd.DataFrame(rows)


def _title(found: pd.DataFrame, outcome: str) -> str:
    """Return what turnover does to an outcome's spread, if it does the same in all worlds."""
    rows = found[found["outcome"] == outcome]
    change, error = rows["widening"] - 1.0, 1.96 * rows["widening_se"]
    if (change - error > 0.0).all():
        verb = "widens"
    elif (change + error < 0.0).all():
        verb = "narrows"
    else:
        return "Turnover in Tokyo has no clear effect on the spread of ties in the last month"
    low, high = (percent(float(one), places=0) for one in (change.abs().min(), change.abs().max()))
    told = low if low == high else f"{low.rstrip('%')} to {high}"
    return f"Turnover in Tokyo {verb} the spread of ties in the last month, by {told}"


def _rows(found: pd.DataFrame, name: str) -> list[tuple[str, dict[Any, Any]]]:
    """Return each outcome of a world in words, with its numbers."""
    rows = found[found["world"] == name].to_dict("records")
    return [(outcome_label(str(row["outcome"])).rsplit(" [", 1)[0], row) for row in rows]


def _calendars(results: Results, design: _Design) -> dict[str, Any]:
    """Return the drawn calendars, and how many turnovers they have beside what is expected."""
    name, of = next(iter(design.drawn.items()))
    worlds = {number: results.world(point) for number, point in of.items()}
    calendars = [
        (
            number,
            [
                f"{world.leaders[term.leader].title} ({month_name(term.first)})"
                for term in drawn_turnovers(world)
            ],
        )
        for number, world in worlds.items()
    ]
    one = next(iter(worlds.values()))
    months = one.last - begins(one) + 1
    drawn = {
        "months": months,
        "first": month_name(begins(one)),
        "last": month_name(one.last),
        "world": world_name(name),
        "turnovers": sum(len(terms) for _, terms in calendars) / len(worlds),
        "expected": HAZARD.chance * months,
        "error": (HAZARD.chance * (1.0 - HAZARD.chance) * months / len(worlds)) ** 0.5,
    }
    return {"calendars": calendars, "drawn": drawn}
