"""Pages written by hand: their programs run, their commands name what there is."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.cli.experiments import experiments
from sim.errors import UnknownName
from sim.scenario import catalogue
from sim.site.guide import filled, guide_pages, words_of

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs" / "pages").rglob("*.md"))
WORLDS = {entry.name for entry in catalogue()} | {"hawkish_tokyo"}


def blocks(path, language):
    """Return the blocks of code of a page, those within tabs and lists as well."""
    text = path.read_text(encoding="utf-8")
    found = re.findall(rf"^( *)```{language}\n(.*?)^\1```", text, re.DOTALL | re.MULTILINE)
    return [re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, block in found]


def commands():
    for path in PAGES:
        for block in blocks(path, "(?:sh|powershell)"):
            for line in block.splitlines():
                if " -m sim" in line:
                    yield pytest.param(line.strip(), id=f"{path.stem}: {line.strip()[:60]}")


#: That of launchers is a program of its own, which tests/cli/test_own_program.py runs.
WITH_PROGRAMS = [
    pytest.param(path, id=path.stem)
    for path in PAGES
    if blocks(path, "python") and path.stem != "launchers"
]


@pytest.mark.parametrize("path", WITH_PROGRAMS)
def test_programs_of_a_page__run_one_after_the_other(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = {}
    for block in blocks(path, "python"):
        exec(compile(block, path.name, "exec"), names)
    assert len(names) > 2


def test_first_result__is_as_the_page_says(capsys):
    """The page rounds to two places: 0.05 for a broker, 0.20 for one who cares."""
    (block,) = blocks(ROOT / "docs" / "pages" / "index.md", "python")
    exec(compile(block, "index.md", "exec"), {})
    found = [float(n) for n in re.findall(r"difference\s+(\S+)", capsys.readouterr().out)]
    text = (ROOT / "docs" / "pages" / "index.md").read_text(encoding="utf-8")
    assert f"at the end by {found[0]:.2f} on a scale" in " ".join(text.split())
    assert f"how\nthey get on, by {found[1]:.2f}." in text


def test_questions__are_answered_as_the_page_says():
    names = {}
    for block in blocks(ROOT / "docs" / "pages" / "howto" / "questions.md", "python"):
        exec(compile(block, "questions.md", "exec"), names)
    moved = names["effect"].quantiles("jpn_kor_final").set_index("quantile")
    assert moved["difference"].idxmax() == 0.1
    assert moved.loc[0.1, "low"] > moved["high"].loc[0.8:].max()
    months, lasting = names["months"], names["lasting"]
    begins = lasting.index[lasting].min()
    assert begins == months.index[~names["clear"]].max() + pd.DateOffset(months=1)
    assert (months["high"].iloc[:12] < 0.0).all()
    assert (months["low"].loc[begins:] > 0.0).all()
    rulings = sim.diff(names["past"], names["fork"]).set_index("key").loc["events.court"]
    assert "2018-10" in rulings["a"]
    assert "2018-10" not in rulings["b"]
    assert "2018-11" in rulings["b"]
    whole, coded = (names["sobol"](who).loc["jpn_kor_final"] for who in ("washington", "trump_2"))
    assert whole["rank"].isna().all()
    assert coded["rank"].dropna().to_dict() == {"parameters.memory_gain": 1.0}
    assert whole.loc["leaders.washington.mediation", "free_low"] > 0.01
    assert coded.loc["leaders.trump_2.mediation", "free_high"] < 0.01
    assert (whole["free"] < whole["S1"]).any()
    assert names["pilot"].points["scenario"].tolist() == [names["world"].name, names["rival"].name]


@pytest.mark.parametrize("line", list(commands()))
def test_command__names_what_there_is(line):
    module = re.search(r"-m sim(?:\.(\w+))?", line)[1]
    assert module is None or (ROOT / "sim" / f"{module}.py").is_file()
    for names in re.findall(r"scenario=([\w,]+)", line):
        assert set(names.split(",")) <= WORLDS
    for name in re.findall(r"experiment=(\w+)", line):
        assert name in {one.name for one in experiments()}
    for key in re.findall(r"\b(switches\.\w+|leaders\.\w+\.\w+)=", line):
        world = sim.load("second_trump_term")
        value = False if key.startswith("switches") else 0.5
        assert world.replace(**{key: value}) != world


def test_own_world__loads_as_the_page_shows_it(tmp_path):
    (text,) = blocks(ROOT / "docs" / "pages" / "howto" / "own_world.md", "yaml")
    (tmp_path / "hawkish_tokyo.yaml").write_text(text, encoding="utf-8")
    world = sim.load("hawkish_tokyo", worlds=tmp_path)
    assert "leaders.next_tokyo.history_hard_line" in set(
        sim.diff("second_trump_term", world)["key"]
    )


@pytest.mark.slow
def test_parts_of_a_cluster__join_as_the_page_shows_it(tmp_path):
    page = ROOT / "docs" / "pages" / "howto" / "cluster.md"
    block = blocks(page, "sh")[-1]
    assert block.count("shard=") == 3
    for line in block.replace("replicates=3000", "replicates=30").strip().splitlines():
        ended = subprocess.run(
            ["/bin/sh", "-c", line.replace("python", sys.executable, 1)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert ended.returncode == 0, ended.stderr
    made = ended.stdout.strip().splitlines()[-1].removeprefix("results: ")
    whole = sim.run(sim.load("neglect"), replicates=30, seed=1)
    assert (
        sim.open(tmp_path / made).outcomes["jpn_kor_final"].equals(whole.outcomes["jpn_kor_final"])
    )


def test_pages__have_no_word_left_to_fill_in():
    for page, text in guide_pages(ROOT).items():
        assert "{{" not in text, page


def test_word__that_stands_for_nothing_is_one_line():
    with pytest.raises(UnknownName, match=r"docs/pages/a\.md: unknown word 'wolrds'; .*'worlds'"):
        filled("{{ wolrds }}", words_of(ROOT), "a.md")
