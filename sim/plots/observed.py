"""Observed points against the bands of what a contender gives, a panel a group."""

import re
from collections.abc import Mapping, Sequence

import matplotlib.dates as dates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.plots.frame import house_style, panel_width, panels, set_caption, set_title
from sim.plots.label import country, tidy
from sim.plots.lettering import fitted, line_count
from sim.plots.palette import BLUE, INK
from sim.plots.row import wrapped

__all__ = ["observed_bands"]

_GOLDSTEIN = "Goldstein score: how friendly acts are, from −10 to 10"
_READ = (
    "Dots: observed, with the 95% interval of sampling where known. Bands: the middle 50% and 90% "
    "of what the model would show, line: median; each year from coefficients fitted without it."
)


def observed_bands(
    bands: pd.DataFrame,
    measure: str,
    *,
    label: str,
    title: str,
    replicates: int,
    seed: int,
    contender: str = "model",
    groups: Sequence[str] | None = None,
    names: Mapping[str, str] | None = None,
    bounds: tuple[float, float] | None = None,
    columns: int = 3,
) -> Figure:
    """Draw observed points with their errors against a contender's bands.

    Parameters
    ----------
    bands : `ObservedScore.bands`
        One row a scored point and contender: measure, contender, group, block, first, last (month
        numbers), observed, se, q05, q25, q50, q75, q95.
    measure, contender : which rows
    label : of the vertical axis, with unit
    groups : panels in order; all of the measure if none are given
    names : group to the words above its panel
    bounds : between which the figure must lie; error bars are cut there

    Examples
    --------
    >>> import pandas as pd
    >>> row = dict.fromkeys(("q05", "q25", "q50", "q75", "q95", "observed"), 0.2)
    >>> row |= {"measure": "m", "contender": "model", "group": "a", "block": "2013", "se": 0.1}
    >>> bands = pd.DataFrame([row | {"first": 24156, "last": 24158, "thin": False}])
    >>> said = {"label": "Share", "title": "A share", "replicates": 10, "seed": 1}
    >>> len(observed_bands(bands, "m", **said).axes)
    1
    """
    rows = bands[(bands["measure"] == measure) & (bands["contender"] == contender)]
    wanted = list(rows["group"].unique()) if groups is None else list(groups)
    columns = min(columns, len(wanted))
    with house_style():
        titles = [(names or {}).get(group, _named(group)) for group in wanted]
        wide = panel_width(columns)
        titles = [fitted(words, wide, 9.0, bold=True) for words in titles]
        fig, grid = panels(len(wanted), columns, lines=line_count(*titles), share_x=False)
        years = _years(rows)
        for axes, group, words in zip(grid, wanted, titles, strict=True):
            _panel(axes, rows[rows["group"] == group].sort_values("last"))
            axes.set_title(words, weight="bold", pad=4, linespacing=1.1)
            axes.set_xticks(years[:: max(1, -(-len(years) // (15 // columns)))][: len(years) - 1])
            axes.xaxis.set_major_formatter(dates.DateFormatter("%Y"))
            axes.set_xlim(years[0], years[-1])
            axes.grid(visible=False, axis="x")
        grid[0].set_ylim(*_limits(rows[rows["group"].isin(wanted)], bounds))
        # A single row is shorter than the longest labels.
        unit = label.removeprefix(title).strip(" []")
        unit = f"{unit[:1].upper()}{unit[1:]}" if label.startswith(title) else label
        fig.supylabel(wrapped(unit, 42 * -(-len(wanted) // columns)), size=8.5, x=0.012)
        shown = rows[rows["group"].isin(wanted)]
        inside = int(
            ((shown["observed"] >= shown["q05"]) & (shown["observed"] <= shown["q95"])).sum()
        )
        set_title(
            fig,
            f"{title}: {inside} of {len(shown)} observed points lie in the {contender}’s 90% bands",
            "Were the bands right, nine in ten would. "
            + (_GOLDSTEIN if "Goldstein" in label else "Dots: observed; bands: the model"),
        )
        said = f"{replicates:,} replicates, seed {seed}. {_READ}"
        set_caption(fig, said, beyond=False)
    return fig


def _named(group: str) -> str:
    """Return a group of the record in words.

    Examples
    --------
    >>> _named("JPN-KOR"), _named("Pew JPN>CHN"), _named("PRK")
    ('Japan–Korea', 'Japan’s view of China (Pew)', 'North Korea')
    """
    found = re.fullmatch(r"(.+) ([A-Z]{3})>([A-Z]{3})", group)
    if found is None:
        return country(group) if re.fullmatch("[A-Z]{3}", group) else tidy(group)
    viewed = "the US" if found[3] == "USA" else country(found[3])
    return f"{country(found[2])}’s view of {viewed} ({found[1]})"


def _years(rows: pd.DataFrame) -> list[float]:
    """Return the turns of years that hold all points, as the axis counts days."""
    first, last = int(rows["first"].min()) // 12, int(rows["last"].max()) // 12
    turns = (pd.Timestamp(year=year, month=1, day=1) for year in range(first, last + 2))
    return [float(dates.date2num(turn)) for turn in turns]


def _limits(rows: pd.DataFrame, bounds: tuple[float, float] | None) -> tuple[float, float]:
    """Return limits that hold all bands and errors, cut at the bounds."""
    error = 1.96 * rows["se"].fillna(0.0)
    low = float(min(rows["q05"].min(), (rows["observed"] - error).min()))
    high = float(max(rows["q95"].max(), (rows["observed"] + error).max()))
    if bounds is not None:
        low, high = max(low, bounds[0]), min(high, bounds[1])
    margin = 0.04 * (high - low)
    return low - margin, high + margin


def _days(month: pd.Series) -> np.ndarray:
    """Return the first day of month numbers as the axis counts days."""
    return np.array([dates.date2num(pd.Timestamp(one // 12, one % 12 + 1, 1)) for one in month])


def _panel(axes: Axes, rows: pd.DataFrame) -> None:
    """Draw one group: a box a point, so that nothing is said of months between them."""
    colour = BLUE
    begin, end = _days(rows["first"]), _days(rows["last"] + 1)
    # As wide as the figure's own span; a survey's month as wide as two, so that it can be seen.
    middle, span = (begin + end) / 2, np.maximum(end - begin, 60.0) * 0.92
    for low, high, alpha in (("q05", "q95", 0.16), ("q25", "q75", 0.34)):
        axes.bar(
            middle,
            (rows[high] - rows[low]).to_numpy(),
            width=span,
            bottom=rows[low].to_numpy(),
            color=colour,
            alpha=alpha,
            linewidth=0,
        )
    axes.hlines(rows["q50"], middle - span / 2, middle + span / 2, color=colour, lw=1.2)
    axes.errorbar(
        middle,
        rows["observed"].to_numpy(),
        yerr=1.96 * rows["se"].fillna(0.0).to_numpy(),
        fmt="o",
        ms=2.8,
        color=INK,
        elinewidth=0.7,
        zorder=3,
    )
