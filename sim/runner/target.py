"""As many replicates as a target error takes: run, look, run more."""

from collections.abc import Callable, Collection, Mapping

from sim.errors import OutOfBounds, UnknownName
from sim.spec.parse_override import MOST_REPLICATES
from sim.store import Results

__all__ = ["run_until"]


def run_until(
    run: Callable[[int], Results],
    replicates: int,
    target_se: float | Mapping[str, float],
    known: Collection[str],
) -> Results:
    """Run a study with ever more replicates until errors of means are as small as asked.

    Rows depend on their number alone, so a run of more begins with those of a run of fewer; in a
    folder they are found and not run again.

    Parameters
    ----------
    run : runs the study with so many replicates of each point
    replicates : how many to begin with
    target_se : standard error of the main outcome's mean, or a mapping of outcomes to errors; all
        points meet it
    known : names of the study's outcomes

    Raises
    ------
    UnknownName
        For a name that is no outcome.
    OutOfBounds
        If more replicates were needed than a study may have.
    """
    from sim.analysis.needed import FEWEST, runs_needed, targets

    asked = targets(target_se)
    for outcome in asked:
        if outcome not in known:
            raise UnknownName("outcome", outcome, known, field="target_se")
    count = max(replicates, FEWEST)
    while True:
        found = run(count)
        needed = max(
            runs_needed(found, outcome, se=se, point=int(point))
            for outcome, se in asked.items()
            for point in found.points["point"]
        )
        if needed <= count:
            return found
        if needed > MOST_REPLICATES:
            raise OutOfBounds(
                needed, 1, MOST_REPLICATES, unit="replicates, for such an error", field="target_se"
            )
        count = needed
