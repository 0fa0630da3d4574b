"""Two worlds side by side: run what has not run, then compare."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.errors import WrongKind
from sim.runner.execute import run
from sim.spec.outcomes import OwnOutcome
from sim.spec.world import World
from sim.store import Results

if TYPE_CHECKING:
    from sim.analysis import Effect

__all__ = ["compare"]


def _outcomes(sides: Sequence[Results | World]) -> dict[str, OwnOutcome]:
    """Return the outcomes of one's own of either side: a world that is run gets them all."""
    found = [side.outcomes for side in sides if isinstance(side, World)]
    held = [one.record.outcomes for side in sides if isinstance(side, Results) for one in side.data]
    return {name: one for own in (*found, *held) for name, one in own.items()}


def compare(
    base: Results | World,
    alternative: Results | World,
    *,
    replicates: int = 1000,
    seed: int = 1,
    level: float = 0.95,
    base_point: int | str | None = None,
    alternative_point: int | str | None = None,
) -> "Effect":
    """Compare two worlds, paired by replicate.

    Parameters
    ----------
    base, alternative : Results or World
        A world is run first: with the replicates and seed of the other side if that has run, else
        with those given here.
    level : float
        Of the intervals.
    base_point, alternative_point : int, str or None
        A point's number or scenario, where results have several.

    Returns
    -------
    Effect
        See `sim.analysis.compare`.

    Examples
    --------
    >>> import sim
    >>> world = sim.load("second_trump_term")
    >>> closer = world.replace(**{"leaders.seoul.china_alignment": 0.2})
    >>> effect = sim.compare(world, closer, replicates=50)
    """
    from sim.analysis import compare as compare_results

    for side, name in ((base, "base"), (alternative, "alternative")):
        if not isinstance(side, Results | World):
            raise WrongKind(
                side, "Results, or a World such as sim.load returns", field=name, given=True
            )
        if isinstance(side, Results):
            replicates, seed = side.replicates, side.seed
    outcomes = _outcomes((base, alternative))
    one, other = (
        side
        if isinstance(side, Results)
        else run(side, replicates=replicates, seed=seed, outcomes=outcomes)
        for side in (base, alternative)
    )
    return compare_results(
        one,
        other,
        level=level,
        base_point=base_point,
        alternative_point=alternative_point,
    )
