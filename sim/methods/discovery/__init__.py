"""Scenario discovery: in which part of what varies a condition holds, and which keys tell it."""

from sim.methods.discovery.condition import holds
from sim.methods.discovery.discover import Discovery, discover

__all__ = ["Discovery", "discover", "holds"]
