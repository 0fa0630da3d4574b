"""The pictures of the main sweep."""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from sim import plots
from sim.analysis import Effect
from sim.methods.scoring.point import points_of
from sim.plots import Mark
from sim.spec.calendar import month_name
from sim.spec.world import World
from sim.store import Results
from sim.study import record

__all__ = ["DISTRIBUTIONS", "FOREST", "Picture", "draw_all", "marks_of", "rivals"]

RELATION = "relation_jpn_kor"

#: Outcomes whose distributions are shown, and those in the forest of differences.
DISTRIBUTIONS = (
    "jpn_kor_mean",
    "jpn_kor_low",
    "jpn_kor_final",
    "bid_mean_kor",
    "summits",
    "institution_final",
)
FOREST = (
    "jpn_kor_mean",
    "jpn_kor_fall",
    "jpn_kor_final",
    "bid_mean_jpn",
    "bid_mean_kor",
    "rent_mean",
    "summits",
    "institution_final",
    "coordination_tariff",
)

#: A file's name, and a line on what it shows.
Picture = tuple[str, str]


def _month(number: int) -> pd.Timestamp:
    return pd.Timestamp(f"{month_name(number)}-01")


def marks_of(world: World) -> list[Mark]:
    """Return the dated events to mark on a hindcast: rulings that it was given, and the record's.

    Rulings a month or two apart are one mark, at the first.
    """
    found, last = [], -12
    rulings = world.events.get("court", ()) if world.streams.get("court") == "given" else ()
    for event in sorted(rulings, key=lambda event: event.month):
        if event.month - last > 2:
            found.append(Mark(_month(event.month), "Court rulings", given=True))
        last = event.month
    found += [Mark(pd.Timestamp(f"{one.month}-01"), one.label, one.given) for one in record.MARKED]
    return sorted(found, key=lambda mark: mark.month)


def _tone(world: World) -> pd.DataFrame | None:
    """Return the observed tone of acts between Japan and Korea, each in the middle of its quarter.

    The longest published series by quarter that there is (`scenarios/observed`); None where none of
    it lies within the world's window.
    """
    points = points_of("tone", world)
    mine = points[(points["dyad"] == "JPN-KOR") & points["inside"]]
    if mine.empty:
        return None
    months = [_month(int(number)) for number in (mine["first"] + mine["last"]) // 2]
    return pd.DataFrame(
        {"value": mine["y"].to_numpy(), "se": mine["se"].to_numpy()}, index=pd.Index(months)
    )


def rivals(points: Iterable[str]) -> list[str]:
    """Return the scenarios whose worlds are drawn side by side: all but the hindcast."""
    return [name for name in points if name != "baseline_hindcast"]


def _pictures(
    results: Results,
    points: Mapping[str, int],
    effects: Mapping[str, Effect],
    monthly: pd.DataFrame | None,
    pairs: int,
) -> Iterator[tuple[str, str, Callable[[], Figure]]]:
    """Yield name, line and drawing of each picture that these results allow."""
    hindcast = points.get("baseline_hindcast")
    where = [points[name] for name in rivals(points)]
    if monthly is not None:
        yield (
            "1_loyalty_against_mediation",
            "Tokyo–Seoul relations under loyalty competition and under mediation, same luck",
            lambda: plots.paired_difference(
                results,
                RELATION,
                points["second_trump_term"],
                points["biden_style_mediation"],
                monthly,
                pairs=pairs,
            ),
        )
    if hindcast is not None:
        yield (
            "2_hindcast",
            "Tokyo–Seoul relations in the hindcast, beside what was given and the record",
            lambda: plots.fan(
                results,
                RELATION,
                hindcast,
                marks=marks_of(results.world(hindcast)),
                observed=_tone(results.world(hindcast)),
                observed_label="Observed: tone\nof acts, −10 to 10",
                subtitle="▲ given to the model   ◇ in the record only: a yardstick, not an input",
            ),
        )
    if where:
        yield (
            "3_worlds",
            "Tokyo–Seoul relations in each world",
            lambda: plots.fans_by_world(results, RELATION, where),
        )
        yield (
            "4_outcomes",
            "Distributions of outcomes by world",
            lambda: plots.distributions(results, DISTRIBUTIONS, where),
        )
    yield (
        "5_triangles",
        "Which share of replicates has three friends, one pair at odds, and so on, month by month",
        lambda: plots.triangle_shares(results, list(points.values())),
    )
    if effects:
        yield (
            "6_differences",
            "Paired differences against the reference world",
            lambda: plots.forest(effects, FOREST),
        )
    if monthly is not None:
        yield (
            "7_twins",
            "Each replicate under both worlds",
            lambda: plots.twin_scatter(
                results,
                points["second_trump_term"],
                points["biden_style_mediation"],
                "jpn_kor_mean",
            ),
        )
    if hindcast is not None:
        for place, capital in enumerate(("washington", "tokyo", "seoul")):
            yield (
                f"{8 + place}_choices_{capital}",
                f"What {capital.capitalize()} chooses in the hindcast, leader by leader",
                functools.partial(plots.option_shares, results, capital, hindcast),
            )


def draw_all(
    results: Results,
    folder: Path,
    points: Mapping[str, int],
    effects: Mapping[str, Effect],
    monthly: pd.DataFrame | None,
    pairs: int,
) -> Sequence[Picture]:
    """Draw and save every picture; return their names and what each shows.

    Parameters
    ----------
    points : scenario to its point in the results
    effects : scenario to its effect against the reference
    monthly : paired differences by month of mediation against loyalty competition, or None
    pairs : replicates behind them
    """
    drawn = []
    for name, line, draw in _pictures(results, points, effects, monthly, pairs):
        fig = draw()
        plots.save(fig, folder, name)
        drawn.append((name, f"{line}: {plots.title_of(fig)}"))
    return drawn
