"""The symmetric sub-model: what to set so that the month knows no names, and how to swap names.

Every asymmetry of the month is on one of four lists: role parameters of both allies made equal;
`ONE_SIDED`, what acts on one of them alone, at its neutral value; `ONE_SIDED_INPUTS` likewise; and
readings of one ally alone, which nothing on the lists above lets act. All mechanisms stay on.
"""

from sim.spec.parameters import PARAMETER_FIELDS

__all__ = [
    "EQUAL",
    "ONE_SIDED",
    "ONE_SIDED_INPUTS",
    "ONE_SIDED_READINGS",
    "mirror",
    "mirror_draws",
    "symmetric",
]


def swapped(name):
    """Return a field's name with Tokyo and Seoul exchanged.

    Examples
    --------
    >>> swapped("relation_chn_jpn"), swapped("relation_jpn_kor"), swapped("pressed_tokyo")
    ('relation_chn_kor', 'relation_jpn_kor', 'pressed_seoul')
    """
    other = {"jpn": "kor", "kor": "jpn", "tokyo": "seoul", "seoul": "tokyo"}
    name = "_".join(other.get(part, part) for part in name.split("_"))
    return name.replace("kor_jpn", "jpn_kor")


#: Role parameters that both allies have, by pairs (of Tokyo, of Seoul).
EQUAL = tuple(
    (name, swapped(name))
    for name in PARAMETER_FIELDS
    if "jpn" in name and swapped(name) != name and swapped(name) in PARAMETER_FIELDS
)

#: Parameters through which the month touches one ally alone, at their neutral values.
ONE_SIDED = {
    "relation_base_chn_kor": 0.0,  # Seoul stands closer to Beijing
    "deadline_pull": 0.0,  # litigation presses it
    "court_gain": 0.0,  # the fork is Seoul's
    "attack_gain": 0.0,
    "neglect": 0.0,  # so is overconfidence
    "talk_sponsor": 0.0,  # Seoul sponsors talks
    "deal_stepwise": 0.0,
    "backing_gain": 0.0,  # and bids for backing of them
    "isolation": 0.0,  # talks isolate Tokyo
    "need_of_beijing": 0.0,  # Seoul needs Beijing's help with the North
    "quad_rate": 0.0,  # and applies to the Quad
    "quad_slight": 0.0,  # and is slighted while it waits
    "quad_displeasure": 0.0,  # and displeases Beijing by a step there
    "red_line": 0.0,  # the firms whose assets may be sold are Tokyo's
    "climb_assets": 0.0,  # and so are the measures kept for them
    "reversal_gain": 0.0,  # Seoul reverses
    "reversal_rate": 0.0,
    "finality_weight": 0.0,  # Tokyo asks for finality
    "quality_legitimacy": 0.0,  # acceptance is that of Seoul's public
    "signal_pledge": 1.0,  # Seoul pledges
}

#: Inputs that only one ally has, at their neutral values.
ONE_SIDED_INPUTS = {
    "vacuum_kor": 0.0,  # Seoul has acting leaders
    "generate_provocation": 0.0,  # Tokyo provokes by contesting
    "generate_incident": 0.0,  # and Seoul in another way
}

#: Recorded of one ally alone: nothing to swap with.
ONE_SIDED_READINGS = frozenset(
    {
        "ambiguity_cost",
        "crisis_support",
        "fork",
        "influence_belief",
        "pledge",
        "settlement_ideology",
        "settlement_inherited",
        "settlement_legitimacy",
    }
)

#: What is Tokyo's over Seoul's: it changes sign.
_SIGNED = ("favour_jpn", "settlement_tilt", "usa_pressure_tilt")
_PRESSED = {2.0: 3.0, 3.0: 2.0}


def symmetric(parameters, inputs, keep=()):
    """Return parameters and inputs of the symmetric sub-model; `keep` names what is left as it is.

    Of a pair, Tokyo's number is taken for both.
    """
    parameters, inputs = dict(parameters), dict(inputs)
    for of_tokyo, of_seoul in EQUAL:
        if of_seoul not in keep:
            parameters[of_seoul] = parameters[of_tokyo]
    parameters |= {name: value for name, value in ONE_SIDED.items() if name not in keep}
    inputs |= {name: value for name, value in ONE_SIDED_INPUTS.items() if name not in keep}
    return parameters, inputs


def mirror(values):
    """Return a dict of fields with Tokyo and Seoul exchanged, press options and signs included."""
    out = {swapped(name) if swapped(name) in values else name: v for name, v in values.items()}
    for name in _SIGNED:
        if name in values:
            out[name] = -values[name]
    for name in ("chosen_usa_brokerage", "choice_usa_brokerage"):
        if name in values:
            out[name] = _PRESSED.get(values[name], values[name])
    return out


def mirror_draws(draws, unpressed):
    """Return one month's draws with the streams of Tokyo and Seoul exchanged.

    Two streams know both allies by order. A draw of brokerage beyond `unpressed`, the chance of
    aside or convene, is turned end for end there, since the two press options swap; a draw of the
    asynchronous schedule moves from Tokyo's fifth to Seoul's and back.
    """
    out = mirror(draws)
    if draws["choose_usa_brokerage"] >= unpressed:
        out["choose_usa_brokerage"] = unpressed + 1.0 - draws["choose_usa_brokerage"]
    fifth = int(draws["activation"] * 5.0)
    out["activation"] = draws["activation"] + {1: 0.2, 2: -0.2}.get(fifth, 0.0)
    return out
