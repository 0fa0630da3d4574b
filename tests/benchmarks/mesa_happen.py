"""What happens in a month of the Mesa model: a choice and its counterpart, or a hazard."""

from types import SimpleNamespace

from sim.mechanisms import (
    abandonment,
    domestic_politics,
    dprk_talks,
    history_dispute,
    joint_hedging,
    loyalty_contest,
    mediation,
    settlement,
    strategic_ambiguity,
    thaw,
)
from sim.spec.instruments import ISSUES


def happen(model):
    """Return the month's events."""
    on, p, i, record, random = model.on, model.p, model.inputs, model.record, model.rng.random
    patron, tokyo, seoul = model.washington.intended, model.tokyo, model.seoul
    h = SimpleNamespace()
    h.tokyo_reconciles = float(tokyo.intended["neighbour"] == 0)
    h.tokyo_contests = float(tokyo.intended["neighbour"] == 2)
    h.seoul_reconciles = float(seoul.intended["neighbour"] == 0)
    h.seoul_contests = float(seoul.intended["neighbour"] == 2)
    h.seoul_engages = float(seoul.intended["pyongyang"] == 0)
    both = h.tokyo_reconciles * h.seoul_reconciles
    posture = model.pyongyang.intended["posture"]
    h.court = history_dispute.court_rules(on.history_dispute, model, i, random(), p)
    h.provocation = history_dispute.provokes(on.history_dispute, i, h.tokyo_contests, random(), p)
    h.friction = history_dispute.friction(on.history_dispute, i, random(), random(), random(), p)
    tests = p.test_size * (posture == 1) * i.generate_test
    h.test = min(max(tests + i.given_test, 0.0), 1.0)
    remarks = float(random() < p.remark_rate) * i.generate_remark
    h.remark = min(max(remarks + i.given_remark, 0.0), 1.0)
    h.settled = thaw.settles(on.thaw, model, i, both, record.initiative, random(), p)
    tokyo_pressed, seoul_pressed = record.pressed_tokyo, record.pressed_seoul
    h.legitimacy = settlement.legitimacy(on.settlement, seoul, seoul_pressed, p)
    h.tilt = settlement.tilt(on.settlement, model, tokyo_pressed, seoul_pressed, p)
    lost = mediation.tilt_loss(on.mediation, tokyo_pressed, seoul_pressed, p)
    h.quality = settlement.quality(on.settlement, h.legitimacy, h.tilt, lost, i.given_settlement, p)
    h.reversal = domestic_politics.reverses(
        on.domestic_politics, model, i, h.seoul_contests, record.initiative, seoul, random(), p
    )
    h.summit = thaw.meet(
        on.thaw, model, both, record.initiative, tokyo.concern, seoul.concern, random(), p
    )
    h.document = thaw.issues_document(on.thaw, model, h.summit, random(), p)
    h.trilateral = mediation.convenes(
        on.mediation,
        float(patron["brokerage"] == 1),
        model,
        tokyo,
        seoul,
        record.initiative,
        random(),
        p,
    )
    h.level_jpn = tokyo.climb(h.tokyo_contests, h.tokyo_reconciles)
    h.level_kor = seoul.climb(h.seoul_contests, h.seoul_reconciles)
    h.climbed = {
        "jpn": h.level_jpn > tokyo.retaliation_level,
        "kor": h.level_kor > seoul.retaliation_level,
    }
    h.talks_state = dprk_talks.talks(
        on.dprk_talks,
        model,
        i,
        float(patron["pyongyang"]),
        float(posture == 2),
        h.seoul_engages,
        random(),
        p,
    )
    for ally in (tokyo, seoul):
        bids = float(ally.intended["washington"] == 1)
        ally.bid = loyalty_contest.bid_size(on.loyalty_contest, bids, ally, record.prize, p)
    h.bid_jpn, h.bid_kor = tokyo.bid, seoul.bid
    hand_in_hand = float(tokyo.intended["washington"] == 2 and seoul.intended["washington"] == 2)
    h.together, h.concession = {}, {}
    for issue in ISSUES:
        demand = float(patron[issue])
        exposures = getattr(tokyo, f"{issue}_exposure"), getattr(seoul, f"{issue}_exposure")
        h.together[issue] = joint_hedging.coordinates(
            on.joint_hedging, hand_in_hand, demand, *exposures, random(), p
        )
        h.concession[issue] = joint_hedging.concession(
            on.joint_hedging, demand, *exposures, h.together[issue], p
        )
    h.ambiguity_cost = strategic_ambiguity.ambiguity_cost(on.strategic_ambiguity, i, seoul)
    h.crisis_support = abandonment.crisis_support(on.abandonment, model, p)
    return h
