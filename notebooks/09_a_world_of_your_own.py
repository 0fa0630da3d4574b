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
# # How do I write a world of my own, with my own sources?
#
# *Lesson 9: a world of your own.*
#
# The worlds that come with the project ask the questions of five articles, and your question may be
# another one. A world is a text file that says only what differs from a world that exists. Every
# number in it names a source, and the file is checked before anything runs, so that a slip ends in
# one line and not in a wrong result.

# %%
# %matplotlib inline
import os
import tempfile
from pathlib import Path

import sim
from sim import plots

REPLICATES = int(os.environ.get("LESSON_REPLICATES", "2000"))
SEED = 1
PARENT = "second_trump_term"
OUTCOMES = ["jpn_kor_final", "settlements", "cold", "first_summit"]
MINE = Path(tempfile.mkdtemp(prefix="my_worlds_"))  # in your own work: a folder that stays

# %% [markdown]
# ## 1. What does a world's file look like?
#
# Our question: a leader takes office in Tokyo in October 2025 who takes a hard line on history and
# does not care much for Seoul. What does that do to the next years? The file inherits everything
# else from a world that ships.

# %%
TEXT = """\
title: A hawk in Tokyo
description: As the second Trump term, with an imagined hawk in Tokyo from October 2025.
sources: ["003 P7", class_notes]
inherits: second_trump_term
calendar:
  tokyo:
    2025-10-21: {leader: hawk, source: class_notes p. 1}
leaders:
  hawk:
    capital: tokyo
    title: A hawk
    ideology: {value: 0.8, source: assumed, status: assumed, because: "right of the party's middle"}
    traits:
      history_hard_line: {range: [0.75, 0.95], source: 003 P7, status: inferred}
      neighbour_priority: {range: [0.1, 0.3], source: class_notes p. 2, status: inferred}
outcomes:
  cold: share(relation_jpn_kor < 0)
  first_summit: {measure: first_month(summit_event > 0), unit: month, meaning: Months to a summit}
"""
file = MINE / "hawk_in_tokyo.yaml"
written = file.write_text(TEXT, encoding="utf-8")

# %% [markdown]
# `calendar` says who holds an office and from when. A trait is a `range`, from which each replicate
# draws, and its `status` says how the source supports it: `stated` there, `inferred` from it, or
# `assumed` (then `because` gives the reason). `003 P7` is the seventh paragraph of an article.
# `outcomes` are measures of your own: the share of months with a negative relation, and the first
# month with a summit.
#
# ## 2. What if a source does not exist?
#
# `class_notes` is not in the project's list of sources, so the world is refused. A made-up
# reference would be refused in the same way.

# %%
try:
    sim.load("hawk_in_tokyo", worlds=MINE)
except sim.SimError as fault:
    print(fault)

# %% [markdown]
# **How to read it.** One line: the file, the line in it, the field (`sources[1]` is the second
# entry, since counting starts at 0), what was found, and what is known.
#
# So we say what the notes are, in a `sources.bib` beside the world. It is BibTeX, as reference
# managers write it, and adds its keys to those of the project.

# %%
BIB = """\
@misc{class_notes,
  author = {The authors of this lesson},
  title = {Notes on how an imagined hawk was coded},
  year = {2026}
}
"""
(MINE / "sources.bib").write_text(BIB, encoding="utf-8")
hawk = sim.load("hawk_in_tokyo", worlds=MINE)
mine = sim.scenarios(worlds=MINE)
mine[mine["name"] == "hawk_in_tokyo"]

# %% [markdown]
# ## 3. Is the world what I meant?
#
# The checker knows that a source exists. It does not know whether the source says so; that remains
# your part. It does not know either what you meant. `sim.diff` shows everything in which two worlds
# differ, also what you did not write: traits that your leader leaves out are filled from priors.

# %%
parent = sim.load(PARENT)
differs = sim.diff(parent, hawk).set_index("key")
differs.loc[differs.index.str.startswith(("calendar", "leaders.hawk", "events")), ["b", "source_b"]]

# %% [markdown]
# ## 4. What do mistakes look like?
#
# Four mistakes on purpose. Each changes one word of the file.

# %%
SLIPS = {
    "a name that is not there": ("history_hard_line", "history_hardline"),
    "a number out of bounds": ("[0.1, 0.3]", "[0.1, 3.0]"),
    "an assumption without a reason": (', because: "right of the party\'s middle"', ""),
    "a measure that cannot be read": ("share(relation_jpn_kor < 0)", "share(relation_jpn_kro < 0)"),
}
for what, (right, wrong) in SLIPS.items():
    file.write_text(TEXT.replace(right, wrong), encoding="utf-8")
    try:
        sim.load("hawk_in_tokyo", worlds=MINE)
    except sim.SimError as fault:
        print(f"{what}:\n  {str(fault).removeprefix(MINE.name + '/')}")
written = file.write_text(TEXT, encoding="utf-8")

# %% [markdown]
# **How to read it.** Read from the right: what was wanted, or the nearest name. Then mend that line
# and load again, since only the first fault is told.
#
# ## 5. What does the hawk do?
#
# The world is compared with its parent, pair by pair under the same luck, in shipped outcomes and
# in our own two.

# %%
effect = sim.compare(parent, hawk, replicates=REPLICATES, seed=SEED)
print("first month apart:", effect.first_month.strftime("%Y-%m"))
columns = ["unit", "base", "alternative", "difference", "low", "high", "p_positive", "pairs"]
effect.table.loc[OUTCOMES, columns].round(3)

# %% [markdown]
# **How to read it.** The worlds part in the month in which the hawk takes office, and not before:
# nothing else was changed. `pairs` is smaller for `first_summit`, because a run without a summit
# has no first one. Its difference speaks only of pairs with a summit in both worlds, so it may miss
# the worst runs; `settlements` and `cold` have all pairs.
#
# A mean hides where the change happens. Here is how far each tenth of the runs moves.

# %%
plots.quantile_shift(effect, "jpn_kor_final")

# %% [markdown]
# ## 6. How do I add an event?
#
# A court ruling in March 2026, say. In the parent, rulings are drawn at random. A dated event makes
# the whole stream a given one, with the dated events and no others. `sim.diff` shows it.

# %%
RULING = """\
title: A hawk in Tokyo, and one ruling
description: As the hawk, with a ruling in March 2026 and none besides.
sources: [class_notes]
inherits: hawk_in_tokyo
events:
  court:
    add: [{month: 2026-03, size: 0.7, source: class_notes p. 3}]
"""
(MINE / "hawk_and_ruling.yaml").write_text(RULING, encoding="utf-8")
ruling = sim.load("hawk_and_ruling", worlds=MINE)
sim.diff(hawk, ruling)[["key", "a", "b", "source_b"]]

# %%
second = sim.compare(hawk, ruling, replicates=REPLICATES, seed=SEED)
print("first month apart:", second.first_month.strftime("%Y-%m"))
print(
    "rulings a run:", second.table.loc["court_rulings", ["base", "alternative"]].round(2).to_dict()
)
second.table.loc[OUTCOMES, columns].round(3)

# %% [markdown]
# The two worlds part before March 2026. That is the sign that more was changed than one event: all
# rulings drawn at random are gone. The difference answers "one dated ruling in place of random
# ones". Look at the first month apart each time; it finds such surprises.

# %% [markdown]
# ## What this does not show
#
# - What a real leader would do. The hawk is a handful of numbers, and most were filled in from
#   priors (section 3).
# - That the source supports the number. The checker finds keys that do not exist, and nothing more.
# - What would follow if others reacted to the hawk's election. Calendars of other capitals are as
#   they were.
# - Which trait does it. A leader was exchanged as a whole. To tell, change one trait at a time, as
#   in lesson 6.

# %% [markdown]
# ## Try it
#
# 1. Write a dove: the same file with a low `history_hard_line` and a high `neighbour_priority`. Is
#    its effect the hawk's with the sign turned round?
# 2. Cite a paragraph that is not there, `003 P700`. What does the checker say?
# 3. Add an outcome: the last month's relation above 0.3, as a flag. What is its unit?
# 4. Run the same world from the command line:
#    `python -m sim scenario=hawk_in_tokyo worlds=FOLDER replicates=1000`.
