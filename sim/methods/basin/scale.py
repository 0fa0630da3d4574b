"""Some parameters of a world multiplied by one number, in its window alone."""

import dataclasses
from collections.abc import Sequence

from sim.spec.records import DEFAULTS
from sim.spec.world import ParameterSet, Span, World

__all__ = ["scaled"]


def scaled(world: World, parameters: Sequence[str], factor: float) -> World:
    """Return a world with some parameters multiplied, in its window alone.

    What the world states or draws for them is multiplied, and none goes beyond 1.

    Parameters
    ----------
    parameters : by name; each a probability or a share
    factor : 0 or more; 1 leaves every number as it is

    Examples
    --------
    >>> from sim.scenario import load
    >>> scaled(load("second_trump_term"), ["court_rate"], 2.0).parameters["court_rate"].high
    0.04
    """
    own = dict(world.parameters)
    drawn = world.parameter_set
    taken = [name for name in parameters if drawn and name in drawn.names and name not in own]
    for name in parameters:
        if name not in taken:
            default = float(getattr(DEFAULTS, name))
            span = own.get(name, Span(default, default))
            low, high = (min(1.0, factor * end) for end in (span.low, span.high))
            own[name] = dataclasses.replace(span, low=low, high=high)
    if drawn and taken:
        drawn = _multiplied(drawn, taken, factor)
    return dataclasses.replace(world, parameters=own, parameter_set=drawn)


def _multiplied(drawn: ParameterSet, names: list[str], factor: float) -> ParameterSet:
    """Return draws with some of their columns multiplied."""
    at = {drawn.names.index(name) for name in names}
    rows = tuple(
        tuple(min(1.0, factor * value) if k in at else value for k, value in enumerate(row))
        for row in drawn.rows
    )
    return dataclasses.replace(drawn, rows=rows)
