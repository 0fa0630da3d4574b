"""`python -m sim.page`: lessons, or a world of one's own, as pages that run the model."""

import sys

from sim.cli.page_command import main

if __name__ == "__main__":
    sys.exit(main())
