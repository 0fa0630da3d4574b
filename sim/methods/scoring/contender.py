"""One contender at all scored points: its forecasts, how they fare, and what was fitted."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.log_score import log_score
from sim.analysis.observation import Line
from sim.analysis.score import crps, mean_difference, rank_correlation, score
from sim.methods.scoring.balance import RATES
from sim.methods.scoring.forecast import (
    Block,
    Forecast,
    Sums,
    count_months,
    draws_of,
    observe,
    predictors,
)
from sim.methods.scoring.point import LAST_TRAINED, MEASURES, Measure
from sim.methods.scoring.scored_points import ScoredPoints

__all__ = ["OF_FIGURES", "OF_PATHS", "Scorer", "Tables"]

#: What is known of one contender, by the name of the table.
Tables = dict[str, pd.DataFrame]

#: Tables of whoever speaks of figures: a row a cut with its scores, and a row a scored point with
#: quantiles and both scores. Whoever has relations has fitted lines and ranks too.
OF_FIGURES = ("scores", "bands")
OF_PATHS = (*OF_FIGURES, "lines", "ranks")

_QUANTILES = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}

#: What a band says of its point.
_POINT = ["group", "dyad", "time", "first", "last", "block", "y", "se", "thin"]


class Scorer:
    """Scores contenders, each by itself, at the same points with the same draws.

    Parameters
    ----------
    replicates, seed : members of a rival's ensemble, and the seed of all draws
    """

    def __init__(self, scored: ScoredPoints, replicates: int, seed: int) -> None:
        self._scored, self._replicates, self._seed = scored, replicates, seed

    def of_paths(self, name: str, sums: Sums) -> Tables:
        """Observe the paths of a contender that has relations and choices."""
        lines = []

        def read(measure: Measure, block: Block) -> Forecast:
            if measure.link == "count":
                return count_months(sums, block.test)
            draws = draws_of(self._seed, measure.name, block.name)
            found, line = observe(sums, block, measure, draws)
            lines.append(_line(name, measure, block, line))
            return found

        tables = self._tables(name, read)
        return tables | {"lines": pd.DataFrame(lines), "ranks": self._ranks(name, sums)}

    def of_best(self, name: str, choices: list[Sums]) -> Tables:
        """Observe whichever paths fit a block's training points best; Pyongyang makes no choice."""
        lines = []

        def read(measure: Measure, block: Block) -> Forecast:
            tried = []
            for number, sums in enumerate(choices):
                draws = draws_of(self._seed, measure.name, block.name)
                found, line = observe(sums, block, measure, draws)
                tried.append((line.log_likelihood, -number, found, line))
            _, number, best, line = max(tried, key=lambda one: one[:2])
            lines.append(_line(name, measure, block, line, rate=RATES[-number]))
            return best

        tables = self._tables(name, read, counts=False)
        return tables | {"lines": pd.DataFrame(lines), "ranks": self._ranks(name, choices[0])}

    def of_rival(self, name: str, rival: Callable[..., Forecast], *, inside: bool) -> Tables:
        """Take a rival that speaks of figures; `inside`: it sees those of the window alone."""

        def read(measure: Measure, block: Block) -> Forecast:
            train = block.train[block.train["inside"]] if inside else block.train
            draws = draws_of(self._seed, measure.name, block.name)
            members, middle = rival(train, block.test, self._replicates, draws)
            return Forecast(np.clip(members, measure.low, measure.high), middle)

        return self._tables(name, read)

    def _tables(
        self, name: str, read: Callable[[Measure, Block], Forecast], *, counts: bool = True
    ) -> Tables:
        """Read a contender's forecasts block by block; without `counts`, of no counts."""
        forecasts, logs, bands = {}, {}, []
        for measure in self._scored.measures:
            if measure.link == "count" and not counts:
                continue
            parts = [read(measure, block) for block in self._scored.blocks[measure.name]]
            members = np.concatenate([part.members for part in parts], axis=1)
            middle = np.concatenate([part.middle for part in parts])
            rows = self._scored.rows(measure.name)
            bounds = (measure.low, measure.high)
            log = log_score(members, rows["y"], bounds, whole=measure.link == "count")
            cuts = np.quantile(members, list(_QUANTILES.values()), axis=0)
            forecasts[measure.name], logs[measure.name] = Forecast(members, middle), log
            bands.append(
                rows[_POINT].assign(
                    measure=measure.name,
                    contender=name,
                    mean=members.mean(axis=0),
                    **dict(zip(_QUANTILES, cuts, strict=True)),
                    crps=crps(members, rows["y"]),
                    log_score=log,
                )
            )
        return {
            "scores": self._scores(name, forecasts, logs),
            "bands": pd.concat(bands, ignore_index=True).rename(columns={"y": "observed"}),
        }

    def _scores(
        self, name: str, forecasts: dict[str, Forecast], logs: dict[str, NDArray[np.float64]]
    ) -> pd.DataFrame:
        """Return a row a cut; `cut` is its number."""
        found = []
        for number, (measure, dyad, block, rows) in enumerate(self._scored.cuts()):
            if measure not in forecasts:
                continue
            # Across blocks a line trained without a year lies high where that year was low: ranks
            # are those of movement within a block.
            inside = MEASURES[measure].within
            when = rows["time"].tolist()
            made = score(
                forecasts[measure].members[:, rows.index],
                rows["y"],
                when,
                middle=forecasts[measure].middle[rows.index],
                se=rows["se"] if rows["se"].notna().all() else None,
                unit=(rows["group"] + " " + rows["block"]).tolist() if inside else None,
            )
            log = logs[measure][rows.index]
            mean = mean_difference(log, np.zeros(len(log)), when)
            found.append(
                {
                    "cut": number,
                    "measure": measure,
                    "dyad": dyad,
                    "block": block,
                    "contender": name,
                    **made._asdict(),
                    "log_score": mean.value,
                    "log_score_low": mean.low,
                    "log_score_high": mean.high,
                }
            )
        return pd.DataFrame(found)

    def _ranks(self, name: str, sums: Sums) -> pd.DataFrame:
        """Set the order of figures beside that of relations, with no line between them."""
        found = []

        def rank(measure: Measure, dyad: str, rows: pd.DataFrame) -> None:
            place = {"measure": measure.name, "dyad": dyad, "contender": name}
            correlation = rank_correlation(rows["relation"], rows["y"])
            found.append({**place, "rank_correlation": correlation, "n": len(rows)})

        for measure in self._scored.measures:
            if measure.link == "count":
                continue
            points = self._scored.points[measure.name]
            points = points[points["inside"] & (points["last"] // 12 <= LAST_TRAINED)]
            relation = measure.signs[0] * predictors(sums, points, measure)[:, :, 0].mean(axis=0)
            rows = points.assign(relation=relation)
            if not measure.within:
                rank(measure, "levels", rows.groupby("dyad")[["relation", "y"]].mean())
                continue
            moved = rows[["relation", "y"]] - rows.groupby("group")[["relation", "y"]].transform(
                "mean"
            )
            for dyad, own in moved.groupby(rows["dyad"]):
                rank(measure, str(dyad), own)
        return pd.DataFrame(found)


def _line(
    name: str, measure: Measure, block: Block, line: Line, rate: float = np.nan
) -> dict[str, object]:
    """Return what was fitted as a row."""
    slopes = (*line.slopes, np.nan)
    return {
        "contender": name,
        "measure": measure.name,
        "block": block.name,
        "intercept": line.intercept,
        "relation": slopes[0],
        "grievance": slopes[1],
        "sigma": line.sigma,
        "tau": line.tau,
        "rate": rate,
        "n": int(block.train["inside"].sum()),
    }
