"""Reading a marks.csv: one person and one mark a line; every faulty cell is named."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from kursplaner.basics.errors import Refused
from kursplaner.basics.folding import fold
from kursplaner.basics.progress import Tell, untold
from kursplaner.basics.spans import parse_time
from kursplaner.desk.named_files import readable
from kursplaner.desk.wording.words.kinds import WORDS, word
from kursplaner.domain.attendance.rules import count_as
from kursplaner.domain.kinds import ExcuseReason, Mark
from kursplaner.exchange.reading.tables import Row, Table, read_table
from kursplaner.planning.attendance.entering import BESIDE, LONGEST_MARK, MarkEntry

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "person": ("person", "person_id", "id", "name", "teilnehmende", "teilnehmer"),
    "mark": ("mark", "marke", "zeichen", "status", "anwesenheit"),
    "reason": ("reason", "grund"),
    "came": ("came", "kommt", "gekommen"),
    "left": ("left", "geht", "gegangen"),
}
NEEDED = ("person", "mark")
NAMES = {"reason": "reason", "came": "came_at", "left": "left_at"}
"""What the columns beside the mark fill."""
BARE = (("person", 0), ("mark", 1))
"""The columns of a file without a heading."""
MARKS_TEXT = "Möglich sind X, E, U, W und P; jedes andere kurze Zeichen zählt als U."


@dataclass(frozen=True, slots=True)
class MarksReader:
    """Reads the marks of one lesson.

    Attributes:
        people: the ids of those who may be marked, with their names.
    """

    path: Path
    people: Mapping[int, str]

    def read(self, tell: Tell = untold) -> list[MarkEntry]:
        """Return the marks of the file; `tell` hears how far the reading is.

        Raises:
            Refused: "marks_columns", "marks_empty", "marks_row" with row and column, and what
                reading a table refuses.
        """
        with readable(self.path):
            table: Table = read_table(self.path, tell=tell)
        rows = [row for sheet in table.sheets for row in sheet.rows if not row.empty]
        if not rows:
            raise Refused("marks_empty", path=self.path)
        bare = _is_bare(rows[0])
        columns = dict(BARE) if bare else self._columns(rows[0])
        filled = rows[0 if bare else 1 :]
        entries = [self._entry(row, columns) for row in filled]
        if not entries:
            raise Refused("marks_empty", path=self.path)
        self._check_once(filled, entries)
        return entries

    def _check_once(self, rows: Sequence[Row], entries: Sequence[MarkEntry]) -> None:
        """Refuse two marks for one person: nobody knows which of them holds."""
        first: dict[int | None, int] = {}
        for row, entry in zip(rows, entries, strict=True):
            before = first.setdefault(entry.person_id, row.number)
            if before != row.number:
                wanted = f"Sie steht schon in Zeile {before}; bitte streichen Sie eine davon."
                raise self._fault(row, "person", self.people[entry.person_id or 0], wanted)

    def _columns(self, heading: Row) -> dict[str, int]:
        folded = [fold(_text(cell)) for cell in heading.cells]
        found = {
            name: at
            for name, words in COLUMNS.items()
            for at, text in enumerate(folded)
            if text in words
        }
        if any(name not in found for name in NEEDED):
            raise Refused("marks_columns", path=self.path)
        return found

    def _entry(self, row: Row, columns: Mapping[str, int]) -> MarkEntry:
        cells = {
            name: _text(row.cells[at]) if at < len(row.cells) else ""
            for name, at in columns.items()
        }
        return MarkEntry(
            self._mark(row, cells["mark"]),
            person_id=self._person(row, cells["person"]),
            reason=self._reason(row, cells.get("reason", "")),
            came_at=self._time(row, "came", cells),
            left_at=self._time(row, "left", cells),
            keeps=BESIDE - {name for column, name in NAMES.items() if column in columns},
        )

    def _mark(self, row: Row, text: str) -> Mark | str | None:
        """Return the mark; "-" and an empty cell take it away.

        Any other sign stays as it is and counts as unexcused, as funders count it.
        """
        if text in ("", "-", "–"):
            return None
        sign = text.upper()
        if len(sign) > LONGEST_MARK or not sign.isprintable():
            raise self._fault(row, "mark", text, MARKS_TEXT)
        return Mark(sign) if sign in tuple(Mark) else sign

    def _person(self, row: Row, text: str) -> int:
        wanted = "Bitte nehmen Sie die ID oder den Namen einer Person dieses Kurses."
        if text.isascii() and text.isdigit() and len(text) < 19:
            if int(text) not in self.people:
                raise self._fault(row, "person", text, wanted)
            return int(text)
        words = sorted(fold(text.replace(",", " ")).split())
        found = [
            key
            for key, name in self.people.items()
            if sorted(fold(name.replace(",", " ")).split()) == words
        ]
        if not words or not found:
            raise self._fault(row, "person", text, wanted)
        if len(found) > 1:
            wanted = "Den Namen gibt es mehrfach; bitte nehmen Sie die ID."
            raise self._fault(row, "person", text, wanted)
        return found[0]

    def _reason(self, row: Row, text: str) -> ExcuseReason | None:
        if not text:
            return None
        for reason in ExcuseReason:
            if fold(text) in (fold(reason.value), fold(WORDS[ExcuseReason][reason])):
                return reason
        known = ", ".join(WORDS[ExcuseReason].values())
        raise self._fault(row, "reason", text, f"Möglich sind: {known}.")

    def _time(self, row: Row, column: str, cells: Mapping[str, str]) -> int | None:
        text = cells.get(column, "")
        if not text:
            return None
        try:
            return parse_time(text)
        except Refused as error:
            wanted = "Bitte schreiben Sie eine Uhrzeit wie 9:20."
            raise self._fault(row, column, text, wanted) from error

    def _fault(self, row: Row, column: str, value: str, wanted: str) -> Refused:
        facts = {"row": row.number, "column": column, "value": value[:80], "wanted": wanted}
        return Refused("marks_row", path=self.path, **facts)


def sums_text(entries: Sequence[MarkEntry]) -> str:
    """Return "2 anwesend, 1 entschuldigt"; marks taken away are named too."""
    found = Counter(count_as(str(entry.mark)) for entry in entries if entry.mark is not None)
    texts = [f"{count} {word(mark)}" for mark, count in sorted(found.items())]
    away = sum(entry.mark is None for entry in entries)
    return ", ".join([*texts, *([f"{away} gelöscht"] if away else [])])


def _is_bare(row: Row) -> bool:
    """Tell whether a file begins with its first person instead of a heading."""
    texts = [_text(cell) for cell in row.cells]
    if len(texts) < 2 or fold(texts[0]) in COLUMNS["person"]:
        return False
    return texts[1].upper() in tuple(Mark)


def _text(cell: object) -> str:
    if isinstance(cell, time | datetime):
        return f"{cell.hour}:{cell.minute:02}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
