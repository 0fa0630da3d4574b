"""The forecast of 2025 as of December 2024, in two versions, beside what came."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.analysis import Interval, prob_ci
from sim.errors import UnknownName
from sim.methods.changed import changed_world
from sim.methods.parts import NOT_KEPT, Parts
from sim.methods.statement import Statement, answers, read_statements
from sim.scenario import shipped_folder
from sim.spec.measure import Measure
from sim.study.home import HOME

__all__ = ["VERSIONS", "ForecastScore", "score_forecasts"]

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
    statements = read_statements(path, f"{path.parent.name}/{path.name}", world=HOME)
    for one in statements:
        for key in one.words:
            if key not in ("pattern", "by_input"):
                raise UnknownName("field", key, ("pattern", "by_input"), place=one.place)
    patterns = [Measure.parse(one.words.get("pattern", ""), one.place) for one in statements]
    shown = {}
    for version, name in VERSIONS.items():
        world = changed_world(name, overrides or {})
        shown[version] = answers(world, patterns, replicates, seed, threads=threads, parts=parts)
    return [
        ForecastScore(
            statement,
            {
                version: prob_ci(int((found[pattern.text] > 0.0).sum()), replicates)
                for version, found in shown.items()
            },
            str(statement.words.get("by_input", "")),
        )
        for statement, pattern in zip(statements, patterns, strict=True)
    ]
