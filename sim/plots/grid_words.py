"""Words of pictures of a grid: its keys and values, what is shown, and what is found."""

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.figure import Figure

from sim.analysis import Axis, Grid, answers_of, cell_gap
from sim.plots.finding import amount, left_out_words, subject
from sim.plots.frame import set_caption_of
from sim.plots.label import outcome_unit, tidy, world_name
from sim.plots.tornado import key_words
from sim.spec.outcomes import OutcomeSpec

if TYPE_CHECKING:
    from sim.store import Results

__all__ = [
    "axis_words",
    "caption_of_grid",
    "finding_of_grid",
    "percent_shown",
    "reading_of_grid",
    "tick_words",
    "value_words",
]


def percent_shown(spec: OutcomeSpec, statistic: str | float) -> bool:
    """Return whether values are shares, told in per cent."""
    return spec.kind == "share" or (spec.kind == "flag" and statistic == "mean")


def tick_words(axis: Axis | None, place: int) -> str:
    """Return one value of a key in print."""
    if axis is None:
        return ""
    text = axis.texts[place]
    return world_name(text) if axis.key == "scenario" else tidy(text)


def value_words(axis: Axis | None, place: int) -> str:
    """Return a key and one of its values in words.

    Examples
    --------
    >>> value_words(Axis("leaders.seoul.rivalry", (0.2,), ("0.2",), True), 0)
    'Seoul’s rivalry = 0.2'
    """
    if axis is None:
        return ""
    text = tick_words(axis, place)
    if axis.key == "scenario":
        return text
    name = key_words(axis.key)
    return f"{name} {text}" if text in ("on", "off", "as it is") else f"{name} = {text}"


def axis_words(spec: OutcomeSpec, results: "Results", statistic: str | float) -> str:
    """Return the words of the axis that the outcome stands on."""
    if spec.kind == "flag" and statistic == "mean":
        return "Runs in which it is so [%]"
    unit = "%" if percent_shown(spec, statistic) else outcome_unit(spec.name, results.outcome_specs)
    return f"{_name(statistic)} [{unit}]"


def _name(statistic: str | float) -> str:
    """Return a statistic in words.

    Examples
    --------
    >>> _name("mean"), _name(0.1)
    ('Mean', '10% quantile')
    """
    if isinstance(statistic, str):
        return statistic.capitalize()
    return f"{100 * statistic:g}% quantile"


def _statistic(spec: OutcomeSpec, statistic: str | float) -> str:
    """Return what is shown of an outcome, in words."""
    if spec.kind == "flag" and statistic == "mean":
        return f"Share of runs: {subject(spec)}"
    return f"{_name(statistic)}: {subject(spec)}"


def reading_of_grid(grid: Grid, spec: OutcomeSpec, statistic: str | float, mark: str) -> str:
    """Return how to read the picture, and what is held."""
    how = "darker is more" if mark == "Darker" else "bars: what chance alone may do"
    text = f"{_statistic(spec, statistic)}; {how}"
    if grid.held:
        kept = ", ".join(
            f"{key_words(key)} {'' if value in ('on', 'off', 'as it is') else '= '}{tidy(value)}"
            for key, value in grid.held.items()
        )
        text += f". Held: {kept}"
    return text


def caption_of_grid(
    fig: Figure, results: "Results", outcome: str, grid: Grid, table: pd.DataFrame, more: str
) -> None:
    """Write replicates and seed, and how large the errors of points are."""
    error = float(table["se"].max())
    small = float(table["se"].min())
    said = (
        f"Monte Carlo standard error of a point: {_short(small)} to {_short(error)}."
        if _short(small) != _short(error)
        else f"Monte Carlo standard error of a point: {_short(error)}."
    )
    missing = left_out_words(answers_of(results, outcome, grid.numbers).missing)
    set_caption_of(
        fig, results, *grid.numbers, more=" ".join(part for part in (said, more) if part) + missing
    )


def _short(value: float) -> str:
    """Return an error with two digits.

    Examples
    --------
    >>> _short(0.01234), _short(0.0)
    ('0.012', '0')
    """
    return f"{value:.2g}"


def finding_of_grid(
    results: "Results",
    outcome: str,
    grid: Grid,
    table: pd.DataFrame,
    spec: OutcomeSpec,
    statistic: str | float,
    level: float,
) -> str:
    """Return where the outcome is highest and lowest, or that no two cells differ beyond chance."""
    order = table["value"].to_numpy()
    low, high = table.iloc[int(order.argmin())], table.iloc[int(order.argmax())]
    if low["value"] == high["value"]:
        return f"No difference: {amount(low['value'], spec)} everywhere"
    gap = cell_gap(
        results,
        outcome,
        int(low["point"]),
        int(high["point"]),
        statistic=statistic,
        looks=len(table) * (len(table) - 1) // 2,
        level=level,
    )
    ends = f"{amount(low['value'], spec)} to {amount(high['value'], spec)}"
    if not gap.decided:
        return f"Undecided: no two points differ beyond chance ({ends})"
    places = sorted(table["column"].unique())
    if (
        grid.y is None
        and grid.x.numeric
        and {low["column"], high["column"]} == {places[0], places[-1]}
    ):
        verb = "rises" if low["column"] < high["column"] else "falls"
        first, last = (low, high) if verb == "rises" else (high, low)
        key = key_words(grid.x.key)
        return (
            f"It {verb} from {amount(first['value'], spec)} to {amount(last['value'], spec)} "
            f"as {key} goes from {grid.x.texts[0]} to {grid.x.texts[-1]}"
        ).replace("-", "−")
    return _ends(grid, (high, low), spec)


def _ends(grid: Grid, cells: tuple[pd.Series, pd.Series], spec: OutcomeSpec) -> str:
    """Return the highest and the lowest cell with where they lie, in words."""
    axes = [(grid.x, "column"), *([(grid.y, "row")] if grid.y else [])]
    keys = [(axis, name) for axis, name in axes if axis.key != "scenario"]
    said = []
    for k, cell in enumerate(cells):
        text = amount(cell["value"], spec)
        for axis, name in axes:
            if axis.key == "scenario":
                text += f" in {tick_words(axis, int(cell[name]))}"
        values = [tick_words(axis, int(cell[name])) for axis, name in keys]
        if k == 0 and keys:
            text += " where " + " and ".join(
                f"{key_words(axis.key)} is {value}"
                for (axis, _), value in zip(keys, values, strict=True)
            )
        elif keys:
            text += f" where {'it is' if len(keys) == 1 else 'they are'} {' and '.join(values)}"
        said.append(text)
    return f"Highest {said[0]}; lowest {said[1]}"
