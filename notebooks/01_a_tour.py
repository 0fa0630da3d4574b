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
# # Two worlds
#
# Does it matter for Tokyo and Seoul whether Washington brokers between them or makes them compete?
# Nobody can rerun history, but a model can be run under both policies, many times, with the same
# luck. This lesson does that: load two worlds, run them, compare them, and swap a leader.
#
# What comes out says what the model implies, given its assumptions. It is no forecast.

# %%
# %matplotlib inline
import os

import sim
from sim import plots

REPLICATES = int(os.environ.get("LESSON_REPLICATES", "2000"))

# %% [markdown]
# ## 1. What a world is
#
# A world is a file in `scenarios/`: who holds which capital when, what each leader wants, what
# happens from outside, each number with its source. There are many.

# %%
sim.scenarios()[["name", "title", "window"]]

# %% [markdown]
# We take two. Both begin in January 2025, after the same thirteen years, and in both Seoul starts
# with an acting president. They differ in Washington.

# %%
rivals = sim.load("second_trump_term")
broker = sim.load("biden_style_mediation")
for world in (rivals, broker):
    print(f"{world.title}\n  {world.description}\n")

# %% [markdown]
# What sets the two presidents apart is a handful of traits. A trait is a range: where the articles
# leave doubt, each replicate draws its own value from it.


# %%
def traits(world, leader):
    """Return a leader's traits as a line of text."""
    found = world.leaders[leader].traits.items()
    return ", ".join(f"{name} {span.low:g} to {span.high:g}" for name, span in found)


print("trump_2:", traits(rivals, "trump_2"))
print("biden:  ", traits(broker, "biden"))

# %% [markdown]
# ## 2. One history is an anecdote
#
# Here is the relation of Japan and South Korea (−1 hostile, 1 close) in three replicates of one
# world, at the end of each year. Calendar and rules are the same; only chance differs, and the
# paths part.

# %%
one_world = {
    f"replicate {k}": sim.simulate(rivals, seed=1, replicate=k)["relation"].sel(dyad="JPN-KOR")
    for k in range(3)
}
for name, path in one_world.items():
    decembers = path[path["month"].dt.month == 12].values
    print(name, " ".join(f"{value:+.2f}" for value in decembers))

# %% [markdown]
# So we run each world many times. All replicates of both worlds go into one study, from one seed.

# %%
study = sim.run_study(
    [sim.Point(world.name, world, world.overrides) for world in (rivals, broker)],
    replicates=REPLICATES,
    seed=1,
)
study.points[["scenario", "seed", "replicates"]]

# %% [markdown]
# One row a replicate, one column an outcome:

# %%
study.outcomes.groupby("scenario")[["jpn_kor_mean", "jpn_kor_final", "summits", "rent_mean"]].mean()

# %% [markdown]
# ## 3. Two distributions
#
# A mean hides the spread, and the spread is the point: outcomes of the two worlds overlap. In some
# histories things go well without a broker, in others badly with one.

# %%
SHOWN = [
    "jpn_kor_mean",
    "jpn_kor_final",
    "summits",
    "institution_final",
    "bid_mean_kor",
    "rent_mean",
]
plots.distributions(study, SHOWN, [rivals.name, broker.name])

# %% [markdown]
# Month by month: the line is the median, the bands hold half and nine tenths of the replicates.

# %%
plots.fans_by_world(study, "relation_jpn_kor", [rivals.name, broker.name])

# %% [markdown]
# ## 4. The effect, pair by pair
#
# Replicate 7 of one world and replicate 7 of the other share their luck: the same dice for the same
# court, the same summit, the same hesitation of the same leader. What is left between the two is
# what the policy did. `sim.compare` takes the difference within each pair, then looks at all pairs.

# %%
effect = sim.compare(rivals, broker, replicates=REPLICATES, seed=1)
effect.table.loc[SHOWN, ["unit", "base", "alternative", "difference", "low", "high", "p_positive"]]

# %% [markdown]
# How to read a row. `difference` is the mean of *broker less rivals*. `low` and `high` are its 95%
# interval: how far chance among the replicates may have moved the mean. `p_positive` is the share
# of pairs in which the broker's world has more. A difference can be beyond doubt and still leave
# many single histories that went the other way.
#
# The interval speaks of the runs, not of the world outside. More replicates make it narrower; they
# do not make the assumptions truer.

# %%
plots.twin_scatter(study, rivals.name, broker.name, "jpn_kor_mean")

# %% [markdown]
# What did pairing buy? `variance_saved` is the share of the variance of an unpaired comparison that
# is gone: so many replicates fewer for an interval as narrow.

# %%
effect.table.loc[SHOWN, ["correlation", "variance_saved"]]

# %% [markdown]
# Looking at many outcomes, one or another will stand out by chance. `holm` corrects for that.

# %%
effect.holm(SHOWN)

# %% [markdown]
# ## 5. Swap a leader
#
# In both worlds Seoul gets a president in June 2025 whom nobody could know in December 2024, so the
# traits are wide ranges. Suppose it were someone like Yoon Suk-yeol, who put ties with Tokyo first.
# We take his traits from the world that has him, give them to the next president, and leave
# everything else alone.

# %%
yoon = sim.load("baseline_hindcast").leaders["yoon"]
like_yoon = {
    f"leaders.next_seoul.{trait}": [span.low, span.high] for trait, span in yoon.traits.items()
}
swapped = rivals.replace(**like_yoon)
swap = sim.compare(rivals, swapped, replicates=REPLICATES, seed=1)
print("first month in which any replicate differs:", swap.first_month)
swap.table.loc[SHOWN, ["base", "alternative", "difference", "low", "high", "p_positive"]]

# %% [markdown]
# Nothing differs before the swapped leader takes office: the same draws meet the same people. That
# is a check on the comparison, and worth doing each time.
#
# Is a leader like that worth more where Washington brokers, or where it does not? The same swap in
# the other world answers.

# %%
swap_brokered = sim.compare(broker, broker.replace(**like_yoon), replicates=REPLICATES, seed=1)
for name, found in ((rivals.title, swap), (broker.title, swap_brokered)):
    row = found["jpn_kor_mean"]
    print(f"{row['difference']:+.3f} ({row['low']:+.3f} to {row['high']:+.3f})  {name}")

# %% [markdown]
# ## 6. Try it
#
# 1. Which single trait carries the swap? Replace one at a time.
# 2. Turn a mechanism off in both worlds, `rivals.replace(**{"switches.loyalty_contest": False})`,
#    and compare again. How much of the effect was it?
# 3. Extend the window: `rivals.replace(months=96)`. Does the difference last, once both worlds have
#    a new president in Washington?
# 4. Halve the replicates. What happens to the intervals, and what does not?
