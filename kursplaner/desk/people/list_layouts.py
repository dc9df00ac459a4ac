"""Which sheets of a list are read and what their columns mean, as remembered for their layout."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kursplaner.basics.errors import Refused
from kursplaner.basics.folding import fold
from kursplaner.domain.courses import Course
from kursplaner.exchange.people_list.columns import ColumnGuess, Field, guess_sheet, upright
from kursplaner.exchange.people_list.headings import heading_key
from kursplaner.exchange.people_list.rows import column_letters
from kursplaner.exchange.people_list.values import plain_text
from kursplaner.exchange.reading.tables import Sheet, Table
from kursplaner.store.records import find
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of, store_settings

SETTING = "lists.layout."
EXAMPLES = 2
_ROWS_LOOKED_AT = 200
_LONGEST_EXAMPLE = 30


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of the list and what it was taken for; `field` None: it is not taken over.

    Attributes:
        filled: whether anything stands below its heading.
        examples: some of what stands there, for columns nobody knows.
        remembered: the town chose this meaning for lists with these headings.
    """

    letters: str
    heading: str
    field: Field | None
    certain: bool
    filled: bool = True
    examples: tuple[str, ...] = ()
    remembered: bool = False


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A sheet of the file: how many filled rows it has, and whether it is read.

    Attributes:
        names: whether any of its columns has names, so that it can be read at all.
    """

    name: str
    rows: int
    read: bool
    names: bool
    hidden: bool = False


def guesses_of(
    db: Db, table: Table, wanted: Collection[str] | None = None
) -> tuple[ColumnGuess, ...]:
    """Return the guesses of the sheets that are read, in the order of the file.

    Without `wanted` these are all visible ones whose headings name people; where no heading does,
    the one that looks most like a list of people.

    Raises:
        Refused: "sheet_missing" for a name the file does not have.
    """
    if wanted is not None:
        for name in wanted:
            table.sheet(name)
        return tuple(_remembered(db, guess_sheet(s)) for s in table.sheets if s.name in wanted)
    visible = [sheet for sheet in table.sheets if not sheet.hidden] or list(table.sheets)
    guesses = [_remembered(db, guess_sheet(sheet)) for sheet in visible]
    headed = [guess for guess in guesses if guess.names_found and guess.header_row]
    if len(headed) > 1:
        most = max(len(guess.choices) for guess in headed)
        return tuple(guess for guess in headed if len(guess.choices) * 2 >= most)
    best = max(guesses, key=lambda g: (g.names_found, len(g.choices)), default=ColumnGuess((), 0))
    return (best,)


def courses_named(db: Db, sheets: Collection[str]) -> Mapping[str, str]:
    """Return the course whose number stands in the name of a sheet, by that name."""
    numbers = sorted((row.number for row in find(db, Course)), key=len, reverse=True)
    found: dict[str, str] = {}
    for sheet in sheets:
        words = f" {fold(sheet)} "
        number = next((n for n in numbers if n.strip() and f" {fold(n)} " in words), None)
        if number is not None:
            found[sheet] = number
    return found


def layout_key(headings: Sequence[str]) -> str:
    """Return the key of the setting for lists with these headings; empty without any."""
    keys = [heading_key(heading) for heading in headings]
    if not any(keys):
        return ""
    return SETTING + hashlib.sha256("|".join(keys).encode()).hexdigest()[:16]


def _remembered(db: Db, guess: ColumnGuess) -> ColumnGuess:
    """Return a guess with what somebody chose for this layout before."""
    for column, field in choices_of(db, guess.headings).items():
        guess = guess.with_choice(column, field)
    return guess


def choices_of(db: Db, headings: Sequence[str]) -> Mapping[int, Field | None]:
    """Return what was chosen for the columns of lists with these headings."""
    key = layout_key(headings)
    text = settings_of(db).values.get(key, "") if key else ""
    try:
        stored = json.loads(text) if text else {}
        return {int(at): Field(field) if field else None for at, field in stored.items()}
    except (ValueError, AttributeError):
        return {}


def remember(db: Db, guess: ColumnGuess) -> bool:
    """Store what was chosen against the guess for this layout; tells whether there is anything."""
    from kursplaner.exchange.people_list.columns import guess_columns

    key = layout_key(guess.headings)
    if not key:
        return False
    before = guess_columns(guess.headings, ())
    chosen = {
        str(at): (field.value if (field := guess.field_of(at)) else "")
        for at in range(len(guess.headings))
        if guess.field_of(at) is not before.field_of(at)
    }
    if not chosen or all(guess.headings[int(at)] == "" for at in chosen):
        return False
    store_settings(db, {key: json.dumps(chosen, sort_keys=True)})
    return True


def sheets_of(table: Table, guesses: Collection[ColumnGuess]) -> tuple[ListedSheet, ...]:
    """Return every sheet of the file with its rows, and whether it is read."""
    read = {guess.sheet for guess in guesses}
    found = []
    for sheet in table.sheets:
        rows = sum(1 for row in sheet.rows if not row.empty)
        names = sheet.name in read or _looks_like_people(guess_sheet(sheet))
        found.append(ListedSheet(sheet.name, rows, sheet.name in read, names, sheet.hidden))
    return tuple(found)


def _looks_like_people(guess: ColumnGuess) -> bool:
    """Whether a sheet that is not read could be: more than one column of words without heading."""
    return guess.names_found and (guess.header_row > 0 or len(guess.choices) > 1)


def columns_of(
    table: Table, guess: ColumnGuess, remembered: Collection[int] = ()
) -> tuple[ListColumn, ...]:
    """Return every column of the list with what it is taken for."""
    sheet = next((sheet for sheet in table.sheets if sheet.name == guess.sheet), table.sheets[0])
    sheet = upright(sheet, guess)
    width = max((len(row.cells) for row in sheet.rows), default=0)
    certain = {choice.column: choice.certain for choice in guess.choices}
    examples = [_examples(sheet, guess, at) for at in range(width)]
    return tuple(
        ListColumn(
            column_letters(at),
            guess.heading(at),
            guess.field_of(at),
            certain.get(at, False),
            bool(examples[at]),
            examples[at] if guess.field_of(at) is None else (),
            at in remembered,
        )
        for at in range(width)
    )


def _examples(sheet: Sheet, guess: ColumnGuess, column: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in sheet.rows[guess.header_row : guess.header_row + _ROWS_LOOKED_AT]:
        text = plain_text(row.cells[column]) if column < len(row.cells) else ""
        if text:
            found[text[:_LONGEST_EXAMPLE]] = None
        if len(found) == EXAMPLES:
            break
    return tuple(found)


def with_column(
    guesses: Sequence[ColumnGuess], at: int, field: Field | None
) -> tuple[ColumnGuess, ...]:
    """Return the guesses with another meaning of a column, on every sheet with these headings."""
    return tuple(
        guess.with_choice(at, field)
        if number == 0 or guess.headings == guesses[0].headings
        else guess
        for number, guess in enumerate(guesses)
    )


def chosen_columns(
    guesses: Sequence[ColumnGuess], name: str, meaning: Field | None
) -> tuple[ColumnGuess, ...]:
    """Return the guesses with the column of that heading or letters taken for a meaning.

    Raises:
        Refused: "column_missing" (column).
    """
    first = chosen_column(guesses[0], name, meaning)
    same = [
        chosen_column(guess, name, meaning) if guess.headings == guesses[0].headings else guess
        for guess in guesses[1:]
    ]
    return (first, *same)


def chosen_column(guess: ColumnGuess, name: str, meaning: Field | None) -> ColumnGuess:
    """Return the guess with the column of that heading or those letters taken for a meaning.

    Raises:
        Refused: "column_missing" (column).
    """
    for at, heading in enumerate(guess.headings):
        if heading_key(heading) == heading_key(name) != "":
            return guess.with_choice(at, meaning)
    letters = name.strip().upper()
    for at in range(300):
        if column_letters(at) == letters:
            return guess.with_choice(at, meaning)
    raise Refused("column_missing", column=name)
