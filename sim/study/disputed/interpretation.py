"""What a map says, in sentences made of its numbers: which sign is a result, and where it turns."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

import numpy as np
import pandas as pd

from sim.methods.effect_map.cells import MapCells
from sim.methods.effect_map.dispute import Outcome
from sim.report.markdown import count_of, number, with_interval, with_sign

__all__ = ["VERDICTS", "Reading", "Sign", "read_signs", "sentences"]

#: After Holm's adjustment for all cells of a drawing.
_LEVEL = 0.05

#: What becomes of a sign, by whether it is there with and without direct terms.
VERDICTS = {
    (True, True): "a result: it remains without the direct terms",
    (True, False): "built in: it is there only with the direct terms",
    (False, True): "a result that the direct terms cover: it shows only without them",
    (False, False): "shown in neither drawing",
}


@dataclass(frozen=True)
class Sign:
    """One sign of an effect, in both drawings.

    Attributes
    ----------
    direction : int
        1 or −1.
    says : str
        Who says so.
    cells : dict of str to int
        By drawing, cells whose interval lies on that side of 0.
    shown : dict of str to bool
        By drawing, whether at least one cell does after Holm's adjustment.
    kept, turned : int
        Of the cells that have the sign with direct terms, how many keep it without them, and how
        many have the other.
    """

    direction: int
    word: str
    says: str
    cells: dict[str, int]
    shown: dict[str, bool]
    kept: int
    turned: int

    @property
    def verdict(self) -> str:
        return VERDICTS[self.shown["with"], self.shown["without"]]


@dataclass(frozen=True)
class Reading:
    """One outcome of a map: its two signs, and its sentences."""

    outcome: Outcome
    signs: tuple[Sign, Sign]
    sentences: tuple[str, ...]


def read_signs(found: MapCells, outcome: Outcome) -> tuple[Sign, Sign]:
    """Return what becomes of a rise and of a fall."""
    grids = {drawing: _cells(found, outcome, drawing) for drawing in ("with", "without")}
    signs = []
    for direction in (1, -1):
        there = {drawing: cells["sign"] == direction for drawing, cells in grids.items()}
        shown = {
            drawing: bool((there[drawing] & (cells["p_holm"] < _LEVEL)).any())
            for drawing, cells in grids.items()
        }
        rise = direction > 0
        signs.append(
            Sign(
                direction,
                outcome.up if rise else outcome.down,
                outcome.says_up if rise else outcome.says_down,
                {drawing: int(where.sum()) for drawing, where in there.items()},
                shown,
                int((there["with"] & there["without"]).sum()),
                int((there["with"] & (grids["without"]["sign"] == -direction)).sum()),
            )
        )
    return signs[0], signs[1]


def sentences(found: MapCells, outcome: Outcome, terms: pd.DataFrame) -> Reading:
    """Return an outcome's reading.

    Every sentence is made of the numbers of the map; none is written for one answer.

    Parameters
    ----------
    terms : what `term_effects` returns for the map
    """
    up, down = read_signs(found, outcome)
    told = []
    for drawing in ("with", "without"):
        told.append(_drawing(found, outcome, drawing, up, down))
    told += [*_share_left(found, outcome), *(_sign(sign) for sign in (up, down))]
    told += [
        turn
        for drawing in ("with", "without")
        for turn in _turns(found, outcome, drawing, up, down)
    ]
    told += _slopes(found, outcome)
    told.append(_levels(found, outcome))
    told += _basis(found, outcome, terms[terms["outcome"] == outcome.name])
    return Reading(outcome, (up, down), tuple(told))


def _cells(found: MapCells, outcome: Outcome, drawing: str) -> pd.DataFrame:
    """Return the cells of an outcome in one drawing, by x and y."""
    cells = found.cells
    mine = cells[(cells["outcome"] == outcome.name) & (cells["drawing"] == drawing)]
    return mine.set_index(["x", "y"]).sort_index()


def _over(found: MapCells, outcome: Outcome, drawing: str) -> pd.Series:
    """Return the effect over the whole map and its tilts."""
    rows = found.tilts
    mine = rows[(rows["outcome"] == outcome.name) & (rows["drawing"] == drawing)]
    return mine.iloc[0]


def _interval(row: pd.Series, name: str) -> str:
    value, low, high = (float(row[key]) for key in (name, f"{name}_low", f"{name}_high"))
    return with_interval(value, low, high, 4 if max(abs(low), abs(high)) < 0.01 else 3)


def _drawing(found: MapCells, outcome: Outcome, drawing: str, up: Sign, down: Sign) -> str:
    """Return how the effect lies in one drawing."""
    cells, over = _cells(found, outcome, drawing), _over(found, outcome, drawing)
    total = len(cells)
    open_cells = total - up.cells[drawing] - down.cells[drawing]
    opening = f"{drawing.capitalize()} direct interaction terms"
    if not cells["effect"].any():
        return f"{opening} the effect is exactly 0 in all {total} cells."
    ends = []
    for word, place in (
        ("highest", int(cells["effect"].argmax())),
        ("lowest", int(cells["effect"].argmin())),
    ):
        x, y = (float(value) for value in cast(tuple[float, float], cells.index[place]))
        ends.append(
            f"{word} {with_sign(float(cells['effect'].iloc[place]))} at {found.dispute.x.name} "
            f"{x:.2g}, {found.dispute.y.name} {y:.2g}"
        )
    return (
        f"{opening}: {up.word} in {up.cells[drawing]} of {total} cells, {down.word} in "
        f"{down.cells[drawing]}, undecided in {open_cells}; over the map "
        f"{_interval(over, 'effect')}; {'; '.join(ends)}."
    )


def _share_left(found: MapCells, outcome: Outcome) -> list[str]:
    """Return how much of the effect over the map is left without direct terms."""
    there, left = (_over(found, outcome, drawing) for drawing in ("with", "without"))
    if there["effect_low"] <= 0.0 <= there["effect_high"]:
        return []
    share = float(left["effect"]) / float(there["effect"])
    if share < 0.0:
        return ["Over the map the direct terms turn the sign."]
    return [f"Over the map {_percent(share)} of the effect is left without them."]


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _sign(sign: Sign) -> str:
    """Return what becomes of a sign."""
    who = f" ({sign.says})" if sign.says else ""
    text = f"**{sign.word.capitalize()}{who}: {sign.verdict}.**"
    if sign.shown["with"]:
        turned = f" and turns in {sign.turned}" if sign.turned else ""
        text += f" Of the {count_of(sign.cells['with'], 'cell')} that have it with them it "
        text += f"remains in {sign.kept}{turned}."
    return text


def _turns(found: MapCells, outcome: Outcome, drawing: str, up: Sign, down: Sign) -> list[str]:
    """Return where the sign changes, for a drawing that shows both."""
    if not (up.shown[drawing] and down.shown[drawing]):
        return []
    cells = _cells(found, outcome, drawing)
    boxes = []
    ends = [cells.index.get_level_values(level) for level in ("x", "y")]
    whole = [(float(min(values)), float(max(values))) for values in ends]
    for sign in (up, down):
        places = cells.index[cells["sign"] == sign.direction]
        spans = [places.get_level_values(level) for level in ("x", "y")]
        if [(float(min(span)), float(max(span))) for span in spans] == whole:
            boxes.append(f"{sign.word} on all sides")
            continue
        within = [
            f"{axis.name} {_range(list(span))}"
            for axis, span in zip((found.dispute.x, found.dispute.y), spans, strict=True)
        ]
        boxes.append(f"{sign.word} within {' and '.join(within)}")
    grid = cells["effect"].unstack("x"), cells["sign"].unstack("x")
    crossings = []
    for axis, effects, signs in (
        (found.dispute.x, grid[0], grid[1]),
        (found.dispute.y, grid[0].T, grid[1].T),
    ):
        at = [
            place
            for row in range(len(effects))
            for place in _crossings(
                effects.columns.to_numpy(float),
                effects.iloc[row].to_numpy(float),
                signs.iloc[row].to_numpy(int),
            )
        ]
        if at:
            crossings.append(f"along {axis.name} at {_range(at)} ({count_of(len(at), 'line')})")
    text = f"The sign turns over the map {drawing} them: {'; '.join(boxes)}"
    return [f"{text}; it crosses 0 {' and '.join(crossings)}." if crossings else f"{text}."]


def _crossings(places: np.ndarray, effects: np.ndarray, signs: np.ndarray) -> list[float]:
    """Return where a line of cells crosses 0, between decided cells of opposite sign.

    Examples
    --------
    >>> _crossings(np.array([0.0, 0.5, 1.0]), np.array([0.1, 0.0, -0.1]), np.array([1, 0, -1]))
    [0.5]
    """
    decided = [int(place) for place in np.flatnonzero(signs)]
    found = []
    for one, other in pairwise(decided):
        if signs[one] != signs[other]:
            share = effects[one] / (effects[one] - effects[other])
            found.append(float(places[one] + share * (places[other] - places[one])))
    return found


def _range(values: Sequence[float]) -> str:
    low, high = f"{min(values):.2g}", f"{max(values):.2g}"
    return low if low == high else f"{low} to {high}"


def _slopes(found: MapCells, outcome: Outcome) -> list[str]:
    """Return how the effect differs between the halves of the map, in both drawings."""
    told = []
    for axis, name in ((found.dispute.x, "tilt_x"), (found.dispute.y, "tilt_y")):
        rows = {drawing: _over(found, outcome, drawing) for drawing in ("with", "without")}
        slopes = {
            drawing: int(row[f"{name}_low"] > 0.0) - int(row[f"{name}_high"] < 0.0)
            for drawing, row in rows.items()
        }
        if not any(slopes.values()):
            continue
        if slopes["with"] * slopes["without"] < 0:
            became = "the direct terms turn this slope"
        elif slopes["with"] == slopes["without"]:
            kept = float(rows["without"][name]) / float(rows["with"][name])
            became = f"the slope remains without the direct terms, at {_percent(kept)} of its size"
        elif slopes["with"]:
            became = "the slope is there only with the direct terms"
        else:
            became = "the slope shows only without the direct terms"
        told.append(
            f"In the upper half of {axis.name} the effect differs from that in the lower half by "
            f"{_interval(rows['with'], name)} with them and by "
            f"{_interval(rows['without'], name)} without: {became}."
        )
    return told


def _levels(found: MapCells, outcome: Outcome) -> str:
    """Return what the arms are at the two far corners of the first drawing."""
    cells = _cells(found, outcome, "with")
    corners = []
    for ends, row in (("lower", cells.iloc[0]), ("upper", cells.iloc[-1])):
        low, high = (number(row[arm], 2) for arm in ("low_arm", "high_arm"))
        corners.append(f"{low} in the low and {high} in the high arm at the {ends} ends")
    text = f"{outcome.name}, with them: {' of both axes, '.join(corners)}"
    lower, upper = cells.iloc[0], cells.iloc[-1]
    if upper["low_arm"] > lower["low_arm"] and upper["high_arm"] > lower["high_arm"]:
        reaches = "carries" if lower["high_arm"] > upper["low_arm"] else "does not carry"
        text += (
            f"; {found.dispute.thing} {reaches} the lower ends to where the upper ones are without "
            "it"
        )
    return f"{text}."


def _basis(found: MapCells, outcome: Outcome, terms: pd.DataFrame) -> list[str]:
    """Return what the second drawing rests on."""
    before, after = (_over(found, outcome, drawing) for drawing in ("without", "bare"))
    opening = f"With the terms that carry {found.dispute.thing} alone at their neutral values too"
    if not _cells(found, outcome, "without")["effect"].any():
        return []
    if not _cells(found, outcome, "bare")["effect"].any():
        told = (
            f"{opening} the effect is exactly 0: what remains without direct terms comes from "
            "these stated terms and from what the capitals make of them, not from a further rule."
        )
    else:
        kept = ""
        if before["effect_low"] > 0.0 or before["effect_high"] < 0.0:
            share = float(after["effect"]) / float(before["effect"])
            kept = f", {_percent(share)} of what it is without direct terms"
        told = f"{opening} the effect over the map is {_interval(after, 'effect')}{kept}."
    without = float(terms.loc[terms["kind"] == "without", "effect"].iloc[0])
    each = terms[terms["kind"] == "alone"].set_index("neutral")["effect"].astype(float)
    most = str((each - without).abs().idxmax())
    return [
        told,
        f"The one that most of it hangs on is `{most.replace(', ', '`, `')}`: neutral, it takes "
        f"the effect from {with_sign(without)} to {with_sign(float(each[most]))} on a coarse map.",
    ]
