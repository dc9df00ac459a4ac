"""Parents and children who stand in the row of somebody else."""

import re
from datetime import date

from kursplaner.basics.folding import fold
from kursplaner.exchange.people_list import values
from kursplaner.exchange.people_list.birth_dates import BirthDate, birth_date
from kursplaner.exchange.people_list.contacts import phones
from kursplaner.exchange.people_list.fields import ColumnGuess, Field
from kursplaner.exchange.people_list.person_row import Guardian, ListedChild
from kursplaner.exchange.reading.tables import Cell, Row

_MOTHER = re.compile(r"mutter|mama|mother|matk|м[аа]т")
_FATHER = re.compile(r"vater|papa|father|ot(?:ec|ce)")
_BORN = re.compile(
    r"\(?\s*(?:\*|geb\.?|am)?\s*((?:\d{1,2}\.\s?){2}\d{2,4}|\d{4}-\d\d-\d\d|(?:19|20)\d\d)\s*\)?"
)
_AGE = re.compile(r"\(?\b\d{1,2}\s*(?:J\.?|Jahre|Jahr|Monate|Mon\.?|M\.?)?\)?\s*$", re.IGNORECASE)


def relation_of(heading: str) -> str:
    """Return whom a heading means: "mother", "father", or nobody in particular."""
    key = fold(heading)
    if _MOTHER.search(key):
        return "mother"
    return "father" if _FATHER.search(key) else ""


def guardians_in(row: Row, guess: ColumnGuess) -> tuple[Guardian, ...]:
    """Return the parents a row names, each with the telephone of the same heading."""
    numbers: dict[str, str] = {}
    for column in guess.columns(Field.GUARDIAN_PHONE):
        numbers.setdefault(relation_of(guess.heading(column)), _number(_cell(row, column)))
    found: dict[tuple[str, str], str] = {}
    for column in guess.columns(Field.GUARDIAN):
        relation = relation_of(guess.heading(column))
        for name in re.split(r"[;\n/]| und | u\. | & ", _text(_cell(row, column))):
            if name.strip():
                found[relation, name.strip()] = numbers.get(relation) or numbers.get("", "")
    return tuple(Guardian(name, relation, phone) for (relation, name), phone in found.items())


def children_in(row: Row, guess: ColumnGuess, today: date) -> tuple[ListedChild, ...]:
    """Return the children whose names stand in a row; a mere number of them names nobody."""
    births = [_cell(row, column) for column in guess.columns(Field.CHILD_BIRTH)]
    columns = guess.columns(Field.CHILDREN)
    found: list[ListedChild] = []
    for at, column in enumerate(columns):
        named = [_child(part, today) for part in _parts(_text(_cell(row, column)))]
        children = [child for child in named if child is not None]
        if len(columns) == len(births) and len(children) == 1 and children[0].birth_date is None:
            children = [_with_birth(children[0], _born(births[at], today))]
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
