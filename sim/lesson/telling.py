"""What there is to tell of one history: each kind of line, in a language's words."""

import itertools
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.analysis.network import tie_level
from sim.analysis.twin import path_of
from sim.lesson.text import filled
from sim.spec.calendar import LAST_KNOWN
from sim.spec.instruments import INSTRUMENT_BY_NAME
from sim.spec.levels import TRIANGLE_TYPES, key_of
from sim.spec.preferences import ISO
from sim.spec.recorded import RECORDED_FIELDS
from sim.spec.world import World

if TYPE_CHECKING:
    import xarray as xr

__all__ = ["KINDS", "LASTING", "Line", "Teller"]

#: Months for which an option, a triangle or a tie must last to be told as a turn. Assumed: what
#: lasts a quarter of a year is more than one month's hesitation.
LASTING = 3

#: Kinds of lines, in the order in which those of one month are told.
KINDS = ("office", "event", "turn", "triangle", "tie")

#: Instruments whose turns are told: what the articles argue about.
_TOLD = (
    *("usa_brokerage", "usa_loyalty", "jpn_neighbour", "kor_neighbour"),
    *("jpn_washington", "kor_washington", "jpn_china", "kor_china"),
)

#: What a tie is called, by its `tie_level`.
_TIES = ("tie_hostile", "tie_colder", "tie_closer", "tie_good")

#: Streams whose dated events fill a recorded event, as in the lessons' pages (`chronicle.js`).
_STREAMS = (
    *("court", "sale_order", "provocation", "incident", "friction", "test"),
    *("remark", "settlement"),
)
_STREAM_OF = {f"{name}_event": name for name in _STREAMS}

#: Told by another event of the same month.
_ELSEWHERE = "summit_event"

_TIE = "relation_jpn_kor"


class Line(NamedTuple):
    """A line of a story; `who` is a capital or nobody, `record` whether the record dates it."""

    month: int
    kind: str
    who: str
    words: str
    record: bool = False
    source: str = ""


class Teller:
    """One history, and the words to tell it in.

    Parameters
    ----------
    world : World
    history : Dataset
        As `sim.simulate` gives it.
    said : mapping
        A language's words, as `sim.lesson.words.read_words` reads them.
    """

    def __init__(self, world: World, history: "xr.Dataset", said: Mapping[str, Any]) -> None:
        self._world, self._history, self._said = world, history, said

    def lines(self) -> list[Line]:
        """Return every line, in the order of time."""
        kinds = (self._office, self._event, self._turn, self._triangle, self._tie)
        found = [_capital(line) for kind in kinds for line in kind()]
        return sorted(found, key=lambda line: (line.month, KINDS.index(line.kind)))

    def month(self, number: int) -> str:
        """Return a month in words."""
        page = self._said["page"]
        return filled(
            page["month_of"], {"month": page[f"month_{number % 12 + 1}"], "year": str(number // 12)}
        )

    def frame(self, seed: int, replicate: int) -> tuple[str, str, str]:
        """Return what is told, how it begins, and how it ends."""
        path = self._path(_TIE)
        low = int(path.argmin())
        title = self._said["worlds"].get(self._world.name, self._world.title)
        office = "; ".join(
            f"{self._said['capitals'][capital]}: "
            f"{self._leader(self._world.holder(capital, self._world.first))}"
            for capital in ISO
        )
        ends = {"low": _number(path[low]), "low_month": self.month(self._world.first + low)}
        return (
            self._story(
                "head",
                world=title,
                first=self.month(self._world.first),
                last=self.month(self._world.last),
                seed=str(seed),
                replicate=str(replicate),
            ),
            f"{self._story('begins', **self._tie_words(path[0]))} {office}.",
            self._story("ends", **self._tie_words(path[-1]), **ends),
        )

    def _story(self, key: str, **numbers: str) -> str:
        return filled(self._said["story"][key], numbers)

    def _leader(self, name: str) -> str:
        return str(self._said["leaders"].get(name, self._world.leaders[name].title))

    def _path(self, name: str) -> NDArray[np.float64]:
        return np.asarray(path_of(self._history, name).to_numpy(), dtype=np.float64)

    def _tie_words(self, value: float) -> dict[str, str]:
        tie = _TIES[tie_level(value)]
        return {"tie": self._said["page"][tie], "value": _number(value)}

    def _recorded(self, month: int, source: str) -> bool:
        """Return whether a date is the record's: what a world assumes, or dates ahead, is not."""
        return month <= LAST_KNOWN and not source.startswith("assumed")

    def _office(self) -> Iterator[Line]:
        """Yield who takes office within the window."""
        world = self._world
        for capital in ISO:
            for month in range(world.first + 1, world.last + 1):
                name = world.holder(capital, month)
                if name == world.holder(capital, month - 1):
                    continue
                where = self._said["capitals"][capital]
                who = self._leader(name)
                words = filled(self._said["page"]["takes_office"], {"leader": who})
                if where not in who:
                    told = {"leader": who, "capital": where}
                    words = filled(self._said["events"]["leader_change"], told)
                terms = [term for term in world.calendar[capital] if term.first == month]
                source = terms[0].source if terms else ""
                record = bool(terms) and self._recorded(month, source)
                yield Line(month, "office", capital, words, record, source)

    def _event(self) -> Iterator[Line]:
        """Yield events; one that falls month after month is one line, with how many."""
        names = [
            name
            for name in RECORDED_FIELDS
            if "_event" in name and name in self._said["events"] and name != _ELSEWHERE
        ]
        for name in names:
            happened = self._path(name) > 0
            for begin, count in _runs(happened.tolist()):
                if not happened[begin]:
                    continue
                month = self._world.first + begin
                words = self._said["events"][name]
                if count > 1:
                    words = self._story("again", event=words, count=str(count))
                yield Line(month, "event", "", words, *self._dated(name, month))

    def _dated(self, name: str, month: int) -> tuple[bool, str]:
        """Return whether an event is the record's, and its source, where a world dates it."""
        stream, world = _STREAM_OF.get(name), self._world
        if world.branch is not None and world.start is not None and month < world.branch:
            world = world.start
        if stream is None or world.streams[stream] != "given":
            return False, ""
        dated = [one for one in world.events.get(stream, ()) if one.month == month]
        return (self._recorded(month, dated[0].source), dated[0].source) if dated else (False, "")

    def _turn(self) -> Iterator[Line]:
        """Yield choices that last, where another one was made before."""
        for name in _TOLD:
            spec, words = INSTRUMENT_BY_NAME[name], self._said["instruments"][name]
            chosen = self._history["choice"].sel(instrument=name).to_numpy().astype(int).tolist()
            before = ""
            for begin, count in _runs(chosen):
                choice = words[spec.options[chosen[begin]]]
                if count < LASTING or choice == before:
                    continue
                told = {"capital": self._said["capitals"][spec.capital], "choice": choice}
                told |= {"months": str(count), "before": before}
                key = "turn" if before else "first_turn"
                month = self._world.first + begin
                yield Line(month, "turn", spec.capital, self._story(key, **told))
                before = choice

    def _triangle(self) -> Iterator[Line]:
        """Yield the types of the triangle that last."""
        types = self._path("triangle").astype(int).tolist()
        before = -1
        for begin, count in _runs(types):
            if count < LASTING or types[begin] == before:
                continue
            before = types[begin]
            told = self._said["triangles"][key_of(TRIANGLE_TYPES[before])]
            words = self._story("triangle", triangle=told, months=str(count))
            yield Line(self._world.first + begin, "triangle", "", words)

    def _tie(self) -> Iterator[Line]:
        """Yield where ties between Tokyo and Seoul take another word that lasts."""
        path = self._path(_TIE)
        names = [tie_level(value) for value in path.tolist()]
        before = names[0]
        for begin, count in _runs(names):
            if names[begin] != before and count >= LASTING:
                words = self._story("tie", **self._tie_words(path[begin]))
                yield Line(self._world.first + begin, "tie", "", words)
                before = names[begin]


def _capital(line: Line) -> Line:
    """Return a line whose words begin with a capital letter, where the script has them."""
    return line._replace(words=f"{line.words[:1].upper()}{line.words[1:]}")


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def _runs(values: list[Any]) -> Iterator[tuple[int, int]]:
    """Yield where runs of equal values begin, and how long they are.

    Examples
    --------
    >>> list(_runs([1, 1, 0, 1]))
    [(0, 2), (2, 1), (3, 1)]
    """
    begin = 0
    for _, run in itertools.groupby(values):
        count = len(list(run))
        yield begin, count
        begin += count
