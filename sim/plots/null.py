"""How many claims hold in the model, and in each draw of the nulls it is set against."""

from collections import Counter
from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.plots.frame import figure, house_style, set_caption, set_title
from sim.plots.palette import BLUE, INK, MUTED

__all__ = ["null_counts"]

#: Inches: of a row, of a dot above another, and what lies above, between and below all rows.
_ROW, _STEP, _ABOVE, _BETWEEN, _BELOW = 0.62, 0.07, 1.05, 0.66, 0.95


def null_counts(
    held: Mapping[str, Mapping[str, Sequence[int]]],
    model: Mapping[str, int],
    claims: Mapping[str, int],
    *,
    tier: str,
    replicates: int,
    seed: int,
) -> Figure:
    """Draw a panel a kind of claims, a row a null: a dot a draw, its mean, and the model as a line.

    Parameters
    ----------
    held : by kind, then by null: how many claims hold in each draw
    model, claims : by kind: how many hold in the model, and how many there are
    tier : of the claims
    replicates, seed : of every arm
    """
    kinds, nulls = list(held), list(next(iter(held.values())))
    draws = len(next(iter(next(iter(held.values())).values())))
    with house_style():
        panel = _ROW * len(nulls)
        height = _ABOVE + _BELOW + len(kinds) * panel + (len(kinds) - 1) * _BETWEEN
        fig = figure(height)
        for row, kind in enumerate(kinds):
            top = _ABOVE + row * (panel + _BETWEEN)
            axes = fig.add_axes((0.15, 1 - (top + panel) / height, 0.815, panel / height))
            axes.set_gid(f"nulls.{kind}")
            _draw_kind(axes, held[kind], claims[kind])
            axes.axvline(model[kind], color=INK, lw=1.4, zorder=1)
            title = f"{kind.capitalize()} claims: {model[kind]} of {claims[kind]} hold in the model"
            axes.set_title(title, pad=5)
            if row == len(kinds) - 1:
                axes.set_xlabel(f"{tier.capitalize()} claims that hold [number]")
        set_title(
            fig,
            _finding(held, model),
            "Black line: the model; dots: one a draw of a null, a model that knows less; grey bar: "
            "their mean",
        )
        set_caption(
            fig,
            f"{draws:,} draws of each null, {replicates:,} replicates an arm, seed {seed}. priors: "
            "every parameter from its prior; permuted: leaders with each other’s codes; flipped: "
            "signs that are not built in, half of them by chance.",
        )
    return fig


def _draw_kind(axes: Axes, held: Mapping[str, Sequence[int]], claims: int) -> None:
    """Draw the rows of one kind; draws with the same number stand on one another."""
    for row, numbers in enumerate(held.values()):
        most = max(Counter(numbers).values())
        step = min(_STEP / _ROW, 0.8 / most)
        seen: Counter[int] = Counter()
        for number in sorted(numbers):
            side = (seen[number] + 1) // 2 * (1 if seen[number] % 2 else -1)
            axes.plot(number, -row + side * step, "o", ms=4, color=BLUE, mec="white", mew=0.5)
            seen[number] += 1
        mean = sum(numbers) / len(numbers)
        axes.plot([mean, mean], [-row - 0.38, -row + 0.38], color=MUTED, lw=1.6, zorder=1.5)
    axes.grid(visible=False)
    axes.grid(visible=True, axis="x")
    axes.spines["left"].set_visible(False)
    axes.set_ylim(-len(held) + 0.45, 0.55)
    axes.set_xlim(-0.5, claims + 0.5)
    axes.set_yticks([-row for row in range(len(held))], list(held))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))


def _finding(held: Mapping[str, Mapping[str, Sequence[int]]], model: Mapping[str, int]) -> str:
    """Return whether more claims hold in the model than in draws of models that know less."""
    draws = [(model[kind], count) for kind in held for one in held[kind].values() for count in one]
    above = sum(mine > count for mine, count in draws) / len(draws)
    if above == 1.0:
        return "More claims hold in the model than in any draw that knows less"
    if above >= 0.95:
        return f"More claims hold in the model than in {above:.0%} of draws that know less"
    if above > 0.05:
        return f"Undecided: the model is above {above:.0%} of the draws that know less, not 95%"
    return "No more claims hold in the model than in draws that know less"
