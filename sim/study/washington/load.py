"""The load of issues: how often history presses, as one number.

Eight hazards put the past on the table: rulings on new ground and those that follow precedent,
orders to sell assets, acts by either capital, and frictions over heritage, territory and textbooks.
The load multiplies all eight. 0 is a window in which no issue arises, 1 the model's own hazards, 2
twice these, about the upper ends of their priors.
"""

from sim.methods.basin import scaled
from sim.spec.records import DEFAULTS
from sim.spec.world import World

__all__ = ["HAZARDS", "loaded", "spelt"]

HAZARDS = (
    *("court_rate", "follow_up_rate", "sale_order_rate", "provocation_rate", "incident_rate"),
    *("heritage_rate", "territory_rate", "textbook_rate"),
)


def loaded(world: World, load: float) -> World:
    """Return a world with all hazards of issues multiplied, in its window alone.

    A stream that the world does not generate stays as it is.
    """
    return scaled(world, HAZARDS, load)


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
