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
# # How many runs are enough, and what drives the answer?
#
# *Lesson 7: sensitivity and how many runs.*
#
# Few runs leave an answer that luck may turn round, and many cost time. A model with hundreds of
# numbers also leaves the question which of them matter. Both questions have tools here, and each
# tool may answer "undecided", which is better than an order that the next seed would change.

# %%
# %matplotlib inline
import os

import matplotlib.pyplot as plt
import pandas as pd

import sim
from sim import plots

REPLICATES = int(os.environ.get("LESSON_REPLICATES", "2000"))
SEED = 1
WORLD = "second_trump_term"
OUTCOME = "jpn_kor_final"
KEYS = [
    "leaders.washington.mediation",
    "leaders.washington.neighbour_priority",
    "leaders.washington.loyalty_reward",
    "leaders.next_seoul.history_hard_line",
    "leaders.next_seoul.china_alignment",
    "leaders.next_tokyo.history_hard_line",
    "parameters.memory_gain",
    "parameters.balance_pull",
]
# Designs grow with the replicates asked: base samples of Sobol are a power of 2.
BASE, PATHS = (256, 40) if REPLICATES >= 500 else (32, 8)

# %% [markdown]
# ## 1. How many runs does a standard error of 0.01 need?
#
# A pilot of some hundred runs tells how much an outcome varies. From that follows how many runs
# bring the standard error down to a target. The outcome is the relation of Tokyo and Seoul in the
# last month, on a scale from −1 to 1.

# %%
world = sim.load(WORLD)
broker = world.replace(**{"leaders.washington.mediation": 0.9})
both = [sim.Point(WORLD, one, one.overrides) for one in (world, broker)]
pilot = sim.run_study(both, replicates=max(60, REPLICATES // 10), seed=SEED)
needed = {
    str(what): sim.runs_needed(pilot, OUTCOME, se=0.01, statistic=what, point=0)
    for what in ("mean", "median", 0.1)
}
needed["paired difference"] = sim.runs_needed(pilot, OUTCOME, se=0.01, point=1, against=0)
pd.Series(needed, name="runs for a standard error of 0.01").to_frame()

# %% [markdown]
# **How to read it.** The statistics of one world differ a lot: few runs lie near the lowest tenth
# (`0.1`), so it is hard to place. The difference between two worlds needs few runs when both meet
# the same luck, because most of the luck cancels within each pair.
#
# These numbers come from a pilot and have an error of their own. Take them as sizes.
#
# ## 2. Can the runs stop by themselves?
#
# With `target_se` the run goes on until the error is small enough; `replicates` is how many it
# begins with. The first replicates are those of the pilot, to the bit.

# %%
run = sim.run(world, replicates=REPLICATES // 10, seed=SEED, target_se={OUTCOME: 0.02})
error = run.outcomes[OUTCOME].sem()
print(f"{run.replicates} replicates, standard error {error:.4f}")

# %% [markdown]
# ## 3. Which keys are worth a closer look?
#
# Eight keys are varied: three traits of whoever holds Washington, three of the next leaders of
# Seoul and Tokyo, and two parameters of the model. Their ends are found for us: the prior of a
# parameter, the coded range of a leader, and the whole scale for whoever holds an office. Morris's
# method walks through the design on paths and changes one key at a step. It is a cheap first look.

# %%
morris = sim.sensitivity(world, KEYS, OUTCOME, method="morris", n=PATHS, replicates=20, seed=SEED)
found = morris.loc[OUTCOME]
for key, says in found["says"].items():
    print(f"{key:38} {says}")
found[["mu", "mu_star", "free", "free_low", "free_high", "rank"]].round(3)

# %% [markdown]
# **How to read it.** `mu` is the mean change when a key goes through its whole range: its sign
# tells the direction. `mu_star` takes sizes without signs. `free` is the size without the noise of
# finitely many replicates, with its interval; ranks rest on it.
#
# `rank` is empty where an interval meets another one, or spans zero. `says` names with whom. That
# is no failure of the method: it says that these runs do not decide the order.
#
# ## 4. How much of the variance belongs to each key?
#
# Sobol indices answer that. `S1` is what a key explains on its own. The total index also counts
# what it does together with others; `free` is that total without noise.

# %%
sobol = sim.sensitivity(world, KEYS, OUTCOME, n=BASE, replicates=20, seed=SEED)
sobol.loc[OUTCOME][["S1", "S1_low", "S1_high", "free", "free_low", "free_high", "rank"]].round(3)

# %%
noise = sobol["noise"].iloc[0]
print(f"points run: {sobol.attrs['points']:,}, each with {sobol.attrs['replicates']} replicates")
print(f"share of the variance between points that is noise: {noise:.1%}")
ranked = sobol.loc[OUTCOME]["rank"].dropna()
print("ranked:", ", ".join(f"{rank:.0f}. {key}" for key, rank in ranked.items()) or "none")
print("not ranked:", len(KEYS) - len(ranked), "keys")

# %% [markdown]
# The noise is there because each point is a mean of 20 runs. It moves with every key, so it would
# make harmless keys look as if they did something. More replicates a point lower the noise, more
# points narrow the intervals, and both cost time. `S1` has the noise in it, and `free` has not, so
# `free` may lie below `S1`: compare `free` with `free`.
#
# Shares depend on the ranges. `leaders.washington` goes over the whole scale from 0 to 1. The keys
# of `leaders.trump_2` go over the narrow range of that leader, and answer another question.
#
# ## 5. Does the answer change as the years go by?
#
# The same design can be asked about each month. Here are four of the keys and their total index
# without noise. A key of a leader who is not in office yet cannot matter.

# %%
FOUR = [KEYS[0], KEYS[1], KEYS[3], KEYS[6]]
by_month = sim.sensitivity(
    world, FOUR, n=BASE // 4, replicates=20, seed=SEED, by_month="relation_jpn_kor"
)
fig, axes = plt.subplots(figsize=(8, 4), layout="constrained")
for key, style in zip(FOUR, ("-", "--", "-.", ":"), strict=True):
    one = by_month.xs(key, level="key").loc["2025-03":]
    axes.plot(one.index, one["free"], style, label=key)
    axes.fill_between(one.index, one["free_low"], one["free_high"], alpha=0.15)
axes.set(ylim=(-0.1, 1.35), ylabel="share of variance, total", title="What drives Tokyo and Seoul")
axes.legend(fontsize=8)
plt.show()

# %% [markdown]
# The bands are 95 % intervals. Where two bands overlap in a month, the order in that month is
# undecided. An index is a share: one that falls may do so because another one grows.
#
# ## 6. What drives the spread within one world?
#
# No design is needed for that. In every replicate each trait that is a range is drawn anew, and the
# run remembers what it drew. `sim.drivers` asks how much of the spread from run to run each of
# them explains.

# %%
many = sim.run(world, replicates=max(REPLICATES, 120), seed=SEED)
drivers = sim.drivers(many, OUTCOME, seed=SEED)
rest = [drivers.attrs[name] for name in ("unexplained", "unexplained_low", "unexplained_high")]
print(f"{len(drivers)} keys were drawn; the best of as many shuffled ones reaches", end=" ")
print(f"{drivers['chance'].iloc[0]:.3f}")
print("share that no clear key explains: {:.0%} ({:.0%} to {:.0%})".format(*rest))
drivers[["S1", "S1_low", "S1_high", "clear", "spearman", "rank"]].head(6).round(3)

# %% [markdown]
# `clear` is true where a key explains more than the best of as many shuffled keys would. In the
# share that no clear key explains there is luck; and there are keys that act only together, and
# keys too weak to be seen with so few runs. So it is an **upper bound** of luck. It depends on the
# number of runs, and tends to fall as more of them make more keys clear: name that number with it.
#
# Shares are smaller than in section 4: there each point is a mean, from which most luck is gone,
# and here every single run counts with all its luck.
#
# A picture shows the shape: the mean outcome in parts of a key's range, with intervals.

# %%
BINS = 10 if len(many.outcomes) >= 1000 else 4
shown = drivers.index[:3]
plots.partial_dependence([sim.partial_dependence(many, OUTCOME, key, bins=BINS) for key in shown])

# %% [markdown]
# ## 7. What does one key at a time do?
#
# A tornado shows how far each key moves the outcome when it alone goes from end to end. It is easy
# to explain and blind to everything that keys do together.

# %%
alone = sim.one_at_a_time(world, KEYS, OUTCOME, replicates=max(REPLICATES // 4, 60), seed=SEED)
plots.tornado(alone)

# %% [markdown]
# **How to read it.** Every bar goes from the mean at the low end of a key's range to the mean at
# its high end, all else as it is in the world. Both ends share their luck, so that the error of a
# swing is that of pairs. A swing within chance is dashed.
#
# Compare the swing with the total index of section 4. There all keys vary at once, and here each
# has company that stands still. A key that works only together with another has a small swing and
# still a share of the variance.

# %%
total = sobol.loc[OUTCOME][["free", "free_low", "free_high"]].add_prefix("total_")
alone[["swing", "se"]].join(total).round(3)

# %% [markdown]
# ## What this does not show
#
# - Which keys matter in the world outside. An index is a share of what was varied here: eight keys
#   over the ranges given. Other ranges give other shares, and a key left out has none.
# - That an undecided order is a tie. It says that these runs do not tell the two apart.
# - Whether the model is right. A number can drive the answer and be badly known; then it is worth
#   evidence, and section 4 says where to look for it.
# - How a leader acts who has this trait. Traits are readings of texts, and scales from 0 to 1 are
#   wider than any one leader.

# %% [markdown]
# ## Try it
#
# 1. Double `BASE`. How many keys get a rank, and how much narrower are the intervals?
# 2. Run section 4 with 5 replicates a point. What becomes of the noise, of `ST`, and of `free`?
# 3. Give ends of your own: a mapping of every key to (low, high) in place of `KEYS`, with mediation
#    by Washington from 0.0 to 0.2. Does the order hold?
# 4. Ask `sim.drivers` about `summits` in place of the relation. Is the same leader on top?
