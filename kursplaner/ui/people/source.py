"""Rows of the list of people, read in windows so that any number of them opens at once."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date

from kursplaner.desk.wording.people.people import age_text, birth_text, role_word
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import listed
from kursplaner.desk.wording.words.languages import languages_text
from kursplaner.exchange.lists.content import Kind
from kursplaner.store.queries.people.people import (
    PersonRow,
    people_count,
    people_rows,
    person_place,
)
from kursplaner.ui.context import AppContext
from kursplaner.ui.widgets import Cell, Column, ListRow, Order

COLUMNS = (
    Column("name", "Name", 180),
    Column("own_script", "Eigene Schrift", 140, sortable=False, shown=False),
    Column("roles", "Rollen", 192, sortable=False),
    Column("age", "Alter", 72, sortable=False),
    Column("level", "Niveau", 62),
    Column("languages", "Sprachen", 120, shown=False),
    Column("municipality", "Wohnort", 122, sortable=False),
    Column("phone", "Telefon", 130, sortable=False, stretch=True),
    Column("birth_date", "Geburtsdatum", 120, shown=False, kind=Kind.DAY),
)


class PeopleSource:
    """A window on the people of one role, or of all; with `ended` those ended, too."""

    def __init__(
        self, context: AppContext, role: str | None = None, *, ended: bool = False
    ) -> None:
        self._context = context
        self._role = role
        self._ended = ended

    def rows(self, offset: int, limit: int, search: str, order: Order | None) -> Sequence[ListRow]:
        column, down = _by(order)
        with self._context.workspace.read() as db:
            found = people_rows(
                db,
                search,
                role=self._role,
                offset=offset,
                limit=limit,
                order=column,
                descending=down,
                ended=self._ended,
            )
        today, hidden = self._context.today(), self._context.names_hidden
        return [_row(person, today, hidden=hidden) for person in found]

    def count(self, search: str) -> int:
        with self._context.workspace.read() as db:
            return people_count(db, search, self._role, ended=self._ended)

    def place_of(self, key: Hashable, search: str, order: Order | None) -> int | None:
        if not isinstance(key, int):
            return None
        column, down = _by(order)
        with self._context.workspace.read() as db:
            return person_place(
                db, key, search, self._role, order=column, descending=down, ended=self._ended
            )


def _by(order: Order | None) -> tuple[str, bool]:
    return (order.column, order.descending) if order else ("name", False)


def _row(person: PersonRow, today: date, *, hidden: bool) -> ListRow:
    name = names.shown(person.name, hidden=hidden)
    locked = person.address_restricted
    place = Cell("Auskunftssperre", tone="third", icon="lock") if locked else person.municipality
    birth = birth_text(person.birth_date, uncertain=person.birth_uncertain)
    sure = None if person.birth_uncertain else person.birth_date
    return ListRow(
        person.id,
        (
            Cell(name, strong=True) if person.ended_on is None else Cell(name, tone="third"),
            "" if hidden else person.own_script_name,
            Cell(_roles(person), tone="second"),
            age_text(person.birth_date, today),
            person.level,
            languages_text(person.languages),
            place,
            "" if hidden else person.phone,
            "" if hidden else Cell(birth, value=sure),
        ),
    )


def _roles(person: PersonRow) -> str:
    """Return what somebody is, or since when she is ended."""
    if person.ended_on is not None:
        return f"beendet {days.dated(person.ended_on)}"
    return listed(role_word(role) for role in person.roles)
