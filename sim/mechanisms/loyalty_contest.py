"""M03 Loyalty competition: a contest for Washington's favour.  E3.

When the patron pays for relative loyalty the allies bid against each other; Washington gains the
rent, a loser bids harder, and history can serve as a weapon. Tullock (1980) for the contest,
Crawford (2003) on pivotal patrons. A weaker form predates any one president (004 P13).
Articles: 000 P17-P18, 001 P5, 004 P13-P14.
"""

from sim.mechanisms.arithmetic import clip, exp, greatest, kernel, log, where
from sim.spec.records import Ally, Parameter, State, Trait

__all__ = [
    "LARGEST_BID",
    "bid_size",
    "bid_utility",
    "contest_effort",
    "contest_share",
    "favour",
    "history_weapon",
    "loyalty_utility",
    "prize",
    "rivalry_cost",
    "seen_reward",
]


#: No ally can bid more in a month, whatever the prize.
LARGEST_BID = 3.0


@kernel
def contest_share(own: float, other: float, decisiveness: float) -> float:
    """Return own share x^r / (x^r + y^r) of a Tullock contest; ½ if neither bids.

    Both efforts get the same tiny floor, which makes the share of two zeros ½ without a branch.

    Examples
    --------
    >>> contest_share(1.0, 1.0, 1.0)
    0.5
    """
    x = exp(decisiveness * log(own + 1e-9))
    y = exp(decisiveness * log(other + 1e-9))
    return x / (x + y)


@kernel
def contest_effort(value: float, decisiveness: float, cost: float) -> float:
    """Return the symmetric equilibrium effort r·V·(n-1)/(n²·c) of a Tullock contest of n = 2.

    Examples
    --------
    >>> contest_effort(1.0, 1.0, 1.0)
    0.25
    """
    return decisiveness * value / (4.0 * cost)


@kernel
def seen_reward(on: bool, s: State) -> float:
    """Return how often the record shows Washington rewarding relative loyalty; 0 when off."""
    return where(on, s.belief_usa_loyalty_reward, 0.0)


@kernel
def prize(on: bool, reward: float, p: Parameter) -> float:
    """Return the prize that the allies see in Washington's favour; 0 when off.

    `prize_floor` is the rivalry that was there before any president rewarded it (004 P13).
    """
    return where(on, p.prize_scale * (p.prize_floor + (1.0 - p.prize_floor) * reward), 0.0)


@kernel
def loyalty_utility(on: bool, t: Trait, tokyo: Ally, seoul: Ally, p: Parameter) -> float:
    """Return Washington's utility of rewarding loyalty, over 0 for even-handedness; 0 when off."""
    expected_bids = tokyo.sees_bid + seoul.sees_bid
    gain = t.usa_loyalty_reward * (p.reward_base + p.reward_per_bid * expected_bids)
    return where(on, gain - p.reward_cost, 0.0)


@kernel
def _trailing(own: Ally) -> float:
    """Return how far an ally believes itself behind the other: in standing, and by a settlement.

    A settlement in force that favours the other is a round lost (004 P14).
    """
    return own.tilted_against - own.favour_belief


@kernel
def _spur(behind: float, p: Parameter) -> float:
    """Return how much harder than at par one bids who believes itself so far behind, from 1 up."""
    return 1.0 + p.loser_spur * greatest(0.0, behind)


@kernel
def bid_utility(on: bool, own: Ally, other: Ally, value: float, p: Parameter) -> float:
    """Return an ally's utility of bidding, over 0 for keeping quiet; 0 when off.

    The expectation runs over the other's two cases. If it bids, a bid wins the contest's share
    where resting wins nothing; efforts differ by the spur that each one's standing gives. If it
    rests, a bid wins all where resting shares, so half.
    """
    effort = contest_effort(value, p.contest_decisiveness, p.bid_unit_cost)
    spur = _spur(_trailing(own), p)
    other_spur = _spur(-_trailing(own), p)
    if_other_bids = contest_share(spur, other_spur, p.contest_decisiveness)
    gain = other.sees_bid * if_other_bids + (1.0 - other.sees_bid) * 0.5
    net = value * own.rivalry * p.bid_gain * spur * gain
    net = net - p.bid_unit_cost * effort * spur - p.bid_cost
    return where(on, net, 0.0)


@kernel
def bid_size(on: bool, bids: float, own: Ally, value: float, p: Parameter) -> float:
    """Return the effort that an ally bids this month: 0 unless it chose to bid; 0 when off."""
    spur = _spur(_trailing(own), p)
    effort = contest_effort(value, p.contest_decisiveness, p.bid_unit_cost) * spur
    return where(on, clip(bids * effort, 0.0, LARGEST_BID), 0.0)


@kernel
def history_weapon(on: bool, own: Ally, other: Ally, value: float, p: Parameter) -> float:
    """Return what the contest adds to an ally's utility of contesting history.

    Off, it is 0. See 004 P17.
    """
    return where(on, p.weapon_gain * own.rivalry * value * other.sees_bid, 0.0)


@kernel
def rivalry_cost(on: bool, bid_jpn: float, bid_kor: float, p: Parameter) -> float:
    """Return what mutual bidding takes from Tokyo-Seoul a month.

    It is 0 if either refuses; off, it is 0.
    """
    both = where((bid_jpn > 0.0) & (bid_kor > 0.0), 1.0, 0.0)
    return where(on, p.rivalry_spillover * both * (bid_jpn + bid_kor), 0.0)


@kernel
def favour(
    on: bool,
    s: State,
    bid_jpn: float,
    bid_kor: float,
    pressed_tokyo: float,
    pressed_seoul: float,
    talks_toll: float,
    p: Parameter,
) -> float:
    """Return Tokyo's true standing over Seoul next month, in [-1, 1]; no contest term when off.

    Washington remembers bids at the usual pace of the record, `memory_gain`. `talks_toll` is what
    talks with Pyongyang cost a hard-line Tokyo (M10).
    """
    share = contest_share(bid_jpn, bid_kor, p.contest_decisiveness)
    won = where(on, p.memory_gain * (2.0 * share - 1.0), 0.0)
    push = p.favour_pressure * (pressed_seoul - pressed_tokyo) - talks_toll
    return clip((1.0 - p.memory_gain) * s.favour_jpn + won + push, -1.0, 1.0)
