"""The month as a Mesa model: one step is one month of the engine, equal to the bit.

Nothing is simulated here. A step calls the month that the batch, the replay and plain Python call;
Mesa brings agents to look at, a data collector and `mesa.batch_run`.
"""

import copy
from functools import partial
from typing import Any, Self

import mesa
import numpy as np

from sim.engine.code import Code, code, plain_code
from sim.engine.first_call import compile_one
from sim.engine.plan import compile_world
from sim.engine.replicate import begin, move
from sim.engine.table import FLOW, RECORDED_ROWS, STATE, Work, new_work
from sim.errors import OutOfBounds, SimError, UnknownName, WrongKind
from sim.mesa_face.capital import ALLIES, Ally, Capital
from sim.scenario import load
from sim.spec.calendar import month_name
from sim.spec.chance import split_seed
from sim.spec.preferences import CAPITALS
from sim.spec.recorded import RECORDED
from sim.spec.variables import FLOWS, STATE_FIELDS
from sim.spec.version import KERNEL_HASH, check_model
from sim.spec.world import World

__all__ = ["AGENT_REPORTERS", "MODEL_REPORTERS", "TriangleModel", "collect_month"]

_PLACE = {name: row for row, name in enumerate(STATE_FIELDS, STATE)} | {
    variable.name: row for row, variable in enumerate(FLOWS, FLOW)
}

#: Quantities of the model that are collected after every month, beside the month and the replicate.
MODEL_REPORTERS = (
    "relation_jpn_kor",
    "relation_jpn_usa",
    "relation_kor_usa",
    "triangle",
    "grievance",
    "dispute",
    "trust",
    "institution",
    "security_cooperation",
    "economic_cooperation",
    "talks_state",
    "settlement_event",
    "reversal_event",
    "summit_event",
    "trilateral_event",
)

#: Properties of the agents that are collected after every month; None where a capital has none.
AGENT_REPORTERS = (
    "name",
    "leader",
    "choices",
    "relations",
    "approval",
    "favour",
    "favour_belief",
    "concern",
    "china_alignment",
    "retaliation_level",
    "bid",
)


class TriangleModel(mesa.Model):
    """One replicate of a world as a Mesa model.

    Parameters
    ----------
    world : str or World
        Name of a scenario, or a world that `sim.load` returned.
    replicate : int, 0 to 2**32 - 1, optional
        Which replicate. By default one is drawn from the operating system, as Mesa does with the
        seed of an unseeded model; the reporter 'replicate' says which.
    rng : int, optional
        Another name for the replicate: what newer versions of `mesa.batch_run` hand to each run.
    compiled : bool
        False runs the months as plain Python: the same bits, nothing to compile, far slower.
    collect : bool
        False collects the last month of the window alone, which is all that `mesa.batch_run` keeps
        unless it is asked for more: several times faster.
    **changes
        `seed`, 0 to 2**64 - 1 (by default 1), and changes to the world by the names that
        `World.replace` knows: ``**{"leaders.seoul.china_alignment": 0.2}``.

    Raises
    ------
    sim.errors.SimError
        For an unknown world or name, or a value out of bounds.

    Notes
    -----
    A run is named by (world, seed, replicate), as everywhere in this package, and is row
    `replicate` of ``sim.run(world, seed=seed)``. Its draws come from the engine's streams, never
    from `model.rng` or `model.random`; those two are seeded from the same numbers, for agents that
    a user adds.

    In `mesa.batch_run` any of these may be swept. Give replicates by number where runs are to be
    compared in pairs, since equal replicates share their draws across worlds. `iterations` draws
    another replicate each time; where the parameters give one by number, it repeats the same run.

    `copy.copy`, `copy.deepcopy` and `pickle` give a model that goes on as this one does, to the
    bit, and leaves it alone; what was collected and agents of one's own go along. A pickle is read
    by the version of the model that wrote it, and refused by any other.

    The months before the window of a world that starts from another are run when the model is made.
    Each step runs one month of the window; after its last, `running` is False and a further step
    does nothing.

    Examples
    --------
    >>> model = TriangleModel("second_trump_term", replicate=42, compiled=False, months=3)
    >>> model.run_model()
    >>> model.steps, model.month
    (3, '2025-03')
    >>> import mesa
    >>> rows = mesa.batch_run(
    ...     TriangleModel,
    ...     parameters={
    ...         "world": "second_trump_term",
    ...         "replicate": range(2),
    ...         "leaders.seoul.china_alignment": [0.2, 0.8],
    ...         "months": 2,
    ...         "compiled": False,
    ...     },
    ...     display_progress=False,
    ... )
    >>> len(rows)  # two replicates, two alignments, five capitals
    20
    """

    # No parameter is called `seed`: newer versions of `mesa.batch_run` would put their own into it,
    # over the one that was asked.
    def __init__(
        self,
        world: str | World,
        *,
        replicate: int | None = None,
        rng: int | None = None,
        compiled: bool = True,
        collect: bool = True,
        **changes: Any,
    ) -> None:
        if replicate is not None and rng is not None:
            raise SimError("found both, wanted one: they mean the same", field="replicate, rng")
        self.seed = _whole(changes.pop("seed", 1), "seed", 2**64 - 1)
        chosen = rng if replicate is None else replicate
        if chosen is None:
            chosen = int(np.random.SeedSequence().generate_state(1)[0])
        self.replicate = _whole(chosen, "replicate", 2**32 - 1)
        self._registered = 0
        super().__init__(rng=[self.seed, self.replicate])

        loaded = load(world) if isinstance(world, str) else world
        check_model(loaded.model)
        self.world = loaded.replace(**changes) if changes else loaded
        self._timeline = compile_world(self.world).timeline
        self._work = new_work(self._timeline)
        self._compiled, self._collects_all = compiled, collect
        self._next = 0
        begin(self._code.draw, self._timeline, self._work, *self._address)
        self._work.table[FLOW : FLOW + len(FLOWS)] = np.nan  # until a month has run
        while self._next < self._timeline.first_recorded:
            self._run_month()

        for name in CAPITALS:
            (Ally if name in ALLIES else Capital)(self, name)
        self.datacollector = mesa.DataCollector(
            model_reporters={"month": "month", "seed": "seed", "replicate": "replicate"}
            | {name: partial(_read, name=name) for name in MODEL_REPORTERS},
            agent_reporters={name: partial(_shown, name=name) for name in AGENT_REPORTERS},
        )

    def __repr__(self) -> str:
        run = f"seed {self.seed}, replicate {self.replicate}"
        return f"<TriangleModel {self.world.name}: {run}, {self.month}>"

    def __copy__(self) -> Self:
        return copy.deepcopy(self)  # months are run in place: nothing of it can be shared

    def __getstate__(self) -> dict[str, Any]:
        state = self.__dict__ | {"_kernel": KERNEL_HASH}
        del state["_timeline"]
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        kernel = state.pop("_kernel")
        if kernel != KERNEL_HASH:
            raise SimError(
                f"found a pickle of the model {kernel}, wanted {KERNEL_HASH}: make it anew from "
                "its world, seed and replicate",
                field="TriangleModel",
            )
        self.__dict__.update(state)
        self._timeline = compile_world(self.world).timeline
        # Arrays that arrive in buffers of somebody else may be read-only.
        self._work = Work(*map(np.array, self._work))

    def register_agent(self, agent: mesa.Agent) -> None:
        """Take an agent in, under the next number from 1; Mesa calls this."""
        # Mesa below 3.5 counts in a dict of the class, by model: it would keep every model alive,
        # and give new agents of a copy numbers that are taken.
        if getattr(mesa.Agent, "_ids", {}).pop(self, None) is not None:
            self._registered += 1
            agent.unique_id = self._registered
        super().register_agent(agent)

    @property
    def _code(self) -> Code:
        """What runs the months; never part of a copy, since it holds addresses of this process."""
        if not self._compiled:
            return plain_code()
        compile_one()
        return code(1)

    @property
    def _address(self) -> tuple[int, int, int]:
        """The two words of the seed, and the replicate."""
        return (*split_seed(self.seed), self.replicate)

    def _run_month(self) -> None:
        """Run the next month of the timeline, in place."""
        move(self._code.step, self._timeline, self._work, *self._address, self._next)
        self._next += 1

    def step(self) -> None:
        """Run one month, and collect what the reporters ask for."""
        last = len(self._timeline.month_number)
        if self._next < last:
            self._run_month()
            if self._collects_all:
                collect_month(self)
            elif self._next == last:
                kept = self.datacollector.model_vars
                self.datacollector.model_vars = {
                    name: _LastMonth(values, self.steps - 1) for name, values in kept.items()
                }
                collect_month(self)
        self.running = self._next < last

    @property
    def month_number(self) -> int:
        """Number of the month last run; before the first step, of the month to come."""
        return int(self._timeline.month_number[self._row])

    @property
    def month(self) -> str:
        """The same month as 'YYYY-MM'."""
        return month_name(self.month_number)

    @property
    def _row(self) -> int:
        return max(self._next - 1, self._timeline.first_recorded)

    @property
    def traits(self) -> np.ndarray:
        """Traits of all leaders in office, (traits,), in the order of `TRAIT_FIELDS`."""
        return self._work.traits[self._timeline.trait_slot[self._row], 0]

    @property
    def record(self) -> np.ndarray:
        """The month's row as `sim.engine.simulate` records it, (recorded variables,) float64.

        Flows are nan where no month has run.
        """
        return self._work.table[RECORDED_ROWS, 0]

    def __getitem__(self, name: str) -> float:
        """Return a quantity by name: a stock, a flow, a belief, the number of a chosen option."""
        if name in _PLACE:
            return float(self._work.table[_PLACE[name], 0])
        raise UnknownName("variable", name, [variable.name for variable in RECORDED])

    def relation(self, one: str, other: str) -> float:
        """Return the relation of two countries by code, in either order.

        Examples
        --------
        >>> model = TriangleModel("second_trump_term", replicate=0, compiled=False)
        >>> model.relation("KOR", "JPN") == model.relation("JPN", "KOR")
        True
        """
        return self[f"relation_{'_'.join(sorted((one, other))).lower()}"]

    def capital(self, name: str) -> Capital:
        """Return one of the five agents by name."""
        for agent in self.agents:
            if isinstance(agent, Capital) and agent.name == name:
                return agent
        raise UnknownName("capital", name, CAPITALS)


def collect_month(model: mesa.Model) -> None:
    """Collect what the reporters of a model ask for, as that of the month just stepped."""
    # Mesa below 3.5 files agents under `steps`, from 1, and `batch_run` reads them, with the
    # model's row of the same number from 0, at one less. Newer versions go by `time`.
    model.steps -= 1
    model.datacollector.collect(model)
    model.steps += 1


class _LastMonth(list[Any]):
    """What was collected of the last month alone, found there by its number as well.

    Mesa below 3.4.2 takes the model's row of a step by number.
    """

    def __init__(self, values: list[Any], number: int) -> None:
        super().__init__(values)
        self._number = number

    def __getitem__(self, number: Any) -> Any:
        if number == self._number:
            return super().__getitem__(-1)
        if number < len(self):
            return super().__getitem__(number)
        raise SimError(
            "found False, wanted True: of this run the last month was collected alone",
            field="collect",
        )


def _read(model: TriangleModel, name: str) -> float:
    return model[name]


def _shown(agent: Capital, name: str) -> Any:
    return getattr(agent, name, None)


def _whole(number: Any, field: str, high: int) -> int:
    """Return a whole number from 0 to `high`, or raise."""
    if isinstance(number, bool) or not isinstance(number, int | np.integer):
        raise WrongKind(number, "a whole number", field=field, given=True)
    if not 0 <= number <= high:
        raise OutOfBounds(number, 0, high, field=field)
    return int(number)
