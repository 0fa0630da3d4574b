"""M11 History-issue shocks.  E11.

Courts, acts by either capital, heritage, territory and textbooks arrive as shocks whose rate
depends on unresolved grievance and on what the two capitals choose. Self-exciting point processes;
Fearon (1994) audience costs. Articles: 000 P10, 000 P16, 003 P5-P8, 002 P16, 004 P17.
"""

from sim.mechanisms.arithmetic import clip, kernel, where
from sim.spec.records import Ally, Happening, Input, Parameter, State

__all__ = [
    "case_law",
    "contest_line",
    "court_rules",
    "dispute",
    "friction",
    "impact",
    "incident",
    "litigation",
    "orders_sale",
    "provokes",
    "shock_toll",
]


@kernel
def court_rules(on: bool, s: State, i: Input, u: float, p: Parameter) -> float:
    """Return the size of this month's court ruling, 0 for none; 0 when off.

    A given ruling has its size. A generated one is of one of two kinds, each the likelier the
    greater the grievance (003 P14): a first ruling, on new ground, of size 1; or one that follows
    precedent, of size `follow_up_size`, the likelier the more precedent there is (000 P10). `u`:
    stream 'court', its lowest part for the first kind, the next for the second.
    """
    first = p.court_rate * s.grievance
    either = first + p.follow_up_rate * s.grievance * s.case_law
    arises = where(u < first, 1.0, where(u < either, p.follow_up_size, 0.0)) * i.generate_court
    return where(on, clip(arises + i.given_court, 0.0, 1.0), 0.0)


@kernel
def orders_sale(on: bool, s: State, i: Input, u: float, p: Parameter) -> float:
    """Return the size of an order to sell a firm's assets, 0 for none; 0 when off.

    Claims that are won and not met end in one, the likelier the more is pending (003 P16). `u`:
    stream 'court', its highest part, so that no month has a generated ruling and an order.
    """
    arises = where(u > 1.0 - p.sale_order_rate * s.litigation, 1.0, 0.0) * i.generate_sale_order
    return where(on, clip(arises + i.given_sale_order, 0.0, 1.0), 0.0)


@kernel
def provokes(on: bool, i: Input, tokyo_contests: float, u: float, p: Parameter) -> float:
    """Return the size of an act by Tokyo over the past: it needs a choice to contest and a hazard.

    Off, it is 0.
    """
    arises = where(u < p.provocation_rate, 1.0, 0.0) * tokyo_contests * i.generate_provocation
    return where(on, clip(arises + i.given_provocation, 0.0, 1.0), 0.0)


@kernel
def incident(on: bool, i: Input, seoul_contests: float, u: float, p: Parameter) -> float:
    """Return the size of an act by Seoul over territory or at sea: a choice to contest, a hazard.

    Off, it is 0.
    """
    arises = where(u < p.incident_rate, 1.0, 0.0) * seoul_contests * i.generate_incident
    return where(on, clip(arises + i.given_incident, 0.0, 1.0), 0.0)


@kernel
def friction(
    on: bool, s: State, i: Input, heritage: float, territory: float, textbook: float, p: Parameter
) -> float:
    """Return how many frictions over heritage, territory and textbooks arise, 0 to 3; 0 when off.

    They come under friendly governments too (000 P16), the more the more is unresolved (003 P13).
    Arguments are draws of the three streams.
    """
    sore = 1.0 + p.friction_grievance * (2.0 * s.grievance - 1.0)
    arises = (
        where(heritage < p.heritage_rate * sore, 1.0, 0.0)
        + where(territory < p.territory_rate * sore, 1.0, 0.0)
        + where(textbook < p.textbook_rate * sore, 1.0, 0.0)
    ) * i.generate_friction
    return where(on, clip(arises + i.given_friction, 0.0, 3.0), 0.0)


@kernel
def impact(h: Happening, p: Parameter) -> float:
    """Return the weight of the month's shocks, of `h`: rulings, orders, acts and frictions."""
    return (
        p.court_impact * (h.court + p.sale_order_size * h.sale_order)
        + p.provocation_impact * (h.provocation + h.incident)
        + p.friction_impact * h.friction
    )


@kernel
def dispute(
    on: bool,
    s: State,
    shock: float,
    buffered: float,
    tokyo: Ally,
    seoul: Ally,
    tokyo_contests: float,
    seoul_contests: float,
    relief: float,
    p: Parameter,
) -> float:
    """Return the active dispute next month, in [0, 1]; off, what there is only decays.

    The month's shock hits harder where both sides contest, and softer where institutions buffer
    (`buffered`, M15). An open contest feeds it. `relief` is the share that a settlement lifts at
    once (M13).
    """
    heat = 1.0 + p.mutual_heat * tokyo.sees_contest * seoul.sees_contest
    shocks = shock * heat * (1.0 - buffered)
    fed = p.contest_feed * (tokyo_contests + seoul_contests)
    kept = s.dispute * (1.0 - p.dispute_decay)
    struck = kept + where(on, (shocks + fed) * (1.0 - kept), 0.0)
    return clip(struck * (1.0 - relief), 0.0, 1.0)


@kernel
def litigation(
    on: bool, s: State, ruling: float, order: float, settled: float, p: Parameter
) -> float:
    """Return pending court pressure on assets next month, in [0, 1]; 0 when off.

    Rulings raise it, it mounts by itself, and an order to sell brings it a good part of the way to
    a sale, until a settlement takes the assets out of reach.
    """
    mounting = s.litigation * (1.0 + p.litigation_growth) + p.litigation_step * ruling
    nearer = mounting + p.sale_order_step * order * (1.0 - mounting)
    return where(on, clip(nearer * (1.0 - settled), 0.0, 1.0), 0.0)


@kernel
def case_law(on: bool, s: State, ruling: float, p: Parameter) -> float:
    """Return the precedent that courts keep to next month, in [0, 1]; 0 when off.

    Rulings make it and nothing unmakes it: a settlement by the executive does not bind courts (000
    P10).
    """
    grown = s.case_law + p.case_law_step * ruling * (1.0 - s.case_law)
    return where(on, clip(grown, 0.0, 1.0), 0.0)


@kernel
def shock_toll(
    on: bool, shock: float, buffered: float, tokyo: Ally, seoul: Ally, p: Parameter
) -> float:
    """Return what the month's shock takes from Tokyo-Seoul at once; 0 when off.

    The toll grows with how often the two have contested and shrinks with institutions and goodwill.
    """
    temper = 0.5 + 0.5 * (tokyo.sees_contest + seoul.sees_contest)
    return where(on, p.shock_toll * shock * temper * (1.0 - buffered), 0.0)


@kernel
def contest_line(on: bool, s: State, own: Ally, p: Parameter) -> float:
    """Return what a hard line on history adds to an ally's utility of contesting; 0 when off."""
    return where(
        on, p.hard_line_gain * own.history_hard_line * (p.hard_line_floor + s.dispute), 0.0
    )
