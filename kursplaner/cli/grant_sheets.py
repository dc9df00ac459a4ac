"""`kursplaner grant-logos`, `grant-named`: what the sheets of funded courses carry of grants."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kursplaner.basics.errors import Refused
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import DRY_RUN, PATH, TOWN, NumberType
from kursplaner.domain.kinds import ActKind

if TYPE_CHECKING:
    from kursplaner.store.queries.funding.grants import GrantRow
    from kursplaner.store.session import Db


@click.command("grant-logos", cls=GermanCommand, short_help="Die Logos einer Förderung.")
@TOWN
@click.argument("reference", metavar="AKTENZEICHEN")
@click.option("--add", "added", metavar="BILD", type=PATH, multiple=True, help="PNG oder JPEG.")
@click.option(
    "--remove", "removed", metavar="NR", type=NumberType(), multiple=True, help="Dieses entfernen."
)
@click.option(
    "--first", "first", metavar="NR", type=NumberType(), help="Dieses an die erste Stelle."
)
@DRY_RUN
def grant_logos(
    file: Path,
    reference: str,
    *,
    added: tuple[Path, ...],
    removed: tuple[int, ...],
    first: int | None,
    dry_run: bool,
) -> None:
    """Logos hinzufügen, entfernen und ordnen; ohne Angabe nur zeigen, wie viele es sind.

    Die Nummern zählen ab 1, wie sie vorher gelten; was dazukommt, steht am Ende.
    """
    from kursplaner.desk.named_files import readable
    from kursplaner.desk.wording.words.counts import counted
    from kursplaner.documents.page.document import is_picture
    from kursplaner.planning.funding.grants import logos_of, read_logo, store_logos

    pictures: list[bytes] = []
    for path in added:
        with readable(path):
            pictures.append(read_logo(path))
            if not is_picture(pictures[-1]):
                raise Refused("logo_unreadable")
    with town(file) as workspace:
        with workspace.read() as db:
            grant = _grant(db, reference)
            before = logos_of(db, grant.id)
        kept = [before[place - 1] for place in _places(before, removed, first)]
        wanted: tuple[bytes | str, ...] = (*kept, *pictures)
        changes = wanted != before
        if changes:
            with (
                workspace.rehearse()
                if dry_run
                else workspace.change(ActKind.GRANT_CHANGED, [("grant", grant.id)]) as db
            ):
                store_logos(db, grant.id, grant.version, wanted)
                before = logos_of(db, grant.id)
    output.say(f"{grant.reference}: {counted(len(before), 'logo')}")
    if dry_run and changes:
        output.say(output.NOT_STORED)


def _places(before: tuple[str, ...], removed: tuple[int, ...], first: int | None) -> list[int]:
    """Return the numbers of the logos that stay, in their order.

    Raises:
        Refused: "logo_place_unknown".
    """
    for place in (*removed, *(() if first is None else (first,))):
        if not 1 <= place <= len(before):
            raise Refused("logo_place_unknown", place=place, count=len(before))
    kept = [place for place in range(1, len(before) + 1) if place not in removed]
    return sorted(kept, key=lambda place: place != first)


@click.command("grant-named", cls=GermanCommand, short_help="Weitere Förderungen auf Blättern.")
@TOWN
@click.argument("course", metavar="KURS")
@click.argument("references", metavar="[AKTENZEICHEN]...", nargs=-1)
@click.option("--none", "nobody", is_flag=True, help="Keine weitere Förderung mehr nennen.")
@DRY_RUN
def grant_named(
    file: Path, course: str, references: tuple[str, ...], *, nobody: bool, dry_run: bool
) -> None:
    """Sagen, welche Förderungen die Blätter eines Kurses neben der zahlenden nennen.

    Die Reihenfolge gilt; was nicht genannt ist, steht nicht mehr darauf. Ohne Angabe wird gezeigt,
    was gilt. Abgerechnet wird über diese Förderungen nichts.
    """
    from kursplaner.domain.courses import Course
    from kursplaner.planning.courses.grant import name_grants
    from kursplaner.store.queries.courses.courses import course_id_of
    from kursplaner.store.queries.funding.grants import grant_rows
    from kursplaner.store.queries.sheets import named_grants
    from kursplaner.store.records import by_id

    if nobody and references:
        raise click.UsageError("--none und ein Aktenzeichen schließen sich aus.")
    with town(file) as workspace:
        with workspace.read() as db:
            key = course_id_of(db, course)
            version = by_id(db, Course, key).version
            wanted = tuple(_grant(db, reference).id for reference in references)
            known = {row.id: row.reference for row in grant_rows(db)}
            before = named_grants(db, [key]).get(key, ())
        if not references and not nobody:
            wanted = before
        if wanted != before:
            with (
                workspace.rehearse()
                if dry_run
                else workspace.change(ActKind.COURSE_CHANGED, [("course", key)]) as db
            ):
                name_grants(db, key, version, wanted)
    told = ", ".join(known[grant_id] for grant_id in wanted) or "keine weitere Förderung"
    output.say(f"Auf den Blättern von {course} auch genannt: {told}")
    if dry_run and wanted != before:
        output.say(output.NOT_STORED)


def _grant(db: "Db", reference: str) -> "GrantRow":
    """Return the grant of a reference.

    Raises:
        Refused: "grant_unknown".
    """
    from kursplaner.store.queries.funding.grants import grant_rows

    for row in grant_rows(db):
        if row.reference == reference.strip():
            return row
    raise Refused("grant_unknown", reference=reference.strip()[:80])
