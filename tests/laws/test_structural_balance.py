"""Structural balance (Heider 1946): local triad dynamics on five actors, and Dittmer's triangles.

Rival: the model has no signs that flip; it pulls one tie toward balance. Here ten signed ties of
five actors change by the local rule of Antal, Krapivsky and Redner (2005), solved as an exact
Markov chain. What is the same rule is the model's own: its triangle counts the hostile ties of
each triad, and its pull must vanish on balanced triads alone.
"""

import functools
import itertools
from fractions import Fraction

import numpy as np
import pytest

from sim.mechanisms.hub_and_spokes import balance, classify_triangle
from sim.spec.records import DEFAULTS

FRIENDLY, HOSTILE = 1.0, -1.0
MENAGE, ROMANTIC, MARRIAGE, VETO = 0.0, 1.0, 2.0, 3.0


def triads_of(actors):
    """Return each triad as the places of its three ties among all pairs."""
    place = {pair: k for k, pair in enumerate(itertools.combinations(range(actors), 2))}
    return [
        (place[a, b], place[a, c], place[b, c])
        for a, b, c in itertools.combinations(range(actors), 3)
    ]


def steps_from(signs, triads, p):
    """Return {state: chance} after one step, or None if no triad is unbalanced."""
    kinds = [classify_triangle(*(signs[k] for k in triad)) for triad in triads]
    unbalanced = [
        (t, kind) for t, kind in zip(triads, kinds, strict=True) if kind in (ROMANTIC, VETO)
    ]
    if not unbalanced:
        return None
    chances = {}
    for triad, kind in unbalanced:
        hostile = [k for k in triad if signs[k] == HOSTILE]
        if kind == VETO:
            turns = [(k, 1 / 3) for k in hostile]
        else:
            friendly = [k for k in triad if signs[k] == FRIENDLY]
            turns = [(hostile[0], p), *((k, (1 - p) / 2) for k in friendly)]
        for k, chance in turns:
            after = (*signs[:k], -signs[k], *signs[k + 1 :])
            chances[after] = chances.get(after, 0.0) + chance / len(unbalanced)
    return chances


@functools.cache
def absorb(actors, p):
    """Return (number of absorbing states, chance that all end friends, mean steps)."""
    ties = actors * (actors - 1) // 2
    states = list(itertools.product((FRIENDLY, HOSTILE), repeat=ties))
    triads = triads_of(actors)
    moves = {signs: steps_from(signs, triads, p) for signs in states}
    passing = [signs for signs in states if moves[signs] is not None]
    row = {signs: k for k, signs in enumerate(passing)}
    friends = (FRIENDLY,) * ties
    inner, into_friends = np.zeros((len(passing), len(passing))), np.zeros(len(passing))
    for signs in passing:
        for after, chance in moves[signs].items():
            if after in row:
                inner[row[signs], row[after]] += chance
            elif after == friends:
                into_friends[row[signs]] += chance
    system = np.eye(len(passing)) - inner
    ends, steps = np.linalg.solve(system, np.column_stack([into_friends, np.ones(len(passing))])).T
    return len(states) - len(passing), (ends.sum() + 1) / len(states), steps.sum() / len(states)


@pytest.mark.parametrize(
    ("p", "friends", "steps"),
    [(0.3, 0.0412202, 10.02388), (0.5, 0.2966076, 9.46745), (0.7, 0.6407761, 7.06334)],
)
def test_five_actors__absorb_as_the_exact_chain_says(p, friends, steps):
    absorbing, ended_friends, mean_steps = absorb(5, p)
    assert absorbing == 16
    assert ended_friends == pytest.approx(friends, abs=6e-8)
    assert mean_steps == pytest.approx(steps, abs=6e-6)


def test_five_actors__balanced_states_are_two_camps():
    """Sixteen ways to part five actors in two camps, one of them empty in the first."""
    triads = triads_of(5)
    pairs = list(itertools.combinations(range(5), 2))
    camps = {
        tuple(FRIENDLY if (side >> a & 1) == (side >> b & 1) else HOSTILE for a, b in pairs)
        for side in range(2**5)
    }
    states = itertools.product((FRIENDLY, HOSTILE), repeat=10)
    assert {signs for signs in states if steps_from(signs, triads, 0.5) is None} == camps
    assert len(camps) == 16


@pytest.mark.parametrize("p", [0.0, 0.3, 0.7, 1.0])
def test_three_actors__absorb_as_counted_by_hand(p):
    """1 of 8 states is all friends; 3 have one hostile tie, friends with chance p a step later."""
    absorbing, friends, steps = absorb(3, p)
    assert absorbing == 4
    assert friends == pytest.approx(float(Fraction(1, 8)) + 3 / 8 * p)
    assert steps == pytest.approx(4 / 8)


@pytest.mark.parametrize("signs", list(itertools.product((FRIENDLY, HOSTILE), repeat=3)))
def test_triangle__counts_the_hostile_ties_and_two_types_balance(signs):
    """Ménage à trois and stable marriage have an even number of hostile ties, so they balance."""
    kind = classify_triangle(*signs)
    assert kind == signs.count(HOSTILE)
    assert (kind in (MENAGE, MARRIAGE)) == (np.prod(signs) > 0)


@pytest.mark.parametrize("signs", list(itertools.product((FRIENDLY, HOSTILE), repeat=3)))
def test_pull__is_none_on_balanced_triads_and_toward_balance_on_others(signs):
    pull = balance(True, 1.0, *signs, DEFAULTS)
    if np.prod(signs) > 0:
        assert pull == 0.0
    else:
        assert pull == pytest.approx(-2 * signs[2] * DEFAULTS.balance_pull)


def test_pull__alone_closes_the_gap_geometrically():
    """With both alliances held and nothing else, the gap shrinks by 1 − pull·link a month."""
    linked, first, second = 0.8, 0.7, 0.6
    relation = -0.5
    for month in range(1, 200):
        relation += balance(True, linked, first, second, relation, DEFAULTS)
        left = (1 - DEFAULTS.balance_pull * linked) ** month
        assert first * second - relation == pytest.approx((first * second + 0.5) * left)
