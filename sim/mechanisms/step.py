"""The month: the one visible schedule.

    1. see       both allies as the record shows them         last month's state
    2. read      what everybody can infer from the record     last month's state
    3. decide    five capitals choose, all at once            nobody sees an answer of this month
    4. happen    events: a choice and a counterpart or hazard this month's choices
    5. concede   what both allies give way on, by issue       this month's demands and events
    6. relate    five relations move                          choices, events, concessions
    7. remember  the record takes the month in                felt from next month
    8. evolve    stocks move                                  choices, events, last month's stocks
    9. tally     what is recorded                             all of it

Choices are synchronous: a capital that saw the others' answers of the same month would give the
last mover an advantage that no article claims. `parameters.asynchronous` lets one capital, drawn at
random, choose anew each month, while the rest repeat themselves.
"""

from sim.mechanisms import (
    hub_and_spokes,
    institutions,
    push,
    relation,
    settlement,
)
from sim.mechanisms.ally import see_seoul, see_tokyo
from sim.mechanisms.arithmetic import kernel
from sim.mechanisms.carry import remember
from sim.mechanisms.choice import memory_gain
from sim.mechanisms.decide import decide
from sim.mechanisms.evolve import evolve
from sim.mechanisms.happen import happen
from sim.mechanisms.joint_hedging import concede
from sim.mechanisms.record import read
from sim.mechanisms.tally import tally
from sim.spec.records import (
    Ally,
    Choice,
    Concession,
    Draw,
    Flow,
    Happening,
    Input,
    Parameter,
    Record,
    Relations,
    State,
    Switch,
    Trait,
)

__all__ = ["advance", "relate"]


@kernel
def relate(
    on: Switch,
    s: State,
    i: Input,
    d: Draw,
    c: Choice,
    h: Happening,
    conceded: Concession,
    tokyo: Ally,
    seoul: Ally,
    record: Record,
    p: Parameter,
) -> Relations:
    """Return the `Relations` after this month."""
    together = h.tariff_together + h.basing_cost_together + h.strategic_flexibility_together
    anchor = hub_and_spokes.alliance_anchor(on.hub_and_spokes, p)
    steady = hub_and_spokes.steadiness(on.hub_and_spokes, p)
    base = relation.base_jpn_kor(s, record.overlap, p)
    carried = institutions.carry_over(
        on.institutions, s, s.relation_jpn_kor, base, i.turnover_jpn, i.turnover_kor, p
    )
    return Relations(
        chn_jpn=relation.move(
            s.relation_chn_jpn,
            0.0,
            p.relation_rate,
            push.with_beijing(on, i, tokyo, 0.0, c.chn_tokyo, p),
            1.0,
            d.noise_chn_jpn,
            p,
        ),
        chn_kor=relation.move(
            s.relation_chn_kor,
            p.relation_base_chn_kor,
            p.relation_rate,
            push.with_beijing(on, i, seoul, s.quad, c.chn_seoul, p),
            1.0,
            d.noise_chn_kor,
            p,
        ),
        jpn_kor=relation.move(
            carried,
            base,
            institutions.persistence(on.institutions, s, p),
            push.neighbours(on, s, i, h, tokyo, seoul, record, together, p),
            settlement.ceiling(on.settlement, s, p),
            d.noise_jpn_kor,
            p,
        ),
        jpn_usa=relation.move(
            s.relation_jpn_usa,
            hub_and_spokes.alliance_base(on.hub_and_spokes, p.alliance_base_jpn, p),
            anchor,
            push.alliance(
                on,
                s,
                i,
                tokyo,
                h.bid_jpn,
                h.remark,
                record.pressed_tokyo,
                conceded.by_tokyo,
                together,
                p,
            ),
            1.0,
            steady * d.noise_jpn_usa,
            p,
        ),
        kor_usa=relation.move(
            s.relation_kor_usa,
            hub_and_spokes.alliance_base(on.hub_and_spokes, p.alliance_base_kor, p),
            anchor,
            push.alliance(
                on,
                s,
                i,
                seoul,
                h.bid_kor,
                h.remark,
                record.pressed_seoul,
                conceded.by_seoul,
                together,
                p,
            ),
            1.0,
            steady * d.noise_kor_usa,
            p,
        ),
    )


@kernel
def advance(
    on: Switch, s: State, t: Trait, i: Input, d: Draw, p: Parameter, months_elapsed: float
) -> tuple[State, Flow]:
    """Move the world one month.

    Parameters
    ----------
    on : Switch, each True or False
    s : State    last month's
    t : Trait    of the leaders in office this month
    i : Input    this month's
    d : Draw     this month's
    p : Parameter
    months_elapsed : float    from 1.0 in the first month; read only by the averaging memory

    Returns
    -------
    (State, Flow)
        Next month's state, and what happened.
    """
    tokyo = see_tokyo(s, t, i, p)
    seoul = see_seoul(s, t, i, p)
    record = read(on, s, i, tokyo, seoul, p)
    choices = decide(on, s, t, i, d, tokyo, seoul, record, p)
    events = happen(on, s, i, d, choices, tokyo, seoul, record, p)
    conceded = concede(on, choices, events, tokyo, seoul, p)
    relations = relate(on, s, i, d, choices, events, conceded, tokyo, seoul, record, p)
    memory = remember(s, choices, memory_gain(months_elapsed, p))
    after = evolve(on, s, i, d, choices, events, relations, memory, tokyo, seoul, record, p)
    return after, tally(on, s, after, i, choices, events, conceded, seoul, record)
