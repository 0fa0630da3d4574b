"""Asynchronous logit choice in a symmetric pair game has the Gibbs distribution (Blume 1993).

Limit case: five binary capitals, U_i = Σ_j W_ij x_i x_j with W symmetric, belief = last choice (the
memory rule at gain 1), one capital a step, each with the same chance. The probabilities are those
of the model's own logit; the game stands here, for no month of the model is a pair game.
"""

import itertools

import numpy as np
import pytest
from numba import njit

from sim.engine.one_lane import draw_block
from sim.engine.twins import tell_numba
from sim.mechanisms.choice import logit2, pick2, recall

tell_numba()

CAPITALS = 5
SIGNS = np.array(list(itertools.product((-1.0, 1.0), repeat=CAPITALS)))
PLACE = 2 ** np.arange(CAPITALS - 1, -1, -1)


def pair_game(seed, symmetric=True):
    """Return weights W with nothing on the diagonal."""
    weights = np.random.default_rng(seed).normal(0.0, 0.6, (CAPITALS, CAPITALS))
    if symmetric:
        weights = (weights + weights.T) / 2
    np.fill_diagonal(weights, 0.0)
    return weights


def chance_of_plus(weights, rationality, signs):
    """Return each capital's chance of +1 from the model's logit, given all last choices."""
    last = [recall(0.3, sign, 1.0) for sign in signs]  # at gain 1 nothing older is left
    assert np.array_equal(last, signs)
    field = weights @ np.array(last)
    return np.array([logit2(rationality, -h, h)[1] for h in field])


def number(signs):
    """Return the row of SIGNS that has these signs."""
    return int(((np.asarray(signs) > 0) * PLACE).sum())


def asynchronous(weights, rationality):
    """Return the transition matrix (32, 32) of one random capital a step."""
    matrix = np.zeros((len(SIGNS), len(SIGNS)))
    for row, signs in enumerate(SIGNS):
        for i, plus in enumerate(chance_of_plus(weights, rationality, signs)):
            for sign, chance in ((1.0, plus), (-1.0, 1.0 - plus)):
                after = signs.copy()
                after[i] = sign
                matrix[row, number(after)] += chance / CAPITALS
    return matrix


def synchronous(weights, rationality):
    """Return the transition matrix of all capitals at once."""
    matrix = np.ones((len(SIGNS), len(SIGNS)))
    for row, signs in enumerate(SIGNS):
        plus = chance_of_plus(weights, rationality, signs)
        for column, after in enumerate(SIGNS):
            matrix[row, column] = np.prod(np.where(after > 0, plus, 1.0 - plus))
    return matrix


def stationary(matrix):
    """Return the only distribution that a step leaves alone."""
    size = len(matrix)
    system = np.vstack([matrix.T - np.eye(size), np.ones(size)])
    found, _, rank, _ = np.linalg.lstsq(system, np.append(np.zeros(size), 1.0), rcond=None)
    assert rank == size
    return found


def gibbs(weights, rationality):
    """Return the distribution proportional to exp(λφ), φ(x) = ½ Σ_ij W_ij x_i x_j.

    φ is the potential: one capital's turn from −1 to +1 raises it by 2 Σ_j W_ij x_j, which is what
    that capital's own utility gains.
    """
    potential = 0.5 * np.einsum("si,ij,sj->s", SIGNS, weights, SIGNS)
    weight = np.exp(rationality * (potential - potential.max()))
    return weight / weight.sum()


def distance(one, other):
    """Return the total variation distance of two distributions."""
    return 0.5 * np.abs(one - other).sum()


@pytest.mark.parametrize("rationality", [0.0, 0.3, 1.0, 2.0])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_asynchronous_choice__has_exactly_the_gibbs_distribution(seed, rationality):
    weights = pair_game(seed)
    found = stationary(asynchronous(weights, rationality))
    assert np.abs(found - gibbs(weights, rationality)).max() < 1e-12


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_asynchronous_choice__is_in_detailed_balance(seed):
    weights = pair_game(seed)
    flow = gibbs(weights, 1.0)[:, None] * asynchronous(weights, 1.0)
    assert np.abs(flow - flow.T).max() < 1e-14


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_synchronous_choice__has_not_the_gibbs_distribution(seed):
    """At λ = 1 a tenth of the probability or more lies elsewhere."""
    weights = pair_game(seed)
    found = stationary(synchronous(weights, 1.0))
    assert distance(found, gibbs(weights, 1.0)) > 0.1


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_synchronous_choice__has_its_own_known_distribution(seed):
    """Proportional to Π_i cosh(λ Σ_j W_ij x_j) (Peretto 1984)."""
    weights = pair_game(seed)
    weight = np.prod(np.cosh(SIGNS @ weights), axis=1)
    found = stationary(synchronous(weights, 1.0))
    assert np.abs(found - weight / weight.sum()).max() < 1e-12


def test_lopsided_weights__have_no_gibbs_distribution():
    """Without symmetry there is no potential; the symmetric half's Gibbs weights miss by 0.02."""
    weights = pair_game(4, symmetric=False)
    found = stationary(asynchronous(weights, 1.0))
    assert distance(found, gibbs((weights + weights.T) / 2, 1.0)) > 0.02


@njit(error_model="numpy")
def play(weights, rationality, steps):
    """Return how often each of the 32 states was held: the model's draws, logit and pick."""
    counts = np.zeros(32)
    signs = np.ones(5)
    for step in range(steps):
        u, v, _, _ = draw_block(17, 0, 0, step, 0)
        i = min(int(u * 5.0), 4)
        field = (weights[i] * signs).sum()
        signs[i] = recall(signs[i], 2.0 * pick2(logit2(rationality, -field, field), v) - 1.0, 1.0)
        place = 0
        for k in range(5):
            place = 2 * place + (1 if signs[k] > 0.0 else 0)
        counts[place] += 1.0
    return counts / steps


def test_sampled_play__visits_states_as_gibbs_says():
    weights = pair_game(1)
    visited = play(weights, 1.0, 400_000)
    assert distance(visited, gibbs(weights, 1.0)) < 0.01
    assert distance(visited, stationary(synchronous(weights, 1.0))) > 0.1
