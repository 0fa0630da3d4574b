"""Quantiles and shares of a study's points, written once all their rows are there."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sim.runner.block import blocks
from sim.store.folder import StudyFolder
from sim.store.histograms import Histograms
from sim.store.holding import OnDisk, summary_of
from sim.store.layout import SUMMARIES
from sim.store.points import PointRecord

__all__ = ["MOST_SUMMED", "write_summaries"]

#: Most points whose quantiles and shares are written; of more they are made when asked for: of few
#: replicates they take three times the room of all else.
MOST_SUMMED = 100


def write_summaries(
    folder: StudyFolder,
    points: Sequence[PointRecord],
    held: Mapping[str, Histograms] = MappingProxyType({}),
) -> None:
    """Write quantiles and shares of all rows of some points, asked for or not, that are not there.

    Of more than MOST_SUMMED points none are: `Results` makes them from the histograms.

    Parameters
    ----------
    held : histograms that were written a moment ago, by the key of the point
    """
    if len(points) > MOST_SUMMED:
        return
    alike: dict[tuple[int, int], list[OnDisk]] = {}
    with folder.lock():  # a writer who is asked more may replace the last chunk
        folder.look()
        for record in points:
            if rows := folder.replicates(record.key):
                alike.setdefault((rows, record.seed), []).append(OnDisk(record, folder, rows))
        for several in alike.values():
            for places in blocks(range(len(several)), 1, records=False):
                _write(folder, [several[place] for place in places], held)


def _write(folder: StudyFolder, some: Sequence[OnDisk], held: Mapping[str, Histograms]) -> None:
    """Write the summaries that any of some points lacks, which have as many rows each.

    For all of them: they come to lie in one file, whichever were summed up before.
    """
    # Each point is looked at: what is damaged goes aside.
    lacking = [name for name in SUMMARIES if {one.is_summed(name) for one in some} != {True}]
    if not lacking:
        return
    records = [one.record for one in some]
    own = [held.get(one.record.key) for one in some]
    histograms = [
        found if found and found.replicates == one.replicates else one.histograms()
        for one, found in zip(some, own, strict=True)
    ]
    for name in lacking:
        found = summary_of(name, records, histograms)
        folder.write_summary(name, records, some[0].replicates, found)
