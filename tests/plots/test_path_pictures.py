"""Survival, event study, twins, network and history draw what they are given and say what it is."""

import numpy as np
import pandas as pd
import pytest
from matplotlib import dates as mdates
from matplotlib.text import Text

from sim import plots
from sim.analysis import (
    choice_spells,
    event_months,
    largest_moves,
    one_history,
    path_of,
    tie_table,
    triangle_share,
    twin_paths,
)
from sim.errors import MissingResult, OutOfBounds, UnknownName, WrongKind
from tests.analysis.made import made_world
from tests.plots.made_pictures import RELATION, event_table, trajectories, waiting_table
from tests.plots.reading import caption_of, check_inside, of, text_of, title_of


@pytest.fixture(scope="module")
def base():
    return trajectories()


@pytest.fixture(scope="module")
def world():
    return made_world("second_trump_term")


def test_survival__steps_at_the_end_of_each_month_with_its_band():
    table = waiting_table(0.3)
    fig = plots.survival(table)
    (curve,) = of(fig, "curve")
    assert curve.get_ydata()[1:] == pytest.approx(100 * table["waiting"].to_numpy())
    assert curve.get_ydata()[0] == 100.0
    at = pd.DatetimeIndex(curve.get_xdata())
    assert list(at[1:]) == list(table.index + pd.offsets.MonthBegin(1))
    (band,) = of(fig, "band")
    low = band.get_paths()[0].vertices[:, 1].min()
    assert low == pytest.approx(100 * table["low"].min())


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ((0.3,), "Relation of Japan–Korea below 0: in 30% of runs by December 2026 (28% to 32%)"),
        ((0.0,), "Relation of Japan–Korea below 0: in no run by December 2026"),
        ((0.3, 0.1), "Relation of Japan–Korea below 0: in 30% of runs of Neglect and 10% of Other"),
        ((0.1, 0.3), "Relation of Japan–Korea below 0: in 30% of runs of Other and 10% of Neglect"),
        ((0.30, 0.32), "Undecided, bands overlap: in 32% of runs of Other and 30% of Neglect"),
        ((0.3, 0.3), "No difference in “Relation of Japan–Korea below 0”: in 30% of runs"),
    ],
)
def test_survival__says_how_many_by_the_end(tables, said):
    given = [waiting_table(share) for share in tables]
    named = dict(zip(("neglect", "other"), given, strict=False))
    title = title_of(plots.survival(given[0] if len(given) == 1 else named))
    assert title.startswith(said)


def test_survival__wants_a_table_that_says_its_replicates():
    table = waiting_table(0.3)
    del table.attrs["replicates"]
    with pytest.raises(MissingResult, match=r"attrs have none: set table\.attrs"):
        plots.survival(table)
    with pytest.raises(WrongKind, match=r"a table without waiting, low, wanted what sim\.survival"):
        plots.survival(waiting_table(0.3).drop(columns=["waiting", "low"]))


def test_event_study__draws_both_means_and_the_difference():
    table = event_table()
    fig = plots.event_study(table)
    own = table.xs(RELATION, level="variable")
    for name in ("event", "without"):
        (line,) = of(fig, name)
        assert line.get_ydata().tolist() == own[name].tolist()
    (line,) = of(fig, "difference")
    assert line.get_ydata().tolist() == own["difference"].tolist()
    assert len(of(fig, "sure")) == 7
    assert len(of(fig, "undecided")) == 6
    (band,) = of(fig, "band")
    path = band.get_paths()[0].vertices[:, 1]
    assert {*own["low"], *own["high"]} <= set(path)


def with_lead(table: pd.DataFrame) -> pd.DataFrame:
    """The same, different a month before the event too."""
    changed = table.copy()
    changed.loc[(RELATION, -1), ["difference", "low", "high"]] = [-0.3, -0.32, -0.28]
    changed.attrs = table.attrs
    return changed


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            event_table(0.2),
            "Relation of Japan–Korea is lower in the month of “Seoul reverses the ",
        ),
        (event_table(0.2), "; before it nothing differs beyond chance"),
        (event_table(-0.2), "Relation of Japan–Korea is higher in the month of"),
        (event_table(-0.2), "force” (by 0.20)"),
        (event_table(0.05), "Undecided: around “Seoul reverses the settlement in force” nothing"),
        (event_table(0.0), "No difference around “Seoul reverses the settlement in force”"),
        (
            with_lead(event_table(0.2)),
            "lower 1 month before “Seoul reverses the settlement in force” (by 0.3",
        ),
    ],
)
def test_event_study__says_where_runs_differ_most(table, said):
    assert said in title_of(plots.event_study(table))


def test_event_study__with_nothing_beside_draws_the_runs_with_it_alone():
    table = event_table(0.2)
    table[["without", "difference", "se", "low", "high"]] = np.nan
    fig = plots.event_study(table)
    assert len(fig.axes) == 1
    assert title_of(fig).startswith("Relation of Japan–Korea goes from 0.30 to 0.10 around “Seoul")
    assert title_of(fig).endswith("no runs without it are beside")
    assert "40 runs with the event." in caption_of(fig)


def test_event_study__refuses_too_many_unknown_and_other_tables():
    names = (RELATION, "trust", "grievance", "dispute")
    with pytest.raises(MissingResult, match=r"found 4, wanted 3 at most .* variables=\[…\]"):
        plots.event_study(event_table(names=names))
    assert len(plots.event_study(event_table(names=names), ["trust"]).axes) == 2
    with pytest.raises(UnknownName, match="unknown variable 'trst'; did you mean 'trust'"):
        plots.event_study(event_table(names=names), ["trst"])
    with pytest.raises(WrongKind, match=r"another index, wanted what sim\.event_study returns"):
        plots.event_study(event_table().reset_index(drop=True))


def test_twins__draws_each_pair_and_the_ground_between(base):
    other = trajectories(shift=0.4)
    fig = plots.twins(base, other, RELATION, 5)
    paths = twin_paths(base, other, RELATION)
    for k, side in enumerate(("base", "alternative")):
        lines = of(fig, side)
        assert len(lines) == 5
        for number, line in enumerate(lines):
            assert line.get_ydata().tolist() == paths[side].loc[number].tolist()
            assert line.get_linestyle() == ("-", "--")[k]
    assert len(of(fig, "between")) == 5
    assert "12 replicates a world, seed 1. The first 5 are drawn." in caption_of(fig)


@pytest.mark.parametrize(
    ("shift", "said"),
    [(2.0, "Ends higher"), (-2.0, "Ends lower"), (0.0, "No difference: all twins end the same")],
)
def test_twins__says_in_how_many_the_change_ends_higher(base, shift, said):
    other = trajectories(shift=shift).assign_attrs(scenario="neglect")
    title = title_of(plots.twins(base, other, RELATION, 1))
    if said == "Ends higher":
        assert title.startswith("Neglect ends higher in ")
    elif said == "Ends lower":
        assert title.startswith("Second Trump term ends higher in ")
    else:
        assert title == said


def test_twins__of_independent_paths_are_undecided(base):
    title = title_of(plots.twins(base, trajectories(seed=9), RELATION, 1))
    assert title.startswith("Undecided: ")
    assert "chance alone allows" in title


def test_twins__refuses_none_and_too_many(base):
    for count in (0, 25):
        with pytest.raises(OutOfBounds, match=rf"replicates: found {count}, wanted a number in"):
            plots.twins(base, base, RELATION, count)
    with pytest.raises(UnknownName, match="did you mean 'relation_jpn_kor'"):
        plots.twins(base, base, "relation_jpn_ko")


@pytest.mark.parametrize("replicate", [None, 4])
def test_network__draws_ten_ties_by_sign_and_strength(base, world, replicate):
    fig = plots.network(base, "2026-01", replicate, world=world)
    ties = tie_table(base, pd.Timestamp("2026-01-01"), replicate)
    lines = {line.get_gid()[4:]: line for line in of(fig, "tie") if line.get_gid()[3:4] == "."}
    assert set(lines) == set(ties.index)
    for dyad, line in lines.items():
        value = ties.loc[dyad, "relation"]
        assert line.get_linewidth() == pytest.approx(0.8 + 7.0 * abs(value))
        assert line.get_linestyle() == ("-" if value > 0 else "--")
    check_inside(fig)


def test_network__says_how_the_three_stand(base, world):
    month = pd.Timestamp("2026-01-01")
    for replicate in range(12):
        title = title_of(plots.network(base, "2026-01", replicate, world=world))
        kind = int(base["triangle"].sel(month=month, replicate=replicate))
        said = ("all three friends", "are at odds", "are friends", "all three at odds")[kind]
        assert title.startswith("January 2026: ")
        assert title.endswith(said)
    kind, share, _ = triangle_share(base, month)
    title = title_of(plots.network(base, "2026-01", world=world))
    assert ("undecided" in title) == (share.low <= 0.5)
    assert f"{100 * share.value:.0f}%" in title


def test_network__of_agreeing_histories_is_decided(base, world):
    friends = base.copy(deep=True)
    friends["relation"][:] = 0.5
    friends["triangle"][:] = 0.0
    title = title_of(plots.network(friends, "2026-01", world=world))
    assert title == "January 2026: all three friends in 100% of 12 histories (76% to 100%)"


def test_network__names_holders_where_they_are_known(base, world):
    fig = plots.network(base, "2025-01", 0, world=world)
    assert "Biden" in text_of(fig, "holder.USA")
    # The box of a long name, such as "Abe Shinzo, second term", is wider than the room beside it.
    assert not any(box.get_clip_on() for box in of(fig, "box"))
    blind = plots.network(base, "2025-01", 0)
    assert not of(blind, "holder")
    assert "Who holds office is not known of these trajectories." in caption_of(blind)


def test_history__draws_path_events_and_choices(base, world):
    fig = plots.history(base, 3, world=world)
    one = one_history(base, 3)
    (path,) = of(fig, "path")
    assert path.get_ydata().tolist() == path_of(one, RELATION).to_numpy().tolist()
    events = event_months(one)
    (north,) = of(fig, "events.3")
    known = events.loc[events["event"] == "test_event", "month"]
    assert list(north.get_xdata()) == list(mdates.date2num(pd.DatetimeIndex(known)))
    spells = choice_spells(one, ["jpn_neighbour"])
    assert len(of(fig, "choice.jpn_neighbour")) == len(spells)
    assert len(of(fig, "told")) == 6
    assert len(of(fig, "term")) == 5


def test_history__counts_one_month_as_one(base, world):
    once = base.copy(deep=True)
    once["test_event"][:] = 0.0
    once["test_event"][{"replicate": 3, "month": 2}] = 1.0
    said = [text.get_text() for text in plots.history(once, 3, world=world).findobj(Text)]
    assert "1 month" in said
    assert "1 months" not in said


def test_history__says_how_it_begins_and_ends(base, world):
    values = path_of(one_history(base, 3), RELATION).to_numpy()
    title = title_of(plots.history(base, 3, world=world))
    assert title.startswith("Tokyo and Seoul begin")
    for value in values[[0, -1]]:
        assert f"{value:.2f}".replace("-", "−") in title
    assert "one history of many" in text_of(plots.history(base, 3, world=world), "subtitle")


def test_history__tells_a_story_that_it_is_given(base, world):
    (month,) = largest_moves(one_history(base, 3), RELATION, 1).index
    story = pd.DataFrame({"month": [month], "words": ["a ruling in Seoul."]})
    fig = plots.history(base, 3, world=world, story=story, told=1)
    assert text_of(fig, "told").startswith("A ruling in Seoul; Tokyo ")
    assert text_of(fig, "told month") == f"{month:%Y-%m}"
    with pytest.raises(WrongKind, match=r"a table without words, wanted the table of sim\.story"):
        plots.history(base, 3, world=world, story=story.drop(columns="words"))


def test_history__without_a_world_leaves_terms_out_and_says_so(base):
    fig = plots.history(base, 3)
    assert not of(fig, "term")
    assert "Who holds office is not known" in caption_of(fig)
    with pytest.raises(MissingResult, match="found 12 histories, wanted one: say replicate"):
        plots.history(base)


@pytest.mark.slow
def test_history_and_network__of_the_model_know_who_governs():
    import sim

    one = sim.simulate(sim.load("baseline_hindcast"), seed=1, replicate=3)
    fig = plots.history(one)
    said = [text.get_text() for text in fig.findobj(Text)]
    assert "Moon Jae-in" in said
    assert "Knowledge ends" not in caption_of(fig)
    check_inside(fig)
    holder = of(plots.network(one, "2019-08"), "holder.USA")
    assert " ".join(line.get_text() for line in holder) == "Donald Trump, first term"


def test_twins_and_network__of_a_run_that_keeps_some_variables():
    import sim

    world = sim.load("neglect").replace(months=6)
    run = sim.run(world, replicates=4, seed=1, keep=["relation_jpn_kor"])
    whole = sim.run(world, replicates=4, seed=1, trajectories=True)
    fig = plots.twins(run, whole, RELATION, 2)
    assert title_of(fig) == "No difference: all twins end the same"
    (first, _) = of(fig, "base")
    assert first.get_ydata().tolist() == whole.column(RELATION)[0].tolist()
    with pytest.raises(UnknownName, match="unknown variable 'relation_chn_jpn'"):
        plots.network(run, "2025-03")
    with pytest.raises(UnknownName, match="unknown variable 'choice'"):
        plots.history(run, 0)
    assert plots.network(whole, "2025-03").axes
