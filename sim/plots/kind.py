"""What pictures take that has several homes, known by what it offers and not by its class."""

from typing import Any, Protocol, runtime_checkable

import pandas as pd

__all__ = ["Study", "Trajectories"]


@runtime_checkable
class Study(Protocol):
    """Results, as `sim.run` and `sim.open` return them."""

    @property
    def points(self) -> pd.DataFrame:
        """A row a point."""

    @property
    def outcome_specs(self) -> Any:
        """What each outcome is."""


@runtime_checkable
class Trajectories(Protocol):
    """Months of one history or of many: `sim.simulate`, and `trajectories` of results."""

    @property
    def data_vars(self) -> Any:
        """Variables by name."""

    @property
    def coords(self) -> Any:
        """Coordinates by name."""
