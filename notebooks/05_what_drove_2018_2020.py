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
# # What drove the slump between Tokyo and Seoul in 2018 to 2020?
#
# *Lesson 5: what drove 2018–2020.*
#
# The articles name four causes: the courts, a Washington that did not broker, leaders who held a
# hard line on history, and rivalry for Washington's favour. All of them were there at once, so that
# no look at the record can part them. A model can take each away, alone and with others, and leave
# the luck as it was.

# %%
# %matplotlib inline
import os

import sim
from sim import plots

REPLICATES = int(os.environ.get("LESSON_REPLICATES", "2000"))
SEED = 1
WORLD, MONTHS = "baseline_hindcast", 108  # January 2012 to December 2020
BEGIN = "2018-01"
OUTCOMES = {"slump": "mean(relation_jpn_kor, '2018-07', '2020-12')"}

# %% [markdown]
# ## 1. What is to be explained?
#
# The mean relation over thirty months, an outcome of our own. Here is how the model's past runs.

# %%
past = sim.load(WORLD).replace(months=MONTHS)
run = sim.run(
    past, REPLICATES, seed=SEED, outcomes=OUTCOMES, keep=["relation_jpn_kor", "reversal_event"]
)
plots.fan(run, "relation_jpn_kor")

# %%
slump = run.outcomes["slump"]
print(f"mean {slump.mean():+.3f}, 95% interval ±{1.96 * slump.sem():.3f}")
low, high = slump.quantile([0.05, 0.95])
print(f"nine histories in ten lie between {low:+.2f} and {high:+.2f}")

# %% [markdown]
# ## 2. Without one mechanism: which does the slump rest on?
#
# **Ablation** switches one mechanism off. Off since 2012 would change the years before as well, so
# that 2018 begins elsewhere. We branch: the same history to the bit to the end of 2017, and from
# 2018 on without it.

# %%
keys = sim.keys()
switches = keys.loc[keys["kind"] == "switch", "key"]
worlds = {
    key.removeprefix("switches."): sim.branch(past, at=BEGIN, **{key: False}) for key in switches
}
FEW = max(REPLICATES // 4, 40)
points = [sim.Point(name, world) for name, world in {"the_past": past, **worlds}.items()]
without = sim.run_study(points, replicates=FEW, seed=SEED, outcomes=OUTCOMES)
ablation = sim.compare(without, between=("the_past", list(worlds)), outcomes=list(OUTCOMES))
table = ablation.table.droplevel("outcome")
table[["difference", "low", "high", "p_holm", "verdict"]].sort_values("difference").round(3)

# %% [markdown]
# **How to read it.** `difference` is the relation without the mechanism minus the relation with it.
# Above 0: the mechanism made the slump deeper. Below 0: it held the two together. `p_holm` is
# corrected for twenty looks.
#
# These numbers are no shares of the slump. They need not add up to anything: what one mechanism
# does may need another one, and then both lose it when either is off.

# %% [markdown]
# ## 3. Without the ruling: when and for how long does it matter?
#
# In October 2018 Korea's highest court ruled against a Japanese firm. A branch without rulings from
# that month on tells what depended on them.

# %%
ruled = sim.branch(past, at="2018-10", without="court")
both = sim.run_study(
    [sim.Point("the_past", past), sim.Point("no_ruling", ruled)],
    replicates=REPLICATES, seed=SEED, outcomes=OUTCOMES, keep=["relation_jpn_kor"],
)  # fmt: skip
effect = sim.compare(both, between=("the_past", "no_ruling"))
print("first month in which any history differs:", f"{effect.first_month:%B %Y}")
row = effect["slump"]
print(f"slump without them: {row.difference:+.3f} ({row.low:+.3f} to {row.high:+.3f})")

# %%
by_month = effect.by_month("relation_jpn_kor")
plots.paired_difference(both, "relation_jpn_kor", 0, 1, by_month, pairs=REPLICATES)

# %%
by_month.loc[["2018-09-01", "2018-10-01", "2019-01-01", "2019-12-01", "2020-12-01"]].round(3)

# %% [markdown]
# **How to read it.** Before the ruling the difference is 0 to the bit: the branch keeps history.
# Then it opens within some months, and closes slowly. While it closes, the slump comes without the
# ruling as well, only later. What is left at the end had not come by then.
#
# `q25` and `q75` hold the middle half of single histories. The interval is of the mean, and far
# narrower.

# %% [markdown]
# ## 4. Around a reversal: did it cause the fall, or follow it?
#
# In many histories Seoul undoes the settlement. An **event study** sets these months to 0 and lays
# them over one another. Beside each stands a history without a reversal that was alike before.

# %%
around = sim.event_study(run, "reversal", before=6, after=12)
plots.event_study(around)

# %%
months = around.loc["relation_jpn_kor"]
print(
    f"{around.attrs['events']:,} histories with a reversal, {around.attrs['beside']:,} beside them"
)
for offset in (-3, 0, 12):
    row = months.loc[offset]
    print(f"month {offset:+d}: {row.difference:+.3f} ({row.low:+.3f} to {row.high:+.3f})")

# %% [markdown]
# **How to read it.** The upper part shows both groups, the lower one their difference. If the two
# part before month 0, the reversal was announced by something else, and is not the only cause.
# After month 0 the difference first jumps. If it then shrinks, those without a reversal are falling
# as well, for other reasons.

# %% [markdown]
# ## 5. Which cause has how much?
#
# Six causes, each of them taken away from 2018 on: no rulings; Washington brokers, cares, or does
# not reward, as under Obama; Seoul on history as under Yoon, Tokyo as under Kishida. **Shapley
# shares** try all 64 sets of causes, and give each cause its mean contribution over all orders.


# %%
def as_under(leader, trait):
    """Return the range of a trait that another leader is coded with."""
    span = past.leaders[leader].traits[trait]
    return [span.low, span.high]


otherwise = sim.branch(
    past,
    at=BEGIN,
    without="court",
    changes={
        "leaders.trump_1.mediation": as_under("obama", "mediation"),
        "leaders.trump_1.neighbour_priority": as_under("obama", "neighbour_priority"),
        "leaders.trump_1.loyalty_reward": as_under("obama", "loyalty_reward"),
        "leaders.moon.history_hard_line": as_under("yoon", "history_hard_line"),
        "leaders.abe.history_hard_line": as_under("kishida", "history_hard_line"),
    },
)
shares = sim.attribute(past, otherwise, OUTCOMES, replicates=FEW, seed=SEED)
shares.round(3)

# %%
whole = shares.attrs["difference"]
half = 1.96 * shares.attrs["difference_se"]
print(f"all six taken away: {whole:+.3f} ({whole - half:+.3f} to {whole + half:+.3f})")
print(
    f"sum of shares {shares['share'].sum():+.3f}; sum of changes alone {shares['alone'].sum():+.3f}"
)

# %% [markdown]
# **How to read it.** `share` is what a cause brings on average, with its interval; the shares add
# up to the whole. `alone` is what it brings if nothing else is changed, `last` what it brings once
# all else is.
#
# Where `alone` is near 0 and `last` is large, the cause works only once others are gone. So "remove
# it and nothing changes" and "it has a large share" can both be true. Ablation sees the first,
# Shapley both.

# %% [markdown]
# ## What this does not show
#
# - What drove the real slump. Causes that are in no article are in no share, and what an article
#   stresses may have been given a large size. The sizes are assumed, though the model was set
#   beside this very record.
# - A share that is the cause's own: it depends on what each cause is replaced by. "As under Obama"
#   is one choice among others.
# - Where the model itself is too certain: in 2018 to 2020 both allies contest in most months
#   whatever happens (MODEL.md, section 10), so that a single stance or broker has little to move
#   alone.
# - The event study shows histories that differ by luck. Those with a reversal were on the way to
#   one.

# %% [markdown]
# ## Try it
#
# 1. Let `BEGIN` be 2017-06. Which shares grow if the causes go a half year earlier?
# 2. Replace Tokyo's line by that of Noda. Does the rank of the causes change?
# 3. Branch with `changes={"events.court.without": ["2018-11"]}`: only the second ruling gone. How
#    much is that of the whole?
# 4. Keep `provocation_event` as well, and ask `sim.event_study` about `"provocation"`. What comes
#    before one?
# 5. `python -m sim experiment=each_mechanism_off` does section 2 for a second Trump term. What
#    differs?
