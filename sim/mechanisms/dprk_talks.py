"""M10 North Korea: policy alignment and summitry.  E10.

Washington's appetite and an engager in Seoul open talks; Pyongyang's resolve and its bloc decide
how they end; a hard-line Tokyo is isolated while they run. Articles: 000 P11, 001 P8-P10, 004
P14-P15.

Talks are one discrete state: none, talks, summit, deal, breakdown.
"""

from sim.mechanisms.arithmetic import clip, greatest, kernel, least, logistic, where
from sim.spec.levels import TALKS
from sim.spec.records import Ally, Input, Parameter, State, Trait

__all__ = [
    "advanced",
    "backing",
    "broke_down",
    "engage_utility",
    "isolation",
    "posture_utilities",
    "split_toll",
    "talk_utility",
    "talks",
    "tests",
    "under_way",
]


@kernel
def under_way(on: bool, s: State) -> float:
    """Return 1.0 while talks or a summit phase run, else 0.0; 0 when off."""
    running = where((s.talks_state >= TALKS.talks) & (s.talks_state <= TALKS.summit), 1.0, 0.0)
    return where(on, running, 0.0)


@kernel
def talk_utility(
    on: bool, s: State, t: Trait, seoul: Ally, influence: float, p: Parameter
) -> float:
    """Return Washington's utility of talking to Pyongyang, over 0 for pressure; 0 when off.

    An engager in Seoul adds its influence, and more if it courts Washington (004 P14); the threat
    and the leader's own line take away.
    """
    weight = influence + p.sponsor_bid * seoul.sees_bid
    sponsor = p.talk_sponsor * weight * (1.0 - seoul.sees_deter)
    answer = (
        p.talk_answer * s.belief_prk_posture_talk - p.talk_rebuff * s.belief_prk_posture_provoke
    )
    return where(on, p.talk_gain * (1.0 - 2.0 * t.usa_deterrence) + sponsor + answer, 0.0)


@kernel
def posture_utilities(on: bool, s: State, i: Input, p: Parameter) -> tuple[float, float, float]:
    """Return Pyongyang's utilities of (hold, provoke, talk); all 0 when off.

    Reactive: resolve, the bloc with Beijing, and Washington's record of talking.
    """
    provoke = (
        p.provoke_resolve * i.pyongyang_resolve
        - p.provoke_restraint * s.belief_chn_pyongyang_restrain
        - p.provoke_opening * s.belief_usa_pyongyang_talk
        - p.provoke_cost
    )
    talk = (
        p.answer_opening * s.belief_usa_pyongyang_talk
        + p.answer_restraint * s.belief_chn_pyongyang_restrain
        - p.talk_resolve * i.pyongyang_resolve
        - p.talk_bloc * p.bloc
    )
    return (0.0, where(on, provoke, 0.0), where(on, talk, 0.0))


@kernel
def engage_utility(on: bool, s: State, own: Ally, talking: float, p: Parameter) -> float:
    """Return an ally's utility of engaging the North, over 0 for deterring; 0 when off.

    A world role takes from the wish to engage, and leaves that to deter (000 P11). Talks under way
    draw an ally in. Tokyo's hard line over abductees is in its leaders' codes (001 P10).
    """
    near = 1.0 - p.scope_distance * own.global_scope
    line = p.engage_gain * ((1.0 - own.deterrence) * near - own.deterrence)
    return where(on, line + p.engage_talks * talking - p.engage_threat * s.threat_prk, 0.0)


@kernel
def backing(on: bool, s: State, seoul: Ally, p: Parameter) -> float:
    """Return what an engager in Seoul has to gain from a bid while Washington is open to talks.

    The alliance is its means to Washington's backing (000 P11): while talks run, and as far as
    Washington's record promises them, but not once they have collapsed. Off, it is 0.
    """
    running = where((s.talks_state >= TALKS.talks) & (s.talks_state <= TALKS.summit), 1.0, 0.0)
    hoped = where(s.talks_state == TALKS.breakdown, 0.0, s.belief_usa_pyongyang_talk)
    return where(on, p.backing_gain * (1.0 - seoul.deterrence) * greatest(running, hoped), 0.0)


@kernel
def talks(
    on: bool,
    s: State,
    i: Input,
    washington_talks: float,
    pyongyang_talks: float,
    seoul_engages: float,
    u: float,
    p: Parameter,
) -> float:
    """Return the state of talks after this month, 0 to 4; 0 when off.

    Opening and moving on need both sides' choice and a hazard. `u` (stream 'talks') is one uniform
    a month: the state decides what it is compared with. A given state (`given_talks`) overrides.
    """
    willing = washington_talks * pyongyang_talks
    deal_chance = logistic(
        p.deal_base
        - p.deal_resolve * i.pyongyang_resolve
        - p.deal_bloc * p.bloc
        + p.deal_stepwise * seoul_engages
    )
    from_none = where(u < willing * p.talks_open, TALKS.talks, TALKS.none)
    lapse = where(u > 1.0 - p.talks_lapse, TALKS.none, TALKS.talks)
    from_talks = where(u < willing * p.talks_open, TALKS.summit, lapse)
    closes = where(u < p.summit_close, TALKS.breakdown, TALKS.summit)
    from_summit = where(u < p.summit_close * deal_chance, TALKS.deal, closes)
    from_deal = where(u < p.deal_lapse, TALKS.none, TALKS.deal)
    from_breakdown = where(u < p.breakdown_lapse, TALKS.none, TALKS.breakdown)
    state = s.talks_state
    ended = where(state == TALKS.deal, from_deal, from_breakdown)
    running = where(state == TALKS.summit, from_summit, ended)
    started = where(state == TALKS.talks, from_talks, running)
    moved = where(state == TALKS.none, from_none, started)
    grown = where(i.generate_talks > 0.5, moved, state)
    given = where(i.given_talks > -0.5, i.given_talks, grown)
    return where(on, given, TALKS.none)


@kernel
def isolation(on: bool, s: State, tokyo: Ally, talking: float, p: Parameter) -> float:
    """Return what talks cost a hard-line Tokyo in Washington a month; 0 when off (004 P14)."""
    gap = greatest(0.0, tokyo.sees_deter - (1.0 - s.belief_usa_pyongyang_talk))
    return where(on, p.isolation * gap * talking, 0.0)


@kernel
def split_toll(on: bool, tokyo: Ally, seoul: Ally, talking: float, p: Parameter) -> float:
    """Return what talks take from Tokyo-Seoul where the two lines differ; 0 when off."""
    gap = greatest(tokyo.sees_deter, seoul.sees_deter) - least(tokyo.sees_deter, seoul.sees_deter)
    return where(on, p.split_toll * gap * talking, 0.0)


@kernel
def advanced(s: State, talks_state: float) -> float:
    """Return 1.0 if talks have moved a state forward this month, else 0.0."""
    return where((talks_state > s.talks_state) & (talks_state <= TALKS.deal), 1.0, 0.0)


@kernel
def broke_down(s: State, talks_state: float) -> float:
    """Return 1.0 if talks have collapsed this month, else 0.0."""
    return where((talks_state == TALKS.breakdown) & (s.talks_state <= TALKS.deal), 1.0, 0.0)


@kernel
def tests(i: Input, provokes: float, p: Parameter) -> float:
    """Return the size of this month's tests, in [0, 1]: given, or Pyongyang's choice to provoke."""
    return clip(p.test_size * provokes * i.generate_test + i.given_test, 0.0, 1.0)
