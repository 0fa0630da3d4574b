"""The site as it is built: every page and link there, nothing fetched, every public name told."""

import html
import re
from pathlib import Path

import pytest

from sim.errors import MissingResult, SimError, UnwritableFolder
from sim.lesson.read import lesson_names
from sim.scenario import catalogue
from sim.scenario.reference import references
from sim.site.build import build, main
from sim.site.check import faults, read_page
from sim.site.document import DOCUMENTS
from sim.site.equation import numbers
from sim.site.lesson import lessons_of
from sim.site.live import LIVE
from sim.site.mechanism import page_name
from sim.site.reference import ROOMS, public_names
from sim.spec.outcomes import OUTCOMES
from sim.spec.parameters import PARAMETERS
from sim.spec.switches import SWITCHES
from sim.study.claims import claims
from sim.study.patterns import facts

ROOT = Path(__file__).resolve().parents[2]


def names_in(site, page):
    return read_page((site / page).read_text(encoding="utf-8")).names


def words_of(site, page):
    text = (site / page).read_text(encoding="utf-8")
    return html.unescape(re.sub(r"<[^>]+>", "", text))


@pytest.mark.slow
def test_links__lead_to_pages_and_places_that_exist(site):
    assert faults(site, absent=LIVE) == []
    assert len(list(site.rglob("*.html"))) > len(catalogue()) + len(SWITCHES)


@pytest.mark.slow
def test_pages__are_there_for_all_that_the_registry_has(site):
    made = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    wanted = {f"worlds/{world.name}.html" for world in catalogue()}
    wanted |= {page_name(switch).replace(".md", ".html") for switch in SWITCHES}
    wanted |= {page.replace(".md", ".html") for page in DOCUMENTS.values()}
    wanted |= {f"lessons/{lesson.stem}.html" for lesson in lessons_of(ROOT)}
    assert wanted <= made


@pytest.mark.slow
def test_places__are_there_for_all_that_has_a_name(site):
    assert {one.name for one in PARAMETERS} <= names_in(site, "model/parameters.html")
    assert {one.name for one in OUTCOMES} <= names_in(site, "model/outcomes.html")
    assert set(references()) <= names_in(site, "evidence/articles.html")
    assert {one.id for one in facts()} <= names_in(site, "evidence/facts.html")
    for claim in claims():
        assert claim.id in names_in(site, f"evidence/claims_{claim.article}.html")
    text = (ROOT / "sim/spec/MODEL.md").read_text(encoding="utf-8")
    assert set(numbers(text)) <= names_in(site, "model/model.html")
    assert len(numbers(text)) > 150


@pytest.mark.slow
@pytest.mark.parametrize("room", ROOMS)
def test_public_name__has_its_part_of_the_reference(site, room):
    page = f"reference/{room.replace('.', '_')}.html"
    text = (site / page).read_text(encoding="utf-8")
    for name in public_names(room):
        assert f"{room}.{name}" in names_in(site, page)
        heading = rf"<h2[^>]*>\s*(?:<[^>]+>\s*)*{re.escape(f'{room}.{name}')}\s*<"
        assert re.search(heading, text), name


@pytest.mark.slow
def test_reference__tells_parameters_and_shows_an_example(site):
    text = words_of(site, "reference/sim.html")
    assert "Parameters:" in text
    assert '>>> sim.load("baseline_hindcast").months' in text


@pytest.mark.slow
def test_mechanism__has_its_equation_beside_its_code(site):
    text = words_of(site, "model/m03_loyalty_contest.html")
    assert "E3.4  prize" in text
    assert "def prize(" in text
    assert "p.prize_scale * (p.prize_floor" in text


@pytest.mark.slow
def test_verdicts__are_those_that_are_kept(site):
    core = [one for one in claims() if one.tier == "core"]
    held = sum(not one.statement.fails for one in core)
    assert f"{held} of {len(core)} core claims hold" in words_of(site, "index.html")
    shown = words_of(site, "evidence/claims_000.html")
    assert "In models that know less it holds in" in shown
    assert "does not hold" in shown


@pytest.mark.slow
def test_site__opens_from_disk_and_tells_nothing_of_the_machine(site):
    assert (site / "search" / "search_index.js").is_file()
    assert (site / "assets" / "iframe-worker.js").is_file()
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert str(ROOT) not in text
        assert "unpkg.com" not in text
        assert "fonts.g" not in text


def test_live_lessons__are_named_as_they_are_made():
    from sim.site.guide import words_of as words

    told = re.findall(r"\.\./live/(\w+)\.html", words(ROOT)["live_lessons"])
    assert sorted(told) == sorted(lesson_names())
    assert "live/" not in words(ROOT, live=False)["live_lessons"]


def test_documents__are_all_that_the_project_has():
    """A new document becomes a page, or is named as what another page says."""
    from sim.site.document import _ALSO

    listed = {*DOCUMENTS, *_ALSO}
    for folder in ("sim", "scenarios", "notebooks"):
        for path in (ROOT / folder).rglob("*.md"):
            assert path.relative_to(ROOT).as_posix() in listed


def test_site__wants_a_working_copy(tmp_path):
    with pytest.raises(MissingResult, match="made from a working copy"):
        build(tmp_path / "site", tmp_path / "work", root=tmp_path)


@pytest.mark.parametrize("name", ["site", "work"])
def test_folder_of_something_else__is_one_line_and_nothing_goes(tmp_path, name):
    own = tmp_path / name / "results.csv"
    own.parent.mkdir()
    own.write_text("mine", encoding="utf-8")
    with pytest.raises(UnwritableFolder, match="holds what this command has not made") as at:
        build(tmp_path / "site", tmp_path / "work", run=False)
    assert "\n" not in str(at.value)
    assert own.read_text(encoding="utf-8") == "mine"


def test_folders_of_a_stopped_build__are_taken_again(tmp_path, monkeypatch):
    def stop(*words, **more):
        raise KeyboardInterrupt

    monkeypatch.setattr("sim.site.build.pages_of", stop)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            build(tmp_path / "site", tmp_path / "work")


@pytest.mark.parametrize(("site", "work"), [("a", "a"), ("a/b", "a"), ("a", "a/b")])
def test_folders__lie_apart(tmp_path, site, work):
    with pytest.raises(UnwritableFolder, match="of which neither lies in the other"):
        build(tmp_path / site, tmp_path / work)
    assert not list(tmp_path.iterdir())


def test_folder_below_a_file__is_one_line(tmp_path):
    (tmp_path / "a.html").write_text("mine", encoding="utf-8")
    with pytest.raises(UnwritableFolder, match=r"a\.html: is a file: choose a folder"):
        build(tmp_path / "a.html" / "site", tmp_path / "work")


@pytest.mark.parametrize("name", ["a" * 300, "own/site"])
def test_folder_that_cannot_be_made__is_one_line(tmp_path, monkeypatch, capsys, name):
    monkeypatch.chdir(tmp_path)

    def refuse(folder, **more):
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert main(["--bare", name]) == 2
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1
    assert "cannot be written (" in told


@pytest.mark.parametrize("word", ["a.html", "--work=a.html"])
def test_file__is_no_folder(tmp_path, monkeypatch, capsys, word):
    monkeypatch.chdir(tmp_path)
    page = tmp_path / "a.html"
    page.write_text("mine", encoding="utf-8")
    assert main(["--bare", word]) == 2
    assert capsys.readouterr().err == f"error: {page}: is a file: choose a folder\n"
    assert page.read_text(encoding="utf-8") == "mine"


def test_lacking_package__is_told_before_lessons_run(tmp_path, monkeypatch):
    monkeypatch.setattr("sim.site.build._PACKAGES", ("no_such_package",))
    with pytest.raises(SimError, match="the site wants no_such_package: make docs, or"):
        build(tmp_path / "site", tmp_path / "work")
    assert not list(tmp_path.iterdir())
