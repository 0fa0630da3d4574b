"""The benchmark as a picture: nanoseconds a month of each way, the shorter the better."""

from pathlib import Path

import pandas as pd

from tests.benchmarks.ratio import BATCH

__all__ = ["draw"]

_OURS, _OTHERS = "#0072b2", "#b3b3b3"


def draw(in_c: pd.DataFrame, alone: pd.DataFrame, models: pd.DataFrame, path: Path) -> None:
    """Draw three panels of bars, and write them to a file.

    Parameters
    ----------
    in_c : rows of `speeds` with a column `world`
    alone, models : rows of `speeds`
    """
    from matplotlib.figure import Figure

    world = in_c["world"].iloc[0]
    panels = (
        (f"{world}: the same outputs in C, strict IEEE", in_c[in_c["world"] == world]),
        (f"{world}: months alone, nothing recorded", alone),
        ("baseline_hindcast: whole models, every month recorded", models),
    )
    most = max(float(table["ns"].max()) for _, table in panels)
    heights = [len(table) for _, table in panels]
    figure = Figure(figsize=(8.0, 1.2 + 0.42 * sum(heights)), layout="constrained")
    for axes, (title, table) in zip(
        figure.subplots(len(panels), 1, height_ratios=heights), panels, strict=True
    ):
        names = [str(name) for name in table.index]
        colours = [_OURS if name == BATCH else _OTHERS for name in names]
        bars = axes.barh(names, table["ns"], color=colours)
        times = [f"{ns:,.0f} ns  ({r:,.2g} ×)" if r < 10 else f"{ns:,.0f} ns  ({r:,.0f} ×)"
                 for ns, r in zip(table["ns"], table["ratio"], strict=True)]  # fmt: skip
        axes.bar_label(bars, times, padding=4, fontsize=8)
        axes.set_xscale("log")
        axes.set_xlim(100.0, most * 30)  # one scale, so that bars compare between panels
        axes.invert_yaxis()
        axes.set_title(title, loc="left", fontsize=10)
        axes.spines[["top", "right"]].set_visible(False)
    axes.set_xlabel("nanoseconds of one processor for a month of one trajectory (logarithmic)")
    figure.savefig(path, dpi=150)
