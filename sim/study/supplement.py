"""The runs beside the sweep: the same worlds with one thing taken away, to see what it brought.

Each is a variation of one of the sweep's worlds under the same luck, with fewer replicates; the
untouched world runs beside them, so that every comparison is paired.
"""

from typing import Any

from sim.methods.supplement import Supplement
from sim.spec.preferences import ISO, TRAITS

__all__ = ["SUPPLEMENTS"]


def _traits(value: float) -> dict[str, Any]:
    """Return every trait of every leader at one value; the tilt, which has two sides, at 0."""
    return {
        f"traits.{trait.name}": 0.0 if trait.name == "pressure_tilt" else value for trait in TRAITS
    }


_NOISE = {f"parameters.rationality_{iso.lower()}": 0.0 for iso in ISO.values()}
_HINDCAST, _REFERENCE = "baseline_hindcast", "second_trump_term"

SUPPLEMENTS = (
    Supplement("hindcast", _HINDCAST, {}, "The hindcast as it is."),
    Supplement(
        "leaders_alike",
        _HINDCAST,
        _traits(0.5),
        "All traits of all leaders at one value: what is left is not the leaders' doing.",
    ),
    Supplement(
        "no_motive",
        _HINDCAST,
        _traits(0.0),
        "All traits at 0: nobody wants to reconcile, contest, bid or broker, yet the logit lets "
        "each happen now and then.",
    ),
    Supplement(
        "pure_noise",
        _HINDCAST,
        {**_traits(0.0), **_NOISE},
        "Traits and rationality at 0: every option as likely as any other. What comes of it is the "
        "doing of counterpart and hazard alone.",
    ),
    Supplement("reference", _REFERENCE, {}, "The second Trump term as it is."),
    *(
        Supplement(
            f"freeze_{iso.lower()}",
            _REFERENCE,
            {f"parameters.freeze_{iso.lower()}": 1.0},
            f"{capital.capitalize()} repeats its choices of the month before the window.",
        )
        for capital, iso in ISO.items()
    ),
    Supplement(
        "asynchronous",
        _REFERENCE,
        {"parameters.asynchronous": 1.0},
        "One capital a month, drawn at random, chooses anew; the others repeat themselves.",
    ),
)
