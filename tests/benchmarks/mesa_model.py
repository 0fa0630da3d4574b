"""The same decisions, stocks and events as an ordinary Mesa model, to measure the engine against.

What a modeller would write with Mesa and NumPy: five agents that decide (`mesa_agents`), relations
in a dict, chance from `model.rng`, a data collector that keeps every quantity of every month.
Numbers and equations are the project's own, the latter called as plain Python functions on the
attributes of model and agents. Draws differ from the engine's, so runs agree in distribution, not
one by one.
"""

from collections import namedtuple
from functools import cache

import mesa

from sim.engine.plan import Plan, compile_world
from sim.mechanisms.evolve import evolve
from sim.mechanisms.happen import happen
from sim.mechanisms.joint_hedging import concede
from sim.mechanisms.record import read
from sim.mechanisms.step import relate
from sim.mechanisms.tally import tally
from sim.scenario import load
from sim.spec.instruments import BELIEF_FIELDS, INSTRUMENTS
from sim.spec.preferences import DYADS
from sim.spec.records import DEFAULTS, Choice, Input, Switch
from sim.spec.streams import STREAMS
from sim.spec.switches import SWITCHES
from sim.spec.variables import FLOWS, STATE_FIELDS, STATES
from tests.benchmarks.mesa_agents import Ally, Beijing, Pyongyang, Seoul, Tokyo, Washington

_CAPITAL = {instrument.name: instrument.capital for instrument in INSTRUMENTS}
_STOCKS = {variable.name for variable in STATES}
_DYAD = {
    name: dyad
    for dyad in DYADS
    if (name := f"relation_{dyad.lower().replace('-', '_')}") in _STOCKS
}
_PAIRS = [name for name in (v.name for v in STATES) if name.endswith(("_jpn", "_kor"))]

#: Stocks of Tokyo and Seoul, kept by the two agents; the standing of one is that of the other.
AGENT_STOCKS = tuple(
    name[:-4]
    for name in _PAIRS
    if name.endswith("_jpn") and f"{name[:-4]}_kor" in _PAIRS and name not in _DYAD
)

_OF_AGENTS = {f"{stock}_{iso}" for stock in AGENT_STOCKS for iso in ("jpn", "kor")}

#: Stocks that belong to no one capital and to no one relation, kept by the model.
STOCKS = tuple(v.name for v in STATES if v.name not in _OF_AGENTS and v.name not in _DYAD)

#: What happens within a month, collected from the model. Choices come from the agents.
EVENTS = tuple(v.name for v in FLOWS if not v.name.startswith("choice_"))


# Options are picked by the agents themselves.
_UNIFORM = [s.name for s in STREAMS if s.law == "uniform" and not s.name.startswith("choose_")]
_NORMAL = [s.name for s in STREAMS if s.law == "normal"]
_Draw = namedtuple("_Draw", [*_UNIFORM, *_NORMAL])


def drawn(rng):
    """Return one month's chance by name: two vectors, drawn at once."""
    uniform, normal = rng.random(len(_UNIFORM)).tolist(), rng.normal(size=len(_NORMAL)).tolist()
    return _Draw(*uniform, *normal)


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
        self.drawn, self.record = {}, None
        self.washington = Washington(self, "washington")
        self.tokyo = Tokyo(self, "tokyo")
        self.seoul = Seoul(self, "seoul")
        self.beijing = Beijing(self, "beijing")
        self.pyongyang = Pyongyang(self, "pyongyang")
        self.relation = {}
        start = self.plan.timeline.start.tolist()
        self.take_in(dict(zip(STATE_FIELDS, start, strict=True)))
        self.open_month(0)
        self.datacollector = mesa.DataCollector(
            model_reporters={
                **{stock: stock for stock in STOCKS},
                **{name: _reporter(name) for name in (*_DYAD, *EVENTS)},
            },
            agent_reporters={
                "name": "name",
                "leader": "leader",
                "chosen": lambda agent: dict(agent.chosen),
                **{stock: _agent_reporter(stock) for stock in AGENT_STOCKS},
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
        self.inputs = Input(*self.plan.timeline.inputs[number].tolist())
        for agent in self.agents:
            leader = self.plan.world.holder(agent.name, self.plan.first_month + number)
            if leader != agent.leader:
                agent.take_office(leader)

    def take_in(self, state):
        """Put stocks in their places: the model's, the relations, the allies'."""
        for stock in STOCKS:
            setattr(self, stock, state[stock])
        for name, dyad in _DYAD.items():
            self.relation[dyad] = state[name]
        for ally in (self.tokyo, self.seoul):
            for stock in AGENT_STOCKS:
                setattr(ally, _ATTRIBUTE.get(stock, stock), state[f"{stock}_{ally.iso}"])

    def step(self):
        """Run one month: all decide on last month's record, then the month happens."""
        self.open_month(self.steps - 1)
        on, p, i, tokyo, seoul = self.on, self.p, self.inputs, self.tokyo, self.seoul
        d = drawn(self.rng)
        record = self.record = read(on, self, i, tokyo, seoul, p)
        self.agents.do("decide")
        chosen = Choice(
            **{
                f"{agent.iso}_{key}": float(option)
                for agent in self.agents
                for key, option in agent.intended.items()
            }
        )
        events = happen(on, self, i, d, chosen, tokyo, seoul, record, p)
        given = concede(on, chosen, events, tokyo, seoul, p)
        moved = relate(on, self, i, d, chosen, events, given, tokyo, seoul, record, p)
        # Agents keep the record of choices: what `evolve` would hand on of it is not used.
        after = evolve(on, self, i, d, chosen, events, moved, self, tokyo, seoul, record, p)
        self.flow = tally(on, self, after, i, chosen, events, given, seoul, record)
        self.agents.do("remember")
        self.take_in(after._asdict())
        tokyo.bid, seoul.bid = self.flow.bid_jpn, self.flow.bid_kor
        self.datacollector.collect(self)
        self.running = self.steps < self.months


#: An ally's realised alignment goes by a name of its own: `china_alignment` is its leader's trait.
_ATTRIBUTE = {"china_alignment": "alignment"}


def _reporter(name):
    """Return what a data collector is given for a relation or an event."""
    if name in _DYAD:
        return lambda model: model.relation[_DYAD[name]]
    return lambda model: getattr(model.flow, name)


def _agent_reporter(stock):
    """Return what a data collector is given for a stock of the allies; None for other agents."""
    attribute = _ATTRIBUTE.get(stock, stock)
    return lambda agent: getattr(agent, attribute) if isinstance(agent, Ally) else None


def _holds(cls, name, read_it):
    setattr(cls, name, property(read_it))


# Equations ask for relations, for stocks of the allies and for the record by these names.
for _name, _dyad in _DYAD.items():
    _holds(TriangleMesaModel, _name, lambda self, dyad=_dyad: self.relation[dyad])
for _stock in AGENT_STOCKS:
    _attribute = _ATTRIBUTE.get(_stock, _stock)
    _holds(TriangleMesaModel, f"{_stock}_jpn", lambda self, a=_attribute: getattr(self.tokyo, a))
    _holds(TriangleMesaModel, f"{_stock}_kor", lambda self, a=_attribute: getattr(self.seoul, a))
for _field, _instrument, _option in BELIEF_FIELDS:

    def _believed(self, capital=_CAPITAL[_instrument], key=_instrument[4:], option=_option):
        return getattr(self, capital).memory[key][option]

    _holds(TriangleMesaModel, _field, _believed)
