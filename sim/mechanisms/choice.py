"""Logit quantal response, and the fading memory on which it acts.  E0.

P(option) is proportional to exp(λ·U), one rationality λ per capital (McKelvey and Palfrey 1995):
λ = 0 is uniform choice, λ → ∞ best reply. Rescaling U by k and λ by 1/k changes nothing. An
infeasible option has probability exactly 0. Each instrument is chosen separately (agent form).
"""

from sim.mechanisms.arithmetic import exp, greatest, kernel, where
from sim.spec.records import Parameter

__all__ = [
    *("logit2", "logit3", "logit4", "pick2", "pick3", "pick4", "pick_over"),
    *("memory_gain", "recall", "same"),
]

#: Stands below every utility, so that an infeasible option never sets the maximum.
_BELOW = -1e300


@kernel
def logit2(rationality: float, u0: float, u1: float) -> tuple[float, float]:
    """Return the probabilities of two options.

    Examples
    --------
    >>> logit2(4.0, 0.0, 0.0)
    (0.5, 0.5)
    """
    top = greatest(u0, u1)
    w0 = exp(rationality * (u0 - top))
    w1 = exp(rationality * (u1 - top))
    share = 1.0 / (w0 + w1)  # one division, not one an option: a fifth of a choice's time
    return w0 * share, w1 * share


@kernel
def logit3(
    rationality: float, u0: float, u1: float, u2: float, f0: float, f1: float, f2: float
) -> tuple[float, float, float]:
    """Return the probabilities of three options.

    Feasibility f is 1.0 or 0.0, at least one is 1.0.
    """
    v0 = where(f0 > 0.5, u0, _BELOW)
    v1 = where(f1 > 0.5, u1, _BELOW)
    v2 = where(f2 > 0.5, u2, _BELOW)
    top = greatest(greatest(v0, v1), v2)
    w0 = f0 * exp(rationality * (where(f0 > 0.5, u0, top) - top))
    w1 = f1 * exp(rationality * (where(f1 > 0.5, u1, top) - top))
    w2 = f2 * exp(rationality * (where(f2 > 0.5, u2, top) - top))
    share = 1.0 / (w0 + w1 + w2)
    return w0 * share, w1 * share, w2 * share


@kernel
def logit4(
    rationality: float, u0: float, u1: float, u2: float, u3: float
) -> tuple[float, float, float, float]:
    """Return the probabilities of four options."""
    top = greatest(greatest(u0, u1), greatest(u2, u3))
    w0 = exp(rationality * (u0 - top))
    w1 = exp(rationality * (u1 - top))
    w2 = exp(rationality * (u2 - top))
    w3 = exp(rationality * (u3 - top))
    share = 1.0 / (w0 + w1 + w2 + w3)
    return w0 * share, w1 * share, w2 * share, w3 * share


@kernel
def pick2(chances: tuple[float, float], u: float) -> float:
    """Return the option, 0.0 or 1.0, that a uniform draw u in (0, 1) picks."""
    return where(u < chances[0], 0.0, 1.0)


@kernel
def pick3(chances: tuple[float, float, float], u: float) -> float:
    """Return the option, 0.0 to 2.0, that a uniform draw picks; never one of probability 0.

    Rounding can leave the sum of the chances just under 1, and u above it: then the last option
    that has a chance is taken.
    """
    last = where(chances[2] > 0.0, 2.0, where(chances[1] > 0.0, 1.0, 0.0))
    return where(u < chances[0], 0.0, where(u < chances[0] + chances[1], 1.0, last))


@kernel
def pick4(chances: tuple[float, float, float, float], u: float) -> float:
    """Return the option, 0.0 to 3.0, that a uniform draw picks."""
    two = chances[0] + chances[1]
    return where(u < chances[0], 0.0, where(u < two, 1.0, where(u < two + chances[2], 2.0, 3.0)))


@kernel
def same(option: float, number: float) -> float:
    """Return 1.0 if an option number is the one named, else 0.0."""
    return where(option == number, 1.0, 0.0)


@kernel
def pick_over(rationality: float, utility: float, stay: float, last: float, u: float) -> float:
    """Return option 0.0 or 1.0 of two, `utility` being option 1's over option 0's."""
    return pick2(logit2(rationality, stay * same(last, 0.0), utility + stay * same(last, 1.0)), u)


@kernel
def recall(belief: float, happened: float, gain: float) -> float:
    """Return the believed frequency of an option after a month.

    The memory fades by the given gain.
    """
    return belief + gain * (happened - belief)


@kernel
def memory_gain(months_elapsed: float, p: Parameter) -> float:
    """Return the gain with which the record is updated: constant, or 1/t for the equilibrium limit.

    `months_elapsed` counts from 1 in the world's first month.
    """
    return where(p.averaging > 0.5, 1.0 / (months_elapsed + 1.0), p.memory_gain)
