"""One person of a list, and what is doubtful about the cells she was read from."""

from dataclasses import dataclass
from datetime import date

from kursplaner.exchange.people_list.contacts import Phone

Place = tuple[str, int]
"""Sheet and row, counted from 1: what tells one row of a list from another."""


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that cannot be what its column says, or is doubtful: a person has to look at it.

    Attributes:
        sheet: the sheet's name.
        row: 1-based, as Excel shows it.
        column: its letters, as Excel shows them.
        kind: family_only, name_of_parent, name_missing, name_too_long, name_unreadable,
            name_digits, name_carried (taken from the row above), name_order (may stand the other
            way round), two_people, cell_error, text_too_long, date_unreadable, date_impossible,
            date_future, date_too_old, gender_unreadable, email_unreadable, phone_unreadable,
            phone_rounded, postcode_unreadable, postcode_short, height_unreadable, lone_cell,
            row_shifted, row_too_long, row_hidden, row_struck, section_left.
        value: what stands there, cut after 200 signs.
    """

    sheet: str
    row: int
    column: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Guardian:
    """A parent as a list of children names her; `relation` is "mother", "father" or empty."""

    name: str
    relation: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ListedChild:
    """A child that stands in the row of its parent."""

    name: str
    birth_date: date | None = None
    birth_uncertain: bool = False


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of the list; empty texts where the list says nothing.

    Attributes:
        sheet: where the person stands.
        row: 1-based row in it.
        family_name: never empty unless the row has no name; a single name stands here.
        given_name: may be empty.
        name_uncertain: the name stood in one cell without a comma and was cut by a guess.
        birth_date: None if not given.
        birth_date_uncertain: only a year, or the 1st of January, or doubtful in the list.
        gender: "female", "male", "diverse" or "".
        guardian: the names as written, separated by "; ".
        children: what the list says, a number or names.
        birth_name: an earlier family name.
        guardians: whom a list of children names, with their telephones.
        named_children: the children whose names stand in the row.
        emergency, collectors, allergies, stop: as written.
        restricted: the address must not be told to anybody.
        section: the heading of the section the row stands in ("Warteliste").
        waiting: whether that section holds people who wait.
        doubts: what somebody has to look at before the row is taken.
    """

    sheet: str
    row: int
    family_name: str
    given_name: str = ""
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
    birth_name: str = ""
    guardians: tuple[Guardian, ...] = ()
    named_children: tuple[ListedChild, ...] = ()
    emergency: str = ""
    collectors: str = ""
    allergies: str = ""
    stop: str = ""
    restricted: bool = False
    section: str = ""
    waiting: bool = False
    doubts: tuple[CellFault, ...] = ()

    @property
    def place(self) -> Place:
        """Where the person stands."""
        return self.sheet, self.row


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 0: 0 → A, 26 → AA."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters
