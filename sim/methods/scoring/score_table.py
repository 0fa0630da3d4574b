"""The tables in which contenders stand side by side, put together from what each one gave."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.score import attainable_correlation, mean_difference
from sim.methods.scoring.contender import Tables
from sim.methods.scoring.point import HELD_OUT, POOLED
from sim.methods.scoring.scored_points import ScoredPoints

__all__ = ["MODEL", "attainable", "bands", "differences", "score_table", "together"]

#: The contender that all others are set against.
MODEL = "model"

Floats = NDArray[np.float64]


def together(contenders: Mapping[str, Tables], name: str) -> pd.DataFrame:
    """Return one table of all contenders that have it, one contender after another."""
    found = [tables[name] for tables in contenders.values() if name in tables]
    return pd.concat(found, ignore_index=True)


def score_table(contenders: Mapping[str, Tables]) -> pd.DataFrame:
    """Return all scores: cut by cut, of all contenders."""
    rows = together(contenders, "scores").sort_values("cut", kind="stable", ignore_index=True)
    return rows.drop(columns="cut")


def bands(contenders: Mapping[str, Tables]) -> pd.DataFrame:
    """Return quantiles of every contender at every scored point, beside what was observed."""
    rows = together(contenders, "bands").drop(columns=["crps", "log_score"])
    order = {name: place for place, name in enumerate(rows["measure"].unique())}
    return rows.sort_values(
        "measure", key=lambda names: names.map(order), kind="stable", ignore_index=True
    )


def differences(scored: ScoredPoints, contenders: Mapping[str, Tables]) -> pd.DataFrame:
    """Return the model's scores less each rival's, paired by point."""
    each = {name: _each(tables["bands"]) for name, tables in contenders.items()}
    found = []
    for measure, dyad, block, rows in scored.cuts():
        when = rows["time"].tolist()
        crps, log = each[MODEL][measure]
        for rival, by_measure in each.items():
            if rival == MODEL or measure not in by_measure:
                continue
            other_crps, other_log = by_measure[measure]
            near, far = crps[rows.index], other_crps[rows.index]
            gap = mean_difference(near, far, when)
            given = mean_difference(log[rows.index], other_log[rows.index], when)
            found.append(
                {
                    "measure": measure,
                    "dyad": dyad,
                    "block": block,
                    "rival": rival,
                    "difference": gap.value,
                    "low": gap.low,
                    "high": gap.high,
                    "skill": 1.0 - float(near.mean() / far.mean()),
                    "skill_low": -gap.high / float(far.mean()),
                    "skill_high": -gap.low / float(far.mean()),
                    "better": _better(-gap.high, -gap.low),
                    "log_difference": given.value,
                    "log_low": given.low,
                    "log_high": given.high,
                    "log_better": _better(given.low, given.high),
                    "n": len(rows),
                }
            )
    return pd.DataFrame(found)


def attainable(scored: ScoredPoints) -> pd.DataFrame:
    """Return what correlation the sampling of each dyad's points allows."""
    found = []
    for measure, dyad, block, rows in scored.cuts():
        alone = block == HELD_OUT and dyad != POOLED and rows["group"].nunique() == 1
        if alone and rows["se"].notna().all():
            most = attainable_correlation(rows["y"], rows["se"])
            found.append({"measure": measure, "dyad": dyad, "most": most, "n": len(rows)})
    return pd.DataFrame(found)


def _each(rows: pd.DataFrame) -> dict[str, tuple[Floats, Floats]]:
    """Return by measure CRPS and log score of a contender at every scored point, (point,)."""
    return {
        str(measure): (own["crps"].to_numpy(), own["log_score"].to_numpy())
        for measure, own in rows.groupby("measure", sort=False)
    }


def _better(low: float, high: float) -> str:
    """Return who is better, by the interval of what the model has over a rival."""
    return MODEL if low > 0.0 else "rival" if high < 0.0 else "neither"
