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
# # Where do bad endings lie, and which assumptions does the record rule out?
#
# *Lesson 8: scenario discovery and history matching.*
#
# In some runs Tokyo and Seoul end as opponents, and one wants to know which leaders those runs
# have in common. Behind every run stand parameters that nobody has measured, and the record of 2012
# to 2025 fits some values of them better than others. So this lesson asks two things: where does an
# outcome lie, and does a conclusion hold for all parameters that the record leaves?

# %%
# %matplotlib inline
import os
from statistics import NormalDist

import matplotlib.pyplot as plt
import pandas as pd

import sim

REPLICATES = int(os.environ.get("LESSON_REPLICATES", "2000"))
SEED = 1
WORLD = "second_trump_term"
PAST = "baseline_hindcast"
OUTCOME = "jpn_kor_final"
CONDITION = "jpn_kor_final < 0"
DRAWS = max(REPLICATES // 8, 40)  # of the parameters
EACH = 50 if REPLICATES >= 500 else 20  # replicates of a draw

# %% [markdown]
# ## 1. In which runs do the two end as opponents?
#
# Traits of leaders nobody knows yet are wide ranges, and each replicate draws its own values.
# `sim.discover` looks for a box: ranges of a few traits within which the condition holds much more
# often than outside. The method is PRIM, which cuts thin slices off as long as that helps.

# %%
run = sim.run(sim.load(WORLD), replicates=max(REPLICATES, 400), seed=SEED)
told = sim.discover(run, CONDITION, seed=SEED)
print(told)

# %%
told.scores.head(6).round(3)

# %% [markdown]
# **How to read it.** `score` says how useful a trait is to a forest of decision trees. Scores add
# up to 1 whatever the data are, so a score alone is no evidence. `S1` is the share of the
# condition's variance that a trait explains on its own, and `clear` says whether this is more than
# the best of as many shuffled traits reaches (`chance`). Only clear ones may limit a box.
#
# ## 2. How good is the box?
#
# Somebody who searches long finds something. So a third of the runs took no part in the search, and
# tells what the box is worth.

# %%
box = told.boxes.iloc[0]
print(f"{told.share:.0%} of all runs end below 0")
print("density in the box, where it was sought: {:.0%}".format(box["sought_density"]))
for name in ("density", "coverage"):
    ends = box[[name, f"{name}_low", f"{name}_high"]]
    print(f"{name}, in runs kept apart: " + "{:.0%} ({:.0%} to {:.0%})".format(*ends))
told.limits.loc[0].round(3)

# %% [markdown]
# **How to read it.** `density` is the share of runs inside the box that end below 0. `coverage` is
# the share of all such runs that lie inside. A small box has a high density and a low coverage.
# `says` tells of each limit whether at least half of the resamples find one for the same trait
# (`reproduced`), and whether it is hardly chance (`qp_low`, `qp_high`). A limit that is undecided
# should not be told as a finding.

# %%
drawn = run.draws.merge(run.outcomes[["replicate", OUTCOME]], on="replicate")
x, y = told.scores.index[:2]
bad = drawn[OUTCOME] < 0
fig, axes = plt.subplots(figsize=(7, 5), layout="constrained")
axes.plot(
    drawn.loc[~bad, x], drawn.loc[~bad, y], ".", color="0.75", ms=4, label="ends at 0 or above"
)
axes.plot(drawn.loc[bad, x], drawn.loc[bad, y], "x", color="#B54A00", ms=5, label="ends below 0")
limits = told.limits.loc[0].reindex([x, y])[["low", "high"]]
for key, line in ((x, axes.axvline), (y, axes.axhline)):
    for end in limits.loc[key].dropna():
        line(end, color="black", ls="--")
axes.set(xlabel=x, ylabel=y, title="Dashes: limits of the box")
axes.legend(loc="upper left", framealpha=1.0)
plt.show()

# %% [markdown]
# There are crosses outside of the box and dots inside. A box is a summary for people, and no rule
# that a run follows.
#
# ## 3. Which parameters does the record rule out?
#
# Each parameter has a prior: the range that its source allows. We draw many sets of parameters from
# the priors, run 2012 to 2025 with each, and keep those whose mean lies where we say it must. Two
# statements are enough to begin with: a deep low in 2019 and 2020, and good relations in 2023 and
# 2024. The numbers are ours, and you may put others.

# %%
past = sim.load(PAST)
WANTED = {
    "mean(relation_jpn_kor, '2019-01', '2020-12')": (-0.8, -0.2),
    "mean(relation_jpn_kor, '2023-06', '2024-11')": (0.1, 0.8),
}
matched = sim.history_match(past, WANTED, draws=DRAWS, replicates=EACH, seed=SEED)
print(matched)
matched.facts[["low", "high", "p05", "median", "p95", "ruled_out", "undecided", "meets"]].round(2)

# %% [markdown]
# **How to read it.** A draw is ruled out only where its mean lies outside by more than three
# standard errors; what is nearer stays as undecided. This is weaker than fitting: nothing is called
# best, and what cannot be right goes.
#
# Does that narrow single parameters? We compare the mean of the kept draws with that of all, in
# units of the parameter's spread. Among so many parameters one or another moves by chance, so a
# move counts only beyond what the largest of them all would reach in 5 of 100 cases.

# %%
every, kept = (
    pd.DataFrame(one.rows, columns=one.names) for one in (matched.parameters, matched.kept)
)
moved = (kept.mean() - every.mean()) / every.std()
error = (1 / len(kept) - 1 / len(every)) ** 0.5  # of a mean of some draws beside that of all
chance = NormalDist().inv_cdf(1 - 0.025 / len(moved)) * error
most = moved.abs().nlargest(4).index
print(f"{len(moved)} parameters; beyond chance: a move of more than {chance:.2f}")
pd.DataFrame({"all": every.mean(), "kept": kept.mean(), "moved": moved}).loc[most].round(3)

# %% [markdown]
# Where hardly a parameter moves, the record rules out combinations rather than values. The whole
# set of kept draws knows about combinations; a table of single ranges does not.
#
# ## 4. What if we ask for everything at once?
#
# The project ships stated facts of the record, with how often a run should show each of them. Some
# of them may be used for fitting. Here all of those are asked together.

# %%
strict = sim.history_match(past, draws=DRAWS, replicates=EACH, seed=SEED)
print(strict)
hardest = strict.facts.sort_values("ruled_out", ascending=False).head(4)
for name, row in hardest.iterrows():
    print(f"{row['ruled_out']:4.0%} ruled out by {name}: {row['says']}")

# %% [markdown]
# If no draw is left, that is a result: within these priors the model does not show all of the facts
# as often as was asked. Then `kept` has nothing to give, and says so.

# %%
try:
    print(len(strict.kept.rows), "draws are left")
except sim.SimError as error_line:
    print(error_line)

# %% [markdown]
# What to do is a choice, and has to be told with the result. One may allow each draw to miss some
# facts (`misses`), widen the ranges by how far the record itself may be off (`tolerance`), or say
# that the model lacks something. We go on with the two statements of section 3.
#
# ## 5. Does a conclusion hold over what is left?
#
# Two conclusions about the years from 2025 on. First: a Washington that brokers and cares brings
# Tokyo and Seoul closer. Second: a Washington that rewards the more loyal ally drives them apart,
# so that without the reward they would be closer. Each is tried with every draw, under the same
# luck.

# %%
base = sim.load(WORLD)
WHO = "leaders.washington."
ASKED = {
    "broker who cares": {WHO + "mediation": 0.9, WHO + "neighbour_priority": 0.9},
    "no reward for loyalty": {WHO + "loyalty_reward": 0.0},
}
effects = {
    name: matched.effects(base, base.replace(**change), OUTCOME, replicates=EACH, seed=SEED)
    for name, change in ASKED.items()
}
conclusions = pd.concat(effects, names=["change"]).droplevel("outcome")
conclusions[["draws", "p05", "median", "p95", "share_positive", "noise", "says"]].round(3)

# %%
for change in ASKED:
    row = conclusions.loc[(change, "kept")]
    print(f"{change}: {row['says']} over {row['draws']:.0f} draws that the record leaves,", end=" ")
    print(f"median {row['median']:+.3f} ({row['p05']:+.3f} to {row['p95']:+.3f})")

# %% [markdown]
# **How to read it.** `p05` to `p95` is no confidence interval: it holds nine tenths of the draws,
# so it tells how much the answer depends on parameters. `says` gives a sign only where at least
# 95 % of the draws have it. `noise` is the error of one draw's effect at most; a spread not much
# wider than that is luck rather than parameters.

# %% [markdown]
# ## What this does not show
#
# - That the kept parameters are true. They are those that two statements do not rule out, and
#   these statements were ours. Other models may meet them as well.
# - What causes a bad ending. A box says what runs have in common; a change of one trait (lesson 6)
#   says what it does.
# - How likely a bad ending is. Ranges of leaders not known yet are assumptions, so shares of runs
#   are shares of assumptions.
# - Anything outside the priors. A value that no draw has was never tried.

# %% [markdown]
# ## Try it
#
# 1. Ask for good endings: `"jpn_kor_final > 0.6"`. Is the box the opposite of the bad one?
# 2. Ask for two boxes, `boxes=2`. How dense is the second, and is it decided?
# 3. Narrow one of the two statements step by step. When is nothing left?
# 4. Run section 4 with `misses=4`. Do the conclusions of section 5 hold over those draws too?
# 5. Discover over a design: `sim.design("lhs", 500, over=…)`, `sim.evaluate`, then
#    `sim.discover(design, values, "jpn_kor_final < 0.2")`.
