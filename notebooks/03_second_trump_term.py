# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Which of Washington's traits matter for Tokyo and Seoul, and which only together?
#
# *Lesson 3: the second Trump term.*
#
# Two presidents differ in many things at once, so that comparing them says little about any one of
# them. A factorial design takes them apart: every combination of four traits is run, and everything
# else, luck included, stays the same. What counts is first the bad tail, and the mean last: a
# policy that hardly moves the mean may still keep one history in ten from ending badly.

# %%
# %matplotlib inline
import os

import pandas as pd

import sim
from sim import plots

REPLICATES = int(os.environ.get("LESSON_REPLICATES", "2000"))
SEED = 1
WORLD = "second_trump_term"
LEVELS = {  # low and high: about the middles of what is coded for Trump's second term and for Biden
    "leaders.washington.mediation": (0.05, 0.9),
    "leaders.washington.neighbour_priority": (0.12, 0.92),
    "leaders.washington.burden_demand": (0.15, 0.9),
    "leaders.washington.loyalty_reward": (0.0, 0.9),
}
OUTCOMES = ["jpn_kor_final", "rent_mean"]

# %% [markdown]
# ## 1. What is run?
#
# Four traits, two values each: sixteen cells. `sim.design` writes them down, one row a cell.

# %%
cells = sim.design("factorial", 2, over=LEVELS)
traits = [key.rsplit(".", 1)[1] for key in LEVELS]
cells.set_axis(traits, axis="columns")

# %%
world = sim.load(WORLD)
points = [sim.Point(WORLD, world.replace(**cell), cell) for cell in cells.to_dict("records")]
study = sim.run_study(points, replicates=REPLICATES, seed=SEED)
print(f"{len(points)} cells, {len(study.outcomes):,} histories")

# %% [markdown]
# ## 2. What does a change do to the low end of the distribution?
#
# Begin with the two ends: a Washington that neither brokers nor cares for the pair, and one that
# does both. Demands and reward stay low in both.


# %%
def cell(**high):
    """Return the number of the cell in which these traits are high and all others low."""
    wanted = {key: ends[key.rsplit(".", 1)[1] in high] for key, ends in LEVELS.items()}
    return int((cells == pd.Series(wanted)).all(axis="columns").idxmax())


neither, both = cell(), cell(mediation=True, neighbour_priority=True)
effect = sim.compare(study, between=(neither, both))
plots.quantile_shift(effect, "jpn_kor_final")

# %% [markdown]
# **How to read it.** On the left, each tenth of the distribution in both worlds; on the right, how
# far it moves, with its interval. If all tenths moved alike, the marks on the right would stand
# above one another, and a mean would tell all. Where they do not, the mean mixes effects of
# different size. Each distribution is sorted by itself: the lowest tenths of two worlds need not be
# the same histories.

# %%
deciles = effect.quantiles("jpn_kor_final").set_index("quantile")
for quantile in (0.1, 0.5, 0.9):
    row = deciles.loc[quantile]
    print(f"{quantile:.0%} quantile: {row.difference:+.2f} ({row.low:+.2f} to {row.high:+.2f})")
row = effect["jpn_kor_final"]
print(f"mean: {row.difference:+.2f} ({row.low:+.2f} to {row.high:+.2f})")

# %% [markdown]
# ## 3. What does each trait do alone, over all the others?
#
# The **main effect** of a trait is the mean of the eight cells where it is high minus the mean of
# the eight where it is low. We take it within each replicate, so that luck drops out, and then over
# all.

# %%
final = study.outcomes.pivot(index="replicate", columns="point", values="jpn_kor_final")
sign = (cells > cells.mean()).set_axis(traits, axis="columns") * 2 - 1


def mean_of(contrast):
    """Return the mean over replicates of high minus low cells, with its 95% interval."""
    each = (final * contrast).sum(axis="columns") / (len(contrast) / 2)
    half = 1.96 * each.sem()
    return {"effect": each.mean(), "low": each.mean() - half, "high": each.mean() + half}


pd.DataFrame({trait: mean_of(sign[trait]) for trait in traits}).T.round(3)

# %% [markdown]
# ## 4. Which traits act only together?
#
# An **interaction** asks: how much more does one trait do where the other is high than where it is
# low? Half of that is the interaction; it is the same whichever of the two is asked about.

# %%
pairs = {
    f"{one} × {other}": mean_of(sign[one] * sign[other])
    for k, one in enumerate(traits)
    for other in traits[k + 1 :]
}
pd.DataFrame(pairs).T.sort_values("effect", key=abs, ascending=False).round(3)

# %% [markdown]
# **How to read it.** Both tables are in the unit of the outcome, the relation from −1 to 1. Where
# an interval holds 0, these runs cannot tell the sign. Where an interaction is as large as the main
# effects, these alone mislead: "the effect of mediation" is then no single number. It depends on
# what else the president wants.

# %% [markdown]
# ## 5. Why would demands bring the two together?
#
# The largest main effect may be one that the debate does not speak of. Before it is believed, ask
# what carries it. In E6 both allies act together when the same demands meet both. What is left of
# the effect when that mechanism is off?

# %%
DEMANDS = "leaders.washington.burden_demand"
for name, off in (("as it is", {}), ("no joint hedging", {"switches.joint_hedging": False})):
    few, many = (world.replace(**{DEMANDS: level, **off}) for level in LEVELS[DEMANDS])
    row = sim.compare(few, many, replicates=REPLICATES, seed=SEED)["jpn_kor_final"]
    print(f"{name}: {row.difference:+.3f} ({row.low:+.3f} to {row.high:+.3f})")

# %% [markdown]
# **How to read it.** If little were left, the effect would be joint hedging and nothing else. If
# all were left, it would have another cause. What is between says that several mechanisms carry it.
# It also says that the effect is as good as the argument of E6, and no better.

# %% [markdown]
# ## 6. How do the two go together, step by step?
#
# Two values of a trait show two ends and nothing between. For the pair with the largest interaction
# we run a finer grid, and draw the low tail first: the 10% quantile, which nine histories in ten
# exceed.

# %%
PAIR = ["leaders.washington.mediation", "leaders.washington.neighbour_priority"]
grid = sim.design("factorial", 5, over=dict.fromkeys(PAIR, (0.1, 0.9)))
fine = sim.run_study(
    [sim.Point(WORLD, world.replace(**step), step) for step in grid.round(3).to_dict("records")],
    replicates=REPLICATES,
    seed=SEED,
)
plots.heat_map(fine, "jpn_kor_final", *PAIR, statistic=0.1)

# %%
plots.heat_map(fine, "jpn_kor_final", *PAIR)

# %% [markdown]
# **How to read it.** Darker is closer. The first map is of the 10% quantile, the second of the
# mean. Go along the bottom row and then along the top one: if both change alike, the traits add up;
# if the top row changes far more, they act only together. Then compare the two scales: how much
# more does the tail move than the mean?
#
# An effect that is large in the tail and small in the middle says that the trait prevents bad
# endings, and adds little to good ones.

# %% [markdown]
# ## 7. Who pays?
#
# `rent_mean` is what Washington gains each month from bids and concessions.

# %%
means = study.outcomes.groupby("point")[OUTCOMES].agg(["mean", "sem"])
means.columns = ["_".join(column) for column in means.columns]
cells.set_axis(traits, axis="columns").join(means).sort_values("jpn_kor_final_mean").round(3)

# %% [markdown]
# **How to read it.** One row a cell, the worst for Tokyo and Seoul on top. Twice `sem` to either
# side of a mean is its 95% interval. See which trait goes with a high rent, and whether it is one
# of those that go with the relation. They need not be the same.

# %% [markdown]
# ## What this does not show
#
# - A ranking for the real world. What a trait does depends on the sizes of the terms that it
#   enters, and nearly all of them are assumed; `sim/spec/LEVERS.md` says which results hold over
#   their priors.
# - What lies outside the levels. A trait moved from 0.4 to 0.6 need not do a quarter of what it
#   does here: look at the grid.
# - Three traits at once. With sixteen cells such effects can be computed; here they are left out.
# - Other leaders in Tokyo and Seoul. All cells draw theirs from the ranges of one world.

# %% [markdown]
# ## Try it
#
# 1. Compute the interaction of three traits: the product of three signs. Does its interval hold 0?
# 2. Repeat section 3 for `rent_mean`. Which trait brings Washington most?
# 3. Take `WORLD = "joint_hedging"`. Which effect shrinks when the two allies act together anyway?
# 4. Compare `effect.table.loc["jpn_kor_final", "w1"]` with the mean difference. When are the two
#    equal?
# 5. Draw the grid at `statistic=0.9`. What is left of the pattern?
