"""Full, read-only and lying disks, limits, other users, and power cuts: wants root and Linux.

`make faults` runs it: mounts are made and taken away again. Each trial forks commands from one warm
process, so this file is a driver; the tests in it call it in a process of their own.
"""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.forked import Job, content, drafts, run, warm

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534

WORDS = [
    *("-m", "scenario=baseline_hindcast", "traits.rivalry=0.2,0.8", "months=6"),
    *("replicates=2300", "output.trajectories=true", "output.study=s"),
]
REPORT = ["experiment=main_sweep", "replicates=20", "output.study=s"]


@contextmanager
def mounted(what: str, folder: Path, options: str, kind: str = "") -> Iterator[Path]:
    """Mount something on a folder, and take it away again."""
    folder.mkdir(exist_ok=True)
    how = ["-t", kind] if kind else []
    subprocess.run(["mount", *how, "-o", options, what, str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def into(folder: Path) -> list[str]:
    return [*WORDS, f"output.folder={folder}"]


def verdict(job: Job, *, code: int) -> str:
    """Return '' if a command ended as it should: with this status and one line of complaint."""
    lines = [line for line in job.err.strip().splitlines() if line.startswith("error:")]
    if job.traceback:
        return f"traceback: {job.traceback}"
    if job.code != code:
        return f"status {job.code}, wanted {code}: {job.err.strip()[-300:]}"
    return "" if code == 0 or len(lines) == 1 else f"said {job.err!r}"


class Trials:
    """All trials in one folder; each adds what went otherwise than it should."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.wrong: dict[str, list[str]] = {}
        warm()
        self.base = folder / "base"
        self.base.mkdir(parents=True)
        calm = run(WORDS, self.base)
        assert calm.code == 0, calm.err
        self.calm = content(self.base / "results" / "s")
        self.size = sum(path.stat().st_size for path in self.base.rglob("*") if path.is_file())

    def note(self, trial: str, what: str) -> None:
        self.wrong.setdefault(trial, [])
        if what:
            self.wrong[trial].append(what)

    def completes(self, trial: str, folder: Path) -> None:
        """Run the same command again: it must end well, with the bytes of the calm run."""
        job = run(into(folder), self.folder)
        self.note(trial, verdict(job, code=0))
        self.note(trial, "" if content(folder / "s") == self.calm else "differs from the calm run")
        self.note(trial, f"left {drafts(folder)}" if drafts(folder) else "")

    # Disks

    def full_disks(self) -> None:
        place = self.folder / "full"
        for share in (0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99):
            size = max(8192, int(self.size * share) // 4096 * 4096)
            with mounted("tmpfs", place, f"size={size}", "tmpfs"):
                trial = f"a disk of {share:.0%} of what is wanted"
                job = run(into(place), self.folder)
                self.note(trial, verdict(job, code=2))
                self.note(trial, f"left {drafts(place)}" if drafts(place) else "")
                subprocess.run(["mount", "-o", "remount,size=200m", str(place)], check=True)
                self.completes(trial, place)
        with mounted("tmpfs", place, "size=100m,nr_inodes=14", "tmpfs"):
            self.note("14 inodes", verdict(run(into(place), self.folder), code=2))
        with mounted("tmpfs", place, "size=1500k", "tmpfs"):
            job = run([*REPORT, f"output.folder={place}"], self.folder, 400.0)
            self.note("a report on a full disk", verdict(job, code=2))

    def read_only(self) -> None:
        with mounted("tmpfs", self.folder / "ro", "ro,size=1m", "tmpfs") as place:
            job = run(into(place), self.folder)
            self.note("a read-only disk", verdict(job, code=2))

        def nobody() -> None:
            os.setgid(NOBODY)
            os.setuid(NOBODY)

        self.folder.chmod(0o755)
        theirs, shut = self.folder / "theirs", self.folder / "shut"
        theirs.mkdir(mode=0o555)
        shut.mkdir(mode=0o000)
        for place in (theirs, shut / "x"):
            job = run(into(place), self.folder, before=nobody)
            self.note(f"another user's folder {place.name}", verdict(job, code=2))
        study = self.folder / "other"
        shutil.copytree(self.base / "results", study)
        for words in (into(study), [*into(study), "replicates=2400"]):
            job = run(words, self.folder, before=nobody)
            self.note("another user's study, asked again", verdict(job, code=2))

        def opened() -> int:
            import sim

            return 0 if len(sim.open(study / "s").outcomes) == 4600 else 1

        job = run(opened, self.folder, before=nobody)
        self.note("another user's study, opened", verdict(job, code=0))

    def vanishing(self) -> None:
        """The results folder is moved away or removed while a study runs, at a random moment."""
        chance = random.Random(3)
        for number in range(10):
            here = self.folder / f"v{number}"
            here.mkdir()
            trial = f"results {'removed' if number % 2 else 'renamed'} mid-run"
            job, wanted = Job(WORDS, here), chance.randint(1, 28)
            while sum(len(names) for *_, names in os.walk(here)) < wanted and not job.ended():
                time.sleep(0.001)
            if job.ended():
                self.note(trial, verdict(job, code=0))
                continue
            if number % 2:
                shutil.rmtree(here / "results", ignore_errors=True)
            else:
                (here / "results").rename(here / "gone")
            job.wait()
            # A folder that goes in the last moment may let the command end well.
            self.note(trial, verdict(job, code=2) and verdict(job, code=0))
            self.completes(trial, here / "results")

    # Limits

    def limits(self) -> None:
        def limit(what: int, most: int) -> Callable[[], None]:
            return lambda: resource.setrlimit(what, (most, most))

        def quota(most: int) -> Callable[[], None]:
            def before() -> None:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                limit(resource.RLIMIT_FSIZE, most)()

            return before

        for most in (4, 6, 8, 12, 16, 24, 32):
            place = self.folder / f"files{most}"
            trial = f"at most {most} open files"
            job = run(into(place), self.folder, before=limit(resource.RLIMIT_NOFILE, most))
            if job.code != 0:
                self.note(trial, verdict(job, code=2))
            self.completes(trial, place)
        for most in (1_000, 100_000, 300_000):
            place = self.folder / f"size{most}"
            trial = f"files of at most {most} bytes"
            self.note(trial, verdict(run(into(place), self.folder, before=quota(most)), code=2))
            self.note(trial, f"left {drafts(place)}" if place.exists() and drafts(place) else "")
            self.completes(trial, place)
        rest = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        for more in (0, 5, 20, 60, 150, 300):
            place = self.folder / f"memory{more}"
            trial = f"{more} MB of memory more than at rest"
            job = run(
                into(place),
                self.folder,
                60.0,
                before=limit(resource.RLIMIT_AS, rest + more * 1_000_000),
            )
            if job.code not in (0, 1):  # points that ran out of memory, a line each
                self.note(trial, verdict(job, code=2))
            self.note(trial, f"traceback: {job.traceback}" if job.traceback else "")
            self.completes(trial, place)

        def no_thread() -> None:
            os.setgid(NOBODY)
            resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
            os.setuid(NOBODY)

        place = self.folder / "threads"
        place.mkdir()
        shutil.chown(place, NOBODY)
        job = run(into(place), self.folder, 60.0, before=no_thread)
        self.note("no thread may start", verdict(job, code=2))

    def streams(self) -> None:
        def to_full() -> None:
            os.dup2(os.open("/dev/full", os.O_WRONLY), 1)

        def gone() -> None:
            place = self.folder / "cwd"
            place.mkdir()
            os.chdir(place)
            place.rmdir()

        def closed(number: int, name: str) -> Callable[[], None]:
            """Leave a stream as Python finds it that begins with it closed."""

            def before() -> None:
                os.close(number)
                setattr(sys, name, None)

            return before

        self.note("stdout is full", verdict(run(WORDS, self.base, before=to_full), code=2))
        job = run(WORDS, self.base, before=closed(1, "stdout"))
        self.note("stdout is closed", verdict(job, code=2))
        job = run(WORDS, self.base, before=closed(2, "stderr"))
        self.note("stderr is closed", "" if job.code == 0 else f"status {job.code}")
        self.note("the working folder is gone", verdict(run(WORDS, self.base, before=gone), code=2))
        place = self.folder / "umask"
        job = run(into(place), self.folder, before=lambda: os.umask(0o777) and None)
        self.note("umask 777", "" if job.code == 0 else verdict(job, code=2))

    # Power

    def power_cuts(self) -> None:
        """A journalled file system, copied as it lies while a study runs or after it has ended."""
        chance = random.Random(3)
        for options in ("data=ordered", "data=writeback", "data=ordered,noauto_da_alloc"):
            for number in range(8):
                self._power_cut(options, number, chance)

    def _power_cut(self, options: str, number: int, chance: random.Random) -> None:
        image, copy = self.folder / "image", self.folder / "copy"
        image.unlink(missing_ok=True)
        subprocess.run(["truncate", "-s", "96M", str(image)], check=True)
        subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True)
        ended = number >= 6
        with mounted(str(image), self.folder / "disk", f"loop,commit=1,{options}") as disk:
            job, wanted = Job(into(disk), self.folder), chance.randint(4, 26)
            while not job.ended() and (ended or self._named(disk) < wanted):
                time.sleep(0.002)
            ended = job.ended()
            shutil.copy(image, copy)
            job.kill(signal.SIGKILL)
            job.wait()
        subprocess.run(["e2fsck", "-fy", str(copy)], check=False, capture_output=True)
        trial = f"power cut, {options}, {'after the end' if ended else 'amid the study'}"
        with mounted(str(copy), self.folder / "after", "loop") as disk:
            empty = [
                path.name
                for path in disk.rglob("*")
                if path.is_file() and not path.stat().st_size
                if not any(part.startswith(".") for part in path.relative_to(disk).parts)
            ]
            self.note(trial, f"empty files {empty}" if empty else "")
            if ended:  # what the command said is done must be there
                self.note(
                    trial, "" if content(disk / "s") == self.calm else "lost what it had finished"
                )
            self.completes(trial, disk)

    @staticmethod
    def _named(folder: Path) -> int:
        return sum(
            not name.startswith(".")
            for where, _, names in os.walk(folder)
            if "/." not in where
            for name in names
        )


#: Each is a test; `streams` and the like are methods of `Trials`.
KINDS = ("full_disks", "read_only", "vanishing", "limits", "streams", "power_cuts")


@pytest.mark.parametrize("kind", KINDS)
def test_command__ends_in_one_line_and_the_same_command_then_completes(kind):
    # Not pytest's own folder: nobody else may look into that.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        ended = subprocess.run(
            [sys.executable, "-m", "tests.faults.as_root", f"{folder}/t", kind],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert ended.returncode == 0, ended.stderr[-3000:]
    wrong = json.loads(ended.stdout)
    assert wrong, "no trial ran"
    assert {trial: found for trial, found in wrong.items() if found} == {}


def test_trials__run_as_root():
    assert os.geteuid() == 0, "make faults mounts disks: run it as root"


if __name__ == "__main__":
    trials = Trials(Path(sys.argv[1]))
    for kind in sys.argv[2:] or KINDS:
        getattr(trials, kind)()
    print(json.dumps(trials.wrong))
