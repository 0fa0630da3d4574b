"""`python -m sim.articles`: leave out each article in turn and say what changes."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from sim.cli.question import Question, names_asked, pictures
from sim.cli.subcommand import EVERY_WORLD, RUNS, Subcommand

__all__ = ["COMMAND", "main"]


def _listed() -> Iterator[tuple[str, ...]]:
    """Yield every article with how many claims are filed under it."""
    from sim.report.markdown import count_of
    from sim.study.claims import ARTICLES, claims

    known = claims()
    for key in ARTICLES:
        yield key, count_of(sum(claim.article == key for claim in known), "claim")


def _leave_out(config: Mapping[str, Any]) -> Path:
    """Leave articles out, print a line each, and write the report."""
    from sim.cli.listing import table
    from sim.methods.changed import changed_world
    from sim.report.markdown import with_sign
    from sim.runner import ProgressLine
    from sim.study.articles import OUTCOMES, WORLDS, leave_out, report, row
    from sim.study.claims import ARTICLES

    question = Question.of("articles", config, fewest=2)
    chosen = names_asked(
        config["articles"], "articles", "article", ARTICLES, lambda one: str(one).zfill(3)
    ) or list(ARTICLES)
    changed = question.where_changed([partial(changed_world, name) for name in WORLDS], "world")
    folder, parts = question.folder(*chosen)
    outcome = leave_out(
        chosen,
        overrides=question.overrides,
        progress=ProgressLine(),
        parts=parts,
        **question.runs,
    )
    rows: list[tuple[str, ...]] = [
        ("left out", "core claims", "numbers", "facts that move", *OUTCOMES)
    ]
    for left in outcome.left:
        numbers = row(outcome, left)
        moved = f"{numbers['facts_moved']:.0f} of {numbers['facts']:.0f}"
        effects = (with_sign(numbers[name]) for name in OUTCOMES)
        lost = str(sum(left.lost.values()))
        rows.append((left.name, str(left.core_claims), lost, moved, *effects))
    print(table(rows))
    return report(outcome, folder, changed=changed, pictures=pictures())


COMMAND = Subcommand(
    name="articles",
    keys=("articles", *RUNS, *EVERY_WORLD),
    listing=_listed,
    answer=_leave_out,
)
main = COMMAND.main
