"""Where the files that travel with the program lie: fonts, icons, texts, tables."""

from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent / "resources"


def path(name: str) -> Path:
    """Return the file or folder `name` (with slashes) below resources.

    Works from the source tree, an installed wheel and the bundle, which all keep the folder
    beside the package's modules.

    Raises:
        FileNotFoundError: if it did not travel along, or the name leaves the folder.
    """
    wanted = (_ROOT / name).resolve()
    if not wanted.is_relative_to(_ROOT) or not wanted.exists():
        raise FileNotFoundError(name)
    return wanted
