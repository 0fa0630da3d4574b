"""How files look: short, named for one idea, opened by a sentence, and in a room that exists."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "sim").rglob("*.py"))
LONGEST = 350
DRAWERS = {"common", "helpers", "manager", "misc", "utils"}
TOP_LEVEL = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "CITATION.cff",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "conf",
    "constraints.txt",
    "docs",
    "notebooks",
    "pyproject.toml",
    "results",
    "scenarios",
    "sim",
    "tests",
}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tracked() -> list[str]:
    """Paths that git knows of; outside a working copy there is nothing to check."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listing.returncode:
        pytest.skip("not a git working copy")
    return [path for path in listing.stdout.split("\0") if path]


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_module__fits_on_a_few_screens(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST, "split it by field term"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_module__opens_with_what_it_is(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_tree__has_no_drawer_for_odds_and_ends():
    paths = [*MODULES, *(ROOT / "tests").rglob("*.py")]
    assert not [named(p) for p in paths if DRAWERS & {p.stem, p.parent.name}]


def test_tree__has_no_top_level_entry_beside_the_given_ones():
    assert {path.split("/")[0] for path in tracked()} <= TOP_LEVEL


def test_results__are_made_and_not_kept():
    kept = [Path(path) for path in tracked() if path.startswith("results/")]
    assert {path.suffix for path in kept} <= {".md", ".png", ".svg"}
