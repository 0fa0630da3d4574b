"""Tokyo and Seoul as each other's mirror: one view of an ally, filled for either capital.

Every rule about an ally is written once, on `own` and `other`. What only one of the two has is a
role parameter (`*_jpn`, `*_kor`) or an input, so each asymmetry can be found by its suffix.
"""

from collections import namedtuple

from sim.mechanisms.arithmetic import kernel

__all__ = ["Ally", "see_seoul", "see_tokyo"]

#: One ally as the record shows it at the start of a month. Traits are its leader's own.
Ally = namedtuple(
    "Ally",
    [
        # traits of the leader in office
        "neighbour_priority",
        "rivalry",
        "china_alignment",
        "deterrence",
        "history_hard_line",
        "global_scope",
        # stocks
        "retaliation_level",
        "threat_chn",
        "favour_belief",
        "tilted_against",
        "concern",
        "alignment",
        "approval",
        "support",
        "tenure",
        # what the public record says of its choices: fading-memory frequencies
        "sees_reconcile",
        "sees_contest",
        "sees_bid",
        "sees_coordinate",
        "sees_deter",
        # its own last options
        "chosen_neighbour",
        "chosen_washington",
        "chosen_china",
        "chosen_pyongyang",
        # what the record says of others toward it
        "sees_pressed",
        "sees_courted",
        "sees_coerced",
        # inputs
        "china_dependence",
        "ideology",
        "turnover",
        # role parameters
        "package_weight",
        "tariff_exposure",
        "basing_cost_exposure",
        "strategic_flexibility_exposure",
        "china_threat_weight",
        "design_burden",
    ],
)


@kernel
def see_tokyo(s, t, i, p):
    """Return Tokyo's view of itself from state `s`, traits `t`, inputs `i`, parameters `p`."""
    return Ally(
        t.jpn_neighbour_priority,
        t.jpn_rivalry,
        t.jpn_china_alignment,
        t.jpn_deterrence,
        t.jpn_history_hard_line,
        t.jpn_global_scope,
        s.retaliation_level_jpn,
        s.threat_chn_jpn,
        s.favour_belief_jpn,
        -s.settlement_tilt * s.settlement_force,
        s.concern_jpn,
        s.china_alignment_jpn,
        s.approval_jpn,
        s.support_jpn,
        s.tenure_jpn,
        1.0 - s.belief_jpn_neighbour_hold - s.belief_jpn_neighbour_contest,
        s.belief_jpn_neighbour_contest,
        s.belief_jpn_washington_bid,
        s.belief_jpn_washington_coordinate,
        s.belief_jpn_pyongyang_deter,
        s.chosen_jpn_neighbour,
        s.chosen_jpn_washington,
        s.chosen_jpn_china,
        s.chosen_jpn_pyongyang,
        s.belief_usa_brokerage_press_tokyo,
        1.0 - s.belief_chn_tokyo_leave - s.belief_chn_tokyo_coerce,
        s.belief_chn_tokyo_coerce,
        i.china_dependence_jpn,
        i.ideology_jpn,
        i.turnover_jpn,
        p.package_weight_jpn,
        p.tariff_exposure_jpn,
        p.basing_cost_exposure_jpn,
        p.strategic_flexibility_exposure_jpn,
        p.china_threat_weight_jpn,
        p.design_burden_jpn,
    )


@kernel
def see_seoul(s, t, i, p):
    """Return Seoul's view of itself from state `s`, traits `t`, inputs `i`, parameters `p`."""
    return Ally(
        t.kor_neighbour_priority,
        t.kor_rivalry,
        t.kor_china_alignment,
        t.kor_deterrence,
        t.kor_history_hard_line,
        t.kor_global_scope,
        s.retaliation_level_kor,
        s.threat_chn_kor,
        s.favour_belief_kor,
        s.settlement_tilt * s.settlement_force,
        s.concern_kor,
        s.china_alignment_kor,
        s.approval_kor,
        s.support_kor,
        s.tenure_kor,
        1.0 - s.belief_kor_neighbour_hold - s.belief_kor_neighbour_contest,
        s.belief_kor_neighbour_contest,
        s.belief_kor_washington_bid,
        s.belief_kor_washington_coordinate,
        s.belief_kor_pyongyang_deter,
        s.chosen_kor_neighbour,
        s.chosen_kor_washington,
        s.chosen_kor_china,
        s.chosen_kor_pyongyang,
        s.belief_usa_brokerage_press_seoul,
        1.0 - s.belief_chn_seoul_leave - s.belief_chn_seoul_coerce,
        s.belief_chn_seoul_coerce,
        i.china_dependence_kor,
        i.ideology_kor,
        i.turnover_kor,
        p.package_weight_kor,
        p.tariff_exposure_kor,
        p.basing_cost_exposure_kor,
        p.strategic_flexibility_exposure_kor,
        p.china_threat_weight_kor,
        p.design_burden_kor,
    )
