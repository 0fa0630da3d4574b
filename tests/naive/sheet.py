"""The sheet of one month: every quantity of MODEL.md by its name, worked out when asked for.

Nothing here says what comes before what. An equation asks the sheet for what it names, so the
order is what the equations imply, and a quantity that would need itself is an error.
"""

import math
from types import SimpleNamespace


def clip(x, low, high):
    """Hold x between two numbers."""
    if x < low:
        return low
    if x > high:
        return high
    return x


def logistic(x):
    """Return 1/(1 + exp(-x)), written so that no exponential overflows."""
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    return math.exp(x) / (1 + math.exp(x))


def one_if(condition):
    """Return the bracket [condition]: 1 or 0."""
    return 1.0 if condition else 0.0


class Sheet:
    """What one month starts from, and what its equations make of it.

    `on` holds the switches; `s`, `t`, `i`, `d`, `p` are MODEL.md's prefixes. A *value* is one
    number (or a dict of numbers), kept once worked out; a *rule* is a function that an equation
    calls with an ally's view or a number. `next.x` of MODEL.md is the value `next_x`. `edges`
    notes, stream by stream, at which uniforms the month would turn another way.
    """

    def __init__(self, switches, state, trait, inputs, draws, parameters, months_elapsed):
        self.on = SimpleNamespace(**switches)
        self.s = SimpleNamespace(**state)
        self.t = SimpleNamespace(**trait)
        self.i = SimpleNamespace(**inputs)
        self.d = SimpleNamespace(**draws)
        self.p = SimpleNamespace(**parameters)
        self.months_elapsed = months_elapsed
        self.edges = {}
        self._equations = {}
        self._under_way = set()

    def value(self, equation, name=None):
        """Enter an equation of no arguments under its function's name."""
        name = name or equation.__name__
        if name in self._equations:
            raise ValueError(f"{name} is defined twice")
        self._equations[name] = equation
        return equation

    def rule(self, function):
        """Enter a function of arguments under its name."""
        setattr(self, function.__name__, function)
        return function

    def strikes(self, stream, chance):
        """Return [d.stream < chance]: a chance event happens if its uniform is below its chance."""
        self.edges.setdefault(stream, []).append(chance)
        return one_if(getattr(self.d, stream) < chance)

    def __getattr__(self, name):
        """Work out a value that is asked for the first time."""
        if name not in self._equations:
            raise AttributeError(f"no equation defines {name}")
        if name in self._under_way:
            raise ValueError(f"{name} needs itself")
        self._under_way.add(name)
        number = self._equations[name]()
        self._under_way.remove(name)
        setattr(self, name, number)
        return number
