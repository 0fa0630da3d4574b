"""What each world or change brings: paired differences with their intervals."""

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.analysis import Effect
from sim.errors import MissingResult
from sim.plots.frame import house_style, set_caption, set_title
from sim.plots.label import outcome_unit, point_names, point_words, tidy
from sim.plots.palette import INK, MUTED, PLAIN, WORLD_COLOURS
from sim.plots.row import COLUMNS, name_rows, outcome_panels, rows_of
from sim.spec.outcomes import OUTCOME_FIELDS

__all__ = ["forest"]


def forest(
    effects: Mapping[str, Effect],
    outcomes: Sequence[str],
    *,
    title: str = "",
    subtitle: str = "Mean paired difference with its interval; right of the line: more of it",
) -> Figure:
    """Draw paired differences against one reference, a panel an outcome, a row an effect.

    Each outcome has its own axis and unit: differences of unlike things are not lined up on one.
    A world that reports show side by side keeps its colour; all other rows have one.

    Parameters
    ----------
    effects : name to effect, as `sim.analysis.effects_against` returns them; all against one base
    outcomes : names of outcomes, in the order of panels
    """
    for given, field in ((effects, "effects"), (outcomes, "outcomes")):
        if not len(given):
            raise MissingResult("found none, wanted one or more", field=field)
    names = list(effects)
    first = effects[names[0]]
    colours = [WORLD_COLOURS.get(name, PLAIN) for name in names]
    with house_style():
        rows = rows_of(point_names(names))
        each = max(0.19, rows.height + 0.04)
        titles = [tidy(str(first[name]["label"])) for name in outcomes]
        fig, panels = outcome_panels(titles, rows.left, each * len(names) + 0.1)
        for panel, (axes, outcome) in enumerate(zip(panels, outcomes, strict=True)):
            axes.axvline(0.0, color=INK, lw=0.7)
            for row, (name, colour) in enumerate(zip(names, colours, strict=True)):
                effect = effects[name][outcome]
                ends = [effect["low"], effect["high"]]
                axes.plot(ends, [-row, -row], color=colour, lw=3, alpha=0.45)
                axes.plot(effect["difference"], -row, "o", ms=4.5, color=colour, zorder=3)
            axes.xaxis.set_major_locator(MaxNLocator(4))
            low, high = axes.get_xlim()
            axes.set_xlim(min(low, -0.08 * (high - low)), max(high, 0.08 * (high - low)))
            own = outcome not in OUTCOME_FIELDS
            unit = first[outcome]["unit"] if own else outcome_unit(outcome)
            axes.set_xlabel(f"[difference, {unit}]", size=7.5, color=MUTED, labelpad=1)
            axes.set_ylim(-len(names) + 0.4, 0.6)
            if panel % COLUMNS == 0:
                name_rows(axes, rows.names, colours)
        set_title(fig, title or f"What differs from {_base(effects)}", subtitle)
        shared = f" All: {first.shared}." if first.shared else ""
        left_out = f" {first.left_out}" if first.left_out else ""
        set_caption(
            fig,
            f"{first.replicates:,} paired replicates a row, seed {first.seed}. Bars: "
            f"{first.level:.0%} Monte Carlo intervals.{shared}{left_out}",
        )
    return fig


def _base(effects: Mapping[str, Effect]) -> str:
    """Return what all effects are set against, in words."""
    bases = {effect.base for effect in effects.values()}
    shared = {effect.shared for effect in effects.values()}
    for known in (bases, shared):
        if len(known) == 1 and "" not in known:
            return point_words(known.pop())
    return "the reference"
