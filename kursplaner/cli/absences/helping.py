"""`kursplaner stand-in` and `call-off`: who comes in place of who is away, and what is left."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kursplaner.basics.errors import Refused
from kursplaner.cli.absences.answers import latest
from kursplaner.cli.absences.calling import ABSENCE, act_on
from kursplaner.cli.shell import output
from kursplaner.cli.shell.german import GermanCommand
from kursplaner.cli.shell.town import town
from kursplaner.cli.shell.values import AS_JSON, DRY_RUN, TOWN, NumberType
from kursplaner.domain.kinds import ActKind

if TYPE_CHECKING:
    from kursplaner.planning.absences.reach import Part
    from kursplaner.planning.absences.stand_ins import Candidate, Need
    from kursplaner.store.session import Db


@click.command("stand-in", cls=GermanCommand, short_help="Wer bei einem Ausfall vertritt.")
@TOWN
@ABSENCE
@click.option("--take", metavar="ID", type=NumberType(), help="Diese Person, dieses Fahrzeug.")
@DRY_RUN
@AS_JSON
def stand_in(
    file: Path, *, absence: int | None, take: int | None, dry_run: bool, as_json: bool
) -> None:
    """Zeigen, wer vertreten könnte, wie gut es passt und warum nicht; mit --take einteilen.

    Eingeteilt wird für alles, was noch offen ist und wobei die Person frei ist.
    """
    from kursplaner.planning.absences import stand_ins

    if take is None:
        _show(file, absence, as_json=as_json)
        return
    with town(file) as workspace, workspace.read() as db:
        found = _taken(stand_ins.needs(db, absence or latest(db)), take)

    def work(db: "Db", absence_id: int) -> None:
        for part, candidate in found:
            stand_ins.assign(db, absence_id, part, take, candidate.records)

    noun = "vehicle" if found[0][0].value == "vehicle" else "person"
    subjects = [(noun, take)]
    kind = ActKind.STAND_IN_ASSIGNED
    act_on(file, absence, kind, subjects, work, dry_run=dry_run, as_json=as_json)


def _taken(needs: "tuple[Need, ...]", key: int) -> "list[tuple[Part, Candidate]]":
    """Return for which parts somebody comes.

    Raises:
        Refused: "stand_in_unknown".
    """
    found = [
        (need.part, candidate)
        for need in needs
        for candidate in need.candidates
        if candidate.choice.id == key and candidate.records
    ]
    if not found:
        raise Refused("stand_in_unknown", id=key)
    return found


def _show(file: Path, absence: int | None, *, as_json: bool) -> None:
    from kursplaner.cli.absences.answers import answer_of
    from kursplaner.desk.wording.absences import FITS, candidate_text
    from kursplaner.desk.wording.words.counts import counted
    from kursplaner.planning.absences import stand_ins

    with town(file) as workspace, workspace.read() as db:
        key = absence or latest(db)
        found = stand_ins.needs(db, key)
        answer = {**answer_of(db, key), "stored": False} if as_json else {}
    if as_json:
        output.say_json(answer)
        return
    for need in found:
        title = need.touched[0].title
        output.say(f"{title}, {counted(len(need.touched), 'time')} offen")
        for candidate in need.candidates:
            word = FITS[candidate.fit][0]
            text = candidate_text(candidate, need.part)
            output.say(f"  {candidate.choice.id}: {candidate.choice.name}, {word}: {text}")
        if not need.candidates:
            output.say("  Niemand kann vertreten.")
    if not found:
        output.say("Es ist nichts zu vertreten.")


@click.command("call-off", cls=GermanCommand, short_help="Absagen, was niemand vertritt.")
@TOWN
@ABSENCE
@click.option("--make-up", is_flag=True, help="Termine am Ende des Kurses nachholen.")
@DRY_RUN
@AS_JSON
def call_off(
    file: Path, *, absence: int | None, make_up: bool, dry_run: bool, as_json: bool
) -> None:
    """Die Termine, Betreuungszeiten und Fahrten eines Ausfalls absagen, die noch offen sind.

    Termine, in denen Anwesenheit steht, bleiben.
    """
    from kursplaner.desk.wording.absences import calling_off_text
    from kursplaner.planning.absences import cancelling

    with town(file) as workspace, workspace.read() as db:
        plan = cancelling.propose(db, absence or latest(db), make_up=make_up)
    if not as_json:
        output.say(f"Es entfallen: {calling_off_text(plan).removesuffix(' absagen')}.")

    def work(db: "Db", absence_id: int) -> None:
        cancelling.apply(db, absence_id, plan)

    kind = ActKind.CHILDCARE_CHANGED if plan.slot_ids else ActKind.RIDE_CHANGED
    kind = ActKind.LESSONS_CANCELLED if plan.lesson_ids else kind
    subjects = [("lesson", key) for key in plan.lesson_ids]
    act_on(file, absence, kind, subjects, work, dry_run=dry_run, as_json=as_json)
