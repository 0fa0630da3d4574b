"""`python -m sim.articles`: what it prints, writes, and refuses."""

import pytest

from sim.cli import articles_command


def test_articles__print_a_line_each_and_leave_a_page(here, capsys):
    words = ["articles=[000,003]", "replicates=20", "seed=2", "threads=1"]
    assert articles_command.main(words) == 0
    told = capsys.readouterr()
    assert "worlds" in told.err
    lines = told.out.splitlines()
    assert [line.split()[0] for line in lines[:4]] == ["left", "none", "000", "003"]
    folder = here / lines[-1].removeprefix("results: ")
    made = {path.name for path in folder.iterdir()}
    assert made == {"articles.html", "articles.md", "articles.csv", "figures", "parts"}
    text = (folder / "articles.md").read_text(encoding="utf-8")
    assert "20 replicates a world were run, seed 2" in text


def test_articles__in_a_changed_model_go_elsewhere(here, capsys):
    words = ["articles=4", "replicates=10", "threads=1"]
    assert articles_command.main(words) == 0
    assert articles_command.main([*words, "switches.mediation=false"]) == 0
    first, second = (
        line for line in capsys.readouterr().out.splitlines() if line.startswith("results: ")
    )
    assert first != second
    page = here / second.removeprefix("results: ") / "articles.md"
    assert "switches.mediation=false in every world" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["articles=007"], "unknown article '007'"),
        (["articles=[]"], "articles: found nothing, wanted one or more articles"),
        (["scenario=neglect"], "unknown key 'scenario'"),
        (["replicates=1"], "found 1"),
        (["replicates=0"], "found 0"),
        (["switches.mediaton=false"], "did you mean 'mediation'"),
        (["parameters.bid_gane=1"], "did you mean 'bid_gain'"),
        (["-m", "seed=1,2"], "one value a key"),
        (["000"], "wanted key=value"),
    ],
)
def test_bad_word__ends_in_one_line_and_status_2(refuses, words, said):
    refuses(articles_command, words, said)


def test_help__says_what_it_does(here, capsys):
    assert articles_command.main(["--help"]) == 0
    assert "python -m sim.articles" in capsys.readouterr().out
