"""A chain of two hidden states behind a series: Markov switching, fitted by EM.

A series is in a low state (0) or a high one (1) that nobody sees (Hamilton 1989):

    (S1)  y_t ~ N(m_k, w²) in state k,   m_0 ≤ m_1
    (S2)  from state i to state j with chance q_ij a step;   at first in either, with chance ½

m, w and q maximise the likelihood with all paths of states summed out, by the algorithm of Baum et
al. (1970): γ_tk is the chance of state k at step t given all points, ξ_tij that of going from i to
j after it. A step without a point tells nothing and is passed through, so that a series may have
holes. A prior counts as c points seen in each state and c steps begun in each (a_k, s and p_ij are
its levels, spread and chances):

    (S3)  m_k  = (c a_k + Σ_t γ_tk y_t) / (c + Σ_t γ_tk)
    (S4)  w²   = (Σ_k c (s² + (a_k − m_k)²) + Σ_tk γ_tk (y_t − m_k)²) / (2c + n)
    (S5)  q_ij = (c p_ij + Σ_t ξ_tij) / (c + Σ_tj ξ_tij)

It keeps the spread above 0 and the chances off 0 and 1, whatever the points: constant, in one state
alone, or none at all.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["TwoStates", "chance_of_high", "fit_two_states"]

Floats = NDArray[np.float64]

#: Chances to stay that a fit begins from: the likelihood may have a mode that switches at every
#: turn and one that hardly switches.
_STARTS = (0.5, 0.8, 0.95)

#: Rounds of EM at most, and the gain a round, relative to the likelihood, that ends them.
_ROUNDS, _GAIN = 1000, 1e-8


class TwoStates(NamedTuple):
    """A chain of two states, low and high.

    `levels` and `spread` are in the unit of the series, `stay` the chances to stay in each state
    for a step. `points` is how many points each level rests on, those of the prior among them;
    `log_likelihood` is that of the points alone.
    """

    levels: tuple[float, float]
    spread: float
    stay: tuple[float, float]
    points: tuple[float, float] = (0.0, 0.0)
    log_likelihood: float = float("nan")

    @property
    def chances(self) -> Floats:
        """Chances q of (S2), (from, to)."""
        low, high = self.stay
        return np.array([[low, 1.0 - low], [1.0 - high, high]])


class _Expected(NamedTuple):
    """What one pass over the series expects: γ (series, step, state), Σ ξ, and the likelihood."""

    state: Floats
    moves: Floats
    log_likelihood: float


def fit_two_states(series: Sequence[ArrayLike], prior: TwoStates, worth: float) -> TwoStates:
    """Fit one chain to series that share it.

    Parameters
    ----------
    series : each (step,), NaN where a step has no point
    prior : TwoStates
        Its spread above 0; where no series has a point, it is what comes out.
    worth : c of (S3) to (S5), above 0

    Raises
    ------
    ValueError
        If the prior has no spread or no worth, or a point is infinite.

    Examples
    --------
    >>> prior = TwoStates((-1.0, 1.0), 1.0, (0.5, 0.5))
    >>> found = fit_two_states([[0.0, 0.1, 9.0, 9.1] * 20], prior, 0.01)
    >>> [round(level, 1) for level in found.levels], [round(stay, 1) for stay in found.stay]
    ([0.0, 9.0], [0.5, 0.5])
    """
    if not (prior.spread > 0.0 and worth > 0.0):
        raise ValueError(f"found spread {prior.spread} and worth {worth}, wanted both above 0")
    points = _laid_out(series)
    tried = (_climb(prior._replace(stay=(stay, stay)), points, prior, worth) for stay in _STARTS)
    _, best = max(tried, key=lambda one: one[0])
    if best.levels[0] <= best.levels[1]:
        return best
    return best._replace(levels=best.levels[::-1], stay=best.stay[::-1], points=best.points[::-1])


def chance_of_high(states: TwoStates, points: ArrayLike) -> float:
    """Return the chance of the high state at the last step, given the points up to it.

    Parameters
    ----------
    points : (step,), NaN where a step has no point; without steps the chance is ½

    Examples
    --------
    >>> states = TwoStates((0.0, 4.0), 1.0, (0.9, 0.6))
    >>> round(chance_of_high(states, [4.0]), 3), round(chance_of_high(states, [4.0, np.nan]), 3)
    (1.0, 0.6)
    """
    y = _laid_out([points])
    return float(_forward(states, y)[0][0, -1, 1]) if y.size else 0.5


def _laid_out(series: Sequence[ArrayLike]) -> Floats:
    """Return series side by side, (series, step), filled up with NaN."""
    rows = [np.asarray(one, dtype=np.float64).ravel() for one in series]
    if any(np.isinf(row).any() for row in rows):
        raise ValueError("found a point that is not finite, wanted a number, or NaN for none")
    filled = np.full((len(rows), max((row.size for row in rows), default=0)), np.nan)
    for index, row in enumerate(rows):
        filled[index, : row.size] = row
    return filled


def _climb(start: TwoStates, y: Floats, prior: TwoStates, worth: float) -> tuple[float, TwoStates]:
    """Return where EM ends, after the likelihood with the prior that it climbs."""
    now, before = start, -np.inf
    for _ in range(_ROUNDS):
        expected = _expect(now, y)
        reached = expected.log_likelihood + _log_prior(now, prior, worth)
        if reached - before <= _GAIN * (1.0 + abs(reached)):
            break
        now, before = _renewed(expected, y, prior, worth), reached
    likelihood, points = expected.log_likelihood, _rests_on(expected, y, worth)
    return reached, now._replace(log_likelihood=likelihood, points=points)


def _log_prior(states: TwoStates, prior: TwoStates, worth: float) -> float:
    """Return what c points a state that lie as the prior says add to the log-likelihood."""
    off = prior.spread**2 + (np.array(prior.levels) - states.levels) ** 2
    points = -np.log(states.spread) - off / (2.0 * states.spread**2)
    moves = prior.chances * np.log(states.chances)
    return float(worth * (points.sum() + moves.sum()))


def _forward(states: TwoStates, y: Floats) -> tuple[Floats, Floats, float]:
    """Return chances of states given the points so far, densities over their sums, likelihood.

    Both (series, step, state); a density is divided by that of its step given the points before.
    """
    off = (y[:, :, None] - np.array(states.levels)) / states.spread
    log = -0.5 * off**2 - np.log(states.spread * np.sqrt(2.0 * np.pi))
    log = np.where(np.isnan(off), 0.0, log)
    # A point far from both levels has no density that a float could hold: scale by the larger.
    top = log.max(axis=2, initial=-np.inf)
    density = np.exp(log - top[:, :, None])
    so_far = np.empty_like(density)
    ahead = np.full((len(y), 2), 0.5)
    for step in range(y.shape[1]):
        joint = ahead * density[:, step]
        given = joint.sum(axis=1, keepdims=True)
        so_far[:, step], density[:, step] = joint / given, density[:, step] / given
        top[:, step] += np.log(given[:, 0])
        ahead = so_far[:, step] @ states.chances
    return so_far, density, float(top.sum())


def _expect(states: TwoStates, y: Floats) -> _Expected:
    """Return γ and Σ ξ: the chances of states given all points, and the moves expected."""
    so_far, density, log_likelihood = _forward(states, y)
    state, moves = so_far.copy(), np.zeros((2, 2))
    # After a series' last point nothing more is known of it: no moves are counted there.
    has = ~np.isnan(y)
    counted = np.flip(np.logical_or.accumulate(np.flip(has, axis=1), axis=1), axis=1)
    later = np.ones((len(y), 2))
    for step in range(y.shape[1] - 2, -1, -1):
        onward = density[:, step + 1] * later
        moved = so_far[:, step, :, None] * states.chances * onward[:, None, :]
        moves += moved[counted[:, step + 1]].sum(axis=0)
        later = onward @ states.chances.T
        state[:, step] *= later
    return _Expected(state, moves, log_likelihood)


def _rests_on(expected: _Expected, y: Floats, worth: float) -> tuple[float, float]:
    """Return how many points each level rests on."""
    low, high = worth + expected.state[~np.isnan(y)].sum(axis=0)
    return float(low), float(high)


def _renewed(expected: _Expected, y: Floats, prior: TwoStates, worth: float) -> TwoStates:
    """Return the chain of (S3) to (S5)."""
    has = ~np.isnan(y)
    share, points = expected.state[has], y[has]
    rests_on = np.array(_rests_on(expected, y, worth))
    believed = np.array(prior.levels)
    levels = (worth * believed + points @ share) / rests_on
    squares = worth * (prior.spread**2 + (believed - levels) ** 2).sum()
    squares += (share * (points[:, None] - levels) ** 2).sum()
    counts = worth * prior.chances + expected.moves
    stay = np.diag(counts) / counts.sum(axis=1)
    return TwoStates(
        (float(levels[0]), float(levels[1])),
        float(np.sqrt(squares / (2.0 * worth + points.size))),
        (float(stay[0]), float(stay[1])),
    )
