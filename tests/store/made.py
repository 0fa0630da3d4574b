"""Points, chunks and studies made of random numbers: the store needs no model."""

from pathlib import Path

import numpy as np

from sim.scenario import load
from sim.spec.outcomes import OUTCOMES
from sim.spec.recorded import BINS, HISTOGRAMMED, RECORDED, column
from sim.spec.version import KERNEL_HASH
from sim.spec.world import World
from sim.store.chunks import histograms_to_table, outcomes_to_table, records_to_table
from sim.store.folder import StudyFolder
from sim.store.histograms import Histograms
from sim.store.points import PointRecord, point_key
from sim.store.provenance import describe_run

MONTHS = 3


def made_world(months: int = MONTHS) -> World:
    return load("baseline_hindcast").replace(months=months)


def made_record(world: World, **changes) -> PointRecord:
    asked = {
        "scenario": world.name,
        "overrides": {},
        "seed": 1,
        "layout_version": 1,
        "kernel": KERNEL_HASH,
        **changes,
    }
    occurrence = asked.pop("occurrence", 0)
    replicates = asked.pop("asked", 5)
    key = point_key(
        **{k: asked[k] for k in ("scenario", "overrides", "seed", "layout_version", "kernel")},
        occurrence=occurrence,
        digest=world.digest(),
    )
    return PointRecord(
        **{"point": 0, **asked},
        key=key,
        digest=world.digest(),
        first_month=world.first,
        months=world.months,
        asked=replicates,
    )


def made_records(replicates: int, months: int = MONTHS, seed: int = 7) -> np.ndarray:
    """Months (replicate, month, recorded variable) within the bounds of each variable."""
    chance = np.random.default_rng(seed).random((replicates, months, len(RECORDED)))
    low = np.array([variable.low for variable in RECORDED])
    high = np.array([variable.high for variable in RECORDED])
    found = low + chance * (high - low)
    level = np.array([variable.kind == "level" for variable in RECORDED])
    found[..., level] = np.round(found[..., level])
    return found


def made_histograms(records: np.ndarray) -> Histograms:
    """The histograms of trajectories, counted one by one."""
    replicates, months, _ = records.shape
    counts = np.zeros((months, len(HISTOGRAMMED), BINS), dtype=np.uint32)
    sums = np.zeros((months, len(HISTOGRAMMED), 2))
    for place, name in enumerate(HISTOGRAMMED):
        variable = RECORDED[column(name)]
        values = records[:, :, column(name)]
        width = 1.0 if variable.kind == "level" else (variable.high - variable.low) / BINS
        bins = np.clip(np.floor((values - variable.low) / width), 0, BINS - 1).astype(int)
        for month in range(months):
            counts[month, place] = np.bincount(bins[:, month], minlength=BINS)
        sums[:, place] = np.stack([values.sum(axis=0), (values**2).sum(axis=0)], axis=-1)
    return Histograms.of(replicates, counts, sums)


def made_tables(points: list[PointRecord], first: int, *records: np.ndarray) -> dict:
    """The tables of a chunk of some points; its outcomes are random too."""
    low, high = (np.array([getattr(one, end) for one in OUTCOMES]) for end in ("low", "high"))
    outcomes = []
    for record, own in zip(points, records, strict=True):
        chance = np.random.default_rng([first, record.point])
        outcomes.append(low + chance.random((len(own), len(OUTCOMES))) * (high - low))
    return {
        "histograms": histograms_to_table(points, [made_histograms(own) for own in records]),
        "outcomes": outcomes_to_table(points, first, outcomes),
        "trajectories": records_to_table(points, first, records),
    }


def made_study(path: Path, world: World | None = None, replicates: int = 5) -> StudyFolder:
    """A complete study of one point on disk."""
    folder = StudyFolder(path)
    world = made_world() if world is None else world
    with folder.writing():
        (record,) = folder.register([made_record(world, asked=replicates)], [world])
        records = made_records(replicates, world.months)
        folder.write_chunk([record], 0, replicates, made_tables([record], 0, records))
        folder.close(describe_run(replicates, [1], True, 1))
    return folder
