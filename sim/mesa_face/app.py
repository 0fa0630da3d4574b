"""Two worlds with the same draws in a browser: `solara run sim/mesa_face/app.py`.

Mesa's SolaraViz steps, plays and resets; the page beneath it shows World A and World B side by
side. A lever of World B acts at once: both worlds run again to the month that is shown.
"""

import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

import solara
from mesa.visualization import SolaraViz
from mesa.visualization.utils import update_counter

from sim.errors import SimError, SimWarning
from sim.mesa_face.board import capitals_html, course, parting_words, relations_svg
from sim.mesa_face.twins import Twins
from sim.mesa_face.words import LEVERS, Lever, changes_in, command_words
from sim.scenario import catalogue

__all__ = ["Asked", "Page", "Shown"]

TITLE = "Alliance Triangle: two worlds, the same luck"
DISCLAIMER = "Explores and teaches; does not predict."

#: What the page opens with.
FIRST: dict[str, Any] = {"world": "second_trump_term", "seed": 1, "replicate": 0}

#: Milliseconds from month to month while playing: four years take twenty seconds.
PACE = 401

STYLE = """
.triangle .disclaimer { font-size: 1.25rem; font-weight: 600; }
.triangle .month { font-size: 2.25rem; font-weight: 600; line-height: 1.3; }
.triangle .quiet, .triangle .leader { font-size: 0.875rem; font-weight: 400; opacity: 0.85; }
.triangle .v-card .v-card__text { color: inherit; }
.triangle code { background: none; color: inherit; padding: 0; overflow-wrap: anywhere; }
.triangle .lever .v-input__slot { flex-wrap: wrap; }
.triangle .lever .v-label { flex: 0 0 100%; color: inherit; height: auto; }
.triangle .lever .v-slider { margin: 0; }
.triangle .lever .quiet { margin: -6px 0 10px; }
.triangle .back { margin: 12px 0; }
.triangle .said { border-left: 4px solid #D55E00; padding: 4px 0 4px 12px; margin: 8px 0; }
.triangle svg { width: 100%; height: auto; max-height: 90vh; }
table.capitals { border-collapse: collapse; width: 100%; max-width: 72rem; table-layout: fixed; }
table.capitals caption { text-align: left; font-size: 1.1rem; font-weight: 600; padding: 8px 0; }
table.capitals th, table.capitals td {
  border-top: 1px solid rgba(128, 128, 128, 0.4); padding: 6px 12px 6px 0;
  text-align: left; vertical-align: top; }
table.capitals thead th { font-size: 1.05rem; border-top: none; }
table.capitals thead th:first-child { width: 26%; }
"""


@dataclass(frozen=True)
class Asked:
    """What is asked of World B.

    Attributes
    ----------
    levers : dict
        Levers that were moved, by name.
    typed, held : str
        The words typed beside them, and the last of such words that a world could take.
    said : str
        What is to be said of it: why words are not taken, or what they do not change.
    """

    levers: dict[str, float] = field(default_factory=dict)
    typed: str = ""
    held: str = ""
    said: str = ""

    def changes(self) -> dict[str, Any]:
        """Return levers and words as changes by name; words win."""
        return self.levers | changes_in(self.held)


class Shown(Twins):
    """Twins as the page asks for them: Mesa's Reset makes them anew of what is asked by then.

    Where World B cannot be made any more, since another world was chosen, it is World A again, and
    `asked` says why.
    """

    def __init__(
        self, asked: "solara.Reactive[Asked]", *, world: str, seed: int, replicate: int
    ) -> None:
        # While playing, a thread of Mesa's steps what the page reads.
        self.still = threading.RLock()
        self.run: dict[str, Any] = {"world": world, "seed": seed, "replicate": replicate}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SimWarning)  # `answered` has said it
            try:
                super().__init__(**self.run, **asked.value.changes())
            except SimError as fault:
                asked.value = Asked(said=f"World B is World A again. {fault}")
                super().__init__(**self.run)

    def step(self) -> None:
        """Run one month of both worlds, when nobody reads them."""
        with self.still:
            super().step()


def answered(now: Asked, shown: Shown) -> Asked:
    """Return what is asked of World B with what there is to say, words that cannot be taken out."""
    try:
        with warnings.catch_warnings(record=True) as notes:
            warnings.simplefilter("always", SimWarning)
            asked = replace(now, held=now.typed)
            shown.a.world.replace(**asked.changes())
        return replace(asked, said=" ".join(str(note.message) for note in notes))
    except SimError as fault:
        return replace(now, said=str(fault))


@solara.component
def Page() -> None:
    """Show the page: Mesa's controls at its side, the two worlds in it."""
    asked = solara.use_reactive(Asked())
    shown = solara.use_memo(lambda: solara.reactive(Shown(asked, **FIRST)), [])

    def ask(**news: Any) -> None:
        asked.value = answered(replace(asked.value, **news), shown.value)
        twins = Shown(asked, **shown.value.run)
        while twins.running and twins.steps < shown.value.steps:
            twins.step()
        shown.value = twins

    solara.Title(TITLE)
    solara.Style(STYLE)
    SolaraViz(
        shown,
        components=[],
        model_params={
            "asked": asked,
            "world": {
                "type": "Select",
                "label": "World A (acts on Reset)",
                "value": FIRST["world"],
                "values": [entry.name for entry in catalogue()],
            },
            "seed": _whole("Seed (acts on Reset)", FIRST["seed"], 1, 100),
            "replicate": _whole("Replicate (acts on Reset)", FIRST["replicate"], 0, 99),
        },
        name=TITLE,
        play_interval=PACE,
    )
    with solara.Column(classes=["triangle"], gap="16px", style={"padding": "0 16px 32px"}):
        Head(shown.value)
        with solara.ColumnsResponsive(12, large=[5, 7]):
            Levers(shown.value, asked.value, ask)
            Paths(shown.value)
        Capitals(shown.value)


def _whole(label: str, value: int, low: int, high: int) -> dict[str, Any]:
    """Return a whole number that Mesa shows as a slider."""
    return {"type": "SliderInt", "label": label, "value": value, "min": low, "max": high, "step": 1}


@solara.component
def Head(twins: Shown) -> None:
    """Show the disclaimer, the month, the run, and where the two part."""
    update_counter.get()
    run = f"seed {twins.seed}, replicate {twins.replicate}"
    with twins.still:
        lines = (
            ("disclaimer", DISCLAIMER),
            ("month", twins.month),
            ("parting", parting_words(twins)),
            ("quiet", f"{twins.a.world.title}: {run}. {course(twins)}"),
        )
    html = "".join(f'<div class="{name}">{escape(text)}</div>' for name, text in lines)
    solara.HTML(tag="div", unsafe_innerHTML=html)


@solara.component
def Levers(twins: Shown, asked: Asked, ask: Callable[..., None]) -> None:
    """Show what can be changed in World B, and how to say it on the command line."""
    update_counter.get()
    with solara.Card("World B: change one thing", margin=0):
        for lever in LEVERS:
            Slide(lever, twins, asked, ask)
        solara.InputText(
            "Any other change by its name",
            value=asked.typed,
            message="as on the command line: switches.thaw=false",
            on_value=lambda words: ask(typed=words),
        )
        if asked.said:
            html = f'<div class="said" role="alert">{escape(asked.said)}</div>'
            solara.HTML(tag="div", unsafe_innerHTML=html)
        if asked.levers or asked.typed:
            solara.Button(
                "Back to World A", classes=["back"], on_click=lambda: ask(**vars(Asked()))
            )
        asked_words = {"scenario": twins.run["world"], "seed": twins.seed} | asked.changes()
        command = f"python -m sim {escape(command_words(asked_words))}"
        html = f'<div class="quiet">Many such worlds:<br><code>{command}</code></div>'
        solara.HTML(tag="div", unsafe_innerHTML=html)


@solara.component
def Slide(lever: Lever, twins: Shown, asked: Asked, ask: Callable[..., None]) -> None:
    """Show one lever: where it stands in either world, for the leader of the month."""
    with twins.still:
        one, other = (
            round(each.capital(lever.capital).traits[lever.trait], 2) for each in (twins.a, twins.b)
        )
    low, high = lever.bounds

    def move(value: float) -> None:
        if value != other:
            ask(levers=asked.levers | {lever.key: value})

    both = f"A {one:.2f}" if one == other else f"A {one:.2f}, <b>B {other:.2f}</b>"
    html = f'<div class="quiet" title="{escape(lever.key)}">{both}</div>'
    with solara.Column(classes=["lever"], gap="0px"):
        solara.SliderFloat(lever.says, value=other, on_value=move, min=low, max=high, step=0.01)
        solara.HTML(tag="div", unsafe_innerHTML=html)


@solara.component
def Paths(twins: Shown) -> None:
    """Show the relations of both worlds."""
    update_counter.get()
    with twins.still:
        svg = relations_svg(twins)
    solara.HTML(tag="div", unsafe_innerHTML=svg)


@solara.component
def Capitals(twins: Shown) -> None:
    """Show the five capitals of both worlds."""
    update_counter.get()
    with twins.still:
        html = capitals_html(twins)
    solara.HTML(tag="div", unsafe_innerHTML=html)
