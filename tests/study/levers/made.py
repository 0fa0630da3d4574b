"""Made answers in place of runs: what an arm would say, by hand."""

import numpy as np

from sim.study.levers import OUTCOMES, Asked

SMALL = Asked("neglect", draws=4, pairs=6, replicates=5, crossed=3, seed=3, threads=1)


def same(value: float, replicates: int) -> dict[str, np.ndarray]:
    """Return answers that are one number throughout."""
    return {one.name: np.full(replicates, value) for one in OUTCOMES}
