"""The comments of an .xlsx workbook, each with the cell it hangs on."""

import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath

from kursplaner.exchange.reading.book_marks import SheetMarks
from kursplaner.exchange.reading.xml_stream import LocalNames, watched

_DIGITS = "0123456789"
_MOST_LETTERS = 3


def comments_of(archive: zipfile.ZipFile, member: str, marks: SheetMarks) -> None:
    """Note the comments of the sheet in that member; what is damaged beside a list says nothing."""
    path = PurePosixPath(member.replace("\\", "/"))
    beside = f"{path.parent}/_rels/{path.name}.rels"
    names = set(archive.namelist())
    if beside not in names:
        return
    targets = _Targets()
    with archive.open(beside) as file:
        watched(file, targets, lambda _: None)
    for target in targets.found:
        absolute = target.startswith("/")
        name = target.lstrip("/") if absolute else _joined(path.parent, target)
        if name in names:
            with archive.open(name) as file:
                watched(file, _Comments(marks), lambda _: None)


def _joined(folder: PurePosixPath, target: str) -> str:
    parts = list(folder.parts)
    for part in PurePosixPath(target).parts:
        if part == "..":
            parts = parts[:-1]
        else:
            parts.append(part)
    return "/".join(parts)


class _Targets:
    """Hears where the comments of a sheet lie."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._local = LocalNames()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("Type", "")
        if self._local[name] == "Relationship" and kind.endswith("/comments"):
            self.found.append(attributes.get("Target", ""))

    def end(self, name: str) -> None:
        pass

    def text(self, piece: str) -> None:
        pass


class _Comments:
    """Hears comments."""

    def __init__(self, marks: SheetMarks) -> None:
        self._marks = marks
        self._local = LocalNames()
        self._place, self._text = "", ""
        self._listening = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = self._local[name]
        if local == "comment":
            self._place, self._text = attributes.get("ref", ""), ""
        self._listening = local == "t"

    def end(self, name: str) -> None:
        self._listening = False
        letters = self._place.rstrip(_DIGITS)
        row = self._place[len(letters) :]
        told = self._local[name] == "comment" and 0 < len(letters) <= _MOST_LETTERS
        if told and row.isascii() and row.isdigit() and len(row) < 8:
            column = 0
            for letter in letters.upper():
                column = column * 26 + ord(letter) - ord("A") + 1
            self._marks.comment(int(row), column - 1, self._text)

    def text(self, piece: str) -> None:
        if self._listening and len(self._text) < self._marks.LONGEST_COMMENT:
            self._text += piece
