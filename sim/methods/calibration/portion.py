"""Trials of a stage, run in their order and kept in portions, so that a stopped stage goes on.

Where a trial stands and what luck it has follow from its number and from what the trials before it
gave. So a stage that begins anew asks for the same trials, and those that were kept cost nothing:
this holds for the fit too, which draws each trial near those that did well.
"""

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.methods.calibration.trial import Trials, trial_seed
from sim.methods.parts import NOT_KEPT, Parts
from sim.runner.progress import Clock

__all__ = ["PORTION", "Portions"]

#: Trials of a part: a few seconds of work.
PORTION = 32


class Portions:
    """Runs the trials of a stage one after another; at its end, what has begun is kept too.

    Parameters
    ----------
    parameters : those that vary
    stage : names the luck of these trials
    parts : where portions are kept and found
    clock : counts trials

    Attributes
    ----------
    number : int
        Trials so far.
    found : int
        How many of them were there already.

    Examples
    --------
    >>> class Twice:
    ...     names, digest = ("twice",), "twice"
    ...
    ...     def __call__(self, values, seed):
    ...         return np.array([2.0 * values["memory_gain"]])
    >>> with Portions(Twice(), ["memory_gain"], 1, "screen") as run:
    ...     run({"memory_gain": 0.25}).tolist(), run.number
    ([0.5], 1)
    """

    def __init__(
        self,
        trials: Trials,
        parameters: Sequence[str],
        seed: int,
        stage: str,
        parts: Parts = NOT_KEPT,
        clock: Clock | None = None,
    ) -> None:
        self._trials, self._names, self._seed = trials, tuple(parameters), seed
        self._stage, self._parts, self._clock = stage, parts, clock
        self.number = self.found = 0
        # Of the portion at hand: what it is asked for, what was kept of it, and its rows so far.
        self._asked: list[str] = []
        self._known: list[tuple[float, ...]] = []
        self._rows: list[tuple[float, ...]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._keep()

    def __call__(self, values: Mapping[str, float]) -> NDArray[np.float64]:
        """Return the summaries of the next trial, as they were kept or made now."""
        given = tuple(float(values[name]) for name in self._names)
        if len(self._rows) in (0, PORTION):
            self._begin(given)
        place = len(self._rows)
        known = self._known[place] if place < len(self._known) else ()
        # Whatever else decides which trials are asked for, such as how many are accepted, these
        # are others as soon as one stands elsewhere.
        there = known[: len(given)] == given
        if there:
            found = np.array(known[len(given) :])
            self.found += 1
        else:
            del self._known[place:]
            luck = trial_seed(self._seed, self._stage, self.number)
            found = self._trials(dict(zip(self._names, given, strict=True)), luck)
        self._rows.append((*given, *found.tolist()))
        self.number += 1
        if len(self._rows) == PORTION:
            self._keep()
        if self._clock is not None:
            (self._clock.find if there else self._clock.add)(1)
        return found

    def _begin(self, given: tuple[float, ...]) -> None:
        """Begin the portion whose first trial stands there, with what was kept of it."""
        place = (repr(given), *self._names, self._trials.digest)
        self._asked = [self._stage, str(self._seed), str(self.number), *place]
        found = self._parts.find("trials", self._asked)
        known = () if found is None else found.itertuples(index=False, name=None)
        self._known, self._rows = list(known), []

    def _keep(self) -> None:
        """Keep the portion at hand, if it holds more than what was there."""
        if len(self._rows) > len(self._known):
            columns = [*self._names, *self._trials.names]
            made = pd.DataFrame(self._rows, columns=columns)
            self._parts.keep("trials", self._asked, made)
            self._known = list(self._rows)
