"""One command, start to end: words, configurations, checked worlds, one study, what it says."""

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.argv import CommandLine, read_argv
from sim.cli.exit_status import exit_status
from sim.cli.relative_path import relative_path
from sim.errors import FailedPoints, InterruptedStudy, SimError, UnknownName, visible

if TYPE_CHECKING:
    from sim.cli.design import DesignPoint
    from sim.cli.settings import Settings
    from sim.runner import Point
    from sim.spec.outcomes import OwnOutcome
    from sim.spec.world import World
    from sim.store import Results

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    0: done, and the last line on stdout says where results lie. 1: some points failed; a line on
    stderr for each says which. 2: something asked for does not exist or is out of bounds; one line
    on stderr says what, and nothing was written. 130: stopped by Ctrl-C or SIGTERM; the line on
    stderr says what was kept.

    Parameters
    ----------
    argv : sequence of str, optional
        Words and flags; those of the process if not given.

    Examples
    --------
    >>> main(["--list", "leaders"])  # doctest: +ELLIPSIS
    washington  obama, trump_1, biden, trump_2...
    0
    """
    argv_words = list(sys.argv[1:] if argv is None else argv)
    return exit_status(
        lambda: _command(argv_words),
        "stopped; finished chunks are kept, and the same command goes on from there",
    )


def _command(words: Sequence[str]) -> None:
    """Do what is asked."""
    if words[:1] == ["--list"]:
        _list(words[1:])
        return
    if words[:1] in (["--rename"], ["--remove"]):
        from sim.cli.studies import remove_studies, rename_study

        print((rename_study if words[0] == "--rename" else remove_studies)(words[1:]))
        return
    from sim.cli.compose import asks_for_information, compose, print_information

    command = read_argv(words)
    if asks_for_information(command):
        print_information(command)
    else:
        _study(compose(command), _experiment(command))


def _list(names: Sequence[str]) -> None:
    """Print the lists asked for, or what can be listed; `worlds=DIR` adds one's own worlds."""
    if "studies" in names:
        from sim.cli.studies import list_studies

        print(list_studies([name for name in names if name != "studies"]))
        return
    from sim.cli.listing import NAMES, OWN, listed
    from sim.cli.settings import existing

    folders = [name.partition("=")[2] for name in names if name.startswith("worlds=")]
    names = [name for name in names if not name.startswith("worlds=")]
    worlds = None
    if folders:
        worlds = existing(folders[-1].strip("'\""), "worlds", "a folder of worlds")
        if not set(names) & set(OWN):
            raise SimError(f"goes with --list {' or '.join(OWN)}", field="worlds")
    if not names:
        print("\n".join(f"--list {name}" for name in NAMES))
    for name in names:
        print(listed(name, worlds=worlds))


def _experiment(command: CommandLine) -> str | None:
    """Return the name of the question that is asked; None for none, or null."""
    name = command.word("experiment")
    return None if name is None or name.lower() == "null" else name


def _study(configs: Sequence[dict[str, Any]], experiment: str | None) -> None:
    """Check every design point, run them as one study, and say what came of it."""
    from sim.cli.design import design_points, worlds_of
    from sim.cli.settings import settings

    shared = settings(configs)
    design = design_points(configs, shared.design)
    worlds = worlds_of(design, shared.worlds)

    from sim.runner import Point, ProgressLine, run_study
    from sim.runner.own_outcomes import shared_outcomes

    own = shared_outcomes(worlds)
    _check_shown(shared.show, own)
    if shared.report is not None:
        _check_windows(worlds)
    points = [
        Point(point.scenario, world, point.overrides, seed=point.seed)
        for point, world in zip(design, worlds, strict=True)
    ]
    how: dict[str, Any] = {
        "replicates": shared.replicates,
        "seed": shared.seed,
        "trajectories": shared.trajectories,
        "keep": shared.keep,
        "target_se": shared.target_se,
        "folder": shared.folder,
        "study": shared.study
        or _study_name(experiment or shared.design, shared.seed, design, worlds, own),
        "threads": shared.threads,
        "progress": ProgressLine(),
    }
    if shared.rows or shared.shard:
        _part(points, shared, how)
        return
    try:
        results = run_study(points, **how)
    except FailedPoints as failed:
        if failed.results is not None:
            _say_results(failed.results, replace(shared, report=None))
        raise
    _say_results(results, shared)


def _check_shown(show: Sequence[str], own: Mapping[str, "OwnOutcome"]) -> None:
    """Raise for an outcome to be shown that is neither shipped nor one of the study's own."""
    from sim.spec.own_outcome import outcome_specs

    known = [spec.name for spec in outcome_specs(own)]
    for name in show:
        if name not in known:
            raise UnknownName("outcome", name, known, field="show")


def _check_windows(worlds: Sequence["World"]) -> None:
    """Raise for a world of a single month, of which a report's pictures over time have no line."""
    for world in worlds:
        if world.months < 2:
            raise SimError(
                f"found a window of 1 month ({world.name}), wanted two or more: a report draws "
                "months; report=null runs without one",
                field="report",
            )


def _part(points: Sequence["Point"], shared: "Settings", how: Mapping[str, Any]) -> None:
    """Run a part of a study, say how much of it that is, and how the parts become one."""
    from sim.runner.execute import run_part
    from sim.runner.part import rows_part, shard_part

    part = rows_part(shared.rows, len(points)) if shared.rows else shard_part(shared.shard)
    path, done = run_part(points, part, **{k: v for k, v in how.items() if k != "target_se"})
    whole = len(points) * shared.replicates
    print(f"{part}: {done:,} of the study's {whole:,} replicates; all parts together:")
    others = f"{relative_path(path).removesuffix(part.suffix)}-{part.kind}-*"
    print(f"python -m sim.merge {others}")
    print(f"results: {relative_path(path)}")


def _say_results(results: "Results", shared: "Settings") -> None:
    """Print what came of a study, and last where it lies; write the report asked for."""
    from sim.cli.summary import summarise

    print(*map(visible, summarise(results, shared.show).split("\n")), sep="\n")
    assert results.path is not None
    if shared.report is not None:
        print("writing the report", file=sys.stderr)
        try:
            page = _write_report(results, shared)
        except InterruptedStudy:
            # A run within the report says what it kept of itself; of the study all is kept.
            raise KeyboardInterrupt from None
        print(f"report: {relative_path(page)}")
    print(f"results: {relative_path(results.path)}")


def _write_report(results: "Results", shared: "Settings") -> Path:
    """Write the report asked for and return its path."""
    from sim.runner import ProgressLine
    from sim.study import main_sweep, tokyo_turnover, washington

    if shared.report == "washingtons_traits":
        return washington.report(
            results, threads=shared.threads, basins=shared.basins, progress=ProgressLine()
        )
    write = {"main_sweep": main_sweep, "turnover_tokyo": tokyo_turnover}[str(shared.report)].report
    return write(results, threads=shared.threads)


def _study_name(
    source: str | Path | None,
    seed: int,
    design: Sequence["DesignPoint"],
    worlds: Sequence["World"],
    own: Mapping[str, "OwnOutcome"],
) -> str | None:
    """Return a study's name after its experiment or table, with a key of what is asked.

    None leaves the name to the runner, which takes the scenario's. The key changes with the points,
    the seed, outcomes of one's own and the model, so that a study never meets another one's folder.
    It does not change with the replicates, so that more of them go where the first are.
    """
    from sim.spec.version import KERNEL_HASH
    from sim.store.points import study_key

    if source is None:
        return None
    stem = re.sub(r"[^a-z0-9_-]+", "-", Path(source).stem.lower()).strip("-")[:80] or "study"
    # A digest takes 10 ms. One world a scenario, and what every point changes in it, say it all.
    opening = {point.scenario: world for point, world in zip(design, worlds, strict=True)}
    parts = [f"{point.scenario} {point.overrides}" for point in design]
    parts += [f"seed {point.seed}" for point in design if point.seed not in (None, seed)]
    parts += [f"outcomes.{name} {outcome}" for name, outcome in own.items()]
    digests = (world.digest() for world in opening.values())
    return f"{stem}-{study_key([KERNEL_HASH, str(seed), *parts, *digests])}"
