"""Logit quantal-response equilibrium of five players (McKelvey and Palfrey 1995).

Two games. One has any pay-offs at all: a limit case, whose pay-offs stand in this file, played with
the model's own rule of choice, draws and memory. The other is the model's own: its compiled month
with all stocks put back each month, so that pay-offs are fixed and the five capitals' eighteen
instruments and their record alone move. Each is held to a fixed point worked out beside it.
"""

import itertools
import math
from collections import namedtuple

import numpy as np
import pytest
from numba import njit
from scipy import optimize

from sim.engine.one_lane import draw_block
from sim.engine.plan import compile_world
from sim.engine.twins import tell_numba
from sim.mechanisms.choice import logit2, logit3, memory_gain, pick2, pick3, recall, same
from sim.scenario import load
from sim.spec.instruments import BELIEF_FIELDS, INSTRUMENTS
from sim.spec.override import apply
from sim.spec.parameters import PARAMETER_FIELDS
from sim.spec.records import Trait
from sim.spec.streams import STREAMS
from sim.spec.switches import SWITCHES
from sim.spec.variables import INPUTS, STATE_FIELDS, STATES
from tests.laws.limit import slope, spread
from tests.naive import month_and_edges
from tests.replicate import Replicate

tell_numba()

PLAYERS, OPTIONS = 5, 3
PROFILES = np.array(list(itertools.product(range(OPTIONS), repeat=PLAYERS)))

#: All that the memory rule reads of the parameters.
Rule = namedtuple("Rule", ["averaging", "memory_gain"])
LONG_MEMORY = Rule(1.0, 0.1)


# Any pay-offs: five players of three options.


@njit(error_model="numpy")
def play(payoffs, profiles, rationality, rule, seed, months):
    """Return beliefs (players, options) after so many months of synchronous play.

    Choice, pick and memory are the model's; `payoffs` is (players, profiles). Utilities are
    expectations over believed frequencies, from a uniform start.
    """
    players, options = profiles.shape[1], 3
    beliefs = np.full((players, options), 1.0 / options)
    utility = np.empty((players, options))
    for month in range(1, months + 1):
        utility[:] = 0.0
        for row in range(profiles.shape[0]):
            for i in range(players):
                weight = payoffs[i, row]
                for j in range(players):
                    if j != i:
                        weight *= beliefs[j, profiles[row, j]]
                utility[i, profiles[row, i]] += weight
        gain = memory_gain(float(month), rule)
        for i in range(players):
            u = draw_block(seed, 0, 0, month, i)[0]
            own = utility[i]
            chosen = pick3(logit3(rationality, own[0], own[1], own[2], 1.0, 1.0, 1.0), u)
            for k in range(options):
                beliefs[i, k] = recall(beliefs[i, k], same(chosen, float(k)), gain)
    return beliefs


def expected_utility(payoffs, beliefs):
    """Return (players, options) by contracting the pay-off tensor, not profile by profile."""
    utility = np.empty((PLAYERS, OPTIONS))
    letters = "abcde"
    for i in range(PLAYERS):
        others = [j for j in range(PLAYERS) if j != i]
        tensor = payoffs[i].reshape((OPTIONS,) * PLAYERS)
        terms = ",".join([letters, *(letters[j] for j in others)])
        utility[i] = np.einsum(f"{terms}->{letters[i]}", tensor, *(beliefs[j] for j in others))
    return utility


def softmax(rationality, utility):
    weights = np.exp(rationality * (utility - utility.max(axis=1, keepdims=True)))
    return weights / weights.sum(axis=1, keepdims=True)


def branch(payoffs, rationality, steps=20):
    """Return the equilibrium at a rationality, followed by root finding from λ = 0."""
    beliefs = np.full((PLAYERS, OPTIONS), 1.0 / OPTIONS)
    for lam in np.linspace(0.0, rationality, steps + 1):

        def short(flat, lam=lam):
            reply = softmax(lam, expected_utility(payoffs, flat.reshape(PLAYERS, OPTIONS)))
            return reply.ravel() - flat

        found = optimize.root(short, beliefs.ravel(), tol=1e-13)
        assert np.abs(found.fun).max() < 1e-10
        step = found.x.reshape(PLAYERS, OPTIONS)
        assert np.abs(step - beliefs).max() < 0.2, "the steps are small enough to stay on a branch"
        beliefs = step
    return beliefs


@pytest.fixture(scope="module")
def payoffs():
    return np.random.default_rng(1995).uniform(-1.0, 1.0, (PLAYERS, len(PROFILES)))


@pytest.mark.parametrize("rationality", [1.0, 3.0, 6.0])
def test_play__settles_at_the_logit_equilibrium(payoffs, rationality):
    """Within four of the standard deviations that theory gives, which shrink as 1/√t."""
    months = 100_000
    equilibrium = branch(payoffs, rationality)

    def reply(flat):
        beliefs = flat.reshape(PLAYERS, OPTIONS)
        return softmax(rationality, expected_utility(payoffs, beliefs)).ravel()

    flat = equilibrium.ravel()
    deviations = spread(slope(reply, flat), np.arange(flat.size) // OPTIONS, flat, months)
    assert np.abs(equilibrium - 1 / OPTIONS).max() > 8 * deviations.max(), "far from uniform"
    played = play(payoffs, PROFILES, rationality, LONG_MEMORY, 5, months).ravel()
    assert np.abs((played - flat) / deviations).max() < 4


def test_no_rationality__settles_at_uniform(payoffs):
    months = 100_000
    played = play(payoffs, PROFILES, 0.0, LONG_MEMORY, 6, months)
    assert np.abs(played - 1.0 / OPTIONS).max() < 4 * 0.5 / math.sqrt(months)


def test_great_rationality__settles_at_best_replies():
    """Player 0 has a dominant option and each next one a single best reply to the one before.

    So there is one Nash equilibrium, found by going down the chain.
    """
    replies = np.array([[2, 2, 2], [1, 2, 0], [2, 0, 1], [0, 1, 2], [1, 0, 2]])
    payoffs = np.zeros((PLAYERS, len(PROFILES)))
    for row, profile in enumerate(PROFILES):
        for i in range(PLAYERS):
            before = profile[i - 1] if i else 0
            payoffs[i, row] = 1.0 if profile[i] == replies[i, before] else 0.0
    nash, before = [], 0
    for i in range(PLAYERS):
        before = int(replies[i, before])
        nash.append(before)
    played = play(payoffs, PROFILES, 1e4, LONG_MEMORY, 7, 20_000)
    for i, option in enumerate(nash):
        assert played[i, option] > 0.999


# Several equilibria: which one does play take?

BIAS, PULL = 0.1, 1.0


@njit(error_model="numpy")
def coordinate(rationality, rule, seed, months):
    """Return five players' belief in option 1 of a game of coordination, from even beliefs."""
    belief = np.full(5, 0.5)
    utility = np.empty(5)
    for month in range(1, months + 1):
        for i in range(5):
            others = (belief.sum() - belief[i]) / 4.0
            utility[i] = BIAS + PULL * (2.0 * others - 1.0)
        gain = memory_gain(float(month), rule)
        for i in range(5):
            u = draw_block(seed, 0, 0, month, i)[0]
            belief[i] = recall(belief[i], pick2(logit2(rationality, 0.0, utility[i]), u), gain)
    return belief


def equilibria(rationality):
    """Return all symmetric equilibria x = logistic(λ(b + c(2x − 1))), in order."""

    def short(x):
        return 1.0 / (1.0 + math.exp(-rationality * (BIAS + PULL * (2.0 * x - 1.0)))) - x

    grid = np.linspace(0.0, 1.0, 2001)
    signs = [short(x) for x in grid]
    return [
        optimize.brentq(short, a, b, xtol=1e-14)
        for a, b, left, right in zip(grid[:-1], grid[1:], signs[:-1], signs[1:], strict=True)
        if left * right < 0
    ]


def from_zero(rationality):
    """Return the equilibrium on the branch from λ = 0, followed by the nearest root."""
    x = 0.5
    for lam in np.linspace(0.0, rationality, 401)[1:]:
        x = min(equilibria(lam), key=lambda root: abs(root - x))
    return x


def test_several_equilibria__a_long_memory_takes_the_branch_from_zero():
    """With a small constant gain, from even beliefs: the branch that λ = 0 leads to."""
    rationality = 3.5
    roots = equilibria(rationality)
    assert len(roots) == 3
    branch_root = from_zero(rationality)
    assert branch_root == roots[-1]
    for seed in range(10):
        belief = coordinate(rationality, Rule(0.0, 0.005), seed, 8_000)
        assert belief.mean() == pytest.approx(branch_root, abs=0.03)
        assert abs(belief.mean() - roots[0]) > 0.5


def test_several_equilibria__averaging_may_take_another_branch():
    """With gain 1/t the first months weigh so much that chance decides; no branch is promised."""
    roots = equilibria(3.5)
    ends = np.array([coordinate(3.5, LONG_MEMORY, seed, 20_000).mean() for seed in range(60)])
    high, low = np.abs(ends - roots[-1]) < 0.1, np.abs(ends - roots[0]) < 0.1
    assert (high | low).all(), "none stays at the unstable equilibrium between"
    assert high.sum() > low.sum() > 0


# The model's own game: eighteen instruments of five capitals.

OPTIONS_OF = {x.name: len(x.options) for x in INSTRUMENTS}
CHOOSING = [stream.name for stream in STREAMS if stream.name.startswith("choose_")]


class Held:
    """A world's rules with its pay-offs held: stocks, traits and inputs of one month, for ever."""

    def __init__(self, world, month, rationality):
        rules = {f"parameters.rationality_{iso}": rationality for iso in
                 ("usa", "jpn", "kor", "chn", "prk")}  # fmt: skip
        # A habit is no part of a pay-off that beliefs give, so it would move the equilibrium.
        plan = compile_world(
            apply(load(world), {**rules, "parameters.inertia": 0, "parameters.averaging": 1})
        )
        self.timeline, self.month = plan.timeline, month
        self.segment = int(self.timeline.segment[month])
        self.replicate = Replicate(self.timeline, 3)
        # The state that the world itself reaches by the month.
        reached = Replicate(compile_world(load(world)).timeline, 3).run(*range(month))
        self.replicate.state[:] = reached
        self.stocks = reached[: len(STATES)].copy()
        for field, instrument, _ in BELIEF_FIELDS:
            self.replicate.state[STATE_FIELDS.index(field)] = 1.0 / OPTIONS_OF[instrument]

    def play(self, months):
        """Return beliefs by field after so many months of the compiled month itself."""
        here = self.month
        held = self.timeline._replace(
            month_number=np.arange(1, months + 1),
            segment=np.full(months, self.segment),
            elapsed=np.arange(1.0, months + 1.0),
            inputs=np.repeat(self.timeline.inputs[here : here + 1], months, axis=0),
            trait_slot=np.repeat(self.timeline.trait_slot[here : here + 1], months, axis=0),
        )
        self.replicate.timeline, state = held, self.replicate.state
        for m in range(months):
            self.replicate.run(m)
            state[: len(STATES)] = self.stocks
        return {field: state[STATE_FIELDS.index(field)] for field, _, _ in BELIEF_FIELDS}

    def reply(self, beliefs, rationality):
        """Return the second program's chances of every option, given beliefs by field."""
        timeline, here, segment = self.timeline, self.month, self.segment
        state = dict(zip(STATE_FIELDS, self.replicate.state.tolist(), strict=True)) | beliefs
        traits = self.replicate.work.traits[timeline.trait_slot[here], 0]
        rules = dict(zip(PARAMETER_FIELDS, self.replicate.parameters[segment], strict=True))
        rules |= {f"rationality_{iso}": rationality for iso in ("usa", "jpn", "kor", "chn", "prk")}
        draws = {s.name: 0.0 if s.law == "normal" else 0.5 for s in STREAMS}
        draws |= dict.fromkeys(CHOOSING, 1.0 - 1e-15)  # beyond all chances but the last
        _, _, edges = month_and_edges(
            dict(zip(SWITCHES, timeline.switches[segment].tolist(), strict=True)),
            state,
            dict(zip(Trait._fields, traits.tolist(), strict=True)),
            dict(zip((v.name for v in INPUTS), timeline.inputs[here].tolist(), strict=True)),
            draws,
            rules,
            1.0,
        )
        return {
            field: edges[f"choose_{instrument}"][k] - edges[f"choose_{instrument}"][k - 1]
            for field, instrument, k in BELIEF_FIELDS
        }

    def equilibrium(self, rationality):
        """Return the fixed point of `reply`, followed by root finding from λ = 0, and its slope."""
        fields = [field for field, _, _ in BELIEF_FIELDS]

        def reply(flat, lam):
            chances = self.reply(dict(zip(fields, flat.tolist(), strict=True)), lam)
            return np.array([chances[field] for field in fields])

        at = reply(np.array([1 / OPTIONS_OF[x] for _, x, _ in BELIEF_FIELDS]), 0.0)
        # The branch may turn steeply between: half a unit of λ at a time keeps to it.
        for lam in np.linspace(0.0, rationality, math.ceil(2 * rationality) + 1)[1:]:
            found = optimize.root(lambda flat, lam=lam: reply(flat, lam) - flat, at, tol=1e-12)
            assert np.abs(found.fun).max() < 1e-9
            at = found.x
        return at, slope(lambda flat: reply(flat, rationality), at)


@pytest.mark.parametrize(
    ("world", "month", "rationality"),
    [
        ("baseline_hindcast", 30, 2.0),
        ("baseline_hindcast", 90, 2.0),
        ("second_trump_term", 165, 3.0),
        # More rational, the second term has two equilibria, the allies bid or they coordinate, and
        # averaging may take either; the hindcast has one that play and the branch share. Around
        # λ = 5 play nears it too slowly for the theorem on the spread: brokerage and contest answer
        # each other, with a slope of 0.65 where under 0.5 is asked for.
        ("baseline_hindcast", 30, 15.0),
    ],
)
def test_the_months_own_choices__settle_at_their_logit_equilibrium(world, month, rationality):
    months = 30_000
    held = Held(world, month, rationality)
    expected, jacobian = held.equilibrium(rationality)
    instruments = [instrument for _, instrument, _ in BELIEF_FIELDS]
    deviations = spread(jacobian, instruments, expected, months)
    uniform = np.array([1 / OPTIONS_OF[x] for x in instruments])
    assert np.abs(expected - uniform).max() > 0.25, "far from uniform"
    played = held.play(months)
    for (field, _, _), centre, deviation in zip(BELIEF_FIELDS, expected, deviations, strict=True):
        # Where an option is taken once in a thousand months or less, the limit is not normal yet.
        slack = 4 * deviation + 8 / months
        assert played[field] == pytest.approx(centre, abs=slack), field


def test_the_months_own_choices__are_uniform_without_rationality():
    months = 30_000
    played = Held("baseline_hindcast", 30, 0.0).play(months)
    for field, instrument, _ in BELIEF_FIELDS:
        slack = 4 * 0.5 / math.sqrt(months)
        assert played[field] == pytest.approx(1 / OPTIONS_OF[instrument], abs=slack), field
