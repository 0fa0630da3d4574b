"""Files appear whole or not at all, and stay; of dead writers nothing is left."""

import errno
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from sim.errors import UnwritableFolder, WrongKind
from sim.store import files
from sim.store.locks import only_one


def one_line(raised) -> str:
    text = str(raised.value)
    assert "\n" not in text
    return text


def visible(folder):
    return sorted(path.name for path in folder.iterdir())


def test_appearing__shows_nothing_of_a_failure(tmp_path):
    def fail(draft):
        draft.write_text("half", encoding="utf-8")
        raise RuntimeError

    with pytest.raises(RuntimeError), files.appearing(tmp_path / "x") as draft:
        fail(draft)
    assert visible(tmp_path) == []


def test_appearing__keeps_the_old_file_until_the_new_is_whole(tmp_path):
    path = tmp_path / "x"
    path.write_text("old", encoding="utf-8")
    with files.appearing(path) as draft:
        draft.write_text("new", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "old"
    assert path.read_text(encoding="utf-8") == "new"
    assert visible(tmp_path) == ["x"]


def test_appearing__says_what_cannot_be_written(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(UnwritableFolder) as raised, files.appearing(tmp_path / "file" / "x"):
        pass
    assert str(tmp_path / "file" / "x") in one_line(raised)


def test_appearing__in_a_root_that_is_gone_makes_nothing_anew(tmp_path):
    root = tmp_path / "study"
    root.mkdir()

    def write():
        with files.appearing(root / "deep" / "x", root) as draft:
            draft.write_text("x", encoding="utf-8")
            shutil.rmtree(root)

    with pytest.raises(UnwritableFolder) as raised:
        write()
    assert one_line(raised)
    assert not root.exists()
    for write_in in (files.appearing(root / "x", root), only_one(root)):
        with pytest.raises(UnwritableFolder, match="cannot be written"), write_in:
            pass
    assert not root.exists()


def test_appearing__flushes_bytes_before_the_name_and_the_folder_after(tmp_path, monkeypatch):
    """The order that a power cut cannot undo."""
    told = []
    fsync, replace = os.fsync, os.replace

    def seen_fsync(number):
        path = Path(f"/proc/self/fd/{number}").readlink()
        told.append(("flush", path.relative_to(tmp_path).as_posix()))
        fsync(number)

    def seen_replace(self, target):
        told.append(("name", target.relative_to(tmp_path).as_posix()))
        replace(self, target)
        return target

    monkeypatch.setattr(os, "fsync", seen_fsync)
    monkeypatch.setattr("pathlib.Path.replace", seen_replace)
    with files.appearing(tmp_path / "deep" / "x", tmp_path) as draft:
        draft.write_text("x", encoding="utf-8")
        hidden = draft.relative_to(tmp_path).as_posix()
    assert told == [
        ("flush", hidden),
        ("name", "deep/x"),
        ("flush", "."),  # the new folder's own name
        ("flush", "deep"),
    ]


def test_folders__that_are_new_are_flushed_by_name_each(tmp_path, monkeypatch):
    flushed = []
    usual = files.flush_folder
    monkeypatch.setattr(files, "flush_folder", lambda path: (flushed.append(path), usual(path)))
    with files.appearing(tmp_path / "new" / "deeper" / "x") as draft:
        draft.write_text("x", encoding="utf-8")
    names = [path.relative_to(tmp_path).as_posix() for path in flushed]
    assert names == [".", "new", "new/deeper"]


def test_lock__of_drafts_is_gone_before_it_is_let_go(tmp_path, monkeypatch):
    """Else somebody could take it in between, and hold what nobody finds."""
    seen = []
    with files.Drafts(tmp_path) as drafts:
        lock = drafts._lock
        release = lock.release
        monkeypatch.setattr(
            lock, "release", lambda: (seen.append(Path(lock.lock_file).exists()), release())
        )
    assert seen == [False]
    assert visible(tmp_path) == []


def test_system__without_locks_is_said_and_no_other_file_stands_in_for_one(tmp_path, monkeypatch):
    def none(*_):
        raise OSError(errno.ENOSYS, "Function not implemented")

    monkeypatch.setattr("fcntl.flock", none)
    for writing in (files.appearing(tmp_path / "x"), only_one(tmp_path)):
        with pytest.raises(UnwritableFolder, match="its file system knows no locks"), writing:
            pass


def test_drafts__of_writers_that_are_dead_go_at_once_and_those_of_the_living_stay(tmp_path):
    script = (
        "import sys, time, pathlib\n"
        "from sim.store import files\n"
        "root = pathlib.Path(sys.argv[1])\n"
        "with files.Drafts(root) as drafts, drafts.draft(root / 'x') as draft:\n"
        "    draft.write_text('half')\n"
        "    print('ready', flush=True)\n"
        "    time.sleep(60)\n"
    )
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    (tmp_path / "kept.part").touch()
    dead, alive = writers
    dead.kill()
    dead.wait(60)
    with files.Drafts(tmp_path):
        # Its own and that of the living, each with its lock.
        assert len([*tmp_path.glob(".draft-*")]) == 4
    assert len([*tmp_path.glob(".draft-*/*-x")]) == 1
    assert visible(tmp_path)[-1:] == ["kept.part"]
    alive.kill()
    for writer in writers:
        writer.communicate()
    with files.Drafts(tmp_path):
        pass
    assert visible(tmp_path) == ["kept.part"]


@pytest.mark.parametrize("left", [(".lock",), ("",), (".lock", "")], ids=["lock", "folder", "both"])
def test_drafts__of_a_writer_that_died_at_any_moment_go_at_once(tmp_path, left):
    if "" in left:
        (tmp_path / ".draft-0123456789ab").mkdir()
        (tmp_path / ".draft-0123456789ab" / "half").touch()
    if ".lock" in left:
        (tmp_path / ".draft-0123456789ab.lock").touch()
    with files.Drafts(tmp_path):
        assert len([*tmp_path.glob(".draft-*")]) == 2
    assert visible(tmp_path) == []


def test_drafts__that_cannot_be_made_leave_no_lock(tmp_path, monkeypatch):
    mkdir = Path.mkdir

    def full(self, *words, **more):
        if self.name.startswith(".draft-"):
            raise OSError(errno.ENOSPC, "No space left on device")
        mkdir(self, *words, **more)

    monkeypatch.setattr(Path, "mkdir", full)
    with pytest.raises(UnwritableFolder, match="No space left"), files.Drafts(tmp_path):
        pass
    assert visible(tmp_path) == []


def test_lock__keeps_threads_and_processes_apart_and_lets_its_holder_in_again(tmp_path):
    order = []

    def wait():
        with only_one(tmp_path):
            order.append("thread")

    script = (
        "import sys, pathlib\n"
        "from sim.store.locks import only_one\n"
        "with only_one(pathlib.Path(sys.argv[1])):\n"
        "    print('in', flush=True)\n"
    )
    with only_one(tmp_path), only_one(tmp_path):
        other = threading.Thread(target=wait)
        other.start()
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        time.sleep(0.5)
        order.append("holder")
        assert process.poll() is None
    other.join()
    assert process.communicate(timeout=60)[0] == "in\n"
    assert order == ["holder", "thread"]


@pytest.mark.parametrize("path", ["a\0b", "~nosuchuser/x"])
def test_path__that_cannot_be_is_named(path):
    with pytest.raises(WrongKind, match=r"folder: found .*, wanted a path"):
        files.whole_path(path, "folder")


def test_path__begins_at_the_home_folder_or_at_the_root(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert files.whole_path("~/res", "folder") == tmp_path / "res"
    assert files.whole_path("a:b", "folder") == tmp_path / "a:b"
