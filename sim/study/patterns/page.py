"""One page on the hindcast: facts, series, what they rest on, and the forecast of 2025."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from sim.methods.attribution import Ablation, Shares
from sim.methods.scoring import ObservedScore
from sim.plots import ablation_map, fact_probabilities, mechanism_shares, save
from sim.plots.label import words as mechanism_words
from sim.report.files import write
from sim.report.page import publish
from sim.study.patterns.facts import FactScore, fact_table
from sim.study.patterns.forecast import VERSIONS, ForecastScore
from sim.study.patterns.observed_section import observed_section
from sim.study.patterns.score_words import crps_counts
from sim.study.wording import about_more, describe_check, describe_estimate

__all__ = ["Scores", "Tally", "counts", "report"]


@dataclass(frozen=True)
class Scores:
    """All that the page tells; a part that was not asked for is None."""

    facts: Sequence[FactScore]
    forecasts: Sequence[ForecastScore]
    observed: ObservedScore | None
    ablation: Ablation | None
    shares: Shares | None
    replicates: int
    seed: int
    changed: str = ""


class Tally(NamedTuple):
    """How many facts are met, how many are undecided, and how many there are."""

    met: int
    undecided: int
    of: int

    def __str__(self) -> str:
        more = f", {self.undecided} undecided" if self.undecided else ""
        return f"{self.met} of {self.of}{more}"


def counts(scores: Sequence[FactScore]) -> dict[str, Tally]:
    """Return how many facts are met, by use; those by input are counted apart."""
    free = [score for score in scores if not score.fact.by_input]
    groups = {
        "calibration": [s for s in free if s.fact.use == "calibration"],
        "validation": [s for s in free if s.fact.use == "validation"],
        "by input": [s for s in scores if s.fact.by_input],
    }
    return {
        name: Tally(
            sum(score.met for score in group),
            sum(score.result == "undecided" for score in group),
            len(group),
        )
        for name, group in groups.items()
    }


def report(scores: Scores, folder: Path, unscored: Iterable[tuple[str, str]] = ()) -> Path:
    """Write the page, its tables (CSV) and pictures; return the path of `hindcast.html`.

    Parameters
    ----------
    unscored : facts that are no test, with the reason
    """
    figures = folder / "figures"
    luck = {"replicates": scores.replicates, "seed": scores.seed}
    told = fact_table(scores.facts)
    save(fact_probabilities(told, **luck), figures, "facts")
    write(folder / "facts.csv", told.to_csv(index=False))
    shares, ablation, observed = scores.shares, scores.ablation, scores.observed
    if shares is not None:
        drawn = mechanism_shares(
            shares.table, orders=shares.orders, replicates=shares.replicates, seed=scores.seed
        )
        save(drawn, figures, "shapley")
        write(folder / "shapley.csv", shares.table.to_csv())
    if ablation is not None:
        save(ablation_map(ablation.change, ablation.se, **luck), figures, "ablation")
        write(folder / "ablation.csv", ablation.probability.to_csv())
    context = {
        "scores": scores,
        "tally": counts(scores.facts),
        "against": None if observed is None else crps_counts(observed),
        "observed": None if observed is None else observed_section(observed, folder),
        "remarks": [(one.fact.id, texts) for one in scores.facts if (texts := _remarks(one))],
        "unscored": list(unscored),
        "versions": list(VERSIONS),
        "forecast": _forecast(scores.forecasts),
        "shared": {} if shares is None else _shared(shares),
        "describe_estimate": describe_estimate,
        "describe_check": describe_check,
        "about_more": about_more,
    }
    return publish("hindcast", folder, context)


def _remarks(score: FactScore) -> list[str]:
    """Return what is to be said of a fact beside its numbers."""
    fact = score.fact
    texts = (fact.note, fact.reference, fact.by_input, fact.statement.why_not)
    return [text for text in texts if text]


def _forecast(scores: Sequence[ForecastScore]) -> dict[str, list[int]]:
    """Return by version how many things got more than half, and how many are too near to tell."""
    of = [[one.probability[version] for one in scores] for version in VERSIONS]
    return {
        "right": [sum(share.value > 0.5 for share in shares) for shares in of],
        "open": [sum(share.low <= 0.5 <= share.high for share in shares) for shares in of],
    }


def _shared(shares: Shares) -> dict[str, dict[str, Any]]:
    """Return by question both ends of what is shared out, and the largest shares."""
    found = {}
    for question in shares.whole.index:
        sizes = shares.table[question].abs().sort_values(ascending=False)
        largest = [(mechanism_words(one), shares.table.loc[one, question]) for one in sizes.index]
        ends = {"on": shares.all_on[question], "off": shares.all_off[question]}
        found[str(question)] = {**ends, "largest": largest[:5]}
    return found
