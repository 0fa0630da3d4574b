"""M19 The grand-strategy package.  E19.

Policy toward the neighbour is part of a leader's whole design (deterrence, alignment, scope), not a
reply to opinion; common exposure to a patron's demands can stand in for it. Articles: 000 P11,
001 P6, 001 P11, 002 P9.
"""

from sim.mechanisms.arithmetic import clip, kernel, where
from sim.spec.records import Ally, Parameter

__all__ = ["package", "priority"]


@kernel
def package(own: Ally) -> float:
    """Return the priority that the leader's design implies, in [0, 1]: the mean of three traits."""
    return (own.deterrence + own.china_alignment + own.global_scope) / 3.0


@kernel
def priority(on: bool, own: Ally, common_exposure: float, p: Parameter) -> float:
    """Return the priority of the neighbour in an ally's own reckoning, in [0, 1].

    Off, it is the trait.

    It enters that capital's utilities only. `package_weight_*` is a role parameter: the articles
    say this of Seoul.
    """
    design = (1.0 - own.package_weight) * own.neighbour_priority + own.package_weight * package(own)
    return where(
        on,
        clip(design + p.exposure_substitution * common_exposure, 0.0, 1.0),
        own.neighbour_priority,
    )
