"""A part of a study, for a job that runs beside others: some of its rows, or one of equal shares.

Jobs that see one folder may write into it together; those that do not write folders of their own,
and `sim.runner.merge` joins them into what one run would have written, byte for byte.
"""

import re
from dataclasses import dataclass
from typing import Any

from sim.engine.batch import CHUNK
from sim.errors import SimError, WrongKind
from sim.runner.block import points_together

__all__ = ["Part", "rows_part", "shard_part", "whole_name"]

#: Most shares of one study. Assumed: a job for every core of a large machine.
_MOST_SHARES = 1_000_000


@dataclass(frozen=True)
class Part:
    """Rows `first` to `last - 1` of a study's points, or share `share` of `shares`, from 1.

    The other pair is 0, 0.
    """

    first: int = 0
    last: int = 0
    share: int = 0
    shares: int = 0

    def __str__(self) -> str:
        if self.shares:
            return f"shard={self.share}/{self.shares}"
        return f"rows={self.first}:{self.last}"

    @property
    def kind(self) -> str:
        """'shard' or 'rows'."""
        return "shard" if self.shares else "rows"

    @property
    def suffix(self) -> str:
        """What the folder of the part is called, after the study's name."""
        if self.shares:
            return f"-shard-{self.share}-of-{self.shares}"
        return f"-rows-{self.first}-{self.last}"

    def holds(self, place: int, first: int, count: int, records: bool, points: int) -> bool:
        """Return whether a chunk of a point belongs to the part.

        Shares take the study's blocks in turn, so that points that lie together run together.

        Parameters
        ----------
        place : of the point in the study
        first, count : the chunk's replicates
        records : whether its months are kept
        points : how many the study has
        """
        if not self.shares:
            return self.first <= place < self.last
        together = points_together(count, records)
        blocks = -(-points // together)
        number = (first // CHUNK) * blocks + place // together
        return number % self.shares == self.share - 1


def whole_name(name: str) -> str:
    """Return the study's name of a folder that is called after it and a part.

    Examples
    --------
    >>> whole_name("points-1a2b3c4d-shard-1-of-3"), whole_name("points-1a2b3c4d")
    ('points-1a2b3c4d', 'points-1a2b3c4d')
    """
    return re.sub(r"-(shard-\d+-of-\d+|rows-\d+-\d+)\Z", "", name)


def rows_part(found: Any, points: int) -> Part:
    """Return some rows of a study: `a:b`, counted from 0, b not included, as in a slice.

    Raises
    ------
    WrongKind, SimError
        For other texts, or rows of which the study has none.

    Examples
    --------
    >>> print(rows_part("0:16", points=40))
    rows=0:16
    """
    match = re.fullmatch(r"(\d{1,9}):(\d{1,9})", str(found))
    if match is None:
        raise WrongKind(found, "a:b, such as 0:16", field="rows", given=True)
    first, last = int(match[1]), min(int(match[2]), points)
    if first >= last:
        raise SimError(
            f"found {found}, wanted rows from 0:1 to {points - 1}:{points}: the study has {points} "
            f"{'point' if points == 1 else 'points'}",
            field="rows",
        )
    return Part(first=first, last=last)


def shard_part(found: Any) -> Part:
    """Return a share of a study's work: `i/n`, from 1/n to n/n.

    Raises
    ------
    WrongKind
        For anything else.

    Examples
    --------
    >>> shard_part("1/3").suffix
    '-shard-1-of-3'
    """
    match = re.fullmatch(r"(\d{1,7})/(\d{1,7})", str(found))
    share, shares = (int(match[1]), int(match[2])) if match else (0, 0)
    if not 1 <= share <= shares <= _MOST_SHARES:
        raise WrongKind(found, "i/n from 1/n to n/n, such as 1/3", field="shard", given=True)
    return Part(share=share, shares=shares)
