"""`kursplaner follow-up`: what to come back to, listed, written down, ticked off, put off."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.cli.shell import output, records
from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.people import PersonType
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import AS_JSON, DAY, DRY_RUN, TOWN, NumberType
from kursplaner.domain.kinds import ActKind

if TYPE_CHECKING:
    from kursplaner.desk.today.follow_ups import FollowUpLine
    from kursplaner.store.queries.people.follow_ups import FollowUpRow
    from kursplaner.store.session import Db

FAR = date(2200, 1, 1)
KEY = click.argument("key", metavar="ID", type=NumberType())


@click.group("follow-up", cls=GermanGroup, short_help="Wiedervorlagen.")
def follow_up() -> None:
    """Wiedervorlagen zeigen, anlegen, abhaken und verschieben."""


@follow_up.command("list", cls=GermanCommand, short_help="Alle offenen Wiedervorlagen.")
@TOWN
@click.option("--until", metavar="TAG", type=DAY, help="Fällig bis zu diesem Tag; sonst alle.")
@AS_JSON
def list_(file: Path, *, until: date | None, as_json: bool) -> None:
    """Nummer, Tag und Inhalt jeder offenen Wiedervorlage, die älteste zuerst."""
    from kursplaner.desk.today.follow_ups import follow_up_lines
    from kursplaner.desk.wording.to_do import near
    from kursplaner.store.queries.courses.courses import course_numbers

    with town(file) as workspace, workspace.read() as db:
        lines = follow_up_lines(db, until or FAR)
        numbers = course_numbers(db, {line.course_id for line in lines if line.course_id})
    rows = [_row(line, numbers) for line in lines]
    if as_json:
        output.say_json(rows)
        return
    today = clock.today()
    cells = [
        (_handle(row), near(line.day, today), row["text"])
        for row, line in zip(rows, lines, strict=True)
    ]
    output.say(output.table(("ID", "Tag", "Was"), cells) if cells else "Keine Wiedervorlage.")


def _row(line: "FollowUpLine", numbers: dict[int, str]) -> dict[str, Any]:
    """Return a line as docs/json-schema/follow-up-list.json describes it."""
    alone = line.course_id is None and line.to_call is None
    return {
        "id": line.rows[0].id if alone else None,
        "day": line.day.isoformat(),
        "text": line.text,
        "course": numbers.get(line.course_id or 0),
        "person": line.to_call,
    }


def _handle(row: dict[str, Any]) -> str:
    """Return what to type to get on with a line: its number, or the command for many at once."""
    if row["course"]:
        return "course ask"
    return "ride calls" if row["person"] else str(row["id"])


@follow_up.command(cls=GermanCommand, short_help="Eine Wiedervorlage anlegen.")
@TOWN
@click.argument("line", metavar="TEXT")
@click.option("--day", metavar="TAG", type=DAY, help="Wann daran zu denken ist; sonst heute.")
@click.option("--person", metavar="ID", type=PersonType(), help="Um wen es geht.")
@click.option("--course", "number", metavar="NUMBER", help="Um welchen Kurs es geht.")
@DRY_RUN
@AS_JSON
def add(
    file: Path,
    line: str,
    *,
    day: date | None,
    person: int | None,
    number: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Aufschreiben, woran an einem Tag zu denken ist."""
    from kursplaner.planning.people.follow_ups import add_follow_up
    from kursplaner.store.queries.courses.courses import course_id_of

    def work(db: "Db") -> int:
        course = course_id_of(db, number) if number is not None else None
        return add_follow_up(db, day or clock.today(), line, person, course)

    with town(file) as workspace:
        key, _ = records.store(workspace, ActKind.FOLLOW_UP_ADDED, (), work, dry_run=dry_run)
    told = f"Angelegt: Wiedervorlage {key}"
    records.say_stored(key, told, (), dry_run=dry_run, as_json=as_json)


@follow_up.command(cls=GermanCommand, short_help="Eine Wiedervorlage abhaken.")
@TOWN
@KEY
@DRY_RUN
@AS_JSON
def done(file: Path, key: int, *, dry_run: bool, as_json: bool) -> None:
    """Eine Wiedervorlage abhaken; die Nummer nennt follow-up list."""
    from kursplaner.planning.people.follow_ups import finish_follow_up

    def work(db: "Db", row: "FollowUpRow") -> None:
        finish_follow_up(db, row.id, row.version)

    _change(file, key, ActKind.FOLLOW_UP_DONE, work, "Erledigt.", dry_run=dry_run, as_json=as_json)


@follow_up.command(cls=GermanCommand, short_help="Eine Wiedervorlage verschieben.")
@TOWN
@KEY
@click.option("--day", metavar="TAG", type=DAY, required=True, help="Der neue Tag.")
@DRY_RUN
@AS_JSON
def later(file: Path, key: int, *, day: date, dry_run: bool, as_json: bool) -> None:
    """Eine Wiedervorlage auf einen anderen Tag legen."""
    from kursplaner.desk.wording.words.days import short_day
    from kursplaner.planning.people.follow_ups import postpone_follow_up

    def work(db: "Db", row: "FollowUpRow") -> None:
        postpone_follow_up(db, row.id, row.version, day)

    told = f"Verschoben auf {short_day(day)}"
    kind = ActKind.FOLLOW_UP_POSTPONED
    _change(file, key, kind, work, told, dry_run=dry_run, as_json=as_json)


def _change(
    file: Path,
    key: int,
    kind: ActKind,
    work: "Callable[[Db, FollowUpRow], None]",
    told: str,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Do something with one open follow-up, as one act.

    Raises:
        Refused: "not_found" also for one that is ticked off already.
    """
    from kursplaner.store.queries.people.follow_ups import open_follow_ups

    def run(db: "Db") -> int:
        row = next((row for row in open_follow_ups(db, FAR) if row.id == key), None)
        if row is None:
            raise Refused("not_found", noun="follow_up", id=key)
        work(db, row)
        return key

    with town(file) as workspace:
        records.store(workspace, kind, (), run, dry_run=dry_run)
    records.say_done(key, told, (), dry_run=dry_run, as_json=as_json)
