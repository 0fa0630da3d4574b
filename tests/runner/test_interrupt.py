"""A study that is stopped keeps whole chunks, and the same call goes on from there."""

import signal
import subprocess
import sys
import threading

import pandas as pd
import pytest

from sim.errors import InterruptedStudy, SimWarning
from sim.runner import run
from sim.scenario import load
from sim.store import open_study

REPLICATES = 9000

# Runs the study and stands still after the third chunk, until a signal comes.
SCRIPT = """
import sys, time
from sim.errors import InterruptedStudy, SimWarning
from sim.runner import run
from sim.scenario import load

def wait(progress):
    if progress.done >= 3000:
        print("ready", flush=True)
        time.sleep(60)

world = load("baseline_hindcast").replace(months=2)
try:
    run(world, replicates=9000, seed=1, threads=1, folder=sys.argv[1], study="s", progress=wait)
except InterruptedStudy as stopped:
    print(stopped)
    raise SystemExit(2)
"""


@pytest.fixture(scope="module")
def whole():
    return run(load("baseline_hindcast").replace(months=2), replicates=REPLICATES, seed=1)


def go_on(folder):
    world = load("baseline_hindcast").replace(months=2)
    return run(world, replicates=REPLICATES, seed=1, folder=folder, study="s")


def started(folder):
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_ctrl_c__keeps_whole_chunks_and_says_how_to_go_on(tmp_path, whole):
    process = started(tmp_path)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 2
    with pytest.warns(SimWarning, match="is not complete"):
        kept = open_study(tmp_path / "s")
    assert 3000 <= kept.replicates < REPLICATES
    assert said == (
        f"{tmp_path / 's'}: stopped; {kept.replicates:,} of 9,000 replicates are kept: "
        "run the same again to go on\n"
    )
    part = whole.outcomes[: kept.replicates]
    pd.testing.assert_frame_equal(kept.outcomes, part, check_exact=True)
    assert kept.quantiles["count"].unique().tolist() == [kept.replicates]
    assert '"status": "part"' in (tmp_path / "s" / "manifest.jsonl").read_text(encoding="utf-8")
    pd.testing.assert_frame_equal(go_on(tmp_path).outcomes, whole.outcomes, check_exact=True)


def test_kill__leaves_whole_chunks_and_a_study_that_goes_on(tmp_path, whole):
    process = started(tmp_path)
    process.kill()
    process.communicate(timeout=60)
    # What a kill amid a write leaves: hidden half files.
    halves = [path / "half" for path in (tmp_path / "s").glob(".draft-*/")]
    for half in halves:
        half.write_bytes(b"PAR1")
    assert len(halves) == 1
    with pytest.warns(SimWarning, match="is not complete"):
        kept = open_study(tmp_path / "s")
    assert 3000 <= kept.replicates < REPLICATES
    pd.testing.assert_frame_equal(kept.outcomes, whole.outcomes[: kept.replicates])
    assert len(pd.read_parquet(tmp_path / "s" / "outcomes")) == kept.replicates
    resumed = go_on(tmp_path)
    pd.testing.assert_frame_equal(resumed.outcomes, whole.outcomes, check_exact=True)
    pd.testing.assert_frame_equal(resumed.quantiles, whole.quantiles, check_exact=True)
    assert not [half for half in halves if half.exists()]
    assert [path.name for path in (tmp_path / "s").glob(".*")] == [".lock"]


def test_ctrl_c__in_memory_says_that_nothing_is_kept():
    def stop(_):
        raise KeyboardInterrupt

    with pytest.raises(InterruptedStudy, match="nothing is kept"):
        run(load("baseline_hindcast").replace(months=2), replicates=3000, progress=stop)


def test_ctrl_c__is_passed_over_by_no_loop():
    world = load("baseline_hindcast").replace(months=2)
    begun = []

    def stop(_):
        raise KeyboardInterrupt

    def every_seed():
        for seed in range(3):
            begun.append(seed)
            try:
                run(world, replicates=5, seed=seed, progress=stop)
            except Exception:
                continue

    with pytest.raises(InterruptedStudy, match="stopped"):
        every_seed()
    assert begun == [0]


def test_writers__of_one_study_at_once_do_each_other_no_harm(tmp_path, whole):
    world = load("baseline_hindcast").replace(months=2)
    gate = threading.Barrier(3)
    faults = []

    def write(replicates):
        gate.wait()
        try:
            run(world, replicates=replicates, seed=1, folder=tmp_path, study="s")
        except Exception as fault:
            faults.append(fault)

    # The last chunk of each is short, and whoever is asked more replaces it.
    writers = [threading.Thread(target=write, args=(count,)) for count in (3300, 3300, 4500)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert faults == []
    plain = pd.read_parquet(tmp_path / "s" / "outcomes")
    assert plain["replicate"].tolist() == list(range(4500))
    pd.testing.assert_frame_equal(open_study(tmp_path / "s").outcomes, whole.outcomes[:4500])
