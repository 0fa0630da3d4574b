"""M20 Settlement quality, finality, and grievance.  E20.

Settlements differ in victims' acceptance, two-sidedness and legal finality; a poor one leaves
grievance that comes back; reversals make Tokyo ask for finality; grievance caps trust. Commitment
problem (Fearon 1995); transitional justice. Articles: 003 P11-P17, 003 P27, 004 P14, 000 P10.
"""

from sim.mechanisms.arithmetic import clip, greatest, kernel, least, where
from sim.spec.records import Ally, Parameter, State

__all__ = [
    "LEGITIMACY_NEUTRAL",
    "ceiling",
    "finality_gap",
    "grievance",
    "legitimacy",
    "quality",
    "tilt",
]


#: Legitimacy of any settlement when the mechanism is off: it neither helps nor harms.
LEGITIMACY_NEUTRAL = 0.5


@kernel
def legitimacy(on: bool, seoul: Ally, p: Parameter) -> float:
    """Return how far victims and publics accept a settlement made now, in [0, 1]; half when off."""
    return where(
        on, clip(p.design_acceptance * (0.5 + seoul.support), 0.0, 1.0), LEGITIMACY_NEUTRAL
    )


@kernel
def tilt(on: bool, s: State, pressed_tokyo: float, pressed_seoul: float, p: Parameter) -> float:
    """Return a settlement's tilt, in [-1, 1]: standing in Washington and its pressure decide.

    Off, it is 0. See 004 P14.
    """
    return where(
        on,
        clip(
            p.tilt_standing * s.favour_jpn + p.tilt_pressure * (pressed_seoul - pressed_tokyo),
            -1.0,
            1.0,
        ),
        0.0,
    )


@kernel
def quality(on: bool, accepted: float, tilted: float, given: float, p: Parameter) -> float:
    """Return a settlement's quality, in [0, 1]: a weighted sum of three merits, less for a tilt.

    Off, it is 0.

    `accepted` is its legitimacy; a given settlement has its given quality.
    """
    lopsided = greatest(tilted, -tilted)
    merit = (
        p.quality_legitimacy * accepted
        + p.quality_two_sided * p.design_two_sided * (1.0 - lopsided)
        + p.quality_finality * p.design_finality
    )
    return where(on, where(given > 0.0, given, clip(merit, 0.0, 1.0)), 0.0)


@kernel
def grievance(
    on: bool,
    s: State,
    settled: float,
    quality_now: float,
    reversal: float,
    ruling: float,
    provocation: float,
    healing: float,
    p: Parameter,
) -> float:
    """Return unresolved grievance next month, in [0, 1]; unchanged but for exchanges when off.

    A settlement heals a share given by its quality at once, and more by and by while it is in force
    (003 P14); acts by Tokyo and rulings reopen it.
    """
    redress = where(on, p.redress * s.settlement_quality * s.settlement_force, 0.0)
    healed = s.grievance * (1.0 - healing) * (1.0 - redress)
    settled_off = healed * (1.0 - p.grievance_cut * quality_now * settled)
    reopened = (
        p.grievance_provocation * provocation
        + p.grievance_ruling * ruling
        + p.grievance_reversal * reversal
    ) * (1.0 - settled_off)
    return where(on, clip(settled_off + reopened, 0.0, 1.0), clip(healed, 0.0, 1.0))


@kernel
def ceiling(on: bool, s: State, p: Parameter) -> float:
    """Return the trust, and the Tokyo-Seoul relation, toward which gains lead; 1 when off.

    What grievance forbids is out of reach, and the nearer it is the less a gain brings (003 P13).
    """
    return where(on, 1.0 - p.grievance_cap * s.grievance, 1.0)


@kernel
def finality_gap(on: bool, s: State, p: Parameter) -> float:
    """Return what past reversals take from Tokyo's utility of reconciling while a matter is open.

    Open are dispute and claims pending in court. Off, it is 0.

    Tokyo asks for more finality after each reversal than a settlement of the present design
    assures.
    """
    asked = least(p.finality_base + p.finality_per_reversal * s.reversal_count, 1.0)
    matter = least(s.dispute + s.litigation, 1.0)
    return where(on, p.finality_weight * greatest(0.0, asked - p.design_finality) * matter, 0.0)
