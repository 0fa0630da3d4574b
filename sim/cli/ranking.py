"""Where each point of a study changes one other thing: which change moves an outcome most."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sim.analysis import Naming
    from sim.store import Results

__all__ = ["ranking"]

#: Changes that a ranking names.
_MOST = 8


def ranking(results: "Results", naming: "Naming", outcome: str) -> Iterator[str]:
    """Yield lines that order the points by how far each moves an outcome from the first point.

    Nothing, unless all are of one scenario, the first point changes nothing that the others do not,
    and each of three or more others changes one key that no other changes. Differences are paired
    by replicate; one within two standard errors of nothing is not ranked, and counted.
    """
    first, *others = naming.points
    cells = [naming.cells[naming.points.index(point)] for point in others]
    keys = [next(iter(cell)) for cell in cells if len(cell) == 1]
    if not naming.scenario or len(others) < 3 or naming.cells[0] or len(set(keys)) < len(others):
        return
    base = results.outcome_values([outcome], first.number)[outcome]
    effects = []
    for point, cell in zip(others, cells, strict=True):
        values = results.outcome_values([outcome], point.number)[outcome]
        if len(values) != len(base) or len(base) < 2:
            return
        differences = (values - base)[~np.isnan(values - base)]
        if len(differences) < 2:
            return
        error = float(differences.std(ddof=1) / np.sqrt(len(differences)))
        ((key, value),) = cell.items()
        effects.append((float(differences.mean()), error, f"{naming.heads[key]}={value}"))
    clear = [one for one in effects if abs(one[0]) > 2.0 * one[1]]
    clear.sort(key=lambda one: -abs(one[0]))
    meaning = results.outcome_specs[outcome].meaning
    yield f"{meaning}: what moves its mean most from point {first.number}, paired:"
    for rank, (mean, error, what) in enumerate(clear[:_MOST], 1):
        yield f"  {rank}. {what}  {mean:+.3f} ± {error:.3f}"
    rest = len(clear) - _MOST
    more = f"{rest} more by less; " if rest > 0 else ""
    yield f"  {more}{len(effects) - len(clear)} within two standard errors of no change"
