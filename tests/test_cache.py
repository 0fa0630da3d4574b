"""Files that may be forgotten: found by name, checked, whole or not at all, nobody else's."""

import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from sim import cache
from sim.errors import SimWarning

DATA = bytes(range(256)) * 40


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """The preferred folder and the one below the temporary one, both empty."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "first"))
    monkeypatch.setattr(cache.tempfile, "gettempdir", lambda: str(temporary))
    return cache.cache_folders()


def run(name="a.code"):
    """Ask for a file, made where it is not there; return whether it was."""
    found = cache.kept(name, bytes)
    if found is None:
        cache.keep(name, DATA, "compiled code")
    assert found in (None, DATA)
    return found is not None


def files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_file__is_made_once_and_then_found(folders):
    assert not run()
    assert run()
    assert not run("b.code")
    assert [path.name for path in files(folders[0])] == ["a.code", "b.code"]
    assert files(folders[1]) == []


@pytest.mark.parametrize("damage", ["empty", "short", "cut", "one bit", "other bytes"])
def test_file__that_is_damaged_is_said_in_a_line_and_made_anew(folders, damage):
    run()
    (path,) = files(folders[0])
    whole = path.read_bytes()
    changed = bytearray(whole)
    changed[len(whole) // 2] ^= 4
    path.write_bytes(
        {
            "empty": b"",
            "short": whole[:20],
            "cut": whole[: len(whole) // 2],
            "one bit": bytes(changed),
            "other bytes": os.urandom(3000),
        }[damage]
    )
    with pytest.warns(SimWarning, match=r"cannot be used \(.*\); made anew") as told:
        assert not run()
    assert len(told) == 1
    assert str(path) in str(told[0].message)
    assert path.read_bytes() == whole
    assert run()


def test_file__that_cannot_be_rebuilt_is_made_anew(folders):
    run()

    def fails(data):
        raise ValueError("of another kind")

    with pytest.warns(SimWarning, match=r"cannot be used \(of another kind\); made anew"):
        assert cache.kept("a.code", fails) is None


def test_folder__that_cannot_be_written_gives_way_to_the_temporary_one(folders, tmp_path):
    (tmp_path / "first").write_text("a file in its place")
    with pytest.warns(SimWarning, match="cannot be written .*; compiled code is kept in"):
        assert not run()
    (path,) = files(tmp_path / "tmp")
    assert path.parent == folders[1]
    assert run()


def test_folders__none_of_which_can_be_written_still_let_the_model_run(
    folders, tmp_path, monkeypatch
):
    (tmp_path / "first").write_text("a file in its place")
    (tmp_path / "tmp").rmdir()
    (tmp_path / "tmp").write_text("and another")
    with pytest.warns(SimWarning, match="each process makes it for itself: name a folder"):
        assert not run()


def test_file__of_no_name_for_people_is_lost_without_a_word(folders, tmp_path):
    (tmp_path / "first").write_text("a file in its place")
    (tmp_path / "tmp").rmdir()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        cache.keep("a.name", DATA)


def test_folder__that_is_full_and_read_only_is_used_without_a_word(folders):
    run()
    for path in [*folders[0].iterdir(), folders[0]]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert run()
    finally:
        folders[0].chmod(0o755)


@pytest.mark.parametrize("whose", ["open to all", "a link", "a file"])
def test_temporary_folder__into_which_others_could_put_code_is_not_believed(
    folders, tmp_path, whose
):
    (tmp_path / "first").write_text("a file in its place")
    ours = folders[1]
    with pytest.warns(SimWarning, match="kept in"):
        run()
    ours.rename(tmp_path / "elsewhere")
    if whose == "open to all":
        (tmp_path / "elsewhere").rename(ours)
        ours.chmod(0o777)
    elif whose == "a link":
        ours.symlink_to(tmp_path / "elsewhere")
    else:
        ours.write_text("x")
    with pytest.warns(SimWarning, match="each process makes it for itself"):
        assert not run()


@pytest.mark.parametrize("value", [None, "", "relative/path"])
def test_folder__is_never_relative_to_where_one_works(monkeypatch, value):
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    usual = cache.cache_folders()
    if value is not None:
        monkeypatch.setenv("XDG_CACHE_HOME", value)
    assert cache.cache_folders() == usual
    assert all(folder.is_absolute() for folder in usual)


def test_folder__named_with_a_tilde_lies_at_home(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NUMBA_CACHE_DIR", "~/code")
    assert cache.cache_folders()[0] == tmp_path / "code"


def test_folder__of_a_user_without_a_home_is_the_temporary_one(monkeypatch):
    def nobody(*_):
        return "~/.cache/alliance-triangle"

    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setattr(cache, "user_cache_path", nobody)
    (only,) = cache.cache_folders()
    assert only.is_absolute()


def test_folders__of_which_none_is_known_leave_the_process_to_itself(monkeypatch):
    def none(*_):
        raise FileNotFoundError("No usable temporary directory")

    monkeypatch.setenv("NUMBA_CACHE_DIR", "~nobody-of-this-name/code")
    monkeypatch.setattr(cache.tempfile, "gettempdir", none)
    assert cache.cache_folders() == []
    with pytest.warns(SimWarning, match="each process makes it for itself"):
        assert not run()


def test_drafts__of_a_writer_that_was_killed_go_after_a_day(folders):
    folders[0].mkdir(parents=True)
    old, young = (folders[0] / f".small.{name}.part" for name in ("old", "young"))
    for draft in (old, young):
        draft.touch()
    os.utime(old, (0, 0))
    run()
    assert (old.exists(), young.exists()) == (False, True)


def test_processes__that_write_at_once_leave_one_whole_file(folders):
    script = "import sys; sys.path.insert(0, '.')\nfrom tests.test_cache import run\nrun()\n"
    started = [subprocess.Popen([sys.executable, "-c", script]) for _ in range(3)]
    assert [process.wait(120) for process in started] == [0, 0, 0]
    assert len(files(folders[0])) == 1
    assert run()
    assert not [*Path(cache.__file__).parent.rglob("*.nb[ic]")]
