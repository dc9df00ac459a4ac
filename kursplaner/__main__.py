"""`kursplaner` and `python -m kursplaner`: the shell when told something, else the window."""

import sys


def main() -> int:
    """The exit code of the front door the arguments lead to."""
    try:
        if len(sys.argv) > 1:
            from kursplaner.cli.main import main as shell

            return shell()
        from kursplaner.app import main as window

        return window()
    except KeyboardInterrupt:
        sys.stderr.write("Abgebrochen.\n")
        return 130


if __name__ == "__main__":
    sys.exit(main())
