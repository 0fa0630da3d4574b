"""The panel of a slide: as large as its words leave room, and nothing over anything."""

import itertools
import re
from collections.abc import Iterator
from typing import cast

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.dates import DateLocator
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text

from sim.errors import SimError
from sim.plots.lettering import fitted, fitted_name, inches_of
from sim.plots.place import spread

__all__ = ["POINTS", "SIZE", "check", "fill", "reword", "too_much"]

#: Inches of a slide, as presentation programs have it, and points of its type.
SIZE, POINTS = (40 / 3, 7.5), 24.0
_BESIDE = 3.1  # inches that words beside a panel may be wide
_LEAST = 1.9  # inches that a panel must be high, and wide


def too_much(words: str) -> SimError:
    """Return what is raised for a picture that is no slide."""
    return SimError(f"{words}; draw fewer rows, or one panel alone", place="slide", field="type")


def reword(axes: Axes) -> None:
    """Break names beside the panel, so that they leave room for it."""
    for text in axes.texts:
        words = text.get_text()
        if isinstance(text, Annotation) and inches_of(words.split("\n")[0], POINTS) > _BESIDE:
            bold = text.get_fontweight() == "bold"
            text.set_text(fitted_name(" ".join(words.split()), _BESIDE, POINTS, bold=bold))


def fill(
    fig: Figure,
    axes: Axes,
    bar: Axes | None,
    renderer: RendererAgg,
    room: tuple[float, float, float, float],
) -> None:
    """Give the panel all the room that its words leave: left, low, right, top in inches."""
    left, low, right, top = room
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_tick_params(
            labelsize=POINTS, pad=8, length=0 if axis.get_tick_params().get("length") == 0 else 7
        )
        axis.labelpad = 8
    axes._set_title_offset_trans(12)  # type: ignore[attr-defined]
    label_x, label_y = axes.get_xlabel(), axes.get_ylabel()
    title = " ".join(axes.get_title(loc="left").split())
    heads = [
        text
        for text in axes.get_children()
        if isinstance(text, Text) and title and " ".join(text.get_text().split()) == title
    ]
    box = [left + 1.2, low + 0.8, right - 0.3, top]
    for _ in range(4):
        wide, high = box[2] - box[0], box[3] - box[1]
        if min(wide, high) < _LEAST:
            raise too_much(f"24 points leave {max(0.0, wide):.1f} by {max(0.0, high):.1f} inches")
        space = 1.2 if bar is not None else 0.0
        place = (box[0] / SIZE[0], box[1] / SIZE[1], (wide - space) / SIZE[0], high / SIZE[1])
        axes.set_position(place)
        axes.set_xlabel(fitted(" ".join(label_x.split()), wide, POINTS))
        axes.set_ylabel(fitted(" ".join(label_y.split()), high, POINTS))
        if title:
            for text in heads:
                text.set_text(fitted(title, wide, POINTS, bold=True))
        if bar is not None:
            at = (box[2] - space + 0.25) / SIZE[0]
            bar.set_position((at, place[1], 0.25 / SIZE[0], place[3]))
            bar.set_ylabel(fitted(" ".join(bar.get_ylabel().split()), high, POINTS))
        for one in (axes, bar):
            if one is not None:
                one.tick_params(labelsize=POINTS)
                _thin(one, renderer)
        _apart(axes, renderer)
        around = [one.get_tightbbox(renderer) for one in (axes, bar) if one is not None]
        found = [one for one in around if one is not None]
        if str(axes.get_gid()).startswith("hundred."):
            axes.set_box_aspect(1)
            for line in axes.lines:  # marks as large as their places, see `hundred_worlds`
                line.set_markersize(0.62 * 7.2 * min(wide, high))
        box[0] += left - min(one.x0 for one in found) / fig.dpi
        box[1] += low - min(one.y0 for one in found) / fig.dpi
        box[2] += right - max(one.x1 for one in found) / fig.dpi
        box[3] += top - max(one.y1 for one in found) / fig.dpi


def _shown(axis: Axis) -> list[tuple[float, Text]]:
    """Return the ticks inside an axis' limits, each with its label."""
    low, high = sorted(axis.get_view_interval())
    slack = 1e-9 * (high - low)
    ticks = zip(axis.get_majorticklocs(), axis.get_majorticklabels(), strict=False)
    return [(float(at), text) for at, text in ticks if low - slack <= at <= high + slack]


def _thin(axes: Axes, renderer: RendererAgg) -> None:
    """Leave out numbers of ticks where they would meet; words of ticks all stay."""
    for axis, across in ((axes.xaxis, True), (axes.yaxis, False)):
        shown = [(at, text) for at, text in _shown(axis) if text.get_text()]
        if len(shown) < 2 or not (
            isinstance(axis.get_major_locator(), DateLocator)
            or all(re.search(r"\d", text.get_text()) for _, text in shown)
        ):
            continue
        boxes = [text.get_window_extent(renderer) for _, text in shown]
        ends = [(box.x0, box.x1) if across else (box.y0, box.y1) for box in boxes]
        space = 0.6 * POINTS / 72 * axes.figure.dpi if across else 0.0
        step = next(
            step
            for step in range(1, len(shown) + 1)
            if all(
                b[0] - a[1] > space or a[0] - b[1] > space
                for a, b in itertools.pairwise(ends[::step])
            )
        )
        if step > 1:
            kept = shown[::step]
            axis.set_ticks([at for at, _ in kept], [text.get_text() for _, text in kept])


def _apart(axes: Axes, renderer: RendererAgg) -> None:
    """Set names right of the panel apart again."""
    beside = [
        text
        for text in axes.texts
        if isinstance(text, Annotation)
        and text.anncoords == "offset points"
        and text.xyann[0] > 0
        and text.get_gid() != "ground"
    ]
    groups: dict[float, list[Annotation]] = {}
    for text in beside:
        groups.setdefault(float(axes.convert_xunits(text.xy[0])), []).append(text)
    low, high = sorted(axes.get_ylim())
    tall = axes.get_window_extent(renderer).height
    for texts in groups.values():
        if len(texts) > 1:
            gap = max(text.get_window_extent(renderer).height for text in texts) * 1.05
            heights = [float(text.xy[1]) for text in texts]
            placed = spread(heights, gap * (high - low) / tall, within=(low, high))
            for text, height in zip(texts, placed, strict=True):
                text.xy = (text.xy[0], height)


def _texts(fig: Figure, axes: Axes) -> Iterator[Text]:
    """Yield all words that are drawn."""
    hidden = set()
    for one in fig.axes:
        for axis in (one.xaxis, one.yaxis):
            hidden |= set(axis.get_majorticklabels()) - {t for _, t in _shown(axis)}
    for text in fig.findobj(Text):
        if text.get_visible() and text.get_text().strip() and text not in hidden:
            yield text


def check(fig: Figure, axes: Axes) -> None:
    """Raise if words cover one another or leave the slide."""
    canvas = cast(FigureCanvasAgg, fig.canvas)
    canvas.draw()
    renderer = canvas.get_renderer()
    texts = list(_texts(fig, axes))
    boxes = [text.get_window_extent(renderer) for text in texts]
    wide, high = SIZE[0] * fig.dpi, SIZE[1] * fig.dpi
    for text, box in zip(texts, boxes, strict=True):
        if box.x0 < -1 or box.y0 < -1 or box.x1 > wide + 1 or box.y1 > high + 1:
            raise too_much(f"at 24 points {_quoted(text)} leaves the slide")
    for (one, a), (other, b) in itertools.combinations(zip(texts, boxes, strict=True), 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        up = min(a.y1, b.y1) - max(a.y0, b.y0)
        # A line's box has room above and below its letters.
        if across > 2 and up > 0.3 * min(a.height, b.height):
            raise too_much(f"at 24 points {_quoted(one)} and {_quoted(other)} meet")


def _quoted(text: Text) -> str:
    words = " ".join(text.get_text().split())
    return f"'{words if len(words) <= 30 else words[:29] + '…'}'"
