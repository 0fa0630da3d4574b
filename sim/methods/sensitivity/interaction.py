"""Where two levers together do what neither does alone: crossed two by two, and as maps."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.methods.parts import NOT_KEPT, Parts
from sim.methods.sensitivity.arms import PASSES, PRIORS, Arms
from sim.methods.sensitivity.effects import by_draw, over_draws
from sim.runner.progress import Clock

__all__ = [
    *("CROSSED", "MAP_PAIRS", "SIZE", "Factor", "Pair", "crossed_runs", "crossed_table"),
    *("lever_map", "map_runs", "mapped"),
]

#: Cells along each side of a map, and runs that a draw gets on average in each cell.
SIZE, MAP_PAIRS = 7, 8

CROSSED = (
    *("first", "second", "main_first", "main_second"),
    *("median", "p05", "p95", "share_positive", "draw_se"),
    *("default_effect", "default_se", "larger", "clear"),
)

#: An effect at the defaults is clear of 0 beyond so many standard errors.
_CLEAR = 2.0

_CELLS = tuple(itertools.product((0, 1), repeat=2))


@dataclass(frozen=True)
class Factor:
    """Levers that are set to one value together, such as a trait of two allies at once.

    Attributes
    ----------
    name : what they are together
    keys : of the levers
    ends : (low, high)
    """

    name: str
    keys: tuple[str, ...]
    ends: tuple[float, float]

    def at(self, value: float) -> dict[str, float]:
        """Return the levers, each set to the value."""
        return dict.fromkeys(self.keys, value)


@dataclass(frozen=True)
class Pair:
    """Two factors that are crossed."""

    first: Factor
    second: Factor

    @property
    def name(self) -> str:
        """Both names, as a file may be called."""
        return f"{self.first.name}-{self.second.name}".replace(".", "_")

    def at(self, x: float, y: float) -> dict[str, float]:
        """Return the levers of one cell."""
        return self.first.at(x) | self.second.at(y)


def crossed_runs(pairs: Sequence[Pair], arms: Arms) -> int:
    """Return how many replicates all crossed pairs take, in both passes."""
    return sum(_replicates(arms, over) for over in PASSES) * len(_CELLS) * len(pairs)


def _replicates(arms: Arms, over: str) -> int:
    asked = arms.asked
    return asked.draws * asked.crossed if over == PRIORS else asked.replicates


def crossed_table(
    pairs: Sequence[Pair], arms: Arms, *, clock: Clock | None = None, parts: Parts = NOT_KEPT
) -> pd.DataFrame:
    """Cross every pair two by two, in both passes, and return a row a pair: CROSSED.

    A main effect is that of one factor over both values of the other; the interaction is the
    effect of the first at the high value of the second, less that at its low value. `larger`: its
    median over draws is larger in size than that of the smaller main effect. `clear`: its 5 to
    95 % over draws leave 0 out, or at the defaults it lies two standard errors from 0.
    """
    rows = []
    for pair in pairs:
        prior, default = (_crossed(pair, arms, over, clock, parts) for over in PASSES)
        mains = [over_draws(prior[name]).median for name in ("first", "second")]
        spread = over_draws(prior["both"])
        effect, se = (float(default[name].iloc[0]) for name in ("both", "se"))
        outside = spread.p05 > 0.0 or spread.p95 < 0.0
        larger, clear = abs(spread.median) > min(map(abs, mains)), abs(effect) > _CLEAR * se
        rows.append(
            (
                *(pair.first.name, pair.second.name, *mains),
                *(*spread, float(prior["se"].median())),
                *(effect, se, larger, outside or clear),
            )
        )
    return pd.DataFrame(rows, columns=list(CROSSED))


def _crossed(pair: Pair, arms: Arms, over: str, clock: Clock | None, parts: Parts) -> pd.DataFrame:
    """Return both main effects and the interaction of a pair, a row a draw."""
    replicates, on = _replicates(arms, over), arms.asked.main
    draws = arms.asked.draws if over == PRIORS else 1
    ends = pair.first.ends, pair.second.ends
    cells = {(x, y): pair.at(ends[0][x], ends[1][y]) for x, y in _CELLS}

    def run() -> pd.DataFrame:
        found = {}
        for cell, values in cells.items():
            world = arms.world(values, over)
            found[cell] = arms.answers(world, over, replicates, (on,))[on.name]
            if clock is not None:
                clock.add(replicates)
        rows = arms.rows(over, replicates)
        first = (found[1, 0] + found[1, 1] - found[0, 0] - found[0, 1]) / 2.0
        second = (found[0, 1] + found[1, 1] - found[0, 0] - found[1, 0]) / 2.0
        both = by_draw(found[1, 1] - found[0, 1] - found[1, 0] + found[0, 0], rows, draws)
        return pd.DataFrame(
            {
                "draw": np.arange(draws),
                "first": by_draw(first, rows, draws).mean,
                "second": by_draw(second, rows, draws).mean,
                "both": both.mean,
                "se": both.se,
            }
        )

    key = [part for values in cells.values() for part in arms.key(values, over, replicates)]
    key.append(on.name)
    counts = len(_CELLS) * replicates
    return parts.table(f"crossed-{over}", key, run, clock=clock, counts=counts)


def mapped(table: pd.DataFrame, most: int) -> list[int]:
    """Return the rows of crossed pairs that a map is drawn of: the largest of those that stand out.

    Parameters
    ----------
    table : what `crossed_table` returns
    """
    out = table[table["larger"] & table["clear"]]
    order = out["median"].abs().sort_values(ascending=False, kind="stable")
    return [int(str(place)) for place in order.index[:most]]


def map_runs(count: int, arms: Arms) -> int:
    """Return how many replicates so many maps take."""
    return count * SIZE * SIZE * arms.asked.draws * MAP_PAIRS


def lever_map(
    pair: Pair, arms: Arms, *, clock: Clock | None = None, parts: Parts = NOT_KEPT
) -> pd.DataFrame:
    """Return the outcome that pairs are crossed on over two factors, averaged over the draws.

    Returns
    -------
    DataFrame
        A row a cell: x, y, `value`, and `se`, its standard error over draws.
    """
    replicates, on = arms.asked.draws * MAP_PAIRS, arms.asked.main
    sides = [np.linspace(*one.ends, SIZE).round(6).tolist() for one in (pair.first, pair.second)]
    places = list(itertools.product(*sides))

    def run() -> pd.DataFrame:
        rows = arms.rows(PRIORS, replicates)
        found = []
        for x, y in places:
            world = arms.world(pair.at(x, y))
            values = arms.answers(world, PRIORS, replicates, (on,))[on.name]
            means = by_draw(values, rows, arms.asked.draws).mean
            means = means[~np.isnan(means)]
            se = float(means.std(ddof=1) / np.sqrt(means.size))
            found.append({"x": x, "y": y, "value": float(means.mean()), "se": se})
            if clock is not None:
                clock.add(replicates)
        return pd.DataFrame(found)

    corners = itertools.product(*(side[:: SIZE - 1] for side in sides))
    key = [part for x, y in corners for part in arms.key(pair.at(x, y), PRIORS, replicates)]
    key += [repr(sides), on.name]
    counts = len(places) * replicates
    return parts.table("lever-map", key, run, clock=clock, counts=counts)
