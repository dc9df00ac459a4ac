"""`kursplaner ride show|result|lock|move|take`: one ride whole, what became of it, who rides."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.people import PersonType
from kursplaner.cli.shell.values import AS_JSON, DAY, DRY_RUN, TOWN, NumberType

KEY = click.argument("key", metavar="ID", type=NumberType())
KM = NumberType("KM")


@click.command(cls=GermanCommand, short_help="Eine Fahrt mit Halten und Fahrgästen.")
@TOWN
@KEY
@AS_JSON
def show(file: Path, key: int, *, as_json: bool) -> None:
    """Halte, Zeiten und Fahrgäste einer Fahrt, mit ihrem Ergebnis; ID steht in `ride list`."""
    from kursplaner.cli.rides.after import show_ride

    show_ride(file, key, as_json=as_json)


@click.command(cls=GermanCommand, short_help="Wer mitgefahren ist, Kilometerstand.")
@TOWN
@KEY
@click.option("--all", "every", is_flag=True, help="Alle, die nicht genannt sind, fuhren mit.")
@click.option(
    "--person",
    "people",
    metavar="ID=ERGEBNIS",
    multiple=True,
    help='Zum Beispiel "24=no-show: nicht am Halt"; mehrmals möglich.',
)
@click.option("--start", "starts_km", metavar="KM", type=KM, help="Kilometerstand am Anfang.")
@click.option("--end", "ends_km", metavar="KM", type=KM, help="Kilometerstand am Ende.")
@click.option("--note", metavar="TEXT", help="Eine Bemerkung.")
@DRY_RUN
@AS_JSON
def result(file: Path, key: int, **given: Any) -> None:  # noqa: ANN401 (the options)
    """Nach einer Fahrt eintragen, wer mitgefahren ist, und den Kilometerstand.

    ERGEBNIS: done mitgefahren, cancelled-in-time rechtzeitig abgesagt, cancelled-late spät
    abgesagt, no-show nicht erschienen, refused abgelehnt, not-served nicht bedient, open offen.
    Wer nicht mitfuhr, braucht einen Grund. Ist alles eingetragen, ist die Fahrt abgeschlossen.
    """
    from kursplaner.cli.rides.after import enter_result

    enter_result(file, key, given)


@click.command(cls=GermanCommand, short_help="Eine Fahrt festhalten oder freigeben.")
@TOWN
@KEY
@click.option("--open", "opens", is_flag=True, help="Wieder freigeben.")
@DRY_RUN
@AS_JSON
def lock(file: Path, key: int, *, opens: bool, dry_run: bool, as_json: bool) -> None:
    """Eine Fahrt sperren: Sie bleibt, wie sie ist, auch wenn der Tag neu geplant wird."""
    from kursplaner.cli.rides.after import lock_ride

    lock_ride(file, key, locked=not opens, dry_run=dry_run, as_json=as_json)


@click.command(cls=GermanCommand, short_help="Jemand fährt mit einem anderen Fahrzeug.")
@TOWN
@KEY
@click.option("--person", metavar="ID", type=PersonType(), required=True, help="Wer umsteigt.")
@click.option("--vehicle", metavar="ID", type=NumberType(), help="Wohin; sonst wird gezeigt.")
@DRY_RUN
@AS_JSON
def move(
    file: Path, key: int, *, person: int, vehicle: int | None, dry_run: bool, as_json: bool
) -> None:
    """Jemanden mit allen, die dazugehören, in ein anderes Fahrzeug setzen; nur an diesem Tag.

    Ohne --vehicle steht da, welches ginge und was dagegen spricht.
    """
    from kursplaner.cli.rides.passengers import move_passenger

    move_passenger(file, (key, person), vehicle, dry_run=dry_run, as_json=as_json)


@click.command(cls=GermanCommand, short_help="Wer keinen Platz hat, und was hilft.")
@TOWN
@click.option("--person", metavar="ID", type=PersonType(), help="Diese Person einplanen.")
@click.option("--day", metavar="TAG", type=DAY, help="Der Tag; sonst heute.")
@DRY_RUN
@AS_JSON
def take(file: Path, *, person: int | None, day: date | None, dry_run: bool, as_json: bool) -> None:
    """Zeigen, wer an einem Tag mitfahren will und keinen Platz hat; mit --person einplanen."""
    from kursplaner.cli.rides.passengers import take_along

    take_along(file, person, day, dry_run=dry_run, as_json=as_json)
