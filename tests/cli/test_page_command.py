"""`python -m sim.page`: what it writes, where, and what it refuses."""

import pytest

from sim.cli import page_command
from sim.lesson.index import index_name
from sim.lesson.read import lesson_folder
from sim.lesson.words import LANGUAGES
from tests.cli.written import everything

OWN = "scenario=neglect"


def test_page_of_ones_own__is_written_where_it_is_said(here, capsys):
    words = [OWN, "switches.thaw=false", "output=some/where.html"]
    assert page_command.main(words) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "results: some/where.html"
    assert "<!doctype html>" in (here / "some/where.html").read_text(encoding="utf-8")


def test_lessons_of_ones_own__are_made_from_their_folder(here, capsys):
    folder = here / "mine"
    folder.mkdir()
    text = (lesson_folder() / "who_pays.yaml").read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    (folder / "ours.yaml").write_text(text.replace(title, "title: Ours"), encoding="utf-8")
    roles = (lesson_folder() / "roles.yaml").read_text(encoding="utf-8")
    (folder / "roles.yaml").write_text(roles.replace("wants:", "wants: # ours"), encoding="utf-8")
    assert page_command.main(["lessons=mine", "output=made"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "ours.html  Ours"
    made = {path.name for path in (here / "made").iterdir()}
    indices = {index_name("index.html", language) for language in LANGUAGES}
    assert made == {*indices, "lessons.zip", "ours.html"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lesson=a_broker_who_cared"], "did you mean 'a_broker_who_cares'?"),
        (["lesson=3"], "lesson: found 3, wanted the name of a lesson"),
        (["lesson=who_pays", "months=3"], "months: goes with scenario="),
        (["lesson=who_pays", OWN], "lesson: found both, wanted one"),
        (["lessons=nowhere"], "lessons: found nowhere, wanted a folder of lessons that exists"),
        ([OWN, "output=page.txt"], "output: found the text 'page.txt', wanted a file that ends"),
        ([OWN, "outcome=jpn_kor_end"], "outcome: unknown outcome 'jpn_kor_end'"),
        ([OWN, "above=high"], "above: found the text 'high', wanted a number in [-1, 1]"),
        ([OWN, "above=true"], "above: found true, wanted a number in [-1, 1]"),
        ([OWN, "below=55"], "below: found 55, wanted a number in [-1, 1]"),
        ([OWN, "above=0", "below=0"], "outcome: found both 'above' and 'below'"),
        ([OWN, "levers=[traits.rivalri]"], "levers: unknown lever 'traits.rivalri'"),
        ([OWN, "turnover.tokyo=3"], "unknown key 'turnover'"),
        ([OWN, "leaders.washington.mediation=9"], "found 9, wanted a number in [0, 1]"),
    ],
)
def test_page__refuses_in_one_line(refuses, words, said):
    refuses(page_command, words, said)


def test_lessons__of_a_folder_without_any_are_refused(here, capsys):
    (here / "empty").mkdir()
    assert page_command.main(["lessons=empty"]) == 2
    assert "lessons: found no lesson there" in capsys.readouterr().err
    assert [path for path in everything(here) if path != "empty"] == []
