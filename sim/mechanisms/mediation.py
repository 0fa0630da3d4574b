"""M02 US mediation as cost reduction.  E2.

A broker lowers each ally's cost of concession, convenes the three, lends its regard and reframes
toward common threats; it cannot replace willingness. Tilted pressure buys a quick deal and leaves a
lopsided one (M20). Kydd (2003) and Princen (1992) on mediators; Pressman (2008) on patrons.
Articles: 000 P18, 001 P3, 003 P19-P24, 003 P27, 004 P14.

The trait acts only through Washington's brokerage utilities. What others meet is `effort`:
brokerage as the public record shows it.
"""

from sim.mechanisms.arithmetic import clip, kernel, least, logistic, where
from sim.spec.records import Ally, Parameter, State, Trait

__all__ = [
    "breadth",
    "brokerage_utilities",
    "concession_factor",
    "convenes",
    "effort",
    "heed",
    "leads",
    "pressed",
    "reframing",
    "warmth",
]


@kernel
def brokerage_utilities(
    on: bool, s: State, t: Trait, tokyo: Ally, seoul: Ally, initiative: float, p: Parameter
) -> tuple[float, float, float, float]:
    """Return Washington's utilities of (aside, convene, press Tokyo, press Seoul); all 0 when off.

    A broker that presses one of the two convenes them as well. What pressing costs the alliance
    itself is added in `decide`, on or off.

    `willing` is the chance, on believed frequencies, that neither ally contests: an expectation
    over their options, an AND and not a sum (003 P22).
    A broker has two motives: to mend what falls short, and to build institutions while both allies
    are willing (000 P12, 000 P18).
    """
    shortfall = clip(p.target_relation - s.relation_jpn_kor, 0.0, 1.0)
    willing = (1.0 - tokyo.sees_contest) * (1.0 - seoul.sees_contest) * initiative
    worth = t.usa_mediation * t.usa_neighbour_priority * shortfall
    quarrel = t.usa_mediation * s.dispute
    building = t.usa_mediation * t.usa_neighbour_priority * (1.0 - s.institution) * willing
    breadth = t.usa_mediation * t.usa_global_scope
    convene = (
        p.convene_gain * worth * (p.convene_floor + (1.0 - p.convene_floor) * willing)
        + p.quarrel_gain * quarrel
        + p.building_gain * building
        + p.breadth_gain * breadth
        - p.convene_cost
    )
    pressing = (
        convene
        + p.press_gain * worth * s.dispute
        - p.favouritism_aversion * t.usa_mediation
        - p.press_cost
    )
    press_tokyo = pressing + p.tilt_gain * t.usa_pressure_tilt
    press_seoul = pressing - p.tilt_gain * t.usa_pressure_tilt
    return (
        0.0,
        where(on, convene, 0.0),
        where(on, press_tokyo, 0.0),
        where(on, press_seoul, 0.0),
    )


@kernel
def effort(on: bool, s: State, p: Parameter) -> float:
    """Return Washington's brokerage as its record shows it, in [0, 1]; 0 when off."""
    pressing = s.belief_usa_brokerage_press_tokyo + s.belief_usa_brokerage_press_seoul
    return where(on, clip(s.belief_usa_brokerage_convene + pressing, 0.0, 1.0), 0.0)


@kernel
def leads(
    on: bool, both: float, apart: float, brokered: float, tokyo: Ally, seoul: Ally, p: Parameter
) -> float:
    """Return how far the two come to the table, in [0, 1]: 1 where both reconcile.

    A patron's effort brings two who do not contest (`apart`) part of the way, and further where it
    presses (003 P14, 004 P14; Touval and Zartman 1985). Off, only their own choices count.
    """
    weight = least(brokered + tokyo.sees_pressed + seoul.sees_pressed, 1.0)
    led = where(on, p.patron_lead * weight * apart, 0.0)
    return both + led * (1.0 - both)


@kernel
def heed(on: bool, priority: float, p: Parameter) -> float:
    """Return how far an ally heeds convening, in [0, 1]; 1 when off.

    One to whom the neighbour matters more has more use for a broker's regard (003 P22).
    """
    return where(on, p.regard_floor + (1.0 - p.regard_floor) * priority, 1.0)


@kernel
def pressed(on: bool, ally: Ally) -> float:
    """Return how often the record shows Washington pressing this ally, in [0, 1]; 0 when off."""
    return where(on, ally.sees_pressed, 0.0)


@kernel
def concession_factor(on: bool, brokered: float, p: Parameter) -> float:
    """Return what a broker leaves of the cost of conceding, in (0, 1]; 1 when off."""
    return where(on, 1.0 - p.mediation_cost_cut * brokered, 1.0)


@kernel
def warmth(on: bool, brokered: float, tokyo: Ally, seoul: Ally, p: Parameter) -> float:
    """Return the broker's direct monthly effect on Tokyo-Seoul; 0 when off or one is unwilling."""
    return where(
        on, p.mediation_warmth * brokered * least(tokyo.sees_reconcile, seoul.sees_reconcile), 0.0
    )


@kernel
def convenes(
    on: bool, convened: float, s: State, both: float, initiative: float, u: float, p: Parameter
) -> float:
    """Return 1.0 if Washington's convening yields a meeting of the three, else 0.0; 0 when off.

    They come if both reconcile this month (`both`), settlement or not: Madrid came before a fix
    (003 P20). Security work that goes on gives the three something to meet about (000 P12).
    `convened` is Washington's choice this month, pressing included; `u` is a uniform draw of
    stream 'trilateral'.
    """
    chance = logistic(
        p.trilateral_base
        + p.trilateral_willing * both
        + p.trilateral_practice * s.security_cooperation
        - p.trilateral_dispute * s.dispute
    )
    held = where(u < chance * initiative, 1.0, 0.0) * convened
    return where(on, held, 0.0)


@kernel
def reframing(on: bool, brokered: float, p: Parameter) -> float:
    """Return the share of the threat gap that a broker talks away, in [0, 1]; 0 when off."""
    return where(on, p.reframing * brokered, 0.0)


@kernel
def breadth(brokered: float, p: Parameter) -> float:
    """Return what a broker's broad agenda adds to functional ties a month; 0 without brokerage."""
    return p.broker_breadth * brokered
