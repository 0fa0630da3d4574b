"""What a figure shows, read back from it."""

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from tests.plots.test_figures import off_scale

__all__ = ["caption_of", "check_inside", "dashes", "of", "samples", "text_of", "title_of"]


def of(fig, gid: str) -> list:
    """Artists of an id, or whose id begins with it and a dot."""
    return fig.findobj(
        lambda artist: artist.get_gid() == gid or str(artist.get_gid()).startswith(f"{gid}.")
    )


def text_of(fig, gid: str) -> str:
    (found,) = of(fig, gid)
    return " ".join(found.get_text().split())


def samples(fig) -> list:
    """The pieces of lines and marks of a key."""
    (legend,) = fig.legends
    return list(legend.legend_handles)


def title_of(fig) -> str:
    return text_of(fig, "title")


def caption_of(fig) -> str:
    """The caption with the warning, which may stand apart from it."""
    return " ".join(
        " ".join(text.get_text().split()) for gid in ("caption", "warning") for text in of(fig, gid)
    )


def check_inside(fig) -> None:
    """Raise if a text leaves the figure."""
    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    wide, high = canvas.get_width_height()
    assert wide == 1200
    hidden = off_scale(fig)
    for text in fig.findobj(Text):
        if text.get_text().strip() and text.get_visible() and text not in hidden:
            box = text.get_window_extent()
            said = text.get_text()
            assert box.x0 >= 0, said
            assert box.x1 <= wide, said
            assert box.y0 >= 0, said
            assert box.y1 <= high, said


def dashes(lines) -> list:
    """Dash and mark of each line: what grey print tells lines apart by."""
    return [(str(line._unscaled_dash_pattern), str(line.get_marker())) for line in lines]
