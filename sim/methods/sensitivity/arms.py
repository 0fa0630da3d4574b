"""The arms of a lever: one world, set low and high, over the priors and at the defaults."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.methods.sensitivity.lever import Ends, LeverOutcome, changes_of, parts_of
from sim.runner.columns import run_parts
from sim.runner.prior_draws import prior_draws
from sim.scenario import expand_overrides, load
from sim.spec.drawn import set_rows
from sim.spec.override import apply
from sim.spec.world import ParameterSet, World

__all__ = ["DEFAULTS", "PASSES", "PRIORS", "Answers", "Arms", "Asked", "measured"]

#: Both passes over the same arms: rows of the set of draws, or the parameters' defaults.
PASSES = PRIORS, DEFAULTS = ("priors", "defaults")

#: By outcome, one number a replicate.
Answers = Mapping[str, NDArray[np.float64]]


@dataclass(frozen=True)
class Asked:
    """What all levers share.

    Attributes
    ----------
    draws, pairs : int
        Rows of the set, and pairs of replicates that a row gets on average.
    replicates : int
        Pairs at the defaults.
    crossed : int
        Pairs that a row gets on average in each cell of two crossed traits; 0 crosses none.
    overrides : mapping
        Changes by name that hold in every arm; what a lever sets wins.
    outcomes : tuple of LeverOutcome
        What effects are measured on; pairs are crossed on the one that `crossed_on` names.
    """

    scenario: str
    draws: int
    pairs: int
    replicates: int
    crossed: int
    seed: int
    ends: Ends = field(default_factory=Ends)
    overrides: Mapping[str, Any] = field(default_factory=dict)
    worlds: Path | None = None
    threads: int | None = None
    outcomes: tuple[LeverOutcome, ...] = ()
    crossed_on: str = ""

    @property
    def main(self) -> LeverOutcome:
        """The outcome that pairs are crossed on."""
        return next(one for one in self.outcomes if one.name == self.crossed_on)


class Arms:
    """Worlds that differ in what levers set and in nothing else, each run under the same luck.

    Replicate k takes the same row of the set in every arm, since its row follows from seed and
    replicate alone; what a lever sets acts in the window only, so all arms share the months before
    it as well.
    """

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.drawn: ParameterSet = prior_draws(asked.draws, asked.seed)
        world = load(asked.scenario, asked.worlds)
        overrides = expand_overrides(asked.scenario, asked.overrides, asked.worlds)
        # Copies are their own bases: what they start from is one object in all arms, and what names
        # it, a sum over all draws, is taken once.
        self._base = {
            DEFAULTS: dataclasses.replace(apply(world, overrides)),
            PRIORS: dataclasses.replace(apply(world, {**overrides, "parameter_set": self.drawn})),
        }
        self._plain: dict[str, tuple[int, Answers]] = {}

    def world(self, values: Mapping[str, float], over: str = PRIORS) -> World:
        """Return the world in which levers have some values.

        Parameters
        ----------
        over : one of PASSES
        """
        base = self._base[over]
        return apply(base, changes_of(base, values))

    def key(self, values: Mapping[str, float], over: str, replicates: int) -> list[str]:
        """Return all that can change an answer of an arm beside the code.

        The set of draws follows from how many there are, the seed and the code: to sum up a hundred
        thousand numbers for each arm takes longer than to find it.
        """
        asked = self.asked
        draws = "" if over == DEFAULTS else str(asked.draws)
        world = self.world(values, DEFAULTS).digest()
        return [world, over, draws, str(replicates), str(asked.seed)]

    def rows(self, over: str, replicates: int) -> NDArray[np.int64]:
        """Return the draw that each replicate takes; at the defaults there is one, number 0."""
        found = set_rows(self._base[over], self.asked.seed, replicates)
        return np.zeros(replicates, dtype=np.int64) if found is None else found

    def answers(
        self,
        world: World,
        over: str,
        replicates: int,
        outcomes: Sequence[LeverOutcome] | None = None,
    ) -> Answers:
        """Run an arm; the one in which nothing is changed is run once and held.

        Twenty switches that are on share their high arm: it is the world itself.

        Parameters
        ----------
        outcomes : what is measured; all if not said
        """
        asked = self.asked

        def run() -> Answers:
            wanted = asked.outcomes if outcomes is None else outcomes
            return measured(world, wanted, replicates, asked.seed, threads=asked.threads)

        if world.digest() != self._base[over].digest() or outcomes is not None:
            return run()
        if self._plain.get(over, (0, {}))[0] != replicates:
            self._plain[over] = replicates, run()
        return self._plain[over][1]


def measured(
    world: World,
    outcomes: Sequence[LeverOutcome],
    replicates: int,
    seed: int,
    *,
    threads: int | None = None,
) -> dict[str, NDArray[np.float64]]:
    """Run a world and return what levers are measured on, one number a replicate.

    Examples
    --------
    >>> bids = LeverOutcome("bids", "bids of both, mean", ("bid_mean_jpn", "bid_mean_kor"))
    >>> measured(load("neglect"), [bids], 3, 1, threads=1)["bids"].shape
    (3,)
    """
    summed, recorded = parts_of(outcomes)
    months, sums = run_parts(world, recorded, summed, replicates, seed, threads=threads)
    answers = {}
    for one in outcomes:
        if one.parts:
            answers[one.name] = np.sum([sums[part] for part in one.parts], axis=0)
        else:
            panel = months[one.variable]
            answers[one.name] = panel.mean(axis=1) if one.way == "mean" else panel[:, -1].copy()
    return answers
