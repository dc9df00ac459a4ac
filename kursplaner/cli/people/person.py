"""`kursplaner person`: two records made one, one deleted or ended, told or forgotten."""

from __future__ import annotations

from pathlib import Path

import click

from kursplaner.cli.people.availability import availability
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.people import PersonType
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import AS_JSON, DRY_RUN, PATH, TOWN, NumberType
from kursplaner.domain.kinds import ActKind

PERSON = click.argument("person", metavar="ID", type=PersonType())
SIDES = click.Choice(["left", "right"])


@click.group(cls=GermanGroup, short_help="Eine Person berichtigen.")
def person() -> None:
    """Eine Person berichtigen: Zeiten, zusammenführen, beenden, löschen, Auskunft."""


person.add_command(availability)


@person.command(cls=GermanCommand, short_help="Zwei Einträge einer Person zusammenführen.")
@TOWN
@click.argument("first", metavar="ID", type=NumberType())
@click.argument("second", metavar="ID2", type=NumberType())
@click.option(
    "--take",
    metavar="FELD=SEITE",
    multiple=True,
    help="Wessen Angabe gilt: left, right oder both, zum Beispiel name=right. Mehrfach.",
)
@click.option("--all", "every", type=SIDES, help="Alle Angaben von links oder von rechts.")
@click.option("--marks", type=SIDES, help="Wessen Anwesenheit gilt, wo sie verschieden ist.")
@click.option("--children-apart", is_flag=True, help="Doppelt angelegte Kinder bleiben zwei.")
@DRY_RUN
@AS_JSON
def merge(
    file: Path, first: int, second: int, *, dry_run: bool, as_json: bool, **asked: object
) -> None:
    """Zwei Einträge einer Person zu einem machen; alles, was daran hängt, geht mit.

    Links steht der ältere Eintrag, er bleibt. Beide Namen bleiben suchbar.
    """
    from kursplaner.cli.people.merging import Asked, merge_people

    merge_people(file, (first, second), Asked.of(asked), dry_run=dry_run, as_json=as_json)


@person.command(cls=GermanCommand, short_help="Mögliche Doppel zeigen.")
@TOWN
@click.option("--apart", nargs=2, metavar="ID ID2", type=NumberType(), help="Das sind zwei.")
@AS_JSON
def doubles(file: Path, *, apart: tuple[int, int] | None, as_json: bool) -> None:
    """Zeigen, wer wahrscheinlich zweimal angelegt ist; mit --apart zwei Personen vermerken."""
    from kursplaner.cli.people.merging import keep_people_apart, show_doubles

    if apart is not None:
        keep_people_apart(file, *apart)
        return
    show_doubles(file, as_json=as_json)


@person.command(cls=GermanCommand, short_help="Eine Person ohne Verlauf löschen.")
@TOWN
@PERSON
@DRY_RUN
def delete(file: Path, person: int, *, dry_run: bool) -> None:
    """Eine versehentlich angelegte Person löschen; wer schon vorkommt, wird beendet."""
    from kursplaner.desk.wording.people import ending as words
    from kursplaner.planning.people import ending

    with town(file) as workspace:
        with workspace.rehearse() as db:
            plan = ending.propose_delete(db, person)
        if not dry_run:
            with workspace.change(ActKind.PERSON_DELETED, [("person", person)]) as db:
                ending.apply_delete(db, plan)
    for line in words.delete_lines(plan):
        output.say(line)
    output.done(words.deleted(plan.name), dry_run=dry_run)


@person.command(cls=GermanCommand, short_help="Eine Person beenden.")
@TOWN
@PERSON
@click.option("--take-back", is_flag=True, help="Sie doch wieder führen.")
@DRY_RUN
def end(file: Path, person: int, *, take_back: bool, dry_run: bool) -> None:
    """Eine Person beenden: Sie verlässt ihre Kurse und steht nur noch in Nachweisen."""
    from kursplaner.desk.wording.people import ending as words
    from kursplaner.planning.people import ending

    with town(file) as workspace:
        if take_back:
            with workspace.change(ActKind.PERSON_CHANGED, [("person", person)]) as db:
                ending.reopen(db, person)
            output.done("Die Person steht wieder in den Listen.")
            return
        with workspace.rehearse() as db:
            plan = ending.propose_end(db, person)
            lines = words.end_lines(db, plan)
        if not dry_run:
            with workspace.change(ActKind.PERSON_ENDED, [("person", person)]) as db:
                ending.apply_end(db, plan)
    for line in lines:
        output.say(line)
    output.done(words.ended(plan.name), dry_run=dry_run)


ASKED = click.option(
    "--person", metavar="ID", type=PersonType(), required=True, help="Um wen es geht."
)


@person.command("export", cls=GermanCommand, short_help="Auskunft: alles zu einer Person.")
@TOWN
@ASKED
@click.option("--out", metavar="DATEI", type=PATH, required=True, help="Die Datei: JSON oder PDF.")
def export_(file: Path, *, person: int, out: Path) -> None:
    """Alles, was zu einer Person gespeichert ist, mit Zweck und Frist (Art. 15 DSGVO).

    Angaben über andere Personen stehen nicht darin.
    """
    from kursplaner.cli.people.privacy import export_person

    export_person(file, person, out)


@person.command(cls=GermanCommand, short_help="Die Daten einer Person löschen.")
@TOWN
@ASKED
@click.option("--yes", is_flag=True, help="Wirklich löschen; sonst wird nur gezeigt.")
def erase(file: Path, *, person: int, yes: bool) -> None:
    """Die Daten einer Person für immer löschen (Art. 17 DSGVO); die Summen bleiben.

    Was ein Verwendungsnachweis noch braucht, bleibt gesperrt bis zum Ende der Frist.
    """
    from kursplaner.cli.people.privacy import erase_person

    erase_person(file, person, yes=yes)
