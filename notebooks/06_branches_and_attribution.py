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
# # What would have changed without two court rulings?
#
# *Lesson 6: branches and attribution.*
#
# In October and November 2018 a court in Seoul ruled against Japanese firms, and the relation of
# Tokyo and Seoul broke. A model can keep every month before that, take the rulings away, and go on;
# it can also make several changes at once, and say how much of the difference belongs to each. All
# numbers here speak of the model, and none says what would have happened in the real world.

# %%
# %matplotlib inline
import os

import sim
from sim import plots

REPLICATES = int(os.environ.get("LESSON_REPLICATES", "2000"))
SEED = 1
WORLD = "baseline_hindcast"
BRANCH = "2018-10"
OUTCOME = "jpn_kor_final"
FIRST_YEAR = {"relation_2019": "mean(relation_jpn_kor, '2019-01', '2019-12')"}

# %% [markdown]
# ## 1. What is a branch?
#
# A branch is a copy of a world that is the same to the last bit before a month, and different from
# that month on. Here two rulings are taken away, those of October and November 2018. Rulings of
# later years stay.

# %%
history = sim.load(WORLD)
branch = sim.branch(history, at=BRANCH, changes={"events.court.without": ["2018-10", "2018-11"]})
sim.diff(history, branch)[["key", "a", "b"]]

# %% [markdown]
# `sim.diff` lists what differs: a row a key. The first row is the month of the branch. The second
# one shows the dated rulings and their sizes in both worlds.
#
# ## 2. Is history really equal before the branch?
#
# A claim like this is worth a check. We run both worlds with the same seed, so that replicate 7 of
# one meets the same luck as replicate 7 of the other. Then we look at every month and replicate
# before October 2018, not only at means.

# %%
points = [sim.Point(WORLD, world, world.overrides) for world in (history, branch)]
study = sim.run_study(points, replicates=REPLICATES, seed=SEED, keep=["relation_jpn_kor"])
path = study.trajectories["relation_jpn_kor"]
gap = path.sel(point=1) - path.sel(point=0)
before = gap.sel(month=slice(None, "2018-09"))
assert bool((before == 0.0).all())
print(f"{before.size:,} values before {BRANCH}, largest difference: {float(abs(before).max())}")

# %% [markdown]
# ## 3. When do the two worlds part, and by how much?
#
# `sim.compare` takes the difference within each pair of replicates: branch less history.
# `first_month` is the first month in which any pair differs in any recorded number.

# %%
effect = sim.compare(study, between=(0, 1))
print("first month apart:", effect.first_month.strftime("%Y-%m"))
monthly = effect.by_month("relation_jpn_kor")
monthly.loc["2018-09":"2019-03", ["base", "alternative", "difference", "low", "high"]].round(3)

# %%
after = monthly.loc[BRANCH:]
widest, last = after["difference"].idxmax(), after.index[-1]
for name, month in (("widest", widest), ("last month", last)):
    value, low, high = monthly.loc[month, ["difference", "low", "high"]]
    print(f"{name:10}  {month:%Y-%m}  {value:+.3f}  ({low:+.3f} to {high:+.3f})")
share, error = effect[OUTCOME][["p_positive", "p_positive_se"]]
print(f"pairs in which the branch is higher in the last month: {share:.1%} ± {1.96 * error:.1%}")

# %% [markdown]
# **How to read it.** `difference` is the mean over pairs, on a scale from −1 (hostile) to 1
# (close). `low` and `high` are its 95 % interval. The interval is narrow because both members of a
# pair share their luck. It holds the error of finitely many runs, and no error of the model.
#
# The picture has both worlds above, and the difference below.

# %%
gaps = {f"{month:%B %Y}": monthly.loc[month, "difference"] for month in (widest, last)}
plots.paired_difference(
    study,
    "relation_jpn_kor",
    0,
    1,
    monthly,
    pairs=REPLICATES,
    title="Without both rulings: " + ", ".join(f"{gap:+.2f} in {at}" for at, gap in gaps.items()),
)

# %% [markdown]
# ## 4. Which of several changes does how much?
#
# Now we ask for more. From the same month on there are no rulings of 2018, Tokyo takes a soft line
# on history, and Washington offers itself as a broker and cares about the pair. That is four
# changes. Keys of `leaders.tokyo` act on everybody who holds Tokyo from then on.

# %%
CHANGES = {
    "events.court.without": ["2018-10", "2018-11"],
    "leaders.tokyo.history_hard_line": 0.2,
    "leaders.washington.mediation": 0.9,
    "leaders.washington.neighbour_priority": 0.9,
}
softer = sim.branch(history, at=BRANCH, changes=CHANGES)
shares = sim.attribute(history, softer, FIRST_YEAR, replicates=REPLICATES, seed=SEED)
shares.round(3)

# %% [markdown]
# **How to read it.** `alone` is what a change does when nothing else is changed. `last` is what it
# adds when the three others are made already. Where these two differ, changes work together or
# against one another, and "how much is due to it" has no single answer.
#
# `share` is Shapley's answer: what the change adds on average, over all orders in which the changes
# may come. Shares have intervals, and they add up to the whole difference:

# %%
whole = shares.attrs["difference"]
print(f"sum of shares {shares['share'].sum():+.4f}   difference {whole:+.4f}")
together = shares["last"] - shares["alone"]
print("adds more when the others are there too:", ", ".join(together[together > 0.01].index))

# %% [markdown]
# ## 5. Is the order the same some years later?
#
# The question above was about 2019. The same four changes, asked about the last month of the
# window, September 2025:

# %%
later = sim.attribute(history, softer, OUTCOME, replicates=REPLICATES, seed=SEED)
for year, table in (("2019", shares), ("September 2025", later)):
    print(f"{year}: {table.attrs['difference']:+.3f} in all")
    for change, row in table.iterrows():
        print(f"  {row['share']:+.3f} ({row['low']:+.3f} to {row['high']:+.3f})  {change}")

# %% [markdown]
# Look for two rows that change places. Believe it only where their intervals do not meet: an order
# of two numbers within one another's intervals is undecided.
#
# ## 6. What does it look like in one history?
#
# A mean has no events. We take one pair: the one whose difference in the last month is the middle
# one of all pairs. `sim.story` tells a history in words. Both tell the same events and turns before
# the branch.

# %%
final = effect.values(OUTCOME)
middle = (final["alternative"] - final["base"]).sort_values().index[len(final) // 2]
told = {
    name: sim.story(world, seed=SEED, replicate=int(middle)).table
    for name, world in (("history", history), ("branch", branch))
}
lived = [one.loc[one["month"] < BRANCH, ["month", "kind", "who"]] for one in told.values()]
print(f"replicate {middle}: {len(lived[0])} things told before {BRANCH},", end=" ")
print("the same in both:", lived[0].equals(lived[1]))

# %% [markdown]
# After it they part. Here are events and changes of ties from the branch to the end of 2019.

# %%
for name, table in told.items():
    part = table[(table["month"] >= BRANCH) & (table["month"] < "2020-01")]
    print(name.upper())
    for row in part[part["kind"].isin(["event", "tie"])].itertuples():
        print(f"  {row.month:%Y-%m}  {row.words}")

# %% [markdown]
# What is the same in both lists came from outside (tests of weapons), from luck that both share, or
# from choices that stayed the same. What stands in one list only is what the rulings brought about,
# or what their absence left room for, in this one history. Another pair tells other events, so a
# story is an illustration and no evidence. Evidence is in sections 3 to 5.

# %% [markdown]
# ## What this does not show
#
# - That relations would have been better in the real world. The model has a rule that rulings hurt;
#   a branch shows what this rule and the others imply together.
# - What else would have followed. Nobody in the branch knows that a ruling could have come, and
#   leaders hold the same offices as before. In reality voters and courts react.
# - Who is to blame. A Shapley share depends on which changes are in the list, and on how large each
#   was made.
# - Whether such a gap would close. It narrows here while both worlds get the same later leaders, in
#   the same months.

# %% [markdown]
# ## Try it
#
# 1. Take away all rulings from October 2018 on: `sim.branch(history, at=BRANCH, without="court")`.
#    Is the last month different from that of section 3?
# 2. Branch at the same month with a broker only. In which month do the worlds part, and why is it
#    so hard to see in a picture?
# 3. Make the soft line of Tokyo 0.5 in place of 0.2. Which shares change, besides its own?
# 4. Tell the pair with the largest difference. How does it differ from the middle one?
