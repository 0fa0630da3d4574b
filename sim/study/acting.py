"""Which parameters act in this project's worlds, and what rests on those that hardly do."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from sim.methods.sensitivity.elementary import (
    LEAST,
    SURE,
    acting,
    chosen,
    elementary_effects,
    free,
    settings_of,
)
from sim.spec.parameters import ParameterSpec
from sim.study.levers.outcomes import OUTCOMES

__all__ = [
    "CARRIES",
    "LEAST",
    "SURE",
    "WORLDS",
    "acting",
    "chosen",
    "free",
    "settings_of",
    "table_of",
]

#: The hindcast, and five worlds that start from it: the two poles of Washington, a settlement that
#: breaks, one that is pressed on Seoul, and tariffs on one ally alone.
WORLDS = (
    *("baseline_hindcast", "second_trump_term", "biden_style_mediation"),
    *("agreement_reversal", "us_imposed_settlement", "tariff_shock_asymmetric"),
)

#: Parameters that act in none of these worlds, or hardly, and what rests on them: statements of the
#: articles or facts of the record whose test they decide (claims C, expectations S, facts E).
CARRIES = {
    "answer_gain": ("C129",),
    "climb_assets": ("C090", "C129"),
    "climb_lead": ("C129",),
    "concession_resentment": ("E22",),
    "deal_bloc": ("C068",),
    "deal_stepwise": ("C069",),
    "descend_answer": ("C090",),
    "descend_base": ("C089",),
    "descend_reciprocity": ("C090",),
    "exercise_ease": ("C156",),
    "friction_grievance": ("C117",),
    "influence_joint": ("S12",),
    "institution_ease": ("C028",),
    "quad_practice": ("C163", "C166"),
    "quad_relation": ("C165",),
    "rally_gain": ("C129",),
    "signal_noise": ("E19",),
    "summit_shield": ("C054",),
    "tilt_standing": ("C186",),
    "trade_rate": ("C129", "C162"),
}


def table_of(
    parameters: Sequence[ParameterSpec] | None = None,
    *,
    scenarios: Sequence[str] = WORLDS,
    **runs: Any,
) -> pd.DataFrame:
    """Return what moves most with each parameter, on what levers are measured on.

    Parameters
    ----------
    parameters, runs
        As `sim.methods.sensitivity.elementary_effects` takes them.
    """
    return elementary_effects(parameters, scenarios, OUTCOMES, **runs)
