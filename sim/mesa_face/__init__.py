"""The same engine as a Mesa model: five agents, each a window on the state of one month."""

from sim.mesa_face.capital import Ally, Capital
from sim.mesa_face.frame import batch_frame, capital_frame, month_frame
from sim.mesa_face.model import TriangleModel
from sim.mesa_face.twins import Twins

__all__ = [
    "Ally",
    "Capital",
    "TriangleModel",
    "Twins",
    "batch_frame",
    "capital_frame",
    "month_frame",
]
