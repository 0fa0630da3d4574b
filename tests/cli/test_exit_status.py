"""How commands end: stopped, refused, short of something, or with a traceback of our own fault."""

import _thread
import errno
import io
import os
import signal
import subprocess
import sys
import threading
import time
import warnings
from pathlib import Path

import pytest

from sim.cli.exit_status import exit_status
from sim.errors import FailedPoints, InterruptedStudy, SimError, SimWarning
from tests.cli.written import files_so_far

ROOT = Path(__file__).resolve().parents[2]
SMALL = ("scenario=neglect", "months=2", "replicates=4")
POSIX = pytest.mark.skipif(os.name == "nt", reason="streams and signals are other ones there")


@pytest.fixture
def end(capsys):
    """Run something under guard; return its status and the lines on stderr."""

    def run(command) -> tuple[int, list[str]]:
        status = exit_status(command, "stopped; nothing was written")
        return status, capsys.readouterr().err.splitlines()

    return run


def raising(fault: BaseException):
    def command():
        raise fault

    return command


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (SimError("found a, wanted b"), "error: found a, wanted b"),
        (SimError("two\nlines\x1b[31m\u202e\a"), r"error: two lines\x1b[31m\u202e\x07"),
        (MemoryError(), "not enough memory"),
        (ImportError("libarrow.so: failed to map segment from shared object"), "not enough memory"),
        (RecursionError("maximum recursion depth exceeded"), "nested too deep"),
        (RuntimeError("can't start new thread"), "threads=1"),
        (OSError(errno.EMFILE, "Too many open files"), "ulimit -n"),
        (OSError(errno.ENOSPC, "No space left on device"), "not all could be printed"),
        (FileNotFoundError(errno.ENOENT, "No such file", "x/y"), "error: x/y: No such file"),
        (OSError("could not load a library"), "error: could not load a library"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_lack__ends_in_one_line(fault, said, end, monkeypatch):
    status, lines = end(raising(fault))
    assert status == 2
    (line,) = lines
    assert said in line
    assert line.startswith("error: ")
    monkeypatch.setenv("HYDRA_FULL_ERROR", "1")
    with pytest.raises(type(fault)):
        exit_status(raising(fault), "")


@pytest.mark.parametrize(
    "fault",
    [
        KeyError("x"),
        ValueError("x"),
        RuntimeError("of ours"),
        ImportError("no module"),
        AssertionError(),
    ],
    ids=lambda fault: type(fault).__name__,
)
def test_fault_of_this_program__shows_its_traceback(fault):
    with pytest.raises(type(fault)):
        exit_status(raising(fault), "")


def test_long_line__loses_its_middle(end):
    status, (line,) = end(raising(SimError("found " + "x" * 5000 + ", wanted the end")))
    assert status == 2
    assert len(line) <= 400 + len("error: ")
    assert line.endswith(", wanted the end")


def test_failed_points__have_a_line_each_and_a_status_of_their_own(end):
    status, lines = end(raising(FailedPoints([f"point {n} failed" for n in range(8)])))
    assert status == 1
    assert lines[:2] == ["error: point 0 failed", "error: point 1 failed"]
    assert lines[5:] == ["error: and 3 more of the kind"]


@pytest.mark.parametrize(
    ("fault", "said"),
    [(InterruptedStudy("4 are kept"), "4 are kept"), (KeyboardInterrupt(), "nothing was written")],
)
def test_stop__has_its_own_status(fault, said, end):
    status, lines = end(raising(fault))
    assert status == 130
    assert said in lines[-1]


def test_line__does_not_stick_to_a_progress_on_a_terminal(monkeypatch):
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", terminal)
    exit_status(raising(SimError("wrong")), "")
    exit_status(raising(KeyboardInterrupt()), "stopped")
    assert terminal.getvalue() == "\r\x1b[Kerror: wrong\n\nstopped\n"


def test_interrupt__that_a_stumbling_clean_up_hides_is_one_all_the_same(end):
    def command():
        try:
            raise InterruptedStudy("4 are kept")
        finally:
            raise UnboundLocalError("of somebody's clean-up")

    assert end(command) == (130, ["4 are kept"])


# Notes ------------------------------------------------------------------------------------------


def test_warning__is_a_note_and_never_twice_the_same(end):
    def command():
        for text in ("changes\nnothing", "changes\nnothing", "other\x1b[31m"):
            warnings.warn(text, SimWarning, stacklevel=2)

    assert end(command) == (0, ["note: changes nothing", r"note: other\x1b[31m"])


def test_other_warning__is_shown_as_python_does(end, monkeypatch):
    shown = []

    def command():
        warnings.simplefilter("always", FutureWarning)
        warnings.warn("of somebody else", FutureWarning, stacklevel=1)

    monkeypatch.setattr(warnings, "showwarning", lambda *told: shown.append(told[1:3]))
    assert end(command) == (0, [])
    assert shown == [(FutureWarning, __file__)]


def test_guard__leaves_warnings_as_they_were(end):
    before = (warnings.showwarning, list(warnings.filters))
    end(lambda: None)
    assert (warnings.showwarning, list(warnings.filters)) == before


# Signals and threads ----------------------------------------------------------------------------


@POSIX
def test_termination__is_an_interrupt_while_a_command_runs(end):
    before = signal.getsignal(signal.SIGTERM)
    status, lines = end(lambda: (os.kill(os.getpid(), signal.SIGTERM), time.sleep(10)))
    assert (status, lines) == (130, ["stopped; nothing was written"])
    assert signal.getsignal(signal.SIGTERM) == before


def test_command__runs_in_another_thread_too():
    found = []
    thread = threading.Thread(target=lambda: found.append(exit_status(lambda: None, "")))
    thread.start()
    thread.join()
    assert found == [0]


@POSIX
def test_thread__that_dies_of_want_of_memory_ends_the_command(end):
    """As `Thread.start` waits for a word that never comes."""

    def die():
        raise MemoryError

    def command():
        _thread.start_new_thread(die, ())
        threading.Event().wait(30)
        pytest.fail("nobody said that the thread died")

    before = sys.unraisablehook
    status, lines = end(command)
    assert status == 2
    assert "not enough memory" in lines[-1]
    assert sys.unraisablehook == before


def test_other_death__is_told_as_ever(end, monkeypatch):
    told, heard = [], threading.Event()

    def hook(unraisable):
        told.append(unraisable.exc_type)
        heard.set()

    def die():
        raise KeyError

    def command():
        _thread.start_new_thread(die, ())
        assert heard.wait(30)

    monkeypatch.setattr(sys, "unraisablehook", hook)
    assert end(command) == (0, [])
    assert told == [KeyError]


# Surroundings -----------------------------------------------------------------------------------


@POSIX
def test_folder__that_is_gone_is_told(end, here):
    (here / "gone").mkdir()
    os.chdir("gone")
    (here / "gone").rmdir()
    status, (line,) = end(lambda: pytest.fail("nothing can be done here"))
    os.chdir(here)
    assert status == 2
    assert "the current folder is no longer there" in line


def test_closed_output__is_told_before_anything_runs(end, monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    status, (line,) = end(lambda: pytest.fail("nobody would hear of it"))
    assert status == 2
    assert "standard output is closed" in line


def test_closed_stderr__is_no_hindrance(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    assert exit_status(lambda: sys.stderr.write("progress"), "") == 0
    assert sys.stderr is None


def process(*argv: str, **more) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "sim", *argv],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        stderr=subprocess.PIPE,
        encoding="utf-8",
        **more,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
@pytest.mark.parametrize("argv", [SMALL, ("--list", "traits"), ("--help",)], ids=lambda a: a[0])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_full_output__is_told(argv, unbuffered, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    with open("/dev/full", "w") as full:  # noqa: PTH123
        run = process(*argv, cwd=tmp_path, stdout=full)
        err = run.communicate(timeout=300)[1]
    assert run.returncode == 2
    assert err.splitlines()[-1] == "error: not all could be printed: No space left on device"


@POSIX
def test_reader__that_leaves_early_is_no_fault(tmp_path):
    run = process("--list", "parameters", cwd=tmp_path, stdout=subprocess.PIPE)
    run.stdout.close()
    with run.stderr:
        assert run.stderr.read() == ""
    assert run.wait(timeout=300) == 0


@POSIX
def test_termination__keeps_what_is_done_and_says_how_to_go_on(tmp_path):
    run = process("scenario=neglect", "replicates=5000000", cwd=tmp_path, stdout=subprocess.PIPE)
    end = time.monotonic() + 300
    while not any(name.startswith("chunk-") for name in files_so_far(tmp_path)):
        assert run.poll() is None, run.communicate()
        assert time.monotonic() < end
        time.sleep(0.05)
    run.terminate()
    out, err = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "Traceback" not in err
    assert "are kept: run the same again to go on" in err.splitlines()[-1]
    assert "results:" not in out
