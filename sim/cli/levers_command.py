"""`python -m sim.levers`: what each trait and mechanism does, over all priors and at defaults."""

import importlib.util
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.argv import OPEN
from sim.cli.overrides import overrides_of
from sim.cli.subcommand import answer_folder, run_subcommand, say_where
from sim.errors import SimError

if TYPE_CHECKING:
    from sim.study.levers import Asked, Found

__all__ = ["KEYS", "SHIPPED", "main", "word"]

#: What the command knows; the open keys hold in every arm.
KEYS = (
    *("scenario", "levers", "draws", "pairs", "replicates", "low", "high", "tilt"),
    *("crossed", "maps", "ship", "seed", "threads", "worlds", "output.folder"),
    *OPEN,
)

#: Where the copies lie that come with the model, beside MODEL.md.
SHIPPED = Path(__file__).resolve().parents[1] / "spec"

#: Least and most of whole numbers that no other room checks.
_BOUNDS = {"pairs": (2, 10_000), "crossed": (0, 10_000), "maps": (0, 76)}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status, as `sim.cli.main` does.

    Examples
    --------
    >>> main(["draws=1"])
    2
    """
    return run_subcommand(argv, "levers", KEYS, _pull, _listed)


def _listed() -> str:
    """Return every lever with its two values and what it is."""
    from sim.cli.listing import table
    from sim.spec.preferences import TRAITS
    from sim.study.levers import levers

    meaning = {trait.name: trait.meaning for trait in TRAITS}
    return table(
        (one.key, f"{one.low:g} to {one.high:g}", meaning[one.key.split(".")[2]])
        if one.kind == "trait"
        else (one.key, "off to on", "")
        for one in levers()
    )


def _pull(config: Mapping[str, Any]) -> None:
    """Pull every lever asked for, print a line each, and write the page and its table."""
    from sim.cli.relative_path import relative_path
    from sim.cli.settings import settings
    from sim.methods.changed import changed_in, changed_world
    from sim.methods.sensitivity import DEFAULTS
    from sim.report.files import write
    from sim.runner import ProgressLine
    from sim.runner.progress import Clock
    from sim.runner.request import check_whole
    from sim.study import levers as study

    shared = settings([config], fewest=2)
    whole = {key: check_whole(config[key], key, *ends) for key, ends in _BOUNDS.items()}
    ends = study.Ends(**{key: config[key] for key in ("low", "high", "tilt")})
    chosen = study.chosen(config["levers"], ends)
    overrides = overrides_of({key: config[key] for key in OPEN})
    scenario = str(config["scenario"])
    asked = study.Asked(
        scenario=scenario,
        draws=config["draws"],
        pairs=whole["pairs"],
        replicates=shared.replicates,
        crossed=whole["crossed"],
        seed=shared.seed,
        ends=ends,
        overrides=overrides,
        worlds=shared.worlds,
        threads=shared.threads,
    )
    ship = _ship(config, asked, whole["maps"])
    arms = study.Arms(asked)
    expected = study.expected()
    makes = [partial(changed_world, scenario, worlds=shared.worlds)]
    changed = say_where(changed_in(overrides, makes, "arm", shared.worlds))
    pairs = study.pairs_of(chosen) if asked.crossed else ()
    told = (scenario, asked.draws, ends, *whole.values(), [one.key for one in chosen])
    world = arms.world({}, DEFAULTS).digest()
    folder, parts = answer_folder("levers", shared, overrides, *told, world)
    progress = ProgressLine()
    runs = study.lever_runs(chosen, arms) + study.crossed_runs(pairs, arms)
    clock = Clock(runs, 0, progress)
    table = study.lever_table(chosen, arms, expected, clock=clock, parts=parts)
    crossed = study.crossed_table(pairs, arms, clock=clock, parts=parts)
    # How many maps there are turns out here: they are counted apart.
    drawn = [pairs[place] for place in study.mapped(crossed, whole["maps"])]
    clock = Clock(study.map_runs(len(drawn), arms), 0, progress, "replicates of maps")
    maps = {pair.name: study.lever_map(pair, arms, clock=clock, parts=parts) for pair in drawn}
    found = study.Found(table, crossed, maps, pairs, tuple(expected), asked, len(arms.drawn.names))
    _say(found)
    rerun = _rerun(config)
    pictures = importlib.util.find_spec("matplotlib") is not None
    page = study.report(found, folder, rerun=rerun, changed=changed, pictures=pictures)
    if ship:
        text = study.text_of(found, rerun=rerun, pictures=False)
        write(SHIPPED / study.PAGE, text)
        write(SHIPPED / study.TABLE, table.to_csv(index=False))
        paths = (relative_path(SHIPPED / name) for name in (study.PAGE, study.TABLE))
        print(f"shipped: {', '.join(paths)}")
    print(f"report: {relative_path(page)}")
    print(f"results: {relative_path(page.parent)}")


def _say(found: "Found") -> None:
    """Print a line a lever on ties in the last month, the strongest first, and the summary."""
    from sim.cli.listing import table
    from sim.study.levers import TIES
    from sim.study.levers.reading import number, on, sentences

    rows: list[tuple[str, ...]] = [
        ("lever", "median", "5 %", "95 %", "up", "at defaults", "articles")
    ]
    for row in on(found.table, TIES.name).to_dict("records"):
        numbers = (number(float(row[key])) for key in ("median", "p05", "p95"))
        up = f"{100 * float(row['share_positive']):.0f} %"
        default = number(float(row["default_effect"]))
        rows.append((str(row["lever"]), *numbers, up, default, str(row["expected"]) or "none"))
    print(f"{TIES.label}, over {found.asked.draws} draws of all parameters")
    print(table(rows))
    for sentence in sentences(found.table, found.crossed):
        print(sentence.replace("**", "").replace("`", ""))


def _ship(config: Mapping[str, Any], asked: "Asked", maps: int) -> bool:
    """Return whether the shipped copies are to be renewed, which wants every lever as shipped."""
    from sim.cli.settings import flag

    ship = flag(config["ship"], "ship")
    whole = config["levers"] is None and asked.crossed and maps and asked.worlds is None
    if ship and (not whole or asked.overrides):
        raise SimError(
            "wants all levers, crossed traits and maps, in a shipped world without changes",
            field="ship",
        )
    return ship


def _rerun(config: Mapping[str, Any]) -> str:
    """Return the command that gives the same page."""
    left_out = (*OPEN, "threads", "ship", "output.folder")
    said = {key: config[key] for key in KEYS if key not in left_out}
    said |= overrides_of({key: config[key] for key in OPEN})
    words = [f"{key}={word(value)}" for key, value in said.items() if value is not None]
    return " ".join(["python -m sim.levers", *words])


def word(value: Any) -> str:
    """Return a value as a command takes it.

    Examples
    --------
    >>> word(["switches.thaw", "switches.vacuum"]), word(0.1), word(False)
    ('[switches.thaw,switches.vacuum]', '0.1', 'false')
    """
    if isinstance(value, list):
        return f"[{','.join(map(word, value))}]"
    return str(value).lower() if isinstance(value, bool) else str(value)
