"""What workers do in tests of executors: other processes find it here by its name."""

import os
import signal
import time
from multiprocessing.connection import Connection

from sim.engine.batch import run_chunk
from sim.runner import block

__all__ = [
    "Odd",
    "die",
    "die_leaving_a_child",
    "die_sending",
    "double",
    "fail_at_three",
    "let_fail",
    "second",
    "stopped",
]


def double(number):
    return 2 * number


def second(number):
    """Takes a moment."""
    time.sleep(0.05)
    return number


def fail_at_three(number):
    if number == 3:
        raise FloatingPointError("three")
    return number


def die(number):
    """End the process as a full memory does."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die_sending(number):
    """End the process when half of the result is sent."""
    result = bytes(100_000)

    def send(self, message):
        os.write(self.fileno(), bytes(message)[: len(result) // 2])
        if len(message) > len(result) // 2:
            os.kill(os.getpid(), signal.SIGKILL)

    if number == 3:
        Connection._send = send
    return result


def die_leaving_a_child(number):
    """End the process, while a child of it holds what it had open, but for its output."""
    if os.fork() == 0:
        os.closerange(0, 3)
        time.sleep(30)
        os._exit(0)
    os.kill(os.getpid(), signal.SIGKILL)


class Odd(Exception):
    """An error that cannot be made anew from what it was made of."""

    def __init__(self, one, other):
        super().__init__(f"{one} and {other}")


def let_fail(digest, odd=False):
    """Let the point of one world fail in this process."""

    def chunk(plan, *asked, **more):
        if plan.digest == digest:
            raise Odd("by zero", "more") if odd else FloatingPointError("by zero")
        return run_chunk(plan, *asked, **more)

    block.run_chunk = chunk


def stopped(stop):
    return stop.is_set()
