"""The door in: YAML files with sources become checked, frozen worlds. See scenarios/README.md."""

from sim.scenario.door import Entry, assumed, catalogue, leaders, load
from sim.scenario.folder import shipped_folder

__all__ = ["Entry", "assumed", "catalogue", "leaders", "load", "shipped_folder"]
