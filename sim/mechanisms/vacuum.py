"""M16 Leadership vacuum.  E16.

Under an acting leader in Seoul there is no summit and no bold bargain; shocks still come; the best
case is standing still. Articles: 000 P14-P16.
"""

from sim.mechanisms.arithmetic import kernel, where
from sim.spec.records import Input, Parameter, State

__all__ = ["drift", "initiative"]


@kernel
def initiative(on: bool, i: Input) -> float:
    """Return 1.0 where Seoul can take initiatives, 0.0 under an acting leader; 1 when off."""
    return where(on, 1.0 - i.vacuum_kor, 1.0)


@kernel
def drift(on: bool, s: State, i: Input, p: Parameter) -> float:
    """Return what a vacuum takes from Tokyo-Seoul a month, less where institutions carry on.

    Off, it is 0.
    """
    return where(on, p.vacuum_drift * i.vacuum_kor * (1.0 - s.institution), 0.0)
