"""How close play with a 1/t memory must come to its equilibrium: the theory of its spread.

A belief that averages choices moves by (choice − belief)/(t + 1). With J the slope of the reply at
the equilibrium and C the covariance of one month's choices there, belief less equilibrium is normal
in the limit with covariance Σ/t, where (J − ½)Σ + Σ(J − ½)ᵀ = −C, provided that no eigenvalue of J
has a real part of ½ or more (Fabian 1968, "On asymptotic normality in stochastic approximation").
"""

import numpy as np
from scipy import linalg

__all__ = ["slope", "spread"]


def slope(reply, at, step=1e-6):
    """Return the matrix of derivatives of a vector function by central differences."""
    columns = []
    for k in range(len(at)):
        shift = np.zeros(len(at))
        shift[k] = step
        columns.append((reply(at + shift) - reply(at - shift)) / (2 * step))
    return np.array(columns).T


def spread(jacobian, blocks, chances, months):
    """Return the standard deviation of each belief after so many months.

    `blocks` names the draw behind each belief: beliefs of one draw exclude each other.
    """
    worst = np.linalg.eigvals(jacobian).real.max()
    assert worst < 0.5, f"too slow for the theory: {worst:.2f}"
    one_draw = np.equal.outer(np.array(blocks), np.array(blocks))
    covariance = np.where(one_draw, np.diag(chances) - np.outer(chances, chances), 0.0)
    drift = jacobian - 0.5 * np.eye(len(chances))
    limit = linalg.solve_continuous_lyapunov(drift, -covariance)
    return np.sqrt(np.diag(limit) / months)
