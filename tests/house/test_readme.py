"""README.md and results/README.md: links lead somewhere, and a stranger on Windows can begin."""

import re
from pathlib import Path

import pytest

from sim.cli.experiments import experiments
from sim.lesson.publish import INDEX
from sim.lesson.read import lesson_names

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "results/README.md", "sim/store/STORE.md", "CONTRIBUTING.md")
LARGEST = 120_000  # bytes of a picture


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def anchor(head: str) -> str:
    """Return the name of a heading in a link, as hosts of Markdown make it."""
    return re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES)
def test_links__lead_to_files_and_headings_that_exist(page):
    text = text_of(page)
    heads = {anchor(head) for head in re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)}
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    assert links
    for link in links:
        if link.startswith("#"):
            assert link[1:] in heads, link
        elif link.startswith("results/page/"):
            made = [INDEX, *(f"{name}.html" for name in lesson_names())]
            assert link.removeprefix("results/page/") in made  # `make page` leaves it there
        elif "://" not in link:
            assert ((ROOT / page).parent / link).is_file(), link


def test_pictures__of_the_readme_are_small_and_say_what_they_show():
    shown = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text_of("README.md"))
    assert shown
    for words, path in shown:
        assert len(words.split()) > 5
        assert (ROOT / path).stat().st_size < LARGEST
    kept = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs" / "pictures").iterdir()}
    assert kept == {path for _, path in shown}


def test_readme__tells_windows_what_make_does_elsewhere():
    windows = re.search(r"\n## Windows\n(.*?)\n## ", text_of("README.md"), flags=re.DOTALL)[1]
    lines = [line.strip() for line in windows.splitlines()]
    assert "py -3.13 -m venv .venv" in lines
    install = '.venv\\Scripts\\python -m pip install -c constraints.txt -e ".[all]"'
    assert install in lines
    assert " ".join(install.split()[1:]) in text_of("README.md").split("## Windows")[0]
    typed = [line for line in lines if line.startswith(".venv\\Scripts\\python -m sim")]
    assert [line.split(" -m ")[1].split()[0] for line in typed] == ["sim.page", "sim", "sim"]
    assert "Not tried" in windows


def test_readme__names_lessons_and_worlds_that_exist():
    text = text_of("README.md")
    for key, folder in (("lesson", "lessons/"), ("scenario", "")):
        named = set(re.findall(rf"sim(?:\.page)? {key}=([a-z_]+)", text)) - {"my_world"}
        assert named
        for name in named:
            assert (ROOT / "scenarios" / f"{folder}{name}.yaml").is_file(), name


def test_results_readme__names_every_experiment_with_a_report():
    text = text_of("results/README.md")
    reports = [one.name for one in experiments() if has_report(one.name)]
    assert reports
    for name in reports:
        assert f"`{name}-…`" in text


def has_report(name: str) -> bool:
    path = ROOT / "conf" / "experiment" / f"{name}.yaml"
    return "\nreport: " in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("word", ["digest", "kernel", "chunk", "hash", "xarray", "pandas"])
def test_results_readme__does_without_words_of_programmers(word):
    assert word not in text_of("results/README.md").lower()
