"""How a parameter is declared, and the reasons that many of them share."""

from typing import NamedTuple

__all__ = [
    "BOUNDS",
    "EFFECT",
    "HAZARD",
    "ORDER",
    "SCALE",
    "START",
    "TIME",
    "WEIGHT",
    "ParameterSpec",
]

#: Hard bounds by kind: unit interval, share in [-1, 1], non-negative number, divisor, likelihood
#: ratio, any number, flag, a count of months.
BOUNDS = {
    "unit": (0.0, 1.0),
    "signed": (-1.0, 1.0),
    "positive": (0.0, 20.0),
    "divisor": (0.01, 20.0),
    "likelihood": (1.0, 20.0),
    "free": (-20.0, 20.0),
    "flag": (0.0, 1.0),
    "months": (0.0, 120.0),
}

# Reasons for an assumed number. Each says why a number of this size and no other, and holds for
# every default that gives it; what lies outside has a reason of its own.
SCALE = "assumed: at rationality 5 its spread over leaders moves a choice from rare to usual"
WEIGHT = "assumed: a secondary term, at most half of the strongest that the articles stress"
TIME = "assumed: a slow pace, 1/rate from ten months to nine years where nothing else happens"
HAZARD = "assumed: from one event in three years to four a year once chosen, other terms at zero"
EFFECT = "assumed: small beside the scale, at most 0.1 from one event or 0.05 from a month"
START = "assumed: near the middle of its prior, from which either course stays open"
ORDER = "assumed: the articles give the order of magnitudes only"


class ParameterSpec(NamedTuple):
    """One parameter of behaviour.

    Attributes
    ----------
    default : float
        What every world uses unless it says otherwise.
    prior : (low, high)
        Uniform prior of calibration and sensitivity.
    kind : str
        Key of BOUNDS: the hard bounds that a world may not leave.
    owner : str
        Switch of the mechanism that alone reads it, or 'choice', 'relation', 'schedule', 'beijing',
        'role'.
    source : str
        Article and paragraph, literature or data; or what the number is by definition; or
        'assumed: ' and a reason.
    """

    name: str
    symbol: str
    default: float
    prior: tuple[float, float]
    kind: str
    unit: str
    owner: str
    source: str
    meaning: str
