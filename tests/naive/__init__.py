"""The month of MODEL.md as a plain, slow program, written from its equations alone.

A second reading of the description: it shares no line with the model's mechanisms, so where the
two agree, the description, this program and the mechanisms say the same.
"""

from sim.spec.instruments import CHOICE_FIELDS, ISSUES
from sim.spec.variables import STATES
from tests.naive.abandonment import abandonment
from tests.naive.choice import decide, remember
from tests.naive.domestic_politics import domestic_politics
from tests.naive.dprk_talks import dprk_talks
from tests.naive.favour_perception import favour_perception
from tests.naive.grand_strategy import grand_strategy
from tests.naive.history_dispute import history_dispute
from tests.naive.hub_and_spokes import hub_and_spokes
from tests.naive.influence_learning import influence_learning
from tests.naive.institutions import institutions
from tests.naive.interdependence import interdependence
from tests.naive.joint_hedging import joint_hedging
from tests.naive.loyalty_contest import loyalty_contest
from tests.naive.mediation import mediation
from tests.naive.relation import relations, shown
from tests.naive.retaliation import retaliation
from tests.naive.settlement import settlement
from tests.naive.sheet import Sheet, one_if
from tests.naive.signalling import signalling
from tests.naive.strategic_ambiguity import strategic_ambiguity
from tests.naive.thaw import thaw
from tests.naive.threat_overlap import threat_overlap
from tests.naive.vacuum import vacuum

__all__ = ["MECHANISMS", "month", "month_and_edges"]

#: M01 to M20.
MECHANISMS = (
    hub_and_spokes,
    mediation,
    loyalty_contest,
    favour_perception,
    influence_learning,
    joint_hedging,
    threat_overlap,
    abandonment,
    strategic_ambiguity,
    dprk_talks,
    history_dispute,
    retaliation,
    thaw,
    domestic_politics,
    institutions,
    vacuum,
    signalling,
    interdependence,
    grand_strategy,
    settlement,
)

#: Flows that are recorded under the name of their quantity.
SAME_NAME = (
    "bid_jpn",
    "bid_kor",
    "rent",
    "effort",
    "overlap",
    "link",
    "priority_jpn",
    "priority_kor",
    "fear_jpn",
    "fear_kor",
    "crisis_support",
    "triangle",
)


def month(switches, state, trait, inputs, draws, parameters, months_elapsed):
    """Run one month on dicts; return the state after it and its flows, as dicts."""
    return month_and_edges(switches, state, trait, inputs, draws, parameters, months_elapsed)[:2]


def month_and_edges(switches, state, trait, inputs, draws, parameters, months_elapsed):
    """Run one month; return state, flows, and the uniforms at which each stream would turn it."""
    m = Sheet(switches, state, trait, inputs, draws, parameters, months_elapsed)
    decide(m)
    relations(m)
    for mechanism in MECHANISMS:
        mechanism(m)
    after = {variable.name: getattr(m, f"next_{variable.name}") for variable in STATES}
    after.update(remember(m))
    flow = tally(m) | shown(m, after)
    return after, flow, m.edges


def tally(m):
    """E0.28: what is recorded beside the stocks."""
    flow = {name: getattr(m, name) for name in SAME_NAME}
    flow["settlement_event"] = m.settled
    flow["reversal_event"] = m.reversal
    flow["visit_event"] = m.visit
    flow["encounter_event"] = m.encounter
    flow["summit_event"] = m.visit + m.encounter
    flow["joint_document_event"] = m.document
    flow["trilateral_event"] = m.trilateral
    flow["court_event"] = one_if(m.court_ruling > 0)
    flow["sale_order_event"] = one_if(m.sale_order > 0)
    flow["provocation_event"] = one_if(m.provocation > 0)
    flow["incident_event"] = one_if(m.incident > 0)
    flow["friction_event"] = m.friction
    flow["test_event"] = one_if(m.test > 0)
    flow["remark_event"] = one_if(m.remark > 0)
    flow["ambiguity_cost"] = m.ambiguity_cost(m.seoul)
    for ally in (m.tokyo, m.seoul):
        raised = getattr(m, f"next_retaliation_level_{ally.iso}") > ally.retaliation_level
        flow[f"escalation_event_{ally.iso}"] = one_if(raised)
    for issue in ISSUES:
        flow[f"coordination_{issue}"] = m.together[issue]
        flow[f"concession_{issue}"] = m.concession[issue]
    for name in CHOICE_FIELDS:
        flow[f"choice_{name}"] = getattr(m.c, name)
    return flow
