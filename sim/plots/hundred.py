"""A hundred worlds, a mark each: shares that can be counted."""

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis import of_hundred
from sim.plots.frame import TEXT, WIDTH, figure, hide_frame, house_style, set_caption, set_title
from sim.plots.lettering import fitted_name, line_count
from sim.plots.palette import BLUE, INK, MUTED, VERMILLION

__all__ = ["hundred_worlds"]

#: Mark and colour of each kind, told apart in grey by shape and by what is filled; three at most.
_KINDS = (("o", BLUE, BLUE), ("s", MUTED, "none"), ("X", VERMILLION, VERMILLION))
_LEFT, _GAP = 0.075 * WIDTH, 0.2  # inches: left of the panels, between them


def hundred_worlds(
    worlds: Mapping[str, Sequence[float]],
    kinds: Sequence[str],
    *,
    below: Sequence[str],
    title: str,
    subtitle: str,
    caption: str,
) -> Figure:
    """Draw a panel a world with a hundred marks, as many of each kind as its share of a hundred.

    Parameters
    ----------
    worlds : name to the shares of the kinds, which add up to 1; at most five
    kinds : what each mark means, at most three
    below : a text under each panel, such as its numbers with their intervals
    """
    with house_style():
        side = (TEXT - _GAP * (len(worlds) - 1)) / len(worlds)
        names = [fitted_name(name, side, 9.0, bold=True) for name in worlds]
        texts = [fitted_name(text, side, 8.0) for text in below]
        head, foot = 0.66 + 0.15 * line_count(*names), 0.9 + 0.15 * line_count(*texts)
        height = head + side + foot
        fig = figure(height)
        for index, (name, text, shares) in enumerate(
            zip(names, texts, worlds.values(), strict=True)
        ):
            left = _LEFT + index * (side + _GAP)
            at = (left / WIDTH, foot / height, side / WIDTH, side / height)
            panel = fig.add_axes(at, gid=f"hundred.{index}")
            hide_frame(panel)
            panel.set(xlim=(-0.5, 9.5), ylim=(9.5, -0.5))
            panel.set_title(name, weight="bold", size=9, pad=4, x=0.0, ha="left", linespacing=1.1)
            first = 0
            counts = of_hundred(shares)
            for kind, count, (mark, edge, face) in zip(kinds, counts, _KINDS, strict=True):
                places = range(first, first + count)
                panel.plot(
                    [k % 10 for k in places],
                    [k // 10 for k in places],
                    mark,
                    ms=0.62 * 7.2 * side,
                    color=edge,
                    mfc=face,
                    mew=0.8,
                    clip_on=False,
                    label=kind,
                )
                first += count
            panel.annotate(
                text,
                (0.0, 0.0),
                xycoords="axes fraction",
                xytext=(0, -5),
                textcoords="offset points",
                va="top",
                size=8,
                color=INK,
                linespacing=1.3,
                annotation_clip=False,
            )
        marks = [
            Line2D([], [], ls="", marker=mark, ms=6, color=edge, mfc=face, label=kind)
            for kind, (mark, edge, face) in zip(kinds, _KINDS, strict=True)
        ]
        set_title(fig, title, subtitle)
        set_caption(fig, caption)
        fig.legend(
            handles=marks,
            loc="lower left",
            bbox_to_anchor=(0.068, 0.46 / fig.get_figheight()),
            ncols=len(marks),
            frameon=False,
            fontsize=8,
            handletextpad=0.2,
            borderpad=0.0,
            borderaxespad=0.0,
            columnspacing=1.6,
        )
    return fig
