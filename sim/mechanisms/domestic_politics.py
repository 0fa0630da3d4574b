"""M14 Two-level domestic politics.  E14.

Concessions cost approval; a turn of ideology raises the hazard that a deal is undone, institutions
lower it; a pledge quiets the pull to undo it. Putnam (1988); Leeds (1999) on commitment.
Articles: 000 P10, 000 P15, 002 P14-P15, 003 P8, 001 P2.
"""

from sim.mechanisms.arithmetic import clip, exp, greatest, kernel, where
from sim.spec.records import Ally, Input, Parameter, State

__all__ = ["approval", "domestic_cost", "message", "reversal_pull", "reverses", "support"]

#: Where support returns when nothing happens; approval and support stay there when off.
REST = 0.5


@kernel
def domestic_cost(on: bool, s: State, own: Ally, p: Parameter) -> float:
    """Return what opposition at home takes from an ally's utility of reconciling; 0 when off.

    Two things: a public against it while a dispute runs, and want of approval: a leader who has
    none to spend concedes less, one who has some more (Putnam 1988).
    """
    opposed = p.domestic_cost * (1.0 - own.support) * s.dispute
    weak = p.approval_need * (p.approval_rest - own.approval)
    return where(on, opposed + weak, 0.0)


@kernel
def approval(
    on: bool, own: Ally, conceded: float, contests: float, quarrel: float, p: Parameter
) -> float:
    """Return the leader's approval next month, in [0, 1]; REST when off.

    `conceded` is the size of a concession this month. A new leader starts from REST plus a
    honeymoon; standing up to the neighbour in a quarrel pays a little.
    """
    start = own.approval + own.turnover * (REST + p.honeymoon - own.approval)
    back = p.approval_rate * (p.approval_rest - start)
    cost = p.concession_cost * conceded * (1.0 - own.support)
    rally = p.rally_gain * contests * quarrel
    return where(on, clip(start + back - cost + rally, 0.0, 1.0), REST)


@kernel
def support(
    on: bool,
    own: Ally,
    benefit: float,
    threat_message: float,
    conceded: float,
    shock: float,
    p: Parameter,
) -> float:
    """Return public support for reconciling next month, in [0, 1]; REST when off.

    Tangible benefits and a common danger raise it, concessions and shocks lower it; it comes back
    as approval does.
    """
    back = p.approval_rate * (REST - own.support)
    gain = (p.benefit_gain * benefit + p.message_gain * threat_message) * (1.0 - own.support)
    loss = (p.concession_resentment * conceded + p.shock_resentment * shock) * own.support
    return where(on, clip(own.support + back + gain - loss, 0.0, 1.0), REST)


@kernel
def _flip(s: State, i: Input) -> float:
    """Return how far Seoul's leader stands from the one who made the settlement, in [0, 1]."""
    return greatest(i.ideology_kor - s.settlement_ideology, s.settlement_ideology - i.ideology_kor)


@kernel
def reversal_pull(on: bool, s: State, i: Input, seoul: Ally, p: Parameter) -> float:
    """Return what an unpopular deal by the other camp adds to Seoul's utility of contesting.

    Off, it is 0.
    """
    flip = _flip(s, i)
    distaste = flip * (1.0 - s.settlement_legitimacy) * s.settlement_force * (1.0 - s.pledge)
    return where(on, p.reversal_gain * distaste * seoul.history_hard_line, 0.0)


@kernel
def reverses(
    on: bool, s: State, i: Input, seoul_contests: float, initiative: float, u: float, p: Parameter
) -> float:
    """Return 1.0 if Seoul reverses the settlement in force, else 0.0; 0 when off.

    It needs Seoul's choice to contest, to which a poor deal pulls and which a pledge restrains
    (`reversal_pull`), and a hazard: exp(flip - institutions - strategic need). `u`: stream
    'reversal'.
    """
    hazard = p.reversal_rate * exp(
        p.reversal_flip * _flip(s, i)
        - p.reversal_institution * s.institution
        - p.reversal_tension * i.us_china_tension
    )
    chosen = where(u < hazard, 1.0, 0.0) * seoul_contests * s.settlement_force * initiative
    return where(on, chosen, 0.0)


@kernel
def message(s: State, green_light: float) -> float:
    """Return how far a common danger from the North is put to the public, in [0, 1] (002 P15)."""
    return s.threat_prk * green_light
