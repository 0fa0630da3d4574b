"""`python -m sim.page`: lessons, or a world of one's own, as pages that run the model."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sim.cli.overrides import overrides_of
from sim.cli.question import names_asked
from sim.cli.subcommand import CHANGES, Subcommand
from sim.errors import SimError, UnwritableFolder, WrongKind

__all__ = ["COMMAND", "main"]

#: Keys of where World B opens: of a page's kinds of lever.
_OPENED = tuple(key for key in CHANGES if key != "turnover")

#: Keys that hold in World A as in World B: who compares two windows compares two questions.
_GIVEN = ("months", "first", "last")


def _listed() -> Iterator[tuple[str, ...]]:
    """Yield every lesson with its title."""
    from sim.lesson.read import lesson_names, read_lesson

    for name in lesson_names():
        yield name, read_lesson(name).title


def _make(config: Mapping[str, Any]) -> None:
    """Write the page, or the pages, that are asked for, and say where they lie."""
    changes = overrides_of({key: config[key] for key in _OPENED})
    if config["scenario"] is None:
        _refuse_beside_lesson(config, changes)
        _make_lessons(config)
    else:
        _make_own(config, changes)


def _refuse_beside_lesson(config: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    """Raise for what only a page of one's own takes."""
    alone = ("levers", "outcome", "above", "below", *_GIVEN, "parameter_set")
    refused = [key for key in alone if config[key] is not None] + list(changes)
    if refused:
        raise SimError(
            "goes with scenario=; a lesson's file says what its World B changes",
            field=refused[0],
        )


def _make_lessons(config: Mapping[str, Any]) -> None:
    """Write one lesson, or all with an index, a folder for any static host and a .zip."""
    from sim.cli.relative_path import relative_path
    from sim.cli.settings import existing
    from sim.lesson.lesson import in_order
    from sim.lesson.publish import ARCHIVE, publish, publish_all
    from sim.lesson.read import lesson_names, read_lesson
    from sim.runner.progress import Clock, ProgressLine

    worlds = existing(config["worlds"], "worlds", "a folder of worlds")
    folder = existing(config["lessons"], "lessons", "a folder of lessons")
    name = config["lesson"]
    if name is not None:
        if not isinstance(name, str):
            raise WrongKind(name, "the name of a lesson; see --list", field="lesson", given=True)
        lesson = read_lesson(name, folder, worlds)
        page = _output(config["output"], Path("results/page") / f"{name}.html", ".html")
        publish(lesson, page, shared=folder)
        _tell(page)
        return
    target = _output(config["output"], Path("results/page"), "")
    lessons = in_order(read_lesson(one, folder, worlds) for one in lesson_names(folder))
    if not lessons:
        raise SimError("found no lesson there", field="lessons")
    clock = Clock(len(lessons), 0, ProgressLine(), "lessons")
    index = publish_all(lessons, target, lambda: clock.add(1), folder)
    for one in lessons:
        print(f"{one.name}.html  {one.title}")
    print(f"all in one file: {relative_path(target / ARCHIVE)}")
    _tell(index)


def _make_own(config: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    """Write a page of a world and what is changed in it."""
    from sim.cli.settings import existing
    from sim.lesson.own import own_lesson
    from sim.lesson.publish import publish
    from sim.scenario import load, parameter_set
    from sim.spec.override import apply

    if config["lesson"] is not None:
        raise SimError("found both, wanted one: scenario= makes a page of your own", field="lesson")
    worlds = existing(config["worlds"], "worlds", "a folder of worlds")
    world = load(str(config["scenario"]), worlds)
    if config["parameter_set"] is not None:
        drawn = parameter_set(config["parameter_set"], worlds)
        world = apply(world, {"parameter_set": drawn})
    lesson = own_lesson(
        world,
        changes,
        given={key: config[key] for key in _GIVEN if config[key] is not None},
        levers=names_asked(config["levers"] or None, "levers", "lever") or [],
        outcome="jpn_kor_final" if config["outcome"] is None else str(config["outcome"]),
        above=config["above"],
        below=config["below"],
    )
    page = _output(config["output"], Path("results/page") / f"{world.name}.html", ".html")
    publish(lesson, page)
    _tell(page)


def _output(text: Any, default: Path, ending: str) -> Path:
    """Return where a page goes, or all of them."""
    if text is None:
        return default
    if not isinstance(text, str) or not text.strip():
        raise WrongKind(text, "a file's name" if ending else "a folder", field="output", given=True)
    path = Path(text)
    if ending and path.suffix.lower() not in (".html", ".htm"):
        raise WrongKind(text, f"a file that ends in {ending}", field="output", given=True)
    if ending and path.is_dir():
        raise UnwritableFolder(f"found the folder {text}, wanted a file", field="output")
    if not ending and path.is_file():
        raise UnwritableFolder(f"found the file {text}, wanted a folder", field="output")
    return path


def _tell(page: Path) -> None:
    """Say how large a page is, how to look at it, and last where it lies."""
    from sim.cli.relative_path import relative_path

    print(f"{page.stat().st_size / 1000:.0f} kB; open it in any browser, it needs no network")
    print(f"results: {relative_path(page)}")


COMMAND = Subcommand(
    name="page",
    keys=(
        *("lesson", "scenario", "levers", "outcome", "above", "below", "lessons", "output"),
        *("worlds", *_GIVEN, "parameter_set", *_OPENED),
    ),
    listing=_listed,
    answer=_make,
    stopped="stopped; pages that are there are whole, and the same command writes all",
)
main = COMMAND.main
