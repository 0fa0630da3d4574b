"""Words: what the model is, from its variables and parameters to the frozen world."""

# First of all: the model's name is taken before any other of its modules is loaded.
from sim.spec.version import KERNEL_HASH as KERNEL_HASH
