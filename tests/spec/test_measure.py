"""Measures: every word against its definition, and nothing but measures gets through the parser."""

import doctest
import importlib

import numpy as np
import pytest

from sim.errors import CalendarFault, SimError, UnknownName, WrongKind
from sim.spec.calendar import month_number
from sim.spec.measure import VOCABULARY, Measure, Panel

JANUARY = month_number("2018-01")
RNG = np.random.default_rng(7)
X = Panel(RNG.normal(size=(40, 36)), JANUARY)
EVENT = Panel((RNG.random((40, 36)) < 0.1).astype(float), JANUARY)
PANELS = {"relation_jpn_kor": X, "summit_event": EVENT, "dispute": Panel(X.values**2, JANUARY)}


def value(text):
    return Measure.parse(text)(PANELS)


@pytest.mark.parametrize("module", ["expression", "panel", "vocabulary"])
def test_examples__run(module):
    found = doctest.testmod(importlib.import_module(f"sim.spec.measure.{module}"))
    assert found.failed == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mean(relation_jpn_kor)", X.values.mean(axis=1)),
        ("mean(relation_jpn_kor, '2018-03', '2018-05')", X.values[:, 2:5].mean(axis=1)),
        ("total(summit_event)", EVENT.values.sum(axis=1)),
        ("count(summit_event, '2019-01', '2019-12')", EVENT.values[:, 12:24].sum(axis=1)),
        ("at(relation_jpn_kor, '2020-12')", X.values[:, 35]),
        ("first(relation_jpn_kor)", X.values[:, 0]),
        ("last(relation_jpn_kor)", X.values[:, -1]),
        ("low(relation_jpn_kor, '2018-01', '2018-06')", X.values[:, :6].min(axis=1)),
        ("high(relation_jpn_kor)", X.values.max(axis=1)),
        ("sd(relation_jpn_kor)", X.values.std(axis=1)),
        ("change(relation_jpn_kor, '2018-02', '2018-04')", X.values[:, 3] - X.values[:, 1]),
        ("share(relation_jpn_kor > 0.5)", (X.values > 0.5).mean(axis=1)),
        (
            "share((relation_jpn_kor > 0) & (dispute < 1))",
            ((X.values > 0) & (X.values**2 < 1)).mean(axis=1),
        ),
        (
            "share((relation_jpn_kor > 1) | (dispute < 0.1))",
            ((X.values > 1) | (X.values**2 < 0.1)).mean(axis=1),
        ),
        ("slope(relation_jpn_kor)", np.polyfit(np.arange(36), X.values.T, 1)[0]),
        (
            "association(relation_jpn_kor, dispute)",
            [np.corrcoef(a, b)[0, 1] for a, b in zip(X.values, X.values**2, strict=True)],
        ),
        ("mean(absolute(relation_jpn_kor))", np.abs(X.values).mean(axis=1)),
        (
            "least(first(relation_jpn_kor), last(relation_jpn_kor))",
            np.minimum(X.values[:, 0], X.values[:, -1]),
        ),
        ("most(first(relation_jpn_kor), 0.2)", np.maximum(X.values[:, 0], 0.2)),
        ("mean(lag(relation_jpn_kor, 2), '2018-03', '2020-12')", X.values[:, :-2].mean(axis=1)),
        ("total(rise(relation_jpn_kor))", X.values[:, -1] - X.values[:, 0]),
        ("-mean(relation_jpn_kor) * 2 + 1", 1 - 2 * X.values.mean(axis=1)),
        ("mean(relation_jpn_kor / 2 - dispute)", (X.values / 2 - X.values**2).mean(axis=1)),
        ("mean(relation_jpn_kor - mean(relation_jpn_kor))", np.zeros(40)),
    ],
)
def test_word__is_its_definition(text, expected):
    assert np.allclose(value(text), expected)


def test_words__about_events_agree_with_a_loop():
    response, where, since, run = [], [], [], []
    for x, e in zip(X.values, EVENT.values, strict=True):
        months = [t for t in range(1, 33) if e[t]]
        response.append(np.mean([x[t + 3] - x[t - 1] for t in months]) if months else np.nan)
        where.append(x[e > 0].mean() if e.any() else np.nan)
        since.append(np.argmax(e) if e.any() else np.nan)
        longest = current = 0
        for happens in e:
            current = 0 if happens else current + 1
            longest = max(longest, current)
        run.append(longest)
    assert np.allclose(
        value("response(relation_jpn_kor, summit_event, 3)"), response, equal_nan=True
    )
    assert np.allclose(value("mean_where(relation_jpn_kor, summit_event)"), where, equal_nan=True)
    assert np.allclose(value("first_month(summit_event)"), since, equal_nan=True)
    assert np.allclose(value("longest(summit_event == 0)"), run)
    assert np.isnan(since).any(), "no replicate without an event: the case is not tried"
    assert np.allclose(
        value("given(first_month(summit_event), 99)"), np.nan_to_num(since, nan=99.0)
    )


def test_within__holds_in_the_month_of_an_event_and_so_many_after():
    one = Panel(np.array([[0.0, 1.0, 0.0, 0.0, 0.0]]), JANUARY)
    found = VOCABULARY["within"](one, 2)
    assert found.values.tolist() == [[0.0, 1.0, 1.0, 1.0, 0.0]]


def test_lowest_year__and_best_window_and_break():
    years = np.repeat([[0.3, -0.2, 0.1]], 12, axis=0).T.reshape(1, 36)
    panels = {"relation_jpn_kor": Panel(years, JANUARY)}
    assert Measure.parse("lowest_year(relation_jpn_kor, 2018, 2020)")(panels).tolist() == [2019.0]
    assert Measure.parse("best_window(relation_jpn_kor, 12)")(panels)[0] == pytest.approx(0.3)
    # Two levels: the break is the first month of the second.
    two = {"relation_jpn_kor": Panel(np.array([[0.5] * 10 + [-0.5] * 14]), JANUARY)}
    found = Measure.parse("break_month(relation_jpn_kor, '2018-01', '2019-12')")(two)
    assert found.tolist() == [10.0]


def test_lowest_year__leaves_out_years_beyond_the_window():
    years = np.repeat([[0.3, -0.2, 0.1]], 12, axis=0).T.reshape(1, 36)
    panels = {"relation_jpn_kor": Panel(years, JANUARY)}
    assert Measure.parse("lowest_year(relation_jpn_kor, 2012, 2025)")(panels).tolist() == [2019.0]
    with pytest.raises(CalendarFault, match="wanted one of the window"):
        Measure.parse("lowest_year(relation_jpn_kor, 2012, 2017)")(panels)


def test_only__leaves_replicates_out():
    found = value("only(first(relation_jpn_kor), last(relation_jpn_kor) > 0)")
    assert (np.isnan(found) == (X.values[:, -1] <= 0)).all()


def test_chose__is_the_months_of_an_option():
    panels = {"choice_kor_neighbour": Panel(np.array([[0.0, 1.0, 2.0, 0.0]]), JANUARY)}
    measure = Measure.parse("share(chose(kor_neighbour, 'reconcile'))")
    assert measure.names == {"choice_kor_neighbour"}
    assert measure(panels).tolist() == [0.5]


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("mean(relation_jpn_kro)", UnknownName, "did you mean 'relation_jpn_kor'"),
        ("meen(relation_jpn_kor)", UnknownName, "did you mean 'mean'"),
        ("share(chose(kor_neighbour, 'reconsile'))", UnknownName, "did you mean 'reconcile'"),
        ("share(chose(kor_neighbours, 'reconcile'))", UnknownName, "did you mean 'kor_neighbour'"),
        ("chose(kor_neighbour)", WrongKind, "wanted chose"),
        ("mean(relation_jpn_kor", WrongKind, "wanted an expression"),
        ("__import__('os').system('true')", WrongKind, "wanted arithmetic"),
        ("mean(relation_jpn_kor).tofile('x')", WrongKind, "wanted arithmetic"),
        ("[1 for x in (1, 2)]", WrongKind, "wanted arithmetic"),
        ("mean(relation_jpn_kor) ** 9", WrongKind, "wanted arithmetic"),
        ("mean(x=relation_jpn_kor)", WrongKind, "wanted arithmetic"),
        ("True", WrongKind, "a number or a month"),
        ("", WrongKind, "1 to 600 characters"),
        ("1 + " * 400 + "1", WrongKind, "1 to 600 characters"),
    ],
)
def test_parser__lets_nothing_else_through(text, error, said):
    with pytest.raises(error, match=said):
        Measure.parse(text)


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("relation_jpn_kor + 1", WrongKind, "wanted one a replicate"),
        ("at(relation_jpn_kor, '2030-01')", CalendarFault, "2018-01 to 2020-12"),
        ("at(relation_jpn_kor, '2018')", CalendarFault, "not a month written"),
        ("mean(relation_jpn_kor, '2019-01', '2018-01')", CalendarFault, "earlier month first"),
        ("mean(3)", SimError, "cannot be worked out"),
        ("best_window(relation_jpn_kor, 'x')", WrongKind, "whole number"),
    ],
)
def test_measure__of_what_is_not_there_says_so(text, error, said):
    with pytest.raises(error, match=said):
        value(text)
