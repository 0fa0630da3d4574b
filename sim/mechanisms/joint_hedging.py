"""M06 Joint hedging: Tokyo and Seoul act together against demands that meet both.  E6.

Common exposure to US demands makes coordination worth while; an exposure of one alone drives a
wedge; coordination blunts the demand and opens a channel to a patron who is hard to reach.
Soft balancing (Pape 2005) inside an alliance; collective bargaining. Articles: 000 P18, 001 P5-P6.
"""

from sim.mechanisms.arithmetic import clip, greatest, kernel, least, logistic, where
from sim.spec.records import Ally, Choice, Concession, Happening, Input, Parameter, State, Switch

__all__ = [
    "common_exposure",
    "concede",
    "concession",
    "coordinate_utility",
    "coordinates",
    "hedge_pull",
    "hedging_warmth",
    "insurance",
    "remark_loss",
    "remarks",
    "resistance",
    "wedge",
]


@kernel
def common_exposure(s: State, tokyo: Ally, seoul: Ally) -> float:
    """Return mean over issues of the smaller exposure to demands, in [0, 1] (001 P6)."""
    return (
        s.belief_usa_tariff_demand * least(tokyo.tariff_exposure, seoul.tariff_exposure)
        + s.belief_usa_basing_cost_demand
        * least(tokyo.basing_cost_exposure, seoul.basing_cost_exposure)
        + s.belief_usa_strategic_flexibility_demand
        * least(tokyo.strategic_flexibility_exposure, seoul.strategic_flexibility_exposure)
    ) / 3.0


@kernel
def wedge(s: State, tokyo: Ally, seoul: Ally) -> float:
    """Return mean over issues of the gap between the two exposures, in [0, 1]."""
    tariff = greatest(tokyo.tariff_exposure, seoul.tariff_exposure) - least(
        tokyo.tariff_exposure, seoul.tariff_exposure
    )
    basing = greatest(tokyo.basing_cost_exposure, seoul.basing_cost_exposure) - least(
        tokyo.basing_cost_exposure, seoul.basing_cost_exposure
    )
    flexibility = greatest(
        tokyo.strategic_flexibility_exposure, seoul.strategic_flexibility_exposure
    ) - least(tokyo.strategic_flexibility_exposure, seoul.strategic_flexibility_exposure)
    return (
        s.belief_usa_tariff_demand * tariff
        + s.belief_usa_basing_cost_demand * basing
        + s.belief_usa_strategic_flexibility_demand * flexibility
    ) / 3.0


@kernel
def coordinate_utility(
    on: bool,
    s: State,
    own: Ally,
    other: Ally,
    common: float,
    apart: float,
    fear: float,
    p: Parameter,
) -> float:
    """Return an ally's utility of coordinating with the neighbour in Washington; 0 when off.

    The gain needs the other to coordinate too, so it is weighed by the believed frequency that it
    does, above a floor that lets a first move pay. Talk before play counts: a fresh meeting, or
    half as much a dialogue that runs, shows intent (Farrell 1987).
    """
    talk = p.talk_signal * greatest(s.summit_memory, 0.5 * s.dialogue)
    seen = other.sees_coordinate + talk * (1.0 - other.sees_coordinate)
    chance = p.coordination_floor + (1.0 - p.coordination_floor) * seen
    gain = (
        p.coordination_exposure * common
        - p.coordination_wedge * apart
        + p.coordination_relation * s.relation_jpn_kor
        + p.coordination_institution * s.institution
        - p.coordination_fear * fear
        - p.coordination_rivalry * own.rivalry * other.sees_bid
    )
    return where(on, chance * gain - p.coordination_cost, 0.0)


@kernel
def coordinates(
    on: bool,
    both: float,
    demand: float,
    exposure_jpn: float,
    exposure_kor: float,
    u: float,
    p: Parameter,
) -> float:
    """Return 1.0 if the two act together on one issue this month, else 0.0; 0 when off.

    `both`: both chose to coordinate. `demand`: Washington demands on this issue. `u`: its stream.
    """
    shared = demand * least(exposure_jpn, exposure_kor)
    gap = demand * (greatest(exposure_jpn, exposure_kor) - least(exposure_jpn, exposure_kor))
    chance = logistic(p.issue_base + p.issue_exposure * shared - p.issue_wedge * gap)
    return where(on, both * where(u < chance, 1.0, 0.0), 0.0)


@kernel
def concession(on: bool, demand: float, exposure: float, together: float, p: Parameter) -> float:
    """Return what an ally concedes on an issue; acting together cuts it, except when off."""
    cut = where(on, p.concession_cut * together, 0.0)
    return demand * exposure * (1.0 - cut)


@kernel
def hedging_warmth(on: bool, issues_together: float, p: Parameter) -> float:
    """Return what acting together adds to Tokyo-Seoul a month; 0 when off."""
    return where(on, p.hedging_warmth * issues_together, 0.0)


@kernel
def hedge_pull(on: bool, common: float, apart: float, p: Parameter) -> float:
    """Return what exposure to demands adds to an ally's utility of reconciling; 0 when off."""
    return where(on, p.hedge_pull * (common - apart), 0.0)


@kernel
def insurance(on: bool, reward: float, own: Ally, p: Parameter) -> float:
    """Return what a partner is worth under a patron who rewards rivals; 0 when off (000 P18)."""
    return where(on, p.insurance * reward * (1.0 - own.rivalry), 0.0)


@kernel
def resistance(on: bool, tokyo: Ally, seoul: Ally, p: Parameter) -> float:
    """Return what the allies' believed common front takes from a demand's worth; 0 when off."""
    return where(on, p.concession_cut * tokyo.sees_coordinate * seoul.sees_coordinate, 0.0)


@kernel
def remark_loss(on: bool, remark: float, s: State, p: Parameter) -> float:
    """Return what a patron's remark costs an alliance.

    A fresh Tokyo-Seoul summit shields; off, it does not.
    """
    shield = where(on, p.summit_shield * s.summit_memory, 0.0)
    return p.remark_cost * remark * s.dispute * (1.0 - shield)


@kernel
def remarks(i: Input, u: float, p: Parameter) -> float:
    """Return the size of Washington's remark on the allies' quarrel: given, or its hazard."""
    generated = where(u < p.remark_rate, 1.0, 0.0) * i.generate_remark
    return clip(generated + i.given_remark, 0.0, 1.0)


@kernel
def concede(
    on: Switch, c: Choice, h: Happening, tokyo: Ally, seoul: Ally, p: Parameter
) -> Concession:
    """Return this month's `Concession`: what both allies yield to demands."""
    by_tokyo = _conceded(on, c, h, tokyo, p)
    by_seoul = _conceded(on, c, h, seoul, p)
    return Concession(
        tariff=by_tokyo[0] + by_seoul[0],
        basing_cost=by_tokyo[1] + by_seoul[1],
        strategic_flexibility=by_tokyo[2] + by_seoul[2],
        by_tokyo=by_tokyo[0] + by_tokyo[1] + by_tokyo[2],
        by_seoul=by_seoul[0] + by_seoul[1] + by_seoul[2],
    )


@kernel
def _conceded(
    on: Switch, c: Choice, h: Happening, own: Ally, p: Parameter
) -> tuple[float, float, float]:
    """Return what an ally concedes on (tariffs, base costs, strategic flexibility)."""
    return (
        concession(on.joint_hedging, c.usa_tariff, own.tariff_exposure, h.tariff_together, p),
        concession(
            on.joint_hedging, c.usa_basing_cost, own.basing_cost_exposure, h.basing_cost_together, p
        ),
        concession(
            on.joint_hedging,
            c.usa_strategic_flexibility,
            own.strategic_flexibility_exposure,
            h.strategic_flexibility_together,
            p,
        ),
    )
