"""`python -m sim.levers`: what each trait and mechanism does, over all priors."""

import sys

from sim.cli.levers_command import main

if __name__ == "__main__":
    sys.exit(main())
