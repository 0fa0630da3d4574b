"""`python -m sim.parameters`: where each parameter acts, and how strongly."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.question import Question, names_asked, ship
from sim.cli.subcommand import RUNS, Subcommand
from sim.errors import SimError

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["COMMAND", "main"]

#: Twins below which chance passes for an effect.
_FEWEST = 30

#: Lines on the screen where nobody named the parameters.
_MOST_LINES = 30


def _listed() -> Iterator[tuple[str, ...]]:
    """Yield every parameter that its prior leaves free, with the prior and what it means."""
    from sim.study.acting import free

    for one in free():
        yield one.name, f"{one.prior[0]:g} to {one.prior[1]:g}", one.meaning


def _set(config: Mapping[str, Any]) -> Path:
    """Set every parameter asked for, print a line each, and write the page and its table."""
    from sim.runner import ProgressLine
    from sim.runner.progress import Clock
    from sim.spec.parse_override import flag_asked
    from sim.study import acting as study
    from sim.study.acting_page import TABLE, report

    question = Question.of("parameters", config, fewest=_FEWEST)
    shared = question.shared
    chosen = study.chosen(config["names"])
    scenarios = names_asked(config["scenarios"], "scenarios", "world") or list(study.WORLDS)
    to_ship = flag_asked(config["ship"], "ship")
    if to_ship and any(config[key] is not None for key in ("names", "scenarios", "worlds")):
        raise SimError("wants all parameters, in the shipped worlds", field="ship")
    settings = study.settings_of(scenarios, shared.worlds)
    names, digests = [one.name for one in chosen], [world.digest() for world, _ in settings]
    folder, parts = question.folder(names, digests)
    effects = study.table_of(
        chosen,
        scenarios=scenarios,
        twins=shared.replicates,
        seed=shared.seed,
        threads=shared.threads,
        worlds=shared.worlds,
        clock=Clock(len(chosen) * len(settings), 0, ProgressLine(), "settings"),
        parts=parts,
    )
    _say(effects)
    rerun = question.rerun("names", "scenarios", "replicates", "seed", "worlds")
    page = report(effects, folder, scenarios=scenarios, rerun=rerun)
    if to_ship:
        ship({TABLE: study.acting(effects).to_csv(index=False)})
    return page


def _say(effects: "DataFrame") -> None:
    """Print a line a parameter, the weakest first, and the summary."""
    from sim.cli.listing import table
    from sim.study.acting import CARRIES, acting
    from sim.study.acting_page import said

    rows: list[tuple[str, ...]] = [("parameter", "acts", "effect [sd]", "on", "in")]
    strongest = acting(effects)
    for row in strongest.head(_MOST_LINES).to_dict("records"):
        acts = "yes" if row["acts"] else ", ".join(CARRIES.get(row["parameter"], ("no",)))
        on, where = f"{row['outcome']}, {row['moment']}", f"{row['world']}, {row['side']}"
        rows.append((row["parameter"], acts, f"{row['effect']:+.2f}", on, where))
    print(table(rows))
    if len(strongest) > _MOST_LINES:
        print(f"and {len(strongest) - _MOST_LINES} that do more: see the table")
    print(said(effects))


COMMAND = Subcommand(
    name="parameters",
    keys=("names", "scenarios", "ship", "worlds", *RUNS),
    listing=_listed,
    answer=_set,
)
main = COMMAND.main
