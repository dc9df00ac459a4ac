"""`kursplaner absence`: what is touched, who could stand in, whom to call."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kursplaner.basics.folding import fold
from kursplaner.cli.absences.answers import answer_of, ledger_table
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.people import PersonType
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import AS_JSON, DAY, DRY_RUN, TOWN, ChoiceType, NumberType
from kursplaner.domain.kinds import AbsenceKind, ActKind, ClosureReason

if TYPE_CHECKING:
    from kursplaner.planning.absences.reach import AbsenceDraft
    from kursplaner.store.session import Db

USUAL = {
    AbsenceKind.PERSON: ClosureReason.ILL,
    AbsenceKind.VEHICLE: ClosureReason.REPAIR,
    AbsenceKind.VILLAGE: ClosureReason.WEATHER,
    AbsenceKind.DAY: ClosureReason.WEATHER,
}


@click.command(cls=GermanCommand, short_help="Einen Ausfall melden.")
@TOWN
@click.option("--person", metavar="ID", type=PersonType(), help="Wer ausfällt.")
@click.option("--vehicle", metavar="ID", type=NumberType(), help="Welches Fahrzeug ausfällt.")
@click.option(
    "--village",
    "villages",
    metavar="ORT",
    multiple=True,
    help="Der Ort, aus dem keine Fahrt kommt; mehrmals möglich.",
)
@click.option("--day", "whole_day", is_flag=True, help="Der ganze Tag fällt aus.")
@click.option("--from", "first", metavar="TAG", type=DAY, required=True, help="Erster Tag.")
@click.option("--to", "last", metavar="TAG", type=DAY, help="Letzter Tag; sonst der erste.")
@click.option(
    "--reason",
    metavar="GRUND",
    type=ChoiceType([reason.value for reason in ClosureReason]),
    help="Der Grund; sonst krank, Werkstatt oder Wetter.",
)
@DRY_RUN
@AS_JSON
def absence(  # noqa: PLR0913 (one word an option)
    file: Path,
    *,
    person: int | None,
    vehicle: int | None,
    villages: tuple[str, ...],
    whole_day: bool,
    first: date,
    last: date | None,
    reason: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Einen Ausfall melden: Person, Fahrzeug, Ort oder ganzer Tag.

    Zeigt, was betroffen ist, wer vertreten könnte und wen Sie anrufen. Für Teilnehmende sind
    Platz, Betreuung und Fahrt an diesen Tagen frei.
    """
    from kursplaner.planning.absences import reporting

    kind = _kind(person, vehicle, villages, whole_day=whole_day)
    draft = _draft(kind, person or vehicle, (first, last or first), reason)
    with town(file) as workspace:
        with workspace.read() as db:
            draft = replace(draft, municipality=_as_written(db, villages))
            plan = reporting.propose(db, draft)
        act = (
            workspace.rehearse()
            if dry_run
            else (workspace.change(ActKind.ABSENCE_REPORTED, draft.subjects))
        )
        with act as db:
            absence_id = reporting.apply(db, plan)
            answer = {**answer_of(db, absence_id), "stored": not dry_run}
    _say(answer, dry_run=dry_run, as_json=as_json)


def _kind(
    person: int | None, vehicle: int | None, villages: tuple[str, ...], *, whole_day: bool
) -> AbsenceKind:
    given = {
        AbsenceKind.PERSON: person is not None,
        AbsenceKind.VEHICLE: vehicle is not None,
        AbsenceKind.VILLAGE: any(village.strip() for village in villages),
        AbsenceKind.DAY: whole_day,
    }
    chosen = [kind for kind, there in given.items() if there]
    if len(chosen) != 1:
        text = "Bitte genau eines davon: --person, --vehicle, --village oder --day."
        raise click.UsageError(text, click.get_current_context())
    return chosen[0]


def _draft(
    kind: AbsenceKind, key: int | None, days: tuple[date, date], reason: str | None
) -> "AbsenceDraft":
    from kursplaner.desk.wording.absences import MISSING
    from kursplaner.planning.absences.reach import AbsenceDraft

    why = ClosureReason(reason) if reason else USUAL[kind]
    return AbsenceDraft(kind, *days, why, key, "", MISSING[why])


def _as_written(db: "Db", villages: tuple[str, ...]) -> str:
    """Return villages as the stops write them; what is not known stays as it is."""
    from kursplaner.domain.absences import stored_villages
    from kursplaner.store.queries.absences.calls import municipalities

    known = {fold(name): name for name in municipalities(db)}
    return stored_villages(known.get(fold(village), village) for village in villages)


def _say(answer: dict[str, Any], *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        output.say_json(answer)
        return
    _say_touched(answer)
    for stand_in in answer["stand_ins"]:
        output.say(f"Vertretung {stand_in['name']} ({stand_in['id']}) {stand_in['sentence']}")
    if answer["calls"]:
        output.say("")
        output.say(ledger_table(answer["calls"]))
    output.done("Ausfall gespeichert.", dry_run=dry_run)


def _say_touched(answer: dict[str, Any]) -> None:
    from kursplaner.basics.spans import clock_text, parse_time
    from kursplaner.desk.wording.conflicts.subjects import subject_text
    from kursplaner.desk.wording.words.days import full_day
    from kursplaner.domain.conflicts.conflicts import Subject

    if not answer["touched"]:
        output.say("Davon ist nichts betroffen.")
    for touched in answer["touched"]:
        day = full_day(date.fromisoformat(touched["day"]))
        what = subject_text(Subject(touched["source"], touched["id"], touched["title"]))
        times = (clock_text(parse_time(touched[key])) for key in ("starts", "ends"))
        output.say(f"{what}: {day}, {'–'.join(times)}")
