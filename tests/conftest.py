"""What every test starts from: figures without a screen, and property tests that repeat exactly."""

import os
import signal

from hypothesis import HealthCheck, settings

# A shell that runs tests in the background ignores SIGINT, and what it starts inherits that. Tests
# of Ctrl-C need the ordinary answer, which the processes they start inherit as well.
signal.signal(signal.SIGINT, signal.default_int_handler)

os.environ.setdefault("MPLBACKEND", "Agg")

# No deadline: the first call of a compiled function includes its compilation.
settings.register_profile(
    "house",
    deadline=None,
    derandomize=True,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", settings.get_profile("house"), max_examples=1_000)
settings.load_profile("house")
