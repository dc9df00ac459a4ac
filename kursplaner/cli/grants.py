"""`kursplaner grant`: what pays for courses, with the line and logo its sheets must carry."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.cli.shell import output, records
from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import AS_JSON, DAY, DRY_RUN, PATH, TOWN
from kursplaner.desk.day_input import parse_day
from kursplaner.domain.kinds import ActKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from kursplaner.planning.funding.grants import GrantForm
    from kursplaner.store.queries.funding.grants import GrantRow
    from kursplaner.store.session import Db

OPTIONS = (
    click.option("--title", metavar="TEXT", help="Die Bezeichnung; sonst das Aktenzeichen."),
    click.option("--line", metavar="TEXT", help="Die Förderzeile auf den Blättern."),
    click.option("--from", "first", metavar="TAG", type=DAY, help="Bewilligt von."),
    click.option("--to", "last", metavar="TAG", type=DAY, help="Bewilligt bis."),
    click.option("--due", metavar="TAG", help='Nachweis fällig am; "-" heißt kein Tag.'),
    click.option("--logo", metavar="BILD", type=PATH, help="Das Logo: PNG oder JPEG."),
)


def facts(command: "Callable[..., None]") -> "Callable[..., None]":
    """Give a command an option for each fact of a grant."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@click.group(cls=GermanGroup, short_help="Förderungen.")
def grant() -> None:
    """Zuwendungen, aus denen Kurse bezahlt werden: zeigen, anlegen, ändern."""


@grant.command("list", cls=GermanCommand, short_help="Alle Förderungen.")
@TOWN
@AS_JSON
def list_(file: Path, *, as_json: bool) -> None:
    """Aktenzeichen, Bezeichnung, Zeitraum und Frist jeder Förderung, die neueste zuerst."""
    from kursplaner.desk.wording.words.days import dated, period
    from kursplaner.store.queries.funding.grants import grant_rows

    with town(file) as workspace, workspace.read() as db:
        rows = grant_rows(db)
    if as_json:
        output.say_json([_row(row) for row in rows])
        return
    for row in rows:
        when = period(row.first_day, row.last_day)
        due = f", Nachweis bis {dated(row.proof_due_on)}" if row.proof_due_on else ""
        output.say(f"{row.reference}: {row.title}, {when}{due}")
        if row.funding_line:
            output.say(f"  {row.funding_line}")
    if not rows:
        output.say("Noch keine Förderung.")


def _row(row: "GrantRow") -> dict[str, Any]:
    """Return a grant as docs/json-schema/grant-list.json describes it."""
    return {
        "id": row.id,
        "reference": row.reference,
        "title": row.title,
        "line": row.funding_line,
        "first": row.first_day.isoformat(),
        "last": row.last_day.isoformat(),
        "due": row.proof_due_on.isoformat() if row.proof_due_on else None,
        "logo": row.logo_hash is not None,
    }


@grant.command(cls=GermanCommand, short_help="Eine Förderung anlegen.")
@TOWN
@click.option("--reference", metavar="TEXT", required=True, help="Das Aktenzeichen.")
@facts
@DRY_RUN
@AS_JSON
def add(
    file: Path,
    *,
    reference: str,
    dry_run: bool,
    as_json: bool,
    **given: Any,  # noqa: ANN401 (the options)
) -> None:
    """Eine Förderung anlegen; ohne Zeitraum gilt sie für das laufende Jahr."""
    from kursplaner.planning.funding.grants import GrantForm, store_grant

    first = clock.today().replace(month=1, day=1)
    empty = GrantForm(reference, "", "", first, first.replace(month=12, day=31))
    form = _filled(empty, given)
    with town(file) as workspace:
        key, _ = records.store(
            workspace, ActKind.GRANT_CHANGED, (), lambda db: store_grant(db, form), dry_run=dry_run
        )
    told = f"Angelegt: Förderung {reference.strip()}"
    records.say_stored(key, told, (), dry_run=dry_run, as_json=as_json)


@grant.command(cls=GermanCommand, short_help="Eine Förderung ändern.")
@TOWN
@click.argument("reference", metavar="AKTENZEICHEN")
@click.option("--new-reference", metavar="TEXT", help="Ein anderes Aktenzeichen.")
@facts
@DRY_RUN
@AS_JSON
def change(
    file: Path,
    reference: str,
    *,
    new_reference: str | None,
    dry_run: bool,
    as_json: bool,
    **given: Any,  # noqa: ANN401 (the options)
) -> None:
    """Angaben einer Förderung ändern; was nicht genannt ist, bleibt."""
    from kursplaner.planning.funding.grants import store_grant

    with town(file) as workspace:
        with workspace.read() as db:
            before = _form(db, reference)
        named = before if new_reference is None else replace(before, reference=new_reference)
        form = _filled(named, given)
        key, _ = records.store(
            workspace, ActKind.GRANT_CHANGED, (), lambda db: store_grant(db, form), dry_run=dry_run
        )
    records.say_stored(key, "Gespeichert.", (), dry_run=dry_run, as_json=as_json)


def _form(db: "Db", reference: str) -> "GrantForm":
    """Return the grant of a reference, as its form holds it.

    Raises:
        Refused: "grant_unknown".
    """
    from kursplaner.planning.funding.grants import GrantForm
    from kursplaner.store.queries.funding.grants import grant_rows

    rows = grant_rows(db)
    row = next((row for row in rows if row.reference == reference.strip()), None)
    if row is None:
        known = [row.reference for row in rows]
        raise Refused("grant_unknown", reference=reference.strip(), known=known)
    return GrantForm(
        row.reference, row.title, row.funding_line, row.first_day, row.last_day,
        row.proof_due_on, None, row.id, row.version,
    )  # fmt: skip


def _filled(form: "GrantForm", given: dict[str, Any]) -> "GrantForm":
    from kursplaner.planning.funding.grants import read_logo

    if given["title"] is not None:
        form = replace(form, title=given["title"])
    if given["line"] is not None:
        form = replace(form, funding_line=given["line"])
    if given["first"] is not None:
        form = replace(form, first_day=given["first"])
    if given["last"] is not None:
        form = replace(form, last_day=given["last"])
    if given["due"] is not None:
        form = replace(form, proof_due_on=_day_or_none(given["due"]))
    if given["logo"] is not None:
        form = replace(form, logo=read_logo(given["logo"]))
    return form


def _day_or_none(text: str) -> date | None:
    return None if text.strip() == "-" else parse_day(text)
