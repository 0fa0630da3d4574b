"""Ways of asking, for any world: statements, nulls, attribution, sensitivity, basins, calibration.

Nothing here names a world, a leader, an article or a month: `sim.study` hands those in.
"""
