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
# # Does it matter for Tokyo and Seoul whether Washington brokers or rewards rivals?
#
# *Lesson 1: a tour.*
#
# Nobody can run history again, so nobody can see what another policy would have brought. A model
# can be run under both policies, many times, with the same luck. This tour does that in ten
# minutes, and shows the five things that every later lesson uses: a world, a run, a history, a
# comparison and a pair.
#
# What comes out says what the model implies, given its assumptions. It is no forecast.

# %%
# %matplotlib inline
import os

import sim
from sim import plots

REPLICATES = int(os.environ.get("LESSON_REPLICATES", "2000"))
SEED = 1
RIVALS, BROKER = "second_trump_term", "biden_style_mediation"
OUTCOMES = ["jpn_kor_final", "jpn_kor_low", "institution_final", "summits", "rent_mean"]

# %% [markdown]
# ## 1. What is a world?
#
# A world is a file in `scenarios/`: who governs when, what each leader wants, what comes from
# outside, each number with its source. Here are some of them.

# %%
worlds = sim.scenarios()
print(len(worlds), "worlds, the first of them:")
for row in worlds.head(12).itertuples():
    print(f"{row.name:38}{row.title}")

# %% [markdown]
# We take two. Both go on from the same thirteen years of record, and both begin in January 2025.
# What do they differ in?

# %%
differs = sim.diff(RIVALS, BROKER).set_index("key")[["a", "b"]]
for side in differs:
    print(f"{side}: Washington is held by {differs.loc['calendar.washington', side]}")

# %%
differs.drop("calendar.washington").head(8)

# %% [markdown]
# **How to read it.** Each row is one thing that is not the same: `a` in the first world, `b` in the
# second. The calendar puts another president in Washington: one who is ready to broker, and rewards
# no rival. `None` stands where a leader never governs.
#
# With the president come **all** his traits, and not brokerage alone. This one also cares for the
# pair, holds to deterrence, and asks for little. The tour compares the two as wholes;
# `sim.attribute(rivals, broker)` tells what each change has of the difference.
#
# A trait with two ends is a range. Where the articles leave doubt, each run draws its own value
# from it, so that the doubt is part of the result.

# %% [markdown]
# ## 2. What happens in one history?
#
# One run of a world is a **replicate**: a history with its own luck. It can be told in words, and
# drawn.

# %%
rivals, broker = sim.load(RIVALS), sim.load(BROKER)
told = sim.story(rivals, seed=SEED, replicate=0)
print(told)

# %%
plots.history(sim.simulate(rivals, seed=SEED, replicate=0), story=told.table)

# %% [markdown]
# **How to read it.** The line is the relation of Tokyo and Seoul, from −1 (hostile) to 1 (close).
# Above it stands who governs, below it what happened and what each capital chose. Lines of the
# story with a source in brackets are dates of the public record; all others are the model's.
#
# This is one history out of very many. It shows how the model tells a chain of events. It cannot
# show what usually follows: for that we need many.

# %% [markdown]
# ## 3. What do many histories come to?
#
# We run both worlds many times and take the difference, broker minus rivals.

# %%
effect = sim.compare(rivals, broker, replicates=REPLICATES, seed=SEED)
shown = ["unit", "base", "alternative", "difference", "low", "high", "p_positive"]
effect.table.loc[OUTCOMES, shown].round(3)

# %% [markdown]
# **How to read it.** `base` and `alternative` are the means of the two worlds. `difference` is the
# second minus the first, and `low` to `high` its 95% interval: how far the luck of these runs may
# have moved that mean. `p_positive` is the share of histories in which the broker's world has more.
#
# A difference can be sure on average, and single histories can still end the other way round. The
# interval speaks of runs, not of the world outside: more runs make it narrower, and make no
# assumption truer.

# %% [markdown]
# ## 4. Which end of the distribution moves: the low one, or the high one?
#
# A mean hides that. So we ask how far each tenth of the distribution moves.

# %%
plots.quantile_shift(effect, "jpn_kor_final")

# %%
tails = effect.quantiles("jpn_kor_final").set_index("quantile").loc[[0.1, 0.5, 0.9]]
for quantile, row in tails.iterrows():
    print(f"{quantile:.0%} quantile: {row.difference:+.3f} ({row.low:+.3f} to {row.high:+.3f})")

# %% [markdown]
# **How to read it.** Sort the histories of each world from worst to best. The 10% quantile is the
# end that one history in ten does not reach; the 90% quantile is the end that one in ten passes.
# Where the numbers printed above differ, the distribution does not move as a whole.
#
# Each world is sorted by itself. The lowest tenth of one world need not be the same histories as
# the lowest tenth of the other, so this does not say which histories gain.
#
# Look at them in this order: first the low tail, then the middle, then the high one, and the mean
# last.

# %% [markdown]
# ## 5. What is gained by the same luck?
#
# Replicate 7 of one world and replicate 7 of the other are **twins**. They share every draw: the
# same chance of a ruling, of a meeting, of a leader's hesitation. What is left between twins is
# what the policy did.

# %%
runs = [
    sim.run(world, REPLICATES, seed=SEED, keep=["relation_jpn_kor"]) for world in (rivals, broker)
]
plots.twins(*runs, "relation_jpn_kor", replicates=8)

# %%
row = effect["jpn_kor_final"]
print(f"correlation of twins: {row.correlation:.2f}")
print(
    f"share of the variance of an unpaired difference that pairing saves: {row.variance_saved:.0%}"
)
print(
    f"so {REPLICATES:,} pairs are worth {REPLICATES / (1 - row.variance_saved):,.0f} unpaired runs"
)

# %% [markdown]
# **How to read it.** Both twins begin as one. They part in the month in which the policy first
# changes a choice, and from then on the same luck meets other circumstances.
#
# `variance_saved` is the share of the variance of an unpaired comparison that is gone. Where it is
# small, twins soon have little in common, and pairing helps little. Look at it each time.

# %% [markdown]
# ## 6. Where next?
#
# - **2, one month by hand**: what does a capital weigh, and with what chance does it act?
# - **3, second Trump term**: which of Washington's traits matter, and which only together?
# - **4, ambiguity or alignment**: does Seoul's stance on China bring it closer to Tokyo?
# - **5, what drove 2018–2020**: how much of a slump has each cause?
# - **6, branches and attribution**: what if one thing had been otherwise?
# - **7, sensitivity and how many runs**: what drives an outcome, and how sure is that?
# - **8, discovery and history matching**: under which assumptions does a result hold?
# - **9, a world of your own**: how is a world written, with its sources?
# - **10, two-way traffic**: how do results go into your own tools, and back?

# %% [markdown]
# ## What this does not show
#
# - Whether Washington **should** broker: what it costs Washington is in no column here except
#   `rent_mean`, what it gains from bids and concessions.
# - Which trait of the two presidents did it. They differ in all of them at once, so none of this is
#   the effect of mediation alone. `sim.attribute(rivals, broker)` takes them apart, and so does
#   lesson 3; that he asks for less weighs more than that he brokers, and the other way.
# - How the result would be with other sizes in the model. Nearly all sizes are assumed, and the
#   interval does not hold that doubt.
# - Anything about a date: the calendar of leaders after September 2025 is imagined.

# %% [markdown]
# ## Try it
#
# 1. Tell replicate 3 with `sim.story`, in both worlds. In which month do the twins part, and over
#    what?
# 2. Compare `neglect` with `second_trump_term`: a Washington that neither brokers nor rewards.
# 3. Halve the replicates. What happens to the intervals, and what does not?
# 4. Replace one trait alone: `rivals.replace(**{"leaders.trump_2.mediation": 0.9})`. How much of
#    the difference does it bring?
