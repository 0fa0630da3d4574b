"""What is installed: pinned versions, extras, and one version number in every place."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
PIN = re.compile(r"([a-z0-9-]+)==([0-9][0-9a-z.]*)")


def pins() -> dict[str, str]:
    """Read constraints.txt; a line that is no pin raises."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = {}
    for line in filter(lambda text: text and not text.startswith("#"), lines):
        match = PIN.fullmatch(line)
        assert match, f"constraints.txt: {line!r} is not name==version"
        found[match[1]] = match[2]
    return found


def requirements() -> list[Requirement]:
    """Everything that the project or one of its extras asks for, itself left out."""
    listed = PROJECT["dependencies"] + [text for extra in EXTRAS.values() for text in extra]
    return [r for r in map(Requirement, listed) if r.name != PROJECT["name"]]


def test_constraints__name_versions_and_no_place():
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert "/" not in text
    assert pins()


@pytest.mark.parametrize("line", ["numpy>=2", "numpy @ file:///x.whl", "--index-url x", "Numpy==2"])
def test_pin__is_nothing_but_a_name_and_a_version(line):
    assert not PIN.fullmatch(line)


@pytest.mark.parametrize("requirement", requirements(), ids=lambda r: r.name)
def test_requirement__is_pinned_to_a_version_it_allows(requirement):
    pinned = pins().get(canonicalize_name(requirement.name))
    assert pinned, f"{requirement.name} is missing from constraints.txt: run make lock"
    assert requirement.specifier.contains(pinned)


def test_numba__stays_within_one_minor_version():
    # The engine emits code through numba's extension internals, which move between minor versions.
    (numba,) = (r for r in requirements() if r.name == "numba")
    lowest = pins()["numba"].rsplit(".", 1)[0]
    assert numba.specifier.contains(f"{lowest}.99")
    major, minor = map(int, lowest.split("."))
    assert not numba.specifier.contains(f"{major}.{minor + 1}.0")


def test_extra_all__contains_the_extras_that_a_user_needs():
    (everything,) = map(Requirement, EXTRAS["all"])
    assert everything.name == PROJECT["name"]
    assert everything.extras == set(EXTRAS) - {
        *("all", "app", "browser", "calibration", "dask", "docs", "drivers", "exchange", "notebook")
    }


def test_mesas_second_environment__has_every_plugin_that_the_settings_of_tests_ask_for():
    """An option that no plugin knows ends pytest before the first test."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert "timeout" in settings["pytest"]["ini_options"]  # of pytest-timeout
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").partition("$(NEWER)/.ready:")[2]
    listed = re.search(r'"mesa==3\.5\.\*" \\\n\s*([a-z -]+) \|\|', recipe)
    assert listed
    assert {"pytest", "pytest-timeout", "hypothesis"} <= set(listed[1].split())


def test_contributing__gives_a_reason_for_every_requirement():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = {name for line in text.splitlines() for name in re.findall(r"^\| `([^`]+)` \|", line)}
    assert {r.name for r in requirements()} <= rows


def test_citation__is_complete_and_of_this_version():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "title", "authors", "message", "version"} <= set(citation)
    assert citation["version"] == PROJECT["version"]


def test_changelog__has_an_entry_for_this_version():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{PROJECT['version']}]" in changelog
