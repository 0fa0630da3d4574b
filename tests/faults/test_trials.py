"""Trials of what can go wrong, by the hundred: nothing silently wrong, nothing lost, no traceback.

Each runs in a driver of its own, which forks. The suite runs a tenth of them; `make trials` runs
all, and `make faults` those that mount disks and want root.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults import signals

ROOT = Path(__file__).resolve().parents[2]

#: Share of all trials that is run.
SHARE = 1.0 if os.environ.get("TRIALS") == "whole" else 0.1
FLIPS = int(500 * SHARE)
SIGNALS = sum(max(1, round(SHARE * most)) for _, _, most in signals.TRIALS.values())


def drive(name, folder, *words):
    """What a driver counted: kind of trial to a count of what came of it."""
    folder.mkdir()
    ended = subprocess.run(
        [sys.executable, "-m", f"tests.faults.{name}", str(folder), *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    return json.loads(ended.stdout)


@pytest.mark.slow
def test_signals__lose_nothing_and_the_same_command_goes_on_to_equal_bytes(tmp_path):
    told = drive("signals", tmp_path / "t", str(SHARE))
    assert sum(found["trials"] for found in told.values()) == SIGNALS
    for kind, found in told.items():
        trials = found["trials"]
        assert (found["goes on"], found["equal"], found["same screen"]) == (trials,) * 3, kind
        assert found["traceback"] == found["drafts left"] == 0, kind
        # One that hits amid the removal of drafts leaves a part to the next command.
        assert found.get("drafts after a gentle stop", 0) <= 1, kind
    # Nearly all were hit amid their work, and every stop that is heard says what is kept.
    assert sum(found["hit"] for found in told.values()) > 0.9 * SIGNALS
    for kind in ("terminate", "interrupt", "interrupt twice"):
        assert told[kind]["said in one line"] >= told[kind]["trials"] - 2, kind


@pytest.mark.slow
def test_flipped_bits__are_seen_or_harmless_and_made_anew(tmp_path):
    told = drive("flips", tmp_path / "t", str(FLIPS))
    assert sum(found["flips"] for found in told.values()) == FLIPS
    assert len(told) == 8
    for kind, found in told.items():
        assert found.get("silently wrong", 0) == found.get("not made anew", 0) == 0, kind
        assert found.get("refused", 0) + found.get("harmless", 0) == found["flips"], kind
    # Of a file with a sum of its text, every flip is seen.
    for kind in ("manifest.jsonl", "provenance.json"):
        assert told[kind]["refused"] == told[kind]["flips"]
    # Of Parquet files some bytes say nothing, and nobody reads histograms while sums of them lie
    # there.
    read = [told[kind] for kind in ("outcomes", "trajectories", "quantiles", "shares", "worlds")]
    assert sum(one["refused"] for one in read) > sum(one["flips"] for one in read) / 2


@pytest.mark.slow
def test_commands__at_once_on_one_folder_do_each_other_no_harm(tmp_path):
    told = drive("together", tmp_path / "t", str(SHARE))
    reader = told.pop("a reader beside a writer")
    for kind, found in told.items():
        assert found["done"] == found["commands"], kind
        assert found["complete"] == found["name every point"] == found["manifests"], kind
        assert found["drafts left"] == 0, kind
        if kind != "other points in one study":  # who comes first numbers them
            assert found["equal"] == found["trials"], kind
    assert reader["done"] == reader["writers"]
    assert reader["whole"] > 0
    assert reader.get("WRONG", 0) == reader.get("several lines", 0) == 0
