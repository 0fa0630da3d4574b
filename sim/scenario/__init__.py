"""The door in: YAML files with sources become checked, frozen worlds. See scenarios/README.md."""

from sim.scenario.expand import expand_overrides, is_swap
from sim.scenario.folder import shipped_folder
from sim.scenario.load import Entry, assumed, catalogue, leaders, load
from sim.scenario.parameter_set import parameter_set, parameter_sets

__all__ = [
    "Entry",
    "assumed",
    "catalogue",
    "expand_overrides",
    "is_swap",
    "leaders",
    "load",
    "parameter_set",
    "parameter_sets",
    "shipped_folder",
]
