"""README.md: its numbers are the model's, its programs run, its articles are those of the data."""

import re
from pathlib import Path

import pytest

from sim.errors import MalformedFile, UnknownName
from sim.scenario.reference import references
from sim.site import readme
from sim.site.readme import BLOCKS, filled
from sim.study.claims import ARTICLES, claims
from sim.study.patterns import facts

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
PROGRAMS = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)


def test_blocks__are_what_the_model_says():
    assert filled(TEXT, "README.md") == TEXT
    assert set(re.findall(r"<!-- (\w+): written by make tables -->", TEXT)) == set(BLOCKS)


def test_counts__are_those_of_the_tables():
    """Counted a second time, from the files of claims and facts alone."""
    core = [claim for claim in claims() if claim.tier == "core"]
    held = [claim for claim in core if not claim.statement.fails]
    own = [fact for fact in facts() if fact.pattern is not None and not fact.by_input]
    met = sum(not fact.statement.fails for fact in own)
    assert f"hold | {len(held)} of {len(core)} |" in TEXT
    assert f"says so | {sum(claim.kind == 'emergent' for claim in held)} |" in TEXT
    assert f"are met | {met} of {len(own)} |" in TEXT
    assert f"{len(claims())} claims" in TEXT


def test_first_result__is_that_of_its_commands():
    block = TEXT[TEXT.index("<!-- first") : TEXT.index("<!-- /first")]
    rows = [line for line in block.splitlines() if line.startswith("| ")][1:]
    assert len(rows) == 3
    assert all(re.search(r"\d", row.split("|")[2]) for row in rows)
    assert all(re.search(r"`.*`", row.split("|")[3]) for row in rows)


def test_block__of_an_unknown_name_or_without_an_end_is_one_line():
    with pytest.raises(UnknownName, match="unknown block 'frist'; did you mean 'first'"):
        filled("<!-- frist: written by make tables -->\n<!-- /frist -->")
    with pytest.raises(MalformedFile, match="marker is missing"):
        filled("<!-- first: written by make tables -->\n")


def test_check__tells_and_write_mends(tmp_path, monkeypatch, capsys):
    page = tmp_path / "README.md"
    page.write_text("<!-- counts: written by make tables -->\n<!-- /counts -->\n", encoding="utf-8")
    monkeypatch.setattr(readme, "FILE", page)
    assert readme.main(["--check"]) == 1
    assert capsys.readouterr().err == "README.md: out of date; make tables\n"
    assert readme.main(["--write"]) == 0
    assert readme.main(["--check"]) == 0


def test_articles__are_listed_by_their_keys():
    listed = re.findall(r"^- \*\*(\d+)\*\*: (.*?)(?=\n- |\n\n)", TEXT, re.DOTALL | re.MULTILINE)
    assert tuple(key for key, _ in listed) == ARTICLES
    for key, words in listed:
        said = references()[key]
        author_or_where, year = re.match(r"(\w+)?.*?(\d{4})", said).groups()
        assert year in words or key == "001"
        if re.match(rf"{author_or_where} \d{{4}}", said):
            assert author_or_where in words


def test_picture__comes_first():
    assert TEXT.splitlines()[2].startswith("![")


def test_first_program__runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    exec(compile(PROGRAMS[0], "README.md", "exec"), {})


def test_second_program__runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert len(PROGRAMS) == 2
    exec(compile(PROGRAMS[1], "README.md", "exec"), {})
