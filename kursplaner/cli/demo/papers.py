"""The papers of a demo town that was just built."""

from collections.abc import Iterator
from pathlib import Path

from kursplaner.cli.shell.town import town
from kursplaner.desk.demo.papers import print_demo


def write_papers(file: Path, folder: Path) -> Iterator[Path]:
    """Write sheets of all kinds and the funder's workbook; give each path."""
    with town(file) as workspace:
        yield from print_demo(workspace, folder)
