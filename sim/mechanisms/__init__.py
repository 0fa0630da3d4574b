"""Arithmetic of the month: one file per mechanism, and the elementary functions they share."""
