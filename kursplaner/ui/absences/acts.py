"""What is done about an absence: each step one act, told in the quiet bar, and undoable."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, timedelta

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.spans import minute_of
from kursplaner.desk.absences.call_list import CallLine, read_call_list
from kursplaner.desk.mails import mail_file, mail_link
from kursplaner.desk.wording import absences as wording
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.kinds import ActKind, CallAnswer, ContactResult
from kursplaner.planning.absences import calls, cancelling, replanning, reporting, stand_ins
from kursplaner.planning.absences.calls import CallEntry, Excuses
from kursplaner.planning.absences.cancelling import CallingOff
from kursplaner.planning.absences.reach import DAY, AbsenceDraft, Part
from kursplaner.planning.absences.replanning import Replanned
from kursplaner.planning.absences.reporting import AbsencePlan
from kursplaner.planning.absences.stand_ins import Candidate
from kursplaner.store.queries.absences.absences import absence
from kursplaner.store.queries.absences.calls import contact_cards
from kursplaner.store.session import Db
from kursplaner.ui.acts import act
from kursplaner.ui.context import AppContext
from kursplaner.ui.mail_drafts import open_draft


def report(
    context: AppContext, draft: AbsenceDraft, who: str, refused: Refuse | None = None
) -> int | None:
    """Store an absence, tell it and open its page; None where it was refused."""

    def work(db: Db) -> tuple[int, AbsencePlan]:
        plan = reporting.propose(db, draft)
        return reporting.apply(db, plan), plan

    def told(stored: tuple[int, AbsencePlan]) -> str:
        context.go("absences", absence_id=stored[0])
        return f"{who}: {wording.touching_text(stored[1])}"

    done = act(context, ActKind.ABSENCE_REPORTED, work, told, draft.subjects, refused=refused)
    return None if done is None else done.value[0]


Refuse = Callable[[KursplanerError], object]


class AbsenceActs:
    """The acts of the page; `absence_id` is what it shows."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self.absence_id = 0

    def tick(
        self,
        line: CallLine,
        result: ContactResult,
        answer: CallAnswer,
        note: str = "",
        children: tuple[int, ...] = (),
    ) -> bool:
        """Note where a call stands; `note` tells what came of the try.

        `children` are those without whom she comes; empty for all of them.
        """
        way = line.ways[0].label if line.ways else ""
        if result is ContactResult.REACHED:
            known = line.ledger.children if line.ledger is not None else ()
            names_ = [name for key, name in known if key in children or not children]
            note = wording.answer_text(
                answer, line.topic, children=line.has_children, without=names_
            )
        entry = CallEntry(line.person_id, result, answer, way, note, children)
        done = act(
            self._context,
            ActKind.CONTACT_LOGGED,
            lambda db: calls.log_call(db, self.absence_id, entry),
            f"{names.short(line.name)}: {word(result)}",
            [("person", line.person_id)],
        )
        return done is not None

    def assign(self, part: Part, candidate: Candidate) -> None:
        """Let somebody stand in for all she can take."""
        key, records = candidate.choice.id, candidate.records
        noun = "vehicle" if part is Part.VEHICLE else "person"
        whom = names.short(candidate.choice.name)
        if self._context.names_hidden and part is not Part.VEHICLE:
            whom = names.initials(candidate.choice.name)
        act(
            self._context,
            ActKind.STAND_IN_ASSIGNED,
            lambda db: stand_ins.assign(db, self.absence_id, part, key, records),
            f"{whom} eingeteilt: {counted(len(records), 'lesson')}",
            [(noun, key)],
        )

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

        def work(db: Db) -> Excuses:
            excuses = calls.propose_excuses(db, self.absence_id)
            calls.apply_excuses(db, self.absence_id, excuses, word(excuses.reason))
            return excuses

        def told(plan: Excuses) -> str:
            freed = wording.freed_text(0, len(plan.place_ids) + len(plan.seat_ids), 0)
            marked = f"{counted(len(plan.marks), 'mark')} „entschuldigt“"
            return f"{marked}, {freed} frei" if freed else marked

        act(self._context, ActKind.ATTENDANCE_MARKED, work, told)

    def call_off(self, plan: CallingOff) -> None:
        """Call off what nobody stands in for."""
        kind = (
            ActKind.LESSONS_CANCELLED
            if plan.lesson_ids
            else (ActKind.CHILDCARE_CHANGED if plan.slot_ids else ActKind.RIDE_CHANGED)
        )
        subjects = [("lesson", key) for key in plan.lesson_ids]
        act(
            self._context,
            kind,
            lambda db: cancelling.apply(db, self.absence_id, plan),
            f"{wording.calling_off_text(plan).removesuffix(' absagen')} abgesagt",
            subjects,
        )

    def end(self, today: date) -> None:
        """End the absence: today somebody is back, or it never was."""
        with self._context.workspace.read() as db:
            row = reporting.row_of(db, self.absence_id)
        last = (today if row.first < today <= row.last else row.first) - timedelta(days=1)

        def told(done: Replanned) -> str:
            left = self._to_call()
            if not left:
                self._context.go("today")
            return wording.replanned_text("Ausfall aufgehoben", done, left)

        act(
            self._context,
            ActKind.ABSENCE_ENDED,
            lambda db: replanning.apply(db, self.absence_id, minute_of(last, DAY)),
            told,
            reporting.draft_of(row).subjects,
        )

    def replan(self, until: int, *, restore: bool, refused: Refuse) -> bool:
        """Let the absence end at another minute; tells whether that was stored."""
        with self._context.workspace.read() as db:
            row = reporting.row_of(db, self.absence_id)

        def told(done: Replanned) -> str:
            return wording.replanned_text("Plan geändert", done, self._to_call())

        done = act(
            self._context,
            ActKind.ABSENCE_ENDED,
            lambda db: replanning.apply(db, self.absence_id, until, restore=restore),
            told,
            reporting.draft_of(row).subjects,
            refused=refused,
        )
        return done is not None

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
