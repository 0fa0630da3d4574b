"""`python -m sim.levers`: what each trait and mechanism does, over all priors and at defaults."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.question import Question, pictures, ship
from sim.cli.subcommand import CHANGES, Subcommand
from sim.errors import SimError

if TYPE_CHECKING:
    from sim.study.levers import Asked, Found

__all__ = ["COMMAND", "main"]

#: What the page names to be run again, beside the changes.
_OWN = (
    *("scenario", "levers", "draws", "pairs", "replicates", "low", "high", "tilt"),
    *("crossed", "maps", "seed", "worlds"),
)

#: Least and most of whole numbers that no other room checks.
_BOUNDS = {"pairs": (2, 10_000), "crossed": (0, 10_000), "maps": (0, 76)}


def _listed() -> Iterator[tuple[str, ...]]:
    """Yield every lever with its two values and what it is."""
    from sim.spec.preferences import TRAITS
    from sim.study.levers import levers

    meaning = {trait.name: trait.meaning for trait in TRAITS}
    for one in levers():
        if one.kind == "trait":
            yield one.key, f"{one.low:g} to {one.high:g}", meaning[one.key.split(".")[2]]
        else:
            yield one.key, "off to on", ""


def _pull(config: Mapping[str, Any]) -> Path:
    """Pull every lever asked for, print a line each, and write the page and its table."""
    from sim.methods.changed import changed_world
    from sim.methods.sensitivity import DEFAULTS
    from sim.runner import ProgressLine
    from sim.runner.progress import Clock
    from sim.spec.parse_override import whole_asked
    from sim.study import levers as study

    question = Question.of("levers", config, fewest=2)
    worlds = question.shared.worlds
    whole = {key: whole_asked(config[key], *ends, key) for key, ends in _BOUNDS.items()}
    ends = study.Ends(**{key: config[key] for key in ("low", "high", "tilt")})
    chosen = study.chosen(config["levers"], ends)
    scenario = str(config["scenario"])
    asked = study.Asked(
        scenario=scenario,
        draws=config["draws"],
        pairs=whole["pairs"],
        crossed=whole["crossed"],
        ends=ends,
        overrides=question.overrides,
        worlds=worlds,
        **question.runs,
    )
    to_ship = _to_ship(config, asked, whole["maps"])
    arms = study.Arms(asked)
    expected = study.expected()
    changed = question.where_changed([partial(changed_world, scenario, worlds=worlds)], "arm")
    pairs = study.pairs_of(chosen) if asked.crossed else ()
    keys = [one.key for one in chosen]
    world = arms.world({}, DEFAULTS).digest()
    folder, parts = question.folder(scenario, asked.draws, ends, *whole.values(), keys, world)
    progress = ProgressLine()
    runs = study.lever_runs(chosen, arms) + study.crossed_runs(pairs, arms)
    clock = Clock(runs, 0, progress)
    table = study.lever_table(chosen, arms, expected, clock=clock, parts=parts)
    crossed = study.crossed_table(pairs, arms, clock=clock, parts=parts)
    # How many maps there are turns out here: they are counted apart.
    drawn = [pairs[index] for index in study.mapped(crossed, whole["maps"])]
    clock = Clock(study.map_runs(len(drawn), arms), 0, progress, "replicates of maps")
    maps = {pair.name: study.lever_map(pair, arms, clock=clock, parts=parts) for pair in drawn}
    found = study.Found(table, crossed, maps, pairs, tuple(expected), asked, len(arms.drawn.names))
    _say(found)
    rerun = question.rerun(*_OWN)
    page = study.report(found, folder, rerun=rerun, changed=changed, pictures=pictures())
    if to_ship:
        text = study.text_of(found, rerun=rerun, pictures=False)
        ship({study.PAGE: text, study.TABLE: table.to_csv(index=False)})
    return page


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


def _to_ship(config: Mapping[str, Any], asked: "Asked", maps: int) -> bool:
    """Return whether the shipped copies are to be renewed, which wants every lever as shipped."""
    from sim.spec.parse_override import flag_asked

    wanted = flag_asked(config["ship"], "ship")
    whole = config["levers"] is None and asked.crossed and maps and asked.worlds is None
    if wanted and (not whole or asked.overrides):
        raise SimError(
            "wants all levers, crossed traits and maps, in a shipped world without changes",
            field="ship",
        )
    return wanted


COMMAND = Subcommand(
    name="levers",
    keys=(*_OWN, "ship", "threads", "output.folder", *CHANGES),
    listing=_listed,
    answer=_pull,
)
main = COMMAND.main
