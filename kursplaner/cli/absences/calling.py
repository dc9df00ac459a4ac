"""`kursplaner calls`, `call`, `excuse`, `absence-plan`: the ledger of an absence at the shell."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kursplaner.cli.absences.answers import answer_of, latest, ledger_table
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.people import PersonType
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import (
    AS_JSON,
    DAY,
    DRY_RUN,
    PATH,
    TOWN,
    ChoiceType,
    MomentType,
    NumberType,
)
from kursplaner.desk.wording.words.counts import listed
from kursplaner.domain.kinds import ActKind, CallAnswer, ContactResult

if TYPE_CHECKING:
    from kursplaner.store.queries.absences.absences import AbsenceRow
    from kursplaner.store.session import Db

ANSWERS = {
    "home": CallAnswer.STAYS_HOME,
    "without-bus": CallAnswer.COMES,
    "without-child": CallAnswer.WITHOUT_CHILD,
    "unknown": CallAnswer.UNDECIDED,
}
ABSENCE = click.option(
    "--absence", metavar="ID", type=NumberType(), help="Welcher Ausfall; sonst der letzte."
)


@click.command(cls=GermanCommand, short_help="Zeigen, wer anzurufen ist.")
@TOWN
@click.option("--absence", metavar="ID", type=NumberType(), help="Nur dieser Ausfall.")
@click.option("--day", metavar="TAG", type=DAY, help="Was an diesem Tag ist; sonst ab heute alles.")
@click.option("--out", metavar="X.PDF", type=PATH, help="Die Listen als PDF schreiben.")
@AS_JSON
def calls(
    file: Path, *, absence: int | None, day: date | None, out: Path | None, as_json: bool
) -> None:
    """Zeigen, wer anzurufen ist, mit --out auf Papier.

    Je Ausfall in der Reihenfolge des Aufbruchs: was zuletzt gesagt wurde und wann, was jetzt gilt,
    die Antwort und der Stand. Dazu, wem ein geänderter Termin oder eine neue Abfahrtszeit zu sagen
    ist. Ohne --absence und --day alles von heute an; gilt nichts davon, der letzte Ausfall.
    """
    from kursplaner.cli.absences.listing import list_calls

    if absence is not None and day is not None:
        text = "Bitte entweder --absence oder --day."
        raise click.UsageError(text, click.get_current_context())
    list_calls(file, absence, day, out, as_json=as_json)


@click.command(cls=GermanCommand, short_help="Einen Anruf eintragen.")
@TOWN
@ABSENCE
@click.option("--person", metavar="ID", type=PersonType(), required=True, help="Wer angerufen ist.")
@click.option(
    "--result",
    metavar="STAND",
    type=ChoiceType([result.value for result in ContactResult]),
    default=ContactResult.REACHED.value,
    help="erreicht, Mailbox oder offen; sonst erreicht.",
)
@click.option(
    "--answer", metavar="ANTWORT", type=ChoiceType(list(ANSWERS)), help="Was die Familie sagt."
)
@click.option(
    "--child", "children", metavar="ID", type=PersonType(), multiple=True,
    help="Ohne welches Kind; sonst ohne alle.",
)  # fmt: skip
@click.option("--note", metavar="TEXT", default="", help="Was dabei gesagt wurde.")
@DRY_RUN
@AS_JSON
def call(  # noqa: PLR0913 (one word an option)
    file: Path,
    *,
    absence: int | None,
    person: int,
    result: str,
    answer: str | None,
    children: tuple[int, ...],
    note: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Einen Anruf eintragen: erreicht, Mailbox oder offen, mit der Antwort.

    Wer ohne Kind kommt, gibt nur den Platz und den Sitz dieses Kindes frei.
    """
    from kursplaner.planning.absences.calls import CallEntry, log_call

    said = ANSWERS[answer] if answer else CallAnswer.OPEN
    entry = CallEntry(person, ContactResult(result), said, "", note, children)

    def work(db: "Db", absence_id: int) -> None:
        log_call(db, absence_id, entry)

    subjects = [("person", person)]
    act_on(file, absence, ActKind.CONTACT_LOGGED, subjects, work, dry_run=dry_run, as_json=as_json)


@click.command(cls=GermanCommand, short_help="„entschuldigt“ eintragen, wer zu Hause bleibt.")
@TOWN
@ABSENCE
@DRY_RUN
@AS_JSON
def excuse(file: Path, *, absence: int | None, dry_run: bool, as_json: bool) -> None:
    """Für alle, die zu Hause bleiben, „entschuldigt“ eintragen und ihre Plätze freigeben."""
    from kursplaner.desk.wording.words.kinds import word
    from kursplaner.planning.absences.calls import apply_excuses, propose_excuses

    def work(db: "Db", absence_id: int) -> None:
        plan = propose_excuses(db, absence_id)
        apply_excuses(db, absence_id, plan, word(plan.reason))

    act_on(file, absence, ActKind.ATTENDANCE_MARKED, None, work, dry_run=dry_run, as_json=as_json)


@click.command("absence-plan", cls=GermanCommand, short_help="Ändern, bis wann ein Ausfall gilt.")
@TOWN
@ABSENCE
@click.option(
    "--until", metavar='"TAG UHRZEIT"', type=MomentType(), help="Bis wann der Ausfall gilt."
)
@click.option("--back", is_flag=True, help="Den ganzen Ausfall zurücknehmen.")
@click.option("--keep-off", is_flag=True, help="Was abgesagt ist, bleibt abgesagt.")
@DRY_RUN
@AS_JSON
def absence_plan(
    file: Path,
    *,
    absence: int | None,
    until: int | None,
    back: bool,
    keep_off: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Ändern, bis wann ein Ausfall gilt, oder ihn zurücknehmen.

    Was danach abgesagt war, findet wieder statt. Wer etwas anderes gehört hat, steht wieder auf
    der Anrufliste; Vermerke, Plätze und Sitze kommen zurück.
    """
    from kursplaner.planning.absences.reach import row_of
    from kursplaner.planning.absences.replanning import apply

    if back == (until is not None):
        text = "Bitte genau eines davon: --until oder --back."
        raise click.UsageError(text, click.get_current_context())

    def work(db: "Db", absence_id: int) -> None:
        at = until if until is not None else row_of(db, absence_id).starts
        apply(db, absence_id, at, restore=not keep_off)

    act_on(file, absence, ActKind.ABSENCE_ENDED, None, work, dry_run=dry_run, as_json=as_json)


def act_on(
    file: Path,
    absence: int | None,
    kind: ActKind,
    subjects: "list[tuple[str, int]] | None",
    work: "Callable[[Db, int], None]",
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Do it as one act, or only try it, and show the ledger afterwards.

    The act is about its `subjects`; None: about whom or what is away.
    """
    from kursplaner.planning.absences.reach import draft_of, row_of
    from kursplaner.store.queries.absences.absences import absence as absence_row

    with town(file) as workspace:
        with workspace.read() as db:
            key = absence or latest(db)
            before = absence_row(db, key)
            named = draft_of(row_of(db, key)).subjects if subjects is None else subjects
        act = workspace.rehearse() if dry_run else workspace.change(kind, named)
        with act as db:
            work(db, key)
            gone = absence_row(db, key) is None
            answer = {} if gone else answer_of(db, key)
    if not answer:
        _say_gone(before, dry_run=dry_run, as_json=as_json)
        return
    _say({**answer, "stored": output.kept()}, as_json=as_json)
    if not as_json:
        output.done("Gespeichert.", dry_run=dry_run)


def _say_gone(absence: "AbsenceRow | None", *, dry_run: bool, as_json: bool) -> None:
    """Say which absence is gone: without a number it was the latest, which may be another."""
    if as_json:
        output.say_json({})
        return
    name = (absence.name or listed(absence.villages)) if absence is not None else ""
    output.say(f"Der Ausfall ist ganz zurückgenommen: {name or 'der ganze Tag'}.")
    if dry_run:
        output.say(output.NOT_STORED)


def _say(answer: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        output.say_json(answer)
    elif answer["calls"]:
        output.say(ledger_table(answer["calls"]))
    else:
        output.say("Niemand ist anzurufen.")
