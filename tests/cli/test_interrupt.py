"""Ctrl-C and SIGTERM: raised once, however often they come and wherever they fall."""

import os
import signal
import sys
import threading
import time

import pytest

from sim.cli import interrupt
from sim.cli.interrupt import interruptible

POSIX = pytest.mark.skipif(os.name == "nt", reason="signals are other ones there")
SIGNALS = [signal.SIGINT, signal.SIGTERM]


def send(number):
    os.kill(os.getpid(), number)


@POSIX
@pytest.mark.parametrize("first", SIGNALS)
@pytest.mark.parametrize("second", SIGNALS)
def test_second_signal__does_not_disturb_what_ends(first, second):
    ended = []

    def stop():
        try:
            send(first)
            time.sleep(10)
        finally:
            send(second)
            time.sleep(0.01)
            ended.append("whole")

    with interruptible(), pytest.raises(KeyboardInterrupt):
        stop()
    assert ended == ["whole"]


@POSIX
def test_second_signal__is_raised_where_the_first_led_to_nothing(monkeypatch):
    monkeypatch.setattr(interrupt, "_HELD", 0.0)
    with interruptible():
        for _ in range(2):
            with pytest.raises(KeyboardInterrupt):
                send(signal.SIGINT)


@POSIX
def test_signal__in_a_destructor_is_raised_after_it(capsys):
    class Held:
        def __del__(self):
            send(signal.SIGINT)
            time.sleep(0.001)  # here it is raised, and Python drops it

    began = time.monotonic()

    def stop():
        Held()
        time.sleep(10)

    with interruptible(), pytest.raises(KeyboardInterrupt):
        stop()
    assert time.monotonic() - began < 5
    assert capsys.readouterr().err == ""


def test_other_faults_of_destructors__are_told_as_ever(monkeypatch):
    told = []
    monkeypatch.setattr(sys, "unraisablehook", lambda fault: told.append(fault.exc_type))

    class Faulty:
        def __del__(self):
            raise ValueError

    with interruptible():
        Faulty()
    assert told == [ValueError]


def test_handlers__are_as_before_afterwards():
    def all_of_them():
        return [*(signal.getsignal(number) for number in SIGNALS), sys.unraisablehook]

    before = all_of_them()
    with interruptible():
        assert not set(all_of_them()) & set(before)
    assert all_of_them() == before


@pytest.mark.parametrize("number", SIGNALS)
def test_signal__that_is_ignored_stays_ignored(number):
    before = signal.signal(number, signal.SIG_IGN)
    try:
        with interruptible():
            assert signal.getsignal(number) == signal.SIG_IGN
    finally:
        signal.signal(number, before)


def test_other_thread__hears_nothing_and_runs():
    seen = []

    def within():
        with interruptible():
            seen.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=within)
    thread.start()
    thread.join()
    assert seen == [signal.getsignal(signal.SIGTERM)]
