"""The same decisions, stocks and events as an ordinary Mesa model, to measure the engine against.

What a modeller would write with Mesa and NumPy: five agents that decide (`mesa_agents`), relations
in a dict, chance from `model.rng`, a data collector that keeps every quantity of every month.
Numbers about behaviour and about the world are the project's own. Draws differ from the engine's,
so runs agree in distribution, not one by one.
"""

from functools import cache

import mesa

from sim.engine.plan import Plan, compile_world
from sim.mechanisms import hub_and_spokes
from sim.mechanisms.record import read
from sim.scenario import load
from sim.spec.instruments import BELIEF_FIELDS, INSTRUMENTS
from sim.spec.parameters import DEFAULTS
from sim.spec.preferences import DYADS
from sim.spec.recorded import RECORDED_FIELDS
from sim.spec.switches import SWITCHES, Switch
from sim.spec.variables import STATE_FIELDS, STATES, Input
from tests.benchmarks.mesa_agents import Beijing, Pyongyang, Seoul, Tokyo, Washington
from tests.benchmarks.mesa_evolve import conclude, evolve
from tests.benchmarks.mesa_happen import happen
from tests.benchmarks.mesa_relate import relate

#: Stocks that belong to no one capital and to no one relation, as attributes of the model.
STOCKS = tuple(
    variable.name
    for variable in STATES
    if variable.name == "favour_jpn"
    or not (variable.name.startswith("relation_") or variable.name.endswith(("_jpn", "_kor")))
)

#: Quantities of the two allies, collected from the agents.
AGENT_STOCKS = (
    "approval",
    "support",
    "concern",
    "favour_belief",
    "alignment",
    "retaliation_level",
    "threat_chn",
    "threat_prk",
    "bid",
    "tenure",
)

_EVENTS = {
    "settlement_event": "settled",
    "reversal_event": "reversal",
    "summit_event": "summit",
    "joint_document_event": "document",
    "trilateral_event": "trilateral",
    "court_event": "court",
    "provocation_event": "provocation",
    "test_event": "test",
    "remark_event": "remark",
}
_FELT = ("ambiguity_cost", "crisis_support")
_READINGS = ("effort", "overlap", "link", "priority_jpn", "priority_kor", "fear_jpn", "fear_kor")

#: Quantities that agents hold; `china_alignment_*` is their attribute `alignment`.
_OF_AGENTS = {
    f"{stock}_{iso}" for stock in (*AGENT_STOCKS, "china_alignment") for iso in ("jpn", "kor")
}

#: Everything else that the engine records, collected from the model. Choices come from the agents.
MODEL_REPORTED = tuple(
    name for name in RECORDED_FIELDS if name not in _OF_AGENTS and not name.startswith("choice_")
)


def _reporter(name):
    """Return what a data collector is given for a recorded quantity."""
    if name in STOCKS:
        return name
    if name.startswith("relation_"):
        dyad = name.removeprefix("relation_").replace("_", "-").upper()
        return lambda model: model.relation[dyad]
    if name == "friction_event":
        return lambda model: model.happened.friction
    if name in _EVENTS:
        return lambda model: float(getattr(model.happened, _EVENTS[name]) > 0.0)
    if name in _FELT:
        return lambda model: getattr(model.happened, name)
    if name in _READINGS:
        return lambda model: getattr(model.record, name)
    for stem, field in (("coordination_", "together"), ("concession_", "concession")):
        if name.startswith(stem):
            return lambda model: getattr(model.happened, field)[name.removeprefix(stem)]
    return _DERIVED[name]


def _triangle(model):
    sides = (model.relation[dyad] for dyad in ("JPN-USA", "KOR-USA", "JPN-KOR"))
    return hub_and_spokes.classify_triangle(*sides, model.p)


_DERIVED = {
    "triangle": _triangle,
    "rent": lambda model: (
        model.tokyo.bid + model.seoul.bid + sum(model.happened.concession.values())
    ),
    "escalation_event_jpn": lambda model: float(model.happened.climbed["jpn"]),
    "escalation_event_kor": lambda model: float(model.happened.climbed["kor"]),
}


@cache
def plan_of(name: str) -> Plan:
    """Return a world's plan: its calendar, inputs and start, read once a process."""
    return compile_world(load(name))


class TriangleMesaModel(mesa.Model):
    """The triangle, month by month, in Mesa's usual style.

    Parameters
    ----------
    world : name of a world that starts from no other
    months : length of the window, None for the world's own
    rng : Mesa's seed
    """

    def __init__(self, world="baseline_hindcast", months=None, rng=None):
        super().__init__(rng=rng)
        self.p, self.on = DEFAULTS, Switch(*(True for _ in SWITCHES))
        self.plan = plan_of(world)
        self.months = self.plan.months if months is None else months
        timeline = self.plan.timeline
        start = dict(zip(STATE_FIELDS, timeline.start.tolist(), strict=True))
        for stock in STOCKS:
            setattr(self, stock, start[stock])
        self.relation = {
            dyad: start[f"relation_{dyad.lower().replace('-', '_')}"] for dyad in DYADS
        }
        self.drawn, self.record, self.happened = {}, None, None
        self.washington = Washington(self, "washington")
        self.tokyo = Tokyo(self, "tokyo", start)
        self.seoul = Seoul(self, "seoul", start)
        self.beijing = Beijing(self, "beijing")
        self.pyongyang = Pyongyang(self, "pyongyang")
        self.allies = self.agents.select(lambda agent: agent in (self.tokyo, self.seoul))
        self.open_month(0)
        self.datacollector = mesa.DataCollector(
            model_reporters={name: _reporter(name) for name in MODEL_REPORTED},
            agent_reporters={
                "name": "name",
                "leader": "leader",
                "chosen": lambda agent: dict(agent.chosen),
                **{stock: stock for stock in AGENT_STOCKS},
            },
        )

    def traits_of(self, leader):
        """Return the traits of a leader, drawn from their ranges once a run."""
        if leader not in self.drawn:
            self.drawn[leader] = {
                trait: self.rng.uniform(span.low, span.high)
                for trait, span in self.plan.world.leaders[leader].traits.items()
            }
        return self.drawn[leader]

    def open_month(self, number):
        """Set the month's inputs and let new leaders take office."""
        self.inputs = Input(*self.plan.timeline.inputs[number].item())
        for agent in self.agents:
            leader = self.plan.world.holder(agent.name, self.plan.first_month + number)
            if leader != agent.leader:
                agent.take_office(leader)

    def step(self):
        """Run one month: all decide on last month's record, then the month happens."""
        self.open_month(self.steps - 1)
        self.record = read(self.on, self, self.inputs, self.tokyo, self.seoul, self.p)
        self.agents.do("decide")
        self.happened = happen(self)
        moved = relate(self)
        conclude(self)
        self.allies.do("evolve")
        coming = evolve(self)
        self.agents.do("remember")
        self.allies.do("advance")
        self.relation = moved
        for stock, value in coming.items():
            setattr(self, stock, value)
        self.datacollector.collect(self)
        self.running = self.steps < self.months

    tenure_kor = property(lambda self: self.seoul.tenure)


# The terms of `sim.mechanisms` ask for relations and beliefs by these names.
for _dyad in DYADS:
    _name = f"relation_{_dyad.lower().replace('-', '_')}"
    setattr(TriangleMesaModel, _name, property(lambda self, dyad=_dyad: self.relation[dyad]))

_HOLDER = {instrument.name: instrument.capital for instrument in INSTRUMENTS}
for _field, _instrument, _option in BELIEF_FIELDS:

    def _believed(self, capital=_HOLDER[_instrument], key=_instrument[4:], option=_option):
        return getattr(self, capital).memory[key][option]

    setattr(TriangleMesaModel, _field, property(_believed))
