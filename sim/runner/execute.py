"""Running a study: one world or a whole design, in memory or in a folder."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from sim.errors import SimError
from sim.runner.in_memory import run_in_memory
from sim.runner.on_disk import run_on_disk, run_part_on_disk
from sim.runner.part import Part
from sim.runner.progress import Report
from sim.runner.request import Point, Request, check_world
from sim.runner.target import run_until
from sim.spec.world import World
from sim.store import Results
from sim.store.folder import StudyFolder

__all__ = ["run", "run_part", "run_study"]


def run(
    world: World,
    replicates: int = 1000,
    seed: int = 1,
    trajectories: bool = False,
    folder: str | Path | None = None,
    *,
    study: str | None = None,
    threads: int | None = None,
    progress: Report | None = None,
    executor: Executor | None = None,
    outcomes: Mapping[str, Any] | None = None,
    keep: Sequence[str] | str | None = None,
    target_se: float | Mapping[str, float] | None = None,
) -> Results:
    """Run one world many times.

    Parameters
    ----------
    world : World
    replicates : int, 1 to 10,000,000
    seed : int, 0 to 2**64 - 1
    trajectories : bool
        Keep every month of every replicate: 40 kB a replicate of 48 months.
    keep : list of str, optional
        Keep only these variables of every month, 0.4 kB each: `["relation", "trust"]`.
    folder, study, threads, progress, executor, outcomes, target_se
        As in `run_study`.

    Examples
    --------
    >>> import sim
    >>> found = sim.run(sim.load("second_trump_term"), replicates=20, seed=1)
    >>> len(found.outcomes)
    20
    """
    check_world(world)
    return run_study(
        [Point(world.name, world, world.overrides)],
        replicates=replicates,
        seed=seed,
        trajectories=trajectories,
        folder=folder,
        study=study,
        threads=threads,
        progress=progress,
        executor=executor,
        outcomes=outcomes,
        keep=keep,
        target_se=target_se,
    )


def run_study(
    points: Sequence[Point],
    *,
    replicates: int,
    seed: int,
    trajectories: bool = False,
    folder: str | Path | None = None,
    study: str | None = None,
    threads: int | None = None,
    progress: Report | None = None,
    executor: Executor | None = None,
    outcomes: Mapping[str, Any] | None = None,
    keep: Sequence[str] | str | None = None,
    target_se: float | Mapping[str, float] | None = None,
) -> Results:
    """Run every point of a design with the same replicates of the same seed.

    Everything is checked before the first chunk runs. What lies in the study's folder already is
    not run again. Rows depend on world, seed and replicate alone: not on threads, on chunks, or on
    what was asked before.

    Parameters
    ----------
    points : at least one
    replicates : int, 1 to 10,000,000
        Of each point.
    seed : int, 0 to 2**64 - 1
    trajectories : bool
        Keep every month of every replicate.
    folder : path, optional
        Where studies lie; None keeps the results in memory.
    study : str, optional
        Name of the study's own folder in it; by default the scenario and a key of what is asked. A
        named study may grow by points and replicates.
    threads : int, optional
        By default as many as the machine has cores.
    progress : callable, optional
        Called with a `Progress` after each block of runs.
    executor : concurrent.futures.Executor, optional
        Where runs happen: a `ProcessPoolExecutor`, a Dask client's `get_executor()`; by default
        threads of this process. `threads` then says how many tasks run at once. Results are the
        same to the bit, and files are written here.
    outcomes : mapping, optional
        Outcomes of one's own: by name a measure, `{"cold": "share(relation_jpn_kor < 0)"}`, or a
        mapping of `measure`, `unit` and `meaning`. All points have these and those that any of
        their worlds declares, in columns after the shipped ones. See `sim.spec.own_outcome`.
    keep : list of str, optional
        Variables to keep of every month and replicate, where not all are wanted: labelled names
        (`relation`: all of its columns, with its dims) and flat ones (`relation_jpn_kor`: one
        column, (replicate, month)). `Results.trajectories` has them. Not beside
        `trajectories=True`, which keeps every variable. What a study in a folder does not have of
        them is made; what it kept before stays there.
    target_se : number or mapping, optional
        Run until the standard error of `jpn_kor_final`'s mean is so small in every point, or those
        of other outcomes: `{"summits": 0.1}`. `replicates` is then how many to begin with.

    Returns
    -------
    Results
        Of exactly the points and replicates asked, in the order asked.

    Raises
    ------
    sim.errors.SimError
        Before anything runs, if a value, a name or the folder is at fault.
    sim.errors.LostTasks
        If the executor dies, with what is missing; the same call goes on from what came back.
    sim.errors.InterruptedStudy
        After Ctrl-C; finished chunks are kept, and the same call goes on from there.
    """
    if folder is None and study is not None:
        raise SimError("a named study needs a folder for results", field="study")

    def asked(replicates: int) -> Request:
        return Request.of(
            points,
            replicates=replicates,
            seed=seed,
            trajectories=trajectories,
            threads=threads,
            executor=executor,
            outcomes=outcomes,
            keep=keep,
        )

    def once(replicates: int) -> Results:
        request = asked(replicates)
        if folder is None:
            return run_in_memory(request, progress)
        return run_on_disk(request, StudyFolder(request.study_path(folder, study)), progress)

    if target_se is None:
        return once(replicates)
    known = [spec.name for spec in asked(replicates).records[0].specs]
    return run_until(once, replicates, target_se, known)


def run_part(
    points: Sequence[Point],
    part: Part,
    *,
    replicates: int,
    seed: int,
    folder: str | Path,
    trajectories: bool = False,
    study: str | None = None,
    threads: int | None = None,
    progress: Report | None = None,
    executor: Executor | None = None,
    keep: Sequence[str] | str | None = None,
) -> tuple[Path, int]:
    """Run a part of a study, of which other jobs run the others, in a folder of its own.

    `sim.runner.merge.merge` joins the parts into what `run_study` would have written.

    Parameters
    ----------
    points, replicates, seed, trajectories, study, threads, progress, executor, keep
        Those of the whole study, as in `run_study`.
    part : Part
    folder : where studies lie; the part's own is called after the study and the part

    Returns
    -------
    path, replicates
        The part's folder, and how many replicates of all points it holds.
    """
    request = Request.of(
        points,
        replicates=replicates,
        seed=seed,
        trajectories=trajectories,
        threads=threads,
        executor=executor,
        part=part,
        keep=keep,
    )
    whole = request.study_path(folder, study)
    own = StudyFolder(whole.with_name(f"{whole.name}{part.suffix}"))
    return own.path, run_part_on_disk(request, own, progress)
