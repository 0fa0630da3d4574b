"""Progress: counts what is done, expects time from what ran, and prints one line."""

import io

import pytest

from sim.runner import progress as module
from sim.runner.progress import Clock, Progress, ProgressLine


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def clock(monkeypatch):
    """Set the time of day by hand."""
    now = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


def test_clock__expects_time_from_what_ran_and_not_from_what_was_found(clock):
    told: list[Progress] = []
    counting = Clock(10_000, 6_000, told.append)
    clock[0] += 2.0
    counting.add(1_000)
    assert told == [Progress(done=7_000, total=10_000, seconds=2.0, left=6.0)]
    clock[0] += 6.0
    counting.add(3_000)
    assert told[-1] == Progress(10_000, 10_000, 8.0, 0.0)


def test_clock__counts_what_is_found_on_the_way_and_takes_no_time_for_it(clock):
    told: list[Progress] = []
    counting = Clock(20, 0, told.append, "orders")
    counting.find(10)
    assert told == [Progress(10, 20, 0.0, None, "orders")]
    clock[0] += 4.0
    counting.add(2)
    assert told[-1] == Progress(12, 20, 4.0, 16.0, "orders")


def test_clock__never_counts_more_than_all(clock):
    told: list[Progress] = []
    Clock(1_500, 1_000, told.append).add(2_000)
    assert told[0].done == 1_500


def test_line__rewrites_itself_on_a_terminal(clock):
    stream = Terminal()
    line = ProgressLine(stream)
    line(Progress(1_000, 3_000, 4.0, 8.0))
    line(Progress(2_000, 3_000, 4.1, 4.0))  # too soon after the first
    clock[0] += 1
    line(Progress(3_000, 3_000, 75.0, 0.0))
    assert stream.getvalue() == (
        "\r\x1b[K1,000 of 3,000 replicates, 4 s, 8 s left"
        "\r\x1b[K3,000 of 3,000 replicates, 1 min 15 s\n"
    )


@pytest.mark.parametrize(
    ("progress", "text"),
    [
        (Progress(35, 60, 285.0, None, "orders"), "35 of 60 orders, 4 min 45 s"),
        (Progress(1, 1, 2.0, 0.0), "1 of 1 replicate, 2 s"),
        (Progress(0, 2_000, 2.0, None), "0 of 2,000 replicates, 2 s"),
    ],
)
def test_line__says_what_is_counted(progress, text):
    stream = Terminal()
    ProgressLine(stream)(progress)
    assert stream.getvalue().strip("\r\n").removeprefix("\x1b[K") == text


def test_line__is_sparse_elsewhere(clock):
    stream = io.StringIO()
    line = ProgressLine(stream)
    for done in range(1, 41):
        clock[0] += 1
        line(Progress(done, 40, float(done), 40.0 - done))
    lines = stream.getvalue().splitlines()
    assert lines[-1] == "40 of 40 replicates, 40 s"
    assert len(lines) == 4
    assert "\r" not in stream.getvalue()


@pytest.mark.parametrize("rewrites", [True, False])
def test_line__that_nobody_reads_any_more_stops_nothing(rewrites):
    class Broken(io.StringIO):
        def write(self, _):
            raise BrokenPipeError

        def isatty(self):
            return rewrites

    ProgressLine(Broken())(Progress(40, 40, 1.0, None))


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.4, "0 s"), (59.6, "1 min 00 s"), (3599.7, "1 h 00 min")]
)
def test_duration__rounds_before_it_chooses_the_unit(seconds, text):
    assert module._duration(seconds) == text
