"""Parents and children who stand in the row of somebody else."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kursplaner.basics.folding import fold
from kursplaner.exchange.people_list import values
from kursplaner.exchange.people_list.birth_dates import BirthDate, birth_date
from kursplaner.exchange.people_list.contacts import phones
from kursplaner.exchange.people_list.fields import ColumnChoice, ColumnGuess, Field
from kursplaner.exchange.people_list.headings import name_part, number_in, relation_of
from kursplaner.exchange.people_list.person_row import Guardian, ListedChild
from kursplaner.exchange.reading.tables import Cell, Row

_BORN = re.compile(
    r"\(?\s*(?:\*|geb\.?|am)?\s*((?:\d{1,2}\.\s?){2}\d{2,4}|\d{4}-\d\d-\d\d|(?:19|20)\d\d)\s*\)?"
)
_AGE = re.compile(r"\(?\b\d{1,2}\s*(?:J\.?|Jahre|Jahr|Monate|Mon\.?|M\.?)?\)?\s*$", re.IGNORECASE)


def several_children(found: dict[int, ColumnChoice], header: Sequence[str]) -> bool:
    """Whether a row holds "Kind 1" and "Kind 2": then it is about their parent."""
    fields = (Field.CHILDREN, Field.CHILD_BIRTH)
    numbers = {number_in(_above(header, at)) for at in found if found[at].field in fields}
    return len(numbers - {""}) > 1


def parents_as_people(found: dict[int, ColumnChoice], header: Sequence[str]) -> list[int]:
    """Take the first parent for whom the list is about; return the columns of her names."""
    parents = [at for at in sorted(found) if found[at].field is Field.GUARDIAN]
    if not parents:
        return []
    relation = relation_of(_above(header, parents[0]))
    own = [at for at in parents if relation_of(_above(header, at)) == relation]
    whole = Field.NAME_FAMILY_FIRST
    parts = {"family": Field.FAMILY_NAME, "given": Field.GIVEN_NAME}
    given = any(name_part(_above(header, at)) == "given" for at in own)
    for at in own[: 2 if given else 1]:
        part = name_part(_above(header, at)) or ("family" if given else "")
        found[at] = ColumnChoice(at, parts.get(part, whole), certain=True)
    for at, choice in list(found.items()):
        if choice.field is Field.GUARDIAN_PHONE and relation_of(_above(header, at)) == relation:
            found[at] = replace(choice, field=Field.PHONE)
    return own


def _above(header: Sequence[str], column: int) -> str:
    return header[column] if column < len(header) else ""


def guardians_in(row: Row, guess: ColumnGuess) -> tuple[Guardian, ...]:
    """Return the parents a row names, each with the telephone of the same heading."""
    numbers: dict[tuple[str, str], str] = {}
    for column in guess.columns(Field.GUARDIAN_PHONE):
        numbers.setdefault(_whose(guess.heading(column)), _number(_cell(row, column)))
    found: dict[tuple[str, str], str] = {}
    for heading, text in _named(row, guess, Field.GUARDIAN):
        relation, number = _whose(heading)
        for name in re.split(r"[;\n/]| und | u\. | & ", text):
            if name.strip():
                own = numbers.get((relation, number)) or numbers.get((relation, ""))
                found[relation, name.strip()] = own or numbers.get(("", ""), "")
    return tuple(Guardian(name, relation, phone) for (relation, name), phone in found.items())


def _whose(heading: str) -> tuple[str, str]:
    return relation_of(heading), number_in(heading)


def _named(row: Row, guess: ColumnGuess, field: Field) -> list[tuple[str, str]]:
    """Return heading and name of each, family and given name of two columns as one."""
    found: list[tuple[str, str]] = []
    halves: dict[tuple[str, str], tuple[str, str]] = {}
    columns = guess.columns(field)
    given = {_whose(h) for c in columns if name_part(h := guess.heading(c)) == "given"}
    for column in columns:
        heading, text = guess.heading(column), _text(_cell(row, column))
        if _whose(heading) not in given:
            found.append((heading, text))
        elif name_part(heading) == "given":
            family = halves.pop(_whose(heading), ("", ""))[1]
            found.append((heading, f"{family}, {text}" if family and text else text or family))
        else:
            halves[_whose(heading)] = (heading, text)
    return [*found, *halves.values()]


def children_in(row: Row, guess: ColumnGuess, today: date) -> tuple[ListedChild, ...]:
    """Return the children whose names stand in a row; a mere number of them names nobody."""
    births = guess.columns(Field.CHILD_BIRTH)
    by_number = {number_in(guess.heading(column)): column for column in births}
    named = _named(row, guess, Field.CHILDREN)
    found: list[ListedChild] = []
    for at, (heading, text) in enumerate(named):
        told = [_child(part, today) for part in _parts(text)]
        children = [child for child in told if child is not None]
        own = by_number.get(number_in(heading)) if len(by_number) == len(births) else None
        own = births[at] if own is None and len(named) == len(births) else own
        if own is not None and len(children) == 1 and children[0].birth_date is None:
            children = [_with_birth(children[0], _born(_cell(row, own), today))]
        found += children
    return tuple(found)


def _parts(text: str) -> list[str]:
    """Return what separates children; a comma between "Ahornfeld, Lina" separates nobody."""
    parts = re.split(r"[;\n|]|\s(?:und|u\.|&|\+)\s", text)
    if len(parts) == 1:
        parts = re.split(r"[,/]", text)
    return [part.strip() for part in parts if part.strip()]


def _child(text: str, today: date) -> ListedChild | None:
    match = _BORN.search(text)
    name = (text[: match.start()] + text[match.end() :]) if match else _AGE.sub("", text)
    name = name.strip(" ,()*-–")
    if not name or any(char.isdigit() for char in name) or not any(map(str.isalpha, name)):
        return None
    if fold(name) in _NO_NAMES:
        return None
    child = ListedChild(name)
    return _with_birth(child, _born(match[1], today)) if match else child


_NO_NAMES = {"ja", "nein", "kind", "kinder", "keine", "kein", "jahre", "madchen", "junge", "baby"}


def _with_birth(child: ListedChild, born: BirthDate | None) -> ListedChild:
    return ListedChild(child.name, born.day, born.uncertain) if born else child


def _born(cell: Cell, today: date) -> BirthDate | None:
    try:
        return birth_date(cell, today)
    except values.UnreadableError:
        return None


def _number(cell: Cell) -> str:
    try:
        return next((phone.shown for phone in phones(cell)), "")
    except values.UnreadableError:
        return ""


def _text(cell: Cell) -> str:
    try:
        return values.value_text(cell)
    except values.UnreadableError:
        return ""


def _cell(row: Row, column: int) -> Cell:
    return row.cells[column] if column < len(row.cells) else None
