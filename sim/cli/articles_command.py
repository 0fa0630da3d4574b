"""`python -m sim.articles`: leave out each article in turn and say what changes."""

import importlib.util
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sim.cli.argv import OPEN
from sim.cli.subcommand import answer_folder, requested, run_subcommand, say_where
from sim.errors import SimError, UnknownName

__all__ = ["KEYS", "main"]

#: What the command knows; the open keys hold in every world.
KEYS = (*("articles", "replicates", "seed", "threads", "output.folder"), "parameter_set", *OPEN)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status, as `sim.cli.main` does.

    Examples
    --------
    >>> main(["articles=007"])
    2
    """
    return run_subcommand(argv, "articles", KEYS, _leave_out, _listed)


def _listed() -> str:
    """Return every article with how many claims are filed under it."""
    from sim.cli.listing import table
    from sim.report.markdown import count_of
    from sim.study.claims import ARTICLES, claims

    known = claims()
    filed = {key: sum(claim.article == key for claim in known) for key in ARTICLES}
    return table((key, count_of(number, "claim")) for key, number in filed.items())


def _leave_out(config: Mapping[str, Any]) -> None:
    """Leave articles out, print a line each, and write the report."""
    from sim.cli.listing import table
    from sim.cli.relative_path import relative_path
    from sim.cli.settings import settings
    from sim.methods.changed import changed_in, changed_world
    from sim.report.markdown import with_sign
    from sim.runner import ProgressLine
    from sim.study.articles import OUTCOMES, WORLDS, leave_out, report, row

    shared = settings([config], fewest=2)
    chosen = _chosen(config["articles"])
    overrides = requested(config)
    makes = [partial(changed_world, name) for name in WORLDS]
    changed = say_where(changed_in(overrides, makes, "world"))
    folder, parts = answer_folder("articles", shared, overrides, *chosen)
    found = leave_out(
        chosen,
        replicates=shared.replicates,
        seed=shared.seed,
        overrides=overrides,
        threads=shared.threads,
        progress=ProgressLine(),
        parts=parts,
    )
    rows: list[tuple[str, ...]] = [
        ("left out", "core claims", "numbers", "facts that move", *OUTCOMES)
    ]
    for left in found.left:
        told = row(found, left)
        rows.append(
            (
                left.name,
                str(left.core_claims),
                str(sum(left.lost.values())),
                f"{told['facts_moved']:.0f} of {told['facts']:.0f}",
                *(with_sign(told[name]) for name in OUTCOMES),
            )
        )
    print(table(rows))
    page = report(
        found,
        folder,
        changed=changed,
        pictures=importlib.util.find_spec("matplotlib") is not None,
    )
    print(f"report: {relative_path(page)}")
    print(f"results: {relative_path(page.parent)}")


def _chosen(found: Any) -> list[str]:
    """Return the articles asked for, each once; all five if none is named."""
    from sim.study.claims import ARTICLES

    if found is None:
        return list(ARTICLES)
    listed = [str(one).zfill(3) for one in (found if isinstance(found, list) else [found])]
    for one in listed:
        if one not in ARTICLES:
            raise UnknownName("article", one, ARTICLES, field="articles")
    if not listed:
        raise SimError("found an empty list, wanted an article, or null for all", field="articles")
    return list(dict.fromkeys(listed))
