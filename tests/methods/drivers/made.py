"""Functions whose indices are known, over designs of three keys."""

import numpy as np

import sim

#: Three keys that take any number between -π and π when asked so: bounds are asked by hand.
KEYS = ["traits.mediation", "traits.rivalry", "traits.deterrence"]

#: Ishigami and Homma (1990) with a = 7, b = 0.1: first-order and total indices, as in
#: https://www.sfu.ca/~ssurjano/ishigami.html and SALib's own tests.
ISHIGAMI_S1 = {KEYS[0]: 0.3139, KEYS[1]: 0.4424, KEYS[2]: 0.0}
ISHIGAMI_ST = {KEYS[0]: 0.5576, KEYS[1]: 0.4424, KEYS[2]: 0.2437}


def ishigami(design):
    """The function over keys in [0, 1], each stretched to [-π, π]."""
    x, y, z = (np.pi * (2 * design[key].to_numpy() - 1) for key in KEYS)
    return np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)


def problem():
    """The keys as SALib's problem."""
    return {"num_vars": 3, "names": KEYS, "bounds": [[0.0, 1.0]] * 3}


def design(kind, n, seed=1):
    return sim.design(kind, n, over=KEYS, seed=seed)
