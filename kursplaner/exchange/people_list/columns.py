"""Which column of a people list means what: by its heading first, by its contents otherwise."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from kursplaner.exchange.people_list import header_rows, values
from kursplaner.exchange.people_list.birth_dates import looks_like_birth_date
from kursplaner.exchange.people_list.contacts import emails, looks_like_phones
from kursplaner.exchange.people_list.families import parents_as_people, several_children
from kursplaner.exchange.people_list.fields import (
    NAMES,
    SEVERAL_COLUMNS,
    WHOLE_NAMES,
    ColumnChoice,
    ColumnGuess,
    Field,
)
from kursplaner.exchange.people_list.headings import (
    field_of_heading,
    is_bare_name,
    is_child_name,
    meaning,
    says_no_order,
)
from kursplaner.exchange.people_list.name_order import order_of_names
from kursplaner.exchange.people_list.row_kinds import is_nobody
from kursplaner.exchange.people_list.turned import lies_on_its_side, turned
from kursplaner.exchange.reading.tables import Cell, Row, Sheet, Table

__all__ = [
    "ColumnChoice", "ColumnGuess", "Field", "cell_at", "field_of_heading", "guess_columns",
    "guess_sheet", "guess_table", "upright",
]  # fmt: skip

_ROWS_SAMPLED = 60
_MOST, _FEW = 0.6, 0.3
_MANY = 3


def guess_table(table: Table) -> ColumnGuess:
    """Return the guess for the visible sheet that looks most like a people list."""
    sheets = [sheet for sheet in table.sheets if not sheet.hidden] or list(table.sheets)
    guesses = [guess_sheet(sheet) for sheet in sheets]
    return max(
        guesses,
        key=lambda guess: (guess.names_found, len(guess.choices)),
        default=ColumnGuess((), 0),
    )


def upright(sheet: Sheet, guess: ColumnGuess) -> Sheet:
    """Return the sheet as its guess reads it: one that lies on its side is turned."""
    return turned(sheet) if guess.turned else sheet


def guess_sheet(sheet: Sheet) -> ColumnGuess:
    """Return the guess for a sheet, whose headings may stand below a title or be missing."""
    on_its_side = lies_on_its_side(sheet)
    sheet = turned(sheet) if on_its_side else sheet
    at = header_rows.header_row(sheet) or _header_by_contents(sheet)
    last, header = header_rows.headings(sheet, at)
    below = [row.cells for row in sheet.rows[last:] if not row.empty]
    guess = guess_columns(header, below[:_ROWS_SAMPLED])
    return replace(guess, header_row=last, sheet=sheet.name, turned=on_its_side)


def guess_columns(header: Sequence[str], sample_rows: Sequence[Sequence[Cell]]) -> ColumnGuess:
    """Return what the columns mean.

    Args:
        header: the headings, empty if the list has none.
        sample_rows: some rows below them.
    """
    found = _by_headings(header, sample_rows)
    _add_by_contents(found, header, sample_rows)
    _settle_names(found, header, sample_rows)
    _settle_birth_parts(found)
    _doubt_by_contents(found, sample_rows)
    return ColumnGuess(tuple(found[column] for column in sorted(found)), headings=tuple(header))


# --- headings ---------------------------------------------------------------------------------


def _by_headings(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> dict[int, ColumnChoice]:
    """Return the columns whose headings are known; of two for one meaning the more specific."""
    told = {at: means for at, title in enumerate(header) if (means := meaning(title))}
    best: dict[Field, tuple[int, bool, int]] = {}
    for at, means in told.items():
        rank = (means.weight, bool(_samples(rows, at)), -at)
        if means.field not in best or rank > best[means.field]:
            best[means.field] = rank
    found: dict[int, ColumnChoice] = {}
    for at, means in told.items():
        single = means.field not in SEVERAL_COLUMNS
        if single and -best[means.field][2] != at:
            continue
        found[at] = ColumnChoice(at, means.field, certain=True)
    return found


def _header_by_contents(sheet: Sheet) -> int:
    """Return the first filled row if one of its cells tells what stands below it, else 0."""
    filled = [row for row in sheet.rows[:_ROWS_SAMPLED] if not row.empty]
    looks = dict(_LOOKS)
    if len(filled) < 2 or any(map(str.isdigit, "".join(map(_text, filled[0].cells)))):
        return 0
    for column, cell in enumerate(filled[0].cells):
        look = looks.get(field_of_heading(_text(cell)) or Field.NOTE)
        cells = _samples([row.cells for row in filled[1:]], column)
        if look is not None and cells and _share(cells, look) >= _MOST:
            return filled[0].number
    return 0


def _title(header: Sequence[str], column: int) -> str:
    return header[column] if column < len(header) else ""


def _text(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _is_free(field: Field, found: dict[int, ColumnChoice]) -> bool:
    return field in SEVERAL_COLUMNS or all(each.field is not field for each in found.values())


def _samples(rows: Sequence[Sequence[Cell]], column: int) -> list[Cell]:
    cells = (row[column] for row in rows if column < len(row))
    return [cell for cell in cells if cell is not None and _text(cell)]


# --- contents ---------------------------------------------------------------------------------


def _looks_like_email(cell: Cell) -> bool:
    try:
        return bool(emails(cell))
    except values.UnreadableError:
        return False


_LOOKS: tuple[tuple[Field, Callable[[Cell], bool]], ...] = (
    (Field.EMAIL, _looks_like_email),
    (Field.BIRTH_DATE, looks_like_birth_date),
    (Field.LEVEL, values.looks_like_level),
    (Field.GENDER, values.looks_like_gender),
    (Field.POSTCODE_AND_MUNICIPALITY, values.looks_like_postcode_and_place),
    (Field.POSTCODE, values.looks_like_postcode),
    (Field.PHONE, looks_like_phones),
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
        if column in found or not cells or _overflows(column, header, cells, rows):
            continue
        for field, looks in _LOOKS[:1] if headed else _LOOKS:
            free = all(each.field is not field for each in found.values())
            several = field in SEVERAL_COLUMNS and field is not Field.GENDER
            if (free or several) and _share(cells, looks) >= _MOST:
                found[column] = ColumnChoice(column, field, certain=False)
                break
    if not any(header):
        _add_place(found, rows)
    about_children = any(map(is_child_name, header))
    for headings in (header,) if about_children else (header, ()):
        if not any(choice.field in NAMES for choice in found.values()):
            _add_names(found, headings, rows, width)


def _overflows(
    column: int, header: Sequence[str], cells: Sequence[Cell], rows: Sequence[Sequence[Cell]]
) -> bool:
    """Whether a column behind the headings holds what a bare comma pushed out of few rows."""
    if not header or column < len(header):
        return False
    few = len(rows) > _MANY and len(cells) * 2 < len(rows)
    return few or (len(cells) < len(rows) and _same_as_before(column, cells, rows))


def _same_as_before(column: int, cells: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether what stands here stands one column further left in the other rows."""
    for _, looks in _LOOKS:
        if _share(cells, looks) >= _MOST:
            others = [row[column - 1] for row in rows if len(row) == column]
            return _share([cell for cell in others if _text(cell)], looks) >= _MOST
    return False


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
        and (cells := _who(_samples(rows, column)))
        and _share(cells, values.looks_like_name) >= _MOST
    ]
    if not columns:
        return
    first = _who(_samples(rows, columns[0]))
    if _share(first, lambda cell: " " in _text(cell)) >= _MOST or len(columns) == 1:
        found[columns[0]] = ColumnChoice(columns[0], _order_of(first)[0], certain=False)
        return
    found[columns[0]] = ColumnChoice(columns[0], Field.FAMILY_NAME, certain=False)
    found[columns[1]] = ColumnChoice(columns[1], Field.GIVEN_NAME, certain=False)


def _who(cells: Sequence[Cell]) -> list[Cell]:
    """Return cells without those that say themselves that they are nobody: "Raum: 3"."""
    return [cell for cell in cells if not is_nobody(values.plain_text(cell))]


def _add_place(found: dict[int, ColumnChoice], rows: Sequence[Sequence[Cell]]) -> None:
    """Take words beside a postcode for the municipality, where nothing else is known of them."""
    fields = {choice.field: at for at, choice in found.items()}
    if Field.POSTCODE not in fields or Field.MUNICIPALITY in fields:
        return
    at = fields[Field.POSTCODE] + 1
    cells = _samples(rows, at)
    if at not in found and cells and _share(cells, _no_number) >= _MOST:
        found[at] = ColumnChoice(at, Field.MUNICIPALITY, certain=False)


def _no_number(cell: Cell) -> bool:
    text = _text(cell)
    return any(map(str.isalpha, text)) and not any(map(str.isdigit, text))


def _doubt_by_contents(found: dict[int, ColumnChoice], rows: Sequence[Sequence[Cell]]) -> None:
    """Doubt a heading whose column holds something else: "Telefon" above e-mail addresses."""
    looks = dict(_LOOKS)
    for column, choice in list(found.items()):
        look = looks.get(choice.field)
        if look is None or choice.field in (Field.STREET, Field.LEVEL, Field.GENDER):
            continue
        cells = [cell for cell in _samples(rows, column) if values.plain_text(cell)]
        if len(cells) < 3 or choice.field is Field.BIRTH_DATE:
            continue
        if _share(cells, look) < _FEW and any(_share(cells, other) >= _MOST for _, other in _LOOKS):
            found[column] = replace(choice, certain=False)


# --- names ------------------------------------------------------------------------------------


def _settle_names(
    found: dict[int, ColumnChoice], header: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> None:
    """Leave those columns with names that are the person's own, once."""
    _settle_children(found, header)
    fields = {choice.field for choice in found.values()}
    if {Field.FAMILY_NAME, Field.GIVEN_NAME} <= fields:
        for column, choice in list(found.items()):
            if choice.field in WHOLE_NAMES:
                del found[column]
    _settle_bare_name(found, header, rows)


def _settle_children(found: dict[int, ColumnChoice], header: Sequence[str]) -> None:
    """Take "Kind" for whom the list is about, unless it names somebody else as well."""
    about = [column for column in found if is_child_name(_title(header, column))]
    others = [c for c in found if found[c].field in NAMES and c not in about]
    if not others and several_children(found, header):
        others = parents_as_people(found, header)
    for number, column in enumerate(about):
        person = not others and number == 0
        field = Field.NAME_GIVEN_FIRST if person else Field.CHILDREN
        found[column] = ColumnChoice(column, field, certain=True)
    if about and not others:
        for column, choice in found.items():
            if choice.field is Field.CHILD_BIRTH and _is_free(Field.BIRTH_DATE, found):
                found[column] = replace(choice, field=Field.BIRTH_DATE)


def _settle_bare_name(
    found: dict[int, ColumnChoice], header: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> None:
    """Take "Name" beside "Vorname" as the family name, alone as the whole one."""
    given = next((c for c in found if found[c].field is Field.GIVEN_NAME), None)
    family = next((c for c in found if found[c].field is Field.FAMILY_NAME), None)
    bare = [at for at, title in enumerate(header) if is_bare_name(title)]
    if family is not None and family not in bare and given is None:
        _take_as_whole(found, family, rows)
        _take_as_given(found, [at for at in bare if at not in found], rows)
        return
    for column, choice in list(found.items()):
        if column in bare and choice.field in (Field.FAMILY_NAME, Field.GIVEN_NAME):
            cells = _samples(rows, column)
            if given is None or given == column:
                if choice.field is Field.GIVEN_NAME and family is not None:
                    continue
                field, certain = _order_of(cells)
                found[column] = ColumnChoice(column, field, certain=certain)
            elif _holds_given_names(column, given, rows):
                field, _ = _order_of(cells)
                found[column] = ColumnChoice(column, field, certain=False)
    for column, choice in list(found.items()):
        title = _title(header, column)
        if choice.field in WHOLE_NAMES and (is_child_name(title) or says_no_order(title)):
            field, certain = _order_of(_samples(rows, column))
            found[column] = ColumnChoice(column, field, certain=certain)


def _take_as_whole(
    found: dict[int, ColumnChoice], column: int, rows: Sequence[Sequence[Cell]]
) -> None:
    """Take "Name des Teilnehmers" for the whole name, where it holds several words."""
    cells = _samples(rows, column)
    if cells and _share(cells, _two_words) >= _MOST:
        field, certain = _order_of(cells)
        found[column] = ColumnChoice(column, field, certain=certain)


def _two_words(cell: Cell) -> bool:
    return len(values.plain_text(cell).replace(",", " ").split()) > 1


def _take_as_given(
    found: dict[int, ColumnChoice], columns: Sequence[int], rows: Sequence[Sequence[Cell]]
) -> None:
    """Take "Name" beside "Nachname" for the given name, where it holds single words."""
    for column in columns[:1]:
        cells = _samples(rows, column)
        if cells and _share(cells, lambda cell: " " not in _text(cell)) >= _MOST:
            found[column] = ColumnChoice(column, Field.GIVEN_NAME, certain=False)


def _holds_given_names(name: int, given: int, rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether "Name" is the whole name although "Vorname" stands beside it."""
    pairs = [(_text(row[name]), _text(row[given])) for row in rows if len(row) > max(name, given)]
    pairs = [(whole, first) for whole, first in pairs if whole and first]
    inside = [first.casefold() in whole.casefold().split() for whole, first in pairs]
    return bool(inside) and sum(inside) / len(inside) >= _MOST


def _order_of(cells: Sequence[Cell]) -> tuple[Field, bool]:
    """Return which name stands first in cells with whole names, and whether that is sure."""
    order = order_of_names([values.plain_text(cell) for cell in cells], values.PARTICLES)
    return Field.NAME_FAMILY_FIRST if order.family_first else Field.NAME_GIVEN_FIRST, order.certain


def _settle_birth_parts(found: dict[int, ColumnChoice]) -> None:
    """Take "Geburtstag" as the day of a date that two more columns complete, and not as a date."""
    fields = {choice.field: column for column, choice in found.items()}
    cut = {Field.BIRTH_YEAR, Field.BIRTH_MONTH} <= set(fields)
    if cut and Field.BIRTH_DATE in fields and Field.BIRTH_DAY not in fields:
        column = fields[Field.BIRTH_DATE]
        found[column] = replace(found[column], field=Field.BIRTH_DAY)
    elif not cut and Field.BIRTH_YEAR in fields and Field.BIRTH_DATE not in fields:
        column = fields[Field.BIRTH_YEAR]
        found[column] = replace(found[column], field=Field.BIRTH_DATE)
    elif not cut and Field.BIRTH_YEAR in fields:
        del found[fields[Field.BIRTH_YEAR]]


def _share(cells: Sequence[Cell], looks: Callable[[Cell], bool]) -> float:
    return sum(1 for cell in cells if looks(cell)) / len(cells) if cells else 0.0


def cell_at(row: Row, column: int) -> Cell:
    """Return a cell of a row that may be shorter than the others."""
    return row.cells[column] if column < len(row.cells) else None
