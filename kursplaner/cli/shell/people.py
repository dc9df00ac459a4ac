"""People as commands are told them: by their number, or by their name."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kursplaner.basics.errors import Refused
from kursplaner.basics.folding import fold
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import NumberType

if TYPE_CHECKING:
    from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class Named:
    """A person of whom only the name was given; `look_up` puts her number in its place."""

    text: str


class PersonType(NumberType):
    """A person: her number, or a name that the command looks up in its town."""

    def convert(  # type: ignore[override]
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | Named:
        """Return the number, or the name to look up."""
        text = str(value).strip()
        if isinstance(value, Named):
            return value
        if any(sign.isalpha() for sign in text):
            return Named(text)
        return super().convert(value, param, ctx)


def look_up(ctx: click.Context) -> None:
    """Put the number in the place of every name that a command was given.

    Raises:
        Refused: as `person_id_of`, or why the town cannot be opened.
    """
    names = {
        found
        for value in ctx.params.values()
        for found in (value if isinstance(value, tuple) else (value,))
        if isinstance(found, Named)
    }
    path = ctx.params.get("file")
    if not names or not isinstance(path, Path):
        return
    with town(path) as workspace, workspace.read() as db:
        known = {name: person_id_of(db, name.text) for name in names}
    for key, value in ctx.params.items():
        if isinstance(value, tuple):
            ctx.params[key] = tuple(known.get(found, found) for found in value)
        elif isinstance(value, Named):
            ctx.params[key] = known[value]


def person_id_of(db: "Db", text: str, unknown: str = "person_name_unknown") -> int:
    """Return the person of a number, or of a name in either order.

    Raises:
        Refused: `unknown`, "not_found", or "name_ambiguous".
    """
    from kursplaner.store.queries.choices import people_of_name
    from kursplaner.store.queries.people.people import people_by_id

    bare = text.strip()
    if bare.isascii() and bare.isdigit() and len(bare) < 19:
        if not people_by_id(db, [int(bare)]):
            raise Refused("not_found", noun="person", id=int(bare))
        return int(bare)
    words = fold(bare.replace(",", " ")).split()
    found = people_of_name(db, " ".join(words)) or people_of_name(db, " ".join(words[::-1]))
    if len(found) != 1:
        raise Refused("name_ambiguous" if found else unknown, name=bare, count=len(found))
    return found[0]


def teacher_id_of(db: "Db", text: str) -> int:
    """Return the teacher of a number or name; whether she can teach is judged with the plan.

    Raises:
        Refused: as `person_id_of`.
    """
    return person_id_of(db, text, "teacher_unknown")
