"""The same world begun in either basin: what lay between a pair in the history before it.

A relation alone is no start, since all that makes and unmakes it stays as it was. So each start is
a state that the model came to by itself: the history that the world starts from is run, and of the
month in which most of its runs stood apart, and of that in which most stood close, the run nearest
to the mean of all gives what lies between the two. All else is the same in both: what the run
nearest to the mean has in the last month before the window.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engine.simulate import final_state
from sim.errors import MissingResult
from sim.methods.basin.crossing import Basins
from sim.runner.columns import run_columns
from sim.spec.calendar import month_words
from sim.spec.variables import STATES
from sim.spec.world import Span, World

__all__ = ["HISTORIES", "Start", "begun", "starts"]

#: Runs of the history that the starts are read from. Assumed: the month and the middle run that
#: they give are those of ten times as many.
HISTORIES = 400


class Start(NamedTuple):
    """A start: whose it is, and every field of the state.

    Attributes
    ----------
    month : month number at whose end the pair's part of it was so
    share : of the history's runs that stood in this basin in that month
    values : field of the state to its value
    """

    month: int
    share: float
    values: Mapping[str, float]


def starts(
    world: World, basins: Basins, between: Sequence[str], seed: int, *, threads: int | None = None
) -> dict[str, Start]:
    """Return the two starts of a world, 'apart' and 'close', from the history that it starts from.

    Parameters
    ----------
    world : one that starts from another
    between : fields of the state that lie between the pair
    seed : of the study; the history's runs are those that the study's own runs begin with

    Raises
    ------
    MissingResult
        For a world that states its own start, or whose history never has most runs in a basin.
    """
    if world.start is None:
        raise MissingResult(
            "found a world that states its own start, wanted one that starts from a history"
        )
    history = dataclasses.replace(world.start, last=world.first - 1)
    stocks = [state.name for state in STATES]
    columns = run_columns(history, stocks, HISTORIES, seed, threads=threads)
    table = np.stack([columns[name] for name in stocks])
    values = columns[basins.variable]

    def state(place: int, names: list[str], among: NDArray[np.int64]) -> dict[str, float]:
        rows = [stocks.index(name) for name in names]
        until = dataclasses.replace(history, last=history.first + place)
        middle = _middle(table[rows, :, place][:, among])
        return final_state(until, seed, int(among[middle]))

    pair = [name for name in between if name in stocks]
    rest = state(history.months - 1, stocks, np.arange(HISTORIES))
    found = {}
    for name, inside in (("apart", values < basins.apart), ("close", values > basins.close)):
        shares = inside.mean(axis=0)
        # The latest of equals: the nearer to the window, the less else has changed since.
        place = len(shares) - 1 - int(shares[::-1].argmax())
        if shares[place] < 0.5:
            raise MissingResult(
                f"found at most {shares[place]:.0%} of runs {name} in a month before "
                f"{month_words(world.first)}, wanted half"
            )
        mine = state(place, pair, np.flatnonzero(inside[:, place]))
        whole = rest | {field: mine[field] for field in between}
        found[name] = Start(history.first + place, float(shares[place]), whole)
    return found


def _middle(stocks: NDArray[np.float64]) -> int:
    """Return the run nearest to the mean of these, each stock in units of its spread.

    Parameters
    ----------
    stocks : (stock, replicate)
    """
    spread = stocks.std(axis=1, keepdims=True)
    apart = (stocks - stocks.mean(axis=1, keepdims=True)) / np.where(spread > 0, spread, 1.0)
    return int((apart**2).sum(axis=0).argmin())


def begun(world: World, start: Start) -> World:
    """Return a world that begins from a start in place of a history; nothing else differs."""
    values = {
        name: Span(value, value, source="assumed", because="what a history came to")
        for name, value in start.values.items()
    }
    return dataclasses.replace(world, start=None, start_values=values)
