"""Two worlds with the same draws as one Mesa model: what a change does, month by month.

The worlds share seed and replicate, so every draw is the same in both: they are equal to the bit
until the change makes somebody choose otherwise.
"""

from functools import partial
from typing import Any

import mesa
import numpy as np

from sim.mesa_face.model import MODEL_REPORTERS, TriangleModel, collect_month
from sim.scenario import load
from sim.spec.override_key import WINDOW
from sim.spec.world import World

__all__ = ["SIDES", "Twins"]

#: The two worlds, and what ends the names of their columns.
SIDES = ("a", "b")


class Twins(mesa.Model):
    """World A, and World B with changes, under the same seed and replicate.

    Parameters
    ----------
    world : str or World
        World A: name of a scenario, or a world that `sim.load` returned.
    replicate, rng, compiled
        As `TriangleModel` takes them; both worlds have the same replicate.
    **changes
        Changes that make World B, by the names of the command line. `seed`, `months`, `first` and
        `last` are those of both worlds.

    Attributes
    ----------
    a, b : TriangleModel
        The two; they collect nothing of their own.
    apart : str
        The first month in which anything recorded differs, as 'YYYY-MM'; '' while nothing does.

    Raises
    ------
    sim.errors.SimError
        For an unknown world or name, or a value out of bounds.

    Notes
    -----
    The collector keeps, of both worlds, what that of `TriangleModel` keeps of one, with '_a' and
    '_b' after each name, and `apart`. `mesa.batch_run` runs twins as it runs any model.

    Examples
    --------
    >>> twins = Twins("second_trump_term", compiled=False, months=6, **{"traits.rivalry": 0.9})
    >>> twins.run_model()
    >>> twins.a.month, twins.b.month
    ('2025-06', '2025-06')
    >>> same = Twins("second_trump_term", compiled=False, months=6)
    >>> same.run_model()
    >>> same.apart
    ''
    """

    def __init__(
        self,
        world: str | World,
        *,
        replicate: int | None = None,
        rng: int | None = None,
        compiled: bool = True,
        **changes: Any,
    ) -> None:
        loaded = load(world) if isinstance(world, str) else world
        both = {name: changes.pop(name) for name in WINDOW if name in changes}
        one = loaded.replace(**both) if both else loaded
        run = {"compiled": compiled, "collect": False, "seed": changes.pop("seed", 1)}
        self.a = TriangleModel(one, replicate=replicate, rng=rng, **run)
        other = one.replace(**changes) if changes else one
        self.b = TriangleModel(other, replicate=self.a.replicate, **run)
        super().__init__(rng=[self.a.seed, self.a.replicate])
        self.seed, self.replicate = self.a.seed, self.a.replicate
        self.apart = ""
        self.datacollector = mesa.DataCollector(
            model_reporters={
                name: partial(_told, name=name) for name in ("month", "seed", "replicate", "apart")
            }
            | {
                f"{name}_{side}": partial(_read, side=side, name=name)
                for name in MODEL_REPORTERS
                for side in SIDES
            }
        )

    def __repr__(self) -> str:
        draws = f"seed {self.seed}, replicate {self.replicate}"
        return f"<Twins {self.a.world.name}: {draws}, {self.month}, apart {self.apart or 'never'}>"

    def step(self) -> None:
        """Run one month of both worlds, and collect what the reporters ask for."""
        if self.a.running:
            self.a.step()
            self.b.step()
            if not self.apart and not np.array_equal(self.a.record, self.b.record, equal_nan=True):
                self.apart = self.month
            collect_month(self)
        self.running = self.a.running

    @property
    def month(self) -> str:
        """The month last run as 'YYYY-MM'; before the first step, the month to come."""
        return self.a.month


def _told(twins: Twins, name: str) -> Any:
    return getattr(twins, name)


def _read(twins: Twins, side: str, name: str) -> float:
    return getattr(twins, side)[name]
