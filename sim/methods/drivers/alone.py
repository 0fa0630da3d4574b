"""One key at a time: what an outcome is at either end of each key's range, all else as it is."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.errors import MissingResult, SimError, WrongKind
from sim.methods.design.bounds import bounds_of
from sim.runner.evaluate import Evaluation, say_unanswered
from sim.runner.progress import Report
from sim.spec.own_outcome import outcome_specs
from sim.spec.world import World
from sim.store.column_labels import column_labels

__all__ = ["one_at_a_time"]


def one_at_a_time(
    world: World,
    over: Sequence[str] | Mapping[str, Any],
    outcome: str | Mapping[str, Any] = "jpn_kor_final",
    replicates: int = 200,
    seed: int = 1,
    *,
    threads: int | None = None,
    progress: Report | None = None,
) -> pd.DataFrame:
    """Return how far each key alone moves an outcome, from one end of its range to the other.

    All runs share their luck, so errors are those of pairs. What keys do together is not seen: that
    is what `sim.sensitivity` is for. `sim.plots.tornado` draws the table.

    Parameters
    ----------
    world : World
    over : list of keys, or mapping of keys to (low, high)
        As in `sim.design`; a key without ends of its own goes through its prior or coded range.
    outcome : name, or mapping of one name to a measure
    replicates : int, 2 or more; seed, threads, progress
        As in `sim.evaluate`.

    Returns
    -------
    DataFrame
        Index `key`, widest swing first: `low_value`, `high_value`, the ends; `at_low`, `at_high`,
        the outcome's means there, over the replicates that answer at both; `base`, that without a
        change; `swing`, `at_high` less `at_low`, with its `se`. `attrs`: `outcome`, `units`,
        `long_name`, `replicates`, `seed`.

    Raises
    ------
    sim.errors.SimError
        As `sim.design` and `sim.evaluate` do; for one replicate.

    Examples
    --------
    >>> import sim
    >>> keys = ["leaders.seoul.neighbour_priority", "parameters.memory_gain"]
    >>> found = sim.one_at_a_time(sim.load("second_trump_term"), keys, replicates=40)
    >>> found.index[0]
    'leaders.seoul.neighbour_priority'
    """
    ends = bounds_of(over, world)
    points: list[dict[str, Any]] = [{}]
    points += [{key: value} for key, pair in ends.items() for value in pair]
    asked = Evaluation.of(world, points, outcome, replicates, seed, threads=threads, notices=False)
    if len(asked.names) != 1:
        raise WrongKind(f"{len(asked.names)} outcomes", "one", field="outcome")
    if asked.replicates < 2:
        raise SimError("found 1 replicate, wanted 2 or more: one has no error", field="replicates")
    values = np.full((len(points), asked.replicates), np.nan)

    def keep(place: int, answers: NDArray[np.float64]) -> None:
        values[place] = answers[:, 0]

    asked.run(keep, progress)
    counts = (~np.isnan(values)).sum(axis=1)
    say_unanswered(asked.names, counts[:, None], asked.replicates)
    lows, highs = values[1::2], values[2::2]
    gap = highs - lows
    # What answers at one end alone is left out at both.
    lows[np.isnan(gap)] = highs[np.isnan(gap)] = np.nan
    pairs = (~np.isnan(gap)).sum(axis=1)
    if pairs.min() < 2:
        key = list(ends)[pairs.argmin()]
        raise MissingResult(
            f"replicates with an answer at both ends of {key}: {pairs.min()}, wanted 2 or more",
            field=asked.names[0],
        )
    table = pd.DataFrame(
        {
            "low_value": [pair[0] for pair in ends.values()],
            "high_value": [pair[1] for pair in ends.values()],
            "at_low": np.nanmean(lows, axis=1),
            "at_high": np.nanmean(highs, axis=1),
            "base": pd.Series(values[0]).mean(),  # no number where nothing answers
            "swing": np.nanmean(gap, axis=1),
            "se": np.nanstd(gap, axis=1, ddof=1) / np.sqrt(pairs),
        },
        index=pd.Index(list(ends), name="key"),
    )
    table = table.loc[table["swing"].abs().sort_values(ascending=False, kind="stable").index]
    labels = column_labels(outcome_specs(asked.own))
    table.attrs = {
        **{name: labels[name][asked.names[0]] for name in ("units", "long_name")},
        "outcome": asked.names[0],
        "replicates": asked.replicates,
        "seed": asked.seed,
    }
    return table
