"""`python -m sim.parameters`: where each parameter acts, and how strongly."""

import sys

from sim.cli.parameters_command import main

if __name__ == "__main__":
    sys.exit(main())
