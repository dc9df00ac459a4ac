"""What the bundle's `kursplaner` starts: the shell."""

import sys

from kursplaner.cli.main import main

sys.exit(main())
