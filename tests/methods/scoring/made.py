"""Paths made for scoring: what relations are at each dyad and month is said, or known from tone."""

import numpy as np
import pandas as pd
import xarray as xr

from sim.methods.scoring.point import points_of
from sim.scenario import load
from sim.spec.preferences import DYADS

WORLD = load("baseline_hindcast")
MONTHS = pd.date_range("2012-01", "2025-09", freq="MS")


def made(value, *, spread=0.02, count=60):
    """Paths whose relations are what `value(dyad, month number)` says, give or take."""
    draws = np.random.default_rng(3)
    named = {}
    for dyad in DYADS:
        line = np.array([value(dyad, month.year * 12 + month.month - 1) for month in MONTHS])
        cloud = line + spread * draws.standard_normal((count, 1))
        named[f"relation_{dyad.lower().replace('-', '_')}"] = (("replicate", "month"), cloud)
    named["grievance"] = (("replicate", "month"), np.full((count, len(MONTHS)), 0.5))
    named["choice_prk_posture"] = (("replicate", "month"), np.ones((count, len(MONTHS))))
    return xr.Dataset(named, coords={"month": MONTHS})


def knowing():
    """Paths that follow the observed tone of each dyad and quarter."""
    points = points_of("tone", WORLD)
    known = {}
    for row in points.itertuples():
        for month in range(row.first, row.last + 1):
            known[(row.dyad, month)] = row.y / 5.0 - 0.5
    return made(lambda dyad, month: known.get((dyad, month), 0.0))
