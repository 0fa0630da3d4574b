"""Worlds with one to three slips: each is refused in one line, or gives a world in bounds."""

import math
import random
import re

import pytest

from sim.errors import SimError, hidden
from sim.scenario import load, shipped_folder
from sim.spec.events import STREAM_BY_NAME
from sim.spec.override import LONGEST
from sim.spec.parameters import BOUNDS, PARAMETERS
from sim.spec.preferences import TRAITS
from sim.spec.variables import SERIES

WORLDS = sorted(shipped_folder().glob("*.yaml"))
TABLES = sorted((shipped_folder() / "tables").glob("*.yaml"))

#: 700 mutants in all, every fifth of a table. The seeds are any.
SEEDS = range(7)
MUTANTS = 100

VALUES = (
    *("1e9", "-1", "2", "1.0000001", ".nan", ".inf", "null", "true", "''", "[]", "{}", "[1, 0]"),
    *("{value: 2}", "2025-13", "0000-00", "x" * 300, "'\u202e'", "\u00e9", "9" * 20, "0x1f"),
    *("1_000", "off", "~", "!!int 3", "&a 1", "*a", "- 1", "{value: 0.5}", '"\\e[31m"', "\u0661"),
    "{range: [0.5, 0.5], source: assumed}",
    "{range: [-1, 2], source: assumed, because: x}",
    "{value: 0.5, source: smith2020, because: x}",
)
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
WORD = re.compile(r"[a-z_]{4,}")
PART = re.compile(r",|\}|\]|: |source|status")
MONTH = re.compile(r"20[0-9]{2}-[0-9]{2}")


def mutated(text: str, luck: random.Random) -> str:
    """A text with one to three things wrong with it."""
    lines = text.split("\n")
    for _ in range(luck.choice((1, 1, 1, 2, 3))):
        at = luck.randrange(len(lines))
        what = luck.randrange(len(SLIPS) + 2)
        if what < len(SLIPS):
            lines[at : at + 1] = SLIPS[what](lines[at], luck)
        elif what == len(SLIPS):
            other = luck.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        else:
            del lines[at:]
        lines = lines or [""]
    return "\n".join(lines)


def typed(line: str, luck: random.Random, letters: str, over: int = 0) -> list[str]:
    at = luck.randrange(len(line) + 1)
    return [line[:at] + letters + line[at + over :]]


def replaced(pattern: re.Pattern[str], line: str, luck: random.Random, *news: str) -> list[str]:
    """The line with the first match replaced; `@` in what replaces it stands for what was there."""
    new = luck.choice(news)
    return [pattern.sub(lambda found: new.replace("@", found[0]), line, count=1)]


#: Each makes lines of a line.
SLIPS = (
    lambda line, luck: [],
    lambda line, luck: [line, line],
    lambda line, luck: [line.split(":")[0] + ": " + luck.choice(VALUES)],
    lambda line, luck: [" " * luck.randrange(5) + line],
    lambda line, luck: [line.lstrip()],
    lambda line, luck: typed(line, luck, luck.choice("{}[]:,'\"#&*!|>%@`-?\t\\")),
    lambda line, luck: typed(line, luck, "", over=1),
    lambda line, luck: replaced(
        NUMBER, line, luck, "9e9", "-@", ".nan", "@0", "", "1e-320", "2099-01", "@_0"
    ),
    lambda line, luck: replaced(WORD, line, luck, "@x", "@_", "x@", "q"),
    lambda line, luck: replaced(
        MONTH, line, luck, "2011-12", "2031-01", "2025-00", "2025-1", "9999-12", "\u0662025-01"
    ),
    lambda line, luck: replaced(PART, line, luck, "", "value", "range", ";"),
)


def out_of_bounds(world) -> list[str]:
    """What of a loaded world lies outside its declared bounds."""
    traits = {trait.name: (trait.low, trait.high) for trait in TRAITS}
    bounds = {parameter.name: BOUNDS[parameter.kind] for parameter in PARAMETERS}
    numbers = [(name, world.parameters[name], bounds[name]) for name in world.parameters]
    for leader in world.leaders.values():
        numbers += [(name, span, traits[name]) for name, span in leader.traits.items()]
        numbers.append(("ideology", leader.ideology, (0, 1)))
    levels = [
        (name, level, level, (SERIES[name].low, SERIES[name].high))
        for name, series in world.series.items()
        for _, level in series.points
    ]
    levels += [(name, span.low, span.high, ends) for name, span, ends in numbers]
    for name, events in world.events.items():
        stream = STREAM_BY_NAME[name]
        levels += [(name, e.size, e.size, (stream.low, stream.high)) for e in events]
        levels += [(name, e.month, e.month, (world.first, world.last)) for e in events]
    levels.append(("months", world.months, world.months, (1, LONGEST)))
    levels += [
        (capital, terms[0].first, terms[0].first, (0, world.first))
        for capital, terms in world.calendar.items()
    ]
    return [
        f"{name}: {low} to {high}"
        for name, low, high, (least, most) in levels
        if not (math.isfinite(low) and math.isfinite(high) and least <= low <= high <= most)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_mutant__is_refused_in_one_line_or_stays_within_bounds(seed, tmp_path):
    luck = random.Random(seed)
    refused = 0
    for number in range(MUTANTS):
        folder = tmp_path / str(number)
        (folder / "tables").mkdir(parents=True)
        below, files = ("tables", TABLES) if number % 5 == 4 else ("", WORLDS)
        file = luck.choice(files)
        text = mutated(file.read_text(encoding="utf-8"), luck)
        (folder / below / file.name).write_text(text, encoding="utf-8")
        try:
            world = load("baseline_hindcast" if below else file.stem, folder)
        except SimError as fault:
            refused += 1
            said = str(fault)
            assert "\n" not in said
            assert hidden(said) is None
            assert re.search(r"\w+\.yaml(, line [0-9]+)?: ", said), said
            assert len(said) <= 400, said
        else:
            assert not out_of_bounds(world), file.name
    assert MUTANTS / 4 < refused < MUTANTS
