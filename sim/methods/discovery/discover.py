"""Discovery on replicates of a run, by what each drew, or on the points of a design."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis import check_level, one_point, outcomes_of, points_of
from sim.errors import OutOfBounds, SimError, UnknownName, WrongKind
from sim.methods.design import check_order
from sim.methods.discovery.box import DECIDED, Found, find_boxes
from sim.methods.discovery.condition import holds as holds_in
from sim.methods.discovery.feature import feature_scores
from sim.methods.drivers.drawn_data import cases
from sim.methods.extra import quiet
from sim.runner.request import check_whole

__all__ = ["Discovery", "discover"]

#: Fewest cases, and fewest in which the condition holds, or does not. Assumed: of fewer than twenty
#: a share is not even told to within a tenth.
_FEWEST, _EITHER = 100, 20

#: Share of the cases that are kept apart, to tell what a box is worth. Assumed: most are left for
#: the search, and an interval is not twice as wide as one of all cases.
_APART = 1.0 / 3.0

#: Most keys that boxes are sought over, those that score most. Assumed: nobody reads a box of more.
_KEYS = 12


@dataclass(frozen=True, repr=False)
class Discovery:
    """Where a condition holds.

    Attributes
    ----------
    condition : str
    scores : DataFrame
        Index `key`: `score` (extra trees; they add up to 1); `S1`, the share of the condition's
        variance that the key explains on its own, `chance`, and whether it is `clear` of that.
    boxes : DataFrame
        Index `box`. Of the cases kept apart: `density`, the share of cases in the box in which the
        condition holds, `coverage`, the share of all such cases that lie in the box, with
        intervals, `mass`, `cases`, and `base`, the density of all; of the cases it was sought in
        `sought_density` and `sought_coverage`, which flatter it; `keys` that it limits; `says`
        whether it is denser than all cases.
    limits : DataFrame
        Index (box, key): `low` and `high`, NaN where a side is free; their quasi-p-values `qp_low`
        and `qp_high`; `reproduced`, the share of resamples whose box limits the key; `says`.
    cases, share : int and float
        How many, and in which share of them the condition holds.
    said : dict
        What was asked.
    """

    condition: str
    scores: pd.DataFrame
    boxes: pd.DataFrame
    limits: pd.DataFrame
    cases: int
    share: float
    said: dict[str, Any]

    def __str__(self) -> str:
        head = f"{self.condition}: in {self.share:.0%} of {self.cases:,} cases"
        if self.boxes.empty:
            return f"{head}; undecided: no key tells more than chance"
        row = self.boxes.iloc[0]
        own = self.limits.loc[self.boxes.index[0]]
        ends = [
            " ".join(
                [
                    *([f"{one['low']:.3g} <"] if not np.isnan(one["low"]) else []),
                    str(key),
                    *([f"< {one['high']:.3g}"] if not np.isnan(one["high"]) else []),
                    *(["(undecided)"] if one["says"] != DECIDED else []),
                ]
            )
            for key, one in own.iterrows()
        ]
        return (
            f"{head}; in {row['density']:.0%} ({row['density_low']:.0%} to "
            f"{row['density_high']:.0%}) of those with {' and '.join(ends)} "
            f"(box: {row['says']})"
        )

    def __repr__(self) -> str:
        return f"<Discovery {self}>"

    def _repr_html_(self) -> str:
        shown = [table.round(3).to_html(border=0) for table in (self.limits, self.boxes.T)]
        tables = "" if self.boxes.empty else "".join(shown)
        return f"<p><b>{html.escape(str(self))}</b></p>{tables}"


def discover(
    data: Any,
    values: Any = None,
    condition: Any = None,
    *,
    keys: Sequence[str] | None = None,
    point: int | str | None = None,
    boxes: int = 1,
    peel: float = 0.05,
    level: float = 0.95,
    seed: int = 1,
) -> Discovery:
    """Return in which ranges of which keys a condition holds, and how sure that is.

    Cases are the replicates of a run, by what each drew, or the points of a design. A third of
    them takes no part in the search and tells what a box is worth.

    Parameters
    ----------
    data : Results, or a design of `sim.design`
    values : table
        Of a design: a row a point, as `sim.evaluate` returns. Of a run the condition may stand
        here.
    condition : text, or a flag a case
        Such as 'jpn_kor_final < 0 & settlements == 0', of outcomes.
    keys : list, optional
        Which keys boxes may limit; by default those that tell more than chance on their own,
        at most twelve. A key that tells only beside another is asked for here.
    point : number or scenario, where results have several
    boxes : how many are sought
    peel : share of the cases that a step of PRIM peels off
    level : of the intervals
    seed : of what is kept apart, trees, shuffles and resamples

    Raises
    ------
    sim.errors.SimError
        For unknown names, fewer than 100 cases, a condition that holds nearly always or never, or
        the EMA Workbench not installed.

    Notes
    -----
    A limit is decided where its quasi-p-value is at most 0.05 and at least half of the resamples
    limit the key; a box where its density in the cases kept apart lies above that of all with its
    whole interval. See Bryant and Lempert (2010), Technological Forecasting and Social Change 77.

    Examples
    --------
    >>> import sim
    >>> run = sim.run(sim.load("second_trump_term"), replicates=400, seed=1)
    >>> keys = ["leaders.next_seoul.history_hard_line", "leaders.next_seoul.neighbour_priority"]
    >>> told = sim.discover(run, "jpn_kor_final < 0.2", keys=keys)
    >>> told.boxes["says"].tolist(), told.boxes["density"].iloc[0] > told.share
    (['decided'], np.True_)
    """
    x, flags, said = _cases(data, values, condition, point)
    boxes = check_whole(boxes, "boxes", 1, 20)
    seed = check_whole(seed, "seed", 0, 2**31 - 1)
    level = check_level(level)
    if not isinstance(peel, int | float) or isinstance(peel, bool) or not 0.0 < peel < 0.5:
        raise OutOfBounds(peel, 0, 0.5, field="peel")
    if keys is not None and (isinstance(keys, str) or not isinstance(keys, Sequence)):
        raise WrongKind(keys, "a list of keys, or None for all", field="keys", given=True)
    if keys is not None and not keys:
        raise WrongKind("nothing", "one or more keys, or None for all", field="keys")
    for key in keys or []:
        if key not in x:
            raise UnknownName("key", str(key), list(map(str, x)), field="keys")
    _check(flags, said["condition"])
    luck = np.random.default_rng(seed)
    order, apart = luck.permutation(len(x)), int(len(x) * _APART)
    kept, sought = np.sort(order[:apart]), np.sort(order[apart:])
    with quiet("ema_workbench"):
        scores = feature_scores(x.iloc[sought], flags[sought], seed)
    chosen = list(keys or [str(key) for key in scores.index[scores["clear"]]][:_KEYS])
    if chosen:
        with quiet("ema_workbench"):
            told = find_boxes(
                (x[chosen].iloc[sought].reset_index(drop=True), flags[sought]),
                (x[chosen].iloc[kept], flags[kept]),
                boxes=boxes,
                peel=peel,
                seed=seed,
                level=level,
            )
    else:
        told = Found(pd.DataFrame(), pd.DataFrame())
    return Discovery(
        said["condition"],
        scores,
        told.boxes,
        told.limits,
        len(x),
        float(flags.mean()),
        {**said, "seed": seed, "level": level, "peel": peel, "keys": chosen},
    )


def _cases(
    data: Any, values: Any, condition: Any, point: int | str | None
) -> tuple[pd.DataFrame, NDArray[np.bool_], dict[str, Any]]:
    """Return cases by what varies in them, whether the condition holds, and of what they are."""
    if isinstance(data, pd.DataFrame):
        if not isinstance(values, pd.DataFrame):
            wanted = "a table of values with a row a point, as sim.evaluate returns"
            raise WrongKind(values, wanted, field="values", given=True)
        if len(values) != len(data):
            raise WrongKind(f"{len(values):,} rows", f"{len(data):,}, one a point", field="values")
        check_order(values, data)
        x = data.astype(np.float64).reset_index(drop=True)
        flags = holds_in(condition, values)
        said: dict[str, Any] = {"kind": data.attrs.get("kind", "design")}
    else:
        points_of(data, field="data")
        if condition is None:
            condition, values = values, None
        if values is not None:
            raise WrongKind("values", "no values beside a run: it has its own", field="values")
        number = one_point(data, point)
        x = cases(data, number).reset_index(drop=True)
        flags = holds_in(condition, outcomes_of(data, number))
        row = data.points.set_index("point").loc[number]
        said = {"kind": "run", "scenario": str(row["scenario"]), "run_seed": int(row["seed"])}
    said["condition"] = condition if isinstance(condition, str) else "the flags given"
    return x, flags, said


def _check(flags: NDArray[np.bool_], condition: str) -> None:
    """Check that there are cases enough on both sides."""
    if len(flags) < _FEWEST:
        raise SimError(f"found {len(flags)} cases, wanted {_FEWEST} or more", field="data")
    hits = int(flags.sum())
    if not _EITHER <= hits <= len(flags) - _EITHER:
        raise SimError(
            f"holds in {hits:,} of {len(flags):,} cases, wanted {_EITHER} or more on both sides: "
            "ask for more cases, or for something less rare",
            field=f"condition: {condition}",
        )
