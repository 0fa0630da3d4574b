"""One history told in lines: who came to office, what happened, where capitals turned, how ties went.

The words are those of the lessons' pages, so a class and a notebook read the same history alike, in
any of their languages.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.errors import WrongKind
from sim.lesson.words import read_words
from sim.spec.calendar import LAST_KNOWN
from sim.spec.instruments import INSTRUMENT_BY_NAME
from sim.spec.levels import TRIANGLE_TYPES, key_of
from sim.spec.preferences import ISO
from sim.spec.world import World

if TYPE_CHECKING:
    import xarray as xr

__all__ = ["Story", "story"]

#: Months for which an option, a triangle or a tie must last to be told as a turn. Assumed: what
#: lasts a quarter of a year is more than one month's hesitation.
LASTING = 3

#: Instruments whose turns are told: what the articles argue about.
_TOLD = (
    *("usa_brokerage", "usa_loyalty", "jpn_neighbour", "kor_neighbour"),
    *("jpn_washington", "kor_washington", "jpn_china", "kor_china"),
)

#: Where a tie takes another word, as in the lessons' pages (`sim/lesson/page/scale.js`).
_STEPS = (-0.4, 0.0, 0.4)
_TIES = ("tie_hostile", "tie_colder", "tie_closer", "tie_good")

#: Streams whose dated events fill a recorded event, as in the lessons' pages.
_STREAM_OF = {
    f"{name}_event": name
    for name in (
        *("court", "sale_order", "provocation", "incident", "friction", "test"),
        *("remark", "settlement"),
    )
}

#: Told by another event of the same month.
_TOLD_ELSEWHERE = ("summit_event",)

_KINDS = ("office", "event", "turn", "triangle", "tie")


@dataclass(frozen=True, repr=False)
class Story:
    """One history in words.

    Attributes
    ----------
    table : DataFrame
        A row a line, in the order of time: `month`; `kind`: 'office', 'event', 'turn' (a choice
        that lasts), 'triangle' or 'tie'; `who`, the capital where there is one; `words`; `record`,
        whether it is dated by the record and not drawn by the model; `source`, of what is.
    head, begins, ends : str
        What is told, how it begins and how it ends.
    """

    table: pd.DataFrame
    head: str
    begins: str
    ends: str
    months: Mapping[int, str]

    def lines(self) -> Iterator[str]:
        """Yield the story line by line."""
        yield self.head
        yield self.begins
        for row in self.table.itertuples():
            record = " [record]" if row.record else ""
            yield f"{self.months[row.Index]}  {row.words}{record}"
        yield self.ends

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(self.months[row.Index])}</td><td>{escape(row.words)}</td>"
            f"<td>{escape(row.source) if row.record else ''}</td></tr>"
            for row in self.table.itertuples()
        )
        return (
            f"<p><b>{escape(self.head)}</b></p><p>{escape(self.begins)}</p>"
            f"<table>{rows}</table><p>{escape(self.ends)}</p>"
        )


def story(
    world: World | str, seed: int = 1, replicate: int = 0, *, language: str = "en"
) -> Story:
    """Tell one history of a world in words, a line an event or a turn.

    Parameters
    ----------
    world : World, or the name of one
    seed, replicate : which history: that row of `sim.run` to the bit, as in `sim.simulate`
    language : 'en', 'ko' or 'ja'

    Returns
    -------
    Story
        Printed, it is the lines; its `table` has them as rows.

    Raises
    ------
    sim.errors.SimError
        For an unknown world or language, a seed or replicate out of bounds.

    Examples
    --------
    >>> import sim
    >>> told = sim.story("second_trump_term", seed=1, replicate=42)
    >>> print(str(told).splitlines()[1])
    Ties between Tokyo and Seoul: on good terms (0.48).
    >>> told.table.columns.tolist()
    ['month', 'kind', 'who', 'words', 'record', 'source']
    """
    from sim.runner import simulate
    from sim.scenario import load

    if isinstance(world, str):
        world = load(world)
    if not isinstance(world, World):
        raise WrongKind(world, "a World, or the name of one", field="world", given=True)
    said = read_words(language)
    history = simulate(world, seed, replicate)
    teller = _Teller(world, history, said)
    rows = [row for kind in _KINDS for row in getattr(teller, kind)()]
    order = {kind: place for place, kind in enumerate(_KINDS)}
    rows.sort(key=lambda row: (row["month"], order[row["kind"]]))
    columns = ["month", "kind", "who", "words", "record", "source"]
    table = pd.DataFrame(rows, columns=columns)
    return Story(table, *teller.frame(seed, replicate), teller.names(table))
