"""Feature scores: which keys tell where a condition holds, and which do so more than by chance.

The score is that of the EMA Workbench's extra trees (Jaxa-Rozen and Kwakkel 2018). Scores add up to
1 over all keys, whatever these do, so that chance is told by another number beside them: the share
of the condition's variance that a key explains on its own, as `sim.drivers` tells it.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.methods.drivers.given_data import shares
from sim.methods.extra import extra

__all__ = ["feature_scores"]

#: Trees of a forest, as the Workbench grows them, and most cases that it is grown on. Assumed: they
#: put keys in their order in a second; of more cases, keys of no effect take less of the whole.
_TREES, _MOST = 100, 5000


def feature_scores(x: pd.DataFrame, holds: NDArray[np.bool_], seed: int) -> pd.DataFrame:
    """Return the score of each key, the largest first.

    Parameters
    ----------
    x : a row a case, a column a key
    holds : (case,)

    Returns
    -------
    DataFrame
        Index `key`: `score`; `S1`, the share of variance that the key explains on its own, and
        `chance`, what the largest of all keys reaches in 5 of 100 shuffles; `clear`, whether `S1`
        lies above that and its interval above 0.
    """
    scoring = extra("ema_workbench.analysis.feature_scoring")
    rows = np.random.default_rng(seed).permutation(len(x))[:_MOST]
    found, _ = scoring.get_ex_feature_scores(
        x.iloc[rows].reset_index(drop=True),
        holds[rows],
        mode=scoring.RuleInductionType.CLASSIFICATION,
        nr_trees=_TREES,
        random_state=seed,
    )
    told = shares(x.to_numpy(), holds.astype(np.float64), 0.95, seed)
    table = pd.DataFrame(
        {
            "score": found.iloc[:, 0].astype(np.float64).reindex([str(key) for key in x]),
            "S1": told.value,
            "chance": told.chance,
            "clear": told.clear,
        }
    )
    table.index.name = "key"
    return table.sort_values("score", ascending=False, kind="stable")
