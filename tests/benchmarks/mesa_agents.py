"""The five capitals of the benchmark as Mesa agents that decide and keep their own stocks.

Written as Mesa models usually are: an agent has attributes and methods, works out the utilities
of its options, turns them into chances with a softmax in NumPy and picks with `model.rng`. The
terms of each utility are the functions of `sim.mechanisms`, called as plain Python.
"""

import mesa
import numpy as np

from sim.mechanisms import (
    abandonment,
    domestic_politics,
    dprk_talks,
    influence_learning,
    joint_hedging,
    loyalty_contest,
    mediation,
    retaliation,
    settlement,
    strategic_ambiguity,
    thaw,
)
from sim.mechanisms.decide import neighbour_utilities
from sim.spec.instruments import INSTRUMENTS
from sim.spec.preferences import ISO
from sim.spec.variables import STATE_FIELDS


class Capital(mesa.Agent):
    """A capital: the traits of whoever holds it, what it chose last, how often it chose what."""

    def __init__(self, model, name):
        super().__init__(model)
        self.name, self.iso = name, ISO[name].lower()
        self.rationality = getattr(model.p, f"rationality_{self.iso}")
        self.leader = None
        self.chosen, self.memory, self.intended = {}, {}, {}
        start = dict(zip(STATE_FIELDS, model.plan.timeline.start.tolist(), strict=True))
        for instrument in INSTRUMENTS:
            if instrument.capital == name:
                key = instrument.name.removeprefix(f"{self.iso}_")
                self.chosen[key] = int(instrument.staying)
                # Of shares that sum to one the plan keeps all but the first.
                rest = [start[f"belief_{instrument.name}_{o}"] for o in instrument.options[1:]]
                self.memory[key] = [1.0 - sum(rest), *rest]

    def take_office(self, leader):
        """Take on the traits of a new leader."""
        self.leader = leader
        for trait, value in self.model.traits_of(leader).items():
            # The patron's terms tell its traits from the allies' by a prefix.
            setattr(self, f"usa_{trait}" if self.iso == "usa" else trait, value)

    def choose(self, instrument, utilities, *, inertia=True, feasible=None):
        """Pick an option by logit quantal response and keep it for `remember`."""
        utilities = np.array(utilities)
        if inertia:
            utilities[self.chosen[instrument]] += self.model.p.inertia
        weights = np.exp(self.rationality * (utilities - utilities.max()))
        if feasible is not None:
            weights = weights * feasible
        chances = weights / weights.sum()
        self.intended[instrument] = int(self.model.rng.choice(len(chances), p=chances))

    def decide(self):
        """Choose an option of every instrument; the others see it from next month."""
        raise NotImplementedError

    def remember(self):
        """Take this month's options into the public record."""
        gain = self.model.p.memory_gain
        for instrument, option in self.intended.items():
            self.chosen[instrument] = option
            self.memory[instrument] = [
                believed + gain * ((number == option) - believed)
                for number, believed in enumerate(self.memory[instrument])
            ]


class Washington(Capital):
    """The patron."""

    def decide(self):
        model, p = self.model, self.model.p
        tokyo, seoul, on = model.tokyo, model.seoul, model.on
        aside, convene, press_tokyo, press_seoul = mediation.brokerage_utilities(
            on.mediation, model, self, tokyo, seoul, model.record.initiative, p
        )
        cost = p.press_alliance_cost
        self.choose("brokerage", [aside, convene, press_tokyo - cost, press_seoul - cost])
        self.choose(
            "loyalty",
            [0.0, loyalty_contest.loyalty_utility(on.loyalty_contest, self, tokyo, seoul, p)],
        )
        worth = 1.0 - joint_hedging.resistance(on.joint_hedging, tokyo, seoul, p)
        ask = p.demand_gain * self.usa_burden_demand * worth - p.demand_cost
        flexible = p.flexibility_gain * self.usa_china_alignment * self.usa_global_scope * worth
        self.choose("tariff", [0.0, ask - p.tariff_reluctance])
        self.choose("basing_cost", [0.0, ask])
        self.choose("strategic_flexibility", [0.0, ask + flexible])
        talk = dprk_talks.talk_utility(on.dprk_talks, model, self, seoul, model.record.influence, p)
        self.choose("pyongyang", [0.0, talk])


class Ally(Capital):
    """Tokyo or Seoul: also keeps approval, beliefs, threats, a rung of the ladder."""

    def __init__(self, model, name):
        super().__init__(model, name)
        self.bid = 0.0
        for role in (
            "package_weight",
            "tariff_exposure",
            "basing_cost_exposure",
            "strategic_flexibility_exposure",
            "china_threat_weight",
            "design_burden",
        ):
            setattr(self, role, getattr(model.p, f"{role}_{self.iso}"))

    @property
    def other(self):
        return self.model.seoul if self.name == "tokyo" else self.model.tokyo

    @property
    def pressed(self):
        record = self.model.record
        return record.pressed_tokyo if self.name == "tokyo" else record.pressed_seoul

    # What the public record says of this ally, and of others toward it.
    sees_reconcile = property(lambda self: self.memory["neighbour"][0])
    sees_contest = property(lambda self: self.memory["neighbour"][2])
    sees_bid = property(lambda self: self.memory["washington"][1])
    sees_coordinate = property(lambda self: self.memory["washington"][2])
    sees_deter = property(lambda self: self.memory["pyongyang"][1])
    sees_courted = property(lambda self: self.model.beijing.memory[self.name][0])
    sees_coerced = property(lambda self: self.model.beijing.memory[self.name][2])
    chosen_neighbour = property(lambda self: self.chosen["neighbour"])

    @property
    def tilted_against(self):
        side = -1.0 if self.name == "tokyo" else 1.0
        return side * self.model.settlement_tilt * self.model.settlement_force

    @property
    def sees_pressed(self):
        return self.model.washington.memory["brokerage"][2 if self.name == "tokyo" else 3]

    # This month's inputs.
    china_dependence = property(
        lambda self: getattr(self.model.inputs, f"china_dependence_{self.iso}")
    )
    ideology = property(lambda self: getattr(self.model.inputs, f"ideology_{self.iso}"))
    turnover = property(lambda self: getattr(self.model.inputs, f"turnover_{self.iso}"))

    def neighbour_options(self):
        """Return utilities of (reconcile, hold, contest), roles apart, inertia included."""
        model = self.model
        priority = getattr(model.record, f"priority_{self.iso}")
        return neighbour_utilities(
            model.on,
            model,
            model.inputs,
            self,
            self.other,
            model.record,
            priority,
            self.pressed,
            model.p,
        )

    def decide_rest(self, more=0.0, needed=0.0):
        """Choose toward Washington, Beijing and Pyongyang."""
        model, p, on, record = self.model, self.model.p, self.model.on, self.model.record
        bid = loyalty_contest.bid_utility(on.loyalty_contest, self, self.other, record.prize, p)
        together = joint_hedging.coordinate_utility(
            on.joint_hedging,
            model,
            self,
            self.other,
            record.common_exposure,
            record.wedge,
            getattr(record, f"fear_{self.iso}"),
            p,
        )
        self.choose("washington", [p.quiet_ease, bid + more, together])
        trapped = abandonment.entrapment(on.abandonment, self, model.inputs, p)
        align = strategic_ambiguity.alignment_utility(
            on.strategic_ambiguity, model, model.inputs, self, trapped, needed, p
        )
        self.choose("china", [0.0, align])
        deter = abandonment.deterrence_trust(on.abandonment, model, p)
        engage = dprk_talks.engage_utility(on.dprk_talks, model, self, record.talking, p)
        self.choose("pyongyang", [0.0, deter - engage])


class Tokyo(Ally):
    """Asks for finality before it settles again."""

    def decide(self):
        model = self.model
        reconcile, hold, contest = self.neighbour_options()
        reconcile -= settlement.finality_gap(model.on.settlement, model, model.p)
        room = retaliation.room(model.on.retaliation, self, model.p)
        contest += room * retaliation.red_line(model.on.retaliation, model, model.p)
        self.choose("neighbour", [reconcile, hold, contest], inertia=False)
        self.decide_rest()


class Seoul(Ally):
    """May have to court Tokyo or attack it, faces courts, inherits settlements."""

    def decide(self):
        model, p, on = self.model, self.model.p, self.model.on
        reconcile, hold, contest = self.neighbour_options()
        attack = influence_learning.attack(on.influence_learning, model, p)
        reconcile += thaw.deadline(on.thaw, model, p)
        reconcile += influence_learning.court(on.influence_learning, model, p)
        contest += attack
        contest += domestic_politics.reversal_pull(
            on.domestic_politics, model, model.inputs, self, p
        )
        feasible = np.array([model.record.initiative, 1.0, 1.0])
        self.choose("neighbour", [reconcile, hold, contest], inertia=False, feasible=feasible)
        self.decide_rest(
            attack + dprk_talks.backing(on.dprk_talks, model, self, p),
            strategic_ambiguity.need_of_beijing(on.strategic_ambiguity, model, self, p),
        )


class Beijing(Capital):
    """Reacts to alignment."""

    def decide(self):
        model, p, i = self.model, self.model.p, self.model.inputs
        for ally, relation in (
            (model.tokyo, model.relation["CHN-JPN"]),
            (model.seoul, model.relation["CHN-KOR"]),
        ):
            court = p.court_ambiguous * (1.0 - ally.alignment) + p.wedge_motive * i.us_china_tension
            coerce = p.coerce_aligned * i.beijing_pressure * ally.alignment
            coerce -= p.coerce_cost + p.coerce_friend * relation
            self.choose(ally.name, [court - p.court_cost, 0.0, coerce])
        restrain = p.restrain_provocation * model.belief_prk_posture_provoke
        restrain -= p.shield_tension * i.us_china_tension + p.restrain_cost
        self.choose("pyongyang", [0.0, restrain])


class Pyongyang(Capital):
    """Reacts to resolve, its bloc and Washington's record."""

    def decide(self):
        model = self.model
        self.choose(
            "posture",
            dprk_talks.posture_utilities(model.on.dprk_talks, model, model.inputs, model.p),
        )
