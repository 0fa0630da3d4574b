"""Reading results: summaries, paired comparison, distributions. Never runs the model."""

from sim.analysis.basin import TWO_HUMPS, Crossings, basin_by_month, bimodality, crossings
from sim.analysis.calendar_year import (
    change_between,
    extreme_year,
    steepest_change,
    year_means,
    year_table,
    year_totals,
)
from sim.analysis.comparison import compare
from sim.analysis.crossed import Crossed, crossed_variance, jackknife_se
from sim.analysis.distribution import (
    apart,
    distance_table,
    distances,
    histogram_table,
    shift_function,
)
from sim.analysis.divergence import first_month_apart, first_month_by_replicate
from sim.analysis.effect import Effect
from sim.analysis.effects import Effects, compare_many
from sim.analysis.ending import endings
from sim.analysis.event_study import event_study
from sim.analysis.factorial import factorial_effects
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
from sim.analysis.runs_needed import runs_needed
from sim.analysis.share import share_range, share_words
from sim.analysis.summary_table import differences, effects_against, rate_per_decade, summary
from sim.analysis.survival import survival
from sim.spec.levels import TRIANGLE_TYPES

__all__ = [
    "TRIANGLE_TYPES",
    "TWO_HUMPS",
    "Asked",
    "Crossed",
    "Crossings",
    "Effect",
    "Effects",
    "FirstPassage",
    "Interval",
    "Naming",
    "PairedDifference",
    "PairedProbability",
    "apart",
    "asked_of",
    "basin_by_month",
    "bimodality",
    "change_between",
    "compare",
    "compare_many",
    "crossed_variance",
    "crossings",
    "differences",
    "distance_table",
    "distances",
    "effects_against",
    "endings",
    "event_study",
    "extreme_year",
    "factorial_effects",
    "fan_table",
    "first_month_apart",
    "first_month_by_replicate",
    "first_passage",
    "first_true",
    "harrell_davis",
    "histogram_table",
    "holm",
    "jackknife_se",
    "level_shares",
    "mc_se",
    "median_se_from_quartiles",
    "monthly_difference",
    "name_asked",
    "name_points",
    "names_of",
    "of_hundred",
    "one_point",
    "option_table",
    "outcomes_of",
    "paired_diff",
    "paired_prob_diff",
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
    "year_means",
    "year_table",
    "year_totals",
]
