"""`kursplaner interpreter`: who interprets in lessons, how long and at what cost."""

from datetime import date
from pathlib import Path

import click

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of, iso_time, minute_of
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand, GermanGroup
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import AS_JSON, DAY, DRY_RUN, TOWN, NumberType
from kursplaner.domain.kinds import ActKind

LONG_AGO, FAR = date(2000, 1, 1), date(2199, 12, 31)


@click.group(cls=GermanGroup, short_help="Sprachmittlung in Terminen.")
def interpreter() -> None:
    """Wer in Terminen übersetzt: eine Person der Stelle, oder jemand von einer Agentur."""


@interpreter.command("list", cls=GermanCommand, short_help="Alle Einsätze eines Zeitraums.")
@TOWN
@click.option("--from", "first", metavar="TAG", type=DAY, help="Erster Tag.")
@click.option("--to", "last", metavar="TAG", type=DAY, help="Letzter Tag.")
@AS_JSON
def list_(file: Path, *, first: date | None, last: date | None, as_json: bool) -> None:
    """Nummer, Termin, Sprache, Dauer und Kosten jedes Einsatzes."""
    from kursplaner.desk.lessons.extras import interpreter_text
    from kursplaner.desk.wording.words.days import when_from
    from kursplaner.store.queries.lessons.interpreters import interpreters_between

    span = (minute_of(first or LONG_AGO), minute_of(last or FAR) + 1440)
    with town(file) as workspace, workspace.read() as db:
        rows = interpreters_between(db, *span)
    if as_json:
        same = ("id", "lesson_id", "person_id", "agency", "language", "minutes", "cost_cents")
        output.say_json(
            [
                {
                    **{name: getattr(row, name) for name in same},
                    "course": row.number,
                    "day": day_of(row.starts).isoformat(),
                    "starts": iso_time(row.starts),
                    "note": row.note,
                }
                for row in rows
            ]
        )
        return
    for row in rows:
        output.say(f"{row.id}: {row.title}, {when_from(row.starts)}, {interpreter_text(row)}")


@interpreter.command(cls=GermanCommand, short_help="Jemanden für einen Termin eintragen.")
@TOWN
@click.argument("lesson_id", metavar="TERMIN", type=NumberType("TERMIN"))
@click.option("--language", metavar="SPRACHE", required=True, help="Code oder Wort: ar, Arabisch.")
@click.option("--person", metavar="ID", type=NumberType(), help="Eine Person der Stelle.")
@click.option("--agency", metavar="NAME", default="", help="Oder die Agentur, die wen schickt.")
@click.option("--minutes", metavar="MINUTEN", type=NumberType("MINUTEN"), help="Sonst der Termin.")
@click.option("--cost", metavar="BETRAG", help='Kosten, zum Beispiel "90,00".')
@click.option("--note", metavar="TEXT", default="", help="Bemerkung.")
@DRY_RUN
def add(  # noqa: PLR0913 (one word an option)
    file: Path,
    lesson_id: int,
    *,
    language: str,
    person: int | None,
    agency: str,
    minutes: int | None,
    cost: str | None,
    note: str,
    dry_run: bool,
) -> None:
    """Eine Sprachmittlung eintragen; eine Person der Stelle ist dann zu dieser Zeit vergeben."""
    from kursplaner.basics.money import parse_cents
    from kursplaner.cli.conflicts.showing import stop_at_hard_ones
    from kursplaner.desk.absences.call_texts import codes
    from kursplaner.planning.interpreters import engaging
    from kursplaner.planning.interpreters.engaging import InterpreterForm

    cents = None if cost is None else parse_cents(cost)
    spoken = next(iter(codes(language)), language)
    if minutes == 0:
        raise Refused("hours_of_day")
    form = InterpreterForm(lesson_id, spoken, person, agency, minutes or 0, cents, note)
    with town(file) as workspace:
        with workspace.read() as db:
            plan = engaging.propose(db, form)
        stop_at_hard_ones(plan.conflicts)
        if not dry_run:
            subjects = [("lesson", lesson_id)]
            with workspace.change(ActKind.INTERPRETER_CHANGED, subjects) as db:
                key = engaging.apply(db, plan)
            output.done(f"Eingetragen: Sprachmittlung {key}")
            return
    output.say(output.NOT_STORED)


@interpreter.command(cls=GermanCommand, short_help="Einen Einsatz entfernen.")
@TOWN
@click.argument("key", metavar="ID", type=NumberType())
def remove(file: Path, key: int) -> None:
    """Einen Einsatz entfernen; ID nennt interpreter list."""
    from kursplaner.planning.interpreters import engaging

    with town(file) as workspace:
        with workspace.read() as db:
            lesson = engaging.form_of(db, key).lesson_id
        with workspace.change(ActKind.INTERPRETER_CHANGED, [("lesson", lesson)]) as db:
            engaging.remove(db, key)
    output.say("Entfernt.")
