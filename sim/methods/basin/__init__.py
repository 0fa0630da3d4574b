"""Basins of a relation: two starts of a world, crossings between them, maps of where two are."""

from sim.methods.basin.bifurcation import READINGS, basin_map, read_cells
from sim.methods.basin.crossing import EVENTS, Basins, crossing_table
from sim.methods.basin.scale import scaled
from sim.methods.basin.start import HISTORIES, Start, begun, starts

__all__ = [
    "EVENTS",
    "HISTORIES",
    "READINGS",
    "Basins",
    "Start",
    "basin_map",
    "begun",
    "crossing_table",
    "read_cells",
    "scaled",
    "starts",
]
