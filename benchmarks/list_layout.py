"""One list as an office, school or program writes it, with invented people and what is right."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter


@dataclass(frozen=True, slots=True)
class Layout:
    """A list and what is right about it.

    Attributes:
        text: of a text file; with `sheets` a workbook is written instead.
        columns: the meaning of each column by its heading; what is not named means nothing.
        people: "family|given|birth|phone" of everybody in the order of the list; birth as ISO.
        doubtful: how many of them are for a human to look at.
        twice: how many rows are surely somebody from a row above.
        clean: nothing is wrong with the list, so that hardly any row may be doubtful.
    """

    name: str
    text: str = ""
    encoding: str = "utf-8"
    sheets: Sequence[tuple[str, Sequence[Sequence[object]]]] = ()
    columns: dict[str, str] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    doubtful: int = 0
    twice: int = 0
    clean: bool = True
    merged: tuple[tuple[int, int, int, int, str], ...] = ()
    hidden: tuple[int, ...] = ()

    def write(self, folder: Path) -> Path:
        """Write the file and return its path."""
        stem = "".join(char if char.isalnum() else "-" for char in self.name)
        if not self.sheets:
            path = folder / f"{stem}.csv"
            path.write_bytes(self._bytes())
            return path
        path = folder / f"{stem}.xlsx"
        book = xlsxwriter.Workbook(str(path))
        for name, rows in self.sheets:
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    sheet.write(at, column, value)
            for top, left, bottom, right, value in self.merged:
                sheet.merge_range(top, left, bottom, right, value)
            for at in self.hidden:
                sheet.set_row(at, None, None, {"hidden": True})
        book.close()
        return path

    def _bytes(self) -> bytes:
        """Return the text as its program wrote it; "twice" and "mixed" are accidents."""
        if self.encoding == "twice":
            return self.text.encode().decode("cp1252").encode()
        if self.encoding == "mixed":
            first, second, *rest = self.text.splitlines(keepends=True)
            return f"{first}{second}".encode() + "".join(rest).encode("cp1252")
        return self.text.encode(self.encoding)
