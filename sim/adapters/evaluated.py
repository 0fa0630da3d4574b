"""What all adapters share: a world, what is varied and what is asked, as a function of values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.methods.design import bounds_of
from sim.runner.evaluate import evaluate
from sim.spec.override_key import bare
from sim.spec.world import World

__all__ = ["Evaluated", "is_switch"]


def is_switch(key: str) -> bool:
    """Return whether a key is on or off.

    Examples
    --------
    >>> is_switch("start.switches.thaw"), is_switch("traits.rivalry")
    (True, False)
    """
    return bare(key).startswith("switches.")


@dataclass(frozen=True)
class Evaluated:
    """A world, keys with their ends, and outcomes: it travels to other processes as it is.

    Attributes
    ----------
    bounds : mapping
        By key: low and high.
    """

    world: World
    bounds: Mapping[str, tuple[float, float]]
    outcomes: tuple[str, ...]
    replicates: int = 20
    seed: int = 1
    threads: int | None = None

    @classmethod
    def of(cls, world: World, over: Any, outcomes: str | Sequence[str], **how: Any) -> "Evaluated":
        """Check keys, and return them with their ends, as `sim.design` finds them.

        Examples
        --------
        >>> import sim
        >>> found = Evaluated.of(sim.load("neglect"), ["traits.rivalry"], "summits", replicates=4)
        >>> found([{"traits.rivalry": 0.5}])[0].keys()
        dict_keys(['summits'])
        """
        names = (outcomes,) if isinstance(outcomes, str) else tuple(outcomes)
        return cls(world, bounds_of(over, world), names, **how)

    def __call__(self, points: Sequence[Mapping[str, Any]]) -> list[dict[str, float]]:
        """Return the outcomes of some points, each key to its value; a switch is on from 0.5."""
        asked = [
            {key: value >= 0.5 if is_switch(key) else float(value) for key, value in one.items()}
            for one in points
        ]
        found = evaluate(
            self.world,
            asked,
            self.outcomes,
            self.replicates,
            self.seed,
            threads=self.threads,
            notices=False,
        )
        return [
            dict(zip(self.outcomes, row, strict=True))
            for row in found[[*self.outcomes]].to_numpy().tolist()
        ]
