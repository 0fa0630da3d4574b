"""One history told in lines: offices, events, where capitals turned, how ties went.

The words are those of the lessons' pages, so a class and a notebook read the same history alike, in
any of their languages.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import pandas as pd

from sim.errors import WrongKind
from sim.lesson.telling import Line, Teller
from sim.lesson.words import read_words
from sim.runner import simulate
from sim.scenario import load
from sim.spec.world import World
from sim.store.labels import month_dates

__all__ = ["Story", "story"]


@dataclass(frozen=True, repr=False)
class Story:
    """One history in words.

    Attributes
    ----------
    head, begins, ends : str
        What is told, how it begins and how it ends.
    lines : tuple
        What is between, in the order of time, each with its month in words.
    """

    head: str
    begins: str
    ends: str
    lines: tuple[tuple[str, Line], ...]

    @property
    def table(self) -> pd.DataFrame:
        """The lines as rows, in the order of time.

        Columns `month`; `kind`: 'office', 'event', 'turn' (a choice that lasts), 'triangle' or
        'tie'; `who`, the capital where there is one; `words`; `record`, whether the record dates it
        and the model did not draw it; and `source`, of what has one.
        """
        rows = [line._asdict() for _, line in self.lines]
        table = pd.DataFrame(rows, columns=Line._fields)
        table["month"] = [month_dates(line.month, 1)[0] for _, line in self.lines]
        return table

    def __iter__(self) -> Iterator[str]:
        """Yield the story line by line."""
        yield from (self.head, self.begins)
        for month, line in self.lines:
            yield f"{month}  {line.words}{f' [{line.source}]' if line.record else ''}"
        yield self.ends

    def __str__(self) -> str:
        return "\n".join(self)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        cells = (
            (month, line.words, line.source if line.record else "") for month, line in self.lines
        )
        rows = "".join(
            f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in cells
        )
        return (
            f"<p><b>{escape(self.head)}</b></p><p>{escape(self.begins)}</p>"
            f"<table>{rows}</table><p>{escape(self.ends)}</p>"
        )


def story(world: World | str, seed: int = 1, replicate: int = 0, *, language: str = "en") -> Story:
    """Tell one history of a world in words, a line an event or a turn.

    Parameters
    ----------
    world : World, or the name of one
    seed, replicate : which history: that row of `sim.run` to the bit, as in `sim.simulate`
    language : 'en', 'ko' or 'ja'

    Returns
    -------
    Story
        Printed, it is the lines; those that the record dates end with their source. `table` has
        them as rows.

    Raises
    ------
    sim.errors.SimError
        For an unknown world or language, a seed or replicate out of bounds.

    Examples
    --------
    >>> import sim
    >>> told = sim.story("second_trump_term", seed=1, replicate=42)
    >>> print(told.head)
    A second Trump term in which loyalty is rewarded, January 2025 to December 2028: one imagined \
history (seed 1, replicate 42). It predicts nothing.
    """
    if isinstance(world, str):
        world = load(world)
    if not isinstance(world, World):
        raise WrongKind(world, "a World, or the name of one", field="world", given=True)
    said = read_words(language)
    teller = Teller(world, simulate(world, seed, replicate), said)
    lines = tuple((teller.month(line.month), line) for line in teller.lines())
    return Story(*teller.frame(seed, replicate), lines)
