"""The load of issues: how often history presses, as one number.

Eight hazards put the past on the table: rulings on new ground and those that follow precedent,
orders to sell assets, acts by either capital, and frictions over heritage, territory and textbooks.
The load multiplies all eight. 0 is a window in which no issue arises, 1 the model's own hazards, 2
twice these, about the upper ends of their priors.
"""

import dataclasses

from sim.spec.records import DEFAULTS
from sim.spec.world import ParameterSet, Span, World

__all__ = ["HAZARDS", "loaded", "spelt"]

HAZARDS = (
    *("court_rate", "follow_up_rate", "sale_order_rate", "provocation_rate", "incident_rate"),
    *("heritage_rate", "territory_rate", "textbook_rate"),
)


def loaded(world: World, load: float) -> World:
    """Return a world with all hazards of issues multiplied, in its window alone.

    What the world states or draws for them is multiplied, and no hazard goes beyond 1. A stream
    that the world does not generate stays as it is.

    Parameters
    ----------
    load : 0 or more; 1 leaves every number as it is

    Examples
    --------
    >>> from sim.scenario import load
    >>> loaded(load("second_trump_term"), 2.0).parameters["court_rate"].high
    0.04
    """
    own = dict(world.parameters)
    drawn = world.parameter_set
    taken = [name for name in HAZARDS if drawn and name in drawn.names and name not in own]
    for name in HAZARDS:
        if name not in taken:
            default = float(getattr(DEFAULTS, name))
            span = own.get(name, Span(default, default))
            low, high = (min(1.0, load * end) for end in (span.low, span.high))
            own[name] = dataclasses.replace(span, low=low, high=high)
    if drawn and taken:
        drawn = _multiplied(drawn, taken, load)
    return dataclasses.replace(world, parameters=own, parameter_set=drawn)


def _multiplied(drawn: ParameterSet, names: list[str], load: float) -> ParameterSet:
    """Return draws with some of their columns multiplied."""
    at = {drawn.names.index(name) for name in names}
    rows = tuple(
        tuple(min(1.0, load * value) if k in at else value for k, value in enumerate(row))
        for row in drawn.rows
    )
    return dataclasses.replace(drawn, rows=rows)


def spelt(load: float) -> str:
    """Return a load as the command line takes it, from the model's own hazards.

    Examples
    --------
    >>> spelt(2.0).split()[:2]
    ['parameters.court_rate=0.04', 'parameters.follow_up_rate=0.44']
    """
    return " ".join(
        f"parameters.{name}={min(1.0, load * getattr(DEFAULTS, name)):g}" for name in HAZARDS
    )
