"""Pictures: results in, matplotlib figure out. Every number drawn comes from `sim.analysis`.

What is of another kind than a function asks for ends in one line (`sim.errors.WrongKind`).
"""

from inspect import isfunction

from sim.plots.around_event import event_study
from sim.plots.article import article_changes
from sim.plots.basin import basin_maps, crossing_curves
from sim.plots.calendar import calendars
from sim.plots.calibration import contractions, facts_before_after
from sim.plots.claim import claim_effects
from sim.plots.cumulative import ecdf
from sim.plots.difference import paired_difference
from sim.plots.disputed import effect_maps
from sim.plots.distribution import distributions, twin_scatter
from sim.plots.door import checked
from sim.plots.effect_month import effect_by_month
from sim.plots.factorial import decile_effects, factorial_forest
from sim.plots.fan import fan, fans_by_world
from sim.plots.forest import forest
from sim.plots.forest_effect import effect_forest
from sim.plots.heat import heat_map
from sim.plots.hundred import hundred_worlds
from sim.plots.label import outcome_label, point_name, variable_label, world_name
from sim.plots.lever import lever_effects, lever_map
from sim.plots.network import network
from sim.plots.null import null_counts
from sim.plots.observed import observed_bands
from sim.plots.palette import WORLD_COLOURS, world_colours
from sim.plots.partial_dependence import partial_dependence
from sim.plots.pattern import ablation_map, fact_probabilities, mechanism_shares
from sim.plots.raincloud import raincloud
from sim.plots.response import response
from sim.plots.rival import rival_scores
from sim.plots.saving import alt_text, save, title_of
from sim.plots.share import option_shares, triangle_shares
from sim.plots.shift import quantile_shift
from sim.plots.single_history import history
from sim.plots.slide import slide
from sim.plots.timeline import Mark
from sim.plots.tornado import tornado
from sim.plots.twin_paths import twins
from sim.plots.waiting import survival

__all__ = [
    "WORLD_COLOURS",
    "Mark",
    "ablation_map",
    "alt_text",
    "article_changes",
    "basin_maps",
    "calendars",
    "claim_effects",
    "contractions",
    "crossing_curves",
    "decile_effects",
    "distributions",
    "ecdf",
    "effect_by_month",
    "effect_forest",
    "effect_maps",
    "event_study",
    "fact_probabilities",
    "factorial_forest",
    "facts_before_after",
    "fan",
    "fans_by_world",
    "forest",
    "heat_map",
    "history",
    "hundred_worlds",
    "lever_effects",
    "lever_map",
    "mechanism_shares",
    "network",
    "null_counts",
    "observed_bands",
    "option_shares",
    "outcome_label",
    "paired_difference",
    "partial_dependence",
    "point_name",
    "quantile_shift",
    "raincloud",
    "response",
    "rival_scores",
    "save",
    "slide",
    "survival",
    "title_of",
    "tornado",
    "triangle_shares",
    "twin_scatter",
    "twins",
    "variable_label",
    "world_colours",
    "world_name",
]

for _name in __all__:
    if isfunction(globals()[_name]):
        globals()[_name] = checked(globals()[_name])
