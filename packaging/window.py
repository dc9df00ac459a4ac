"""What the bundle's `kursplaner-fenster` starts: the window."""

import sys

from kursplaner.app import main

sys.exit(main())
