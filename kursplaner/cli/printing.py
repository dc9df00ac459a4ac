"""Writing one kind of sheet into a PDF and telling what it holds."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kursplaner.cli import output
from kursplaner.cli.town import town
from kursplaner.desk.print_papers import print_papers
from kursplaner.domain.kinds import SheetKind


def print_sheets(file: Path, kind: SheetKind, options: Mapping[str, Any]) -> None:
    """Print what the options of `kursplaner print` ask for.

    Raises:
        Refused: as `desk.print_papers` says.
    """
    with town(file) as workspace:
        made = print_papers(
            workspace,
            kind,
            options["course"],
            options["first"],
            options["last"],
            options["profile"],
            options["out"],
        )
    for line in made.lines:
        output.say(line)
