"""`python -m kursplaner`: the shell when it is told something, else the window."""

import sys

from kursplaner.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
