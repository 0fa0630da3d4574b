"""What a finished study says on the screen: estimates with their Monte Carlo error."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.cli.listing import table
from sim.cli.ranking import ranking
from sim.spec.calendar import month_name
from sim.spec.outcomes import OUTCOME_FIELDS, OutcomeSpec
from sim.spec.turnover import KEY, succession

if TYPE_CHECKING:
    from pandas import DataFrame

    from sim.analysis import Naming
    from sim.spec.world import World
    from sim.store import Results

__all__ = ["MOST_KEYS", "MOST_POINTS", "summarise"]

#: Rows and columns that a table of points may have on the screen; all are in the results.
MOST_POINTS, MOST_KEYS = 40, 8

#: Drawn calendars that are told on the screen.
MOST_CALENDARS = 20

#: Outcomes shown for one point.
_ONE = (
    "jpn_kor_mean",
    "jpn_kor_final",
    "jpn_kor_low",
    "jpn_kor_fall",
    "jpn_usa_mean",
    "kor_usa_mean",
    "bid_mean_jpn",
    "bid_mean_kor",
    "settlements",
    "reversals",
    "summits",
    "institution_final",
    "china_alignment_mean_kor",
)

#: Outcomes shown for several points, with the head of their column.
_SEVERAL = {
    "jpn_kor_mean": "JPN-KOR all months",
    "jpn_kor_final": "JPN-KOR last month",
    "jpn_kor_fall": "falls by 0.2",
    "bid_mean_kor": "Seoul's bid",
    "summits": "summits",
    "institution_final": "institutions",
}


def summarise(results: "Results", show: Sequence[str] = ()) -> str:
    """Return a short table: of one point's key outcomes, or of several points side by side.

    A mean, or a share of runs, with its Monte Carlo standard error, `±`; beside a mean the median.
    Outcomes of one's own come last, of the runs that have an answer. Where each point changes
    something else than the first, a ranking follows.

    Parameters
    ----------
    show : outcomes by name, in place of the usual ones
    """
    points = results.points
    own = [name for name in results.outcome_specs if name not in OUTCOME_FIELDS]
    if len(points) == 1:
        return _one(results, dict(points.iloc[0]), show or (*_ONE, *own))
    heads = {name: name for name in show} or _SEVERAL | {name: name for name in own}
    return "\n".join(_several(results, points, heads))


def _one(results: "Results", point: Mapping[str, Any], show: Sequence[str]) -> str:
    """Return the key outcomes of one point."""
    from sim.analysis import name_points

    world = results.world(int(point["point"]))
    window = f"{month_name(world.first)} to {month_name(world.last)}"
    naming = name_points(results.points)
    outcomes = results.outcome_values(show, int(point["point"]))
    count = f"{point['replicates']:,} replicates"
    head = f"{', '.join(naming.common)}: {window}, {count}, seed {point['seed']}"
    rows = [("", "mean ± standard error", "median", "5 % to 95 % of runs")]
    for name in show:
        spec, values = results.outcome_specs[name], _answers(outcomes[name])
        label = f"{spec.meaning} (share)" if spec.kind == "flag" else spec.meaning
        label = label if name in OUTCOME_FIELDS else f"{name}: {label}"
        if len(values) < len(outcomes[name]):
            label += f", in the {len(values):,} runs that have an answer"
        rows.append((label, _estimate(spec, values), _median(spec, values), _spread(spec, values)))
    return "\n".join([head, *_governs(world), table(rows), *_not_whole(results, naming)])


def _governs(world: "World") -> Iterator[str]:
    """Yield a line on who holds Tokyo, if a drawn calendar was asked for."""
    if KEY in world.overrides:
        yield f"Tokyo: {succession(world)}"


def _several(results: "Results", points: "DataFrame", show: Mapping[str, str]) -> Iterator[str]:
    """Yield what all points share, a table with a row a point, and what is not whole in it."""
    from sim.analysis import name_points

    naming = name_points(points)
    sizes = sorted(set(points["replicates"]))
    many = " to ".join(f"{size:,}" for size in sizes)
    common = f"{', '.join(naming.common)}: " if naming.common else ""
    seeds = sorted(set(points["seed"]))
    which = f"seed {seeds[0]}" if len(seeds) == 1 else f"seeds {', '.join(map(str, seeds))}"
    yield (
        f"{common}{len(points):,} points, {many} replicates "
        f"each, {which}; ± one Monte Carlo standard error"
    )
    rows = list(zip(*_changes(naming), strict=True))[: MOST_POINTS + 1]
    specs = results.outcome_specs
    rows[0] += tuple(f"{head}: {_which(specs[name])}" for name, head in show.items())
    for row, point in enumerate(naming.points[:MOST_POINTS], 1):
        outcomes = results.outcome_values(tuple(show), point.number)
        rows[row] += tuple(_cell(specs[name], outcomes[name]) for name in show)
    yield table(rows)
    if naming.abridged:
        yield f"keys: {naming.abridged}"
    yield from ranking(results, naming, next(iter(show)))
    yield from _calendars(results, naming)
    yield from _not_whole(results, naming)


def _calendars(results: "Results", naming: "Naming") -> Iterator[str]:
    """Yield a line for each of the first drawn calendars; worlds with the same one share it."""
    lines = dict.fromkeys(
        f"{KEY}={point.overrides[KEY]}: {succession(results.world(point.number))}"
        for point in naming.points[:MOST_POINTS]
        if KEY in point.overrides
    )
    yield from list(lines)[:MOST_CALENDARS]
    if len(lines) > MOST_CALENDARS:
        yield f"and {len(lines) - MOST_CALENDARS} more calendars: results.world(point).calendar"


def _not_whole(results: "Results", naming: "Naming") -> Iterator[str]:
    """Yield a line on what a table leaves out or cuts, and where it is whole."""
    less = [
        f"{count:,} more {noun}{'' if count == 1 else 's'}"
        for noun, count in (
            ("point", len(naming.points) - MOST_POINTS),
            ("key", len(naming.usual) - MOST_KEYS),
        )
        if count > 0
    ]
    if naming.shortened:
        less.append("values cut at … or rounded")
    if less:
        where = f"sim.open({results.path.as_posix()!r})" if results.path else "the results"
        yield f"{' and '.join(less)}: whole in `points` and `outcomes` of {where}"


def _changes(naming: "Naming") -> Iterator[tuple[str, ...]]:
    """Yield columns with their heads: number, scenario, each usual key, and the rarer ones."""
    yield ("point", *(str(point.number) for point in naming.points))
    if not naming.scenario:
        yield ("scenario", *(point.scenario for point in naming.points))
    for key in naming.usual[:MOST_KEYS]:
        yield (naming.heads[key], *(cell.get(key, "as it is") for cell in naming.cells))
    rare = [key for key in naming.heads if key not in naming.usual]
    if rare:
        changed = [
            " ".join(f"{naming.heads[key]}={cell[key]}" for key in rare if key in cell) or "-"
            for cell in naming.cells
        ]
        yield ("changed", *changed)


def _which(spec: OutcomeSpec) -> str:
    """Return which numbers of an outcome are shown."""
    return "share" if spec.kind == "flag" else "mean (median)"


def _cell(spec: OutcomeSpec, values: np.ndarray) -> str:
    """Return an estimate and beside it the median, where there is one."""
    answers = _answers(values)
    median = _median(spec, answers)
    cell = f"{_estimate(spec, answers)} ({median})" if median else _estimate(spec, answers)
    return cell if len(answers) == len(values) else f"{cell}, in {len(answers):,} runs"


def _answers(values: np.ndarray) -> np.ndarray:
    """Return the values of replicates that have an answer: all, but for an outcome of one's own."""
    return values[~np.isnan(values)]


def _median(spec: OutcomeSpec, values: np.ndarray) -> str:
    """Return a median; nothing for flags, and without an answer."""
    if spec.kind == "flag" or not values.size:
        return ""
    return f"{np.median(values):.{1 if spec.kind == 'count' else 3}f}"


def _spread(spec: OutcomeSpec, values: np.ndarray) -> str:
    """Return where nine tenths of the runs lie; whole numbers for counts, nothing for flags."""
    if spec.kind == "flag" or not values.size:
        return ""
    if spec.kind == "count":
        low, high = np.quantile(values, (0.05, 0.95), method="inverted_cdf")
        return f"{low:.0f} to {high:.0f}"
    low, high = np.quantile(values, (0.05, 0.95))
    return f"{low:.2f} to {high:.2f}"


def _estimate(spec: OutcomeSpec, values: np.ndarray) -> str:
    """Return a mean, or a share, and its Monte Carlo standard error."""
    from sim.analysis import share_words
    from sim.report.markdown import plus_minus

    if not values.size:
        return "-"
    if values.size == 1:
        return f"{values[0]:.3f}"
    if spec.kind == "flag":
        return share_words(values.sum(), values.size)
    error = values.std(ddof=1) / np.sqrt(values.size)
    text = plus_minus(values.mean(), error, 2 if spec.kind == "count" else 3)
    return text.replace("−", "-")  # some terminals have no true minus
