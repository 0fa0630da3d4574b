"""A stand-in for trials, whose summaries are known functions of the parameters."""

import numpy as np

from sim.spec.parameters import PARAMETERS

PRIOR = {parameter.name: parameter.prior for parameter in PARAMETERS}


def share(name: str, value: float) -> float:
    """A value as a share of its prior."""
    low, high = PRIOR[name]
    return (value - low) / (high - low)


class MadeTrials:
    """Three summaries: two say where two parameters stand, one is luck; distance from a truth."""

    names = ("of memory", "of summits", "luck")
    groups = ("E01", "E05", "E22")
    runs = replicates = 10
    digest = "made"
    truth = (0.25, 0.75)

    def __init__(self):
        self.asked = []

    def __call__(self, values, seed):
        self.asked.append((dict(values), seed))
        luck = np.random.default_rng(seed).normal(size=3)
        memory = share("memory_gain", values.get("memory_gain", PRIOR["memory_gain"][0]))
        summits = share("summit_rate", values.get("summit_rate", PRIOR["summit_rate"][0]))
        return np.array([memory, summits, 0.0]) + luck * [0.02, 0.02, 1.0]

    def distance(self, found, scales):
        return float(np.abs(found[:2] - self.truth).sum())
