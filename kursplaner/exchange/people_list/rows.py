"""A people list in: from the rows of any table to people, doubts, and rows that are nobody.

`read_table` reads the file, `guess_sheet` says what its columns mean, `RowJudge` what its rows
are, and `parse_people` reads the people. Nothing here stores anything.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from kursplaner.basics import clock
from kursplaner.basics.progress import Tell, each, part, untold
from kursplaner.exchange.people_list.birth_dates import months_first
from kursplaner.exchange.people_list.columns import ColumnGuess, Field, cell_at, upright
from kursplaner.exchange.people_list.contacts import Phone, column_lost_zeros
from kursplaner.exchange.people_list.person_reading import Around, PersonReading
from kursplaner.exchange.people_list.person_row import (
    CellFault,
    Guardian,
    ListedChild,
    PersonRow,
    Place,
    column_letters,
)
from kursplaner.exchange.people_list.row_kinds import (
    OtherRow,
    RowJudge,
    RowKind,
    course_above,
    course_in,
    has_left,
    waits,
)
from kursplaner.exchange.people_list.shifted import pushed_back
from kursplaner.exchange.people_list.values import plain_text
from kursplaner.exchange.reading.tables import Cell, Row, Sheet, Table

__all__ = [
    "CellFault", "Guardian", "ListedChild", "OtherRow", "ParsedList", "PersonRow", "Phone", "Place",
    "column_letters", "parse_people", "parse_sheets",
]  # fmt: skip

_DITTO = frozenset(
    {'"', "''", "″", "〃", "„", "“", "dto.", "dto", "dito", "ditto", "s.o.", "s. o."}
)
_SAMPLED, _DAYS_LOOKED_AT = 200, 2_000


@dataclass(frozen=True, slots=True)
class ParsedList:
    """What a table says.

    Attributes:
        people: everybody, also those of whom something is doubtful.
        others: rows that are nobody, each with what it is.
    """

    people: tuple[PersonRow, ...]
    others: tuple[OtherRow, ...] = ()

    @property
    def faults(self) -> tuple[CellFault, ...]:
        """All that is doubtful, in the order of the rows."""
        return tuple(doubt for person in self.people for doubt in person.doubts)

    @property
    def clear(self) -> tuple[PersonRow, ...]:
        """The people of whom nothing is doubtful."""
        return tuple(person for person in self.people if not person.doubts)


def parse_people(
    table: Table, guess: ColumnGuess, *, today: date | None = None, tell: Tell = untold
) -> ParsedList:
    """Return the people of one sheet, that of the guess or the first with anything in it."""
    sheet = table.sheet(guess.sheet) if guess.sheet else _first_filled(table)
    sheets = {} if sheet is None else {sheet.name: (sheet, guess)}
    return parse_sheets(table, sheets, today=today, tell=tell)


def parse_sheets(
    table: Table,
    sheets: Mapping[str, tuple[Sheet, ColumnGuess]],
    *,
    today: date | None = None,
    tell: Tell = untold,
    most: int | None = None,
    courses: Mapping[str, str] = MappingProxyType({}),
) -> ParsedList:
    """Return the people of several sheets, each read by its own guess.

    `most`: how many rows of each are read, for a first look at a long list; None: all.
    `courses`: numbers of courses by the names of sheets that hold them.
    """
    people: list[PersonRow] = []
    others: list[OtherRow] = []
    for at, (sheet, guess) in enumerate(sheets.values()):
        step = part(tell, at / len(sheets), (at + 1) / len(sheets))
        course = courses.get(sheet.name, "")
        reading = _SheetReading(sheet, guess, table, today or clock.today(), course)
        for found in each(list(reading.rows())[:most], step):
            read = reading.read(found)
            if isinstance(read, PersonRow):
                people.append(read)
            else:
                others.append(read)
    return ParsedList(tuple(people), tuple(others))


def _first_filled(table: Table) -> Sheet | None:
    return next((s for s in table.sheets if any(not row.empty for row in s.rows)), None)


class _SheetReading:
    """One sheet read from its first row below the headings to its last."""

    def __init__(
        self,
        sheet: Sheet,
        guess: ColumnGuess,
        table: Table,
        today: date,
        course: str = "",
    ) -> None:
        self._sheet, self._guess = upright(sheet, guess), guess
        below = self._sheet.rows[guess.header_row :]
        self._below = [row for row in below if not row.empty]
        sample = self._below[:_SAMPLED]
        self._judge = RowJudge(guess, sample)
        self._width = len(guess.headings)
        self._usual_width = _usual([_filled(row.cells) for row in sample])
        course = course or course_in(sheet.name) or course_above(self._sheet, guess.header_row)
        by_field: dict[Field, tuple[int, ...]] = {}
        for choice in guess.choices:
            by_field[choice.field] = (*by_field.get(choice.field, ()), choice.column)
        self._around = Around(
            today, table.since_1904, self._zeros_lost(), course=course, by_field=by_field
        )
        several = len(table.sheets) > 1
        if several and (waits(sheet.name) or has_left(sheet.name)):
            self._around.section = sheet.name
        births = guess.columns(Field.BIRTH_DATE)[:1]
        self._around.month_first = months_first(
            cell_at(row, at) for at in births for row in self._below[:_DAYS_LOOKED_AT]
        )
        self._carried = _carried_down(self._sheet)
        self._last: tuple[Cell, ...] = ()

    def rows(self) -> Iterator[Row]:
        """The filled rows, each with what merged cells say of it."""
        yield from self._below

    def read(self, row: Row) -> PersonRow | OtherRow:
        """Return what a row is: somebody, or nobody."""
        row = self._with_merged(row)
        row = self._with_ditto(row)
        kind = self._judge.kind(row)
        if kind not in (RowKind.PERSON, RowKind.LONE_CELL):
            text = " ".join(filter(None, map(plain_text, row.cells)))[:200]
            if kind is RowKind.SECTION:
                course = course_in(text) or course_in(self._sheet.name)
                self._around = replace(self._around, section=text, course=course, above="")
            return OtherRow(self._sheet.name, row.number, kind, text)
        return self._person(row, kind)

    def _person(self, row: Row, kind: RowKind) -> PersonRow:
        straight = self._straightened(row)
        reading = PersonReading(self._sheet.name, straight, self._guess, self._around)
        for doubt in self._doubts_of(row, straight, kind):
            reading.doubts.append(doubt)
        person = reading.person()
        if kind is RowKind.PERSON:
            self._around.above = person.family_name if person.given_name else self._around.above
        return person

    def _with_merged(self, row: Row) -> Row:
        """Return a row with what cells say that are merged over it and rows above."""
        merged = self._carried.get(row.number)
        if not merged:
            return row
        cells = (
            merged[at] if at in merged and not plain_text(cell) else cell
            for at, cell in enumerate(row.cells)
        )
        return Row(row.number, tuple(cells))

    def _with_ditto(self, row: Row) -> Row:
        """Return a row whose "dto." and ditto marks say what stands above them."""
        above, self._last = self._last, row.cells
        if not any(
            isinstance(cell, str) and cell.strip().casefold() in _DITTO for cell in row.cells
        ):
            return row
        cells = tuple(
            above[at]
            if isinstance(cell, str) and cell.strip().casefold() in _DITTO and at < len(above)
            else cell
            for at, cell in enumerate(row.cells)
        )
        self._last = cells
        return Row(row.number, cells)

    def _straightened(self, row: Row) -> Row:
        """Return a row that a bare comma pushed to the right as it was meant."""
        if len(row.cells) <= self._width or not self._width:
            return row
        filled = row.cells[: _filled(row.cells)]
        back = pushed_back(filled, self._width, self._guess)
        return Row(row.number, back) if back is not None else row

    def _doubts_of(self, row: Row, straight: Row, kind: RowKind) -> Iterator[CellFault]:
        """Return what is doubtful about a row as a whole."""
        marks, filled = self._sheet.marks, _filled(row.cells)
        shifted = straight is not row
        text = ""
        kinds = {
            "lone_cell": kind is RowKind.LONE_CELL,
            "row_shifted": shifted,
            "row_too_long": not shifted and filled > max(self._width, self._usual_width) > 0,
            "row_hidden": row.number in marks.hidden,
            "row_struck": row.number in marks.struck,
            "section_left": bool(self._around.section) and has_left(self._around.section),
        }
        kinds["row_too_long"] &= self._width > 0
        for name, true in kinds.items():
            if true:
                text = text or " ".join(filter(None, map(plain_text, row.cells)))[:200]
                value = self._around.section if name == "section_left" else text
                yield CellFault(self._sheet.name, row.number, "A", name, value)

    def _zeros_lost(self) -> frozenset[int]:
        columns = self._guess.columns(Field.PHONE)
        cells = {at: [cell_at(row, at) for row in self._below[:_SAMPLED]] for at in columns}
        return frozenset(at for at, column in cells.items() if column_lost_zeros(column))


def _filled(cells: Sequence[Cell]) -> int:
    """Return how many cells there are up to the last filled one."""
    count = len(cells)
    while count and not plain_text(cells[count - 1]):
        count -= 1
    return count


def _usual(widths: list[int]) -> int:
    return sorted(widths)[len(widths) // 2] if widths else 0


def _carried_down(sheet: Sheet) -> dict[int, dict[int, Cell]]:
    """Return by row and column what a cell says that is merged over several rows."""
    found: dict[int, dict[int, Cell]] = {}
    for area in sheet.marks.merged:
        if area.bottom == area.top or area.top >= len(sheet.rows):
            continue
        value = cell_at(sheet.rows[area.top], area.left)
        for at in range(area.top + 1, min(area.bottom + 1, len(sheet.rows))):
            found.setdefault(at + 1, {})[area.left] = value
    return found
