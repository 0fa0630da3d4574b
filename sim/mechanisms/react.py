"""Beijing and Pyongyang choose.  E0.

Both are reactive: the articles give them no inner preferences, so that they answer alignment,
tension, tests and talks by structural series and by what the record shows.
"""

from sim.mechanisms import dprk_talks
from sim.mechanisms.arithmetic import kernel, where
from sim.mechanisms.choice import logit3, pick3, pick_over, same
from sim.spec.instruments import POSTURE, REACH
from sim.spec.records import Ally, Draw, Input, Parameter, State, Switch

__all__ = ["decide_beijing", "decide_pyongyang"]


@kernel
def _reach(i: Input, ally: Ally, relation: float, last: float, u: float, p: Parameter) -> float:
    """Return Beijing's option toward an ally (court, leave, coerce): it reacts to alignment."""
    stay = p.inertia
    court = (
        p.court_ambiguous * (1.0 - ally.alignment)
        + p.wedge_motive * i.us_china_tension
        - p.court_cost
    )
    coerce = (
        p.coerce_aligned * i.beijing_pressure * ally.alignment
        - p.coerce_cost
        - p.coerce_friend * relation
    )
    return pick3(
        logit3(
            p.rationality_chn,
            court + stay * same(last, REACH.court),
            stay * same(last, REACH.leave),
            coerce + stay * same(last, REACH.coerce),
            1.0,
            1.0,
            1.0,
        ),
        u,
    )


@kernel
def decide_beijing(
    s: State, i: Input, d: Draw, tokyo: Ally, seoul: Ally, revises: float, p: Parameter
) -> tuple[float, float, float]:
    """Return Beijing's three options: toward Tokyo, Seoul, Pyongyang."""
    lam, stay = p.rationality_chn, p.inertia
    to_tokyo = _reach(i, tokyo, s.relation_chn_jpn, s.chosen_chn_tokyo, d.choose_chn_tokyo, p)
    to_seoul = _reach(i, seoul, s.relation_chn_kor, s.chosen_chn_seoul, d.choose_chn_seoul, p)
    restrain = (
        p.restrain_provocation * s.belief_prk_posture_provoke
        - p.shield_tension * i.us_china_tension
        - p.restrain_cost
    )
    to_pyongyang = pick_over(lam, restrain, stay, s.chosen_chn_pyongyang, d.choose_chn_pyongyang)
    return (
        where(revises > 0.5, to_tokyo, s.chosen_chn_tokyo),
        where(revises > 0.5, to_seoul, s.chosen_chn_seoul),
        where(revises > 0.5, to_pyongyang, s.chosen_chn_pyongyang),
    )


@kernel
def decide_pyongyang(
    on: Switch, s: State, i: Input, d: Draw, revises: float, p: Parameter
) -> float:
    """Return Pyongyang's posture."""
    hold, provoke, talk = dprk_talks.posture_utilities(on.dprk_talks, s, i, p)
    last = s.chosen_prk_posture
    posture = pick3(
        logit3(
            p.rationality_prk,
            hold + p.inertia * same(last, POSTURE.hold),
            provoke + p.inertia * same(last, POSTURE.provoke),
            talk + p.inertia * same(last, POSTURE.talk),
            1.0,
            1.0,
            1.0,
        ),
        d.choose_prk_posture,
    )
    return where(revises > 0.5, posture, s.chosen_prk_posture)
