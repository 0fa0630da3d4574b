"""`python -m sim.disputed`: map the signs that the articles dispute, and say which are results."""

import importlib.util
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from sim.cli.argv import OPEN
from sim.cli.subcommand import answer_folder, requested, run_subcommand, say_where
from sim.errors import SimError, UnknownName, WrongKind

if TYPE_CHECKING:
    from sim.spec.world import World
    from sim.study.disputed import Dispute

__all__ = ["KEYS", "main"]

#: What the command knows; the open keys hold in every cell.
KEYS = (
    *("maps", "size", "replicates", "seed", "threads", "output.folder"),
    "parameter_set",
    *OPEN,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status, as `sim.cli.main` does.

    Examples
    --------
    >>> main(["size=1"])
    2
    """
    return run_subcommand(argv, "disputed", KEYS, _draw, _listed)


def _listed() -> str:
    """Return every map with its question."""
    from sim.cli.listing import table
    from sim.study.disputed import DISPUTES

    return table((key, one.title) for key, one in DISPUTES.items())


def _draw(config: Mapping[str, Any]) -> None:
    """Draw the maps asked for, print a line a sign, and write the page."""
    from sim.cli.listing import table
    from sim.cli.relative_path import relative_path
    from sim.cli.settings import settings
    from sim.methods.changed import changed_in
    from sim.runner import ProgressLine
    from sim.runner.progress import Clock
    from sim.runner.request import check_whole
    from sim.study.disputed import (
        LEAST,
        MOST,
        map_cells,
        read_signs,
        report,
        runs_of,
        term_effects,
        world_at,
    )

    shared = settings([config])
    if shared.replicates < 2:
        raise SimError(f"found {shared.replicates}, a map wants 2 or more", field="replicates")
    chosen = _chosen(config["maps"])
    size = check_whole(config["size"], "size", LEAST, MOST)
    if importlib.util.find_spec("matplotlib") is None:
        raise SimError("its figures want matplotlib: pip install matplotlib")
    overrides = requested(config)

    def corner(one: "Dispute", arm: Mapping[str, Any], asked: Mapping[str, Any]) -> "World":
        return world_at(one, arm, one.x.low, one.y.low, (*one.direct, *one.alone), asked)

    # All cells of a map are of a kind: one an arm shows a slip before anything runs.
    makes = [partial(corner, one, arm) for one in chosen for arm in (one.low, one.high)]
    changed = say_where(changed_in(overrides, makes, "kind of cell"))
    keys = [one.key for one in chosen]
    folder, parts = answer_folder("disputed", shared, overrides, size, *keys)
    asked: dict[str, Any] = {
        "replicates": shared.replicates,
        "seed": shared.seed,
        "overrides": overrides,
        "threads": shared.threads,
        "clock": Clock(
            shared.replicates * sum(runs_of(one, size) for one in chosen), 0, ProgressLine()
        ),
        "parts": parts,
    }
    found = [map_cells(one, size=size, **asked) for one in chosen]
    terms = {one.key: term_effects(one, **asked) for one in chosen}
    rows = [("effect of", "on", "sign", "cells with", "without", "verdict")]
    for cells in found:
        for outcome in cells.dispute.outcomes:
            for sign in read_signs(cells, outcome):
                there, left = (str(sign.cells[drawing]) for drawing in ("with", "without"))
                rows.append(
                    (cells.dispute.thing, outcome.name, sign.word, there, left, sign.verdict)
                )
    print(table(rows))
    page = report(
        found,
        terms,
        folder,
        changed=changed,
    )
    print(f"report: {relative_path(page)}")
    print(f"results: {relative_path(page.parent)}")


def _chosen(asked: Any) -> list["Dispute"]:
    """Return the maps asked for, in their order; null asks for all."""
    from sim.study.disputed import DISPUTES

    if asked is None:
        return list(DISPUTES.values())
    names = [str(one) for one in (asked if isinstance(asked, list) else [asked])]
    for name in names:
        if name not in DISPUTES:
            raise UnknownName("map", name, DISPUTES, field="maps")
    if not names:
        raise WrongKind("nothing", f"one or more of {', '.join(DISPUTES)}", field="maps")
    return [one for key, one in DISPUTES.items() if key in names]
