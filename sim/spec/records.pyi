"""The records of a month, field by field. Written from the registry by `make tables`."""

from typing import Final, NamedTuple

class State(NamedTuple):
    """What one month hands to the next: stocks, last choices, beliefs."""

    relation_chn_jpn: float
    """Relation of CHN-JPN: -1 hostile, 1 close. r_CHN-JPN, -1 to 1, E1."""
    relation_chn_kor: float
    """Relation of CHN-KOR: -1 hostile, 1 close. r_CHN-KOR, -1 to 1, E1."""
    relation_jpn_kor: float
    """Relation of JPN-KOR: -1 hostile, 1 close. r_JPN-KOR, -1 to 1, E1."""
    relation_jpn_usa: float
    """Relation of JPN-USA: -1 hostile, 1 close. r_JPN-USA, -1 to 1, E1."""
    relation_kor_usa: float
    """Relation of KOR-USA: -1 hostile, 1 close. r_KOR-USA, -1 to 1, E1."""
    grievance: float
    """Unresolved grievance over the past. G, 0 to 1, E20."""
    dispute: float
    """Active history dispute. H, 0 to 1, E11."""
    litigation: float
    """Pending court pressure on Japanese firms' assets. J, 0 to 1, E11."""
    case_law: float
    """Precedent that Korean courts keep to. J_l, 0 to 1, E11."""
    settlement_force: float
    """A settlement is in force. z, 0 to 1, E20."""
    settlement_quality: float
    """Quality of the settlement in force. q, 0 to 1, E20."""
    settlement_legitimacy: float
    """Its acceptance by victims and publics. q_v, 0 to 1, E20."""
    settlement_tilt: float
    """Its tilt: + favours Tokyo, - Seoul. q_t, -1 to 1, E20."""
    settlement_ideology: float
    """Ideology of the Seoul leader who made it. y_z, 0 to 1, E14."""
    settlement_inherited: float
    """Seoul's leader found it in force. y_p, 0 to 1, E20."""
    reversal_count: float
    """Settlements that Seoul has reversed. n, 0 to 100, E20."""
    pledge: float
    """Seoul's pledge to uphold what predecessors settled. P, 0 to 1, E17."""
    retaliation_level_jpn: float
    """Retaliation ladder: 0 none, 1 history, 2 trade, 3 security (Tokyo). L_T, 0 to 3, E12."""
    retaliation_level_kor: float
    """Retaliation ladder: 0 none, 1 history, 2 trade, 3 security (Seoul). L_S, 0 to 3, E12."""
    trust: float
    """Trust between Tokyo and Seoul. τ, 0 to 1, E15."""
    institution: float
    """Trilateral and bilateral institutions. I, 0 to 1, E15."""
    rapport: float
    """Rapport of the two leaders in office. R, 0 to 1, E13."""
    summit_memory: float
    """Freshness of the last summit: 1 after a visit, halved monthly. M, 0 to 1, E13."""
    tenure_jpn: float
    """Months the leader has served (Tokyo). t_T, 0 to 1200 month, E17."""
    tenure_kor: float
    """Months the leader has served (Seoul). t_S, 0 to 1200 month, E17."""
    dialogue: float
    """Working-level security dialogue runs. D, 0 to 1, E12."""
    exercise: float
    """Trilateral exercises are held. X, 0 to 1, E12."""
    quad: float
    """Seoul and the Quad: 0 none, 1 working groups, 2 full. K, 0 to 2, E9."""
    security_cooperation: float
    """Tokyo-Seoul security cooperation. Q_s, 0 to 1, E7."""
    economic_cooperation: float
    """Tokyo-Seoul trade and society ties. Q_e, 0 to 1, E18."""
    threat_chn_jpn: float
    """Perceived threat from China (Tokyo). θ_B_T, 0 to 1, E7."""
    threat_chn_kor: float
    """Perceived threat from China (Seoul). θ_B_S, 0 to 1, E7."""
    threat_prk: float
    """Perceived threat from North Korea. θ_P, 0 to 1, E7."""
    capability_prk: float
    """North Korean nuclear and missile capability. c_P, 0 to 1, E8."""
    reliability: float
    """Reliability of US extended deterrence. ρ, 0 to 1, E8."""
    favour_jpn: float
    """Tokyo's true standing over Seoul in Washington. F_T, -1 to 1, E3."""
    favour_belief_jpn: float
    """Own standing over the other, as believed (Tokyo). f̂_T, -1 to 1, E4."""
    favour_belief_kor: float
    """Own standing over the other, as believed (Seoul). f̂_S, -1 to 1, E4."""
    influence: float
    """Seoul's true influence in Washington. φ_S, 0 to 1, E5."""
    influence_belief: float
    """Seoul's influence as it believes. φ̂_S, 0 to 1, E5."""
    fork: float
    """Seoul after a letdown: -1 attack Tokyo, 0 neither, 1 court Tokyo. k_S, -1 to 1, E5."""
    concern_jpn: float
    """Fear that the other ally turns hostile (Tokyo). u_T, 0 to 1, E17."""
    concern_kor: float
    """Fear that the other ally turns hostile (Seoul). u_S, 0 to 1, E17."""
    china_alignment_jpn: float
    """Realised alignment against China (Tokyo). a_T, 0 to 1, E9."""
    china_alignment_kor: float
    """Realised alignment against China (Seoul). a_S, 0 to 1, E9."""
    approval_jpn: float
    """Approval of the leader (Tokyo). A_T, 0 to 1, E14."""
    approval_kor: float
    """Approval of the leader (Seoul). A_S, 0 to 1, E14."""
    support_jpn: float
    """Public support for reconciling with the neighbour (Tokyo). S_T, 0 to 1, E14."""
    support_kor: float
    """Public support for reconciling with the neighbour (Seoul). S_S, 0 to 1, E14."""
    talks_state: float
    """US-North Korea: 0 none, 1 talks, 2 summit, 3 deal, 4 breakdown. T_P, 0 to 4, E10."""
    chosen_usa_brokerage: float
    """Option last: 0 aside, 1 convene, 2 press_tokyo, 3 press_seoul. x_usa_brokerage, 0 to 3, E0.
    """
    chosen_usa_loyalty: float
    """Option last: 0 even, 1 reward. x_usa_loyalty, 0 to 1, E0."""
    chosen_usa_tariff: float
    """Option last: 0 ease, 1 demand. x_usa_tariff, 0 to 1, E0."""
    chosen_usa_basing_cost: float
    """Option last: 0 ease, 1 demand. x_usa_basing_cost, 0 to 1, E0."""
    chosen_usa_strategic_flexibility: float
    """Option last: 0 ease, 1 demand. x_usa_strategic_flexibility, 0 to 1, E0."""
    chosen_usa_pyongyang: float
    """Option last: 0 pressure, 1 talk. x_usa_pyongyang, 0 to 1, E0."""
    chosen_jpn_neighbour: float
    """Option last: 0 reconcile, 1 hold, 2 contest. x_jpn_neighbour, 0 to 2, E0."""
    chosen_jpn_washington: float
    """Option last: 0 quiet, 1 bid, 2 coordinate. x_jpn_washington, 0 to 2, E0."""
    chosen_jpn_china: float
    """Option last: 0 ambiguity, 1 alignment. x_jpn_china, 0 to 1, E0."""
    chosen_jpn_pyongyang: float
    """Option last: 0 engage, 1 deter. x_jpn_pyongyang, 0 to 1, E0."""
    chosen_kor_neighbour: float
    """Option last: 0 reconcile, 1 hold, 2 contest. x_kor_neighbour, 0 to 2, E0."""
    chosen_kor_washington: float
    """Option last: 0 quiet, 1 bid, 2 coordinate. x_kor_washington, 0 to 2, E0."""
    chosen_kor_china: float
    """Option last: 0 ambiguity, 1 alignment. x_kor_china, 0 to 1, E0."""
    chosen_kor_pyongyang: float
    """Option last: 0 engage, 1 deter. x_kor_pyongyang, 0 to 1, E0."""
    chosen_chn_tokyo: float
    """Option last: 0 court, 1 leave, 2 coerce. x_chn_tokyo, 0 to 2, E0."""
    chosen_chn_seoul: float
    """Option last: 0 court, 1 leave, 2 coerce. x_chn_seoul, 0 to 2, E0."""
    chosen_chn_pyongyang: float
    """Option last: 0 shield, 1 restrain. x_chn_pyongyang, 0 to 1, E0."""
    chosen_prk_posture: float
    """Option last: 0 hold, 1 provoke, 2 talk. x_prk_posture, 0 to 2, E0."""
    belief_usa_brokerage_convene: float
    """Believed frequency of usa_brokerage = convene. 0 to 1, E0."""
    belief_usa_brokerage_press_tokyo: float
    """Believed frequency of usa_brokerage = press_tokyo. 0 to 1, E0."""
    belief_usa_brokerage_press_seoul: float
    """Believed frequency of usa_brokerage = press_seoul. 0 to 1, E0."""
    belief_usa_loyalty_reward: float
    """Believed frequency of usa_loyalty = reward. 0 to 1, E0."""
    belief_usa_tariff_demand: float
    """Believed frequency of usa_tariff = demand. 0 to 1, E0."""
    belief_usa_basing_cost_demand: float
    """Believed frequency of usa_basing_cost = demand. 0 to 1, E0."""
    belief_usa_strategic_flexibility_demand: float
    """Believed frequency of usa_strategic_flexibility = demand. 0 to 1, E0."""
    belief_usa_pyongyang_talk: float
    """Believed frequency of usa_pyongyang = talk. 0 to 1, E0."""
    belief_jpn_neighbour_hold: float
    """Believed frequency of jpn_neighbour = hold. 0 to 1, E0."""
    belief_jpn_neighbour_contest: float
    """Believed frequency of jpn_neighbour = contest. 0 to 1, E0."""
    belief_jpn_washington_bid: float
    """Believed frequency of jpn_washington = bid. 0 to 1, E0."""
    belief_jpn_washington_coordinate: float
    """Believed frequency of jpn_washington = coordinate. 0 to 1, E0."""
    belief_jpn_china_alignment: float
    """Believed frequency of jpn_china = alignment. 0 to 1, E0."""
    belief_jpn_pyongyang_deter: float
    """Believed frequency of jpn_pyongyang = deter. 0 to 1, E0."""
    belief_kor_neighbour_hold: float
    """Believed frequency of kor_neighbour = hold. 0 to 1, E0."""
    belief_kor_neighbour_contest: float
    """Believed frequency of kor_neighbour = contest. 0 to 1, E0."""
    belief_kor_washington_bid: float
    """Believed frequency of kor_washington = bid. 0 to 1, E0."""
    belief_kor_washington_coordinate: float
    """Believed frequency of kor_washington = coordinate. 0 to 1, E0."""
    belief_kor_china_alignment: float
    """Believed frequency of kor_china = alignment. 0 to 1, E0."""
    belief_kor_pyongyang_deter: float
    """Believed frequency of kor_pyongyang = deter. 0 to 1, E0."""
    belief_chn_tokyo_leave: float
    """Believed frequency of chn_tokyo = leave. 0 to 1, E0."""
    belief_chn_tokyo_coerce: float
    """Believed frequency of chn_tokyo = coerce. 0 to 1, E0."""
    belief_chn_seoul_leave: float
    """Believed frequency of chn_seoul = leave. 0 to 1, E0."""
    belief_chn_seoul_coerce: float
    """Believed frequency of chn_seoul = coerce. 0 to 1, E0."""
    belief_chn_pyongyang_restrain: float
    """Believed frequency of chn_pyongyang = restrain. 0 to 1, E0."""
    belief_prk_posture_provoke: float
    """Believed frequency of prk_posture = provoke. 0 to 1, E0."""
    belief_prk_posture_talk: float
    """Believed frequency of prk_posture = talk. 0 to 1, E0."""

class Stock(NamedTuple):
    """The stocks of a month: the state without choices and beliefs."""

    relation_chn_jpn: float
    """Relation of CHN-JPN: -1 hostile, 1 close. r_CHN-JPN, -1 to 1, E1."""
    relation_chn_kor: float
    """Relation of CHN-KOR: -1 hostile, 1 close. r_CHN-KOR, -1 to 1, E1."""
    relation_jpn_kor: float
    """Relation of JPN-KOR: -1 hostile, 1 close. r_JPN-KOR, -1 to 1, E1."""
    relation_jpn_usa: float
    """Relation of JPN-USA: -1 hostile, 1 close. r_JPN-USA, -1 to 1, E1."""
    relation_kor_usa: float
    """Relation of KOR-USA: -1 hostile, 1 close. r_KOR-USA, -1 to 1, E1."""
    grievance: float
    """Unresolved grievance over the past. G, 0 to 1, E20."""
    dispute: float
    """Active history dispute. H, 0 to 1, E11."""
    litigation: float
    """Pending court pressure on Japanese firms' assets. J, 0 to 1, E11."""
    case_law: float
    """Precedent that Korean courts keep to. J_l, 0 to 1, E11."""
    settlement_force: float
    """A settlement is in force. z, 0 to 1, E20."""
    settlement_quality: float
    """Quality of the settlement in force. q, 0 to 1, E20."""
    settlement_legitimacy: float
    """Its acceptance by victims and publics. q_v, 0 to 1, E20."""
    settlement_tilt: float
    """Its tilt: + favours Tokyo, - Seoul. q_t, -1 to 1, E20."""
    settlement_ideology: float
    """Ideology of the Seoul leader who made it. y_z, 0 to 1, E14."""
    settlement_inherited: float
    """Seoul's leader found it in force. y_p, 0 to 1, E20."""
    reversal_count: float
    """Settlements that Seoul has reversed. n, 0 to 100, E20."""
    pledge: float
    """Seoul's pledge to uphold what predecessors settled. P, 0 to 1, E17."""
    retaliation_level_jpn: float
    """Retaliation ladder: 0 none, 1 history, 2 trade, 3 security (Tokyo). L_T, 0 to 3, E12."""
    retaliation_level_kor: float
    """Retaliation ladder: 0 none, 1 history, 2 trade, 3 security (Seoul). L_S, 0 to 3, E12."""
    trust: float
    """Trust between Tokyo and Seoul. τ, 0 to 1, E15."""
    institution: float
    """Trilateral and bilateral institutions. I, 0 to 1, E15."""
    rapport: float
    """Rapport of the two leaders in office. R, 0 to 1, E13."""
    summit_memory: float
    """Freshness of the last summit: 1 after a visit, halved monthly. M, 0 to 1, E13."""
    tenure_jpn: float
    """Months the leader has served (Tokyo). t_T, 0 to 1200 month, E17."""
    tenure_kor: float
    """Months the leader has served (Seoul). t_S, 0 to 1200 month, E17."""
    dialogue: float
    """Working-level security dialogue runs. D, 0 to 1, E12."""
    exercise: float
    """Trilateral exercises are held. X, 0 to 1, E12."""
    quad: float
    """Seoul and the Quad: 0 none, 1 working groups, 2 full. K, 0 to 2, E9."""
    security_cooperation: float
    """Tokyo-Seoul security cooperation. Q_s, 0 to 1, E7."""
    economic_cooperation: float
    """Tokyo-Seoul trade and society ties. Q_e, 0 to 1, E18."""
    threat_chn_jpn: float
    """Perceived threat from China (Tokyo). θ_B_T, 0 to 1, E7."""
    threat_chn_kor: float
    """Perceived threat from China (Seoul). θ_B_S, 0 to 1, E7."""
    threat_prk: float
    """Perceived threat from North Korea. θ_P, 0 to 1, E7."""
    capability_prk: float
    """North Korean nuclear and missile capability. c_P, 0 to 1, E8."""
    reliability: float
    """Reliability of US extended deterrence. ρ, 0 to 1, E8."""
    favour_jpn: float
    """Tokyo's true standing over Seoul in Washington. F_T, -1 to 1, E3."""
    favour_belief_jpn: float
    """Own standing over the other, as believed (Tokyo). f̂_T, -1 to 1, E4."""
    favour_belief_kor: float
    """Own standing over the other, as believed (Seoul). f̂_S, -1 to 1, E4."""
    influence: float
    """Seoul's true influence in Washington. φ_S, 0 to 1, E5."""
    influence_belief: float
    """Seoul's influence as it believes. φ̂_S, 0 to 1, E5."""
    fork: float
    """Seoul after a letdown: -1 attack Tokyo, 0 neither, 1 court Tokyo. k_S, -1 to 1, E5."""
    concern_jpn: float
    """Fear that the other ally turns hostile (Tokyo). u_T, 0 to 1, E17."""
    concern_kor: float
    """Fear that the other ally turns hostile (Seoul). u_S, 0 to 1, E17."""
    china_alignment_jpn: float
    """Realised alignment against China (Tokyo). a_T, 0 to 1, E9."""
    china_alignment_kor: float
    """Realised alignment against China (Seoul). a_S, 0 to 1, E9."""
    approval_jpn: float
    """Approval of the leader (Tokyo). A_T, 0 to 1, E14."""
    approval_kor: float
    """Approval of the leader (Seoul). A_S, 0 to 1, E14."""
    support_jpn: float
    """Public support for reconciling with the neighbour (Tokyo). S_T, 0 to 1, E14."""
    support_kor: float
    """Public support for reconciling with the neighbour (Seoul). S_S, 0 to 1, E14."""
    talks_state: float
    """US-North Korea: 0 none, 1 talks, 2 summit, 3 deal, 4 breakdown. T_P, 0 to 4, E10."""

class Flow(NamedTuple):
    """What happens within a month; recorded beside the stocks."""

    relation_chn_prk: float
    """Relation of CHN-PRK: -1 hostile, 1 close. r_CHN-PRK, -1 to 1, E1."""
    relation_chn_usa: float
    """Relation of CHN-USA: -1 hostile, 1 close. r_CHN-USA, -1 to 1, E1."""
    relation_jpn_prk: float
    """Relation of JPN-PRK: -1 hostile, 1 close. r_JPN-PRK, -1 to 1, E1."""
    relation_kor_prk: float
    """Relation of KOR-PRK: -1 hostile, 1 close. r_KOR-PRK, -1 to 1, E1."""
    relation_prk_usa: float
    """Relation of PRK-USA: -1 hostile, 1 close. r_PRK-USA, -1 to 1, E1."""
    bid_jpn: float
    """Effort bid for Washington's favour (Tokyo). b_T, 0 to 3, E3."""
    bid_kor: float
    """Effort bid for Washington's favour (Seoul). b_S, 0 to 3, E3."""
    rent: float
    """What Washington gains from bids and concessions. w, 0 to 12, E3."""
    coordination_tariff: float
    """Tokyo and Seoul act together on tariff. z_tariff, 0 to 1, E6."""
    coordination_basing_cost: float
    """Tokyo and Seoul act together on basing_cost. z_basing_cost, 0 to 1, E6."""
    coordination_strategic_flexibility: float
    """Tokyo and Seoul act together on strategic_flexibility. z_strategic_flexibility, 0 to 1, E6.
    """
    concession_tariff: float
    """What both concede on tariff. c_tariff, 0 to 2, E6."""
    concession_basing_cost: float
    """What both concede on basing_cost. c_basing_cost, 0 to 2, E6."""
    concession_strategic_flexibility: float
    """What both concede on strategic_flexibility. c_strategic_flexibility, 0 to 2, E6."""
    settlement_event: float
    """A settlement is reached. e_q, 0 to 1, E13."""
    reversal_event: float
    """Seoul reverses the settlement in force. e_v, 0 to 1, E14."""
    summit_event: float
    """Tokyo-Seoul leaders' meeting, of either kind. e_m, 0 to 1, E13."""
    visit_event: float
    """One leader's visit to the other. e_m1, 0 to 1, E13."""
    encounter_event: float
    """A meeting at the side of others' meetings. e_m2, 0 to 1, E13."""
    joint_document_event: float
    """The leaders issue a joint document. e_d, 0 to 1, E13."""
    trilateral_event: float
    """Washington-convened meeting of the three. e_3, 0 to 1, E2."""
    court_event: float
    """A court rules against Japanese firms. e_c, 0 to 1, E11."""
    sale_order_event: float
    """A court orders the sale of a Japanese firm's assets. e_s, 0 to 1, E11."""
    provocation_event: float
    """An act by Tokyo over the past. e_p, 0 to 1, E11."""
    incident_event: float
    """An act by Seoul over territory or at sea. e_i, 0 to 1, E11."""
    friction_event: float
    """Heritage, territory and textbook frictions. e_o, 0 to 3, E11."""
    test_event: float
    """A month with North Korean tests. e_n, 0 to 1, E10."""
    remark_event: float
    """Washington remarks on the allies' quarrel. e_r, 0 to 1, E6."""
    escalation_event_jpn: float
    """A step up the retaliation ladder (Tokyo). e_L_T, 0 to 1, E12."""
    escalation_event_kor: float
    """A step up the retaliation ladder (Seoul). e_L_S, 0 to 1, E12."""
    effort: float
    """Washington's brokerage as seen in its record. e_W, 0 to 1, E2."""
    overlap: float
    """Overlap of the two allies' threat pictures. Ω, 0 to 1, E7."""
    link: float
    """How far Washington links its two allies. Λ, 0 to 1, E1."""
    priority_jpn: float
    """Priority of the neighbour after package and influence (Tokyo). κ*_T, 0 to 1, E19."""
    priority_kor: float
    """Priority of the neighbour after package and influence (Seoul). κ*_S, 0 to 1, E19."""
    fear_jpn: float
    """Fear of abandonment by Washington (Tokyo). f_a_T, 0 to 1, E8."""
    fear_kor: float
    """Fear of abandonment by Washington (Seoul). f_a_S, 0 to 1, E8."""
    ambiguity_cost: float
    """Cost to Seoul of strategic ambiguity. c_a, 0 to 1, E9."""
    crisis_support: float
    """Chance that Tokyo supports the US in a peninsula crisis. p_s, 0 to 1, E8."""
    triangle: float
    """US-Japan-Korea: 0 all three friends (ménage à trois), 1 only one pair at odds (romantic
    triangle), 2 only one pair friends (stable marriage), 3 all three at odds (unit veto). Δ, 0
    to 3, E1.
    """
    choice_usa_brokerage: float
    """Option chosen: 0 aside, 1 convene, 2 press_tokyo, 3 press_seoul. x_usa_brokerage, 0 to 3, E0.
    """
    choice_usa_loyalty: float
    """Option chosen: 0 even, 1 reward. x_usa_loyalty, 0 to 1, E0."""
    choice_usa_tariff: float
    """Option chosen: 0 ease, 1 demand. x_usa_tariff, 0 to 1, E0."""
    choice_usa_basing_cost: float
    """Option chosen: 0 ease, 1 demand. x_usa_basing_cost, 0 to 1, E0."""
    choice_usa_strategic_flexibility: float
    """Option chosen: 0 ease, 1 demand. x_usa_strategic_flexibility, 0 to 1, E0."""
    choice_usa_pyongyang: float
    """Option chosen: 0 pressure, 1 talk. x_usa_pyongyang, 0 to 1, E0."""
    choice_jpn_neighbour: float
    """Option chosen: 0 reconcile, 1 hold, 2 contest. x_jpn_neighbour, 0 to 2, E0."""
    choice_jpn_washington: float
    """Option chosen: 0 quiet, 1 bid, 2 coordinate. x_jpn_washington, 0 to 2, E0."""
    choice_jpn_china: float
    """Option chosen: 0 ambiguity, 1 alignment. x_jpn_china, 0 to 1, E0."""
    choice_jpn_pyongyang: float
    """Option chosen: 0 engage, 1 deter. x_jpn_pyongyang, 0 to 1, E0."""
    choice_kor_neighbour: float
    """Option chosen: 0 reconcile, 1 hold, 2 contest. x_kor_neighbour, 0 to 2, E0."""
    choice_kor_washington: float
    """Option chosen: 0 quiet, 1 bid, 2 coordinate. x_kor_washington, 0 to 2, E0."""
    choice_kor_china: float
    """Option chosen: 0 ambiguity, 1 alignment. x_kor_china, 0 to 1, E0."""
    choice_kor_pyongyang: float
    """Option chosen: 0 engage, 1 deter. x_kor_pyongyang, 0 to 1, E0."""
    choice_chn_tokyo: float
    """Option chosen: 0 court, 1 leave, 2 coerce. x_chn_tokyo, 0 to 2, E0."""
    choice_chn_seoul: float
    """Option chosen: 0 court, 1 leave, 2 coerce. x_chn_seoul, 0 to 2, E0."""
    choice_chn_pyongyang: float
    """Option chosen: 0 shield, 1 restrain. x_chn_pyongyang, 0 to 1, E0."""
    choice_prk_posture: float
    """Option chosen: 0 hold, 1 provoke, 2 talk. x_prk_posture, 0 to 2, E0."""

class Reading(NamedTuple):
    """What happens within a month, without the choices."""

    relation_chn_prk: float
    """Relation of CHN-PRK: -1 hostile, 1 close. r_CHN-PRK, -1 to 1, E1."""
    relation_chn_usa: float
    """Relation of CHN-USA: -1 hostile, 1 close. r_CHN-USA, -1 to 1, E1."""
    relation_jpn_prk: float
    """Relation of JPN-PRK: -1 hostile, 1 close. r_JPN-PRK, -1 to 1, E1."""
    relation_kor_prk: float
    """Relation of KOR-PRK: -1 hostile, 1 close. r_KOR-PRK, -1 to 1, E1."""
    relation_prk_usa: float
    """Relation of PRK-USA: -1 hostile, 1 close. r_PRK-USA, -1 to 1, E1."""
    bid_jpn: float
    """Effort bid for Washington's favour (Tokyo). b_T, 0 to 3, E3."""
    bid_kor: float
    """Effort bid for Washington's favour (Seoul). b_S, 0 to 3, E3."""
    rent: float
    """What Washington gains from bids and concessions. w, 0 to 12, E3."""
    coordination_tariff: float
    """Tokyo and Seoul act together on tariff. z_tariff, 0 to 1, E6."""
    coordination_basing_cost: float
    """Tokyo and Seoul act together on basing_cost. z_basing_cost, 0 to 1, E6."""
    coordination_strategic_flexibility: float
    """Tokyo and Seoul act together on strategic_flexibility. z_strategic_flexibility, 0 to 1, E6.
    """
    concession_tariff: float
    """What both concede on tariff. c_tariff, 0 to 2, E6."""
    concession_basing_cost: float
    """What both concede on basing_cost. c_basing_cost, 0 to 2, E6."""
    concession_strategic_flexibility: float
    """What both concede on strategic_flexibility. c_strategic_flexibility, 0 to 2, E6."""
    settlement_event: float
    """A settlement is reached. e_q, 0 to 1, E13."""
    reversal_event: float
    """Seoul reverses the settlement in force. e_v, 0 to 1, E14."""
    summit_event: float
    """Tokyo-Seoul leaders' meeting, of either kind. e_m, 0 to 1, E13."""
    visit_event: float
    """One leader's visit to the other. e_m1, 0 to 1, E13."""
    encounter_event: float
    """A meeting at the side of others' meetings. e_m2, 0 to 1, E13."""
    joint_document_event: float
    """The leaders issue a joint document. e_d, 0 to 1, E13."""
    trilateral_event: float
    """Washington-convened meeting of the three. e_3, 0 to 1, E2."""
    court_event: float
    """A court rules against Japanese firms. e_c, 0 to 1, E11."""
    sale_order_event: float
    """A court orders the sale of a Japanese firm's assets. e_s, 0 to 1, E11."""
    provocation_event: float
    """An act by Tokyo over the past. e_p, 0 to 1, E11."""
    incident_event: float
    """An act by Seoul over territory or at sea. e_i, 0 to 1, E11."""
    friction_event: float
    """Heritage, territory and textbook frictions. e_o, 0 to 3, E11."""
    test_event: float
    """A month with North Korean tests. e_n, 0 to 1, E10."""
    remark_event: float
    """Washington remarks on the allies' quarrel. e_r, 0 to 1, E6."""
    escalation_event_jpn: float
    """A step up the retaliation ladder (Tokyo). e_L_T, 0 to 1, E12."""
    escalation_event_kor: float
    """A step up the retaliation ladder (Seoul). e_L_S, 0 to 1, E12."""
    effort: float
    """Washington's brokerage as seen in its record. e_W, 0 to 1, E2."""
    overlap: float
    """Overlap of the two allies' threat pictures. Ω, 0 to 1, E7."""
    link: float
    """How far Washington links its two allies. Λ, 0 to 1, E1."""
    priority_jpn: float
    """Priority of the neighbour after package and influence (Tokyo). κ*_T, 0 to 1, E19."""
    priority_kor: float
    """Priority of the neighbour after package and influence (Seoul). κ*_S, 0 to 1, E19."""
    fear_jpn: float
    """Fear of abandonment by Washington (Tokyo). f_a_T, 0 to 1, E8."""
    fear_kor: float
    """Fear of abandonment by Washington (Seoul). f_a_S, 0 to 1, E8."""
    ambiguity_cost: float
    """Cost to Seoul of strategic ambiguity. c_a, 0 to 1, E9."""
    crisis_support: float
    """Chance that Tokyo supports the US in a peninsula crisis. p_s, 0 to 1, E8."""
    triangle: float
    """US-Japan-Korea: 0 all three friends (ménage à trois), 1 only one pair at odds (romantic
    triangle), 2 only one pair friends (stable marriage), 3 all three at odds (unit veto). Δ, 0
    to 3, E1.
    """

class Input(NamedTuple):
    """What a world gives from outside in one month."""

    us_china_tension: float
    """US-China tension. C, 0 to 1."""
    china_dependence_jpn: float
    """China's share of Japan's trade. d_T, 0 to 1."""
    china_dependence_kor: float
    """China's share of South Korea's trade. d_S, 0 to 1."""
    beijing_pressure: float
    """Beijing's maritime and economic pressure. p_B, 0 to 1."""
    pyongyang_resolve: float
    """Pyongyang's resolve against denuclearisation. v_P, 0 to 1."""
    issue_separation: float
    """How far China and North Korea are seen as two issues. s, 0 to 1."""
    peninsula_salience: float
    """Strategic salience of the peninsula. π, 0 to 1."""
    ideology_kor: float
    """Seoul leader as seen on entry: 0 conservative, 1 progressive. y_S, 0 to 1."""
    ideology_jpn: float
    """Tokyo leader as seen on entry: 0 liberal on history, 1 nationalist. y_T, 0 to 1."""
    vacuum_kor: float
    """An acting leader governs in Seoul. v, 0 to 1."""
    turnover_jpn: float
    """A new leader in Tokyo. o_T, 0 to 1."""
    turnover_kor: float
    """A new leader in Seoul. o_S, 0 to 1."""
    given_court: float
    """Court ruling given this month (size). 0 to 1."""
    generate_court: float
    """Court rulings come from their hazard. 0 to 1."""
    given_provocation: float
    """Tokyo provocation given this month (size). 0 to 1."""
    generate_provocation: float
    """Provocations come from their hazard. 0 to 1."""
    given_sale_order: float
    """Order to sell assets given this month (size). 0 to 1."""
    generate_sale_order: float
    """Orders to sell come from their hazard. 0 to 1."""
    given_incident: float
    """Act by Seoul given this month (size). 0 to 1."""
    generate_incident: float
    """Acts by Seoul come from their hazard. 0 to 1."""
    given_friction: float
    """Other frictions given this month (number). 0 to 3."""
    generate_friction: float
    """Other frictions come from their hazard. 0 to 1."""
    given_test: float
    """North Korean tests given this month (size). 0 to 1."""
    generate_test: float
    """Tests follow Pyongyang's choice to provoke. 0 to 1."""
    given_remark: float
    """Patron remark given this month (size). 0 to 1."""
    generate_remark: float
    """Patron remarks come from their hazard. 0 to 1."""
    given_settlement: float
    """Settlement given this month, with this quality. 0 to 1."""
    generate_settlement: float
    """Settlements come from choices and a hazard. 0 to 1."""
    given_talks: float
    """US-North Korea talks put in this state; -1 leaves them. -1 to 4."""
    generate_talks: float
    """Talks follow choices and hazards. 0 to 1."""

class Trait(NamedTuple):
    """The traits of the leaders in office in one month."""

    usa_mediation: float
    """Readiness to broker between Tokyo and Seoul (Washington's leader). m, 0 to 1."""
    usa_loyalty_reward: float
    """Readiness to reward the more loyal ally (Washington's leader). ℓ, 0 to 1."""
    usa_burden_demand: float
    """Readiness to demand tariffs, costs, flexibility (Washington's leader). β, 0 to 1."""
    usa_pressure_tilt: float
    """Tilt of pressure: + on Tokyo, - on Seoul (Washington's leader). ψ, -1 to 1."""
    usa_neighbour_priority: float
    """Priority of Tokyo-Seoul cooperation (for Washington: how much it values it) (Washington's
    leader). κ, 0 to 1.
    """
    usa_china_alignment: float
    """0 strategic ambiguity, 1 alignment against China (for Washington: will to compete)
    (Washington's leader). α, 0 to 1.
    """
    usa_deterrence: float
    """Toward the North: 0 engagement, 1 deterrence (Washington's leader). δ, 0 to 1."""
    usa_global_scope: float
    """0 peninsula-centred, 1 global role (Washington's leader). γ, 0 to 1."""
    jpn_neighbour_priority: float
    """Priority of Tokyo-Seoul cooperation (for Washington: how much it values it) (Tokyo's leader).
    κ, 0 to 1.
    """
    jpn_rivalry: float
    """Propensity to bid against the neighbour (Tokyo's leader). χ, 0 to 1."""
    jpn_china_alignment: float
    """0 strategic ambiguity, 1 alignment against China (for Washington: will to compete) (Tokyo's
    leader). α, 0 to 1.
    """
    jpn_deterrence: float
    """Toward the North: 0 engagement, 1 deterrence (Tokyo's leader). δ, 0 to 1."""
    jpn_history_hard_line: float
    """Stance on history: 0 conciliatory, 1 revisionist or insisting (Tokyo's leader). η, 0 to 1."""
    jpn_global_scope: float
    """0 peninsula-centred, 1 global role (Tokyo's leader). γ, 0 to 1."""
    kor_neighbour_priority: float
    """Priority of Tokyo-Seoul cooperation (for Washington: how much it values it) (Seoul's leader).
    κ, 0 to 1.
    """
    kor_rivalry: float
    """Propensity to bid against the neighbour (Seoul's leader). χ, 0 to 1."""
    kor_china_alignment: float
    """0 strategic ambiguity, 1 alignment against China (for Washington: will to compete) (Seoul's
    leader). α, 0 to 1.
    """
    kor_deterrence: float
    """Toward the North: 0 engagement, 1 deterrence (Seoul's leader). δ, 0 to 1."""
    kor_history_hard_line: float
    """Stance on history: 0 conciliatory, 1 revisionist or insisting (Seoul's leader). η, 0 to 1."""
    kor_global_scope: float
    """0 peninsula-centred, 1 global role (Seoul's leader). γ, 0 to 1."""

class Draw(NamedTuple):
    """One month's draws, one a stream: uniforms in (0, 1) and standard normals."""

    choose_usa_brokerage: float
    """A uniform draw of this stream. 0 to 1."""
    choose_usa_loyalty: float
    """A uniform draw of this stream. 0 to 1."""
    choose_usa_tariff: float
    """A uniform draw of this stream. 0 to 1."""
    choose_usa_basing_cost: float
    """A uniform draw of this stream. 0 to 1."""
    choose_usa_strategic_flexibility: float
    """A uniform draw of this stream. 0 to 1."""
    choose_usa_pyongyang: float
    """A uniform draw of this stream. 0 to 1."""
    choose_jpn_neighbour: float
    """A uniform draw of this stream. 0 to 1."""
    choose_jpn_washington: float
    """A uniform draw of this stream. 0 to 1."""
    choose_jpn_china: float
    """A uniform draw of this stream. 0 to 1."""
    choose_jpn_pyongyang: float
    """A uniform draw of this stream. 0 to 1."""
    choose_kor_neighbour: float
    """A uniform draw of this stream. 0 to 1."""
    choose_kor_washington: float
    """A uniform draw of this stream. 0 to 1."""
    choose_kor_china: float
    """A uniform draw of this stream. 0 to 1."""
    choose_kor_pyongyang: float
    """A uniform draw of this stream. 0 to 1."""
    choose_chn_tokyo: float
    """A uniform draw of this stream. 0 to 1."""
    choose_chn_seoul: float
    """A uniform draw of this stream. 0 to 1."""
    choose_chn_pyongyang: float
    """A uniform draw of this stream. 0 to 1."""
    choose_prk_posture: float
    """A uniform draw of this stream. 0 to 1."""
    court: float
    """A uniform draw of this stream. 0 to 1."""
    provocation: float
    """A uniform draw of this stream. 0 to 1."""
    heritage: float
    """A uniform draw of this stream. 0 to 1."""
    territory: float
    """A uniform draw of this stream. 0 to 1."""
    textbook: float
    """A uniform draw of this stream. 0 to 1."""
    remark: float
    """A uniform draw of this stream. 0 to 1."""
    settlement: float
    """A uniform draw of this stream. 0 to 1."""
    reversal: float
    """A uniform draw of this stream. 0 to 1."""
    summit: float
    """A uniform draw of this stream. 0 to 1."""
    joint_document: float
    """A uniform draw of this stream. 0 to 1."""
    trilateral: float
    """A uniform draw of this stream. 0 to 1."""
    escalation_jpn: float
    """A uniform draw of this stream. 0 to 1."""
    escalation_kor: float
    """A uniform draw of this stream. 0 to 1."""
    step_down_jpn: float
    """A uniform draw of this stream. 0 to 1."""
    step_down_kor: float
    """A uniform draw of this stream. 0 to 1."""
    talks: float
    """A uniform draw of this stream. 0 to 1."""
    fork: float
    """A uniform draw of this stream. 0 to 1."""
    quad: float
    """A uniform draw of this stream. 0 to 1."""
    coordination_tariff: float
    """A uniform draw of this stream. 0 to 1."""
    coordination_basing_cost: float
    """A uniform draw of this stream. 0 to 1."""
    coordination_strategic_flexibility: float
    """A uniform draw of this stream. 0 to 1."""
    activation: float
    """A uniform draw of this stream. 0 to 1."""
    noise_chn_jpn: float
    """A normal draw of this stream. -7 to 7."""
    noise_chn_kor: float
    """A normal draw of this stream. -7 to 7."""
    noise_jpn_kor: float
    """A normal draw of this stream. -7 to 7."""
    noise_jpn_usa: float
    """A normal draw of this stream. -7 to 7."""
    noise_kor_usa: float
    """A normal draw of this stream. -7 to 7."""
    favour_signal_jpn: float
    """A normal draw of this stream. -7 to 7."""
    favour_signal_kor: float
    """A normal draw of this stream. -7 to 7."""
    incident: float
    """A uniform draw of this stream. 0 to 1."""

class Parameter(NamedTuple):
    """One number for each parameter of behaviour."""

    link_floor: float
    """Link that institutions give without a broker; default 0.3, of hub_and_spokes. L0, 0 to 1."""
    balance_pull: float
    """Pull of structural balance on Tokyo-Seoul; default 0.03, of hub_and_spokes. ω, 0 to 1
    1/month.
    """
    neighbour_weight: float
    """Weight of the neighbour beside the ally axis; default 0.5, of hub_and_spokes. w_N, 0 to 1."""
    alliance_base_jpn: float
    """Level to which Japan-US returns; default 0.65, of role. r0_WT, -1 to 1."""
    alliance_base_kor: float
    """Level to which Korea-US returns; default 0.65, of role. r0_WS, -1 to 1."""
    alliance_anchor: float
    """Rate at which the alliances return; default 0.08, of hub_and_spokes. a_W, 0 to 1 1/month."""
    alliance_noise: float
    """Share of the noise that reaches an alliance; default 0.5, of hub_and_spokes. σ_W, 0 to 1."""
    target_relation: float
    """Tokyo-Seoul level that Washington wishes; default 0.55, of mediation. r*, -1 to 1."""
    convene_gain: float
    """Worth of convening per mediation × priority × shortfall; default 3.5, of mediation. g_c, 0 to
    20.
    """
    convene_floor: float
    """Share of that worth without willing allies; default 0.4, of mediation. f_c, 0 to 1."""
    quarrel_gain: float
    """Worth of convening when allies quarrel; default 0.4, of mediation. g_H, 0 to 20."""
    building_gain: float
    """Worth of building institutions between the willing; default 1, of mediation. g_I, 0 to 20."""
    breadth_gain: float
    """Worth of convening for a broad agenda; default 0.2, of mediation. g_γ, 0 to 20."""
    convene_cost: float
    """Cost of convening; default 0.6, of mediation. c_c, 0 to 20."""
    press_gain: float
    """Worth of pressing per worth × dispute; default 1.5, of mediation. g_p, 0 to 20."""
    favouritism_aversion: float
    """Broker's dislike of looking partial; default 0.6, of mediation. a_f, 0 to 20."""
    press_cost: float
    """Cost of pressing an ally; default 0.5, of mediation. c_p, 0 to 20."""
    tilt_gain: float
    """Weight of the pressure tilt; default 0.8, of mediation. g_ψ, 0 to 20."""
    patron_lead: float
    """How far full brokerage brings two who do not contest, pressing counted twice; default 0.23,
    of mediation. e_p, 0 to 1.
    """
    mediation_cost_cut: float
    """Share of the cost of conceding that full brokerage takes away; default 0.5, of mediation. μ,
    0 to 1.
    """
    mediation_warmth: float
    """Direct warmth from brokerage between the willing; default 0.02, of mediation. ν, 0 to 1
    1/month.
    """
    trilateral_base: float
    """Log-odds that convening yields a meeting of the three; default -4.5, of mediation. a0, -20 to
    20 logit.
    """
    trilateral_willing: float
    """More while both reconcile; default 3, of mediation. a2, -20 to 20 logit."""
    trilateral_practice: float
    """More with security cooperation that goes on; default 2, of mediation. a4, -20 to 20 logit."""
    trilateral_dispute: float
    """Less with the dispute; default 2, of mediation. a3, -20 to 20 logit."""
    regard_floor: float
    """Share of the ally axis that convening has for one who wants nothing; default 0.15, of
    mediation. w_f, 0 to 1.
    """
    reframing: float
    """Threat gap that full brokerage talks away; default 0.2, of mediation. μ_Ω, 0 to 1."""
    broker_breadth: float
    """Functional cooperation from brokerage; default 0.01, of mediation. g_b, 0 to 1 1/month."""
    prize_scale: float
    """Prize of Washington's favour; default 1, of loyalty_contest. V0, 0 to 20."""
    prize_floor: float
    """Share of the prize without reward; default 0.42, of loyalty_contest. f_V, 0 to 1."""
    reward_base: float
    """Worth of rewarding loyalty before any bid; default 0.8, of loyalty_contest. ℓ0, 0 to 20."""
    reward_per_bid: float
    """Worth per expected bid; default 0.5, of loyalty_contest. ℓ1, 0 to 20."""
    reward_cost: float
    """Cost of favouring one ally; default 0.6, of loyalty_contest. c_ℓ, 0 to 20."""
    contest_decisiveness: float
    """Decisiveness of the contest; default 1, of loyalty_contest. r, 0 to 20."""
    bid_unit_cost: float
    """Cost of a unit of effort; default 1, of loyalty_contest. c_b, 0.01 to 20."""
    bid_gain: float
    """Weight of winning per rivalry; default 2.4, of loyalty_contest. g_χ, 0 to 20."""
    bid_cost: float
    """Fixed cost of bidding; default 0.3, of loyalty_contest. c_0, 0 to 20."""
    loser_spur: float
    """How much harder a loser bids; default 0.5, of loyalty_contest. g_l, 0 to 20."""
    weapon_gain: float
    """Use of history as a weapon in the contest; default 0.32, of loyalty_contest. g_w, 0 to 20."""
    rivalry_spillover: float
    """What mutual bidding takes from Tokyo-Seoul; default 0.03, of loyalty_contest. ζ, 0 to 1
    1/month.
    """
    favour_pressure: float
    """Standing lost by the pressed; default 0.03, of relation. k_ψ, 0 to 1 1/month."""
    favour_bias: float
    """Self-serving bias under full reward; default 0.35, of favour_perception. b0, 0 to 1."""
    good_news_gain: float
    """Gain from good news; default 0.4, of favour_perception. K+, 0 to 1 1/month."""
    bad_news_gain: float
    """Gain from bad news; default 0.15, of favour_perception. K-, 0 to 1 1/month."""
    signal_noise: float
    """Noise of the favour signal; default 0.2, of favour_perception. s_f, 0 to 1."""
    influence_base: float
    """Seoul's true influence alone; default 0.2, of role. φ0, 0 to 1."""
    influence_joint: float
    """Influence added by acting with Tokyo; default 0.2, of role. φ1, 0 to 1."""
    success_gain: float
    """Belief gained from a step forward in talks; default 0.4, of influence_learning. k_s, 0 to 1.
    """
    self_attribution: float
    """Share of success that Seoul credits to itself; default 0.8, of influence_learning. a_s, 0 to
    1.
    """
    failure_gain: float
    """Share of overestimate that a breakdown takes; default 0.6, of influence_learning. k_f, 0 to
    1.
    """
    influence_drift: float
    """Drift of belief to the truth; default 0.01, of influence_learning. k_φ, 0 to 1 1/month."""
    influence_high: float
    """Belief above which Seoul disregards Tokyo; default 0.55, of influence_learning. φ_hi, 0 to 1.
    """
    influence_low: float
    """Belief under which Seoul must change course; default 0.45, of influence_learning. φ_lo, 0 to
    1.
    """
    neglect: float
    """Regard for Tokyo lost in overconfidence; default 0.5, of influence_learning. d_κ, 0 to 1."""
    fork_base: float
    """Lean to courting Tokyo after a letdown; default 0, of influence_learning. b_0, -20 to 20."""
    fork_priority: float
    """More with the priority of the neighbour; default 0.6, of influence_learning. b_1, -20 to 20.
    """
    fork_gap: float
    """Less with the gap over the North; default 0.2, of influence_learning. b_2, -20 to 20."""
    fork_dispute: float
    """Less with the dispute; default 0.2, of influence_learning. b_3, -20 to 20."""
    fork_hard_line: float
    """Less with Seoul's hard line; default 0.2, of influence_learning. b_4, -20 to 20."""
    court_gain: float
    """Pull to reconcile when courting Tokyo; default 1.2, of influence_learning. g_k, 0 to 20."""
    attack_gain: float
    """Pull to contest and bid when attacking Tokyo; default 1.2, of influence_learning. g_a, 0 to
    20.
    """
    coordination_exposure: float
    """Worth of coordinating per common exposure; default 0.8, of joint_hedging. c_1, 0 to 20."""
    coordination_wedge: float
    """Less with the gap between exposures; default 1, of joint_hedging. c_2, 0 to 20."""
    coordination_relation: float
    """More with Tokyo-Seoul relations; default 0.3, of joint_hedging. c_3, 0 to 20."""
    coordination_institution: float
    """More with institutions; default 0.3, of joint_hedging. c_4, 0 to 20."""
    coordination_rivalry: float
    """Less with own rivalry when the other bids; default 0.5, of joint_hedging. c_5, 0 to 20."""
    coordination_fear: float
    """Less with fear of abandonment; default 0.3, of joint_hedging. c_6, 0 to 20."""
    talk_signal: float
    """Intent to coordinate that a fresh meeting shows; default 0.5, of joint_hedging. c_9, 0 to 1.
    """
    coordination_floor: float
    """Share of the gain that a first move alone has; default 0.4, of joint_hedging. c_7, 0 to 1."""
    coordination_cost: float
    """Cost of coordinating; default 0.45, of joint_hedging. c_8, 0 to 20."""
    issue_base: float
    """Log-odds of acting together on an issue; default -1, of joint_hedging. z_0, -20 to 20 logit.
    """
    issue_exposure: float
    """More with common exposure on it; default 3, of joint_hedging. z_1, -20 to 20 logit."""
    issue_wedge: float
    """Less with uneven exposure on it; default 3, of joint_hedging. z_2, -20 to 20 logit."""
    concession_cut: float
    """Share of a concession that acting together saves; default 0.3, of joint_hedging. h_2, 0 to 1.
    """
    hedging_warmth: float
    """Warmth per issue acted on together; default 0.01, of joint_hedging. h_1, 0 to 1 1/month."""
    hedge_pull: float
    """Pull of common exposure to reconcile; default 0.3, of joint_hedging. h_4, 0 to 20."""
    insurance: float
    """Worth of a partner under a patron who rewards rivals; default 0.2, of joint_hedging. h_5, 0
    to 20.
    """
    remark_rate: float
    """Hazard of a patron's remark where generated; default 0.08, of relation. l_r, 0 to 1 1/month.
    """
    remark_cost: float
    """What a remark costs an alliance per dispute; default 0.1, of relation. h_6, 0 to 1."""
    summit_shield: float
    """Share of it that a fresh summit saves; default 0.7, of joint_hedging. h_3, 0 to 1."""
    favour_comfort: float
    """Fear that believed favour takes away; default 0.5, of abandonment. f_f, 0 to 1."""
    broker_comfort: float
    """Fear that full brokerage takes away; default 0.6, of abandonment. f_m, 0 to 1."""
    common_fear_pull: float
    """Pull of a common fear to reconcile; default 0.5, of abandonment. f_b, 0 to 20."""
    uneven_fear_push: float
    """Push of an uneven fear; default 0.5, of abandonment. f_u, 0 to 20."""
    entrapment: float
    """Fear of being dragged in per alignment × tension; default 0.3, of abandonment. e_1, 0 to 20.
    """
    deterrence_trust: float
    """Pull of a reliable umbrella to deter; default 0.5, of abandonment. d_1, 0 to 20."""
    reliability_base: float
    """Reliability that neither adds to nor takes from deterring; default 0.6, of abandonment. ρ_0,
    0 to 1.
    """
    reassurance: float
    """Reliability added by brokerage per capability; default 0.03, of abandonment. r_1, 0 to 1
    1/month.
    """
    unreliability: float
    """Reliability worn by reward and demand; default 0.03, of abandonment. r_2, 0 to 1 1/month."""
    capability_step: float
    """Capability gained in a month of tests; default 0.012, of role. c_n, 0 to 1."""
    court_rate: float
    """Hazard of a first ruling at full grievance; default 0.02, of history_dispute. l_c, 0 to 1
    1/month.
    """
    follow_up_rate: float
    """Hazard of a ruling that follows precedent, at full grievance and full precedent; default
    0.22, of history_dispute. l_f, 0 to 1 1/month.
    """
    follow_up_size: float
    """Size of a ruling that follows precedent; default 0.3, of history_dispute. J_f1, 0 to 1."""
    sale_order_rate: float
    """Hazard of an order to sell assets at full court pressure; default 0.08, of history_dispute.
    l_s, 0 to 1 1/month.
    """
    sale_order_size: float
    """Weight of an order beside a first ruling; default 0.05, of history_dispute. J_s, 0 to 1."""
    sale_order_step: float
    """Share of the way to a sale that an order brings; default 0.3, of history_dispute. j_s, 0 to
    1.
    """
    provocation_rate: float
    """Hazard of an act over the past while Tokyo contests; default 0.12, of history_dispute. l_h, 0
    to 1 1/month.
    """
    incident_rate: float
    """Hazard of an act over territory or at sea while Seoul contests; default 0.04, of
    history_dispute. l_i, 0 to 1 1/month.
    """
    heritage_rate: float
    """Hazard of a heritage friction; default 0.033, of history_dispute. l_1, 0 to 1 1/month."""
    territory_rate: float
    """Hazard of a territorial friction; default 0.033, of history_dispute. l_2, 0 to 1 1/month."""
    textbook_rate: float
    """Hazard of a textbook friction; default 0.033, of history_dispute. l_3, 0 to 1 1/month."""
    friction_grievance: float
    """More frictions at full grievance, fewer at none; default 0.7, of history_dispute. l_4, 0 to
    1.
    """
    court_impact: float
    """Weight of a ruling of size 1; default 0.35, of history_dispute. J_c, 0 to 1."""
    provocation_impact: float
    """Weight of an act by either capital; default 0.12, of history_dispute. J_p, 0 to 1."""
    friction_impact: float
    """Weight of another friction; default 0.05, of history_dispute. J_o, 0 to 1."""
    mutual_heat: float
    """More where both have contested; default 1, of history_dispute. J_m, 0 to 20."""
    contest_feed: float
    """What a contest adds to the dispute; default 0.02, of history_dispute. J_f, 0 to 1 1/month."""
    dispute_decay: float
    """Decay of the dispute; default 0.05, of relation. h_d, 0 to 1 1/month."""
    litigation_step: float
    """Court pressure from a ruling; default 0.25, of history_dispute. j_c, 0 to 1."""
    case_law_step: float
    """Precedent that a ruling of size 1 makes; default 0.5, of history_dispute. j_l, 0 to 1."""
    litigation_growth: float
    """Its growth by itself; default 0.015, of history_dispute. j_g, 0 to 1 1/month."""
    shock_toll: float
    """What a shock takes from Tokyo-Seoul at once; default 0.4, of history_dispute. k_J, 0 to 1."""
    hard_line_gain: float
    """Pull of a hard line to contest; default 0.8, of history_dispute. g_η, 0 to 20."""
    hard_line_floor: float
    """Part of it without any dispute; default 0.4, of history_dispute. g_η0, 0 to 1."""
    reciprocity: float
    """Pull of the other's reconciling; default 0.4, of retaliation. s_r, 0 to 20."""
    reciprocity_norm: float
    """Record of reconciling that is neutral; default 0.3, of retaliation. s_n, 0 to 1."""
    reactivity: float
    """Pull of the other's contesting; default 0.4, of retaliation. r_c, 0 to 20."""
    red_line: float
    """Tokyo's pull to contest when its firms' assets may be sold; default 0.8, of retaliation. r_a,
    0 to 20.
    """
    spent_answer: float
    """Reasons to contest that the top of the ladder uses up; default 0.5, of retaliation. r_s, 0 to
    1.
    """
    answer_gain: float
    """Pull to answer a higher level; default 0.3, of retaliation. r_L, 0 to 20."""
    broker_restraint: float
    """Restraint from full brokerage; default 0.3, of retaliation. r_3, 0 to 20."""
    institution_restraint: float
    """Restraint from full institutions; default 0.3, of retaliation. r_5, 0 to 20."""
    climb_gate: float
    """Dispute below which nobody retaliates; default 0.3, of retaliation. H_L, 0 to 1."""
    climb_base: float
    """Log-odds of a step up for one who contests; default -2.9, of retaliation. L_0, -20 to 20
    logit.
    """
    climb_dispute: float
    """More with the dispute; default 2.5, of retaliation. L_H, -20 to 20 logit."""
    climb_answer: float
    """More when the other stands higher; default 1.5, of retaliation. L_a, -20 to 20 logit."""
    climb_lead: float
    """Less when already higher; default 1.5, of retaliation. L_l, -20 to 20 logit."""
    climb_broker: float
    """Less under full brokerage; default 1.5, of retaliation. L_m, -20 to 20 logit."""
    climb_assets: float
    """More for Tokyo, and fewer steps down, when its firms' assets may be sold; default 1.2, of
    retaliation. L_J, -20 to 20 logit.
    """
    descend_base: float
    """Log-odds of a step down for one who reconciles; default -1.5, of retaliation. L_d, -20 to 20
    logit.
    """
    descend_reciprocity: float
    """More with the other's record of reconciling; default 3, of retaliation. L_r, -20 to 20 logit.
    """
    descend_answer: float
    """More where the other already stands lower; default 3, of retaliation. L_b, -20 to 20 logit.
    """
    step_chill: float
    """What a step up takes from Tokyo-Seoul in its month; default 0.04, of retaliation. k_ΔL, 0 to
    1.
    """
    ladder_toll: float
    """What one standing level takes from Tokyo-Seoul; default 0.002, of retaliation. k_L, 0 to 1
    1/month.
    """
    stop_threshold: float
    """Relation below which dialogue stops; default -0.25, of retaliation. r_off, -1 to 1."""
    exercise_ease: float
    """Lead of drills over dialogue; default 0.14, of retaliation. r_x, 0 to 1."""
    reconcile_gain: float
    """Pull of the neighbour's priority; default 2, of thaw. b, 0 to 20."""
    satiety: float
    """Share of priority that closeness satisfies; default 0.6, of thaw. κ_1, 0 to 1."""
    priority_norm: float
    """Priority that is neutral; default 0.35, of thaw. κ_0, 0 to 1."""
    concession_burden: float
    """Cost of conceding per hard line; default 0.6, of thaw. k, 0 to 20."""
    burden_share: float
    """More of that cost for the side that the design has pay; default 2, of thaw. k_d, 0 to 20."""
    burden_floor: float
    """Part of it without any dispute; default 0.5, of thaw. k_b, 0 to 1."""
    rapport_pull: float
    """Pull of rapport; default 0.15, of thaw. g_R, 0 to 20."""
    deadline_pull: float
    """Pull of a looming ruling on Seoul; default 0.3, of thaw. g_J, 0 to 20."""
    settlement_gate: float
    """Dispute above which there is something to settle; default 0.2, of thaw. H_q, 0 to 1."""
    litigation_gate: float
    """Court pressure that reopens a settled matter; default 0.2, of thaw. J_q, 0 to 1."""
    settlement_rate: float
    """Hazard of a settlement while both reconcile; default 0.11, of thaw. l_q, 0 to 1 1/month."""
    relief_floor: float
    """Dispute lifted by a settlement of no quality; default 0.3, of thaw. h_fix, 0 to 1."""
    pending_gate: float
    """Court pressure's part beside the dispute in the gate to visits; default 0.4, of thaw. s_J, 0
    to 1.
    """
    summit_gate: float
    """Dispute above which leaders do not visit; default 0.45, of thaw. H_m, 0 to 1."""
    summit_rate: float
    """Hazard of a meeting, a visit or an encounter, while both reconcile; a month has at most one;
    default 0.8, of thaw. s_m, 0 to 1 1/month.
    """
    visit_share: float
    """Share of it that would be a visit; default 0.35, of thaw. s_v, 0 to 1."""
    encounter_floor: float
    """Encounters of two who do not contest, beside two who reconcile; default 0.3, of thaw. s_b, 0
    to 1.
    """
    encounter_weight: float
    """Weight of an encounter beside a visit; default 0.4, of thaw. s_e, 0 to 1."""
    meeting_fatigue: float
    """Share of the chance that a meeting just held takes away; default 0.4, of thaw. s_t, 0 to 1.
    """
    summit_rapport: float
    """Share of it that waits for rapport; default 0.3, of thaw. s_R, 0 to 1."""
    document_rate: float
    """Chance of a joint document at a visit, at full trust; default 0.1, of thaw. l_d, 0 to 1."""
    rapport_step: float
    """Rapport from a visit; default 0.4, of thaw. d_R, 0 to 1."""
    rapport_decay: float
    """Decay of rapport; default 0.05, of thaw. h_R, 0 to 1 1/month."""
    summit_warmth: float
    """Warmth from a visit; default 0.05, of thaw. w_m, 0 to 1."""
    settlement_warmth: float
    """Warmth from a settlement; default 0.08, of thaw. w_q, 0 to 1."""
    goodwill_warmth: float
    """Warmth while both have reconciled; default 0.015, of thaw. w_g, 0 to 1 1/month."""
    domestic_cost: float
    """Cost of reconciling against opinion; default 0.5, of domestic_politics. d_U, 0 to 20."""
    approval_need: float
    """Cost of reconciling per approval short of rest; default 1, of domestic_politics. d_0, 0 to
    20.
    """
    approval_rest: float
    """Approval at rest; default 0.62, of domestic_politics. A_0, 0 to 1."""
    approval_rate: float
    """Return of approval, and of support; default 0.05, of domestic_politics. a_A, 0 to 1 1/month.
    """
    honeymoon: float
    """Approval that a new leader starts above the middle; default 0.08, of domestic_politics. A_h,
    0 to 1.
    """
    concession_cost: float
    """Approval lost to a concession; default 0.6, of domestic_politics. d_A, 0 to 1."""
    rally_gain: float
    """Approval from standing up in a quarrel; default 0.01, of domestic_politics. d_2, 0 to 1
    1/month.
    """
    benefit_gain: float
    """Support from benefits that people see; default 0.02, of domestic_politics. o_1, 0 to 1
    1/month.
    """
    message_gain: float
    """Support from a common danger; default 0.02, of domestic_politics. o_2, 0 to 1 1/month."""
    concession_resentment: float
    """Support lost to a concession; default 0.3, of domestic_politics. o_3, 0 to 1."""
    shock_resentment: float
    """Support lost to a shock; default 0.2, of domestic_politics. o_4, 0 to 1."""
    reversal_gain: float
    """Pull to contest an unpopular deal of the other camp; default 2, of domestic_politics. h_g, 0
    to 20.
    """
    reversal_rate: float
    """Hazard of a reversal while Seoul contests; default 0.03, of domestic_politics. h_0, 0 to 1
    1/month.
    """
    reversal_flip: float
    """More after a turn of ideology; default 1.5, of domestic_politics. h_v1, -20 to 20 log."""
    reversal_institution: float
    """Less with institutions; default 1, of domestic_politics. h_v3, -20 to 20 log."""
    reversal_tension: float
    """Less with US-China tension; default 0.5, of domestic_politics. h_v5, -20 to 20 log."""
    reversal_chill: float
    """What a reversal takes from Tokyo-Seoul; default 0.1, of domestic_politics. k_v, 0 to 1."""
    institution_buffer: float
    """Share of a shock that full institutions absorb; default 0.5, of institutions. z_I, 0 to 1."""
    trust_buffer: float
    """Share that full trust absorbs; default 0.2, of institutions. z_τ, 0 to 1."""
    institution_routine: float
    """Pull of institutions to reconcile, whoever leads; default 0.3, of institutions. ρ_2, 0 to 20.
    """
    institution_ease: float
    """Relation that institutions make up for in dialogue and drills; default 0.2, of institutions.
    ρ_3, 0 to 1.
    """
    institution_persistence: float
    """Slower return of Tokyo-Seoul under full institutions; default 0.5, of institutions. ρ_1, 0 to
    1.
    """
    trilateral_step: float
    """Institutions from a meeting of the three; default 0.08, of institutions. ι_3, 0 to 1."""
    step_floor: float
    """Share of it without any common green light; default 0.2, of institutions. ι_0, 0 to 1."""
    summit_step: float
    """Institutions from a visit; default 0.03, of institutions. ι_2, 0 to 1."""
    document_step: float
    """Institutions from a joint document; default 0.05, of institutions. ι_d, 0 to 1."""
    institution_decay: float
    """Decay without upkeep; default 0.02, of institutions. d_I, 0 to 1 1/month."""
    upkeep_base: float
    """Upkeep by habit; default 0.2, of institutions. u_0, 0 to 1."""
    upkeep_broker: float
    """Upkeep by full brokerage; default 0.5, of institutions. u_1, 0 to 1."""
    upkeep_goodwill: float
    """Upkeep by goodwill; default 0.5, of institutions. u_2, 0 to 1."""
    upkeep_dialogue: float
    """Upkeep by working dialogue; default 0.2, of institutions. u_3, 0 to 1."""
    trust_gain: float
    """Trust from security cooperation; default 0.05, of institutions. a_τ, 0 to 1 1/month."""
    trust_summit: float
    """Trust from a visit; default 0.04, of institutions. a_m, 0 to 1."""
    trust_shock: float
    """Trust lost to a shock; default 0.3, of institutions. a_J, 0 to 1."""
    trust_settlement: float
    """Trust from a settlement of full quality; default 0.1, of institutions. a_q, 0 to 1."""
    trust_reversal: float
    """Trust lost to a reversal; default 0.25, of institutions. a_v, 0 to 1."""
    trust_decay: float
    """Decay of trust; default 0.005, of institutions. a_0, 0 to 1 1/month."""
    carry_floor: float
    """Share of a relation that outlasts a leader; default 0.5, of institutions. i_0, 0 to 1."""
    carry_institution: float
    """More with institutions; default 0.5, of institutions. i_1, 0 to 1."""
    consensus: float
    """More with cross-party consensus; default 0, of institutions. i_2, 0 to 1."""
    turnover_weight_jpn: float
    """Weight of a turnover in Tokyo; default 0.3, of role. i_T, 0 to 1."""
    turnover_weight_kor: float
    """Weight of a turnover in Seoul; default 0.5, of role. i_S, 0 to 1."""
    vacuum_drift: float
    """Drift of Tokyo-Seoul under an acting leader; default 0.008, of vacuum. d_v, 0 to 1 1/month.
    """
    concern_friendly: float
    """Prior fear of a leader of the friendlier camp; default 0.2, of signalling. u_f, 0 to 1."""
    concern_hostile: float
    """Prior fear of a leader of the other camp; default 0.6, of signalling. u_h, 0 to 1."""
    concern_kept: float
    """Part of the old fear, or of its absence, that outlasts the other's leader; default 0.15, of
    signalling. u_k, 0 to 1.
    """
    concern_rate: float
    """Return of fear to the camp's prior; default 0.02, of signalling. u_a, 0 to 1 1/month."""
    signal_reconcile: float
    """Likelihood ratio of a month's reconciling, friendly to hostile; default 1.15, of signalling.
    l_s1, 1 to 20 ratio.
    """
    signal_summit: float
    """Likelihood ratio of a visit; default 1.5, of signalling. l_s2, 1 to 20 ratio."""
    pledge_rate: float
    """How fast reconciling under an inherited settlement binds; default 0.3, of signalling. l_6, 0
    to 1 1/month.
    """
    signal_pledge: float
    """Likelihood ratio of a pledge; default 3, of signalling. l_s3, 1 to 20 ratio."""
    signal_contest: float
    """Likelihood ratio of a month's contest, hostile to friendly; default 1.15, of signalling.
    l_s4, 1 to 20 ratio.
    """
    signal_reversal: float
    """Likelihood ratio of a reversal; default 3, of signalling. l_5, 1 to 20 ratio."""
    early_weight: float
    """How much louder; default 2, of signalling. l_e, 1 to 20."""
    concern_push: float
    """Weight of fear against reconciling; default 0.4, of signalling. g_u, 0 to 20."""
    design_acceptance: float
    """Victims' acceptance built into the design; default 0.45, of settlement. q_1, 0 to 1."""
    design_two_sided: float
    """Two-sidedness of the design: a foundation of one side has little; default 0.3, of settlement.
    q_2, 0 to 1.
    """
    design_finality: float
    """Legal finality of the design; default 0.4, of settlement. q_3, 0 to 1."""
    design_burden_jpn: float
    """Tokyo's part in the concession; default 0.2, of role. k_T, 0 to 1."""
    design_burden_kor: float
    """Seoul's part in the concession; default 0.8, of role. k_S, 0 to 1."""
    quality_legitimacy: float
    """Weight of legitimacy in quality; default 0.4, of settlement. q_w1, 0 to 1."""
    quality_two_sided: float
    """Weight of two-sidedness; default 0.3, of settlement. q_w2, 0 to 1."""
    quality_finality: float
    """Weight of finality; default 0.3, of settlement. q_w3, 0 to 1."""
    tilt_standing: float
    """Tilt from standing in Washington; default 0.6, of settlement. t_F, 0 to 1."""
    tilt_pressure: float
    """Tilt from one-sided pressure; default 1, of settlement. t_ψ, 0 to 20."""
    redress: float
    """What a settlement of full quality heals while in force; default 0.01, of settlement. d_h, 0
    to 1 1/month.
    """
    grievance_cut: float
    """Grievance healed by a settlement of full quality; default 0.5, of settlement. d_q, 0 to 1."""
    grievance_provocation: float
    """Grievance from an act by Tokyo; default 0.02, of settlement. g_3, 0 to 1."""
    grievance_ruling: float
    """Grievance from a ruling; default 0.02, of settlement. g_4, 0 to 1."""
    grievance_reversal: float
    """Grievance from a reversal; default 0.1, of settlement. g_5, 0 to 1."""
    grievance_cap: float
    """Trust and closeness that full grievance puts out of reach; default 0.3, of settlement. d_G, 0
    to 1.
    """
    finality_base: float
    """Finality that Tokyo asks at first; default 0.4, of settlement. f_0, 0 to 1."""
    finality_per_reversal: float
    """More after each reversal; default 0.15, of settlement. f_1, 0 to 1."""
    finality_weight: float
    """Weight of missing finality; default 0.8, of settlement. f_2, 0 to 20."""
    overlap_pull: float
    """Pull of a common danger to reconcile; default 0.3, of threat_overlap. g_Ω, 0 to 20."""
    threat_rate: float
    """Rate at which threat perceptions adjust; default 0.05, of role. a_θ, 0 to 1 1/month."""
    coercion_alarm: float
    """Alarm from being coerced by Beijing; default 0.3, of role. θ_c, 0 to 1."""
    test_size: float
    """Size of a generated month of tests; default 0.45, of role. n, 0 to 1."""
    test_alarm: float
    """Alarm from a month of tests; default 0.04, of role. θ_n, 0 to 1."""
    talks_relief: float
    """Relief while talks run; default 0.1, of role. θ_t, 0 to 1."""
    security_rate: float
    """Adjustment of security cooperation; default 0.05, of role. a_Q, 0 to 1 1/month."""
    green_light_gain: float
    """Faster adjustment on a full green light; default 3.7, of role. g_Q, 0 to 20."""
    dialogue_practice: float
    """Security work from a dialogue that runs; default 0.005, of role. a_D0, 0 to 1 1/month."""
    test_joint: float
    """Security cooperation from tests where both deter; default 0.02, of threat_overlap. a_N, 0 to
    1.
    """
    test_split: float
    """What tests take where one deters; default 0.02, of threat_overlap. a_D, 0 to 1."""
    china_threat_weight_jpn: float
    """Tokyo's sensitivity to Beijing's pressure; default 1, of role. θ_T, 0 to 20."""
    china_threat_weight_kor: float
    """Seoul's sensitivity to Beijing's pressure; default 0.6, of role. θ_S, 0 to 20."""
    alignment_gain: float
    """Weight of the leader's stance on China; default 0.6, of strategic_ambiguity. g_α, 0 to 20."""
    tension_pull: float
    """Pull of tension to align; default 0.4, of strategic_ambiguity. a_1, 0 to 20."""
    flexibility_pull: float
    """More when Washington demands flexibility; default 0.3, of strategic_ambiguity. a_1', 0 to 20.
    """
    scope_pull: float
    """Pull of a global role; default 0.2, of strategic_ambiguity. a_γ, 0 to 20."""
    dependence_pull: float
    """Pull of trade with China to ambiguity; default 0.8, of strategic_ambiguity. a_2, 0 to 20."""
    dependence_relief: float
    """Share of that pull that full tension takes away; default 0.5, of strategic_ambiguity. a_4, 0
    to 1.
    """
    need_of_beijing: float
    """Pull to ambiguity of Beijing's help with the North (Seoul); default 0.4, of
    strategic_ambiguity. a_3, 0 to 20.
    """
    coercion_response: float
    """Response of alignment to coercion; default 0, of strategic_ambiguity. a_c, -20 to 20."""
    courtship_response: float
    """Pull of Beijing's courtship to ambiguity; default 0.1, of strategic_ambiguity. a_5, -20 to
    20.
    """
    alignment_rate: float
    """Adjustment of realised alignment; default 0.1, of strategic_ambiguity. k_a, 0 to 1 1/month.
    """
    gap_cost: float
    """Cooperation lost to a full gap over China; default 0.5, of strategic_ambiguity. g_gap, 0 to
    1.
    """
    displeasure: float
    """Beijing's displeasure at alignment; default 0.03, of strategic_ambiguity. z_B, 0 to 1
    1/month.
    """
    quad_practice: float
    """Security work that a step at the Quad brings; default 0.002, of strategic_ambiguity. K_s, 0
    to 1 1/month.
    """
    quad_displeasure: float
    """Beijing's displeasure at a step at the Quad; default 0.002, of strategic_ambiguity. K_b, 0 to
    1 1/month.
    """
    quad_slight: float
    """What being kept waiting takes from Tokyo-Seoul; default 0.002, of strategic_ambiguity. K_w, 0
    to 1 1/month.
    """
    quad_rate: float
    """Hazard that an application is dealt with; default 0.1, of strategic_ambiguity. K_l, 0 to 1
    1/month.
    """
    quad_base: float
    """Log-odds of admission; default -3, of strategic_ambiguity. K_0, -20 to 20 logit."""
    quad_relation: float
    """More with Tokyo-Seoul relations; default 3, of strategic_ambiguity. K_r, -20 to 20 logit."""
    talk_gain: float
    """Washington's appetite for talks; default 0.8, of dprk_talks. t_1, 0 to 20."""
    talk_sponsor: float
    """Weight of an engager in Seoul; default 1, of dprk_talks. t_2, 0 to 20."""
    sponsor_bid: float
    """What bidding in Washington adds to a sponsor's weight; default 0.2, of dprk_talks. t_5, 0 to
    20.
    """
    talk_answer: float
    """Pull of Pyongyang's readiness; default 0.5, of dprk_talks. t_3, 0 to 20."""
    talk_rebuff: float
    """Push of its provocations; default 0.4, of dprk_talks. t_4, 0 to 20."""
    provoke_resolve: float
    """Pull of resolve to provoke; default 0.5, of dprk_talks. v_1, 0 to 20."""
    provoke_restraint: float
    """Beijing's restraint; default 0.3, of dprk_talks. v_2, 0 to 20."""
    provoke_opening: float
    """Restraint from an opening; default 0.4, of dprk_talks. v_3, 0 to 20."""
    provoke_cost: float
    """Cost of provoking; default 0.15, of dprk_talks. v_4, 0 to 20."""
    answer_opening: float
    """Pull of an opening to talk; default 0.8, of dprk_talks. v_5, 0 to 20."""
    answer_restraint: float
    """Beijing's nudge to talk; default 0.2, of dprk_talks. v_6, 0 to 20."""
    talk_resolve: float
    """Resolve against talks; default 0.6, of dprk_talks. v_7, 0 to 20."""
    talk_bloc: float
    """Bloc against talks; default 0.3, of dprk_talks. v_8, 0 to 20."""
    engage_gain: float
    """Weight of the leader's line on the North; default 0.6, of dprk_talks. g_δ, 0 to 20."""
    backing_gain: float
    """Seoul's pull to bid for backing of talks that it wants; default 0.25, of dprk_talks. b_w, 0
    to 20.
    """
    scope_distance: float
    """Less for a global role; default 0.3, of dprk_talks. g_sγ, 0 to 1."""
    engage_talks: float
    """Pull of talks under way; default 0.3, of dprk_talks. g_et, 0 to 20."""
    engage_threat: float
    """Push of the threat; default 0.3, of dprk_talks. g_θ, 0 to 20."""
    bloc: float
    """Pyongyang's bloc with Beijing and Moscow; default 0.5, of dprk_talks. r_BP, 0 to 1."""
    talks_open: float
    """Hazard that talks move a step on while both talk; default 0.2, of dprk_talks. T_1, 0 to 1
    1/month.
    """
    talks_lapse: float
    """Hazard that talks lapse; default 0.05, of dprk_talks. T_3, 0 to 1 1/month."""
    summit_close: float
    """Hazard that the summit phase ends; default 0.12, of dprk_talks. T_4, 0 to 1 1/month."""
    deal_base: float
    """Log-odds of a deal; default 0.5, of dprk_talks. D_0, -20 to 20 logit."""
    deal_resolve: float
    """Less with resolve; default 2, of dprk_talks. D_1, -20 to 20 logit."""
    deal_bloc: float
    """Less with the bloc; default 1.5, of dprk_talks. D_2, -20 to 20 logit."""
    deal_stepwise: float
    """More with an engager's stepwise plan; default 0.5, of dprk_talks. D_3, -20 to 20 logit."""
    deal_lapse: float
    """Hazard that a deal lapses; default 0.02, of dprk_talks. T_5, 0 to 1 1/month."""
    breakdown_lapse: float
    """Hazard that a breakdown is behind them; default 0.06, of dprk_talks. T_6, 0 to 1 1/month."""
    isolation: float
    """Standing that a hard-line Tokyo loses while talks run; default 0.03, of dprk_talks. i_F, 0 to
    1 1/month.
    """
    split_toll: float
    """What different lines take from Tokyo-Seoul while talks run; default 0.02, of dprk_talks. i_3,
    0 to 1 1/month.
    """
    trade_base: float
    """Ties of trade and people at rest; default 0.6, of interdependence. Q_0, 0 to 1."""
    trade_rate: float
    """Return to it; default 0.03, of interdependence. a_e, 0 to 1 1/month."""
    trade_sanction: float
    """Wear from a trade sanction; default 0.004, of interdependence. x_e, 0 to 1 1/month."""
    trade_restraint: float
    """Restraint from trade at stake; default 0.2, of interdependence. r_e, 0 to 20."""
    tangibility: float
    """Share of trade that people feel as a benefit; default 0.2, of interdependence. o_5, 0 to 1.
    """
    exchange_healing: float
    """Grievance healed by exchanges; default 0.002, of interdependence. d_e, 0 to 1 1/month."""
    package_weight_jpn: float
    """Design's part in Tokyo's priority; default 0, of role. κ_dT, 0 to 1."""
    package_weight_kor: float
    """Design's part in Seoul's priority; default 0.3, of role. κ_dS, 0 to 1."""
    exposure_substitution: float
    """Priority added by common exposure; default 0.15, of grand_strategy. k_4, 0 to 1."""
    rationality_usa: float
    """Rationality of Washington; default 5, of choice. λ_W, 0 to 20."""
    rationality_jpn: float
    """Rationality of Tokyo; default 5, of choice. λ_T, 0 to 20."""
    rationality_kor: float
    """Rationality of Seoul; default 5, of choice. λ_S, 0 to 20."""
    rationality_chn: float
    """Rationality of Beijing; default 5, of choice. λ_B, 0 to 20."""
    rationality_prk: float
    """Rationality of Pyongyang; default 5, of choice. λ_P, 0 to 20."""
    inertia: float
    """Ease of staying put; default 0.1, of choice. ι, 0 to 20."""
    regard_gain: float
    """Ally axis (weight 1): regard that reconciling wins from a broker or a presser; default 0.3,
    of choice. w_r, 0 to 20.
    """
    reconcile_cost: float
    """Cost of reaching out; default 0.35, of choice. c_r, 0 to 20."""
    quiet_ease: float
    """Ease of keeping quiet in Washington; default 0, of choice. c_q, -20 to 20."""
    contest_cost: float
    """Cost of contesting; default 0.25, of choice. c_x, 0 to 20."""
    contest_priority: float
    """Restraint from the neighbour's priority; default 0.8, of choice. c_κ, 0 to 20."""
    press_alliance_cost: float
    """Ally axis lost by pressing; default 0.1, of choice. c_W, 0 to 20."""
    demand_gain: float
    """Worth of demands per burden demand; default 1.6, of choice. g_β, 0 to 20."""
    demand_cost: float
    """Cost of demanding; default 0.7, of choice. c_β, 0 to 20."""
    tariff_reluctance: float
    """More reluctance over tariffs; default 0.1, of choice. c_t, 0 to 20."""
    flexibility_gain: float
    """Worth of flexibility for a China contingency; default 0.3, of choice. g_f, 0 to 20."""
    memory_gain: float
    """Gain of the fading memory; default 0.1, of choice. g, 0 to 1 1/month."""
    averaging: float
    """Memory with gain 1/t in place of a constant one; default 0, of schedule. g_t, 0 to 1."""
    asynchronous: float
    """Asynchronous schedule; default 0, of schedule. σ_a, 0 to 1."""
    freeze_usa: float
    """Washington repeats its last choices; default 0, of schedule. f_W, 0 to 1."""
    freeze_jpn: float
    """Tokyo repeats its last choices; default 0, of schedule. f_T, 0 to 1."""
    freeze_kor: float
    """Seoul repeats its last choices; default 0, of schedule. f_S, 0 to 1."""
    freeze_chn: float
    """Beijing repeats its last choices; default 0, of schedule. f_B, 0 to 1."""
    freeze_prk: float
    """Pyongyang repeats its last choices; default 0, of schedule. f_P, 0 to 1."""
    tariff_exposure_jpn: float
    """Tokyo's exposure to tariffs; default 0.8, of role. X_T1, 0 to 1."""
    tariff_exposure_kor: float
    """Seoul's exposure to tariffs; default 0.8, of role. X_S1, 0 to 1."""
    basing_cost_exposure_jpn: float
    """Tokyo's exposure to base costs; default 0.8, of role. X_T2, 0 to 1."""
    basing_cost_exposure_kor: float
    """Seoul's exposure to base costs; default 0.8, of role. X_S2, 0 to 1."""
    strategic_flexibility_exposure_jpn: float
    """Tokyo's exposure to flexibility; default 0.6, of role. X_T3, 0 to 1."""
    strategic_flexibility_exposure_kor: float
    """Seoul's exposure to flexibility; default 0.6, of role. X_S3, 0 to 1."""
    court_ambiguous: float
    """Beijing courts the ambiguous; default 0.5, of beijing. B_1, 0 to 20."""
    court_cost: float
    """Cost of courting; default 0.3, of beijing. B_2, 0 to 20."""
    wedge_motive: float
    """Courting as a wedge under tension; default 0, of beijing. B_3, 0 to 20."""
    coerce_aligned: float
    """Beijing coerces the aligned; default 0.8, of beijing. B_4, 0 to 20."""
    coerce_cost: float
    """Cost of coercing; default 0.4, of beijing. B_5, 0 to 20."""
    coerce_friend: float
    """Restraint toward a friend; default 0.3, of beijing. B_6, 0 to 20."""
    restrain_provocation: float
    """Beijing restrains a provoker; default 0.5, of beijing. B_7, 0 to 20."""
    shield_tension: float
    """Beijing shields under tension; default 0.6, of beijing. B_8, 0 to 20."""
    restrain_cost: float
    """Cost of restraining; default 0, of beijing. B_9, -20 to 20."""
    relation_rate: float
    """Rate at which a relation returns to its base; default 0.05, of relation. a, 0 to 1 1/month.
    """
    relation_noise: float
    """Monthly noise of a relation; default 0.015, of relation. σ, 0 to 1."""
    relation_base_jpn_kor: float
    """Base of Tokyo-Seoul before trust, danger, grievance, dispute; default 0.05, of relation.
    r0_TS, -1 to 1.
    """
    base_trust: float
    """Base lifted by trust; default 0.4, of relation. r_τ, 0 to 1."""
    base_overlap: float
    """Base lifted by a common danger; default 0.3, of relation. r_Ω, 0 to 1."""
    base_security: float
    """Base lifted by security work; default 0.15, of relation. r_Q, 0 to 1."""
    base_grievance: float
    """Base lowered by grievance; default 0.35, of relation. r_G, 0 to 1."""
    base_dispute: float
    """Base lowered by the dispute; default 0.4, of relation. r_H, 0 to 1."""
    relation_base_chn_kor: float
    """Base of China-Korea; default 0.3, of relation. r0_SB, -1 to 1."""
    gesture_warmth: float
    """Warmth from one side's reconciling; default 0.004, of relation. w_1, 0 to 1 1/month."""
    contest_chill: float
    """Chill from one side's contest; default 0.006, of relation. w_2, 0 to 1 1/month."""
    bid_warmth: float
    """Warmth that a bid buys in Washington; default 0.01, of relation. w_3, 0 to 1."""
    coerced_worth: float
    """Warmth of a unit conceded under demand, a unit bid having 1; default 0.2, of relation. w_4, 0
    to 1.
    """
    demand_strain: float
    """Strain from demands; default 0.004, of relation. w_5, 0 to 1 1/month."""
    pressure_strain: float
    """Strain from being pressed; default 0.03, of relation. w_6, 0 to 1 1/month."""
    ambiguity_strain: float
    """Strain from ambiguity under tension; default 0.03, of relation. w_7, 0 to 1 1/month."""
    coordination_strain: float
    """Strain from a common front; default 0.004, of relation. w_8, 0 to 1 1/month."""
    court_warmth: float
    """Warmth from Beijing's courting; default 0.02, of relation. w_9, 0 to 1 1/month."""
    coerce_chill: float
    """Chill from its coercion; default 0.03, of relation. w_10, 0 to 1 1/month."""

class Switch(NamedTuple):
    """True where a mechanism is on."""

    hub_and_spokes: bool
    """Off: no pull to balance; the neighbour weighs 1; alliances move like Tokyo-Seoul. M01, 0 to
    1, E1.
    """
    mediation: bool
    """Off: no effort, no pressure, no meeting of the three; nobody reads brokerage. M02, 0 to 1,
    E2.
    """
    loyalty_contest: bool
    """Off: no prize, no bid; standing fades with pressure and talks. M03, 0 to 1, E3."""
    favour_perception: bool
    """Off: each ally believes its true standing. M04, 0 to 1, E4."""
    influence_learning: bool
    """Off: Seoul believes its true influence; no neglect, no fork. M05, 0 to 1, E5."""
    joint_hedging: bool
    """Off: no gain from acting together, no saving, no shield. M06, 0 to 1, E6."""
    threat_overlap: bool
    """Off: overlap ½; tests do not touch cooperation. M07, 0 to 1, E7."""
    abandonment: bool
    """Off: no fear, no entrapment; reliability stands still. M08, 0 to 1, E8."""
    strategic_ambiguity: bool
    """Off: alignment ½ for both; no cost, no displeasure, no Quad. M09, 0 to 1, E9."""
    dprk_talks: bool
    """Off: no talks; postures and lines toward the North have no motive here. M10, 0 to 1, E10."""
    history_dispute: bool
    """Off: no shock, no litigation; the dispute there is decays. M11, 0 to 1, E11."""
    retaliation: bool
    """Off: no ladder, no reaction; dialogue and drills run. M12, 0 to 1, E12."""
    thaw: bool
    """Off: no settlement, summit or document; no pull of priority or rapport. M13, 0 to 1, E13."""
    domestic_politics: bool
    """Off: approval and support ½; no reversal. M14, 0 to 1, E14."""
    institutions: bool
    """Off: no institutions, no buffer; turnovers cost nothing; trust stands still. M15, 0 to 1,
    E15.
    """
    vacuum: bool
    """Off: an acting leader is a leader. M16, 0 to 1, E16."""
    signalling: bool
    """Off: no fear of the other, no pledge. M17, 0 to 1, E17."""
    interdependence: bool
    """Off: trade and society ties stand still; no restraint, no benefit. M18, 0 to 1, E18."""
    grand_strategy: bool
    """Off: priority is the trait. M19, 0 to 1, E19."""
    settlement: bool
    """Off: settlements have no quality and heal nothing; grievance caps nothing. M20, 0 to 1, E20.
    """

class Choice(NamedTuple):
    """One option of each instrument, by its number."""

    usa_brokerage: float
    """Option chosen: 0 aside, 1 convene, 2 press_tokyo, 3 press_seoul. x_usa_brokerage, 0 to 3, E0.
    """
    usa_loyalty: float
    """Option chosen: 0 even, 1 reward. x_usa_loyalty, 0 to 1, E0."""
    usa_tariff: float
    """Option chosen: 0 ease, 1 demand. x_usa_tariff, 0 to 1, E0."""
    usa_basing_cost: float
    """Option chosen: 0 ease, 1 demand. x_usa_basing_cost, 0 to 1, E0."""
    usa_strategic_flexibility: float
    """Option chosen: 0 ease, 1 demand. x_usa_strategic_flexibility, 0 to 1, E0."""
    usa_pyongyang: float
    """Option chosen: 0 pressure, 1 talk. x_usa_pyongyang, 0 to 1, E0."""
    jpn_neighbour: float
    """Option chosen: 0 reconcile, 1 hold, 2 contest. x_jpn_neighbour, 0 to 2, E0."""
    jpn_washington: float
    """Option chosen: 0 quiet, 1 bid, 2 coordinate. x_jpn_washington, 0 to 2, E0."""
    jpn_china: float
    """Option chosen: 0 ambiguity, 1 alignment. x_jpn_china, 0 to 1, E0."""
    jpn_pyongyang: float
    """Option chosen: 0 engage, 1 deter. x_jpn_pyongyang, 0 to 1, E0."""
    kor_neighbour: float
    """Option chosen: 0 reconcile, 1 hold, 2 contest. x_kor_neighbour, 0 to 2, E0."""
    kor_washington: float
    """Option chosen: 0 quiet, 1 bid, 2 coordinate. x_kor_washington, 0 to 2, E0."""
    kor_china: float
    """Option chosen: 0 ambiguity, 1 alignment. x_kor_china, 0 to 1, E0."""
    kor_pyongyang: float
    """Option chosen: 0 engage, 1 deter. x_kor_pyongyang, 0 to 1, E0."""
    chn_tokyo: float
    """Option chosen: 0 court, 1 leave, 2 coerce. x_chn_tokyo, 0 to 2, E0."""
    chn_seoul: float
    """Option chosen: 0 court, 1 leave, 2 coerce. x_chn_seoul, 0 to 2, E0."""
    chn_pyongyang: float
    """Option chosen: 0 shield, 1 restrain. x_chn_pyongyang, 0 to 1, E0."""
    prk_posture: float
    """Option chosen: 0 hold, 1 provoke, 2 talk. x_prk_posture, 0 to 2, E0."""

class Memory(NamedTuple):
    """What is believed of each option after a month."""

    belief_usa_brokerage_convene: float
    """Believed frequency of usa_brokerage = convene. 0 to 1, E0."""
    belief_usa_brokerage_press_tokyo: float
    """Believed frequency of usa_brokerage = press_tokyo. 0 to 1, E0."""
    belief_usa_brokerage_press_seoul: float
    """Believed frequency of usa_brokerage = press_seoul. 0 to 1, E0."""
    belief_usa_loyalty_reward: float
    """Believed frequency of usa_loyalty = reward. 0 to 1, E0."""
    belief_usa_tariff_demand: float
    """Believed frequency of usa_tariff = demand. 0 to 1, E0."""
    belief_usa_basing_cost_demand: float
    """Believed frequency of usa_basing_cost = demand. 0 to 1, E0."""
    belief_usa_strategic_flexibility_demand: float
    """Believed frequency of usa_strategic_flexibility = demand. 0 to 1, E0."""
    belief_usa_pyongyang_talk: float
    """Believed frequency of usa_pyongyang = talk. 0 to 1, E0."""
    belief_jpn_neighbour_hold: float
    """Believed frequency of jpn_neighbour = hold. 0 to 1, E0."""
    belief_jpn_neighbour_contest: float
    """Believed frequency of jpn_neighbour = contest. 0 to 1, E0."""
    belief_jpn_washington_bid: float
    """Believed frequency of jpn_washington = bid. 0 to 1, E0."""
    belief_jpn_washington_coordinate: float
    """Believed frequency of jpn_washington = coordinate. 0 to 1, E0."""
    belief_jpn_china_alignment: float
    """Believed frequency of jpn_china = alignment. 0 to 1, E0."""
    belief_jpn_pyongyang_deter: float
    """Believed frequency of jpn_pyongyang = deter. 0 to 1, E0."""
    belief_kor_neighbour_hold: float
    """Believed frequency of kor_neighbour = hold. 0 to 1, E0."""
    belief_kor_neighbour_contest: float
    """Believed frequency of kor_neighbour = contest. 0 to 1, E0."""
    belief_kor_washington_bid: float
    """Believed frequency of kor_washington = bid. 0 to 1, E0."""
    belief_kor_washington_coordinate: float
    """Believed frequency of kor_washington = coordinate. 0 to 1, E0."""
    belief_kor_china_alignment: float
    """Believed frequency of kor_china = alignment. 0 to 1, E0."""
    belief_kor_pyongyang_deter: float
    """Believed frequency of kor_pyongyang = deter. 0 to 1, E0."""
    belief_chn_tokyo_leave: float
    """Believed frequency of chn_tokyo = leave. 0 to 1, E0."""
    belief_chn_tokyo_coerce: float
    """Believed frequency of chn_tokyo = coerce. 0 to 1, E0."""
    belief_chn_seoul_leave: float
    """Believed frequency of chn_seoul = leave. 0 to 1, E0."""
    belief_chn_seoul_coerce: float
    """Believed frequency of chn_seoul = coerce. 0 to 1, E0."""
    belief_chn_pyongyang_restrain: float
    """Believed frequency of chn_pyongyang = restrain. 0 to 1, E0."""
    belief_prk_posture_provoke: float
    """Believed frequency of prk_posture = provoke. 0 to 1, E0."""
    belief_prk_posture_talk: float
    """Believed frequency of prk_posture = talk. 0 to 1, E0."""

class Ally(NamedTuple):
    """One ally as the record shows it at the start of a month. Traits are its leader's own."""

    neighbour_priority: float
    """Priority of Tokyo-Seoul cooperation. 0 to 1."""
    rivalry: float
    """Propensity to bid against the neighbour. 0 to 1."""
    china_alignment: float
    """0 strategic ambiguity, 1 alignment against China. 0 to 1."""
    deterrence: float
    """Toward the North: 0 engagement, 1 deterrence. 0 to 1."""
    history_hard_line: float
    """Stance on history: 0 conciliatory, 1 revisionist or insisting. 0 to 1."""
    global_scope: float
    """0 peninsula-centred, 1 global role. 0 to 1."""
    retaliation_level: float
    """Retaliation ladder: 0 none, 1 history, 2 trade, 3 security. 0 to 3, E12."""
    threat_chn: float
    """Perceived threat from China. 0 to 1, E7."""
    favour_belief: float
    """Own standing over the other, as believed. -1 to 1, E4."""
    tilted_against: float
    """How far a settlement in force favours the other. -1 to 1, E3."""
    concern: float
    """Fear that the other ally turns hostile. 0 to 1, E17."""
    alignment: float
    """Realised alignment against China. 0 to 1, E9."""
    approval: float
    """Approval of the leader. 0 to 1, E14."""
    support: float
    """Public support for reconciling with the neighbour. 0 to 1, E14."""
    tenure: float
    """Months the leader has served. 0 to 1200 month, E17."""
    sees_reconcile: float
    """Believed frequency with which it reconciles. 0 to 1, E0."""
    sees_contest: float
    """Believed frequency with which it contests. 0 to 1, E0."""
    sees_bid: float
    """Believed frequency with which it bids in Washington. 0 to 1, E0."""
    sees_coordinate: float
    """Believed frequency with which it coordinates in Washington. 0 to 1, E0."""
    sees_deter: float
    """Believed frequency with which it deters the North. 0 to 1, E0."""
    chosen_neighbour: float
    """Option last chosen: 0 reconcile, 1 hold, 2 contest. 0 to 2, E0."""
    chosen_washington: float
    """Option last chosen: 0 quiet, 1 bid, 2 coordinate. 0 to 2, E0."""
    chosen_china: float
    """Option last chosen: 0 ambiguity, 1 alignment. 0 to 1, E0."""
    chosen_pyongyang: float
    """Option last chosen: 0 engage, 1 deter. 0 to 1, E0."""
    sees_pressed: float
    """Believed frequency with which Washington presses it. 0 to 1, E0."""
    sees_courted: float
    """Believed frequency with which Beijing courts it. 0 to 1, E0."""
    sees_coerced: float
    """Believed frequency with which Beijing coerces it. 0 to 1, E0."""
    china_dependence: float
    """China's share of its trade. 0 to 1."""
    ideology: float
    """Its leader as seen on entry: in Tokyo 0 liberal on history, 1 nationalist; in Seoul 0
    conservative, 1 progressive. 0 to 1.
    """
    turnover: float
    """A new leader. 0 to 1."""
    package_weight: float
    """Design's part in its priority. 0 to 1."""
    tariff_exposure: float
    """Its exposure to tariffs. 0 to 1."""
    basing_cost_exposure: float
    """Its exposure to base costs. 0 to 1."""
    strategic_flexibility_exposure: float
    """Its exposure to flexibility. 0 to 1."""
    china_threat_weight: float
    """Its sensitivity to Beijing's pressure. 0 to 20."""
    design_burden: float
    """Its part in the concession. 0 to 1."""

class Record(NamedTuple):
    """What the public record shows at the start of a month, by mechanism."""

    effort: float
    """Washington's brokerage as seen in its record. 0 to 1, E2."""
    pressed_tokyo: float
    """How often the record shows Washington pressing Tokyo. 0 to 1, E2."""
    pressed_seoul: float
    """How often the record shows Washington pressing Seoul. 0 to 1, E2."""
    reward: float
    """How often the record shows Washington rewarding relative loyalty. 0 to 1, E3."""
    prize: float
    """Prize that the allies see in Washington's favour. 0 to 20, E3."""
    influence: float
    """Seoul's true influence in Washington. 0 to 1, E5."""
    common_exposure: float
    """Mean over issues of the smaller exposure to demands. 0 to 1, E6."""
    wedge: float
    """Mean over issues of the gap between the two exposures. 0 to 1, E6."""
    overlap: float
    """Overlap of the two allies' threat pictures. 0 to 1, E7."""
    fear_jpn: float
    """Fear of abandonment by Washington (Tokyo). 0 to 1, E8."""
    fear_kor: float
    """Fear of abandonment by Washington (Seoul). 0 to 1, E8."""
    priority_jpn: float
    """Priority of the neighbour after package and influence (Tokyo). 0 to 1, E19."""
    priority_kor: float
    """Priority of the neighbour after package and influence (Seoul). 0 to 1, E19."""
    alignment_gap: float
    """Share of cooperation that a gap over China costs. 0 to 1, E9."""
    talking: float
    """Talks or a summit phase with Pyongyang run. 0 to 1, E10."""
    buffer: float
    """Share of a shock that institutions and trust absorb. 0 to 1, E15."""
    green_light: float
    """The leaders' common signal to bureaucracies and firms. 0 to 1, E13."""
    initiative: float
    """Seoul can take initiatives: no acting leader governs. 0 to 1, E16."""
    link: float
    """How far Washington links its two allies. 0 to 1, E1."""

class Happening(NamedTuple):
    """Events of one month, and the choices that they turn on."""

    tokyo_reconciles: float
    """Tokyo reconciles. 0 to 1, E0."""
    tokyo_contests: float
    """Tokyo contests. 0 to 1, E0."""
    seoul_reconciles: float
    """Seoul reconciles. 0 to 1, E0."""
    seoul_contests: float
    """Seoul contests. 0 to 1, E0."""
    seoul_engages: float
    """Seoul engages the North. 0 to 1, E0."""
    court: float
    """Size of the court ruling against Japanese firms; 0 none. 0 to 1, E11."""
    sale_order: float
    """Size of the order to sell a firm's assets; 0 none. 0 to 1, E11."""
    provocation: float
    """Size of the act by Tokyo over the past; 0 none. 0 to 1, E11."""
    incident: float
    """Size of the act by Seoul over territory or at sea; 0 none. 0 to 1, E11."""
    friction: float
    """Heritage, territory and textbook frictions. 0 to 3, E11."""
    test: float
    """Size of North Korean tests; 0 none. 0 to 1, E10."""
    remark: float
    """Size of Washington's remark on the allies' quarrel; 0 none. 0 to 1, E6."""
    settled: float
    """A settlement is reached. 0 to 1, E13."""
    legitimacy: float
    """Acceptance of a settlement made now. 0 to 1, E20."""
    tilt: float
    """Tilt of a settlement made now: + favours Tokyo. -1 to 1, E20."""
    quality: float
    """Quality of a settlement made now. 0 to 1, E20."""
    reversal: float
    """Seoul reverses the settlement in force. 0 to 1, E14."""
    visit: float
    """One leader's visit to the other. 0 to 1, E13."""
    encounter: float
    """A meeting at the side of others' meetings. 0 to 1, E13."""
    met: float
    """Weight of the month's meeting of leaders, a visit's being 1. 0 to 1, E13."""
    document: float
    """The leaders issue a joint document. 0 to 1, E13."""
    trilateral: float
    """Washington-convened meeting of the three. 0 to 1, E2."""
    level_jpn: float
    """Tokyo's rung of retaliation after the month. 0 to 3, E12."""
    level_kor: float
    """Seoul's rung of retaliation after the month. 0 to 3, E12."""
    talks_state: float
    """US-North Korea after the month. 0 to 4, E10."""
    bid_jpn: float
    """Effort bid for Washington's favour (Tokyo). 0 to 3, E3."""
    bid_kor: float
    """Effort bid for Washington's favour (Seoul). 0 to 3, E3."""
    tariff_together: float
    """Tokyo and Seoul act together on tariff. 0 to 1, E6."""
    basing_cost_together: float
    """Tokyo and Seoul act together on basing_cost. 0 to 1, E6."""
    strategic_flexibility_together: float
    """Tokyo and Seoul act together on strategic_flexibility. 0 to 1, E6."""

class Meeting(NamedTuple):
    """The month's meeting of the two leaders."""

    visit: float
    """One leader's visit to the other. 0 to 1, E13."""
    encounter: float
    """A meeting at the side of others' meetings. 0 to 1, E13."""
    weight: float
    """What the meeting counts, a visit's being 1. 0 to 1, E13."""

class Concession(NamedTuple):
    """What is conceded to the month's demands."""

    tariff: float
    """What both concede on tariff. 0 to 2, E6."""
    basing_cost: float
    """What both concede on basing_cost. 0 to 2, E6."""
    strategic_flexibility: float
    """What both concede on strategic_flexibility. 0 to 2, E6."""
    by_tokyo: float
    """What Tokyo concedes on all issues. 0 to 3, E6."""
    by_seoul: float
    """What Seoul concedes on all issues. 0 to 3, E6."""

class Relations(NamedTuple):
    """The relations that a month moves, after it."""

    chn_jpn: float
    """Relation of CHN-JPN: -1 hostile, 1 close. -1 to 1, E1."""
    chn_kor: float
    """Relation of CHN-KOR: -1 hostile, 1 close. -1 to 1, E1."""
    jpn_kor: float
    """Relation of JPN-KOR: -1 hostile, 1 close. -1 to 1, E1."""
    jpn_usa: float
    """Relation of JPN-USA: -1 hostile, 1 close. -1 to 1, E1."""
    kor_usa: float
    """Relation of KOR-USA: -1 hostile, 1 close. -1 to 1, E1."""

class Shown(NamedTuple):
    """Relations that are read from the record after a month."""

    chn_prk: float
    """Relation of CHN-PRK: -1 hostile, 1 close. -1 to 1, E1."""
    chn_usa: float
    """Relation of CHN-USA: -1 hostile, 1 close. -1 to 1, E1."""
    jpn_prk: float
    """Relation of JPN-PRK: -1 hostile, 1 close. -1 to 1, E1."""
    kor_prk: float
    """Relation of KOR-PRK: -1 hostile, 1 close. -1 to 1, E1."""
    prk_usa: float
    """Relation of PRK-USA: -1 hostile, 1 close. -1 to 1, E1."""

DEFAULTS: Final[Parameter]
