"""Where the files that travel with the program lie: fonts, icons, texts, tables."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_PLACES = (_PACKAGE / "resources", _PACKAGE.parent / "resources")
"""In a wheel and in the bundle they lie within the package, in the source tree beside it."""
_ROOT = next((place for place in _PLACES if place.is_dir()), _PLACES[0])


def path(name: str) -> Path:
    """Return the file or folder `name` (with slashes) below resources.

    Works from the source tree, an installed wheel and the bundle.

    Raises:
        FileNotFoundError: if it did not travel along, or the name leaves the folder.
    """
    wanted = (_ROOT / name).resolve()
    if not wanted.is_relative_to(_ROOT) or not wanted.exists():
        raise FileNotFoundError(name)
    return wanted
