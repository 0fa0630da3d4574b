"""Words of the app: what a capital did, levers as one says them, changes as one types them."""

import shlex
from typing import Any, NamedTuple

import yaml

from sim.errors import SimError, WrongKind
from sim.spec.preferences import TRAITS

__all__ = ["CHOSEN", "LEVERS", "Lever", "changes_in", "command_words"]

#: What each option of each instrument is, said of the capital that chose it.
CHOSEN = {
    "usa_brokerage": {
        "aside": "stands aside between its allies",
        "convene": "convenes its two allies",
        "press_tokyo": "presses Tokyo on history",
        "press_seoul": "presses Seoul on history",
    },
    "usa_loyalty": {
        "even": "treats both allies alike",
        "reward": "rewards the more loyal ally",
    },
    "usa_tariff": {"ease": "lets tariffs rest", "demand": "makes demands over tariffs"},
    "usa_basing_cost": {
        "ease": "lets the cost of bases rest",
        "demand": "makes demands over the cost of bases",
    },
    "usa_strategic_flexibility": {
        "ease": "lets the use of its forces rest",
        "demand": "demands a freer use of its forces",
    },
    "usa_pyongyang": {"pressure": "presses Pyongyang", "talk": "seeks talks with Pyongyang"},
    "jpn_neighbour": {
        "reconcile": "reconciles with Seoul",
        "hold": "holds still toward Seoul",
        "contest": "contests Seoul",
    },
    "jpn_washington": {
        "quiet": "keeps quiet in Washington",
        "bid": "bids for Washington's favour",
        "coordinate": "acts with Seoul in Washington",
    },
    "jpn_china": {
        "ambiguity": "stays ambiguous on China",
        "alignment": "aligns against China",
    },
    "jpn_pyongyang": {"engage": "engages Pyongyang", "deter": "deters Pyongyang"},
    "kor_neighbour": {
        "reconcile": "reconciles with Tokyo",
        "hold": "holds still toward Tokyo",
        "contest": "contests Tokyo",
    },
    "kor_washington": {
        "quiet": "keeps quiet in Washington",
        "bid": "bids for Washington's favour",
        "coordinate": "acts with Tokyo in Washington",
    },
    "kor_china": {
        "ambiguity": "stays ambiguous on China",
        "alignment": "aligns against China",
    },
    "kor_pyongyang": {"engage": "engages Pyongyang", "deter": "deters Pyongyang"},
    "chn_tokyo": {
        "court": "courts Tokyo",
        "leave": "leaves Tokyo alone",
        "coerce": "coerces Tokyo",
    },
    "chn_seoul": {
        "court": "courts Seoul",
        "leave": "leaves Seoul alone",
        "coerce": "coerces Seoul",
    },
    "chn_pyongyang": {"shield": "shields Pyongyang", "restrain": "restrains Pyongyang"},
    "prk_posture": {"hold": "holds still", "provoke": "provokes", "talk": "seeks talks"},
}


class Lever(NamedTuple):
    """A trait that has a slider: the command line's name for it, and how one says it."""

    key: str
    says: str

    @property
    def capital(self) -> str:
        """The capital whose leaders have it."""
        return self.key.split(".")[1]

    @property
    def trait(self) -> str:
        """Its name."""
        return self.key.split(".")[2]

    @property
    def bounds(self) -> tuple[float, float]:
        """Lowest and highest value."""
        (spec,) = (trait for trait in TRAITS if trait.name == self.trait)
        return spec.low, spec.high


LEVERS = (
    Lever("leaders.washington.mediation", "Washington brokers between its allies"),
    Lever("leaders.washington.neighbour_priority", "Washington values that its allies get on"),
    Lever("leaders.washington.loyalty_reward", "Washington rewards the more loyal ally"),
    Lever("leaders.washington.burden_demand", "Washington makes demands on both"),
    Lever("leaders.tokyo.history_hard_line", "Tokyo's hard line on history"),
    Lever("leaders.seoul.history_hard_line", "Seoul's hard line on history"),
)


def changes_in(text: str) -> dict[str, Any]:
    """Return the changes that a line of `name=value` words asks for.

    Parameters
    ----------
    text : str
        Words of the command line, apart by spaces; a value has none, or stands in quotes.

    Raises
    ------
    SimError
        For a word that is none. Whether there is such a name, the world tells.

    Examples
    --------
    >>> changes_in("leaders.washington.mediation=0.9 switches.thaw=false")
    {'leaders.washington.mediation': 0.9, 'switches.thaw': False}
    """
    try:
        words = shlex.split(text)
    except ValueError:
        raise WrongKind(text, "quotes that are closed", field="changes", given=True) from None
    changes: dict[str, Any] = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not (key and equals and value):
            raise WrongKind(word, "name=value", field="changes", given=True)
        if key in changes:
            raise SimError("found it twice, wanted it once", field=key)
        try:
            # The command line needs no space after a colon, YAML does.
            changes[key] = yaml.safe_load(value.replace(":", ": ") if "{" in value else value)
        except (yaml.YAMLError, ValueError):
            raise WrongKind(value, "a value", field=key, given=True) from None
    return changes


def command_words(changes: dict[str, Any]) -> str:
    """Return changes as one types them.

    Examples
    --------
    >>> command_words({"switches.thaw": False, "leaders.tokyo.rivalry": 0.25})
    'switches.thaw=false leaders.tokyo.rivalry=0.25'
    """
    return " ".join(f"{key}={_typed(value)}" for key, value in changes.items())


def _typed(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, list):
        return f"[{','.join(map(_typed, value))}]"
    if isinstance(value, dict):
        return f"{{{','.join(f'{key}:{_typed(one)}' for key, one in value.items())}}}"
    return str(value)
