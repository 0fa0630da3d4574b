"""`python -m sim.disputed`: what it prints, writes, and refuses."""

import pandas as pd
import pytest

from sim.cli import disputed_command

SMALL = ("size=3", "replicates=6", "threads=1")


def test_maps__print_a_line_a_sign_and_leave_a_page(here, capsys):
    assert disputed_command.main(["maps=[commitment,threat]", *SMALL, "seed=3"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:2] == ["effect", "of"]
    assert sum(line.startswith("US commitment") for line in lines) == 2
    assert sum(line.startswith("the North Korean threat") for line in lines) == 6
    assert lines[-1].startswith("results: results/disputed-")
    folder = here / lines[-1].removeprefix("results: ")
    assert {path.name for path in (folder / "figures").iterdir()} == {
        *("commitment.png", "commitment.svg", "threat.png", "threat.svg"),
    }
    text = (folder / "disputed.md").read_text(encoding="utf-8")
    assert "3 × 3 cells a map, 6 replicates an arm and cell, seed 3" in text
    assert set(pd.read_csv(folder / "disputed.csv")["map"]) == {"commitment", "threat"}


def test_maps__of_a_changed_model_say_so_and_go_elsewhere(here, capsys):
    words = ["maps=commitment", *SMALL]
    assert disputed_command.main(words) == 0
    assert disputed_command.main([*words, "switches.institutions=false"]) == 0
    first, second = (
        line for line in capsys.readouterr().out.splitlines() if line.startswith("results: ")
    )
    assert first != second
    page = here / second.removeprefix("results: ") / "disputed.md"
    assert "switches.institutions=false in every kind of cell" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["maps=committment"], "did you mean 'commitment'"),
        (["maps=[]"], "maps: found nothing, wanted one or more maps"),
        (["size=2"], "found 2"),
        (["size=many"], "wanted a whole number"),
        (["replicates=1"], "replicates: found 1, wanted a number in [2,"),
        (["scenario=neglect"], "unknown key 'scenario'"),
        (["parameters.regard_flor=1"], "did you mean 'regard_floor'"),
        (["series.us_china_tension=7"], "found 7"),
        (["parameter_set=nobodys"], "unknown parameter set"),
        (["-m", "seed=1,2"], "one value a key"),
        (["commitment"], "wanted key=value"),
    ],
)
def test_fault__ends_in_one_line_and_nothing_written(refuses, words, said):
    refuses(disputed_command, words, said)
