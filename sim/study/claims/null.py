"""The claims put to models that know less."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from sim.methods.null_model import NULLS, against_nulls, check_draws
from sim.methods.statement import Verdict
from sim.study.claims.sign import flippable
from sim.study.claims.table import Claim

__all__ = ["NULLS", "check_draws", "put"]


def put(claims: Sequence[Claim], **asked: Any) -> tuple[list[Verdict], pd.DataFrame]:
    """Return the claims' verdicts in the model, and a row a null's draw and claim.

    Parameters
    ----------
    asked : as `sim.methods.null_model.against_nulls` takes it
    """
    statements = [claim.statement for claim in claims]
    found, outcomes = against_nulls(statements, flippable(), **asked)
    return found, outcomes.rename(columns={"statement": "claim"})
