"""The forecast of 2025 as of December 2024, in two versions, beside what came."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.analysis import Interval, prob_ci
from sim.methods.attribution import shown
from sim.methods.changed import changed_world
from sim.methods.parts import NOT_KEPT, Parts
from sim.methods.statement import FACT, Statement, read_statements
from sim.scenario import shipped_folder
from sim.spec.kind import Kind
from sim.spec.measure import Measure
from sim.study.home import HOME

__all__ = ["FORECAST", "VERSIONS", "ForecastScore", "score_forecasts"]

#: What an entry of the forecast holds beside the fields of every statement.
FORECAST: Mapping[str, Kind] = {"pattern": FACT["pattern"], "by_input": FACT["by_input"]}

#: A version of the forecast by name: the world that it is made in.
VERSIONS = {"prior": "second_trump_term", "coded": "progressive_continuity"}


@dataclass(frozen=True)
class ForecastScore:
    """What each version gave to something that came.

    Attributes
    ----------
    probability : mapping
        Version to the share of replicates in which it comes.
    by_input : str
        Why it follows from inputs; empty if it does not.
    """

    statement: Statement
    probability: Mapping[str, Interval]
    by_input: str = ""


def score_forecasts(
    *,
    replicates: int,
    seed: int,
    overrides: Mapping[str, Any] | None = None,
    threads: int | None = None,
    path: Path | None = None,
    parts: Parts = NOT_KEPT,
) -> list[ForecastScore]:
    """Return what both versions of the forecast gave to each thing that came in 2025.

    Raises
    ------
    SimError
        One line for the first fault of the file.
    """
    path = shipped_folder() / "facts" / "forecast_2025.yaml" if path is None else path
    statements = read_statements(
        path, f"{path.parent.name}/{path.name}", world=HOME, words=FORECAST
    )
    patterns = {
        one.id: Measure.parse(one.words.get("pattern", ""), one.place) for one in statements
    }
    flags = {
        version: shown(
            changed_world(name, overrides or {}),
            patterns,
            replicates,
            seed,
            threads=threads,
            parts=parts,
        )
        for version, name in VERSIONS.items()
    }
    return [
        ForecastScore(
            one,
            {
                version: prob_ci(int(found[one.id].sum()), replicates)
                for version, found in flags.items()
            },
            str(one.words.get("by_input", "")),
        )
        for one in statements
    ]
