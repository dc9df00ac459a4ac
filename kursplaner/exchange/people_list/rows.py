"""A people list in: from the rows of any table to people and named faults.

`read_table` (table_file) reads the file, `guess_table` or `guess_columns` (people_columns) say
what its columns mean, `parse_people` reads the people. Nothing here stores anything.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from kursplaner.basics import clock
from kursplaner.basics.folding import fold
from kursplaner.basics.progress import Tell, each, untold
from kursplaner.domain.phones import number_shown
from kursplaner.exchange.people_list import values
from kursplaner.exchange.people_list.birth_dates import birth_date
from kursplaner.exchange.people_list.columns import ColumnGuess, Field, cell_at
from kursplaner.exchange.reading.blind_cells import ERRORS
from kursplaner.exchange.reading.tables import Cell, Row, Sheet, Table

_Read = TypeVar("_Read")

LONGEST_NAME = 200
TOTALS = frozenset({"summe", "gesamt", "insgesamt", "anzahl", "total", "sum", "celkem", "razem"})
LONGEST_TEXT = 500
LONGEST_NOTE = 5_000


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number as it was written and as it is shown."""

    original: str
    shown: str


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that cannot be what its column says.

    Attributes:
        sheet: the sheet's name.
        row: 1-based, as Excel shows it.
        column: its letters, as Excel shows them.
        kind: name_missing, name_too_long, name_unreadable, cell_error, text_too_long,
            date_unreadable, date_impossible, date_future, date_too_old, gender_unreadable,
            email_unreadable, height_unreadable.
        value: what stands there, cut after 200 signs.
    """

    sheet: str
    row: int
    column: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of the list; empty texts where the list says nothing.

    Attributes:
        sheet: where the person stands.
        row: 1-based row in it.
        family_name: never empty unless the given name is the only one; a single name stands here.
        given_name: may be empty.
        name_uncertain: the name stood in one cell without a comma and was cut by a guess.
        birth_date: None if not given.
        birth_date_uncertain: only a year, or the 1st of January, or doubtful in the list.
        gender: "female", "male", "diverse" or "".
        guardian: the names as written, separated by "; ".
        children: what the list says, a number or names.
    """

    sheet: str
    row: int
    family_name: str
    given_name: str
    name_uncertain: bool = False
    birth_date: date | None = None
    birth_date_uncertain: bool = False
    gender: str = ""
    phones: tuple[Phone, ...] = ()
    emails: tuple[str, ...] = ()
    street: str = ""
    postcode: str = ""
    municipality: str = ""
    languages: tuple[str, ...] = ()
    level: str = ""
    course_number: str = ""
    children: str = ""
    employer: str = ""
    note: str = ""
    height_cm: int | None = None
    guardian: str = ""


@dataclass(frozen=True, slots=True)
class ParsedList:
    """The people that could be read, and every cell that could not; faulty rows give nobody."""

    people: tuple[PersonRow, ...]
    faults: tuple[CellFault, ...]


def parse_people(
    table: Table, guess: ColumnGuess, *, today: date | None = None, tell: Tell = untold
) -> ParsedList:
    """Return the people of the sheet that the guess is about; empty rows are skipped.

    `tell` hears of the rows read; what it raises ends the reading.

    Raises:
        Refused: "sheet_missing" (path, sheet).
    """
    sheet = table.sheet(guess.sheet) if guess.sheet else _first_filled(table)
    people: list[PersonRow] = []
    faults: list[CellFault] = []
    for row in each(sheet.rows[guess.header_row :] if sheet is not None else (), tell):
        if row.empty or _is_total(row):
            continue
        reading = _Reading(sheet.name if sheet else "", row, guess, today or clock.today())
        person = reading.person()
        faults.extend(sorted(reading.faults, key=lambda fault: (len(fault.column), fault.column)))
        if not reading.faults:
            people.append(person)
    return ParsedList(tuple(people), tuple(faults))


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 0: 0 → A, 26 → AA."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def _first_filled(table: Table) -> Sheet | None:
    return next((s for s in table.sheets if any(not row.empty for row in s.rows)), None)


@dataclass(slots=True)
class _Reading:
    """One row being read: collects its faults on the way."""

    sheet: str
    row: Row
    guess: ColumnGuess
    today: date
    faults: list[CellFault] = field(default_factory=list)

    def person(self) -> PersonRow:
        family, given, name_uncertain = self._name()
        born = self._first(Field.BIRTH_DATE, lambda cell: birth_date(cell, self.today))
        street, postcode, place = self._address()
        return PersonRow(
            sheet=self.sheet,
            row=self.row.number,
            family_name=family,
            given_name=given,
            name_uncertain=name_uncertain,
            birth_date=born.day if born else None,
            birth_date_uncertain=bool(born and born.uncertain),
            gender=self._first(Field.GENDER, values.gender) or "",
            phones=self._phones(),
            emails=tuple(filter(None, self._every(Field.EMAIL, values.email))),
            street=street,
            postcode=postcode,
            municipality=place,
            languages=self._languages(),
            level=_level(self._text(Field.LEVEL)),
            course_number=self._text(Field.COURSE_NUMBER),
            children=self._joined(Field.CHILDREN),
            employer=self._text(Field.EMPLOYER),
            note=self._joined(Field.NOTE, limit=LONGEST_NOTE),
            height_cm=self._first(Field.HEIGHT, values.height_cm),
            guardian=self._joined(Field.GUARDIAN),
        )

    def _name(self) -> tuple[str, str, bool]:
        family = self._name_text(Field.FAMILY_NAME)
        given = self._name_text(Field.GIVEN_NAME)
        uncertain = False
        for order in (Field.NAME_FAMILY_FIRST, Field.NAME_GIVEN_FIRST):
            whole = self._name_text(order)
            if whole and not family:
                first = order is Field.NAME_FAMILY_FIRST
                family, cut = values.name_parts(whole, family_first=first)
                given = given or cut
                uncertain = "," not in whole and " " in whole
        if not family:
            family, given = given, ""
        if not family and not self.faults:
            self._fault(self._name_column(), "name_missing")
        return family, given, uncertain

    def _name_text(self, wanted: Field) -> str:
        for column in self.guess.columns(wanted):
            text = values.plain_text(cell_at(self.row, column))
            kind = _name_fault(text)
            if kind:
                self._fault(column, kind)
                return ""
            return text
        return ""

    def _name_column(self) -> int:
        names = (Field.FAMILY_NAME, Field.NAME_FAMILY_FIRST, Field.NAME_GIVEN_FIRST)
        columns = [column for name in names for column in self.guess.columns(name)]
        return columns[0] if columns else 0

    def _address(self) -> tuple[str, str, str]:
        street = " ".join(filter(None, (self._text(Field.STREET), self._text(Field.HOUSE_NUMBER))))
        postcode = self._first(Field.POSTCODE, values.postcode) or ""
        place = self._text(Field.MUNICIPALITY)
        if both := self._text(Field.POSTCODE_AND_MUNICIPALITY):
            found = values.postcode_and_place(both)
            postcode, place = postcode or found[0], place or found[1]
        if whole := self._text(Field.ADDRESS):
            parts = values.address_parts(whole)
            street, postcode, place = street or parts[0], postcode or parts[1], place or parts[2]
        if place and not postcode:
            postcode, place = values.postcode_and_place(place)
        return street, postcode, place

    def _phones(self) -> tuple[Phone, ...]:
        texts = filter(None, self._every(Field.PHONE, values.phone_text))
        return tuple(Phone(text, number_shown(text)) for text in dict.fromkeys(texts))

    def _languages(self) -> tuple[str, ...]:
        texts = self._every(Field.LANGUAGE, values.value_text)
        return tuple(dict.fromkeys(name for text in texts for name in values.listed(text)))

    def _text(self, wanted: Field) -> str:
        return self._first(wanted, self._limited(LONGEST_TEXT)) or ""

    def _joined(self, wanted: Field, limit: int = LONGEST_TEXT) -> str:
        return "; ".join(filter(None, self._every(wanted, self._limited(limit))))

    @staticmethod
    def _limited(limit: int) -> Callable[[Cell], str]:
        def read(cell: Cell) -> str:
            text = values.value_text(cell)
            if len(text) > limit:
                raise values.UnreadableError("text_too_long")
            return text

        return read

    def _first(self, wanted: Field, read: Callable[[Cell], _Read]) -> _Read | None:
        return next(iter(self._every(wanted, read)), None)

    def _every(self, wanted: Field, read: Callable[[Cell], _Read]) -> list[_Read]:
        found: list[_Read] = []
        for column in self.guess.columns(wanted):
            try:
                found.append(read(cell_at(self.row, column)))
            except values.UnreadableError as fault:
                self._fault(column, str(fault))
        return found

    def _fault(self, column: int, kind: str) -> None:
        value = values.plain_text(cell_at(self.row, column))[:200]
        letters = column_letters(column)
        self.faults.append(CellFault(self.sheet, self.row.number, letters, kind, value))


def _name_fault(text: str) -> str:
    """Return what is wrong with a name: too long, an error of a formula, or nothing but digits."""
    if len(text) > LONGEST_NAME:
        return "name_too_long"
    if text in ERRORS:
        return "cell_error"
    counted = any(char.isdigit() for char in text)
    return "name_unreadable" if counted and not any(char.isalpha() for char in text) else ""


def _is_total(row: Row) -> bool:
    """Whether a row only adds up the list, such as "Summe | 24"."""
    filled = [text for text in map(values.plain_text, row.cells) if text]
    if not 1 < len(filled) < 4:
        return False
    words = [text for text in filled if any(char.isalpha() for char in text)]
    return len(words) == 1 and fold(words[0].rstrip(": ")) in TOTALS


def _level(text: str) -> str:
    return text.upper() if len(text) <= 5 and text.lower() != "alpha" else text
