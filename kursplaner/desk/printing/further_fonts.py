"""Where an office lays down fonts that do not travel along: a folder "Schriften"."""

import sys
from pathlib import Path
from typing import Final

import platformdirs

from kursplaner.documents.type import families

PROGRAM: Final = "kursplaner"


def folders_for(town: Path) -> tuple[Path, ...]:
    """Return where further fonts lie: beside the town, with this user, beside the program.

    The first one that has a family decides how it looks.
    """
    own = Path(platformdirs.user_data_dir(PROGRAM, appauthor=False))
    places = [town.resolve().parent, own]
    if getattr(sys, "frozen", False):
        places.append(Path(sys.executable).parent)
    return tuple(place / families.FOLDER for place in places)


def use_beside(town: Path) -> None:
    """Let all paper use the fonts that lie ready for a town; none is read before it is needed."""
    families.look_in(folders_for(town))
