"""One page on the hindcast: facts, series, what they rest on, and the forecast of 2025."""

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sim.methods.attribution import Ablation, Shares
from sim.methods.scoring import ObservedScore
from sim.plots import ablation_map, fact_probabilities, mechanism_shares, save
from sim.plots.label import words as mechanism_words
from sim.report.files import write
from sim.report.html import STYLE, interval, picture, table
from sim.study.patterns.facts import FactScore, fact_table
from sim.study.patterns.forecast import VERSIONS, ForecastScore
from sim.study.patterns.observed_section import observed_section
from sim.study.wording import about_more, said, wanted

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
    """Write `hindcast.html`, its tables (CSV) and pictures; return the page's path.

    Parameters
    ----------
    unscored : facts that are no test, with the reason
    """
    parts = [
        "<h1>The hindcast against the record, 2012 to 2025</h1>",
        "<p><b>This model explores and teaches. It does not predict.</b> Beside each fact stands "
        "how often a replicate shows the whole pattern, with its 95% interval; a fact is met by "
        "the rule set for it before any run. It is undecided where it is not met and the intervals "
        "of its checks still reach what was wanted: more replicates may bring either. "
        f"{scores.replicates:,} replicates, seed {scores.seed}. "
        + (
            f"Changed: {html.escape(scores.changed)}."
            if scores.changed
            else "Parameters at their defaults."
        )
        + "</p>",
        _facts(scores, unscored),
        _forecasts(scores.forecasts),
    ]
    figures = folder / "figures"
    told = fact_table(scores.facts)
    save(
        fact_probabilities(told, replicates=scores.replicates, seed=scores.seed),
        figures,
        "facts",
    )
    write(folder / "facts.csv", told.to_csv(index=False))
    parts.insert(2, picture("facts", "Probability of each pattern"))
    if scores.observed is not None:
        parts += observed_section(scores.observed, folder)
    if scores.shares is not None:
        shares = scores.shares
        drawn = mechanism_shares(
            shares.table, orders=shares.orders, replicates=shares.replicates, seed=scores.seed
        )
        save(drawn, figures, "shapley")
        write(folder / "shapley.csv", shares.table.to_csv())
        parts += [
            "<h2>Which mechanisms make trough and recovery</h2>",
            f"<p>{_whole(shares)}</p>",
            picture("shapley", "Shapley shares"),
        ]
    if scores.ablation is not None:
        drawn = ablation_map(
            scores.ablation.change,
            scores.ablation.se,
            replicates=scores.replicates,
            seed=scores.seed,
        )
        save(drawn, figures, "ablation")
        write(folder / "ablation.csv", scores.ablation.probability.to_csv())
        parts += [
            "<h2>What each fact rests on</h2>",
            picture("ablation", "Facts with one mechanism off"),
        ]
    body = "\n".join(parts)
    write(
        folder / "hindcast.html",
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Alliance Triangle: the hindcast</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n",
    )
    return folder / "hindcast.html"


_CLASSES = {"met": "yes", "missed": "no", "undecided": "by"}


def _facts(scores: Scores, unscored: Iterable[tuple[str, str]]) -> str:
    """Return the section on stylised facts."""
    found = counts(scores.facts)
    words = "; ".join(f"{name}: <b>{tally}</b>" for name, tally in found.items())
    rows = []
    for score in scores.facts:
        fact, verdict = score.fact, score.verdict
        mark = f'<span class="{_CLASSES[score.result]}">{score.result}</span>'
        if verdict.undecided:
            mark += f' <span class="by">{about_more(verdict, scores.replicates)}</span>'
        if fact.by_input:
            mark += ' <span class="by">by input</span>'
        checks = "<br>".join(f"{html.escape(wanted(one))}: {said(one)}" for one in verdict.findings)
        more = " ".join(
            f'<span class="note">{html.escape(text)}</span>'
            for text in (fact.note, fact.reference, fact.by_input, fact.statement.why_not)
            if text
        )
        about = f"{html.escape(fact.statement.says)} [{', '.join(fact.statement.sources)}]"
        rows.append(
            [
                fact.id,
                f"{about}<br>{more}" if more else about,
                fact.use,
                mark,
                checks,
                interval(score.probability),
            ]
        )
    missing = "".join(f"<li>{fact}: {html.escape(why)}</li>" for fact, why in unscored)
    return (
        f"<h2>Stylised facts</h2>\n<p>Met: {words}.</p>\n"
        + table(
            ["fact", "what is observed", "use", "", "wanted: found", "shows the whole pattern"],
            rows,
            1,
        )
        + (f"<p>No test:</p><ul>{missing}</ul>" if missing else "")
    )


def _forecasts(scores: Sequence[ForecastScore]) -> str:
    """Return the section on the forecast of 2025."""
    rows = [
        [
            one.statement.id,
            f"{html.escape(one.statement.says)} [{', '.join(one.statement.sources)}]"
            + (f' <span class="by">{html.escape(one.by_input)}</span>' if one.by_input else ""),
            *(interval(one.probability[version]) for version in VERSIONS),
        ]
        for one in scores
    ]
    right, open_ = [], []
    for version in VERSIONS:
        shares = [one.probability[version] for one in scores]
        right.append(sum(share.value > 0.5 for share in shares))
        open_.append(sum(share.low <= 0.5 <= share.high for share in shares))
    return (
        "<h2>The forecast of 2025, as of December 2024</h2>\n<p>Nothing after December 2024 is "
        "fitted. The first version draws Seoul's next president from what was known then, the "
        "second has the traits that were coded once he was there. Given more than half of the "
        f"replicates: {right[0]} and {right[1]} of {len(scores)} things that came; for {open_[0]} "
        f"and {open_[1]} the 95% interval contains half, so that so many replicates do not "
        "tell.</p>" + table(["", "what came", "leader drawn", "leader as coded"], rows, 2)
    )


def _whole(shares: Shares) -> str:
    """Return in words what is shared out."""
    ranked = {
        question: [
            f"{mechanism_words(name)} {shares.table.loc[name, question]:+.3f}"
            for name in shares.table[question].abs().sort_values(ascending=False).index[:5]
        ]
        for question in shares.whole.index
    }
    texts = [
        f"{question}: {shares.all_on[question]:+.3f} with all mechanisms, "
        f"{shares.all_off[question]:+.3f} with none; the largest shares of the difference are "
        f"{', '.join(ranked[question])}"
        for question in shares.whole.index
    ]
    return (". ".join(texts) + ".").replace("-", "−")
