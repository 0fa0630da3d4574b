"""Axes in plain words: whole scales with a word at either end, dates, and where the record ends."""

import re
from collections.abc import Mapping

import matplotlib.dates as dates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from sim.errors import MissingResult
from sim.plots.label import outcome_label, tidy, variable_label, variable_unit
from sim.plots.lettering import inches_of
from sim.plots.palette import INK, MUTED
from sim.spec.calendar import LAST_KNOWN, month_name
from sim.spec.outcomes import OUTCOME_BY_NAME, OutcomeSpec
from sim.spec.recorded import RECORDED_BY_NAME

__all__ = [
    "GROUND",
    "IMAGINED",
    "check_months",
    "date_axis",
    "difference_unit",
    "end_words",
    "hatch_cell",
    "imagined_ground",
    "outcome_axis",
    "outcome_name",
    "scale_axis",
    "scale_of",
    "subject",
    "variable_difference",
]

ALONE = 15  # ticks that a panel as wide as the picture has room for

#: Ground of months that no record tells of, and the words on it.
GROUND, IMAGINED = "#F4EFE3", "imagined"

#: Outcomes whose words are the model's own, to the quantity whose meaning explains them.
_EXPLAINED = {"bid_mean_jpn": "bid_jpn", "bid_mean_kor": "bid_kor", "rent_mean": "rent"}

#: Countries to their capitals; "North Korea" before "Korea".
_CAPITALS = {
    "North Korea": "Pyongyang",
    "Japan": "Tokyo",
    "Korea": "Seoul",
    "US": "Washington",
    "China": "Beijing",
}

#: Ends of a scale, as a meaning states them: "-1 hostile, 1 close".
_ENDS = re.compile(r": (-?\d+) (\w+), (-?\d+) (\w+)$")


def end_words(name: str) -> tuple[tuple[float, str], tuple[float, str]] | None:
    """Return the ends of a variable's scale with the words for them; None if it has none.

    Examples
    --------
    >>> end_words("relation_jpn_kor"), end_words("trust")
    (((-1.0, 'hostile'), (1.0, 'close')), None)
    """
    spec = RECORDED_BY_NAME.get(name)
    found = _ENDS.search(spec.meaning) if spec is not None else None
    if spec is None or found is None:
        return None
    low, high = float(found[1]), float(found[3])
    return ((low, found[2]), (high, found[4])) if (low, high) == (spec.low, spec.high) else None


def scale_of(
    outcome: str, specs: Mapping[str, OutcomeSpec] | None = None
) -> tuple[tuple[float, str], tuple[float, str]] | None:
    """Return the ends of an outcome's scale with their words, where it is a level of a relation.

    Parameters
    ----------
    specs : those of the results, where one's own may be among them

    Examples
    --------
    >>> scale_of("jpn_kor_final"), scale_of("summits")
    (((-1.0, 'hostile'), (1.0, 'close')), None)
    """
    spec = (specs or OUTCOME_BY_NAME).get(outcome)
    pair = re.match(r"([a-z]{3}_[a-z]{3})_", outcome)
    ends = end_words(f"relation_{pair[1]}") if pair else None
    if spec is None or ends is None or spec.kind != "level":
        return None
    return ends if (spec.low, spec.high) == (ends[0][0], ends[1][0]) else None


def outcome_name(outcome: str, specs: Mapping[str, OutcomeSpec] | None = None) -> str:
    """Return an outcome's words, with an explanation where they are the model's own.

    Examples
    --------
    >>> outcome_name("rent_mean")
    'Washington’s mean monthly rent (what Washington gains from bids and concessions)'
    """
    words = subject((specs or OUTCOME_BY_NAME)[outcome].meaning)
    if outcome not in _EXPLAINED:
        return words
    meaning = tidy(RECORDED_BY_NAME[_EXPLAINED[outcome]].meaning).split(" (")[0]
    return f"{words} ({meaning[:1].lower()}{meaning[1:]})"


def outcome_axis(outcome: str, specs: Mapping[str, OutcomeSpec] | None = None) -> str:
    """Return an outcome's label for an axis, with words for the ends of its scale.

    Examples
    --------
    >>> outcome_axis("jpn_kor_final")
    'Tokyo–Seoul relation in the last month [−1 hostile … 1 close]'
    >>> outcome_axis("summits")
    'Tokyo–Seoul summits [count]'
    """
    ends = scale_of(outcome, specs)
    if ends is None:
        return outcome_label(outcome, specs)
    low, high = (f"{end:g} {words}".replace("-", "−") for end, words in ends)
    return f"{subject((specs or OUTCOME_BY_NAME)[outcome].meaning)} [{low} … {high}]"


def difference_unit(unit: str) -> str:
    """Return what a difference is counted in.

    Examples
    --------
    >>> difference_unit("−1 to 1"), difference_unit("count")
    ('difference, of at most 2', 'difference, count')
    """
    ends = unit.replace("−", "-").split(" to ")
    if len(ends) == 2:
        return f"difference, of at most {float(ends[1]) - float(ends[0]):g}"
    return f"difference, {unit}"


def variable_difference(variable: str) -> str:
    """Return how large a variable's difference can be, or its unit.

    Examples
    --------
    >>> variable_difference("relation_jpn_kor"), variable_difference("tenure_jpn")
    ('of at most 2', 'month')
    """
    spec = RECORDED_BY_NAME[variable]
    return f"of at most {spec.high - spec.low:g}" if spec.unit == "1" else variable_unit(variable)


def scale_axis(axes: Axes, variable: str) -> str:
    """Show the whole scale upwards with a word at either end, if it has them; return the label.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> scale_axis(axes, "relation_jpn_kor"), axes.get_ylim()
    ('Tokyo–Seoul relation', (np.float64(-1.0), np.float64(1.0)))
    """
    ends = end_words(variable)
    if ends is None:
        return variable_label(variable)
    (low, worst), (high, best) = ends
    ticks = [low, low / 2 + (low + high) / 4, (low + high) / 2, high / 2 + (low + high) / 4, high]
    axes.set_ylim(low, high)
    axes.set_yticks(ticks, [f"{tick:g}".replace("-", "−") for tick in ticks])
    for height, words, side in ((low, worst, "bottom"), (high, best, "top")):
        axes.annotate(
            words,
            (0.0, height),
            xycoords=("axes fraction", "data"),
            xytext=(3, 2 if side == "bottom" else -2),
            textcoords="offset points",
            va=side,
            size=7.5,
            color=INK,
            gid="end",
        ).set_bbox({"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.8})
    return subject(RECORDED_BY_NAME[variable].meaning.split(":")[0])


def subject(meaning: str) -> str:
    """Return a meaning as a title says it: a relation by its two sides, capitals for countries.

    Examples
    --------
    >>> subject("Relation Japan-Korea in the last month"), subject("Relation of JPN-KOR")
    ('Tokyo–Seoul relation in the last month', 'Tokyo–Seoul relation')
    >>> subject("Lowest relation Korea-US"), subject("Settlements reached")
    ('Lowest Seoul–Washington relation', 'Settlements reached')
    """
    text = tidy(meaning)
    found = re.match(r"(?:(\w+) )?[Rr]elation (?:of )?([\w ]+–[\w ]+?)(?= in |,|$)(.*)$", text)
    if found is None:
        return text
    first, pair, rest = found.groups()
    for country, capital in _CAPITALS.items():
        pair = pair.replace(country, capital)
    return f"{first + ' ' if first else ''}{pair} relation{rest}"


def check_months(months: pd.Index) -> None:
    """Raise MissingResult for a single month: over time there is nothing to draw of it.

    Examples
    --------
    >>> check_months(pd.to_datetime(["2025-01-01", "2025-02-01"]))
    """
    if len(months) < 2:
        raise MissingResult(
            "found a window of 1 month, wanted two or more: a picture over time has no line of it; "
            "pictures of outcomes (ecdf, raincloud, effect_forest) have",
            field="months",
        )


def date_axis(axes: Axes, months: pd.Index, *, room: int = ALONE, ground: bool = True) -> None:
    """Label whole years, or months where there are few, no more than there is room for.

    Parameters
    ----------
    ground : give months after the end of the record another ground, so that what is imagined looks
        unlike what is known
    """
    check_months(months)
    span = (months[-1] - months[0]).days / 365.25
    if span < 2.0:
        step = next(base for base in (1, 2, 3, 4, 6, 12, 24) if 12 * span / base <= room)
        by_month = dates.MonthLocator(bymonth=range(1, 13, step))
        axes.xaxis.set_major_locator(by_month)
        axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(by_month, show_offset=False))
    else:
        years = next((base for base in (1, 2, 3, 5, 10) if span / base <= room), 20)
        axes.xaxis.set_major_locator(dates.YearLocator(base=years))
        axes.xaxis.set_major_formatter(dates.DateFormatter("%Y"))
    axes.set_xlim(months[0], months[-1])
    axes.grid(visible=False, axis="x")
    if room < ALONE:
        _keep_inside(axes, months)
    if ground:
        imagined_ground(axes, months)


def _keep_inside(axes: Axes, months: pd.Index) -> None:
    """Move labels near an end inwards, where a panel stands beside; leave out one that meets."""
    start, end = (
        float(dates.date2num(months[0] + part * (months[-1] - months[0]))) for part in (0.06, 0.94)
    )
    shown = [float(at) for at in axes.xaxis.get_major_locator()()]
    inside = [at for at in shown if dates.date2num(months[0]) <= at <= dates.date2num(months[-1])]
    wide = _inches(axes)
    label = inches_of("2025", 8.0) / wide * float((months[-1] - months[0]).days)
    if len(inside) > 2 and inside[-1] > end and inside[-1] - inside[-2] < 1.9 * label:
        shown = inside[:-1]
        axes.set_xticks(shown)
    for at, text in zip(shown, axes.get_xticklabels(), strict=False):
        text.set_horizontalalignment("left" if at < start else "right" if at > end else "center")


def imagined_ground(axes: Axes, months: pd.Index, *, over: bool = False) -> bool:
    """Give months after the end of the record another ground, and say so; return whether any is.

    Parameters
    ----------
    over : hatch what is drawn there instead, where it covers the ground
    """
    first = pd.Timestamp(f"{month_name(LAST_KNOWN + 1)}-01")
    if months[-1] < first:
        return False
    left, right = (float(dates.date2num(one)) for one in (max(first, months[0]), months[-1]))
    if over:
        axes.axvspan(
            *(left, right), fill=False, hatch="////", ec="white", lw=0, alpha=0.55, gid="ground"
        )
    else:
        axes.axvspan(left, right, color=GROUND, lw=0, zorder=-5, gid="ground")
    axes.axvline(left, color=MUTED, lw=0.8, ls=(0, (5, 2)), zorder=0.6, gid="ground")
    if not over:
        axes.annotate(
            f"{IMAGINED} from {first:%B %Y} on" if _wide(axes, left) > 2.2 else IMAGINED,
            (1.0, 0.0),
            xycoords="axes fraction",
            xytext=(-3, 3),
            textcoords="offset points",
            ha="right",
            size=7.5,
            style="italic",
            color=INK,
            gid="ground",
        )
    return True


def _wide(axes: Axes, left: float) -> float:
    """Return the inches from a date to the right end of a panel."""
    low, high = axes.get_xlim()
    return _inches(axes) * (high - left) / (high - low)


def _inches(axes: Axes) -> float:
    """Return how wide a panel is."""
    fig = axes.get_figure(root=True)
    return float(axes.get_position().width * fig.get_figwidth()) if fig is not None else 0.0


def hatch_cell(axes: Axes, column: int, row: int, gid: str, edge: float = 0.0) -> None:
    """Hatch a cell of a map, in which no number stands; `edge` is its line's width in points."""
    axes.add_patch(
        Rectangle(
            (column - 0.5, row - 0.5),
            1,
            1,
            fill=False,
            hatch="////",
            edgecolor=MUTED,
            lw=edge,
            gid=gid,
        )
    )
