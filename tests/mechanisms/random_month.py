"""A month at random: state, traits, inputs, draws and parameters within their bounds."""

from sim.spec.instruments import INSTRUMENTS
from sim.spec.parameters import PARAMETERS
from sim.spec.records import State, Trait
from sim.spec.streams import STREAMS
from sim.spec.variables import INPUTS, STATES

__all__ = ["random_case"]

_BY_NAME = {variable.name: variable for variable in (*STATES, *INPUTS)}


def random_case(rng):
    """Return a random state, traits, inputs, draws and parameters as dicts.

    Parameters lie in their priors, all else anywhere within its bounds.
    """

    def within(name):
        variable = _BY_NAME.get(name)
        if variable is None:  # beliefs and last choices
            return None
        value = rng.uniform(variable.low, variable.high)
        return float(round(value)) if variable.kind == "level" else value

    values = {name: within(name) for name in State._fields}
    for instrument in INSTRUMENTS:
        weights = [rng.random() for _ in instrument.options]
        for number, option in enumerate(instrument.options):
            if number:
                values[f"belief_{instrument.name}_{option}"] = weights[number] / sum(weights)
        values[f"chosen_{instrument.name}"] = float(rng.randrange(len(instrument.options)))
    trait = {field: rng.random() for field in Trait._fields}
    trait["usa_pressure_tilt"] = rng.uniform(-1, 1)
    inputs = {variable.name: within(variable.name) for variable in INPUTS}
    draws = {s.name: rng.gauss(0, 1) if s.law == "normal" else rng.random() for s in STREAMS}
    parameters = {p.name: rng.uniform(*p.prior) for p in PARAMETERS}
    return values, trait, inputs, draws, parameters
