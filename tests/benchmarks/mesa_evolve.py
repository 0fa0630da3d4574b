"""What the stocks of the Mesa model come to in a month, from everybody's old ones."""

from sim.mechanisms import (
    abandonment,
    dprk_talks,
    history_dispute,
    influence_learning,
    institutions,
    interdependence,
    loyalty_contest,
    retaliation,
    settlement,
    signalling,
    strategic_ambiguity,
    thaw,
    threat_overlap,
)


def conclude(model):
    """Work out what more than one stock follows from."""
    on, p, i, h, record = model.on, model.p, model.inputs, model.happened, model.record
    h.shock = p.court_impact * h.court + p.provocation_impact * h.provocation
    h.shock += p.friction_impact * h.friction
    h.benefit = interdependence.benefit(on.interdependence, model, record.green_light, p)
    h.message = min(model.tokyo.threat_prk, model.seoul.threat_prk) * record.green_light
    toll = dprk_talks.isolation(on.dprk_talks, model, model.tokyo, record.talking, p)
    h.favour_jpn = loyalty_contest.favour(
        on.loyalty_contest,
        model,
        h.bid_jpn,
        h.bid_kor,
        record.pressed_tokyo,
        record.pressed_seoul,
        toll,
        model.rng.normal(),
        p,
    )
    h.pledge = signalling.pledge(
        on.signalling, model, i, model.seoul, h.seoul_reconciles, h.reversal, record.initiative
    )
    h.newly_pledged = float(h.pledge > model.pledge)


def evolve(model):
    """Return next month's stocks of the model, from everybody's old ones."""
    on, p, i, h, record = model.on, model.p, model.inputs, model.happened, model.record
    tokyo, seoul = model.tokyo, model.seoul
    old, near = model.talks_state, model.relation["JPN-KOR"]
    advanced = float(old < h.talks_state < 3.5)
    broke_down = float(h.talks_state > 3.5 > old)
    influence_belief = influence_learning.learn(
        on.influence_learning,
        model,
        record.influence,
        h.seoul_engages,
        advanced,
        broke_down,
        p,
    )
    upkeep = p.upkeep_broker * record.effort + p.upkeep_goodwill * record.green_light
    upkeep += p.upkeep_dialogue * model.dialogue + p.upkeep_base
    healing = interdependence.exchange_healing(on.interdependence, model, p)
    settlement_now = {
        "settlement_force": 1.0,
        "settlement_quality": h.quality,
        "settlement_legitimacy": h.legitimacy,
        "settlement_finality": settlement.finality(on.settlement, p),
        "settlement_tilt": h.tilt,
        "settlement_ideology": i.ideology_kor,
        "settlement_inherited": 0.0,
    }
    undone = {
        stock: getattr(model, stock) * (1.0 - h.reversal)
        for stock in ("settlement_force", "settlement_quality", "settlement_finality")
    }
    undone["settlement_inherited"] = max(i.turnover_kor, model.settlement_inherited)
    return {
        **(settlement_now if h.settled else undone),
        "grievance": settlement.grievance(
            on.settlement,
            model,
            h.settled,
            h.quality,
            h.reversal,
            h.court,
            h.provocation,
            healing,
            p,
        ),
        "dispute": history_dispute.dispute(
            on.history_dispute,
            model,
            h.court,
            h.provocation,
            h.friction,
            record.buffer,
            tokyo,
            seoul,
            h.tokyo_contests,
            h.seoul_contests,
            thaw.relief(on.thaw, h.settled, h.quality, p),
            p,
        ),
        "litigation": history_dispute.litigation(on.history_dispute, model, h.court, h.settled, p),
        "reversal_count": min(model.reversal_count + h.reversal, 100.0),
        "pledge": h.pledge,
        "trust": institutions.trust(
            on.institutions,
            model,
            model.security_cooperation,
            h.shock,
            h.reversal,
            h.summit,
            settlement.ceiling(on.settlement, model, p),
            p,
        ),
        "institution": institutions.build(
            on.institutions,
            model,
            h.trilateral,
            h.summit,
            h.document,
            min(max(upkeep, 0.0), 1.0),
            p,
        ),
        "rapport": thaw.rapport(on.thaw, model, h.summit, i.turnover_jpn, i.turnover_kor, p),
        "summit_memory": 1.0 if h.summit else 0.5 * model.summit_memory,
        "dialogue": retaliation.hysteresis(on.retaliation, model.dialogue, near, p),
        "exercise": retaliation.hysteresis(
            on.retaliation, model.exercise, near + p.exercise_ease, p
        ),
        "quad": strategic_ambiguity.enter_quad(
            on.strategic_ambiguity, model, seoul, model.rng.random(), p
        ),
        "security_cooperation": threat_overlap.cooperate(
            on.threat_overlap,
            model,
            tokyo,
            seoul,
            record.overlap,
            record.alignment_gap,
            h.test,
            record.green_light,
            p,
        ),
        "economic_cooperation": interdependence.trade(
            on.interdependence,
            model,
            tokyo,
            seoul,
            record.green_light,
            record.alignment_gap,
            record.effort * p.broker_breadth,
            p,
        ),
        "capability_prk": abandonment.capability(model, h.test, p),
        "reliability": abandonment.reliability(
            on.abandonment, model, seoul, record.effort, record.reward, p
        ),
        "favour_jpn": h.favour_jpn,
        "influence": record.influence,
        "influence_belief": influence_belief,
        "fork": influence_learning.fork(
            on.influence_learning,
            model,
            tokyo,
            seoul,
            record.influence,
            influence_belief,
            broke_down,
            i.turnover_kor,
            model.rng.random(),
            p,
        ),
        "talks_state": h.talks_state,
    }
