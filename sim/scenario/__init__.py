"""The door in: YAML files with sources become checked, frozen worlds. See scenarios/README.md."""

from sim.scenario.door import Entry, assumed, catalogue, leaders, load
from sim.scenario.folder import shipped_folder
from sim.scenario.parameter_set import parameter_set, parameter_sets
from sim.scenario.swap import is_swap, written_out

__all__ = [
    "Entry",
    "assumed",
    "catalogue",
    "is_swap",
    "leaders",
    "load",
    "parameter_set",
    "parameter_sets",
    "shipped_folder",
    "written_out",
]
