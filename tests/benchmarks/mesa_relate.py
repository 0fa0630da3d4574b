"""How the ten relations of the Mesa model move."""

from sim.mechanisms import (
    dprk_talks,
    hub_and_spokes,
    institutions,
    interdependence,
    push,
    relation,
    settlement,
)
from sim.spec.preferences import DYADS


def relate(model):
    """Return the ten relations after this month."""
    on, p, i, h, record = model.on, model.p, model.inputs, model.happened, model.record
    noise = dict(zip(DYADS, model.rng.normal(size=len(DYADS)).tolist(), strict=True))
    moved = {}

    def move(dyad, base, rate, pushed, old=None):
        old = model.relation[dyad] if old is None else old
        moved[dyad] = relation.move(old, base, rate, pushed, noise[dyad], p)

    together, given = sum(h.together.values()), sum(h.concession.values())
    anchor = hub_and_spokes.alliance_anchor(on.hub_and_spokes, p)
    for ally in (model.tokyo, model.seoul):
        dyad = "JPN-USA" if ally.name == "tokyo" else "KOR-USA"
        base = getattr(p, f"alliance_base_{ally.iso}")
        base = hub_and_spokes.alliance_base(on.hub_and_spokes, base, p)
        pushed = push.alliance(
            on, model, i, ally, ally.bid, h.remark, ally.pressed, given, together, p
        )
        move(dyad, base, anchor, pushed)
        reach = model.beijing.intended[ally.name]
        dyad = "CHN-JPN" if ally.name == "tokyo" else "CHN-KOR"
        base = getattr(p, f"relation_base_chn_{ally.iso}")
        move(dyad, base, p.relation_rate, push.with_beijing(on, i, ally, reach, p))
    shield = p.shield_warmth * (1.0 - 2.0 * model.beijing.intended["pyongyang"])
    move("CHN-PRK", p.relation_base_chn_prk, p.relation_rate, shield)
    flexibility = model.belief_usa_strategic_flexibility_demand
    pushed = push.great_powers(i, flexibility, p)
    move("CHN-USA", p.relation_base_chn_usa, p.relation_rate, pushed)
    talks = float(model.washington.intended["pyongyang"])
    pushed = push.north(on.dprk_talks, model, talks, h.talks_state, h.test, p)
    move("PRK-USA", p.relation_base_prk_usa, p.relation_rate, pushed)
    warmed = max(0.0, moved["PRK-USA"] - model.relation["PRK-USA"])
    spill = dprk_talks.spillover(on.dprk_talks, warmed, h.seoul_engages, p)
    for dyad, ally, more in (("JPN-PRK", model.tokyo, 0.0), ("KOR-PRK", model.seoul, spill)):
        engages = 1.0 - ally.intended["pyongyang"]
        base = getattr(p, f"relation_base_{ally.iso}_prk")
        move(dyad, base, p.relation_rate, push.with_north(engages, h.test, more, p))
    relate_neighbours(model, move, together, record)
    low = interdependence.floor(on.interdependence, model, p)
    high = settlement.relation_ceiling(on.settlement, model, p)
    moved["JPN-KOR"] = min(max(moved["JPN-KOR"], low), high)
    return moved


def relate_neighbours(model, move, together, record):
    """Move Tokyo-Seoul from what the turnovers left of it."""
    on, p, i, h = model.on, model.p, model.inputs, model.happened
    base = relation.base_jpn_kor(model, record.overlap, p)
    carried = institutions.carry_over(
        on.institutions,
        model,
        model.relation["JPN-KOR"],
        base,
        i.turnover_jpn,
        i.turnover_kor,
        p,
    )
    rate = institutions.persistence(on.institutions, model, p)
    pushed = push.neighbours(on, model, i, h, model.tokyo, model.seoul, record, together, p)
    move("JPN-KOR", base, rate, pushed, old=carried)
