"""M18 Functional interdependence.  E18.

Trade and society ties run on a slow track of their own: they restrain contests, wear under
sanctions, and show people a benefit. Keohane and Nye (1977); Mitrany (1943).
Articles: 002 P11-P12, 002 P15-P16, 003 P17, 003 P29, 001 P11.
"""

from sim.mechanisms.arithmetic import clip, kernel, where
from sim.spec.levels import RETALIATION
from sim.spec.records import Ally, Parameter, State

__all__ = ["benefit", "exchange_healing", "restraint", "trade"]


@kernel
def trade(
    on: bool, s: State, tokyo: Ally, seoul: Ally, alignment_gap: float, breadth: float, p: Parameter
) -> float:
    """Return economic and people's ties next month, in [0, 1]; unchanged when off.

    They come back at a pace of their own. Sanctions (retaliation at trade and above) wear on
    them; a broker's broad agenda helps, less where stances on China differ.
    """
    sanctions = where(tokyo.retaliation_level >= RETALIATION.trade, 1.0, 0.0) + where(
        seoul.retaliation_level >= RETALIATION.trade, 1.0, 0.0
    )
    up = breadth * (1.0 - alignment_gap) * (1.0 - s.economic_cooperation)
    down = p.trade_sanction * sanctions * s.economic_cooperation
    back = p.trade_rate * (p.trade_base - s.economic_cooperation)
    return where(
        on, clip(s.economic_cooperation + back + up - down, 0.0, 1.0), s.economic_cooperation
    )


@kernel
def restraint(on: bool, s: State, p: Parameter) -> float:
    """Return what trade at stake takes from an ally's utility of contesting; 0 when off."""
    return where(on, p.trade_restraint * s.economic_cooperation, 0.0)


@kernel
def benefit(on: bool, s: State, green_light: float, p: Parameter) -> float:
    """Return the benefit of the neighbour that people see, in [0, 1]; 0 when off (002 P15)."""
    return where(on, clip(s.economic_cooperation * (p.tangibility + green_light), 0.0, 1.0), 0.0)


@kernel
def exchange_healing(on: bool, s: State, p: Parameter) -> float:
    """Return the share of grievance that exchanges heal a month, in [0, 1]; 0 when off."""
    return where(on, p.exchange_healing * s.economic_cooperation, 0.0)
