"""What measures say of a world, one number a replicate: run, or found where it was kept."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.methods.parts import NOT_KEPT, Parts
from sim.methods.statement.arm import measured
from sim.runner.progress import Clock
from sim.spec.measure import Measure
from sim.spec.world import World

__all__ = ["answers"]


def answers(
    world: World,
    measures: Iterable[Measure],
    replicates: int,
    seed: int,
    *,
    threads: int | None = None,
    parts: Parts = NOT_KEPT,
    clock: Clock | None = None,
    counts: int = 0,
) -> dict[str, NDArray[np.float64]]:
    """Return what `measured` returns, kept as a part.

    Parameters
    ----------
    parts : where finished worlds are kept and found
    clock, counts
        Told that so much is done with this world.

    Returns
    -------
    dict of (replicate,) float64
        By the measure's text.
    """
    by_text = {measure.text: measure for measure in measures}

    def run() -> pd.DataFrame:
        found = measured(world, by_text.values(), replicates, seed, threads=threads)
        if clock is not None:
            clock.add(counts)
        return pd.DataFrame(found)

    asked = [world.digest(), str(replicates), str(seed), *by_text]
    table = parts.table("answers", asked, run, clock=clock, counts=counts)
    return {text: table[text].to_numpy(dtype=np.float64) for text in by_text}
