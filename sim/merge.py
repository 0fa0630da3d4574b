"""`python -m sim.merge FOLDER…`: parts of a study that ran apart become one."""

import sys

from sim.cli.merge_command import main

if __name__ == "__main__":
    sys.exit(main())
