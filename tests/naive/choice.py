"""E0: how allies are seen, how options are weighed and picked, and what is remembered."""

import math
from types import SimpleNamespace

from sim.spec.instruments import INSTRUMENTS, NEIGHBOUR
from tests.naive.sheet import one_if

PLACES = ("washington", "tokyo", "seoul", "beijing", "pyongyang")
CODES = {
    "washington": "usa",
    "tokyo": "jpn",
    "seoul": "kor",
    "beijing": "chn",
    "pyongyang": "prk",
}

OF_TRAITS = (
    "neighbour_priority",
    "rivalry",
    "china_alignment",
    "deterrence",
    "history_hard_line",
    "global_scope",
)
OF_STATE = (
    "retaliation_level",
    "threat_chn",
    "favour_belief",
    "concern",
    "approval",
    "support",
    "tenure",
)
OF_INPUTS = ("china_dependence", "ideology", "turnover")
OF_PARAMETERS = (
    "package_weight",
    "tariff_exposure",
    "basing_cost_exposure",
    "strategic_flexibility_exposure",
    "china_threat_weight",
    "design_burden",
)


def see(m, city):
    """E0.1: one ally as the record shows it."""
    iso = CODES[city]

    def old(field):
        return getattr(m.s, field)

    view = SimpleNamespace(iso=iso, city=city)
    for field in OF_TRAITS:
        setattr(view, field, getattr(m.t, f"{iso}_{field}"))
    for field in OF_STATE:
        setattr(view, field, getattr(m.s, f"{field}_{iso}"))
    for field in OF_INPUTS:
        setattr(view, field, getattr(m.i, f"{field}_{iso}"))
    for field in OF_PARAMETERS:
        setattr(view, field, getattr(m.p, f"{field}_{iso}"))
    view.alignment = old(f"china_alignment_{iso}")
    tilt_toward_tokyo = old("settlement_tilt") * old("settlement_force")
    view.tilted_against = -tilt_toward_tokyo if city == "tokyo" else tilt_toward_tokyo
    view.sees_reconcile = (
        1 - old(f"belief_{iso}_neighbour_hold") - old(f"belief_{iso}_neighbour_contest")
    )
    view.sees_contest = old(f"belief_{iso}_neighbour_contest")
    view.sees_bid = old(f"belief_{iso}_washington_bid")
    view.sees_coordinate = old(f"belief_{iso}_washington_coordinate")
    view.sees_deter = old(f"belief_{iso}_pyongyang_deter")
    view.sees_pressed = old(f"belief_usa_brokerage_press_{city}")
    view.sees_courted = 1 - old(f"belief_chn_{city}_leave") - old(f"belief_chn_{city}_coerce")
    view.sees_coerced = old(f"belief_chn_{city}_coerce")
    return view


def chances(utilities, feasible, rationality):
    """E0.2: logit chance of each option."""
    best = max(u for u, f in zip(utilities, feasible, strict=True) if f > 0)
    weights = []
    for u, f in zip(utilities, feasible, strict=True):
        weights.append(f * math.exp(rationality * (u - best)) if f > 0 else 0.0)
    return [weight / sum(weights) for weight in weights]


def pick(m, stream, chance):
    """E0.3: the first option whose cumulated chance lies above the uniform."""
    for k in range(len(chance)):
        if m.strikes(stream, sum(chance[: k + 1])):
            return k
    return max(k for k in range(len(chance)) if chance[k] > 0)


def decide(m):
    """E0.5, E0.7 to E0.27: utilities of all options, and the options chosen."""
    s, t, i, d, p = m.s, m.t, m.i, m.d, m.p

    @m.value
    def tokyo():
        return see(m, "tokyo")

    @m.value
    def seoul():
        return see(m, "seoul")

    def regard(priority, pressed):  # E0.7
        return p.regard_gain * (m.effort * m.heed(priority) + pressed)

    @m.rule
    def reconcile(own, other, priority, pressed):  # E0.8
        ally_axis = regard(priority, pressed)
        return (
            ally_axis
            - p.reconcile_cost
            + m.priority_pull(priority)
            - m.concession_burden(own)
            + m.rapport_pull
            + m.overlap_pull
            + m.abandonment_pull
            + m.hedge_pull
            + m.insurance(own)
            + m.reciprocity(other)
            + m.routine
            - m.domestic_cost(own)
            - m.concern_push(own)
        )

    @m.rule
    def contest(own, other, priority, pressed):  # E0.10
        ally_axis = regard(priority, pressed)
        return (
            -ally_axis
            - p.contest_cost
            - m.neighbour_weight * p.contest_priority * priority
            + m.room(own) * (m.contest_line(own) + m.reaction(own, other))
            - m.restraint(priority)
            + m.history_weapon(own, other)
            - m.trade_at_stake
        )

    @m.value
    def utilities():
        """E0.11 to E0.27, before staying put."""
        tokyo, seoul = m.tokyo, m.seoul
        worth = 1 - m.resistance
        ask = p.demand_gain * t.usa_burden_demand * worth - p.demand_cost
        reach = p.flexibility_gain * t.usa_china_alignment * t.usa_global_scope * worth
        north_jpn = m.deterrence_trust - m.engage_utility(tokyo)
        north_kor = m.deterrence_trust - m.engage_utility(seoul)
        tension = i.us_china_tension

        def beijing(ally, relation):
            court = (
                p.court_ambiguous * (1 - ally.alignment) + p.wedge_motive * tension - p.court_cost
            )
            coerce = (
                p.coerce_aligned * i.beijing_pressure * ally.alignment
                - p.coerce_cost
                - p.coerce_friend * relation
            )
            return (court, 0.0, coerce)

        return {
            "usa_brokerage": (
                0.0,
                m.convene,
                m.press_tokyo - p.press_alliance_cost,
                m.press_seoul - p.press_alliance_cost,
            ),
            "usa_loyalty": (0.0, m.loyalty_utility),
            "usa_tariff": (0.0, ask - p.tariff_reluctance),
            "usa_basing_cost": (0.0, ask),
            "usa_strategic_flexibility": (0.0, ask + reach),
            "usa_pyongyang": (0.0, m.talk_utility),
            "jpn_neighbour": (
                m.reconcile(tokyo, seoul, m.priority_jpn, m.pressed_tokyo) - m.finality_gap,
                0.0,
                m.contest(tokyo, seoul, m.priority_jpn, m.pressed_tokyo)
                + m.room(tokyo) * m.red_line,
            ),
            "jpn_washington": (
                p.quiet_ease,
                m.bid_utility(tokyo, seoul),
                m.coordinate_utility(tokyo, seoul, m.fear_jpn),
            ),
            "jpn_china": (0.0, m.alignment_utility(tokyo)),
            "jpn_pyongyang": (0.0, north_jpn),
            "kor_neighbour": (
                m.reconcile(seoul, tokyo, m.priority_kor, m.pressed_seoul) + m.deadline + m.court,
                0.0,
                m.contest(seoul, tokyo, m.priority_kor, m.pressed_seoul)
                + m.attack
                + m.reversal_pull,
            ),
            "kor_washington": (
                p.quiet_ease,
                m.bid_utility(seoul, tokyo) + m.attack + m.backing,
                m.coordinate_utility(seoul, tokyo, m.fear_kor),
            ),
            "kor_china": (0.0, m.alignment_utility(seoul) - m.need_of_beijing),
            "kor_pyongyang": (0.0, north_kor),
            "chn_tokyo": beijing(tokyo, s.relation_chn_jpn),
            "chn_seoul": beijing(seoul, s.relation_chn_kor),
            "chn_pyongyang": (
                0.0,
                p.restrain_provocation * s.belief_prk_posture_provoke
                - p.shield_tension * tension
                - p.restrain_cost,
            ),
            "prk_posture": (0.0, m.provoke, m.talk),
        }

    @m.value
    def c():
        """E0.2 to E0.5: the option that each capital takes on each instrument."""
        taken = {}
        for instrument in INSTRUMENTS:
            last = getattr(s, f"chosen_{instrument.name}")
            place = PLACES.index(instrument.capital)
            revises = 1 - getattr(p, f"freeze_{CODES[instrument.capital]}")
            if p.asynchronous > 0.5:
                revises = revises * one_if(0.2 * place <= d.activation < 0.2 * (place + 1))
            if revises <= 0.5:
                taken[instrument.name] = last
                repeats = instrument.name == "kor_neighbour" and last == NEIGHBOUR.reconcile
                if repeats and m.initiative == 0:
                    taken[instrument.name] = NEIGHBOUR.hold
                continue
            weighed = [
                utility + p.inertia * one_if(last == k)
                for k, utility in enumerate(m.utilities[instrument.name])
            ]
            feasible = [1.0] * len(weighed)
            if instrument.name == "kor_neighbour":
                feasible[0] = m.initiative
            rationality = getattr(p, f"rationality_{CODES[instrument.capital]}")
            chance = chances(weighed, feasible, rationality)
            taken[instrument.name] = pick(m, f"choose_{instrument.name}", chance)
        return SimpleNamespace(**taken)

    @m.rule
    def reconciles(own):
        return one_if(getattr(m.c, f"{own.iso}_neighbour") == NEIGHBOUR.reconcile)

    @m.rule
    def contests(own):
        return one_if(getattr(m.c, f"{own.iso}_neighbour") == NEIGHBOUR.contest)

    @m.value
    def neither_contests():
        return (1 - m.contests(m.tokyo)) * (1 - m.contests(m.seoul))


def remember(m):
    """E0.6: believed frequencies and last options, as fields of the next state."""
    if m.p.averaging > 0.5:
        gain = 1 / (m.months_elapsed + 1)
    else:
        gain = m.p.memory_gain
    after = {}
    for instrument in INSTRUMENTS:
        chosen = getattr(m.c, instrument.name)
        after[f"chosen_{instrument.name}"] = chosen
        for k, option in enumerate(instrument.options):
            if k >= 1:
                field = f"belief_{instrument.name}_{option}"
                belief = getattr(m.s, field)
                after[field] = belief + gain * (one_if(chosen == k) - belief)
    return after
