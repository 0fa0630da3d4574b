"""Two-level factorial designs: what each factor brings, and what two bring only together.

Under the same luck every replicate of every cell is one of a set, so that each set gives an effect
of its own and the error of the mean is that of the sets. Box, Hunter and Hunter (2005), chapter 5.
"""

import itertools
import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from sim.analysis.paired import paired_diff

__all__ = ["factorial_effects"]


def factorial_effects(
    cells: Mapping[tuple[bool, ...], ArrayLike],
    factors: Sequence[str],
    *,
    order: int = 2,
    level: float = 0.95,
) -> pd.DataFrame:
    """Return main effects and interactions of a full two-level factorial design.

    A main effect is the mean over all other factors of high less low. The interaction of two
    factors is half of what one's effect gains as the other goes from low to high, so that beside
    the two main effects it is as much again as both bring only together; and so on for more.

    Parameters
    ----------
    cells : which factors are high, in their order, to the values (replicate,) of that cell; all
        2^k cells, and entry r of each comes from replicate r
    factors : names of the k factors
    order : most factors in an interaction

    Returns
    -------
    DataFrame
        Index: name of the effect, factors joined by ' × '. Columns: order, difference, se, low,
        high, in the unit of the values, and replicates.

    Raises
    ------
    ValueError
        For a design that lacks a cell, or cells of unlike length.

    Examples
    --------
    >>> import numpy as np
    >>> luck = np.array([0.0, 0.1, 0.2])
    >>> cells = {(a, b): luck + 1.0 * a + 2.0 * (a and b) for a in (0, 1) for b in (0, 1)}
    >>> found = factorial_effects(cells, ["reads", "cares"])
    >>> found["difference"].round(6).to_dict()
    {'reads': 2.0, 'cares': 1.0, 'reads × cares': 1.0}
    """
    values = {tuple(bool(x) for x in key): np.asarray(v, np.float64) for key, v in cells.items()}
    wanted = list(itertools.product((False, True), repeat=len(factors)))
    if missing := [key for key in wanted if key not in values]:
        raise ValueError(f"found no cell {missing[0]}, wanted all {len(wanted)}")
    if len({value.shape for value in values.values()}) != 1:
        raise ValueError("found cells of unlike length, wanted the same replicates in each")
    stacked = np.stack([values[key] for key in wanted])
    signs = np.where(np.array(wanted), 1.0, -1.0)
    rows = {}
    for size in range(1, order + 1):
        for chosen in itertools.combinations(range(len(factors)), size):
            weights = math.prod(signs[:, k] for k in chosen) / 2.0 ** (len(factors) - 1)
            by_set = np.tensordot(weights, stacked, axes=1)
            difference = paired_diff(np.zeros_like(by_set), by_set, level=level)
            name = " × ".join(factors[k] for k in chosen)
            rows[name] = (
                size,
                difference.difference,
                difference.se,
                difference.low,
                difference.high,
                difference.count,
            )
    columns = ["order", "difference", "se", "low", "high", "replicates"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("effect")
