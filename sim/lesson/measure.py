"""What a lesson counts worlds by: an outcome of a run, or the mean or end of a recorded variable.

The engine's outcomes are those of the triangle of Washington, Tokyo and Seoul. Ties with Beijing
and Pyongyang are recorded month by month, so `chn_kor_final` is the last month of that path.
"""

from dataclasses import dataclass

from sim.errors import UnknownName
from sim.spec.outcomes import OUTCOMES
from sim.spec.preferences import DYADS
from sim.spec.recorded import RECORDED_BY_NAME

__all__ = ["MEASURES", "Measure", "measure_of"]


@dataclass(frozen=True)
class Measure:
    """One number a world.

    Attributes
    ----------
    variable : str
        Recorded variable that it is read from; empty where the engine gives it as an outcome.
    way : str
        'final' or 'mean' of the variable's months; empty for an outcome.
    kind : str
        'level', 'share', 'count' or 'flag', as outcomes have it.
    """

    name: str
    variable: str
    way: str
    unit: str
    low: float
    high: float
    kind: str
    meaning: str


def _of_paths() -> dict[str, Measure]:
    """Return the last month and the mean of every tie that has no outcome of its own."""
    ends = {"final": "in the last month", "mean": "mean over all months"}
    found = {}
    for dyad in (dyad.lower().replace("-", "_") for dyad in DYADS):
        spec = RECORDED_BY_NAME[f"relation_{dyad}"]
        for way, words in ends.items():
            label = f"Relation {dyad.upper().replace('_', '-')} {words}"
            low, high = float(spec.low), float(spec.high)
            found[f"{dyad}_{way}"] = Measure(
                f"{dyad}_{way}", spec.name, way, spec.unit, low, high, "level", label
            )
    return found


#: Every measure by name: outcomes first, then what paths add.
MEASURES = {
    **{
        one.name: Measure(
            one.name, "", "", one.unit, float(one.low), float(one.high), one.kind, one.meaning
        )
        for one in OUTCOMES
    },
}
MEASURES |= {name: one for name, one in _of_paths().items() if name not in MEASURES}


def measure_of(name: object, place: str = "", field: str = "") -> Measure:
    """Return a measure by name.

    Examples
    --------
    >>> measure_of("chn_kor_final").variable, measure_of("jpn_kor_final").variable
    ('relation_chn_kor', '')
    >>> measure_of("jpn_kor_finale", field="outcome.name")
    Traceback (most recent call last):
    sim.errors.UnknownName: outcome.name: unknown outcome 'jpn_kor_finale'; did you mean \
'jpn_kor_final'?
    """
    if not isinstance(name, str) or name not in MEASURES:
        raise UnknownName("outcome", str(name), MEASURES, place=place, field=field)
    return MEASURES[name]
