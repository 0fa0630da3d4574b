"""The page has figure, paragraph and terms of each map, and its tables hold all cells."""

import numpy as np
import pandas as pd

from sim.study.disputed import report
from tests.report.whole import check_page
from tests.study.disputed.made import made_map, made_terms


def test_report__leaves_page_tables_and_figures(tmp_path):
    grid = np.linspace(-0.5, 0.5, 9).reshape(3, 3)
    found = made_map(**{"with": grid, "without": np.abs(grid), "bare": np.zeros((3, 3))})
    page = report([found], {"made": made_terms()}, tmp_path / "out", changed="seed=2")
    check_page(page)
    text = page.with_suffix(".md").read_text(encoding="utf-8")
    assert {path.relative_to(page.parent).as_posix() for path in page.parent.rglob("*.*")} == {
        "disputed.html",
        "disputed.md",
        "disputed.csv",
        "disputed_over_map.csv",
        "disputed_terms.csv",
        "figures/made.png",
        "figures/made.svg",
    }
    assert "with changes: seed=2." in text
    assert "![A made map](figures/made.png)" in text
    assert "- `regard_floor` = 1: one × other" in text
    assert "- `regard_gain` = 0: one alone" in text
    assert "| all direct terms and `regard_gain` |" in text
    cells = pd.read_csv(page.parent / "disputed.csv")
    assert len(cells) == 27
    assert np.allclose(cells["effect"], found.cells["effect"])
