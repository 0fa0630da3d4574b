"""How a window ends, always with how long that end has held."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.analysis.monte_carlo import prob_ci
from sim.analysis.point import outcomes_of
from sim.spec.levels import TRIANGLE_TYPES

if TYPE_CHECKING:
    from sim.store import Results

__all__ = ["endings"]


def endings(results: "Results", point: int | str | None = None) -> pd.DataFrame:
    """Return the final triangle type together with its persistence.

    A final state that has held for two months is no state to draw conclusions from; both are
    always read together.

    Returns
    -------
    DataFrame
        Index: Dittmer's type. `share` of replicates that end in it, with its Wilson interval `low`,
        `high`; `months_q25`, `months_median`, `months_q75` that it has then held; `brief`, the
        share of these replicates in which it has held for less than a year (nan if there is none).
    """
    table = outcomes_of(results, point)
    final, held = table["triangle_final"].to_numpy(), table["triangle_persistence"].to_numpy()
    rows = []
    for level in range(len(TRIANGLE_TYPES)):
        months = held[final == level]
        share = prob_ci(len(months), len(final))
        quartiles = np.quantile(months, [0.25, 0.5, 0.75]) if len(months) else [np.nan] * 3
        rows.append(
            {
                "share": share.value,
                "low": share.low,
                "high": share.high,
                "months_q25": quartiles[0],
                "months_median": quartiles[1],
                "months_q75": quartiles[2],
                "brief": float(np.mean(months < 12)) if len(months) else np.nan,
            }
        )
    return pd.DataFrame(rows, index=pd.Index(TRIANGLE_TYPES, name="triangle"))
