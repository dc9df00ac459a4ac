"""One row of a list read as a person: what its cells say, and what is doubtful about them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from kursplaner.exchange.people_list import values
from kursplaner.exchange.people_list.birth_dates import BirthDate, birth_date
from kursplaner.exchange.people_list.columns import cell_at
from kursplaner.exchange.people_list.contacts import Phone, contact_parts, emails, phones
from kursplaner.exchange.people_list.families import children_in, guardians_in
from kursplaner.exchange.people_list.fields import WHOLE_NAMES, ColumnGuess, Field
from kursplaner.exchange.people_list.headings import is_of_work
from kursplaner.exchange.people_list.name_cells import NameCell, name_cell
from kursplaner.exchange.people_list.name_order import looks_given
from kursplaner.exchange.people_list.person_row import (
    CellFault,
    ListedChild,
    PersonRow,
    column_letters,
)
from kursplaner.exchange.people_list.row_kinds import course_in, has_left, waits
from kursplaner.exchange.reading.blind_cells import ERRORS
from kursplaner.exchange.reading.tables import Row

_Read = TypeVar("_Read")

LONGEST_NAME = 200
LONGEST_TEXT = 500
LONGEST_NOTE = 5_000
_TWO_PEOPLE = re.compile(r"\s(?:und|u\.|&|\+|and|mit|sowie|/)\s", re.IGNORECASE)
_RESTRICTED = re.compile(
    r"auskunftssperre|sperrvermerk|adresssperre|übermittlungssperre", re.IGNORECASE
)
_NO = {"", "nein", "n", "0", "no", "false", "falsch", "keine", "-"}


@dataclass(slots=True)
class Around:
    """What a row is read with besides its cells.

    Attributes:
        since_1904: whether bare numbers of days count from 1904.
        zeros_lost: columns of telephone numbers that lost their leading zeros.
        month_first: whether the days of the list are 3/12/1990 for the 12th of March; None where
            no day tells.
        above: family name of the person above, for families who write it once.
        section: the heading of the section the row stands in.
        course: the course that section or sheet names.
        by_field: the columns of each meaning.
    """

    today: date
    since_1904: bool = False
    zeros_lost: frozenset[int] = frozenset()
    month_first: bool | None = None
    above: str = ""
    section: str = ""
    course: str = ""
    by_field: dict[Field, tuple[int, ...]] = field(default_factory=dict)

    def columns(self, wanted: Field) -> tuple[int, ...]:
        """Return the columns of a meaning; looked up for every row, so kept."""
        return self.by_field.get(wanted, ())


@dataclass(slots=True)
class PersonReading:
    """One row being read: collects its doubts on the way."""

    sheet: str
    row: Row
    guess: ColumnGuess
    around: Around
    doubts: list[CellFault] = field(default_factory=list)
    names: list[NameCell] = field(default_factory=list)
    status: str | None = None

    def person(self) -> PersonRow:
        """Return the person, with whatever is doubtful about the row."""
        family, given, name_uncertain = self._name()
        born = self._born() or self._born_beside()
        street, postcode, place = self._address()
        note = self._note()
        return PersonRow(
            sheet=self.sheet,
            row=self.row.number,
            family_name=family,
            given_name=given,
            name_uncertain=name_uncertain,
            birth_date=born.day if born else None,
            birth_date_uncertain=bool(born and born.uncertain),
            gender=self._gender(),
            phones=self._phones(),
            emails=self._emails(),
            street=street,
            postcode=postcode,
            municipality=place,
            languages=self._languages(),
            level=_level(self._text(Field.LEVEL)),
            course_number=self._course() or self.around.course,
            children=self._joined(Field.CHILDREN),
            employer=self._text(Field.EMPLOYER),
            note=note,
            height_cm=self._first(Field.HEIGHT, values.height_cm),
            guardian=self._joined(Field.GUARDIAN),
            birth_name=self._text(Field.BIRTH_NAME) or self._beside("birth_name"),
            guardians=guardians_in(self.row, self.guess) if self._has(Field.GUARDIAN) else (),
            named_children=self._named_children(),
            emergency=self._joined(Field.EMERGENCY),
            collectors=self._joined(Field.COLLECTORS),
            allergies=self._joined(Field.ALLERGIES),
            stop=self._text(Field.STOP),
            restricted=self._restricted(note),
            section=self.around.section,
            waiting=waits(self.around.section) or waits(self._status()),
            doubts=tuple(sorted(self.doubts, key=lambda doubt: (len(doubt.column), doubt.column))),
        )

    def _has(self, wanted: Field) -> bool:
        return bool(self.around.columns(wanted))

    def _named_children(self) -> tuple[ListedChild, ...]:
        if not self._has(Field.CHILDREN):
            return ()
        return children_in(self.row, self.guess, self.around.today)

    # --- names ------------------------------------------------------------------------------

    def _name(self) -> tuple[str, str, bool]:
        family = self._name_text(Field.FAMILY_NAME)
        given = self._name_text(Field.GIVEN_NAME)
        if middle := self._text(Field.MIDDLE_NAME):
            given = f"{given} {middle}".strip()
        uncertain = False
        for order in (Field.NAME_FAMILY_FIRST, Field.NAME_GIVEN_FIRST):
            whole = self._name_text(order)
            if whole and not family:
                family, given, uncertain = self._cut(whole, given, order)
            elif whole and not given:  # "Nachname" beside the whole name
                words = whole.replace(",", " ").split()
                known = family.casefold().split()
                given = " ".join(word for word in words if word.casefold() not in known)
        if not family and given and self.around.above and self.around.columns(Field.FAMILY_NAME):
            self.doubt(self._name_column(), "name_carried", self.around.above)
            family = self.around.above
        if not family and given and (parent := self._name_of_parent()):
            self.doubt(self._name_column(), "name_of_parent", parent)
            family = parent
        if not family:
            family, given = given, ""
        if not family and not any(doubt.kind in _NAMELESS for doubt in self.doubts):
            self.doubt(self._name_column(), "name_missing")
        return family, given, uncertain

    def _name_of_parent(self) -> str:
        """Return the family name of the first parent, where the list has none for its people."""
        own = (Field.FAMILY_NAME, *WHOLE_NAMES)
        if not self._has(Field.GUARDIAN) or any(map(self._has, own)):
            return ""
        first = next(iter(guardians_in(self.row, self.guess)), None)
        words = values.name_parts(first.name, family_first=False) if first is not None else ("", "")
        return words[0] if words[1] else ""

    def _cut(self, whole: str, given: str, order: Field) -> tuple[str, str, bool]:
        """Return a whole name in its parts, by the given name beside it where there is one."""
        words = whole.split()
        if given and "," not in whole and len(words) > 1:
            rest = [word for word in words if word.casefold() not in given.casefold().split()]
            if rest and len(rest) < len(words):
                return " ".join(rest), given, False
        first = order is Field.NAME_FAMILY_FIRST
        family, cut = values.name_parts(whole, family_first=first)
        uncertain = "," not in whole and " " in whole
        if uncertain and first and looks_given(words[0]) and not looks_given(words[-1]):
            self.doubt(self._name_column(), "name_order", whole)
        return family, given or cut, uncertain

    def _name_text(self, wanted: Field) -> str:
        for column in self.around.columns(wanted):
            text = self._bare_name(values.plain_text(cell_at(self.row, column)), column)
            kind = _name_fault(text)
            if kind:
                self.doubt(column, kind)
                return text if kind in _KEPT else ""
            return text
        return ""

    def _bare_name(self, text: str, column: int) -> str:
        """Return a name without what stands beside it, which is kept for where it belongs."""
        cell = name_cell(text)
        self.names.append(cell)
        if cell.family_only:
            self.doubt(column, "family_only", text)
        if has_left(cell.remark):
            self.doubt(column, "section_left", cell.remark)
        return cell.name

    def _beside(self, part: str) -> str:
        """Return what stood beside the names: "birth_name", "born", "phone", "remark"."""
        found = dict.fromkeys(filter(None, (getattr(cell, part) for cell in self.names)))
        return "; ".join(found)

    def _gender(self) -> str:
        told = next(filter(None, self._every(Field.GENDER, values.gender)), "")
        return told or next((cell.gender for cell in self.names if cell.gender), "")

    def _born_beside(self) -> BirthDate | None:
        """Return a birth date that stood beside the name."""
        text = self._beside("born")
        if not text:
            return None
        try:
            return birth_date(text, self.around.today)
        except values.UnreadableError as fault:
            self.doubt(self._name_column(), str(fault), text)
            return None

    def _status(self) -> str:
        """Return what the list says of the enrolment; who has left is for a human to decide."""
        if self.status is None:
            self.status = "; ".join(filter(None, (*self._every(Field.STATUS, values.value_text),)))
            columns = self.around.columns(Field.STATUS)
            if has_left(self.status):
                self.doubt(columns[0], "section_left", self.status)
            self.status = "; ".join(filter(None, (self.status, self._beside("remark"))))
        return self.status

    def _name_column(self) -> int:
        names = (
            Field.FAMILY_NAME,
            Field.NAME_FAMILY_FIRST,
            Field.NAME_GIVEN_FIRST,
            Field.GIVEN_NAME,
        )
        columns = [column for name in names for column in self.around.columns(name)]
        return columns[0] if columns else 0

    # --- dates, addresses, contacts ---------------------------------------------------------

    def _born(self) -> BirthDate | None:
        today, since_1904 = self.around.today, self.around.since_1904
        american = self.around.month_first
        found = self._first(
            Field.BIRTH_DATE,
            lambda cell: birth_date(cell, today, since_1904=since_1904, month_first=american),
        )
        if found is not None or not self._has(Field.BIRTH_YEAR):
            return found
        parts = [
            self._text(part) for part in (Field.BIRTH_DAY, Field.BIRTH_MONTH, Field.BIRTH_YEAR)
        ]
        if parts[2]:
            column = self.around.columns(Field.BIRTH_YEAR)[0]
            day, month, year = (part or "0" for part in parts)
            try:
                return birth_date(f"{day}.{month}.{year}", today)
            except values.UnreadableError as fault:
                self.doubt(column, str(fault))
        return found

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
        return street, self._whole_postcode(postcode, place), place

    def _whole_postcode(self, postcode: str, place: str) -> str:
        """Return a postcode with the 0 that a spreadsheet ate; doubtful where nobody knows."""
        whole = values.postcode_at(postcode, place)
        columns = self.around.columns(Field.POSTCODE)
        if len(whole) == 4 and whole.isdigit() and columns and whole == postcode:
            self.doubt(columns[0], "postcode_short", postcode)
        return whole

    def _phones(self) -> tuple[Phone, ...]:
        found: dict[str, Phone] = {}
        for column in self.around.columns(Field.PHONE):
            lost = column in self.around.zeros_lost
            work = is_of_work(self.guess.heading(column))
            for phone in (
                self._read(column, lambda cell, lost=lost: phones(cell, zeros_lost=lost)) or ()
            ):
                label = phone.label or ("dienstlich" if work else "")
                found.setdefault(phone.shown, replace(phone, label=label))
        for mixed in self._every(Field.CONTACT, lambda cell: phones(contact_parts(cell)[0])):
            for phone in mixed:
                found.setdefault(phone.shown, phone)
        for phone in phones(self._beside("phone")) if self._beside("phone") else ():
            found.setdefault(phone.shown, phone)
        return tuple(sorted(found.values(), key=lambda phone: bool(phone.label)))

    def _emails(self) -> tuple[str, ...]:
        told = self._every(Field.EMAIL, emails)
        told += self._every(Field.CONTACT, lambda cell: emails(contact_parts(cell)[1]))
        return tuple(dict.fromkeys(email for found in told for email in found))

    # --- the rest ---------------------------------------------------------------------------

    def _note(self) -> str:
        """Return the remarks; where several columns hold some, each with its heading."""
        columns = self.around.columns(Field.NOTE)
        found = []
        for column in columns:
            text = self._read(column, self._limited(LONGEST_NOTE)) or ""
            heading = self.guess.heading(column)
            named = heading and not _PLAIN_NOTE.match(heading)
            found.append(f"{heading}: {text}" if text and named else text)
        found.append(self._beside("remark"))
        return "; ".join(filter(None, found))

    def _restricted(self, note: str) -> bool:
        if not self._has(Field.RESTRICTED):
            return bool(note) and _RESTRICTED.search(note) is not None
        told = self._text(Field.RESTRICTED)
        return told.casefold() not in _NO or _RESTRICTED.search(note) is not None

    def _languages(self) -> tuple[str, ...]:
        texts = self._every(Field.LANGUAGE, values.value_text)
        return tuple(dict.fromkeys(name for text in texts for name in values.listed(text)))

    def _course(self) -> str:
        """Return the number of the course, without the word before it."""
        text = self._text(Field.COURSE_NUMBER)
        return course_in(text) or text

    def _text(self, wanted: Field) -> str:
        return self._first(wanted, self._limited(LONGEST_TEXT)) or ""

    def _joined(self, wanted: Field, limit: int = LONGEST_TEXT) -> str:
        return "; ".join(filter(None, self._every(wanted, self._limited(limit))))

    @staticmethod
    def _limited(limit: int) -> Callable[[object], str]:
        def read(cell: object) -> str:
            text = values.value_text(cell)  # type: ignore[arg-type]
            if len(text) > limit:
                raise values.UnreadableError("text_too_long")
            return text

        return read

    def _first(self, wanted: Field, read: Callable[..., _Read]) -> _Read | None:
        return next(iter(self._every(wanted, read)), None)

    def _every(self, wanted: Field, read: Callable[..., _Read]) -> list[_Read]:
        tried = (self._read(column, read) for column in self.around.columns(wanted))
        return [value for value in tried if value is not None]

    def _read(self, column: int, read: Callable[..., _Read]) -> _Read | None:
        try:
            return read(cell_at(self.row, column))
        except values.UnreadableError as fault:
            self.doubt(column, str(fault))
            return None

    def doubt(self, column: int, kind: str, value: str | None = None) -> None:
        """Note that somebody has to look at a cell."""
        text = values.plain_text(cell_at(self.row, column)) if value is None else value
        letters = column_letters(column)
        self.doubts.append(CellFault(self.sheet, self.row.number, letters, kind, text[:200]))


_NAMELESS = {"name_missing", "name_too_long", "name_unreadable", "cell_error"}
_KEPT = {"two_people", "name_digits"}
_PLAIN_NOTE = re.compile(
    r"bemerk|anmerk|notiz|hinweis|komment|sonst|note|remark|comment", re.IGNORECASE
)


def _name_fault(text: str) -> str:
    """Return what is wrong with a name: too long, an error of a formula, digits, two people."""
    if len(text) > LONGEST_NAME:
        return "name_too_long"
    if text in ERRORS:
        return "cell_error"
    if not any(char.isdigit() for char in text):
        return "two_people" if _TWO_PEOPLE.search(text) else ""
    return "name_digits" if any(char.isalpha() for char in text) else "name_unreadable"


def _level(text: str) -> str:
    return text.upper() if len(text) <= 5 and text.lower() != "alpha" else text
