"""Commands in forked children of one warm process: the command's own path, without its start-up.

A driver imports the project once, loads its compiled code, and then forks a child for each trial;
so hundreds of commands can be stopped, starved and compared in the time of a few.
"""

import contextlib
import gc
import io
import json
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

__all__ = ["Job", "content", "drafts", "run", "warm"]


def warm() -> None:
    """Load all that a command needs, once for all children."""
    import pyarrow as pa

    from sim.cli import main

    pa.set_cpu_count(1)  # threads do not survive a fork
    # A whole command, so that no child has to read a module: it may be another user, or may open
    # no file.
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        words = ["-m", "scenario=neglect", "months=2", "replicates=2", "threads=1"]
        assert main([*words, f"output.folder={folder}"]) == 0
    gc.freeze()  # else each child's collector touches, and so copies, all that it shares


class Job:
    """A command, or a function, at work in a forked child.

    Parameters
    ----------
    what : words for `sim.cli.main`, or a function whose result is the exit status
    cwd : the child's working folder
    before : called in the child before it begins, such as to set a limit
    """

    def __init__(
        self,
        what: Sequence[str] | Callable[[], int | None],
        cwd: Path,
        before: Callable[[], None] = lambda: None,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="job"))
        self.began = time.monotonic()
        self.code: int | None = None
        self.out = self.err = ""
        sys.stdout.flush()
        sys.stderr.flush()
        self._begins, begins = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os._exit(self._child(what, cwd, before, env or {}, begins))
        os.close(begins)

    def _child(
        self,
        what: Sequence[str] | Callable[[], int | None],
        cwd: Path,
        before: Callable[[], None],
        env: Mapping[str, str],
        begins: int,
    ) -> int:
        try:
            os.setsid()
            for number, name in ((1, "out"), (2, "err")):
                opened = os.open(self._folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
                os.dup2(opened, number)
            # Of the numbers themselves: a trial may close one, or put a full disk behind it.
            sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
            sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
            signal.signal(signal.SIGINT, signal.default_int_handler)
            os.chdir(cwd)
            os.environ.update(env)
            before()
            from sim.cli import main  # loaded already

            os.close(begins)
            code = what() or 0 if callable(what) else main(list(what))
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        except BaseException:
            traceback.print_exc()
            code = 99
        try:
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:
                    stream.flush()
        except OSError:
            code = code or 98
        return code

    def ended(self) -> bool:
        """Return whether the child has ended; collect what it said if so."""
        if self.code is None:
            pid, status, _ = os.wait4(self.pid, os.WNOHANG)
            if pid:
                self._collect(status)
        return self.code is not None

    def _collect(self, status: int) -> None:
        self.code = os.waitstatus_to_exitcode(status)
        os.close(self._begins)
        texts = [self._folder / name for name in ("out", "err")]
        # A child that was killed at once has opened neither.
        self.out, self.err = (
            path.read_text(errors="replace") if path.exists() else "" for path in texts
        )
        shutil.rmtree(self._folder, ignore_errors=True)

    def wait(self, seconds: float = 120.0) -> "Job":
        """Wait for the end; a child that takes longer is killed and counts as hung (code -9)."""
        end = time.monotonic() + seconds
        while not self.ended():
            if time.monotonic() > end:
                self.kill(signal.SIGKILL)
                end = float("inf")
            time.sleep(0.002)
        return self

    def kill(self, what: signal.Signals) -> None:
        """Send a signal to a child that has begun and not ended."""
        if not self.ended():
            os.read(self._begins, 1)
            os.kill(self.pid, what)

    @property
    def traceback(self) -> str:
        """Last line of a traceback on stderr; '' if there is none."""
        return self.err.strip().splitlines()[-1] if "Traceback (most recent" in self.err else ""


def run(
    what: Sequence[str] | Callable[[], int | None],
    cwd: Path,
    seconds: float = 120.0,
    before: Callable[[], None] = lambda: None,
    env: Mapping[str, str] | None = None,
) -> Job:
    """Run a command, or a function, to its end."""
    return Job(what, cwd, before, env).wait(seconds)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path


def content(folder: Path) -> dict[str, object]:
    """Return every file's bytes by name: what two commands that did the same leave alike.

    What is hidden or was set aside does not count, nor when a provenance's runs were.
    """
    found: dict[str, object] = {}
    for name, path in _files(folder):
        parts = Path(name).parts
        if any(part.startswith(".") for part in parts) or "damaged" in parts:
            continue
        found[name] = path.read_bytes()
        if path.name == "provenance.json":
            told = json.loads(path.read_text(encoding="utf-8"))
            found[name] = {key: told[key] for key in told if key not in ("runs", "sum")}
    return found


def drafts(folder: Path) -> list[str]:
    """Return what writers left half-written, the hidden folders of dead ones among it."""
    return [path.relative_to(folder).as_posix() for path in folder.rglob(".draft-*")]
