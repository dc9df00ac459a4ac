"""`kursplaner ride`: the rides of a day, and what is put right in them by hand."""

from datetime import date
from pathlib import Path

import click

from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.people import PersonType
from kursplaner.cli.shell.values import AS_JSON, DAY, DRY_RUN, TOWN, ChoiceType, NumberType
from kursplaner.domain.kinds import CancelReason

REASONS = (CancelReason.DRIVER_ILL, CancelReason.SNOW, CancelReason.STRIKE, CancelReason.OTHER)
ON_DAY = click.option("--day", metavar="TAG", type=DAY, help="Der Tag; sonst heute.")


@click.group(cls=GermanGroup, short_help="Fahrten eines Tages zeigen und ändern.")
def ride() -> None:
    """Fahrten eines Tages: zeigen, tauschen, anders fahren lassen, anderer Halt."""


@ride.command("list", cls=GermanCommand, short_help="Die Fahrten eines Tages.")
@TOWN
@ON_DAY
@AS_JSON
def list_(file: Path, *, day: date | None, as_json: bool) -> None:
    """Die Fahrten eines Tages mit Nummer, Fahrzeug, Fahrer:in und Plätzen."""
    from kursplaner.cli.rides.listing import list_rides

    list_rides(file, day, as_json=as_json)


@ride.command(cls=GermanCommand, short_help="Zwei tauschen ihre Fahrten.")
@TOWN
@click.argument("first", metavar="ID", type=NumberType())
@click.argument("second", metavar="ID2", type=NumberType())
@click.option("--drivers", is_flag=True, help="ID und ID2 sind zwei Fahrer:innen.")
@click.option("--vehicles", is_flag=True, help="ID und ID2 sind zwei Fahrzeuge.")
@ON_DAY
@DRY_RUN
@AS_JSON
def swap(  # noqa: PLR0913 (one word an option)
    file: Path,
    first: int,
    second: int,
    *,
    drivers: bool,
    vehicles: bool,
    day: date | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Zwei Touren tauschen Fahrzeug und Fahrer:in; ID und ID2 stehen in `ride list`.

    Mit --drivers oder --vehicles tauschen zwei Personen oder Fahrzeuge alle Fahrten eines Tages,
    die noch kommen. Halte, Zeiten und Fahrgäste bleiben.
    """
    from kursplaner.cli.rides.changing import swap_rides
    from kursplaner.planning.rides.swapping import Swap

    if drivers and vehicles:
        text = "Bitte nur eines von beiden: --drivers oder --vehicles."
        raise click.UsageError(text, click.get_current_context())
    what = Swap.DRIVERS if drivers else Swap.VEHICLES if vehicles else Swap.TOURS
    swap_rides(file, what, (first, second), day, dry_run=dry_run, as_json=as_json)


@ride.command(cls=GermanCommand, short_help="Nur an einem Tag ein anderer Halt.")
@TOWN
@click.option("--person", metavar="ID", type=PersonType(), required=True, help="Wer mitfährt.")
@click.option("--stop", metavar="NAME", required=True, help='Haltepunkt; "-" heißt: wie sonst.')
@click.option(
    "--direction",
    metavar="both|out|back",
    type=ChoiceType(("both", "out", "back")),
    default="both",
    help="Hin und zurück, nur hin oder nur zurück.",
)
@ON_DAY
@DRY_RUN
@AS_JSON
def stop(
    file: Path,
    *,
    person: int,
    stop: str,
    direction: str,
    day: date | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Jemand steigt nur an diesem Tag an einem anderen Haltepunkt ein oder aus.

    Kinder gehen mit. Gezeigt wird, wessen Zeit sich ändert; kann dort niemand halten, bleibt alles.
    """
    from kursplaner.cli.rides.changing import stop_elsewhere

    stop_elsewhere(file, person, stop, direction, day, dry_run=dry_run, as_json=as_json)


@ride.command(cls=GermanCommand, short_help="Wer eine Fahrt übernimmt.")
@TOWN
@click.argument("key", metavar="ID", type=NumberType())
@click.option("--driver", metavar="ID", type=PersonType(), help="Diese Person fährt.")
@click.option("--vehicle", metavar="ID", type=NumberType(), help="Mit diesem Fahrzeug.")
@click.option("--nobody", is_flag=True, help="Vorerst fährt niemand.")
@click.option("--from-here-on", is_flag=True, help="Auch alle späteren Fahrten des Kurses.")
@click.option("--taxi", is_flag=True, help="Ein Taxi fährt.")
@click.option(
    "--call-off",
    metavar="GRUND",
    type=ChoiceType([reason.value for reason in REASONS]),
    help="Die Fahrt absagen: driver_ill, snow, strike, other.",
)
@DRY_RUN
@AS_JSON
def drive(  # noqa: PLR0913 (one word an option)
    file: Path,
    key: int,
    *,
    driver: int | None,
    vehicle: int | None,
    nobody: bool,
    from_here_on: bool,
    taxi: bool,
    call_off: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Zeigen, wer eine Fahrt übernehmen könnte; mit einer Angabe wird sie so gefahren.

    Wer frei ist, welches andere Fahrzeug, ein Taxi, oder absagen. ID steht in `ride list`.
    """
    from kursplaner.cli.rides.changing import Driven, drive_otherwise

    reason = CancelReason(call_off) if call_off else None
    more = {"nobody": nobody, "from_here_on": from_here_on}
    asked = Driven(driver, vehicle, taxi=taxi, call_off=reason, **more)
    if asked.count > 1 or (nobody and driver):
        text = "Bitte nur eines: --driver und --vehicle, oder --taxi, oder --call-off."
        raise click.UsageError(text, click.get_current_context())
    drive_otherwise(file, key, asked, dry_run=dry_run, as_json=as_json)


@ride.command(cls=GermanCommand, short_help="Die Touren eines Tages neu planen.")
@TOWN
@ON_DAY
@DRY_RUN
@AS_JSON
def plan(file: Path, *, day: date | None, dry_run: bool, as_json: bool) -> None:
    """Die Touren eines Tages neu legen; sie gelten ab da für alle weiteren Termine.

    Gesperrte, abgeschlossene und begonnene Fahrten bleiben, ebenso Fahrzeug und Fahrer:in, die
    eine Fahrt schon hat, wo sie frei sind.
    """
    from kursplaner.cli.rides.planning import plan_day

    plan_day(file, day, dry_run=dry_run, as_json=as_json)


@ride.command(cls=GermanCommand, short_help="Wem eine Änderung zu sagen ist.")
@TOWN
@click.option("--told", metavar="ID", type=PersonType(), help="Diese Person weiß es jetzt.")
@DRY_RUN
@AS_JSON
def calls(file: Path, *, told: int | None, dry_run: bool, as_json: bool) -> None:
    """Wer anzurufen ist, weil der Bus zu einer anderen Zeit kommt, mit dem Satz dazu.

    Wer selbst um die Änderung gebeten hat, steht nicht darauf. Gilt wieder die alte Zeit, fällt
    die Zeile weg.
    """
    from kursplaner.cli.rides.calling import list_calls

    list_calls(file, told, dry_run=dry_run, as_json=as_json)
