"""`python -m sim.disputed`: signs that the articles dispute, as maps."""

import sys

from sim.cli.disputed_command import main

if __name__ == "__main__":
    sys.exit(main())
