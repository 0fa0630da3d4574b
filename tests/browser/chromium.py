"""The system's Chromium, driven by Playwright; where there is none, whoever asks is told."""

import os
import shutil

import pytest

#: No screen, no sandbox (tests may run as root), and nothing that looks for a network.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

_NAMES = ("chromium", "chromium-browser", "google-chrome")


def executable() -> str:
    """Return the path of the browser; CHROMIUM names another one."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.skip("no Chromium here: apt-get install chromium, or CHROMIUM=<path>")
    return found
