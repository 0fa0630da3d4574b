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
# # What does a capital weigh in one month, and with what chance does it act?
#
# *Lesson 2: one month by hand.*
#
# A model of many rules may look like a machine that nobody can see into. But each month is
# arithmetic, and can be done by hand. This lesson takes one choice of Washington, works out its
# chances from the equations of `sim/spec/MODEL.md`, and then asks whether the model did as the sums
# say.

# %%
# %matplotlib inline
import os

import numpy as np
import pandas as pd
import xarray as xr

import sim
from sim import plots

REPLICATES = int(os.environ.get("LESSON_REPLICATES", "2000"))
SEED = 1
WORLD, LEADER = "baseline_hindcast", "obama"
MONTH, BEFORE, REPLICATE = "2015-06", "2015-05", 0
OUTCOMES = ["relation", "dispute", "institution", "effort", "choice"]  # recorded month by month

# %% [markdown]
# ## 1. What can be chosen?
#
# In E0.11 Washington has four courses between its two allies. We look at one month of one history.

# %%
world = sim.load(WORLD)
run = sim.run(world, REPLICATES, seed=SEED, keep=OUTCOMES)
months = run.trajectories
options = str(months["options"].sel(instrument="usa_brokerage").item()).split()
one = months.sel(replicate=REPLICATE)
chosen = one["choice"].sel(instrument="usa_brokerage")
for month in (BEFORE, MONTH):
    print(month, "Washington chose:", options[int(chosen.sel(month=month).item())])

# %% [markdown]
# Where did the ten relations stand, out of which it chose?

# %%
plots.network(months, BEFORE, replicate=REPLICATE, world=world)

# %% [markdown]
# **How to read it.** Each line is a relation: blue and full where the two are friends, red and
# dashed where they are at odds, wide where it is strong. The triangle on top is the one that the
# articles are about.
#
# A choice is made on **last** month's state: nobody sees an answer that is given in the same month
# (MODEL.md, section 3). So this picture shows the month before.

# %% [markdown]
# ## 2. What does Washington remember?
#
# Capitals do not read minds. They read the record: how often each option was chosen, with fading
# memory. E0.6 says how: each month the believed frequency moves a little toward what happened.

# %%
defaults = sim.keys().set_index("key")["default"]
p = {
    key.removeprefix("parameters."): value
    for key, value in defaults.items()
    if key.startswith("parameters.")
}


def remembered(instrument, option, start):
    """E0.6: the believed frequency of an option as each month begins, given that of the first."""
    took = months["choice"].sel(instrument=instrument).transpose("month", ...) == option
    belief = np.full(took.shape, start)
    for month in range(1, len(belief)):
        happened = took.values[month - 1]
        belief[month] = belief[month - 1] + p["memory_gain"] * (happened - belief[month - 1])
    return took.copy(data=belief)


# %% [markdown]
# The memory begins uniform where the world states nothing: one in four for each option of
# brokerage. What the world states of Tokyo and Seoul we read from it.
#
# `effort` is Washington's brokerage as the record shows it (E2.4): the three options that are not
# standing aside. The model records it, so that our sum can be checked.

# %%
effort = sum(remembered("usa_brokerage", option, 1 / 4) for option in (1, 2, 3))
tokyo, seoul = (
    remembered(f"{ally}_neighbour", 2, world.start_values[f"belief_{ally}_neighbour_contest"].low)
    for ally in ("jpn", "kor")
)
apart = float(abs(effort - months["effort"]).max())
print(f"largest distance to the model, {effort.size:,} months: {apart:.1e}")

# %% [markdown]
# **How to read it.** A distance of this size is the rounding of a computer's arithmetic, and no
# difference. Nothing but what was chosen goes into this memory.

# %% [markdown]
# ## 3. What does it weigh?
#
# A utility is a sum of terms (E2.1 to E2.3, E0.11). Three things speak for brokering: how far the
# allies are from what Washington wishes, whether both are willing, and what the president cares
# for.

# %%
traits = {
    name: run.draws[f"leaders.{LEADER}.{name}"].to_xarray().rename(index="replicate")
    for name in ("mediation", "neighbour_priority", "global_scope", "pressure_tilt")
}


def utilities(old, willing, last):
    """E2.1, E2.2, E2.3 and E0.11: what each of the four options is worth in a month."""
    t = {name: drawn.sel(replicate=old["replicate"]) for name, drawn in traits.items()}
    relation = old["relation"].sel(dyad="JPN-KOR")
    value = t["mediation"] * t["neighbour_priority"] * (p["target_relation"] - relation).clip(0, 1)
    convene = (
        p["convene_gain"] * value * (p["convene_floor"] + (1 - p["convene_floor"]) * willing)
        + p["quarrel_gain"] * t["mediation"] * old["dispute"]
        + p["building_gain"]
        * (t["mediation"] * t["neighbour_priority"] * (1 - old["institution"]) * willing)
        + p["breadth_gain"] * t["mediation"] * t["global_scope"]
        - p["convene_cost"]
    )
    press = (
        convene
        + p["press_gain"] * value * old["dispute"]
        - p["favouritism_aversion"] * t["mediation"]
        - p["press_cost"]
        - p["press_alliance_cost"]
    )
    tilt = p["tilt_gain"] * t["pressure_tilt"]
    return [
        p["inertia"] * (last == k) + u
        for k, u in enumerate((0, convene, press + tilt, press - tilt))
    ]


# %% [markdown]
# Inertia (E0.4) is added to the option that was taken last. `willing` is the product of two
# memories: how seldom Tokyo, and how seldom Seoul, was seen to contest.

# %%
willing = (1 - tokyo) * (1 - seoul)
old, last = one.sel(month=BEFORE).squeeze(), chosen.sel(month=BEFORE).item()
now = willing.sel(replicate=REPLICATE, month=MONTH).squeeze()
worth = np.array([float(u) for u in utilities(old, now, last)])
print(f"both willing: {float(now):.2f}")

# %% [markdown]
# ## 4. With what chance does it act?
#
# The better option is likelier, none is certain: logit quantal response, E0.2. One number, λ, says
# how closely a capital follows what is best.

# %%
weights = np.exp(p["rationality_usa"] * (worth - worth.max()))
chances = weights / weights.sum()
pd.DataFrame({"utility": worth, "chance": chances}, index=options).round(3)

# %% [markdown]
# **How to read it.** The chances add up to 1. Then a number between 0 and 1 is drawn, and the first
# option whose summed chances exceed it is taken (E0.3). So a single month can neither prove nor
# refute the sums: whatever was chosen had a chance.

# %% [markdown]
# ## 5. Did the model do as the sums say?
#
# For that we need many months in which the same was computed. We take **all** months of this
# president in all histories, and sort them by the chance of convening that our sums give. In each
# group: how often did Washington convene?

# %%
took = months["choice"].sel(instrument="usa_brokerage")
holders = [world.holder("washington", world.first + k) for k in range(world.months)]
served = [k for k, holder in enumerate(holders) if holder == LEADER and k > 0]


def chance_of_convening(willing):
    """E0.2 for every month of the leader in every history."""
    worth = utilities(months.shift(month=1), willing, took.shift(month=1))
    weights = [np.exp(p["rationality_usa"] * u) for u in worth]
    return (weights[1] / sum(weights)).isel(month=served).transpose("month", "replicate")


convened = (took == 1).isel(month=served).transpose("month", "replicate")


def check(computed):
    """Sort months by the computed chance; beside its mean, how often the model convened."""
    table = pd.DataFrame({"computed": computed.values.ravel(), "observed": convened.values.ravel()})
    group = table.groupby(pd.cut(table["computed"], np.linspace(0, 1, 11)), observed=True)
    found = group["computed"].agg(["mean", "size"]).join(group["observed"].mean())
    found["error"] = 1.96 * (found["mean"] * (1 - found["mean"]) / found["size"]) ** 0.5
    return found.assign(within=(found["observed"] - found["mean"]).abs() <= found["error"])


computed = chance_of_convening(willing)
check(computed).round(3)

# %% [markdown]
# **How to read it.** `mean` is the chance by our sums, `observed` the share of months in which
# Washington did convene, and `error` how far luck alone may part the two in 95 of 100 groups. One
# group in twenty may lie outside by luck.
#
# With few histories you may see nothing wrong. With two thousand, several groups lie outside, all
# on one side: Washington convened a little less often than we say. Our sums lack something.

# %% [markdown]
# ## 6. What is missing?
#
# If a term were wrong, all months would be wrong. So in which months do we fail?

# %%
gap = (convened - computed).mean("replicate").to_series()
worst = gap.abs().idxmax()
error = 1.96 * float((computed * (1 - computed)).sel(month=worst).mean() / REPLICATES) ** 0.5
print(f"largest gap: {worst:%B %Y}, {gap[worst]:+.2f} (95 % of luck: within {error:.2f})")
print(f"largest gap of all other months: {gap.drop(worst).abs().max():.2f}")
number = world.first + list(months.indexes["month"]).index(worst)
seoul_held_by = world.holder("seoul", number)
print("Seoul was held by:", world.leaders[seoul_held_by].title)

# %% [markdown]
# An acting president: this is what we left out. Under an acting leader Seoul can start nothing, and
# E2.1 has one factor more: `willing` is multiplied by `initiative`, which is 0 in such months
# (E16.1).

# %%
caretaker = [
    world.leaders[world.holder("seoul", world.first + k)].caretaker for k in range(world.months)
]
initiative = xr.DataArray(np.logical_not(caretaker), coords=[months["month"]])
mended = check(chance_of_convening(willing * initiative))
mended.round(3)

# %% [markdown]
# **How to read it.** Now the groups agree with the model, except for about one in twenty. A factor
# that mattered in a single month was enough to be seen: this is how a program is checked against
# its description.

# %% [markdown]
# ## 7. Where does any other number come from?
#
# `python -m sim.trace relation_jpn_kor` prints any number of a month as the tree of operations that
# makes it, each with its file and line. And `sim.story` tells in words what came of them.

# %%
told = sim.story(world, seed=SEED, replicate=REPLICATE).table.set_index("month")
for month, words in told.loc["2015-04":"2015-08", "words"].items():
    print(f"{month:%B %Y}  {words}")

# %% [markdown]
# ## What this does not show
#
# - Whether governments weigh like this. That the model does what its equations say is one thing;
#   that the equations are right is another, and no sum can show it.
# - The sizes. Nearly all parameters used above are assumed; `sim.keys()` gives each one's source.
# - The other seventeen instruments. Each has its own sum (E0.7 to E0.27), and Seoul's toward Tokyo
#   has more than a dozen terms.
# - Plans: a capital looks one month ahead, and nobody bargains over packages.

# %% [markdown]
# ## Try it
#
# 1. Take another month. In which does Washington have a chance near one half, and what makes it so?
# 2. Leave out the term with `building_gain`. Does the check of section 6 notice?
# 3. Set λ to 0, then to 50. What do the chances become? (E0.2)
# 4. Do the same for `usa_loyalty` (E3.5, E0.12): two options, and two memories of bids.
# 5. With `world.replace(**{"leaders.obama.mediation": 0.1})`: which term falls most, and how much
#    rarer is convening?
