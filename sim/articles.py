"""`python -m sim.articles`: what changes when one of the five articles is left out."""

import sys

from sim.cli.articles_command import main

if __name__ == "__main__":
    sys.exit(main())
