"""Files appear whole or not at all, stay, and carry a sum of what they say."""

import errno
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from sim.errors import MalformedFile, MissingResult, UnwritableFolder, WrongKind
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


def test_json__round_trips_and_names_a_damaged_file(tmp_path):
    path = tmp_path / "x.json"
    data = {"name": "ménage\u2028à \u0085 trois", "number": 0.1 + 0.2, "deep": {"sum": "x"}}
    files.write_json(path, data)
    assert files.read_json(path) == data
    with pytest.raises(MissingResult, match="is missing: run the same study again"):
        files.read_json(tmp_path / "none.json")
    text = path.read_text(encoding="utf-8")
    for damaged in (text[:-9], text.replace("0.3", "0.2"), "{", "", text + "x", "[]"):
        path.write_text(damaged, encoding="utf-8")
        with pytest.raises(MalformedFile) as raised:
            files.read_json(path)
        assert one_line(raised).startswith(f"{path}: is damaged or cut short: run the same study")


def test_json__sees_every_flipped_bit_or_says_the_same():
    data = {"seed": 1, "first_month": 24300, "title": "Tokyo–Seoul"}
    whole = files.sealed(data).encode()
    seen = 0
    for at in range(len(whole)):
        for bit in range(8):
            changed = bytearray(whole)
            changed[at] ^= 1 << bit
            try:
                assert files.unsealed(changed.decode(errors="replace")) == data
            except ValueError:
                seen += 1
    assert seen > 7.9 * len(whole)


def test_json_line__is_one_line_for_every_reader():
    text = files.sealed({"source": "a\u2028b\u2029c\u0085d\x0be"})
    assert len(text.splitlines()) == 1
    assert files.unsealed(text) == {"source": "a\u2028b\u2029c\u0085d\x0be"}


@pytest.mark.parametrize("path", ["a\0b", "~nosuchuser/x"])
def test_path__that_cannot_be_is_named(path):
    with pytest.raises(WrongKind, match=r"folder: found .*, wanted a path"):
        files.whole_path(path, "folder")


def test_path__begins_at_the_home_folder_or_at_the_root(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert files.whole_path("~/res", "folder") == tmp_path / "res"
    assert files.whole_path("a:b", "folder") == tmp_path / "a:b"
