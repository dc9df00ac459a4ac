"""Which column of a people list means what: by its heading first, by its contents otherwise."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kursplaner.basics.folding import fold
from kursplaner.exchange.people_list import values
from kursplaner.exchange.people_list.birth_dates import looks_like_birth_date
from kursplaner.exchange.people_list.heading_words import STEMS, WORDS
from kursplaner.exchange.reading.tables import Cell, Row, Sheet, Table


class Field(StrEnum):
    """What a column of a people list can mean."""

    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    NAME_FAMILY_FIRST = "name_family_first"  # "Novák, Jana" or "Novák Jana"
    NAME_GIVEN_FIRST = "name_given_first"  # "Jana Novák"
    BIRTH_DATE = "birth_date"
    GENDER = "gender"
    PHONE = "phone"
    EMAIL = "email"
    STREET = "street"
    HOUSE_NUMBER = "house_number"
    POSTCODE = "postcode"
    MUNICIPALITY = "municipality"
    POSTCODE_AND_MUNICIPALITY = "postcode_and_municipality"
    ADDRESS = "address"
    LANGUAGE = "language"
    NATIONALITY = "nationality"  # recognised, so that the preview can say it is not taken over
    LEVEL = "level"
    COURSE_NUMBER = "course_number"
    CHILDREN = "children"
    EMPLOYER = "employer"
    NOTE = "note"
    HEIGHT = "height"
    GUARDIAN = "guardian"


SEVERAL_COLUMNS = frozenset(
    {Field.PHONE, Field.EMAIL, Field.LANGUAGE, Field.GUARDIAN, Field.CHILDREN, Field.NOTE}
)
NAMES = frozenset(
    {Field.FAMILY_NAME, Field.GIVEN_NAME, Field.NAME_FAMILY_FIRST, Field.NAME_GIVEN_FIRST}
)
_ROWS_SEARCHED = 25
_ROWS_SAMPLED = 60
_MOST = 0.6


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column (0-based) and its meaning; `certain` where its heading says so."""

    column: int
    field: Field
    certain: bool


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What the columns of one sheet mean.

    Attributes:
        choices: in the order of the columns; columns without a meaning are missing.
        header_row: 1-based row of the headings, 0 where there is none.
        sheet: the sheet's name, empty for the first one with anything in it.
    """

    choices: tuple[ColumnChoice, ...]
    header_row: int = 1
    sheet: str = ""

    def columns(self, field: Field) -> tuple[int, ...]:
        """Return the columns of that meaning."""
        return tuple(choice.column for choice in self.choices if choice.field is field)

    def field_of(self, column: int) -> Field | None:
        """Return what a column means, None if nothing."""
        return next((each.field for each in self.choices if each.column == column), None)

    def with_choice(self, column: int, field: Field | None) -> "ColumnGuess":
        """Return the guess as a person corrected it: this column means `field`, or nothing."""
        others = [
            choice
            for choice in self.choices
            if choice.column != column and (choice.field is not field or field in SEVERAL_COLUMNS)
        ]
        if field is not None:
            others.append(ColumnChoice(column, field, certain=True))
        return replace(self, choices=tuple(sorted(others, key=lambda choice: choice.column)))

    @property
    def names_found(self) -> bool:
        """Whether any column gives people their names; without one nothing can be imported."""
        return any(choice.field in NAMES for choice in self.choices)


def guess_table(table: Table) -> ColumnGuess:
    """Return the guess for the visible sheet that looks most like a people list."""
    sheets = [sheet for sheet in table.sheets if not sheet.hidden] or list(table.sheets)
    guesses = [guess_sheet(sheet) for sheet in sheets]
    return max(
        guesses,
        key=lambda guess: (guess.names_found, len(guess.choices)),
        default=ColumnGuess((), 0),
    )


def guess_sheet(sheet: Sheet) -> ColumnGuess:
    """Return the guess for a sheet, whose headings may stand below a title or be missing."""
    header_row = _header_row(sheet)
    header = sheet.rows[header_row - 1].cells if header_row else ()
    below = [row.cells for row in sheet.rows[header_row:] if not row.empty]
    guess = guess_columns([_text(cell) for cell in header], below[:_ROWS_SAMPLED])
    return replace(guess, header_row=header_row, sheet=sheet.name)


def guess_columns(header: Sequence[str], sample_rows: Sequence[Sequence[Cell]]) -> ColumnGuess:
    """Return what the columns mean.

    Args:
        header: the headings, empty if the list has none.
        sample_rows: some rows below them.
    """
    found: dict[int, ColumnChoice] = {}
    for column, title in enumerate(header):
        field = field_of_heading(title)
        if field is not None and _is_free(field, found):
            found[column] = ColumnChoice(column, field, certain=True)
    _add_by_contents(found, header, sample_rows)
    _settle_bare_name(found, header, sample_rows)
    return ColumnGuess(tuple(found[column] for column in sorted(found)))


def field_of_heading(title: str) -> Field | None:
    """Return what a heading in German, English, Czech … means, in all usual spellings."""
    for text in (title, re.sub(r"\(.*?\)|\[.*?\]", " ", title)):
        key = _heading_key(text)
        if key in _WORDS:
            return _WORDS[key]
    key = _heading_key(title)
    return next((field for stem, field in _STEMS if stem in key), None)


def _heading_key(title: str) -> str:
    """Return letters only, without accents, "ae" as "a": every spelling of a word is one key."""
    letters = "".join(char for char in fold(title) if char.isalpha())
    return letters.replace("ae", "a").replace("oe", "o").replace("ue", "u")


_WORDS = {
    _heading_key(word): Field(field) for field, words in WORDS.items() for word in words.split("|")
}
_STEMS = tuple(
    (_heading_key(stem), Field(field) if field else None)
    for field, stems in STEMS
    for stem in stems.split("|")
)


def _header_row(sheet: Sheet) -> int:
    """Return the row whose cells read most like headings, 0 if no row does."""
    best, row_found = 1, 0
    first = next((row.number for row in sheet.rows if not row.empty), 0)
    for row in sheet.rows[:_ROWS_SEARCHED]:
        texts = [_text(cell) for cell in row.cells]
        known = {field_of_heading(text) for text in texts if len(text) <= 60} - {None}
        names_alone = bool(known & NAMES) and (row.number == first or _stands_alone(texts))
        if len(known) > best or (row_found == 0 and names_alone):
            best, row_found = max(best, len(known)), row.number
    return row_found


def _stands_alone(texts: list[str]) -> bool:
    """Return whether only one cell is filled: the heading of a list of one column."""
    return len([text for text in texts if text]) == 1


def _text(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _is_free(field: Field, found: dict[int, ColumnChoice]) -> bool:
    return field in SEVERAL_COLUMNS or all(each.field is not field for each in found.values())


def _samples(rows: Sequence[Sequence[Cell]], column: int) -> list[Cell]:
    cells = (row[column] for row in rows if column < len(row))
    return [cell for cell in cells if cell is not None and _text(cell)]


_BY_CONTENTS: tuple[tuple[Field, Callable[[Cell], bool]], ...] = (
    (Field.EMAIL, values.looks_like_email),
    (Field.BIRTH_DATE, looks_like_birth_date),
    (Field.LEVEL, values.looks_like_level),
    (Field.GENDER, values.looks_like_gender),
    (Field.POSTCODE_AND_MUNICIPALITY, values.looks_like_postcode_and_place),
    (Field.POSTCODE, values.looks_like_postcode),
    (Field.PHONE, values.looks_like_phone),
    (Field.STREET, values.looks_like_street),
)


def _add_by_contents(
    found: dict[int, ColumnChoice], header: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> None:
    """Guess columns without heading; under an unknown heading only what is unmistakable."""
    width = max((len(row) for row in rows), default=0)
    for column in range(width):
        headed = column < len(header) and bool(header[column])
        cells = _samples(rows, column)
        if column in found or not cells:
            continue
        for field, looks in _BY_CONTENTS[:1] if headed else _BY_CONTENTS:
            if _is_free(field, found) and _share(cells, looks) >= _MOST:
                found[column] = ColumnChoice(column, field, certain=False)
                break
    if not any(choice.field in NAMES for choice in found.values()):
        _add_names(found, header, rows, width)


def _add_names(
    found: dict[int, ColumnChoice],
    header: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    width: int,
) -> None:
    """Take the first one or two columns of words as names where no heading says so."""
    columns = [
        column
        for column in range(width)
        if column not in found
        and not (column < len(header) and header[column])
        and (cells := _samples(rows, column))
        and _share(cells, values.looks_like_name) >= _MOST
    ]
    if not columns:
        return
    first = _samples(rows, columns[0])
    if _share(first, lambda cell: " " in _text(cell)) >= _MOST or len(columns) == 1:
        found[columns[0]] = ColumnChoice(columns[0], _order_of(first), certain=False)
        return
    found[columns[0]] = ColumnChoice(columns[0], Field.FAMILY_NAME, certain=False)
    found[columns[1]] = ColumnChoice(columns[1], Field.GIVEN_NAME, certain=False)


def _settle_bare_name(
    found: dict[int, ColumnChoice], header: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> None:
    """Take "Name" beside "Vorname" as the family name, alone as the whole one."""
    given = any(choice.field is Field.GIVEN_NAME for choice in found.values())
    for column, choice in found.items():
        bare = column < len(header) and _heading_key(header[column]) in _BARE_NAMES
        if choice.field is Field.FAMILY_NAME and bare and not given:
            order = _order_of(_samples(rows, column))
            found[column] = ColumnChoice(column, order, certain=False)


_BARE_NAMES = {_heading_key(word) for word in ("Name", "Namen", "Jméno", "Nom", "Імʼя", "الاسم")}


def _order_of(cells: Sequence[Cell]) -> Field:
    commas = _share(cells, lambda cell: "," in _text(cell))
    return Field.NAME_FAMILY_FIRST if commas >= _MOST else Field.NAME_GIVEN_FIRST


def _share(cells: Sequence[Cell], looks: Callable[[Cell], bool]) -> float:
    return sum(1 for cell in cells if looks(cell)) / len(cells) if cells else 0.0


def cell_at(row: Row, column: int) -> Cell:
    """Return a cell of a row that may be shorter than the others."""
    return row.cells[column] if column < len(row.cells) else None
