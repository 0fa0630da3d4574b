"""Designs: which values of which keys are tried, as a table with a row a point."""

from sim.methods.design.bounds import Bounds, bounds_of
from sim.methods.design.rows import check_order
from sim.methods.design.sample import KINDS, design, design_of, problem_of

__all__ = ["KINDS", "Bounds", "bounds_of", "check_order", "design", "design_of", "problem_of"]
