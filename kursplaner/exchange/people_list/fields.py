"""What a column of a people list can mean, and what the columns of one sheet mean."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Field(StrEnum):
    """What a column of a people list can mean."""

    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    NAME_FAMILY_FIRST = "name_family_first"  # "Novák, Jana" or "Novák Jana"
    NAME_GIVEN_FIRST = "name_given_first"  # "Jana Novák"
    MIDDLE_NAME = "middle_name"
    BIRTH_NAME = "birth_name"
    BIRTH_DATE = "birth_date"
    BIRTH_DAY = "birth_day"  # Thunderbird cuts a date into three columns
    BIRTH_MONTH = "birth_month"
    BIRTH_YEAR = "birth_year"
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
    STOP = "stop"
    CHILDREN = "children"
    CHILD_BIRTH = "child_birth"
    EMPLOYER = "employer"
    NOTE = "note"
    HEIGHT = "height"
    GUARDIAN = "guardian"
    GUARDIAN_PHONE = "guardian_phone"
    EMERGENCY = "emergency"
    COLLECTORS = "collectors"
    ALLERGIES = "allergies"
    RESTRICTED = "restricted"
    CONTACT = "contact"  # telephone and e-mail in one cell
    STATUS = "status"  # "angemeldet", "Warteliste", "abgemeldet"


SEVERAL_COLUMNS = frozenset(
    {
        Field.GENDER,
        Field.PHONE,
        Field.EMAIL,
        Field.LANGUAGE,
        Field.GUARDIAN,
        Field.GUARDIAN_PHONE,
        Field.CHILDREN,
        Field.CHILD_BIRTH,
        Field.NOTE,
        Field.CONTACT,
        Field.STATUS,
        Field.EMERGENCY,
        Field.COLLECTORS,
        Field.ALLERGIES,
    }
)
WHOLE_NAMES = (Field.NAME_FAMILY_FIRST, Field.NAME_GIVEN_FIRST)
NAMES = frozenset({Field.FAMILY_NAME, Field.GIVEN_NAME, *WHOLE_NAMES})


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
        headings: the headings, so that a row that repeats them is known.
        turned: the list lies on its side: its headings stand below each other, rows are columns.
    """

    choices: tuple[ColumnChoice, ...]
    header_row: int = 1
    sheet: str = ""
    headings: tuple[str, ...] = ()
    turned: bool = False

    def columns(self, field: Field) -> tuple[int, ...]:
        """Return the columns of that meaning."""
        return tuple(choice.column for choice in self.choices if choice.field is field)

    def field_of(self, column: int) -> Field | None:
        """Return what a column means, None if nothing."""
        return next((each.field for each in self.choices if each.column == column), None)

    def heading(self, column: int) -> str:
        """Return what stands above a column, empty for nothing."""
        return self.headings[column] if column < len(self.headings) else ""

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

    @property
    def only_names(self) -> bool:
        """Whether nothing but names is taken from the list."""
        return all(choice.field in NAMES for choice in self.choices)
