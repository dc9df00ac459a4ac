"""`kursplaner calls`, `call`, `excuse`, `absence-plan`: the ledger of an absence at the shell."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kursplaner.basics.errors import Refused
from kursplaner.cli.absences.answers import answer_of, ledger_table
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.people import PersonType
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import (
    AS_JSON,
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
    from kursplaner.store.workspace import Workspace

ANSWERS = {
    "home": CallAnswer.STAYS_HOME,
    "without-bus": CallAnswer.COMES,
    "without-child": CallAnswer.WITHOUT_CHILD,
    "unknown": CallAnswer.UNDECIDED,
}
ABSENCE = click.option(
    "--absence", metavar="ID", type=NumberType(), help="Welcher Ausfall; sonst der letzte."
)


@click.command(cls=GermanCommand, short_help="Die Anrufliste eines Ausfalls zeigen.")
@TOWN
@ABSENCE
@click.option("--out", metavar="X.PDF", type=PATH, help="Die Liste als PDF schreiben.")
@AS_JSON
def calls(file: Path, *, absence: int | None, out: Path | None, as_json: bool) -> None:
    """Die Anrufliste eines Ausfalls zeigen, mit --out auf Papier.

    In der Reihenfolge des Aufbruchs: wer anzurufen ist, was zuletzt gesagt wurde und wann, was
    jetzt gilt, die Antwort und der Stand. Ohne --absence jeder Ausfall, der heute oder später gilt;
    --json und --out nehmen dann den letzten.
    """
    if absence is None and out is None and not as_json:
        _say_current(file)
        return
    with town(file) as workspace:
        with workspace.read() as db:
            key = absence or latest(db)
            answer = {**answer_of(db, key), "stored": True}
        if out is not None:
            _write(workspace, key, out)
    _say(answer, as_json=as_json)


def _say_current(file: Path) -> None:
    """Show the ledger of each absence that holds today or later; of none the latest."""
    from kursplaner.basics import clock
    from kursplaner.basics.spans import Span, minute_of
    from kursplaner.desk.wording.words.days import period
    from kursplaner.store.queries.absences.absences import absence as absence_row
    from kursplaner.store.queries.absences.absences import absences_between

    with town(file) as workspace, workspace.read() as db:
        current = absences_between(db, Span(minute_of(clock.today()), 2**40))
        keys = [row.id for row in sorted(current, key=lambda row: (row.starts, row.id))]
        answers = [(answer_of(db, key), absence_row(db, key)) for key in keys or [latest(db)]]
    for answer, row in answers:
        if row is not None:
            name = answer["name"] or "der ganze Tag"
            output.say(f"Ausfall {row.id}: {name}, {period(row.first, row.last)}")
        _say(answer, as_json=False)


def _write(workspace: "Workspace", absence_id: int, out: Path) -> None:
    from io import BytesIO

    from kursplaner.basics import clock
    from kursplaner.basics.whole_file import write_whole
    from kursplaner.desk.absences.call_list import read_call_list
    from kursplaner.desk.printing.calls import call_sheet
    from kursplaner.documents.sheets import call_sheet as paper

    with workspace.read() as db:
        sheet = call_sheet(workspace.settings, read_call_list(db, absence_id), clock.now())
    pdf = BytesIO()
    paper.draw(sheet, pdf)
    write_whole(out, pdf.getvalue())


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
            answer = {} if gone else {**answer_of(db, key), "stored": not dry_run}
    if not answer:
        _say_gone(before, dry_run=dry_run, as_json=as_json)
        return
    _say(answer, as_json=as_json)
    if not as_json:
        output.say("Nur gezeigt, nichts gespeichert." if dry_run else "Gespeichert.")


def _say_gone(absence: "AbsenceRow | None", *, dry_run: bool, as_json: bool) -> None:
    """Say which absence is gone: without a number it was the latest, which may be another."""
    if as_json:
        output.say_json({})
        return
    name = (absence.name or listed(absence.villages)) if absence is not None else ""
    output.say(f"Der Ausfall ist ganz zurückgenommen: {name or 'der ganze Tag'}.")
    if dry_run:
        output.say("Nur gezeigt, nichts gespeichert.")


def _say(answer: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        output.say_json(answer)
    elif answer["calls"]:
        output.say(ledger_table(answer["calls"]))
    else:
        output.say("Niemand ist anzurufen.")


def latest(db: "Db") -> int:
    """Return the absence that was reported last, of those not taken back if there is one.

    Raises:
        Refused: "no_absence".
    """
    from kursplaner.basics.spans import Span
    from kursplaner.store.queries.absences.absences import absences_between

    found = absences_between(db, Span(0, 2**40))
    newest = max(found, key=lambda row: (not row.withdrawn, row.reported_at, row.id), default=None)
    if newest is None:
        raise Refused("no_absence")
    return newest.id
