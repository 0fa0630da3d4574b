"""Heat maps, response curves and tornados draw the grid's numbers and say what they find."""

import json

import numpy as np
import pytest

from sim import plots
from sim.analysis import grid_of, grid_table
from sim.errors import MissingResult, SimError, UnknownName, WrongKind
from tests.analysis.made import made_results
from tests.plots.made_pictures import HARD_LINE, MEDIATION, grid_results, swing_table
from tests.plots.reading import caption_of, check_inside, of, text_of, title_of


@pytest.fixture(scope="module")
def square():
    return grid_results()


def row(step: float, values=(0.0, 0.5, 1.0)):
    return grid_results(values, (0.1,), step=step)


def test_heat_map__writes_and_shades_each_cell_by_its_value(square):
    fig = plots.heat_map(square, "jpn_kor_final")
    table = grid_table(square, "jpn_kor_final", grid_of(square)).set_index("point")
    shades = {}
    for number, cell in table.iterrows():
        (patch,) = of(fig, f"cell.{number}")
        assert (patch.get_x(), patch.get_y()) == (cell["column"] - 0.5, cell["row"] - 0.5)
        shades[cell["value"]] = np.dot(patch.get_facecolor()[:3], [0.299, 0.587, 0.114])
    ordered = [shades[value] for value in sorted(shades)]
    assert ordered == sorted(ordered, reverse=True)  # darker in grey print too
    written = {text.get_text() for text in of(fig, "number")}
    shown = (f"{value:.2f}" for value in shades)
    assert written == {text.replace("-0.00", "0.00").replace("-", "−") for text in shown}


def test_heat_map__hatches_and_counts_cells_without_a_point():
    results = grid_results()
    kept = results.points["point"] != 4
    results.points = results.points[kept].reset_index(drop=True)
    fig = plots.heat_map(results, "jpn_kor_final")
    (cell,) = of(fig, "missing")
    assert cell.get_hatch()
    assert (cell.get_x(), cell.get_y()) == (0.5, 0.5)
    assert "Hatched: 1 cell without a point." in caption_of(fig)
    assert "Monte Carlo standard error of a point: " in caption_of(fig)


def test_response__draws_a_line_a_value_with_its_intervals(square):
    fig = plots.response(square, "jpn_kor_final")
    table = grid_table(square, "jpn_kor_final", grid_of(square))
    for place in (0, 1):
        own = table[table["row"] == place].sort_values("column")
        (line,) = [one for one in of(fig, "response") if one.get_gid() == f"response.{place}"]
        assert line.get_xdata().tolist() == [0.0, 0.5, 1.0]
        assert line.get_ydata().tolist() == own["value"].tolist()
        (bars,) = [
            one
            for one in fig.axes[0].collections
            if len(one.get_segments()) == 3
            and one.get_segments()[0][:, 1].tolist()
            == pytest.approx([own["low"].iloc[0], own["high"].iloc[0]])
        ]
        assert bars.get_segments()[2][1, 1] == pytest.approx(own["high"].iloc[2])


@pytest.mark.parametrize("draw", [plots.response, plots.heat_map])
@pytest.mark.parametrize(
    ("step", "said"),
    [
        (0.1, "It rises from "),
        (-0.1, "It falls from "),
        (0.0, "No difference: "),
    ],
)
def test_grid__says_which_way_it_goes(draw, step, said):
    title = title_of(draw(row(step), "jpn_kor_final"))
    assert title.startswith(said)
    if step:
        assert title.endswith("as Washington’s mediation goes from 0 to 1")


@pytest.mark.parametrize("draw", [plots.response, plots.heat_map])
def test_grid__of_noise_is_undecided(draw):
    results = row(0.0)
    results.outcomes["jpn_kor_final"] += np.random.default_rng(3).normal(0, 0.2, 180)
    assert title_of(draw(results, "jpn_kor_final")).startswith(
        "Undecided: no two points differ beyond chance"
    )


def test_grid__says_where_it_is_highest_and_lowest(square):
    title = title_of(plots.heat_map(square, "jpn_kor_final"))
    assert "where Washington’s mediation is 1 and Seoul’s history hard line is 0.9" in title
    assert title.endswith("where they are 0 and 0.1")


def test_grid__of_worlds_names_them():
    names = ("neglect", "second_trump_term")
    results = made_results(names, count=60, step=0.3)
    title = title_of(plots.response(results, "jpn_kor_final"))
    assert "in Second Trump term; lowest" in title
    assert title.endswith("in Neglect")


def test_grid__says_what_is_held():
    asked = [(0.0, 0.1), (1.0, 0.1), (0.0, 0.9), (1.0, 0.9)]
    results = made_results(("neglect",) * 4, count=60, step=0.1)
    results.points["overrides"] = [json.dumps({MEDIATION: a, HARD_LINE: b}) for a, b in asked]
    fig = plots.response(results, "jpn_kor_final", held={HARD_LINE: 0.9})
    assert "Held: Seoul’s history hard line = 0.9" in text_of(fig, "subtitle")
    (line,) = of(fig, "response")
    assert len(line.get_xdata()) == 2


def test_response__of_many_lines_is_refused_and_a_heat_map_is_not():
    results = grid_results((0.0, 1.0), tuple(np.linspace(0, 1, 8)))
    with pytest.raises(MissingResult, match="wanted 7 at most: draw a heat_map, or hold it"):
        plots.response(results, "summits", MEDIATION)
    check_inside(plots.heat_map(results, "summits", MEDIATION))


def test_grid__of_shares_is_in_per_cent(square):
    fig = plots.response(square, "jpn_kor_fall")
    table = grid_table(square, "jpn_kor_fall", grid_of(square))
    (first, _) = [one for one in of(fig, "response") if "." in one.get_gid()]
    own = table[table["row"] == 0].sort_values("column")
    assert first.get_ydata() == pytest.approx(100 * own["value"].to_numpy())
    assert any("[%]" in axes.get_ylabel() for axes in fig.axes)


def test_unknown_outcome_and_key__are_named_with_the_nearest(square):
    with pytest.raises(UnknownName, match="unknown outcome 'summit'; did you mean 'summits'"):
        plots.heat_map(square, "summit")
    with pytest.raises(UnknownName, match="unknown key 'mediate'; did you mean 'mediation'"):
        plots.response(square, "summits", "mediate")


def test_tornado__draws_both_ends_from_the_base_in_order():
    table = swing_table(0.2, se=None)
    fig = plots.tornado(table)
    for end in ("at_low", "at_high"):
        bars = of(fig, end)
        ends = [bar.get_x() + bar.get_width() for bar in bars]
        assert ends == pytest.approx(table[end].tolist())
        assert [bar.get_x() for bar in bars] == pytest.approx([0.45, 0.45])
    assert {bar.get_hatch() for bar in of(fig, "at_high")} == {"////"}
    assert not any(bar.get_hatch() for bar in of(fig, "at_low"))
    assert "holds no errors" in caption_of(fig)


@pytest.mark.parametrize(
    ("size", "se", "said"),
    [
        (0.2, 0.01, "Washington’s mediation moves it most: from 0.25 to 0.65 over its range"),
        (-0.2, 0.01, "Washington’s mediation moves it most: from 0.65 to 0.25 over its range"),
        (0.2, None, "Washington’s mediation moves it most: from 0.25 to 0.65 over its range"),
        (0.2, 0.5, "Undecided: none of 2 keys moves it beyond chance"),
    ],
)
def test_tornado__says_which_key_moves_it_most(size, se, said):
    assert title_of(plots.tornado(swing_table(size, se=se))) == said


def test_tornado__of_keys_that_move_nothing_says_so():
    table = swing_table(0.0, se=None)
    table[["at_low", "at_high"]] = 0.45
    assert title_of(plots.tornado(table)).startswith("No difference: no key moves Relation Japan")


def test_tornado__refuses_other_tables():
    with pytest.raises(WrongKind, match="a table without at_low, wanted one with the columns"):
        plots.tornado(swing_table().drop(columns="at_low"))
    table = swing_table()
    table.loc[MEDIATION, "at_high"] = np.nan
    with pytest.raises(MissingResult, match=f"has no number at {MEDIATION}"):
        plots.tornado(table)
    table = swing_table()
    del table.attrs["seed"]
    with pytest.raises(MissingResult, match=r"seed: the table's attrs have none"):
        plots.tornado(table)


@pytest.mark.parametrize("draw", [plots.heat_map, plots.response])
def test_level__that_is_none_is_one_line(draw, square):
    with pytest.raises(SimError, match="level: found 95, wanted a number between 0 and 1"):
        draw(square, "jpn_kor_final", level=95)
