"""How a picture is saved: PNG, SVG and PDF, with words on what it shows and none on the day."""

import html
import re
from collections.abc import Sequence
from pathlib import Path

from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.errors import UnknownName
from sim.plots.frame import DOTS, house_style
from sim.plots.lettering import TYPE
from sim.plots.slide import slide
from sim.store.files import appearing, whole_path

__all__ = ["alt_text", "save", "title_of"]

#: Formats, and styles: as drawn, or as a slide.
_FORMATS = ("png", "svg", "pdf")
_STYLES = ("", "slide")

#: Dots an inch of a slide, which is 1,920 pixels wide.
_SLIDE_DOTS = 144

#: Where a reader has not the house's type: Verdana is as wide, the rest is everywhere.
_STACK = f"'{TYPE}', Verdana, Arial, sans-serif"


def alt_text(fig: Figure) -> str:
    """Return what a picture says in words: title, subtitle, key, caption and warning.

    Examples
    --------
    >>> from sim.plots.frame import figure, set_caption, set_title
    >>> fig = figure(2.0)
    >>> set_title(fig, "Ties end higher with a broker", "Mean of the last month")
    >>> _ = set_caption(fig, "100 replicates, seed 1.", beyond=False)
    >>> print(alt_text(fig))
    Ties end higher with a broker. Mean of the last month. 100 replicates, seed 1. Explores and \
teaches; does not predict.
    """
    parts = []
    for gid in ("title", "subtitle", "caption", "warning"):
        for text in fig.texts:
            words = _line(text)
            if text.get_gid() == gid and words:
                parts.append(words if words[-1] in ".?!" else f"{words}.")
    return " ".join(parts)


def title_of(fig: Figure) -> str:
    """Return what a picture finds, as its title says it, on one line; empty if it has none.

    Examples
    --------
    >>> title_of(Figure())
    ''
    """
    return next((_line(text) for text in fig.texts if text.get_gid() == "title"), "")


def _line(text: Text) -> str:
    return " ".join(text.get_text().split())


def save(
    fig: Figure,
    folder: str | Path,
    name: str,
    *,
    says: str = "",
    formats: Sequence[str] = ("png", "svg"),
    style: str = "",
) -> list[Path]:
    """Write a figure, as PNG, 1,200 pixels wide, and as SVG if nothing else is asked; return paths.

    Text in an SVG is text, in a PDF it is in embedded TrueType: both can be searched and changed.
    No file holds the day, so that the same figure gives the same bytes.

    Parameters
    ----------
    says : what the picture shows, in words; files keep it as their description, an SVG as title and
        desc, which a screen reader says; empty for the picture's own title, subtitle and caption
    formats : any of 'png', 'svg' and 'pdf', each once
    style : '' as drawn, or 'slide', see `slide`

    Raises
    ------
    UnwritableFolder
        If the folder cannot be made or written.
    UnknownName
        If a format or style is none of these.
    """
    for known, given, field in ((_FORMATS, formats, "formats"), (_STYLES, [style], "style")):
        for one in given:
            if one not in known:
                raise UnknownName(field.removesuffix("s"), one, known, field=field)
    folder = whole_path(folder, "folder")
    says = says or alt_text(fig)  # of the whole picture: a slide leaves words out
    if style == "slide":
        fig = slide(fig)
    title = title_of(fig) or name
    paths = [folder / f"{name}.{one}" for one in dict.fromkeys(formats)]
    with house_style():
        for path in paths:
            kind = path.suffix[1:]
            with appearing(path) as draft:
                fig.savefig(
                    draft,
                    format=kind,
                    dpi=_SLIDE_DOTS if style == "slide" else DOTS,
                    metadata=_metadata(kind, title, says),
                )
                if kind == "svg":
                    text = draft.read_text(encoding="utf-8")
                    draft.write_text(_spoken(text, title, says, path.stem), encoding="utf-8")
    return paths


def _metadata(kind: str, title: str, says: str) -> dict[str, str | None]:
    """Return what a file is to say of itself: what it shows, nothing of day and software."""
    if kind == "pdf":
        nothing = dict.fromkeys(("Creator", "Producer", "CreationDate", "ModDate"))
        return {**nothing, "Title": title, **({"Subject": says} if says else {})}
    words: dict[str, str | None] = {"Description": says} if says else {}
    if kind == "png":
        return {"Software": None, **words}
    return {"Date": None, "Creator": None, **words}


def _spoken(svg: str, title: str, says: str, name: str) -> str:
    """Return an SVG with its title and description, and with type that any system has."""
    svg = svg.replace(f"'{TYPE}'", _STACK)
    # Several pictures may stand in one page: each has ids of its own.
    ids = [f"{re.sub(r'[^A-Za-z0-9_-]', '-', name)}-{part}" for part in ("title", "desc")]
    words = f'<title id="{ids[0]}">{html.escape(title, quote=False)}</title>\n '
    words += f'<desc id="{ids[1]}">{html.escape(says, quote=False)}</desc>\n '
    opened = re.search(r"<svg\b[^>]*>\s*", svg)
    if opened is None:
        return svg
    head = opened[0].rstrip().removesuffix(">")
    head += f' role="img" aria-labelledby="{" ".join(ids)}">\n '
    return svg[: opened.start()] + head + words + svg[opened.end() :]
