"""M07 Threat overlap and peninsula salience.  E7.

A common danger ties the two allies; the move of the great contest from land to sea, and the
separation of China from North Korea, took the overlap away. Walt (1987) balance of threat; Cha
(1999) quasi-alliance. Articles: 004 P11-P13, 002 P13, 000 P12.

A view of danger is weighed by what an ally does (its record of deterring and aligning), not by its
leader's trait.
"""

from sim.mechanisms.arithmetic import clip, greatest, kernel, least, where
from sim.spec.records import Ally, Input, Parameter, State

__all__ = [
    "OVERLAP_NEUTRAL",
    "cooperate",
    "overlap",
    "overlap_pull",
    "perceive_china",
    "perceive_north",
]

#: Overlap when the mechanism is off: half, constant.
OVERLAP_NEUTRAL = 0.5


@kernel
def overlap(
    on: bool, s: State, i: Input, tokyo: Ally, seoul: Ally, reframed: float, p: Parameter
) -> float:
    """Return the overlap of the two threat pictures, in [0, 1]; OVERLAP_NEUTRAL when off.

    Seen as one issue, the two dangers add up before they are compared; seen apart, it counts too
    which of them each ally has in mind (004 P12, 004 P13). `reframed` is the share of the gap that
    a broker talks away (M02).
    """
    north_jpn = i.peninsula_salience * s.threat_prk * (0.5 + 0.5 * tokyo.sees_deter)
    north_kor = i.peninsula_salience * s.threat_prk * (0.5 + 0.5 * seoul.sees_deter)
    china_jpn = tokyo.threat_chn * tokyo.alignment
    china_kor = seoul.threat_chn * seoul.alignment
    whole_jpn = north_jpn + china_jpn
    whole_kor = north_kor + china_kor
    as_one = (least(whole_jpn, whole_kor) + 1e-6) / (greatest(whole_jpn, whole_kor) + 1e-6)
    north_of_jpn = (north_jpn + 1e-6) / (whole_jpn + 2e-6)
    north_of_kor = (north_kor + 1e-6) / (whole_kor + 2e-6)
    apart = as_one * (
        1.0 - greatest(north_of_jpn, north_of_kor) + least(north_of_jpn, north_of_kor)
    )
    common = (1.0 - i.issue_separation) * as_one + i.issue_separation * apart
    return where(on, clip(common + reframed * (1.0 - common), 0.0, 1.0), OVERLAP_NEUTRAL)


@kernel
def overlap_pull(on: bool, common: float, i: Input, p: Parameter) -> float:
    """Return what a common danger adds to an ally's utility of reconciling; 0 when off."""
    return where(on, p.overlap_pull * common * (0.5 + 0.5 * i.peninsula_salience), 0.0)


@kernel
def perceive_china(ally: Ally, pressure: float, p: Parameter) -> float:
    """Return an ally's perceived threat from China next month, in [0, 1]."""
    target = clip(
        pressure * ally.china_threat_weight + p.coercion_alarm * ally.sees_coerced, 0.0, 1.0
    )
    return clip(ally.threat_chn + p.threat_rate * (target - ally.threat_chn), 0.0, 1.0)


@kernel
def perceive_north(s: State, test: float, talking: float, p: Parameter) -> float:
    """Return the threat from North Korea next month as both allies perceive it, in [0, 1].

    It follows capability, jumps with a month of tests, and eases while talks run. What differs
    between the two is what they do about it.
    """
    target = clip(s.capability_prk - p.talks_relief * talking, 0.0, 1.0)
    eased = s.threat_prk + p.threat_rate * (target - s.threat_prk)
    return clip(eased + p.test_alarm * test * (1.0 - eased), 0.0, 1.0)


@kernel
def cooperate(
    on: bool,
    s: State,
    tokyo: Ally,
    seoul: Ally,
    common: float,
    alignment_gap: float,
    test: float,
    green_light: float,
    practice: float,
    p: Parameter,
) -> float:
    """Return Tokyo-Seoul security cooperation next month, in [0, 1].

    It tends to overlap times trust, faster on a green light from both leaders (M13), less
    where stances on China differ (M09); tests add where both deter, and take where only one does;
    `practice` is what a seat at the Quad (M09) and working dialogue (M12) add.
    Off, tests leave it alone and the overlap is constant.
    """
    target = common * s.trust * (1.0 - alignment_gap)
    rate = p.security_rate * (1.0 + p.green_light_gain * green_light)
    joint = p.test_joint * least(tokyo.sees_deter, seoul.sees_deter)
    split = p.test_split * (
        greatest(tokyo.sees_deter, seoul.sees_deter) - least(tokyo.sees_deter, seoul.sees_deter)
    )
    response = where(on, test * (joint - split), 0.0)
    return clip(
        s.security_cooperation + rate * (target - s.security_cooperation) + response + practice,
        0.0,
        1.0,
    )
