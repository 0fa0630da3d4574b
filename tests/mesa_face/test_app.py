"""The app: Mesa's buttons step it, levers act at once, and what cannot be done is said."""

import logging
import time
import warnings
from html import escape

import pytest

pytest.importorskip("solara", reason="the app is not installed: pip install -e '.[app]'")
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # packages of the app's warn where they are imported
    import ipyvuetify
    import solara

    from sim.mesa_face import app

from sim.mesa_face import Twins
from sim.mesa_face.board import capitals_html, parting_words, relations_svg
from sim.mesa_face.words import LEVERS

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")


@pytest.fixture(autouse=True)
def quiet():
    """Where another test left all loggers at their finest, each step would be told at length."""
    logging.getLogger("reacton").setLevel(logging.WARNING)


class Page:
    """The page as its server holds it, with hands on its parts."""

    def __init__(self):
        whole = solara.AppLayout(children=[app.Page()])
        _, self.held = solara.render(whole, handle_error=False)

    def button(self, label):
        return self.held.find(ipyvuetify.Btn, children=[label])

    def press(self, label, times=1):
        for _ in range(times):
            self.button(label).widget.click()

    def slider(self, label):
        return self.held.find(ipyvuetify.Slider, label=label).widget

    def move(self, label, value):
        self.slider(label).v_model = value

    def type(self, words):
        field = self.held.find(ipyvuetify.TextField).widget
        field.v_model = words
        field.fire_event("keyup.enter", None)

    def choose(self, world):
        self.held.find(ipyvuetify.Select).widget.v_model = world

    @property
    def html(self):
        parts = self.held.find(solara.widgets.HTML).widgets
        return "\n".join(part.unsafe_innerHTML for part in parts)

    def shows(self, months, world="second_trump_term", replicate=0, seed=1, **changes):
        """Tell whether the page shows these twins after so many months, to the last point."""
        twins = Twins(world, seed=seed, replicate=replicate, **changes)
        for _ in range(months):
            twins.step()
        return all(
            part in self.html
            for part in (relations_svg(twins), capitals_html(twins), escape(parting_words(twins)))
        )


@pytest.fixture
def page():
    found = Page()
    yield found
    found.held.close()


BROKERS = "Washington brokers between its allies"
MEDIATION = {"leaders.washington.mediation": 0.9}


def test_page__says_what_it_is(page):
    assert "Explores and teaches; does not predict." in page.html
    assert '<div class="month">2025-01</div>' in page.html
    assert page.shows(0)


def test_step__runs_a_month_of_both(page):
    page.press("Step", 3)
    assert '<div class="month">2025-03</div>' in page.html
    assert page.shows(3)
    assert not page.shows(2)


def test_lever__acts_at_once_up_to_the_same_month(page):
    page.press("Step", 20)
    page.move(BROKERS, 0.9)
    assert page.shows(20, **MEDIATION)
    assert "<b>B 0.90</b>" in page.html
    page.press("Step", 2)
    assert page.shows(22, **MEDIATION)


def test_lever__begins_where_the_leader_was_drawn(page):
    drawn = Twins("second_trump_term", replicate=0).a.capital("seoul").traits["history_hard_line"]
    assert page.slider("Seoul's hard line on history").v_model == round(drawn, 2)
    page.move("Seoul's hard line on history", round(drawn, 2))  # as a browser may send back
    assert "<b>B " not in page.html


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.key)
def test_every_lever__is_there_and_moves_its_own(page, lever):
    page.press("Step", 2)
    page.move(lever.says, lever.bounds[1])
    assert page.shows(2, **{lever.key: lever.bounds[1]})
    assert lever.key in page.html


def test_words__act_beside_levers_and_win(page):
    page.press("Step", 6)
    page.move(BROKERS, 0.5)
    page.type("leaders.washington.mediation=0.9 switches.thaw=false")
    assert page.shows(6, **MEDIATION, **{"switches.thaw": False})
    command = (
        "scenario=second_trump_term seed=1 leaders.washington.mediation=0.9 switches.thaw=false"
    )
    assert f"python -m sim {command}" in page.html


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("switches.thwa=false", "did you mean &#x27;thaw&#x27;?"),
        ("leaders.washington.mediation=7", "wanted"),
        ("nonsense", "wanted name=value"),
        ("<script>alert(1)</script>=1", "&lt;script&gt;"),
    ],
)
def test_words__that_no_world_takes_are_said_and_change_nothing(page, words, said):
    page.press("Step", 2)
    page.move(BROKERS, 0.9)
    page.type(words)
    (line,) = [part for part in page.html.split("\n") if 'role="alert"' in part]
    assert said in line
    assert "<script>" not in page.html
    assert page.shows(2, **MEDIATION)
    # A lever moved meanwhile acts, and the words wait to be mended.
    page.move(BROKERS, 0.4)
    assert page.shows(2, **{"leaders.washington.mediation": 0.4})
    page.type("")
    assert 'role="alert"' not in page.html


def test_words__that_change_nothing_are_said(page):
    page.type("switches.thaw=true")
    assert "changes nothing" in page.html


def test_back__makes_world_b_world_a(page):
    assert len(page.button("Back to World A")) == 0
    page.press("Step", 3)
    page.move(BROKERS, 0.9)
    page.type("switches.thaw=false")
    page.press("Back to World A")
    assert page.shows(3)
    assert page.held.find(ipyvuetify.TextField).widget.v_model == ""
    assert len(page.button("Back to World A")) == 0


def test_reset__goes_to_the_first_month_and_keeps_what_was_asked(page):
    page.press("Step", 5)
    page.move(BROKERS, 0.9)
    page.press("Reset")
    assert page.shows(0, **MEDIATION)


def test_reset__takes_up_another_world_and_other_luck(page):
    page.choose("baseline_hindcast")
    page.move("Seed (acts on Reset)", 7)
    page.move("Replicate (acts on Reset)", 12)
    assert page.shows(0)
    page.press("Reset")
    page.press("Step", 4)
    assert page.shows(4, "baseline_hindcast", replicate=12, seed=7)


def test_reset__says_when_a_change_fits_the_new_world_no_more(page):
    page.type("events.court.add={2026-03:0.5}")
    assert "World B is World A again." not in page.html
    page.choose("baseline_hindcast")
    page.press("Reset")
    assert "World B is World A again." in page.html
    assert page.shows(0, "baseline_hindcast")


def test_end__stops_at_the_last_month(page):
    page.move("Render Interval (steps)", 99)
    page.press("Step")
    assert '<div class="month">2028-12</div>' in page.html
    assert page.button("Step").widget.disabled
    page.move(BROKERS, 0.9)
    assert page.shows(48, **MEDIATION)


def test_play__runs_months_while_the_page_is_read(page):
    page.move("Play Interval (ms)", 1)
    page.press("▶")
    for _ in range(2400):
        if '<div class="month">2028-12</div>' in page.html:
            break
        time.sleep(0.05)
    assert page.shows(48)


def test_pages__do_not_share_what_is_asked(page):
    other = Page()
    page.move(BROKERS, 0.9)
    assert page.shows(0, **MEDIATION)
    assert other.shows(0)
    other.held.close()
