"""What is scored: the points of each measure, their blocks, and the cuts worth a score."""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from sim.methods.scoring.forecast import Block, block_of
from sim.methods.scoring.point import HELD_OUT, LATER, MEASURES, POOLED

__all__ = ["Cut", "ScoredPoints"]


class Cut(NamedTuple):
    """Points that are scored together; the index of `rows` is their place among the scored."""

    measure: str
    dyad: str
    block: str
    rows: pd.DataFrame


class ScoredPoints:
    """Observed points, block by block.

    Parameters
    ----------
    points : what `points_of` returns, by measure

    Examples
    --------
    >>> from sim.methods.scoring.point import points_of
    >>> from sim.scenario import load
    >>> scored = ScoredPoints({"tone": points_of("tone", load("baseline_hindcast"))})
    >>> [block.name for block in scored.blocks["tone"]]
    ['2013', '2014', '2015']
    """

    def __init__(self, points: dict[str, pd.DataFrame]) -> None:
        self.points = points
        self.measures = [MEASURES[name] for name in points]
        self.blocks: dict[str, list[Block]] = {
            name: [
                block_of(points[name], block)
                for block in (*MEASURES[name].blocks, LATER)
                if (points[name]["block"] == block).any()
            ]
            for name in points
        }

    def rows(self, measure: str) -> pd.DataFrame:
        """Return the scored points in the order of the ensembles: blocks one after another."""
        rows = pd.concat([block.test for block in self.blocks[measure]])
        return rows.reset_index(drop=True)

    def cuts(self) -> Iterator[Cut]:
        """Yield every cut that is worth a score."""
        for measure in self.points:
            rows = self.rows(measure)
            names = [block.name for block in self.blocks[measure]]
            for dyad in (POOLED, *rows["dyad"].unique()):
                own = rows[~rows["thin"]] if dyad == POOLED else rows[rows["dyad"] == dyad]
                for name in (HELD_OUT, *names):
                    cut = own[own["block"] != LATER if name == HELD_OUT else own["block"] == name]
                    # A handful of one dyad's figures is no score.
                    if len(cut) >= (1 if dyad == POOLED else 4):
                        yield Cut(measure, dyad, name, cut)
