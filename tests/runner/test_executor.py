"""Wherever tasks run, the same comes of them; what came back is kept whatever dies."""

import gc
import itertools
import multiprocessing
import os
import pickle
import signal
import threading
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from types import SimpleNamespace

import pandas as pd
import pytest
from distributed import Client, LocalCluster

from sim.errors import FailedPoints, InterruptedStudy, LostTasks, SimError, WrongKind
from sim.runner import block as block_module
from sim.runner import run, run_study, worker_watch
from sim.runner.executor import Stop, check_executor, run_tasks
from sim.runner.worker_watch import watch_workers
from tests.runner import workers
from tests.runner.studies import BASE, FOUR, content


def processes(**more):
    """Two workers that begin anew: a fork would take this process's threads for its own."""
    return ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"), **more)


@contextmanager
def dask():
    """Two worker processes of Dask, as its executor, and their client."""
    with (
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            dashboard_address="127.0.0.1:0",  # any port that is free
            silence_logs=50,
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


class AtOnce(Executor):
    """Does a task as it is submitted, and counts how many wait to be taken in."""

    def __init__(self):
        self.futures = []
        self.most = 0

    def submit(self, work, /, *words, **more):
        found = Future()
        found.set_result(work(*words, **more))
        self.futures.append(found)
        return found


# Any tasks ----------------------------------------------------------------------------------------


def kept(tasks, work, **more):
    """What came of tasks, in the order in which it was kept."""
    found = []
    lock = threading.Lock()

    def keep(task, result):
        with lock:
            found.append((task, result))
        return ()

    run_tasks(tasks, work, keep, **{"threads": 2, **more})
    return found


EXECUTORS = {
    "own threads": lambda: None,
    "threads": lambda: ThreadPoolExecutor(2),
    "at once": AtOnce,
}


@pytest.mark.parametrize("kind", EXECUTORS)
@pytest.mark.parametrize("count", [0, 1, 2, 50])
def test_tasks__are_each_done_once(kind, count):
    found = kept(range(count), workers.double, executor=EXECUTORS[kind]())
    assert sorted(found) == [(k, 2 * k) for k in range(count)]


def test_tasks__of_any_number_wait_in_one_line():
    """A wrapper around the waiting a task each would overrun the C stack, and end the process."""
    wrappers = []

    def tasks():
        for number in range(50):
            if number in (4, 49):  # to look through all that there is takes a while
                found = (type(one) for one in gc.get_objects())
                wrappers.append(sum(kind is itertools.chain for kind in found))
            yield 1

    run_tasks(tasks(), abs, lambda task, result: [], threads=1, executor=AtOnce())
    early, late = wrappers
    assert late <= early


def test_tasks__are_done_in_processes():
    with processes() as pool:
        found = kept(range(20), workers.double, executor=pool)
    assert sorted(found) == [(k, 2 * k) for k in range(20)]


@pytest.mark.parametrize("kind", EXECUTORS)
def test_task__of_which_something_is_left_is_gone_on_with_until_nothing_is(kind):
    ended, done = [], []

    def keep(task, result):
        done.append(result)
        return [result - 1] if result > 1 else []

    run_tasks(
        [3, 5],
        abs,
        keep,
        threads=2,
        executor=EXECUTORS[kind](),
        ended=lambda task, again: ended.append((task, again)),
    )
    assert sorted(done) == [1, 1, 2, 2, 3, 3, 4, 5]
    assert sorted(ended) == [(k, [k - 1] if k > 1 else []) for k in sorted(done)]


@pytest.mark.parametrize("kind", EXECUTORS)
def test_end__of_a_task_is_told_in_the_thread_that_asked(kind):
    told = []
    run_tasks(
        range(9),
        workers.double,
        lambda task, result: (),
        threads=3,
        executor=EXECUTORS[kind](),
        ended=lambda task, again: told.append(threading.current_thread()),
    )
    assert told == [threading.current_thread()] * 9


@pytest.mark.parametrize("threads", [1, 3])
def test_executor__gets_only_a_few_tasks_ahead(threads):
    taken, back = [], []

    def tasks():
        for number in range(30):
            taken.append(number)
            assert len(taken) - len(back) <= 2 * threads
            yield number

    run_tasks(
        tasks(),
        workers.double,
        lambda task, result: (),
        threads=threads,
        executor=AtOnce(),
        ended=lambda task, again: back.append(task),
    )
    assert len(back) == 30


@pytest.mark.parametrize("kind", EXECUTORS)
def test_fault__of_a_task_ends_the_others_and_stops(kind):
    stop = Stop()
    with pytest.raises(FloatingPointError, match="three"):
        kept(range(1000), workers.fail_at_three, executor=EXECUTORS[kind](), stop=stop)
    assert stop.is_set()


def test_fault__of_a_task_in_a_process_is_its_own_and_the_executor_lives_on():
    with processes() as pool:
        with pytest.raises(FloatingPointError, match="three"):
            kept(range(50), workers.fail_at_three, executor=pool)
        assert len(kept(range(5), workers.double, executor=pool)) == 5


@pytest.mark.parametrize("kind", EXECUTORS)
def test_fault__of_what_keeps_is_its_own(kind):
    def keep(task, result):
        raise BrokenPipeError("of the folder")

    with pytest.raises(BrokenPipeError, match="of the folder"):
        run_tasks([1, 2], abs, keep, threads=1, executor=EXECUTORS[kind]())


@pytest.mark.parametrize("kind", EXECUTORS)
def test_interrupt__while_tasks_run_goes_on_and_stops_them(kind):
    stop = Stop()

    def interrupted(task, again):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_tasks(
            range(1000),
            workers.double,
            lambda task, result: (),
            threads=2,
            executor=EXECUTORS[kind](),
            ended=interrupted,
            stop=stop,
        )
    assert stop.is_set()


def test_stop__elsewhere_says_nothing():
    stop = Stop()
    stop.set()
    again = pickle.loads(pickle.dumps(stop))
    assert not again.is_set()
    assert stop.is_set()
    with processes() as pool:
        assert pool.submit(workers.stopped, stop).result() is False


# An executor that dies ----------------------------------------------------------------------------


def test_executor__that_was_shut_down_loses_what_it_is_given():
    pool = ThreadPoolExecutor(1)
    pool.shutdown()
    with pytest.raises(LostTasks, match=r"lost 1 task \(RuntimeError: .*\): task 7: what") as at:
        kept([7, 8], abs, executor=pool, named=lambda task: f"task {task}")
    assert at.value.tasks == ("task 7",)
    assert at.value.exit_status == 1


class Dies(AtOnce):
    """Takes a few tasks and breaks with the next."""

    def __init__(self, most):
        super().__init__()
        self.most = most

    def submit(self, work, /, *words, **more):
        if len(self.futures) == self.most:
            raise OSError("gone\nto another place")
        return super().submit(work, *words, **more)


def test_executor__that_dies_keeps_what_came_back_and_names_the_rest():
    found = []

    def keep(task, result):
        found.append(task)
        return [-task] if task == 2 else []  # a task that came back in part

    with pytest.raises(LostTasks) as raised:
        run_tasks([1, 2, 3, 4], abs, keep, threads=2, executor=Dies(3), named=str)
    assert found == [1, 2, 3]
    assert raised.value.tasks == ("-2", "4")
    assert "\n" not in str(raised.value)
    assert str(raised.value) == (
        "executor: lost 2 tasks (OSError: gone to another place): -2; 4: what came back is kept "
        "where there is a folder, and the same request goes on from there"
    )


def test_worker__that_is_killed_loses_its_task_by_name():
    with processes() as pool, pytest.raises(LostTasks) as raised:
        kept(range(4), workers.die, executor=pool, threads=1, named=lambda task: f"task {task}")
    assert "task 3" in raised.value.tasks
    assert "BrokenProcessPool" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_worker__that_is_killed_while_it_sends_loses_its_task_by_name():
    """Half a message is in the pipe, and whoever reads it would wait for ever."""
    with processes() as pool, pytest.raises(LostTasks, match="BrokenProcessPool") as raised:
        kept(range(4), workers.die_sending, executor=pool, named=lambda task: f"task {task}")
    assert "task 3" in raised.value.tasks


def watchers():
    return [one for one in threading.enumerate() if one.name == "watches workers"]


@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
@pytest.mark.parametrize("method", ["spawn", "fork", "forkserver"])
def test_pool__of_a_worker_that_was_killed_while_it_sent_ends(method):
    """Nobody asks for what it lost; and other processes may hold its pipe open."""
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        before = len(watchers())
        assert pool.submit(workers.double, 2).result() == 4
        for _ in range(3):
            watch_workers(pool)
        assert len(watchers()) == before + 1
        lost = pool.submit(workers.die_sending, 3)
        beside = multiprocessing.get_context("fork").Process(target=time.sleep, args=(60,))
        beside.start()
        try:
            assert isinstance(lost.exception(timeout=30), BrokenProcessPool)
        finally:
            beside.kill()
            beside.join()
    for one in watchers():
        one.join(10)


def test_worker__that_is_killed_is_missed_although_a_child_of_it_lives_on():
    with processes() as pool:
        lost = pool.submit(workers.die_leaving_a_child, 1)
        watch_workers(pool)
        assert isinstance(lost.exception(timeout=20), BrokenProcessPool)


def test_workers__that_end_as_they_should_are_left_alone(monkeypatch):
    monkeypatch.setattr(worker_watch, "_LOOKS", 0.01)
    with processes(max_tasks_per_child=1) as pool:
        assert sorted(kept(range(3), workers.second, executor=pool)) == [(k, k) for k in range(3)]


def test_dead_workers__are_those_that_ended_otherwise_than_they_should():
    context = multiprocessing.get_context("spawn")
    ended, alive, killed = (context.Process(target=time.sleep, args=(k,)) for k in (0, 60, 60))
    for one in (ended, alive, killed):
        one.start()
    killed.kill()
    killed.join()
    ended.join()
    manager = SimpleNamespace(processes={one.pid: one for one in (ended, alive, killed)})
    assert worker_watch._dead(manager) == {killed.pid}
    worker_watch._kill(manager)
    assert not alive.is_alive()


@pytest.mark.parametrize("kind", EXECUTORS)
def test_executor__without_processes_has_no_workers_to_watch(kind):
    before = watchers()
    watch_workers(EXECUTORS[kind]())
    assert set(watchers()) <= set(before)


def test_lost_tasks__are_named_up_to_five():
    error = LostTasks("x", [f"task {k}" for k in range(8)])
    assert "task 4; and 3 more: what" in str(error)
    assert len(error.tasks) == 8


# What an executor is --------------------------------------------------------------------------


@pytest.mark.parametrize("found", ["threads", 2, ThreadPoolExecutor, object()])
def test_executor__of_a_wrong_kind_ends_in_one_line(found):
    with pytest.raises(WrongKind) as raised:
        run(BASE, replicates=5, executor=found)
    line = str(raised.value)
    assert line.startswith("executor: found ")
    assert line.endswith("or a Dask client's get_executor()")
    assert "\n" not in line
    assert raised.value.field == "executor"


def test_executor__is_taken_as_it_is():
    pool = ThreadPoolExecutor(1)
    assert check_executor(pool) is pool
    assert check_executor(None) is None


# Studies ------------------------------------------------------------------------------------------

ASKED = {"replicates": 1200, "seed": 1, "trajectories": True}


@pytest.fixture(scope="module")
def calm(tmp_path_factory):
    """The study by threads of this process; it has eight blocks."""
    return run_study(FOUR, folder=tmp_path_factory.mktemp("calm"), study="s", **ASKED)


def same(found, expected):
    for name in ("outcomes", "quantiles", "shares"):
        pd.testing.assert_frame_equal(
            getattr(found, name), getattr(expected, name), check_exact=True
        )
    assert found.trajectories.identical(expected.trajectories)


def study_by(executor, folder, **more):
    """The study by an executor, whose tasks are told."""
    told = []
    asked = {**ASKED, "threads": 2, "executor": executor, "progress": told.append, **more}
    found = run_study(FOUR, folder=folder, study="s" if folder else None, **asked)
    assert [one.done for one in told] == sorted({one.done for one in told})
    assert told[-1].done == told[-1].total == 4800
    return found


@pytest.mark.parametrize("kind", ["own threads", "threads", "at once"])
def test_study__is_the_same_by_threads_of_any_kind(tmp_path, calm, kind):
    for folder in (tmp_path, None):
        found = study_by(EXECUTORS[kind](), folder)
        same(found, calm)
    assert content(tmp_path / "s") == content(calm.path)


def test_study__of_blocks_that_take_long_is_the_same_by_an_executor(tmp_path, calm, monkeypatch):
    monkeypatch.setattr(block_module, "_EVERY", 0.0)
    found = study_by(ThreadPoolExecutor(2), tmp_path)
    assert content(found.path) == content(calm.path)


def test_study__is_the_same_by_processes(tmp_path, calm):
    with processes() as pool:
        assert content(study_by(pool, tmp_path).path) == content(calm.path)
        same(study_by(pool, None), calm)
        # Half of it is there, and the workers go on from rows that they are sent.
        half = {**ASKED, "replicates": 700}
        run_study(FOUR, folder=tmp_path / "half", study="s", executor=pool, **half)
        grown = run_study(FOUR, folder=tmp_path / "half", study="s", executor=pool, **ASKED)
    assert content(grown.path) == content(calm.path)


@pytest.mark.slow
def test_study__is_the_same_by_dask_also_where_a_worker_is_killed(tmp_path, calm):
    with dask() as client:
        assert content(study_by(client.get_executor(), tmp_path).path) == content(calm.path)
        same(study_by(client.get_executor(), None), calm)
        with pytest.raises(WrongKind, match=r"executor: found <Client.*a Dask client's get_exec"):
            run(BASE, replicates=5, executor=client)
        killed = []

        def kill(progress):
            if not killed:
                killed.append(min(client.run(os.getpid).values()))
                os.kill(killed[0], signal.SIGKILL)

        found = run_study(
            FOUR,
            folder=tmp_path / "killed",
            study="s",
            threads=2,
            executor=client.get_executor(),
            progress=kill,
            **ASKED,
        )
        assert killed
    assert content(found.path) == content(calm.path)
    rows = pd.read_parquet(found.path / "outcomes")
    assert len(rows) == 4800
    assert not rows.duplicated(["point", "replicate"]).any()


@pytest.mark.parametrize("on_disk", [True, False])
def test_study__of_which_a_worker_is_killed_names_what_is_missing_and_goes_on(
    tmp_path, calm, on_disk
):
    where = {"folder": tmp_path, "study": "s"} if on_disk else {}
    killed = []

    def kill(progress):
        if not killed:
            killed.append(next(iter(pool._processes)))
            os.kill(killed[0], signal.SIGKILL)

    with processes() as pool, pytest.raises(LostTasks) as raised:
        run_study(FOUR, threads=2, executor=pool, progress=kill, **where, **ASKED)
    line = str(raised.value)
    assert "\n" not in line
    assert line.startswith("executor: lost ")
    assert 1 <= len(raised.value.tasks) <= 4
    for task in raised.value.tasks:
        assert task.startswith("point")
        assert f"({BASE.name}), replicates " in task
        assert task in line
    assert raised.value.exit_status == 1
    assert raised.value.__cause__ is not None
    assert str(pickle.loads(pickle.dumps(raised.value))) == line
    if on_disk:
        rows = pd.read_parquet(tmp_path / "s" / "outcomes")
        assert 1 <= len(rows) < 4800
        assert not rows.duplicated(["point", "replicate"]).any()
        run_study(FOUR, **where, **ASKED)
        assert content(tmp_path / "s") == content(calm.path)


def test_interrupt__of_a_study_by_processes_keeps_what_came_back(tmp_path, calm):
    def stop(progress):
        raise KeyboardInterrupt

    with processes() as pool, pytest.raises(InterruptedStudy, match="of 4,800 replicates are kep"):
        run_study(
            FOUR, folder=tmp_path, study="s", threads=2, executor=pool, progress=stop, **ASKED
        )
    assert len(pd.read_parquet(tmp_path / "s" / "outcomes")) >= 200
    run_study(FOUR, folder=tmp_path, study="s", **ASKED)
    assert content(tmp_path / "s") == content(calm.path)


@pytest.mark.parametrize("odd", [False, True])
def test_point__that_fails_in_a_process_fails_as_in_a_thread(tmp_path, monkeypatch, odd):
    bad = FOUR[1].world.digest()
    asked = {"replicates": 60, "seed": 1, "study": "s"}
    with (
        processes(initializer=workers.let_fail, initargs=(bad, odd)) as pool,
        pytest.raises(FailedPoints) as elsewhere,
    ):
        run_study(FOUR, folder=tmp_path / "a", executor=pool, **asked)
    monkeypatch.setattr(block_module, "run_chunk", None)  # put back at the end
    workers.let_fail(bad, odd)
    with pytest.raises(FailedPoints) as here:
        run_study(FOUR, folder=tmp_path / "b", **asked)
    assert elsewhere.value.lines == here.value.lines
    assert "by zero" in here.value.lines[0]
    assert len(here.value.lines) == 1
    assert elsewhere.value.results.points["point"].tolist() == [0, 2, 3]
    assert content(tmp_path / "a" / "s") == content(tmp_path / "b" / "s")


def test_worker__of_another_model_ends_the_study_in_one_line(monkeypatch):
    class Elsewhere(AtOnce):
        def submit(self, work, /, block):
            return super().submit(work, type(block)(**{**vars(block), "kernel": "0" * 16}))

    with pytest.raises(SimError, match=r"executor: is of model 0{16}, and this process") as at:
        run_study(FOUR, replicates=5, seed=1, executor=Elsewhere())
    assert "\n" not in str(at.value)
