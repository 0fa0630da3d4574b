"""Tokyo and Seoul as each other's mirror: one view of an ally, filled for either capital.

Every rule about an ally is written once, on `own` and `other`. What only one of the two has is a
role parameter (`*_jpn`, `*_kor`) or an input, so each asymmetry can be found by its suffix.
"""

from sim.mechanisms.arithmetic import kernel
from sim.spec.records import Ally, Input, Parameter, State, Trait

__all__ = ["see_seoul", "see_tokyo"]


@kernel
def see_tokyo(s: State, t: Trait, i: Input, p: Parameter) -> Ally:
    """Return Tokyo's view of itself from state `s`, traits `t`, inputs `i`, parameters `p`."""
    return Ally(
        neighbour_priority=t.jpn_neighbour_priority,
        rivalry=t.jpn_rivalry,
        china_alignment=t.jpn_china_alignment,
        deterrence=t.jpn_deterrence,
        history_hard_line=t.jpn_history_hard_line,
        global_scope=t.jpn_global_scope,
        retaliation_level=s.retaliation_level_jpn,
        threat_chn=s.threat_chn_jpn,
        favour_belief=s.favour_belief_jpn,
        tilted_against=-s.settlement_tilt * s.settlement_force,
        concern=s.concern_jpn,
        alignment=s.china_alignment_jpn,
        approval=s.approval_jpn,
        support=s.support_jpn,
        tenure=s.tenure_jpn,
        sees_reconcile=1.0 - s.belief_jpn_neighbour_hold - s.belief_jpn_neighbour_contest,
        sees_contest=s.belief_jpn_neighbour_contest,
        sees_bid=s.belief_jpn_washington_bid,
        sees_coordinate=s.belief_jpn_washington_coordinate,
        sees_deter=s.belief_jpn_pyongyang_deter,
        chosen_neighbour=s.chosen_jpn_neighbour,
        chosen_washington=s.chosen_jpn_washington,
        chosen_china=s.chosen_jpn_china,
        chosen_pyongyang=s.chosen_jpn_pyongyang,
        sees_pressed=s.belief_usa_brokerage_press_tokyo,
        sees_courted=1.0 - s.belief_chn_tokyo_leave - s.belief_chn_tokyo_coerce,
        sees_coerced=s.belief_chn_tokyo_coerce,
        china_dependence=i.china_dependence_jpn,
        ideology=i.ideology_jpn,
        turnover=i.turnover_jpn,
        package_weight=p.package_weight_jpn,
        tariff_exposure=p.tariff_exposure_jpn,
        basing_cost_exposure=p.basing_cost_exposure_jpn,
        strategic_flexibility_exposure=p.strategic_flexibility_exposure_jpn,
        china_threat_weight=p.china_threat_weight_jpn,
        design_burden=p.design_burden_jpn,
    )


@kernel
def see_seoul(s: State, t: Trait, i: Input, p: Parameter) -> Ally:
    """Return Seoul's view of itself from state `s`, traits `t`, inputs `i`, parameters `p`."""
    return Ally(
        neighbour_priority=t.kor_neighbour_priority,
        rivalry=t.kor_rivalry,
        china_alignment=t.kor_china_alignment,
        deterrence=t.kor_deterrence,
        history_hard_line=t.kor_history_hard_line,
        global_scope=t.kor_global_scope,
        retaliation_level=s.retaliation_level_kor,
        threat_chn=s.threat_chn_kor,
        favour_belief=s.favour_belief_kor,
        tilted_against=s.settlement_tilt * s.settlement_force,
        concern=s.concern_kor,
        alignment=s.china_alignment_kor,
        approval=s.approval_kor,
        support=s.support_kor,
        tenure=s.tenure_kor,
        sees_reconcile=1.0 - s.belief_kor_neighbour_hold - s.belief_kor_neighbour_contest,
        sees_contest=s.belief_kor_neighbour_contest,
        sees_bid=s.belief_kor_washington_bid,
        sees_coordinate=s.belief_kor_washington_coordinate,
        sees_deter=s.belief_kor_pyongyang_deter,
        chosen_neighbour=s.chosen_kor_neighbour,
        chosen_washington=s.chosen_kor_washington,
        chosen_china=s.chosen_kor_china,
        chosen_pyongyang=s.chosen_kor_pyongyang,
        sees_pressed=s.belief_usa_brokerage_press_seoul,
        sees_courted=1.0 - s.belief_chn_seoul_leave - s.belief_chn_seoul_coerce,
        sees_coerced=s.belief_chn_seoul_coerce,
        china_dependence=i.china_dependence_kor,
        ideology=i.ideology_kor,
        turnover=i.turnover_kor,
        package_weight=p.package_weight_kor,
        tariff_exposure=p.tariff_exposure_kor,
        basing_cost_exposure=p.basing_cost_exposure_kor,
        strategic_flexibility_exposure=p.strategic_flexibility_exposure_kor,
        china_threat_weight=p.china_threat_weight_kor,
        design_burden=p.design_burden_kor,
    )
