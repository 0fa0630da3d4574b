"""The world that a claim or a fact speaks of where it names none."""

__all__ = ["HOME"]

HOME = "baseline_hindcast"
