"""A command up to its run: every word and world is read and checked, nothing is run."""

import functools
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import NamedTuple
from unittest import mock

from sim.cli import compose
from sim.cli.command import main
from sim.runner.request import Point, Request


class Reached(BaseException):
    """The command came to its run; raised past everything that could take it for a fault."""


class DryRun(NamedTuple):
    """What became of a command; of one that came to its run, the points that it asked for."""

    status: int | None
    out: str
    err: str
    points: tuple[Point, ...] = ()


@contextmanager
def up_to_the_run() -> Iterator[None]:
    """Let commands come to their run and no further.

    Hydra's files are put together once for many commands: that takes twice as long as all else.
    """

    def run_study(
        points, *, replicates, seed, trajectories, keep, target_se, folder, study, threads, progress
    ):
        about = {"replicates": replicates, "seed": seed, "threads": threads, "keep": keep}
        # Many points are of one kind: the first says whether the request is one.
        Request.of(points[:1], trajectories=trajectories, **about).study_path(folder, study)
        raise Reached(tuple(points))

    composed = functools.cache(
        lambda name, lines: compose_once(name, list(lines), return_hydra_config=True)
    )
    compose_once = compose.hydra_compose

    def hydra_compose(name, lines, return_hydra_config):
        return composed(name, tuple(lines))

    with (
        mock.patch("sim.runner.run_study", run_study),
        mock.patch.object(compose, "hydra_compose", hydra_compose),
    ):
        yield


def dry_run(words: Sequence[str], command=main) -> DryRun:
    """Say words to a command, within `up_to_the_run`."""
    out, err = io.StringIO(), io.StringIO()
    points: tuple[Point, ...] = ()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = command(list(words))
        except Reached as reached:
            status, points = None, reached.args[0]
    return DryRun(status, out.getvalue(), err.getvalue(), points)
