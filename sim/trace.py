"""`python -m sim.trace [quantity]`: the month as operations, and what moves a number."""

import sys

from sim.cli.trace_command import main

if __name__ == "__main__":
    sys.exit(main())
