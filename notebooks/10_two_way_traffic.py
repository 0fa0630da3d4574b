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
# # How do results get into my own tools, and back?
#
# *Lesson 10: two-way traffic.*
#
# You know pandas, SQL or ArviZ better than this package, and you should not have to give them up. A
# stored study is plain Parquet, which many tools read without this package. The other way round, an
# outside tool can ask the model questions and hand its answers back.

# %%
import contextlib
import io
import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import arviz
import duckdb
import numpy as np
import pandas as pd
import polars
import pyarrow.parquet
import xarray as xr

import sim
from sim import adapters

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it warns of optional parts that are not installed
    import ema_workbench

REPLICATES = int(os.environ.get("LESSON_REPLICATES", "2000"))
SEED = 1
WORLD = "second_trump_term"
BROKER = {"leaders.washington.mediation": 0.9, "leaders.washington.neighbour_priority": 0.9}
OUTCOMES = ["jpn_kor_final", "jpn_kor_low", "summits"]
FOLDER = Path(tempfile.mkdtemp(prefix="two_way_"))

# %% [markdown]
# ## 1. What is in a stored study?
#
# Two worlds are run and stored: one as it ships, one in which Washington brokers and cares. Every
# row names its `point` (which world) and its `replicate` (which luck).

# %%
world = sim.load(WORLD)
points = [sim.Point(WORLD, one, one.overrides) for one in (world, world.replace(**BROKER))]
run = sim.run_study(
    points, replicates=REPLICATES, seed=SEED, keep=["relation"], folder=FOLDER, study="broker"
)
for path in sorted(path for path in run.path.rglob("*.*") if path.name[0] != "."):
    print(f"{path.stat().st_size / 1000:8.0f} kB  {path.relative_to(run.path).as_posix()}")

# %% [markdown]
# `outcomes` has one row a replicate, `quantiles` one row a month and variable, `trajectories` the
# months of the variables that were kept. `provenance.json` says what was asked and how to make it
# again.
#
# ## 2. Can pandas read it without this package?
#
# A fresh Python reads the folder. It prints means, and whether this package was loaded.

# %%
READ = """
import sys
import pandas as pd
found = pd.read_parquet(sys.argv[1])
print(found.groupby("point")[["jpn_kor_final", "summits"]].mean().round(3))
print("package loaded:", "sim" in sys.modules)
"""
told = subprocess.run(
    [sys.executable, "-c", READ, str(run.path / "outcomes")],
    capture_output=True,
    text=True,
    check=True,
    cwd=FOLDER,
)
print(told.stdout)

# %% [markdown]
# ## 3. Can SQL compare the two worlds?
#
# The same replicate had the same luck in both points. So join the two points by replicate, and take
# the difference in each pair. The interval is the mean and 1.96 standard errors to both sides.

# %%
SQL = f"""
select count(*) as pairs, avg(gap) as difference, stddev_samp(gap) / sqrt(count(*)) as se,
       avg(gap) - 1.96 * se as low, avg(gap) + 1.96 * se as high
from (select b.jpn_kor_final - a.jpn_kor_final as gap
      from '{run.path}/outcomes/*/*.parquet' a join '{run.path}/outcomes/*/*.parquet' b
      using (replicate) where a.point = 0 and b.point = 1)
"""
sql = duckdb.sql(SQL).df()
effect = sim.compare(run, between=(0, 1))
ours = effect["jpn_kor_final"]
print(f"sim.compare: {ours['difference']:+.4f} ({ours['low']:+.4f} to {ours['high']:+.4f})")
sql.round(4)

# %% [markdown]
# **How to read it.** Both lines have the same difference and the same standard error. The interval
# of `sim.compare` is Student's, so with few pairs it is a little wider. Without the join, by the
# means of both points alone, the interval would be much wider, since luck would not cancel.
#
# ## 4. And Polars?
#
# Polars opens the files lazily, so that a study larger than the memory can be read. Here are the
# lowest tenth, the middle and the highest tenth of the relation in both worlds.

# %%
lazy = polars.scan_parquet(str(run.path / "outcomes" / "**" / "*.parquet"))
final = polars.col("jpn_kor_final")
lazy.group_by("point").agg(
    *(final.quantile(q, "linear").round(3).alias(f"q{q:.0%}") for q in (0.1, 0.5, 0.9))
).sort("point").collect()

# %% [markdown]
# Those are estimates from runs, and each has an error. `effect.quantiles` has the same deciles with
# intervals of the difference. It estimates them in another way (Harrell and Davis), so that a last
# digit may differ:

# %%
effect.quantiles("jpn_kor_final").set_index("quantile").loc[[0.1, 0.5, 0.9]].round(3)

# %% [markdown]
# ## 5. Do units survive?
#
# A number without a unit is soon misread. Units and long names ride in the files, beside every
# column. In tables of this package they are `attrs`, also after a join. In xarray they are the
# attributes that plots and NetCDF know.

# %%
schema = pyarrow.parquet.read_schema(next((run.path / "outcomes").rglob("*.parquet")))
print(
    "in the file:", {k.decode(): v.decode() for k, v in schema.field("summit_gap").metadata.items()}
)
joined = run.outcomes.merge(run.draws, on=["scenario", "point", "replicate"])
print(
    "after a join:",
    joined.attrs["units"]["summit_gap"],
    "|",
    joined.attrs["long_name"]["summit_gap"],
)

paths = run.trajectories
paths.to_netcdf(FOLDER / "paths.nc")
with xr.open_dataset(FOLDER / "paths.nc") as back:
    print("in NetCDF:", back["relation"].attrs["units"], "|", back["relation"].attrs["long_name"])
    print("every value, name and unit the same:", back.identical(paths))

# %% [markdown]
# Plain `pd.read_parquet` has the numbers but leaves the units in the file. In pandas a unit of `1`
# means a number without dimension.
#
# ## 6. How do draws and outcomes get into ArviZ?
#
# ArviZ looks at draws of parameters beside what a model makes of them. Here traits of leaders are
# drawn from ranges, which makes them draws of a prior, and outcomes are prior predictions. ArviZ
# wants two leading dimensions, chain and draw; independent runs are one chain.

# %%
TRAITS = ["leaders.next_seoul.history_hard_line", "leaders.next_seoul.neighbour_priority"]
first = joined[joined["point"] == 0]
data = arviz.from_dict(
    prior={key: first[key].to_numpy()[None] for key in TRAITS},
    prior_predictive={key: first[key].to_numpy(dtype=float)[None] for key in OUTCOMES},
)
arviz.summary(data, group="prior_predictive", kind="stats", hdi_prob=0.9, round_to=3)

# %% [markdown]
# **How to read it.** `hdi_5%` and `hdi_95%` enclose nine tenths of the runs, as narrowly as can be.
# That is the spread of outcomes, and no interval for the mean.
#
# ## 7. How does an outside tool ask the model?
#
# The EMA Workbench samples uncertain inputs and runs experiments. `adapters.ema_model` gives it
# this model: keys are its uncertainties, with `__` in the place of dots. Each experiment is the
# mean of some replicates, all under the same luck.

# %%
KEYS = [*BROKER, "leaders.next_seoul.history_hard_line", "leaders.next_tokyo.history_hard_line"]
model = adapters.ema_model(world, KEYS, ["jpn_kor_final", "summits"], replicates=20, seed=SEED)
np.random.seed(SEED)  # noqa: NPY002 - the Workbench samples with numpy's own generator
with contextlib.redirect_stderr(io.StringIO()):  # its progress bar
    experiments, values = ema_workbench.perform_experiments(model, max(REPLICATES // 4, 160))
experiments[[key.replace(".", "__") for key in KEYS]].head(3).round(3)

# %% [markdown]
# And back: its table, with dots again, is a design that this package analyses. We ask where the
# lowest fifth of the experiments lies, as lesson 8 does with runs.

# %%
design = experiments.rename(columns=lambda name: name.replace("__", "."))[KEYS].astype(float)
table = pd.DataFrame(values)
low = table["jpn_kor_final"].quantile(0.2)
found = sim.discover(design, table, f"jpn_kor_final < {low:.3f}", seed=SEED)
print(found)

# %% [markdown]
# The same numbers come from `sim.evaluate`, point by point and to the last digit:

# %%
again = sim.evaluate(world, design.head(5), "jpn_kor_final", replicates=20, seed=SEED)
print("largest difference:", abs(again["jpn_kor_final"] - values["jpn_kor_final"][:5]).max())

# %% [markdown]
# ## 8. How does a table get into a paper?
#
# `sim.table` writes LaTeX and CSV, with long names, units, and a note of replicates and seed.

# %%
files = sim.table(effect, FOLDER / "broker", outcomes=OUTCOMES, label="tab:broker")
print([file.name for file in files])
print(files[0].read_text(encoding="utf-8"))

# %% [markdown]
# ## What this does not show
#
# - That a number is right because two tools agree. They read the same files; agreement shows that
#   nothing was lost on the way.
# - R, Julia or Stata. Each has a reader for Parquet; none was tried here.
# - Fitting. ArviZ was given prior draws; there is no likelihood in this lesson, so nothing was
#   learned from data.
# - Large studies. Files here have some thousand rows; STORE.md tells how larger ones are cut.

# %% [markdown]
# ## Try it
#
# 1. Write the SQL for `summits`. Then leave the join out, and compare the two intervals.
# 2. Read `quantiles` with pandas and plot the median of `relation_jpn_kor` for both points.
# 3. Run `world.replace(parameter_set=drawn)` with `drawn = sim.parameter_set("posterior_2024")`.
#    `run.draws` says which of `drawn.rows` each replicate took. Hand those to ArviZ as `posterior`.
# 4. Give the same question to Optuna, with `optuna_objective` from `sim.adapters`.
