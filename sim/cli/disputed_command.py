"""`python -m sim.disputed`: map the signs that the articles dispute, and say which are results."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.question import Question, names_asked, need_matplotlib
from sim.cli.subcommand import EVERY_WORLD, RUNS, Subcommand

if TYPE_CHECKING:
    from sim.spec.world import World
    from sim.study.disputed import Dispute, MapCells

__all__ = ["COMMAND", "main"]


def _listed() -> Iterator[tuple[str, ...]]:
    """Yield every map with its question."""
    from sim.study.disputed import DISPUTES

    for key, one in DISPUTES.items():
        yield key, one.title


def _draw(config: Mapping[str, Any]) -> Path:
    """Draw the maps asked for, print a line a sign, and write the page."""
    from sim.cli.listing import table
    from sim.runner import ProgressLine
    from sim.runner.progress import Clock
    from sim.spec.parse_override import whole_asked
    from sim.study import disputed as study

    question = Question.of("disputed", config, fewest=2)
    names = names_asked(config["maps"], "maps", "map", study.DISPUTES)
    chosen = [one for key, one in study.DISPUTES.items() if names is None or key in names]
    size = whole_asked(config["size"], study.LEAST, study.MOST, "size")
    need_matplotlib()
    # All cells of a map are of a kind: one an arm shows a slip before anything runs.
    makes = [partial(_corner, one, arm) for one in chosen for arm in (one.low, one.high)]
    changed = question.where_changed(makes, "kind of cell")
    folder, parts = question.folder(size, *(one.key for one in chosen))
    cells = sum(study.runs_of(one, size) for one in chosen)
    runs = question.runs | {
        "overrides": question.overrides,
        "clock": Clock(question.shared.replicates * cells, 0, ProgressLine()),
        "parts": parts,
    }
    maps = [study.map_cells(one, size=size, **runs) for one in chosen]
    terms = {one.key: study.term_effects(one, **runs) for one in chosen}
    print(table(_rows(maps)))
    return study.report(maps, terms, folder, changed=changed)


def _corner(one: "Dispute", arm: Mapping[str, Any], overrides: Mapping[str, Any]) -> "World":
    """Return the world of a map's lowest cell."""
    from sim.study.disputed import world_at

    return world_at(one, arm, one.x.low, one.y.low, (*one.direct, *one.alone), overrides)


def _rows(maps: Sequence["MapCells"]) -> Iterator[tuple[str, ...]]:
    """Yield a line a sign."""
    from sim.study.disputed import read_signs

    yield "effect of", "on", "sign", "cells with", "without", "verdict"
    for one in maps:
        for outcome in one.dispute.outcomes:
            for sign in read_signs(one, outcome):
                there, left = (str(sign.cells[drawing]) for drawing in ("with", "without"))
                yield one.dispute.thing, outcome.name, sign.word, there, left, sign.verdict


COMMAND = Subcommand(
    name="disputed",
    keys=("maps", "size", *RUNS, *EVERY_WORLD),
    listing=_listed,
    answer=_draw,
)
main = COMMAND.main
