"""`python -m sim.trace`: what it prints, and what it refuses."""

import subprocess
import sys
from pathlib import Path

import pytest

from sim.cli.trace_command import main
from sim.spec.recorded import RECORDED_FIELDS

ROOT = Path(__file__).resolve().parents[2]


def test_trace__alone_counts_by_kind_and_by_mechanism(capsys):
    assert main([]) == 0
    said = capsys.readouterr().out
    assert said.startswith("A month is ")
    by_kind, by_mechanism = said.split("By kind")[1].split("By mechanism")
    total = int(said.split()[3].replace(",", ""))
    for part in (by_kind, by_mechanism.split("python -m")[0]):
        rows = [line.split() for line in part.splitlines() if line.startswith("  ")]
        assert sum(int(row[1].replace(",", "")) for row in rows) == total


def test_trace__of_a_quantity_shows_its_tree_and_what_it_rests_on(capsys):
    assert main(["relation_jpn_kor"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("relation_jpn_kor = clip(moved, -1, 1)  [relation.py:")
    assert "\n   moved = relation + rate * (base - relation)" in said
    assert "… goes on: depth=4, or depth=all" in said
    assert "relation_jpn_kor rests on\n  last month's state (" in said
    assert all(len(line) <= 100 for line in said.splitlines())


def test_trace__of_several_quantities_shows_each(capsys):
    assert main(["triangle", "depth=0", "rent"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("triangle = ")
    assert "\n\nrent = " in said


def test_depth__says_how_far_down(capsys):
    lengths = []
    for depth in ("0", "2", "all"):
        main(["approval_jpn", f"depth={depth}"])
        lengths.append(len(capsys.readouterr().out))
    assert lengths == sorted(set(lengths))


def test_list__names_every_recorded_quantity(capsys):
    assert main(["--list"]) == 0
    assert set(RECORDED_FIELDS) <= set(capsys.readouterr().out.split())


def test_help__teaches(capsys):
    assert main(["--help"]) == 0
    assert "python -m sim.trace relation_jpn_kor" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["relation_jpn_ko"], "unknown quantity 'relation_jpn_ko'; did you mean"),
        (["depth=2"], "A month is"),
        (["rent", "depth=x"], "depth: found x, wanted a whole number, or all"),
        (["rent", "depth=-1"], "depth: found -1, wanted a whole number, or all"),
        (["rent", "dept=2"], "unknown key 'dept'; did you mean 'depth'?"),
        (["--lst"], "unknown flag '--lst'; did you mean '--list'?"),
        (["--list", "rent"], "--list: stands alone, found more words beside it"),
        (["rent\x1b[31m"], "unknown quantity"),
        ([""], "unknown quantity ''"),
    ],
)
def test_words__that_mean_nothing_end_in_one_line(capsys, words, says):
    status = main(words)
    said = capsys.readouterr()
    if "A month" in says:
        assert (status, says in said.out) == (0, True)
        return
    assert status == 2
    assert said.out == ""
    assert says in said.err
    assert said.err.count("\n") == 1
    assert "\x1b" not in said.err


def test_command__runs_without_numba():
    """It prints in a second: nothing is compiled, and no library of tables is loaded."""
    script = (
        "import sys; from sim.cli.trace_command import main; main(['rent', 'depth=1']);"
        "print([m for m in ('numba', 'pandas', 'numpy', 'hydra') if m in sys.modules])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout.splitlines()[-1] == "[]"
