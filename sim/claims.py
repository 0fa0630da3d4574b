"""`python -m sim.claims`: what became of the articles' claims."""

import sys

from sim.cli.claims_command import main

if __name__ == "__main__":
    sys.exit(main())
