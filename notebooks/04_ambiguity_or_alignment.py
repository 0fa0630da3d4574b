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
# # Does it bring Seoul closer to Tokyo to side with Washington against Beijing?
#
# *Lesson 4: ambiguity or alignment.*
#
# Seoul trades with China and is defended by the United States, and parties in Seoul answer that in
# different ways. The articles dispute it: tension between Washington and Beijing may push both
# allies to one side (001 P7, 001 P11), or part them (004 P10, 004 P13). No term of the model states
# the answer, and those that lean to one side may be as small as 0, so that the sign is an output,
# and one can ask what it depends on.

# %%
# %matplotlib inline
import os

from scipy.stats import binomtest

import sim
from sim import plots

REPLICATES = int(os.environ.get("LESSON_REPLICATES", "2000"))
SEED = 1
WORLD = "second_trump_term"
SEOUL, TOKYO = "leaders.seoul.china_alignment", "leaders.tokyo.china_alignment"
TENSION = "series.us_china_tension"
AMBIGUOUS, ALIGNED = 0.2, 0.8
OUTCOMES = ["jpn_kor_final", "kor_usa_final", "ambiguity_cost_mean"]

# %% [markdown]
# ## 1. How does the outcome answer to Seoul's stance?
#
# `china_alignment` is what a leader wants, from 0 (ambiguity) to 1 (alignment against China). We
# set it in five steps, under low, middle and high tension between the two great powers.

# %%
world = sim.load(WORLD)
steps = [
    {SEOUL: stance, TENSION: tension}
    for tension in (0.1, 0.5, 0.9)
    for stance in (0.1, 0.3, 0.5, 0.7, 0.9)
]
points = [sim.Point(WORLD, world.replace(**step), step) for step in steps]
study = sim.run_study(points, replicates=REPLICATES, seed=SEED, keep=["relation_jpn_kor"])
plots.response(study, "jpn_kor_final", SEOUL, TENSION)

# %% [markdown]
# **How to read it.** One line a level of tension. The slope of a line says what Seoul's stance
# does; the distance between two lines says what tension does at the same stance. Bars are 95%
# intervals of the mean.
#
# Here both dispute and answer are visible: does tension lift the line, or press it down? And does
# it do the same at both ends?

# %% [markdown]
# ## 2. What else does the stance cost, or bring?
#
# One outcome is never all. The tie with Washington, and what ambiguity costs Seoul, go along.

# %%
plots.response(study, "kor_usa_final", SEOUL, TENSION)

# %%
found = {}
for tension in (0.1, 0.9):
    ambiguous = world.replace(**{SEOUL: AMBIGUOUS, TENSION: tension})
    aligned = world.replace(**{SEOUL: ALIGNED, TENSION: tension})
    found[tension] = sim.compare(ambiguous, aligned, replicates=REPLICATES, seed=SEED)
    print(f"tension {tension}, aligned minus ambiguous:")
    print(found[tension].table.loc[OUTCOMES, ["difference", "low", "high"]].round(3), "\n")

# %% [markdown]
# ## 3. How long do ties hold?
#
# A mean at the end says nothing of the way there. **Survival** asks: in how many histories has the
# relation of Tokyo and Seoul not yet fallen below 0?

# %%
falls = {
    f"Seoul's stance {stance}": sim.survival(study, "relation_jpn_kor < 0", point=point)
    for stance, point in ((0.1, 5), (0.5, 7), (0.9, 9))  # at middle tension
}
plots.survival(falls)

# %%
for name, table in falls.items():
    end = table.iloc[-1]
    print(
        f"{name}: fallen by the end in {end.reached:.1%} ({1 - end.high:.1%} to {1 - end.low:.1%})"
    )

# %% [markdown]
# **How to read it.** Each curve begins at 100% and can only fall. A history that never falls below
# 0 stays in until the end, and counts as "not yet": leaving it out would make falls look more
# frequent than they are. Where two bands do not meet, the two stances differ in that month.

# %% [markdown]
# ## 4. Does the sign depend on Tokyo?
#
# In this world Tokyo's leaders lean to Washington, so that Seoul joins Tokyo when it aligns. What
# if they did not? A gap between the two allies has a price in the model (E9.3), so there is reason
# to look.

# %%
both = sim.design("factorial", 5, over={SEOUL: (0.1, 0.9), TOKYO: (0.1, 0.9)})
grid = sim.run_study(
    [sim.Point(WORLD, world.replace(**step), step) for step in both.round(3).to_dict("records")],
    replicates=REPLICATES,
    seed=SEED,
)
plots.heat_map(grid, "jpn_kor_final", SEOUL, TOKYO)

# %%
step = world.replace(**{TOKYO: 0.1, SEOUL: 0.7}), world.replace(**{TOKYO: 0.1, SEOUL: 0.9})
last = sim.compare(*step, replicates=REPLICATES, seed=SEED)["jpn_kor_final"]
print("Tokyo at 0.1, Seoul from 0.7 to 0.9:", end=" ")
print(f"{last.difference:+.3f} ({last.low:+.3f} to {last.high:+.3f}), {last.verdict}")

# %% [markdown]
# **How to read it.** Read each row from left to right: Seoul becomes more aligned. If the sign were
# the same everywhere, every row would grow darker all along. Look at the row in which Tokyo itself
# is ambiguous, and where its growth ends.

# %% [markdown]
# ## 5. Does the sign depend on numbers that nobody knows?
#
# The sizes of the terms are assumed, so we draw those that carry this dispute from their priors,
# sixty times, and ask each time: is the relation higher with an aligned Seoul, or lower? Once with
# Tokyo as it is, and once with an ambiguous one.

# %%
CARRIES = [
    "alignment_gain", "tension_pull", "flexibility_pull", "scope_pull", "gap_cost", "hedge_pull",
    "overlap_pull", "base_overlap", "exposure_substitution", "coordination_wedge",
]  # fmt: skip
draws = sim.design("lhs", 60, over=[f"parameters.{name}" for name in CARRIES], seed=SEED)
FEW = max(REPLICATES // 10, 20)
signs = {}
for name, tokyo in (("Tokyo as it is", {}), ("Tokyo ambiguous", {TOKYO: AMBIGUOUS})):
    low, high = (
        sim.evaluate(
            world.replace(**{SEOUL: stance, **tokyo}), draws, "jpn_kor_final", FEW, seed=SEED
        )["jpn_kor_final"]
        for stance in (AMBIGUOUS, ALIGNED)
    )
    signs[name] = high - low

# %%
for name, difference in signs.items():
    share = binomtest(int((difference > 0).sum()), len(difference)).proportion_ci(method="wilson")
    low, high = difference.quantile([0.05, 0.95])
    print(f"{name}: alignment brings the two closer in {(difference > 0).mean():.0%} of draws")
    print(f"   (95% interval {share.low:.0%} to {share.high:.0%})")
    print(f"   nine draws in ten differ by {low:+.2f} to {high:+.2f}")
    ranks = draws.corrwith(difference, method="spearman").sort_values(key=abs, ascending=False)
    for key, rank in ranks.head(3).items():
        print(f"   {key.removeprefix('parameters.')}: rank correlation {rank:+.2f}")

# %% [markdown]
# **How to read it.** Each draw is one way the model could be sized. Where nearly all draws agree,
# the sign does not depend on these sizes. Where they do not, the honest answer to the lesson's
# question is "it depends", and the rank correlations point to what on. They come from few draws: a
# correlation below about a quarter may be luck. So may the sign of a small difference, since each
# draw has few runs.

# %% [markdown]
# ## What this does not show
#
# - What Beijing would do about it beyond its rules: it courts the ambiguous and coerces the
#   aligned, and it has no plans of its own. A wedge strategy is off by default.
# - What alignment costs in trade. The model has society and trade ties of Tokyo and Seoul, not
#   Korea's trade with China.
# - Where any leader stands. Two articles disagree about two of Seoul's leaders (T14, T26 in
#   MODEL.md).
# - All assumptions. We drew ten parameters of several hundred; `python -m sim.disputed` maps this
#   dispute and three others, and takes terms out one at a time.

# %% [markdown]
# ## Try it
#
# 1. Draw the response for `china_alignment_mean_kor`. How far is what a leader wants from what
#    comes?
# 2. Keep `relation_kor_usa` as well, and ask survival about `relation_kor_usa < 0.3`. Which stance
#    keeps the alliance?
# 3. Repeat section 5 with `TENSION` at 0.9 in both worlds. Does the share change?
# 4. Take `WORLD = "return_to_ambiguity"`, in which trade with China grows. What does that change?
