"""`python -m sim.hindcast`: the hindcast against the record."""

import sys

from sim.cli.hindcast_command import main

if __name__ == "__main__":
    sys.exit(main())
