"""A block of work: the same replicates of some points, small enough to travel, run anywhere.

Points of few replicates run together, as they lie together on disk; points that start from the same
world share the months before their windows.
"""

import pickle
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from sim.engine.batch import Chunk, run_chunk
from sim.engine.history import Histories
from sim.engine.plan import plan_of
from sim.errors import SimError
from sim.runner.executor import Stop
from sim.runner.own_outcomes import measured_by
from sim.spec.kept import NOTHING, Kept
from sim.spec.outcomes import OwnOutcome
from sim.spec.version import KERNEL_HASH
from sim.spec.world import World
from sim.store.histograms import Histograms

__all__ = ["HISTORIES", "Block", "Piece", "blocks", "points_together", "run_block"]

#: Most points of a block; most runs, and most whose months are kept. Assumed: some tenths of a
#: second of work, so that twenty points keep several threads busy; a chunk's months fill 40 MB.
MOST_POINTS, MOST_RUNS, MOST_KEPT_RUNS = 64, 4096, 1000

#: Seconds after which the rows so far of a block that takes long come back. Assumed: half a minute
#: is what one may lose to a power cut without a sigh.
_EVERY = 25.0

#: What this process has run of months before windows.
HISTORIES = Histories()


@dataclass(frozen=True)
class Piece:
    """Rows of one point: replicates `first` to `first + count - 1`."""

    first: int
    count: int
    outcomes: np.ndarray  # (count, outcomes, then one's own) float64
    histograms: Histograms
    records: np.ndarray | None  # (count, T, columns of what is kept) float64, where asked for

    @classmethod
    def of(cls, chunk: Chunk) -> "Piece":
        """Return the rows of a chunk."""
        found = Histograms.of(chunk.count, chunk.counts, chunk.sums)
        return cls(chunk.first, chunk.count, chunk.outcomes, found, chunk.records)

    def chunk(self) -> Chunk:
        """Return the piece as the engine goes on from it."""
        counts = self.histograms.dense()
        return Chunk(
            self.first, self.count, self.outcomes, counts, self.histograms.sums, self.records
        )


@dataclass(frozen=True)
class Block:
    """Replicates `first` to `first + count - 1` of some points.

    Attributes
    ----------
    places : tuple of int
        The points' places in the request.
    before : tuple
        Of each point the rows that there are already, or None.
    kept : Kept
        What is kept of every month.
    shares : bool
        Months before windows run on their own, to be used by other points or the next request.
    tail : bool
        Only the histograms are wanted, of rows that are there.
    outcomes : mapping
        Outcomes of one's own that are worked out besides.
    """

    places: tuple[int, ...]
    worlds: tuple[World, ...]
    seed: int
    first: int
    count: int
    kept: Kept = NOTHING
    before: tuple[Piece | None, ...] = ()
    shares: bool = False
    tail: bool = False
    outcomes: Mapping[str, OwnOutcome] = field(default_factory=dict)
    kernel: str = KERNEL_HASH
    stop: Stop = field(default_factory=Stop)

    def __str__(self) -> str:
        names = sorted({world.name for world in self.worlds})
        points = f"point {self.places[0]}"
        if len(self.places) > 1:
            points = f"points {self.places[0]} to {self.places[-1]}"
        last = self.first + self.count - 1
        return f"{points} ({', '.join(names)}), replicates {self.first:,} to {last:,}"

    def lacks(self) -> int:
        """Return how many rows of it have not run."""
        there = sum(piece.count for piece in self.before if piece is not None)
        return self.count * len(self.places) - there

    def of(self, places: Sequence[int], before: Sequence[Piece | None]) -> "Block":
        """Return the block of some of its points."""
        own = dict(zip(self.places, self.worlds, strict=True))
        worlds = tuple(own[place] for place in places)
        return replace(self, places=tuple(places), worlds=worlds, before=tuple(before))


class _Late(Exception):
    """Rows so far are to come back: the study ends, or much time has passed."""

    def __init__(self, so_far: Chunk | None = None) -> None:
        self.so_far = so_far


def run_block(block: Block) -> list[Piece | Exception | None]:
    """Run a block and return the rows of each point: whole, so far, or why they failed.

    Of points that had not begun when the study ended or half a minute had passed, what there was
    before: rows, or None.

    Raises
    ------
    SimError
        If another version of the model asks.
    """
    if block.kernel != KERNEL_HASH:
        raise SimError(
            f"is of model {block.kernel}, and this process has model {KERNEL_HASH}: let all run "
            "the same version",
            field="executor",
        )
    until = time.monotonic() + _EVERY
    pieces: list[Piece | Exception | None] = []
    ran = False  # something new comes back each time, however late it is

    def look(so_far: Callable[[], Chunk] | None = None) -> None:
        if block.stop.is_set() or time.monotonic() > until:
            raise _Late(so_far() if so_far else None)

    there = block.before or (None,) * len(block.worlds)
    for world, before in zip(block.worlds, there, strict=True):
        try:
            if ran:
                look()
            pieces.append(_run_point(block, world, before, look))
            ran = ran or pieces[-1] is not before
        except _Late as late:
            pieces.append(Piece.of(late.so_far) if late.so_far else before)
            break
        except Exception as fault:
            pieces.append(_sendable(fault))
    return [*pieces, *there[len(pieces) :]]


def _sendable(fault: Exception) -> Exception:
    """Return a fault, or its words if it cannot come back from another process."""
    try:
        pickle.loads(pickle.dumps(fault))
    except Exception:  # whatever its own class raises
        words = RuntimeError(repr(fault))
        words.__cause__ = fault
        return words
    return fault


def _run_point(
    block: Block, world: World, before: Piece | None, look: Callable[..., None]
) -> Piece:
    if before is not None and before.count == block.count:
        return before
    asked = (plan_of(world), block.seed, block.first, block.count)

    def stop() -> None:
        # A history is not left half-way where it only takes long: it would never come to its end.
        if block.stop.is_set():
            look()

    starts = HISTORIES.starts(*asked, pause=stop) if block.shares else None
    chunk = run_chunk(
        *asked,
        records=block.kept.whole or block.kept.places or False,
        before=before.chunk() if before else None,
        starts=starts,
        measured=measured_by(world, block.seed, block.outcomes),
        pause=look,
    )
    return Piece.of(chunk)


def blocks(places: Sequence[int], count: int, records: bool) -> Iterator[list[int]]:
    """Yield points that run together, by their places: as many as make a block of runs.

    Examples
    --------
    >>> list(blocks(range(5), 2000, records=False))
    [[0, 1], [2, 3], [4]]
    """
    most = points_together(count, records)
    for begin in range(0, len(places), most):
        yield list(places[begin : begin + most])


def points_together(count: int, records: bool) -> int:
    """Return how many points of so many replicates run together."""
    return max(1, min(MOST_POINTS, (MOST_KEPT_RUNS if records else MOST_RUNS) // count))
