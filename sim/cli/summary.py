"""What a finished study says on the screen: estimates with their Monte Carlo error."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.cli.listing import table
from sim.spec.calendar import month_name
from sim.spec.outcomes import OUTCOMES, OutcomeSpec

if TYPE_CHECKING:
    from pandas import DataFrame

    from sim.store import Results

__all__ = ["MOST_POINTS", "summarise"]

#: Rows that a table of points may have on the screen; all are in the results.
MOST_POINTS = 24

#: Outcomes shown for one point.
_ONE = (
    "jpn_kor_mean",
    "jpn_kor_final",
    "jpn_kor_low",
    "jpn_kor_fall",
    "jpn_usa_mean",
    "kor_usa_mean",
    "bid_mean_jpn",
    "bid_mean_kor",
    "settlements",
    "reversals",
    "summits",
    "institution_final",
    "china_alignment_mean_kor",
)

#: Outcomes shown for several points, with the head of their column.
_SEVERAL = {
    "jpn_kor_mean": "JPN-KOR mean",
    "jpn_kor_final": "JPN-KOR final",
    "jpn_kor_fall": "falls by 0.2",
    "bid_mean_kor": "Seoul's bid",
    "summits": "summits",
    "institution_final": "institutions",
}

_SPEC = {outcome.name: outcome for outcome in OUTCOMES}


def summarise(results: "Results") -> str:
    """Return a short table: of one point's key outcomes, or of several points side by side.

    Each row or column says whether it shows a median, a mean (counts) or a share of runs, with its
    Monte Carlo standard error, `±`.
    """
    points = results.points
    by_point = dict(iter(results.outcomes.groupby("point", sort=False)))
    if len(points) == 1:
        return _one(results, dict(points.iloc[0]), by_point[points["point"].iloc[0]])
    return "\n".join(_several(points, by_point))


def _one(results: "Results", point: Mapping[str, Any], outcomes: "DataFrame") -> str:
    """Return the key outcomes of one point."""
    world = results.world(int(point["point"]))
    window = f"{month_name(world.first)} to {month_name(world.last)}"
    head = f"{world.name}, {window}, {len(outcomes):,} replicates, seed {point['seed']}"
    rows = [("", "estimate ± error", "5 % to 95 % of runs")]
    for name in _ONE:
        values = outcomes[name].to_numpy(dtype=np.float64)
        label = f"{_SPEC[name].meaning} ({_which(_SPEC[name])})"
        rows.append((label, _estimate(_SPEC[name], values), _spread(_SPEC[name], values)))
    return f"{head}\n{table(rows)}"


def _several(points: "DataFrame", by_point: Mapping[Any, "DataFrame"]) -> Iterator[str]:
    """Yield the lines of a table with a row a point."""
    heads = (f"{head} ({_which(_SPEC[name])})" for name, head in _SEVERAL.items())
    rows = [("point", "scenario", "changed", *heads)]
    for point in points.head(MOST_POINTS).to_dict("records"):
        outcomes = by_point[point["point"]]
        cells = (
            _estimate(_SPEC[name], outcomes[name].to_numpy(dtype=np.float64)) for name in _SEVERAL
        )
        rows.append((str(point["point"]), point["scenario"], _changed(point["overrides"]), *cells))
    yield table(rows)
    if len(points) > MOST_POINTS:
        yield f"… and {len(points) - MOST_POINTS} more points in the results"
    sizes = sorted({len(outcomes) for outcomes in by_point.values()})
    many = " to ".join(f"{size:,}" for size in sizes)
    yield f"{many} replicates a point, seed {points['seed'].iloc[0]}"


def _changed(overrides: str) -> str:
    """Return what a point changes, from the JSON of its row, short enough for a table."""
    import json

    changes = json.loads(overrides).items()
    text = " ".join(f"{key}={_word(value)}" for key, value in changes) or "-"
    return text if len(text) <= 60 else text[:59] + "…"


def _word(value: Any) -> str:
    """Return a value as a command takes it: `false`, `[0.2,0.8]`."""
    import json

    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


def _which(spec: OutcomeSpec) -> str:
    """Return which number of an outcome is shown."""
    return {"flag": "share", "count": "mean"}.get(spec.kind, "median")


def _spread(spec: OutcomeSpec, values: np.ndarray) -> str:
    """Return where nine tenths of the runs lie; whole numbers for counts, nothing for flags."""
    if spec.kind == "flag":
        return ""
    if spec.kind == "count":
        low, high = np.quantile(values, (0.05, 0.95), method="inverted_cdf")
        return f"{low:.0f} to {high:.0f}"
    low, high = np.quantile(values, (0.05, 0.95))
    return f"{low:.2f} to {high:.2f}"


def _estimate(spec: OutcomeSpec, values: np.ndarray) -> str:
    """Return an estimate and its Monte Carlo standard error.

    The error of a median is taken from the values half a √n of ranks to either side, which needs
    nothing beyond a sort; `sim.analysis` has sharper ones, and takes a second to load.
    """
    if values.size == 1:
        return f"{values[0]:.3f}"
    root = np.sqrt(values.size)
    if spec.kind in ("flag", "count"):
        if spec.kind == "flag":
            from sim.analysis import share_words

            return share_words(values.sum(), values.size)
        return f"{values.mean():.2f} ± {values.std(ddof=1) / root:.2f}"
    ranks = (0.5 - 0.5 / root, 0.5, 0.5 + 0.5 / root)
    low, median, high = np.quantile(values, ranks)
    return f"{median:.3f} ± {(high - low) / 2:.3f}"
