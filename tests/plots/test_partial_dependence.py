"""The picture of partial dependence: what it says, on one scale, from which runs."""

import pandas as pd
import pytest

import sim
from sim import plots
from sim.errors import MissingResult, WrongKind

KEYS = ["leaders.next_seoul.history_hard_line", "leaders.trump_2.mediation"]


@pytest.fixture(scope="module")
def run():
    return sim.run(sim.load("second_trump_term"), replicates=300, seed=3)


@pytest.fixture(scope="module")
def tables(run):
    return [sim.partial_dependence(run, "jpn_kor_final", key, bins=6) for key in KEYS]


def texts(fig):
    said = [text for text in fig.texts if text.get_gid() != "warning"]
    return [text.get_text().replace("\n", " ") for text in said]


def test_picture__says_what_moves_most_of_which_runs(tables):
    fig = plots.partial_dependence(tables)
    title, subtitle, *_, caption = texts(fig)
    ends = [f"{tables[0]['value'].iloc[k]:.2f}" for k in (0, -1)]
    assert title.startswith("Relation Japan–Korea in the last month: ")
    assert title.endswith(f"{ends[0]} to {ends[1]} as Next Seoul’s history hard line rises")
    assert "Second Trump term" in subtitle
    assert "95% interval" in subtitle
    assert "300 replicates, seed 3; at least 50 in each dot" in caption
    assert [axes.get_title(loc="left") for axes in fig.axes] == [
        "Next Seoul’s history hard line",
        "Trump 2’s mediation",
    ]


def test_picture__has_one_scale_that_holds_every_interval(tables):
    fig = plots.partial_dependence(tables)
    assert len({axes.get_ylim() for axes in fig.axes}) == 1
    low, high = fig.axes[0].get_ylim()
    assert low < min(one["low"].min() for one in tables)
    assert high > max(one["high"].max() for one in tables)
    dots = fig.axes[1].lines[-1]
    assert dots.get_ydata().tolist() == tables[1]["value"].tolist()


def test_picture_of_a_flag__is_of_shares(run):
    table = sim.partial_dependence(run, "jpn_kor_fall", KEYS[0], bins=6)
    assert plots.partial_dependence([table]).axes[0].get_ylabel() == "share of runs"


def test_wrong_tables__are_one_line(run, tables):
    other = sim.partial_dependence(run, "summits", KEYS[0])
    for asked, kind, line in [
        ([], MissingResult, "tables: found 0, wanted 1 to 12"),
        (tables[0], WrongKind, "wanted a list of tables"),
        ([pd.DataFrame({"value": [1.0]})], WrongKind, "as sim.partial_dependence returns them"),
        ([tables[0], other], WrongKind, "tables of one outcome and one point"),
    ]:
        with pytest.raises(kind) as caught:
            plots.partial_dependence(asked)
        assert line in str(caught.value)
