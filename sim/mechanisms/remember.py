"""The public record after a month: last choices, and the fading memory of every option.  E0."""

from sim.mechanisms.arithmetic import kernel, where
from sim.mechanisms.choice import recall, same
from sim.spec.instruments import (
    BLOC,
    BROKERAGE,
    CHINA,
    DEMAND,
    LOYALTY,
    NEIGHBOUR,
    NORTH,
    OPENING,
    POSTURE,
    REACH,
    WASHINGTON,
)
from sim.spec.records import Choice, Memory, Parameter, State

__all__ = ["memory_gain", "remember"]


@kernel
def memory_gain(months_elapsed: float, p: Parameter) -> float:
    """Return the gain with which the record is updated: constant, or 1/t for the equilibrium limit.

    `months_elapsed` counts from 1 in the world's first month.
    """
    return where(p.averaging > 0.5, 1.0 / (months_elapsed + 1.0), p.memory_gain)


@kernel
def remember(s: State, c: Choice, gain: float) -> Memory:
    """Return the `Memory` after choices `c`."""
    return Memory(
        belief_usa_brokerage_convene=recall(
            s.belief_usa_brokerage_convene, same(c.usa_brokerage, BROKERAGE.convene), gain
        ),
        belief_usa_brokerage_press_tokyo=recall(
            s.belief_usa_brokerage_press_tokyo, same(c.usa_brokerage, BROKERAGE.press_tokyo), gain
        ),
        belief_usa_brokerage_press_seoul=recall(
            s.belief_usa_brokerage_press_seoul, same(c.usa_brokerage, BROKERAGE.press_seoul), gain
        ),
        belief_usa_loyalty_reward=recall(
            s.belief_usa_loyalty_reward, same(c.usa_loyalty, LOYALTY.reward), gain
        ),
        belief_usa_tariff_demand=recall(
            s.belief_usa_tariff_demand, same(c.usa_tariff, DEMAND.demand), gain
        ),
        belief_usa_basing_cost_demand=recall(
            s.belief_usa_basing_cost_demand, same(c.usa_basing_cost, DEMAND.demand), gain
        ),
        belief_usa_strategic_flexibility_demand=recall(
            s.belief_usa_strategic_flexibility_demand,
            same(c.usa_strategic_flexibility, DEMAND.demand),
            gain,
        ),
        belief_usa_pyongyang_talk=recall(
            s.belief_usa_pyongyang_talk, same(c.usa_pyongyang, OPENING.talk), gain
        ),
        belief_jpn_neighbour_hold=recall(
            s.belief_jpn_neighbour_hold, same(c.jpn_neighbour, NEIGHBOUR.hold), gain
        ),
        belief_jpn_neighbour_contest=recall(
            s.belief_jpn_neighbour_contest, same(c.jpn_neighbour, NEIGHBOUR.contest), gain
        ),
        belief_jpn_washington_bid=recall(
            s.belief_jpn_washington_bid, same(c.jpn_washington, WASHINGTON.bid), gain
        ),
        belief_jpn_washington_coordinate=recall(
            s.belief_jpn_washington_coordinate, same(c.jpn_washington, WASHINGTON.coordinate), gain
        ),
        belief_jpn_china_alignment=recall(
            s.belief_jpn_china_alignment, same(c.jpn_china, CHINA.alignment), gain
        ),
        belief_jpn_pyongyang_deter=recall(
            s.belief_jpn_pyongyang_deter, same(c.jpn_pyongyang, NORTH.deter), gain
        ),
        belief_kor_neighbour_hold=recall(
            s.belief_kor_neighbour_hold, same(c.kor_neighbour, NEIGHBOUR.hold), gain
        ),
        belief_kor_neighbour_contest=recall(
            s.belief_kor_neighbour_contest, same(c.kor_neighbour, NEIGHBOUR.contest), gain
        ),
        belief_kor_washington_bid=recall(
            s.belief_kor_washington_bid, same(c.kor_washington, WASHINGTON.bid), gain
        ),
        belief_kor_washington_coordinate=recall(
            s.belief_kor_washington_coordinate, same(c.kor_washington, WASHINGTON.coordinate), gain
        ),
        belief_kor_china_alignment=recall(
            s.belief_kor_china_alignment, same(c.kor_china, CHINA.alignment), gain
        ),
        belief_kor_pyongyang_deter=recall(
            s.belief_kor_pyongyang_deter, same(c.kor_pyongyang, NORTH.deter), gain
        ),
        belief_chn_tokyo_leave=recall(
            s.belief_chn_tokyo_leave, same(c.chn_tokyo, REACH.leave), gain
        ),
        belief_chn_tokyo_coerce=recall(
            s.belief_chn_tokyo_coerce, same(c.chn_tokyo, REACH.coerce), gain
        ),
        belief_chn_seoul_leave=recall(
            s.belief_chn_seoul_leave, same(c.chn_seoul, REACH.leave), gain
        ),
        belief_chn_seoul_coerce=recall(
            s.belief_chn_seoul_coerce, same(c.chn_seoul, REACH.coerce), gain
        ),
        belief_chn_pyongyang_restrain=recall(
            s.belief_chn_pyongyang_restrain, same(c.chn_pyongyang, BLOC.restrain), gain
        ),
        belief_prk_posture_provoke=recall(
            s.belief_prk_posture_provoke, same(c.prk_posture, POSTURE.provoke), gain
        ),
        belief_prk_posture_talk=recall(
            s.belief_prk_posture_talk, same(c.prk_posture, POSTURE.talk), gain
        ),
    )
