"""Statements put to models that know less."""

from sim.methods.null_model.null import NULLS, against_nulls, check_draws, draws_of, flipped

__all__ = ["NULLS", "against_nulls", "check_draws", "draws_of", "flipped"]
