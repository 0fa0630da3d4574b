"""Every number about behaviour: unit, bounds, prior, and source or the reason why it is assumed."""

from sim.spec.parameters import alliance, choosing, history, threat
from sim.spec.parameters.declaration import BOUNDS, ParameterSpec

__all__ = ["BOUNDS", "PARAMETERS", "PARAMETER_BY_NAME", "PARAMETER_FIELDS", "ParameterSpec"]

#: All parameters, in the order of their tables.
PARAMETERS = tuple(
    ParameterSpec(name, symbol, default, (low, high), kind, unit, owner, source, meaning)
    for module in (alliance, history, threat, choosing)
    for name, symbol, default, low, high, kind, unit, owner, source, meaning in module.ROWS
)

PARAMETER_FIELDS = tuple(parameter.name for parameter in PARAMETERS)
PARAMETER_BY_NAME = {parameter.name: parameter for parameter in PARAMETERS}
