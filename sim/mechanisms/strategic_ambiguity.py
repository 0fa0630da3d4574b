"""M09 Strategic ambiguity against alignment.  E9.

An ally chooses each month whether to stay ambiguous between Washington and Beijing or to align.
Trade and the need of Beijing's help with the North pull to ambiguity; US-China tension and US
pressure pull to alignment; alignment may bring Seoul to the Quad. Kuik (2008) and Goh (2005) on
hedging. Articles: 000 P11, 001 P7, 002 P12, 003 P30-P31, 004 P13.
"""

from sim.mechanisms.arithmetic import clip, greatest, kernel, least, logistic, where
from sim.spec.levels import QUAD
from sim.spec.records import Ally, Input, Parameter, State

__all__ = [
    "ALIGNMENT_NEUTRAL",
    "align",
    "alignment_gap",
    "alignment_utility",
    "ambiguity_cost",
    "beijing_displeasure",
    "enter_quad",
    "need_of_beijing",
    "quad_practice",
    "quad_slight",
]

#: Realised alignment of both allies when the mechanism is off.
ALIGNMENT_NEUTRAL = 0.5


@kernel
def alignment_utility(
    on: bool, s: State, i: Input, own: Ally, trapped: float, needed: float, p: Parameter
) -> float:
    """Return an ally's utility of aligning, over 0 for ambiguity; 0 when off.

    `trapped` is the fear of being dragged in (M08), `needed` what only Seoul has to lose in
    Beijing. `coercion_response` may have either sign: the articles do not say.
    """
    leaning = p.alignment_gain * (2.0 * own.china_alignment - 1.0)
    demand = s.belief_usa_strategic_flexibility_demand
    tension = i.us_china_tension * (p.tension_pull + p.flexibility_pull * demand)
    breadth = p.scope_pull * own.global_scope * i.us_china_tension
    outweighed = 1.0 - p.dependence_relief * i.us_china_tension
    trade = p.dependence_pull * own.china_dependence * outweighed
    coerced = p.coercion_response * own.sees_coerced
    courted = p.courtship_response * own.sees_courted
    total = leaning + tension + breadth - trade + coerced - courted - trapped - needed
    return where(on, total, 0.0)


@kernel
def need_of_beijing(on: bool, s: State, seoul: Ally, p: Parameter) -> float:
    """Return what Beijing's help with the North takes from Seoul's utility of aligning.

    The help is of use to an engager, the more so the greater the threat (004 P13). Off, it is 0.
    """
    return where(on, p.need_of_beijing * s.threat_prk * (1.0 - seoul.sees_deter), 0.0)


@kernel
def align(on: bool, own: Ally, chose_alignment: float, p: Parameter) -> float:
    """Return realised alignment next month, in [0, 1]: it follows the choices.

    Off, it is ALIGNMENT_NEUTRAL.
    """
    moved = own.alignment + p.alignment_rate * (chose_alignment - own.alignment)
    return where(on, clip(moved, 0.0, 1.0), ALIGNMENT_NEUTRAL)


@kernel
def alignment_gap(on: bool, tokyo: Ally, seoul: Ally, p: Parameter) -> float:
    """Return the share of cooperation that a gap over China costs, in [0, 1]; 0 when off."""
    gap = greatest(tokyo.alignment, seoul.alignment) - least(tokyo.alignment, seoul.alignment)
    return where(on, clip(p.gap_cost * gap, 0.0, 1.0), 0.0)


@kernel
def ambiguity_cost(on: bool, i: Input, own: Ally) -> float:
    """Return the cost of ambiguity to an ally, C²(1 - a), in [0, 1]; 0 when off."""
    return where(on, i.us_china_tension * i.us_china_tension * (1.0 - own.alignment), 0.0)


@kernel
def beijing_displeasure(on: bool, own: Ally, seat: float, i: Input, p: Parameter) -> float:
    """Return what alignment takes from an ally's relation with Beijing a month; 0 when off.

    `seat` is a place newly won at the Quad, 0 to 2, which Beijing resents too (003 P30).
    """
    resented = p.displeasure * own.alignment + p.quad_displeasure * seat
    return where(on, resented * i.us_china_tension, 0.0)


@kernel
def _applies(seoul: Ally) -> float:
    """Return 1.0 while Seoul applies to the Quad, having aligned more often than not, else 0.0."""
    return where(seoul.alignment > 0.5, 1.0, 0.0)


@kernel
def quad_slight(on: bool, s: State, seoul: Ally, p: Parameter) -> float:
    """Return what being kept waiting takes a month from Seoul's ties with both doorkeepers.

    Off, it is 0 (003 P31).
    """
    waits = _applies(seoul) * (1.0 - 0.5 * s.quad)
    return where(on, p.quad_slight * waits, 0.0)


@kernel
def quad_practice(on: bool, s: State, p: Parameter) -> float:
    """Return what a seat at the Quad adds to Tokyo-Seoul security work a month; 0 when off."""
    return where(on, p.quad_practice * s.quad * (1.0 - s.security_cooperation), 0.0)


@kernel
def enter_quad(on: bool, s: State, seoul: Ally, brokered: float, u: float, p: Parameter) -> float:
    """Return Seoul's place at the Quad next month: none, working groups, full; none when off.

    Seoul applies while it aligns more often than not, and withdraws a step when it does not. Its
    hosts must want it: a Washington that convenes its allies (`brokered`), and a Tokyo that admits
    the more readily the better Tokyo-Seoul ties are (003 P31).
    """
    applies = _applies(seoul)
    hosts = brokered * logistic(p.quad_base + p.quad_relation * s.relation_jpn_kor)
    admitted = where(u < p.quad_rate * hosts, 1.0, 0.0)
    withdrawn = where(u < p.quad_rate, 1.0, 0.0) * (1.0 - applies)
    return where(on, clip(s.quad + applies * admitted - withdrawn, QUAD.none, QUAD.full), QUAD.none)
