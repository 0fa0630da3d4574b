"""Pieces of a page of HTML: its style, tables, pictures, shares with their intervals."""

from collections.abc import Iterable, Sequence

from sim.analysis import Interval
from sim.report.markdown import percent

__all__ = ["STYLE", "interval", "picture", "table"]

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem;
  color: #222 }
h1 { font-size: 1.6rem } h2 { font-size: 1.2rem; margin-top: 2.2rem }
table { border-collapse: collapse; font-size: 13px; width: 100% }
td, th { padding: .25rem .5rem; text-align: left; vertical-align: top;
  border-bottom: 1px solid #ddd }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
.no { color: #b03a00 } .yes { color: #0059a0 } .by { color: #6b6b6b }
img { max-width: 100%; margin: .5rem 0 } .wide { overflow-x: auto } .note { color: #6b6b6b }
"""


def picture(name: str, words: str) -> str:
    """Return a picture that lies in figures/, as PNG with its SVG behind it."""
    return f'<p><a href="figures/{name}.svg"><img src="figures/{name}.png" alt="{words}"></a></p>'


def table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: int = 0) -> str:
    """Return a table; the last `numbers` columns are numbers. Cells are HTML already."""

    def line(cells: Sequence[str], tag: str) -> str:
        first = len(cells) - numbers
        marked = (
            f"<{tag}{' class=n' if place >= first else ''}>{cell}</{tag}>"
            for place, cell in enumerate(cells)
        )
        return f"<tr>{''.join(marked)}</tr>"

    body = "\n".join(line(row, "td") for row in rows)
    return f'<div class="wide"><table>\n{line(head, "th")}\n{body}\n</table></div>'


def interval(found: Interval) -> str:
    """Return a share with its interval, in per cent."""
    return f"{percent(found.value)} ({percent(found.low)}–{percent(found.high)})"
