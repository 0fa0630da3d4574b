"""Reading results: summaries, paired comparison, distributions. Never runs the model."""

from sim.analysis.answer import Answers, answers_of
from sim.analysis.around_event import event_study
from sim.analysis.basin import TWO_HUMPS, Crossings, basin_by_month, bimodality, crossings
from sim.analysis.calendar_year import (
    change_between,
    extreme_year,
    steepest_change,
    year_means,
    year_table,
    year_totals,
)
from sim.analysis.cells import CellGap, cell_gap, grid_table
from sim.analysis.comparison import compare
from sim.analysis.confidence import check_level, critical_t, critical_z
from sim.analysis.crossed import Crossed, crossed_variance, jackknife_se
from sim.analysis.cumulative import (
    WidestGap,
    band_half,
    cumulative_table,
    widest_gap,
    widest_share_gap,
)
from sim.analysis.density import bandwidth, density_table, humps
from sim.analysis.distribution import (
    apart,
    distance_table,
    distances,
    histogram_table,
)
from sim.analysis.divergence import first_month_apart, first_month_by_replicate
from sim.analysis.effect import Effect
from sim.analysis.effects import Effects, compare_many
from sim.analysis.ending import endings
from sim.analysis.factorial import factorial_effects
from sim.analysis.grid import AS_IT_IS, Axis, Grid, grid_of
from sim.analysis.hundred import of_hundred
from sim.analysis.monte_carlo import (
    Interval,
    harrell_davis,
    mc_se,
    median_se_from_quartiles,
    prob_ci,
    quantile_ci,
    replicates_needed,
)
from sim.analysis.month import fan_table, level_shares, monthly_difference
from sim.analysis.naming import Asked, Naming, name_asked, name_points, some
from sim.analysis.needed import runs_needed
from sim.analysis.network import (
    TIE_STEPS,
    month_in,
    one_history,
    tie_level,
    tie_table,
    triangle_share,
)
from sim.analysis.one_at_a_time import ordered_swings
from sim.analysis.option import option_table
from sim.analysis.paired import (
    PairedDifference,
    PairedProbability,
    holm,
    paired_diff,
    paired_prob_diff,
    standardised_diff,
)
from sim.analysis.passage import FirstPassage, first_passage, first_true
from sim.analysis.point import (
    asked_of,
    names_of,
    one_point,
    outcomes_of,
    points_of,
    replicates_of,
    seed_of,
)
from sim.analysis.share import share_range, share_words
from sim.analysis.shift import DECILES, shift_function
from sim.analysis.simultaneous import leaves_out, widened
from sim.analysis.single_history import choice_spells, event_months, largest_moves
from sim.analysis.summary_table import differences, effects_against, rate_per_decade, summary
from sim.analysis.swap import swap_p_value
from sim.analysis.twin import TwinShare, path_of, twin_paths, twin_share
from sim.analysis.waiting import survival
from sim.spec.levels import TRIANGLE_TYPES

__all__ = [
    "AS_IT_IS",
    "DECILES",
    "TIE_STEPS",
    "TRIANGLE_TYPES",
    "TWO_HUMPS",
    "Answers",
    "Asked",
    "Axis",
    "CellGap",
    "Crossed",
    "Crossings",
    "Effect",
    "Effects",
    "FirstPassage",
    "Grid",
    "Interval",
    "Naming",
    "PairedDifference",
    "PairedProbability",
    "TwinShare",
    "WidestGap",
    "answers_of",
    "apart",
    "asked_of",
    "band_half",
    "bandwidth",
    "basin_by_month",
    "bimodality",
    "cell_gap",
    "change_between",
    "check_level",
    "choice_spells",
    "compare",
    "compare_many",
    "critical_t",
    "critical_z",
    "crossed_variance",
    "crossings",
    "cumulative_table",
    "density_table",
    "differences",
    "distance_table",
    "distances",
    "effects_against",
    "endings",
    "event_months",
    "event_study",
    "extreme_year",
    "factorial_effects",
    "fan_table",
    "first_month_apart",
    "first_month_by_replicate",
    "first_passage",
    "first_true",
    "grid_of",
    "grid_table",
    "harrell_davis",
    "histogram_table",
    "holm",
    "humps",
    "jackknife_se",
    "largest_moves",
    "leaves_out",
    "level_shares",
    "mc_se",
    "median_se_from_quartiles",
    "month_in",
    "monthly_difference",
    "name_asked",
    "name_points",
    "names_of",
    "of_hundred",
    "one_history",
    "one_point",
    "option_table",
    "ordered_swings",
    "outcomes_of",
    "paired_diff",
    "paired_prob_diff",
    "path_of",
    "points_of",
    "prob_ci",
    "quantile_ci",
    "rate_per_decade",
    "replicates_needed",
    "replicates_of",
    "runs_needed",
    "seed_of",
    "share_range",
    "share_words",
    "shift_function",
    "some",
    "standardised_diff",
    "steepest_change",
    "summary",
    "survival",
    "swap_p_value",
    "tie_level",
    "tie_table",
    "triangle_share",
    "twin_paths",
    "twin_share",
    "widened",
    "widest_gap",
    "widest_share_gap",
    "year_means",
    "year_table",
    "year_totals",
]
