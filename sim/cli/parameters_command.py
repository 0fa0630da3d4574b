"""`python -m sim.parameters`: where each parameter acts, and how strongly."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.cli.subcommand import answer_folder, run_subcommand
from sim.errors import SimError, WrongKind

__all__ = ["KEYS", "SHIPPED", "main"]

KEYS = ("names", "scenarios", "replicates", "ship", "seed", "threads", "worlds", "output.folder")

#: Where the copy lies that comes with the model, beside MODEL.md.
SHIPPED = Path(__file__).resolve().parents[1] / "spec"

#: Twins below which chance passes for an effect.
_FEWEST = 30

#: Lines on the screen where nobody named the parameters.
_MOST_LINES = 30


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status, as `sim.cli.main` does.

    Examples
    --------
    >>> main(["names=memory_gian"])
    2
    """
    return run_subcommand(argv, "parameters", KEYS, _set, _listed)


def _listed() -> str:
    """Return every parameter that its prior leaves free, with the prior and what it means."""
    from sim.cli.listing import table
    from sim.study.acting import free

    return table((one.name, f"{one.prior[0]:g} to {one.prior[1]:g}", one.meaning) for one in free())


def _set(config: Mapping[str, Any]) -> None:
    """Set every parameter asked for, print a line each, and write the page and its table."""
    from sim.cli.listing import table
    from sim.cli.relative_path import relative_path
    from sim.cli.settings import flag, settings
    from sim.report.files import write
    from sim.runner import ProgressLine
    from sim.runner.progress import Clock
    from sim.study import acting as study
    from sim.study.acting_page import TABLE, report, said

    shared = settings([config], fewest=_FEWEST)
    asked, scenarios = study.chosen(config["names"]), _scenarios(config["scenarios"])
    whole = config["names"] is None and config["scenarios"] is None and shared.worlds is None
    ship = flag(config["ship"], "ship")
    if ship and not whole:
        raise SimError("wants all parameters, in the shipped worlds", field="ship")
    places = study.settings_of(scenarios, shared.worlds)
    told = [one.name for one in asked], [world.digest() for world, _ in places]
    folder, parts = answer_folder("parameters", shared, {}, *told)
    clock = Clock(len(asked) * len(places), 0, ProgressLine(), "settings")
    found = study.table_of(
        asked,
        scenarios=scenarios,
        twins=shared.replicates,
        seed=shared.seed,
        worlds=shared.worlds,
        threads=shared.threads,
        clock=clock,
        parts=parts,
    )
    rows: list[tuple[str, ...]] = [("parameter", "acts", "effect [sd]", "on", "in")]
    shown_rows = study.acting(found)
    for row in shown_rows.head(_MOST_LINES).to_dict("records"):
        acts = "yes" if row["acts"] else ", ".join(study.CARRIES.get(row["parameter"], ("no",)))
        on = f"{row['outcome']}, {row['moment']}"
        where = f"{row['world']}, {row['side']}"
        rows.append((row["parameter"], acts, f"{row['effect']:+.2f}", on, where))
    print(table(rows))
    if len(shown_rows) > _MOST_LINES:
        print(f"and {len(shown_rows) - _MOST_LINES} that do more: see the table")
    print(said(found))
    page = report(found, folder, scenarios=scenarios, rerun=_rerun(config))
    if ship:
        write(SHIPPED / TABLE, study.acting(found).to_csv(index=False))
        print(f"shipped: {relative_path(SHIPPED / TABLE)}")
    print(f"report: {relative_path(page)}")
    print(f"results: {relative_path(page.parent)}")


def _scenarios(asked: Any) -> list[str]:
    """Return the worlds asked for; their names are checked when they are read."""
    from sim.study.acting import WORLDS

    if asked is None:
        return list(WORLDS)
    names = [str(one) for one in (asked if isinstance(asked, list) else [asked])]
    names = list(dict.fromkeys(names))
    if not names:
        raise WrongKind("nothing", "one or more worlds", field="scenarios")
    return names


def _rerun(config: Mapping[str, Any]) -> str:
    """Return the command that gives the same page."""
    from sim.cli.levers_command import word

    said = {key: config[key] for key in ("names", "scenarios", "replicates", "seed", "worlds")}
    words = [f"{key}={word(value)}" for key, value in said.items() if value is not None]
    return " ".join(["python -m sim.parameters", *words])
