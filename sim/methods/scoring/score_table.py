"""Forecasts of all contenders at the same points, and the tables that are made of them."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.log_score import log_score
from sim.analysis.observation import Line
from sim.analysis.score import (
    attainable_correlation,
    crps,
    mean_difference,
    rank_correlation,
    score,
)
from sim.methods.scoring.balance import RATES
from sim.methods.scoring.forecast import (
    Block,
    Forecast,
    Sums,
    block_of,
    count_months,
    draws_of,
    observe,
    predictors,
)
from sim.methods.scoring.point import HELD_OUT, LAST_TRAINED, LATER, MEASURES, POOLED, Measure

__all__ = ["MODEL", "POOLED", "ScoreTable"]

#: The contender that all others are set against.
MODEL = "model"

Floats = NDArray[np.float64]

_QUANTILES = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}


class _Each(NamedTuple):
    """Both scores of a contender at every scored point of a measure, (point,)."""

    crps: Floats
    log: Floats


class ScoreTable:
    """Forecasts of all contenders at all scored points, as they come in.

    Parameters
    ----------
    points : what `points_of` returns, by measure
    replicates, seed : members of a rival's ensemble, and the seed of all draws
    """

    def __init__(self, points: dict[str, pd.DataFrame], replicates: int, seed: int) -> None:
        self._replicates, self._seed = replicates, seed
        self._points = points
        self._measures = [MEASURES[name] for name in points]
        self._blocks = {
            name: [
                block_of(points[name], block)
                for block in (*MEASURES[name].blocks, LATER)
                if (points[name]["block"] == block).any()
            ]
            for name in points
        }
        # By contender and measure, blocks one after another.
        self._found: dict[str, dict[str, Forecast]] = {}
        self._each: dict[str, dict[str, _Each]] = {}
        self.lines: list[dict[str, object]] = []
        self.ranks: list[dict[str, object]] = []

    def add_paths(self, name: str, sums: Sums) -> None:
        """Observe the paths of a contender that has relations and choices."""
        self._add(name, lambda measure, block: self._read(name, sums, measure, block))
        self._add_ranks(name, sums)

    def add_best(self, name: str, choices: list[Sums]) -> None:
        """Observe whichever paths fit a block's training points best; Pyongyang makes no choice."""

        def read(measure: Measure, block: Block) -> Forecast:
            tried = []
            for number, sums in enumerate(choices):
                draws = draws_of(self._seed, measure.name, block.name)
                found, line = observe(sums, block, measure, draws)
                tried.append((line.log_likelihood, -number, found, line))
            _, number, best, line = max(tried, key=lambda one: one[:2])
            self._add_line(name, measure, block, line, rate=RATES[-number])
            return best

        self._add(name, read, counts=False)
        self._add_ranks(name, choices[0])

    def add_rival(self, name: str, rival: Callable[..., Forecast], *, inside: bool) -> None:
        """Take a rival that speaks of figures; `inside`: it sees those of the window alone."""

        def read(measure: Measure, block: Block) -> Forecast:
            train = block.train[block.train["inside"]] if inside else block.train
            draws = draws_of(self._seed, measure.name, block.name)
            members, middle = rival(train, block.test, self._replicates, draws)
            return Forecast(np.clip(members, measure.low, measure.high), middle)

        self._add(name, read)

    def _add(
        self, name: str, read: Callable[[Measure, Block], Forecast], *, counts: bool = True
    ) -> None:
        """Read a contender's forecasts block by block; without `counts`, of no counts."""
        self._found[name], self._each[name] = {}, {}
        for measure in self._measures:
            if measure.link == "count" and not counts:
                continue
            parts = [read(measure, block) for block in self._blocks[measure.name]]
            self._found[name][measure.name] = Forecast(
                np.concatenate([part.members for part in parts], axis=1),
                np.concatenate([part.middle for part in parts]),
            )
            members = self._found[name][measure.name].members
            observed, bounds = self._scored(measure.name)["y"], (measure.low, measure.high)
            self._each[name][measure.name] = _Each(
                crps(members, observed),
                log_score(members, observed, bounds, whole=measure.link == "count"),
            )

    def _read(self, name: str, sums: Sums, measure: Measure, block: Block) -> Forecast:
        if measure.link == "count":
            return count_months(sums, block.test)
        draws = draws_of(self._seed, measure.name, block.name)
        found, line = observe(sums, block, measure, draws)
        self._add_line(name, measure, block, line)
        return found

    def _add_line(
        self, name: str, measure: Measure, block: Block, line: Line, rate: float = np.nan
    ) -> None:
        """Keep what was fitted."""
        slopes = (*line.slopes, np.nan)
        self.lines.append(
            {
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
        )

    def _add_ranks(self, name: str, sums: Sums) -> None:
        """Set the order of figures beside that of relations, with no line between them."""
        for measure in self._measures:
            if measure.link == "count":
                continue
            points = self._points[measure.name]
            points = points[points["inside"] & (points["last"] // 12 <= LAST_TRAINED)]
            relation = measure.signs[0] * predictors(sums, points, measure)[:, :, 0].mean(axis=0)
            rows = points.assign(relation=relation)
            if not measure.within:
                means = rows.groupby("dyad")[["relation", "y"]].mean()
                self._rank(name, measure, "levels", means)
                continue
            moved = rows[["relation", "y"]] - rows.groupby("group")[["relation", "y"]].transform(
                "mean"
            )
            for dyad, own in moved.groupby(rows["dyad"]):
                self._rank(name, measure, str(dyad), own)

    def _rank(self, name: str, measure: Measure, dyad: str, rows: pd.DataFrame) -> None:
        found = rank_correlation(rows["relation"], rows["y"])
        place = {"measure": measure.name, "dyad": dyad, "contender": name}
        self.ranks.append({**place, "rank_correlation": found, "n": len(rows)})

    def _scored(self, measure: str) -> pd.DataFrame:
        """Return the scored points in the order of the ensembles."""
        rows = pd.concat([block.test for block in self._blocks[measure]])
        return rows.reset_index(drop=True)

    def _cuts(self) -> Iterator[tuple[str, str, str, pd.DataFrame]]:
        """Yield measure, dyad, block and points of every row that is worth a score."""
        for measure in self._points:
            rows = self._scored(measure)
            names = [block.name for block in self._blocks[measure]]
            for dyad in (POOLED, *rows["dyad"].unique()):
                own = rows[~rows["thin"]] if dyad == POOLED else rows[rows["dyad"] == dyad]
                for name in (HELD_OUT, *names):
                    cut = own[own["block"] != LATER if name == HELD_OUT else own["block"] == name]
                    # A handful of one dyad's figures is no score.
                    if len(cut) >= (1 if dyad == POOLED else 4):
                        yield measure, dyad, name, cut

    def table(self) -> pd.DataFrame:
        """Return all scores."""
        found = []
        for measure, dyad, block, rows in self._cuts():
            se = rows["se"] if rows["se"].notna().all() else None
            # Across blocks a line trained without a year lies high where that year was low: ranks
            # are those of movement within a block.
            inside = MEASURES[measure].within
            unit = (rows["group"] + " " + rows["block"]).tolist() if inside else None
            for contender, forecasts in self._found.items():
                if measure in forecasts:
                    made = score(
                        forecasts[measure].members[:, rows.index],
                        rows["y"],
                        rows["time"].tolist(),
                        middle=forecasts[measure].middle[rows.index],
                        se=se,
                        unit=unit,
                    )
                    log = self._each[contender][measure].log[rows.index]
                    mean = mean_difference(log, np.zeros(len(log)), rows["time"].tolist())
                    found.append(
                        {
                            "measure": measure,
                            "dyad": dyad,
                            "block": block,
                            "contender": contender,
                            **made._asdict(),
                            "log_score": mean.value,
                            "log_score_low": mean.low,
                            "log_score_high": mean.high,
                        }
                    )
        return pd.DataFrame(found)

    def differences(self) -> pd.DataFrame:
        """Return the model's scores less each rival's, paired by point."""
        found = []
        for measure, dyad, block, rows in self._cuts():
            when = rows["time"].tolist()
            model = self._each[MODEL][measure]
            for rival, by_measure in self._each.items():
                if rival == MODEL or measure not in by_measure:
                    continue
                other = by_measure[measure]
                near, far = model.crps[rows.index], other.crps[rows.index]
                gap = mean_difference(near, far, when)
                given = mean_difference(model.log[rows.index], other.log[rows.index], when)
                found.append(
                    {
                        "measure": measure,
                        "dyad": dyad,
                        "block": block,
                        "rival": rival,
                        "difference": gap.value,
                        "low": gap.low,
                        "high": gap.high,
                        "skill": 1.0 - float(near.mean() / far.mean()),
                        "skill_low": -gap.high / float(far.mean()),
                        "skill_high": -gap.low / float(far.mean()),
                        "better": _better(-gap.high, -gap.low),
                        "log_difference": given.value,
                        "log_low": given.low,
                        "log_high": given.high,
                        "log_better": _better(given.low, given.high),
                        "n": len(rows),
                    }
                )
        return pd.DataFrame(found)

    def bands(self) -> pd.DataFrame:
        """Return quantiles of every contender at every scored point, beside what was observed."""
        found = []
        for measure in self._points:
            rows = self._scored(measure)
            kept = rows[["group", "dyad", "time", "first", "last", "block", "y", "se", "thin"]]
            for contender, forecasts in self._found.items():
                if measure in forecasts:
                    members = forecasts[measure].members
                    cuts = np.quantile(members, list(_QUANTILES.values()), axis=0)
                    found.append(
                        kept.assign(
                            measure=measure,
                            contender=contender,
                            mean=members.mean(axis=0),
                            **dict(zip(_QUANTILES, cuts, strict=True)),
                        )
                    )
        return pd.concat(found, ignore_index=True).rename(columns={"y": "observed"})

    def attainable(self) -> pd.DataFrame:
        """Return what correlation the sampling of each dyad's points allows."""
        found = []
        for measure, dyad, block, rows in self._cuts():
            alone = block == HELD_OUT and dyad != POOLED and rows["group"].nunique() == 1
            if alone and rows["se"].notna().all():
                most = attainable_correlation(rows["y"], rows["se"])
                found.append({"measure": measure, "dyad": dyad, "most": most, "n": len(rows)})
        return pd.DataFrame(found)


def _better(low: float, high: float) -> str:
    """Return who is better, by the interval of what the model has over a rival."""
    return MODEL if low > 0.0 else "rival" if high < 0.0 else "neither"
