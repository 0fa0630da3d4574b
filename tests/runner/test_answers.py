"""A few outcomes of one world: what a stop waits for."""

import _thread
import time

import pytest

import sim
from sim.engine.batch import CHUNK
from sim.errors import InterruptedStudy
from sim.runner import answers as module
from sim.runner.executor import Stop

WORLD = sim.load("second_trump_term").replace(months=6)
OTHER = WORLD.replace(**{"switches.thaw": False})


def test_stop__comes_before_the_next_chunk():
    stop = Stop()
    stop.set()
    with pytest.raises(InterruptedStudy):
        module.answers(WORLD, ["summits"], {}, 10 * CHUNK, 1, stop)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: sim.evaluate(WORLD, [{}], "summits", replicates=500 * CHUNK, threads=1),
        lambda: sim.attribute(WORLD, OTHER, "summits", replicates=500 * CHUNK, threads=1),
    ],
)
def test_interrupt__does_not_wait_for_all_replicates_of_a_world(monkeypatch, ask):
    ran, run_chunk = [], module.run_chunk

    def chunk(*asked, **more):
        ran.append(time.monotonic())
        if len(ran) == 1:
            _thread.interrupt_main()  # Ctrl-C
        else:
            time.sleep(0.05)
        return run_chunk(*asked, **more)

    monkeypatch.setattr(module, "run_chunk", chunk)
    with pytest.raises(InterruptedStudy, match="nothing is kept"):
        ask()
    assert len(ran) < 100
