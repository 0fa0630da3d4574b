"""The twenty switches, one a mechanism, M01 to M20. Off is the mechanism's exact neutral limit."""

from collections import namedtuple

__all__ = ["SWITCHES", "Switch"]

SWITCHES = (
    "hub_and_spokes",
    "mediation",
    "loyalty_contest",
    "favour_perception",
    "influence_learning",
    "joint_hedging",
    "threat_overlap",
    "abandonment",
    "strategic_ambiguity",
    "dprk_talks",
    "history_dispute",
    "retaliation",
    "thaw",
    "domestic_politics",
    "institutions",
    "vacuum",
    "signalling",
    "interdependence",
    "grand_strategy",
    "settlement",
)

#: True where a mechanism is on.
Switch = namedtuple("Switch", SWITCHES)  # type: ignore[misc]
