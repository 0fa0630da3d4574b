"""`python -m sim.calibrate`: fit parameters to the calibration facts."""

import sys

from sim.cli.calibrate_command import main

if __name__ == "__main__":
    sys.exit(main())
