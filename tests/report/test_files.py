"""Texts of reports: whole or not at all, however many write one at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from sim.errors import UnwritableFolder
from sim.report.files import write


def test_text__appears_in_a_folder_made_for_it(tmp_path):
    write(tmp_path / "a" / "b.md", "Ties – warmer.\n")
    assert (tmp_path / "a" / "b.md").read_text(encoding="utf-8") == "Ties – warmer.\n"
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["b.md"]


def test_text__of_two_writers_is_one_of_the_two(tmp_path):
    texts = ["a" * 50_000, "b" * 50_000]
    path = tmp_path / "report.md"

    def write_often(text):
        for _ in range(50):
            write(path, text)
            assert path.read_text(encoding="utf-8") in texts

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write_often, texts))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.md"]


def test_text__that_cannot_be_written_is_said_in_one_line(tmp_path):
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(UnwritableFolder, match="cannot be written"):
        write(tmp_path / "taken" / "report.md", "text")
