"""What is done about an absence: each step one act, told in the quiet bar, and undoable."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.absences.call_list import CallLine, read_call_list
from kursplaner.desk.absences.call_texts import mail_file, mail_link
from kursplaner.desk.wording import absences as wording
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.kinds import ActKind, CallAnswer, ContactResult
from kursplaner.planning.absences import calls, cancelling, reporting, stand_ins
from kursplaner.planning.absences.calls import CallEntry
from kursplaner.planning.absences.cancelling import CallingOff
from kursplaner.planning.absences.reach import AbsenceDraft, Part
from kursplaner.planning.absences.returns import StaysAway
from kursplaner.planning.absences.stand_ins import Candidate
from kursplaner.store.queries.absences.absences import absence
from kursplaner.store.queries.absences.calls import contact_cards
from kursplaner.store.session import Db
from kursplaner.ui.absences.drafts import open_draft
from kursplaner.ui.context import AppContext

Subjects = Collection[tuple[str, int]]


def report(context: AppContext, draft: AbsenceDraft, who: str) -> int | None:
    """Store an absence, tell it and open its page; None where it was refused."""
    try:
        with context.workspace.read() as db:
            plan = reporting.propose(db, draft)
        with context.workspace.change(ActKind.ABSENCE_REPORTED, draft.subjects) as db:
            absence_id = reporting.apply(db, plan)
    except KursplanerError as error:
        context.problem(error)
        return None
    context.go("absences", absence_id=absence_id)
    context.notice(f"{who}: {wording.touching_text(plan)}", undo=True)
    return absence_id


class AbsenceActs:
    """The acts of the page; `absence_id` is what it shows."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self.absence_id = 0

    def tick(
        self, line: CallLine, result: ContactResult, answer: CallAnswer, note: str = ""
    ) -> bool:
        """Note where a call stands; `note` tells what came of the try."""
        way = line.ways[0].label if line.ways else ""
        if result is ContactResult.REACHED:
            note = wording.answer_text(answer, line.topic, children=line.has_children)
        entry = CallEntry(line.person_id, result, answer, way, note)
        done = self._act(
            ActKind.CONTACT_LOGGED,
            [("person", line.person_id)],
            lambda db: calls.log_call(db, self.absence_id, entry),
        )
        if done:
            self._context.notice(f"{names.short(line.name)}: {word(result)}", undo=True)
        return done

    def assign(self, part: Part, candidate: Candidate) -> None:
        """Let somebody stand in for all she can take."""
        key, records = candidate.choice.id, candidate.records
        noun = "vehicle" if part is Part.VEHICLE else "person"
        if self._act(
            ActKind.STAND_IN_ASSIGNED,
            [(noun, key)],
            lambda db: stand_ins.assign(db, self.absence_id, part, key, records),
        ):
            whom = names.short(candidate.choice.name)
            if self._context.names_hidden and part is not Part.VEHICLE:
                whom = names.initials(candidate.choice.name)
            count = len(records)
            self._context.notice(f"{whom} eingeteilt: {counted(count, 'lesson')}", undo=True)

    def ask(self, candidate: Candidate) -> None:
        """Put the number of somebody on the clipboard, to ask her first."""
        with self._context.workspace.read() as db:
            card = contact_cards(db, [candidate.choice.id]).get(candidate.choice.id)
        if card is None or not card.routes or self._context.names_hidden:
            self._context.notice("Hier ist keine Nummer zu zeigen.")
            return
        QGuiApplication.clipboard().setText(card.routes[0].value)
        who = names.short(candidate.choice.name)
        self._context.notice(f"{who}: {card.routes[0].value} (kopiert)")

    def take_over(self) -> None:
        """Enter "entschuldigt" for those who stay at home, and free their rides."""

        def act(db: Db) -> None:
            excuses = calls.propose_excuses(db, self.absence_id)
            calls.apply_excuses(db, self.absence_id, excuses, word(excuses.reason))

        with self._context.workspace.read() as db:
            plan = calls.propose_excuses(db, self.absence_id)
        if self._act(ActKind.ATTENDANCE_MARKED, [], act):
            marks, places = len(plan.marks), len(plan.place_ids)
            freed = wording.freed_text(0, places + len(plan.seat_ids), 0)
            told = f"{counted(marks, 'mark')} „entschuldigt“"
            self._context.notice(f"{told}, {freed} frei" if freed else told, undo=True)

    def call_off(self, plan: CallingOff) -> None:
        """Call off what nobody stands in for."""
        kind = (
            ActKind.LESSONS_CANCELLED
            if plan.lesson_ids
            else (ActKind.CHILDCARE_CHANGED if plan.slot_ids else ActKind.RIDE_CHANGED)
        )
        subjects = [("lesson", key) for key in plan.lesson_ids]
        if self._act(kind, subjects, lambda db: cancelling.apply(db, self.absence_id, plan)):
            done = wording.calling_off_text(plan).removesuffix(" absagen")
            self._context.notice(f"{done} abgesagt", undo=True)

    def end(self, today: date) -> None:
        """End the absence: today somebody is back, or it never was."""
        with self._context.workspace.read() as db:
            row = reporting.row_of(db, self.absence_id)
        last = (today if row.first < today <= row.last else row.first) - timedelta(days=1)
        subjects, away = reporting.draft_of(row).subjects, list[StaysAway]()

        def act(db: Db) -> None:
            away.extend(reporting.end(db, self.absence_id, last))

        if self._act(ActKind.ABSENCE_ENDED, subjects, act):
            left = self._to_call()
            if not left:
                self._context.go("today")
            full = len({stay.gone.person_id for stay in away})
            told = ["Ausfall aufgehoben"]
            told += [f"für {counted(full, 'family')} ist kein Platz mehr"] if full else []
            told += [f"noch {counted(left, 'person')} anzurufen"] if left else []
            self._context.notice("; ".join(told), undo=True)

    def _to_call(self) -> int:
        """Return how many are still to be told; none where nobody knew of the absence."""
        with self._context.workspace.read() as db:
            if absence(db, self.absence_id) is None:
                return 0
            lines = read_call_list(db, self.absence_id).lines
        return sum(not call.reached for call in lines)

    def copy(self, text: str, told: str = "Text kopiert") -> None:
        """Put something on the clipboard."""
        QGuiApplication.clipboard().setText(text)
        self._context.notice(told)

    def mail(self, lines: Collection[CallLine], subject: str, body: str) -> None:
        """Open a mail draft; the recipients do not see each other."""
        found = [address for line in lines for address in line.addresses]
        without = len({line.person_id for line in lines if not line.addresses})
        if not found:
            self._context.notice("Von den Betroffenen ist keine E-Mail-Adresse hinterlegt.")
            return
        link = mail_link(found, subject, body)
        if not link:
            open_draft(mail_file(found, subject, body))
        elif QGuiApplication.platformName() not in {"offscreen", "minimal"}:
            QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode))
        rest = f"; {counted(without, 'person')} ohne E-Mail-Adresse" if without else ""
        self._context.notice(f"E-Mail-Entwurf an {counted(len(found), 'person')}{rest}")

    def _act(self, kind: ActKind, subjects: Subjects, act: Callable[[Db], object]) -> bool:
        try:
            with self._context.workspace.change(kind, list(subjects)) as db:
                act(db)
        except KursplanerError as error:
            self._context.problem(error)
            return False
        return True
