"""Results made of random numbers, shaped as the store's: reading them needs no model."""

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
import xarray as xr

from sim.errors import MissingResult
from sim.spec.calendar import month_number
from sim.spec.instruments import INSTRUMENTS
from sim.spec.outcomes import OUTCOMES
from sim.spec.recorded import HISTOGRAMMED, RECORDED
from sim.spec.world import Event, Leader, Span, Term, World

_SHAPE = {variable.name: variable for variable in RECORDED}
_QUANTILES = {"q01": 1, "q05": 5, "q25": 25, "q50": 50, "q75": 75, "q95": 95, "q99": 99}


def made_world(name: str = "made", first: str = "2025-01", months: int = 24) -> World:
    """A world with two leaders in Washington, and a ruling."""
    start = month_number(first)
    half = Span(0.5, 0.5, "made", "stated")
    who = {
        "washington": ("biden", "trump_2"),
        "tokyo": ("ishiba",),
        "seoul": ("acting", "lee_jae_myung"),
        "beijing": ("xi",),
        "pyongyang": ("kim",),
    }
    calendar = {
        capital: tuple(Term(leader, start + 6 * place) for place, leader in enumerate(names))
        for capital, names in who.items()
    }
    leaders = {
        leader: Leader(leader, capital, leader.replace("_", " ").title(), {"rivalry": half}, half)
        for capital, names in who.items()
        for leader in names
    }
    return World(
        name=name,
        title=name.replace("_", " ").capitalize(),
        description="",
        first=start,
        last=start + months - 1,
        calendar=calendar,
        leaders=leaders,
        series={},
        streams={"court": "given"},
        events={"court": (Event(start + 3, 1.0, "made", "A ruling"),)},
    )


@dataclass
class MadeResults:
    """What the analysis reads of results; `hidden` trajectories are asked for as in the store."""

    outcomes: pd.DataFrame
    quantiles: pd.DataFrame
    shares: pd.DataFrame
    points: pd.DataFrame
    worlds: dict[int, World]
    hidden: xr.Dataset | None = None
    provenance: dict = field(default_factory=dict)
    path: None = None

    @property
    def outcome_specs(self):
        return {spec.name: spec for spec in OUTCOMES if spec.name in self.outcomes}

    @property
    def trajectories(self) -> xr.Dataset:
        if self.hidden is None:
            raise MissingResult("no trajectories were kept", field="trajectories")
        return self.hidden

    def at(self, point: int) -> "MadeResults":
        return replace(self, points=self.points.query("point == @point"))

    def outcome_values(self, names, point: int) -> dict[str, np.ndarray]:
        own = self.outcomes.query("point == @point").sort_values("replicate")
        return {name: own[name].to_numpy(dtype=float) for name in names}

    def world(self, point: int) -> World:
        return self.worlds[point]


@dataclass
class MadeMonths:
    """Results of one point that kept some months: flat name to (replicate, month)."""

    columns: dict[str, np.ndarray]

    @property
    def points(self) -> pd.DataFrame:
        count = len(next(iter(self.columns.values())))
        row = {"scenario": "made", "point": 0, "overrides": "{}", "seed": 1, "replicates": count}
        return pd.DataFrame([row])

    def world(self, point: int) -> World:
        return made_world(months=next(iter(self.columns.values())).shape[1])

    def column(self, name: str, point: int | None = None) -> np.ndarray:
        if name not in self.columns:
            raise MissingResult("no months were kept", field=name)
        return self.columns[name]


def made_months(world: World) -> pd.DatetimeIndex:
    return pd.date_range(
        f"{world.first // 12}-{world.first % 12 + 1:02d}", periods=world.months, freq="MS"
    )


def made_outcomes(draws: np.random.Generator, count: int, shift: float) -> dict[str, np.ndarray]:
    """One column an outcome, of its declared kind and within its bounds."""
    columns = {}
    for spec in OUTCOMES:
        luck = draws.random(count)
        if spec.kind == "flag":
            values = (luck < 0.4 + shift).astype(float)
        elif spec.name == "triangle_final":
            values = np.floor(luck * 4)
        elif spec.kind == "count":
            values = np.floor(np.minimum(spec.high, spec.low + 12 * luck + 3 * shift))
        else:
            middle = (spec.low + spec.high) / 2
            values = middle + (spec.high - spec.low) * 0.3 * (luck - 0.5 + shift)
        columns[spec.name] = np.clip(values, spec.low, spec.high)
    return columns


def made_fan(world: World, count: int, shift: float, draws: np.random.Generator):
    """Monthly quantiles and shares of levels of every variable that is kept by month."""
    months = made_months(world)
    wave = np.cumsum(draws.normal(0, 0.03, world.months)) + shift * np.linspace(0, 1, world.months)
    rows, levels = [], []
    for name in HISTOGRAMMED:
        shape = _SHAPE[name]
        if shape.kind == "level":
            size = int(shape.high - shape.low) + 1
            odds = np.exp(np.outer(wave, np.arange(size)))
            odds /= odds.sum(axis=1, keepdims=True)
            for level in range(size):
                levels.append(
                    {"variable": name, "month": months, "level": level, "share": odds[:, level]}
                )
            middle, spread = odds @ np.arange(size), np.full(world.months, 0.5)
        else:
            middle = np.clip((shape.low + shape.high) / 2 + wave, shape.low, shape.high)
            spread = 0.02 + 0.1 * np.sqrt(np.arange(world.months) / world.months)
        row = {"variable": name, "month": months, "mean": middle, "sd": spread, "count": count}
        for quantile, percent in _QUANTILES.items():
            score = {1: -2.33, 5: -1.64, 25: -0.67, 50: 0, 75: 0.67, 95: 1.64, 99: 2.33}[percent]
            row[quantile] = np.clip(middle + score * spread, shape.low, shape.high)
        rows.append(row)
    return (
        pd.concat([pd.DataFrame(row) for row in rows], ignore_index=True),
        pd.concat([pd.DataFrame(row) for row in levels], ignore_index=True),
    )


def made_results(
    names: tuple[str, ...] = ("second_trump_term", "neglect"),
    *,
    count: int = 200,
    seed: int = 1,
    months: int = 24,
    trajectories: bool = False,
    step: float = 0.1,
) -> MadeResults:
    """Results of several worlds under one luck; each later world is shifted up by a step."""
    tables: dict[str, list] = {"outcomes": [], "quantiles": [], "shares": []}
    worlds, points = {}, []
    for number, name in enumerate(names):
        world, shift = made_world(name, months=months), step * number
        key = {"scenario": name, "point": number}
        outcomes = made_outcomes(np.random.default_rng(seed), count, shift)
        tables["outcomes"].append(pd.DataFrame({**key, "replicate": np.arange(count), **outcomes}))
        fan, levels = made_fan(world, count, shift, np.random.default_rng(seed))
        tables["quantiles"].append(fan.assign(**key))
        tables["shares"].append(levels.assign(**key))
        worlds[number] = world
        points.append({**key, "overrides": "{}", "seed": seed, "replicates": count})
    hidden = None
    if trajectories:
        hidden = made_trajectories(worlds[0], count, seed)
    return MadeResults(
        *(pd.concat(tables[name], ignore_index=True) for name in tables),
        pd.DataFrame(points),
        worlds,
        hidden,
    )


def made_trajectories(world: World, count: int, seed: int) -> xr.Dataset:
    draws = np.random.default_rng(seed)
    walk = np.cumsum(draws.normal(0, 0.05, (count, world.months, 2)), axis=1)
    return xr.Dataset(
        {
            "relation": (("replicate", "month", "dyad"), np.clip(walk, -1, 1)),
            "grievance": (("replicate", "month"), draws.random((count, world.months))),
        },
        coords={
            "replicate": np.arange(count),
            "month": made_months(world),
            "dyad": ["JPN-KOR", "JPN-USA"],
        },
    )


OPTIONS = {instrument.name: instrument.options for instrument in INSTRUMENTS}
