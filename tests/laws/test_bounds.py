"""Whatever a month starts from, it ends within every declared bound, and acts need their motives.

State, traits, inputs and draws lie anywhere within their bounds, corners included; parameters
anywhere within the hard bounds of their kind, far beyond their priors; any mechanisms are on.
"""

import math
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.mechanisms.ally import see_seoul, see_tokyo
from sim.mechanisms.decide import decide
from sim.mechanisms.happen import happen
from sim.mechanisms.joint_hedging import concede
from sim.mechanisms.record import read
from sim.mechanisms.relation import shown
from sim.mechanisms.step import advance, relate
from sim.spec.instruments import BROKERAGE, INSTRUMENTS, NEIGHBOUR, OPENING, POSTURE, WASHINGTON
from sim.spec.levels import TALKS
from sim.spec.parameters import BOUNDS, PARAMETERS
from sim.spec.preferences import TRAIT_FIELDS, TRAITS
from sim.spec.record_fields import RECORDS
from sim.spec.records import Draw, Input, Parameter, State, Switch, Trait
from sim.spec.streams import STREAMS
from sim.spec.switches import SWITCHES
from sim.spec.variables import FLOWS, INPUTS, STATES

MONTHS = 6
LEAST = 0.5 / 2**32  # the first of the engine's uniforms
LARGEST_NORMAL = 6.34
OPTIONS = {f"chosen_{x.name}": len(x.options) for x in INSTRUMENTS}
TRAIT_BOUNDS = {trait.name: (trait.low, trait.high) for trait in TRAITS}

#: Share of numbers that stand at an end of their range: none, some, most, all.
corners = st.sampled_from((0.0, 0.2, 0.8, 1.0))
switches = st.tuples(*(st.booleans() for _ in SWITCHES)).map(lambda on: Switch(*on))


class Chance:
    """Numbers at random, some of them at an end of their range."""

    def __init__(self, seed, corner):
        self.random = random.Random(seed)
        self.corner = corner

    def number(self, low, high, whole=False):
        """Return a number in [low, high]."""
        if self.random.random() < self.corner:
            return float(self.random.choice((low, high)))
        if whole:
            return float(self.random.randint(int(low), int(high)))
        return self.random.uniform(low, high)

    def shares(self, count):
        """Return shares of so many options: non-negative, summing to one."""
        if self.random.random() < self.corner:
            sure = self.random.randrange(count)
            return [float(k == sure) for k in range(count)]
        weights = [self.random.random() for _ in range(count)]
        return [weight / sum(weights) for weight in weights]

    def state(self):
        """Return any state."""
        values = {v.name: self.number(v.low, v.high, v.kind == "level") for v in STATES}
        for x in INSTRUMENTS:
            values[f"chosen_{x.name}"] = self.number(0, len(x.options) - 1, whole=True)
            shares = self.shares(len(x.options))
            for option, share in zip(x.options[1:], shares[1:], strict=True):
                values[f"belief_{x.name}_{option}"] = share
        return State(**values)

    def traits(self):
        """Return any traits."""
        return Trait(**{f: self.number(*TRAIT_BOUNDS[trait]) for f, _, trait in TRAIT_FIELDS})

    def inputs(self):
        """Return any inputs."""
        whole = [v.name for v in INPUTS if v.kind == "level"] + ["given_friction"]  # a count
        return Input(**{v.name: self.number(v.low, v.high, v.name in whole) for v in INPUTS})

    def draws(self):
        """Return any draws that the engine can make."""
        ends = {"uniform": (LEAST, 1.0 - LEAST), "normal": (-LARGEST_NORMAL, LARGEST_NORMAL)}
        return Draw(**{s.name: self.number(*ends[s.law]) for s in STREAMS})

    def parameters(self, wide):
        """Return any parameters: within their hard bounds if wide, else within their priors."""
        spans = {p.name: BOUNDS[p.kind] if wide else p.prior for p in PARAMETERS}
        found = {name: self.number(low, high) for name, (low, high) in spans.items()}
        flags = [p.name for p in PARAMETERS if p.kind == "flag"]
        return Parameter(**found | {name: float(self.random.random() < 0.2) for name in flags})


def assert_within(values, variables):
    for variable in variables:
        value = getattr(values, variable.name)
        assert math.isfinite(value), variable.name
        assert variable.low <= value <= variable.high, variable.name
        if variable.kind == "level":
            assert value == round(value), variable.name


def assert_record_is_a_record(state):
    """Believed frequencies are non-negative and leave none or some to the first option."""
    for x in INSTRUMENTS:
        beliefs = [getattr(state, f"belief_{x.name}_{option}") for option in x.options[1:]]
        assert min(beliefs) >= 0.0, x.name
        assert sum(beliefs) <= 1.0 + 1e-12, x.name
        assert getattr(state, f"chosen_{x.name}") in range(len(x.options)), x.name


@settings(max_examples=250)
@given(st.integers(0, 2**32), corners, switches, st.booleans(), st.integers(1, 1200))
def test_any_month__ends_within_every_bound(seed, corner, on, wide, elapsed):
    """And so do the months after it, whatever else each of them meets."""
    chance = Chance(seed, corner)
    state, p = chance.state(), chance.parameters(wide)
    for m in range(MONTHS):
        state, flow = advance(
            on, state, chance.traits(), chance.inputs(), chance.draws(), p, float(elapsed + m)
        )
        assert_within(state, STATES)
        assert_within(flow, FLOWS)
        assert_record_is_a_record(state)


FIELDS = {record.name: record.fields for record in RECORDS}


@settings(max_examples=250)
@given(st.integers(0, 2**32), corners, switches, st.booleans())
def test_any_month__makes_its_intermediate_quantities_within_their_bounds(seed, corner, on, wide):
    chance = Chance(seed, corner)
    s, t, i, d, p = (
        *(chance.state(), chance.traits(), chance.inputs(), chance.draws()),
        chance.parameters(wide),
    )
    tokyo, seoul = see_tokyo(s, t, i, p), see_seoul(s, t, i, p)
    record = read(on, s, i, tokyo, seoul, p)
    choices = decide(on, s, t, i, d, tokyo, seoul, record, p)
    events = happen(on, s, i, d, choices, tokyo, seoul, record, p)
    conceded = concede(on, choices, events, tokyo, seoul, p)
    relations = relate(on, s, i, d, choices, events, conceded, tokyo, seoul, record, p)
    made = (tokyo, seoul, record, choices, events, conceded, relations, shown(s, i))
    for values in (*made, s, t, i, d, p):
        assert_within(values, FIELDS[type(values).__name__])


@settings(max_examples=100)
@given(st.integers(0, 2**32), switches, st.booleans())
def test_any_month_at_a_corner__ends_within_every_bound(seed, on, wide):
    """Everything at an end of its range but the parameters, many months from one start."""
    chance = Chance(seed, 1.0)
    state = chance.state()
    for m in range(MONTHS):
        p = Chance(seed + m, 0.5).parameters(wide)
        state, flow = advance(on, state, chance.traits(), chance.inputs(), chance.draws(), p, 1.0)
        assert_within(state, STATES)
        assert_within(flow, FLOWS)
        assert_record_is_a_record(state)


@settings(max_examples=400)
@given(st.integers(0, 2**32), st.sampled_from((0.0, 0.2)), switches, st.booleans())
def test_irreversible_act__needs_its_choices_whatever_the_rest(seed, corner, on, wide):
    """Each act below is impossible without the choices and the standing that it names."""
    chance = Chance(seed, corner)
    s, i = chance.state(), chance.inputs()
    if chance.random.random() < 0.7:  # given acts need nobody
        i = i._replace(given_settlement=0.0, given_talks=-1.0)
        i = i._replace(given_provocation=0.0, given_incident=0.0)
    traits, draws, p = chance.traits(), chance.draws(), chance.parameters(wide)
    after, flow = advance(on, s, traits, i, draws, p, 9.0)
    both = flow.choice_jpn_neighbour == flow.choice_kor_neighbour == NEIGHBOUR.reconcile
    apart = NEIGHBOUR.contest not in (flow.choice_jpn_neighbour, flow.choice_kor_neighbour)
    acting = on.vacuum and i.vacuum_kor == 1.0
    if flow.settlement_event and i.given_settlement == 0.0:
        assert both or (on.mediation and flow.effort > 0.0 and apart)
        assert i.generate_settlement
        assert not acting
    if flow.visit_event:
        assert both
        assert s.dispute < p.summit_gate
    if flow.encounter_event:
        assert apart
    if flow.summit_event:
        assert flow.visit_event + flow.encounter_event == 1.0
        assert not acting
    if flow.joint_document_event:
        assert flow.visit_event
    if flow.trilateral_event:
        assert flow.choice_usa_brokerage != BROKERAGE.aside
        assert not acting
    if flow.reversal_event:
        assert flow.choice_kor_neighbour == NEIGHBOUR.contest
        assert s.settlement_force == 1.0
        assert not acting
    if flow.provocation_event and i.given_provocation == 0.0:
        assert flow.choice_jpn_neighbour == NEIGHBOUR.contest
        assert i.generate_provocation
    if flow.incident_event and i.given_incident == 0.0:
        assert flow.choice_kor_neighbour == NEIGHBOUR.contest
        assert i.generate_incident
    if acting:
        assert flow.choice_kor_neighbour != NEIGHBOUR.reconcile
    for iso in ("jpn", "kor"):
        step = getattr(after, f"retaliation_level_{iso}") - getattr(s, f"retaliation_level_{iso}")
        choice = getattr(flow, f"choice_{iso}_neighbour")
        if on.retaliation:
            assert step in (-1.0, 0.0, 1.0)
            assert step <= 0.0 or (choice == NEIGHBOUR.contest and s.dispute > p.climb_gate)
            assert step >= 0.0 or choice == NEIGHBOUR.reconcile
    for issue in ("tariff", "basing_cost", "strategic_flexibility"):
        if getattr(flow, f"coordination_{issue}"):
            together = flow.choice_jpn_washington, flow.choice_kor_washington
            assert together == (WASHINGTON.coordinate, WASHINGTON.coordinate)
    if on.dprk_talks and i.given_talks < 0.0:
        allowed = {
            TALKS.none: {TALKS.none, TALKS.talks},
            TALKS.talks: {TALKS.none, TALKS.talks, TALKS.summit},
            TALKS.summit: {TALKS.summit, TALKS.deal, TALKS.breakdown},
            TALKS.deal: {TALKS.none, TALKS.deal},
            TALKS.breakdown: {TALKS.none, TALKS.breakdown},
        }
        assert after.talks_state in allowed[s.talks_state]
        opens = s.talks_state < TALKS.summit and after.talks_state > s.talks_state
        open_to_talk = (flow.choice_usa_pyongyang, flow.choice_prk_posture)
        assert not opens or open_to_talk == (OPENING.talk, POSTURE.talk)


def test_cases__reach_both_ends_of_what_is_bounded():
    """A law of bounds would say little about months that keep to the middle of everything."""
    reached = {variable.name: set() for variable in (*STATES, *FLOWS)}
    on = Switch(*(True for _ in SWITCHES))
    for seed in range(600):
        chance = Chance(seed, (0.0, 0.2, 0.8)[seed % 3])
        state, flow = advance(
            on,
            chance.state(),
            chance.traits(),
            chance.inputs(),
            chance.draws(),
            chance.parameters(seed % 2 == 0),
            3.0,
        )
        for name, value in (*state._asdict().items(), *flow._asdict().items()):
            if name in reached:
                reached[name].add(value)
    clipped = [
        variable.name
        for variable in (*STATES, *FLOWS)
        if min(reached[variable.name]) == variable.low
        and max(reached[variable.name]) == variable.high
    ]
    assert len(clipped) > 0.8 * len(reached)
