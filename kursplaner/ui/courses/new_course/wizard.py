"""The wizard: few inputs left, the whole plan live at the right, one button."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent

from kursplaner.basics.errors import KursplanerError, Refused
from kursplaner.basics.settings import Settings
from kursplaner.desk.courses import new_course, plan_board
from kursplaner.desk.courses.asking_again import planned_line
from kursplaner.desk.courses.new_course import Prefill
from kursplaner.desk.courses.plan_notes import plan_notes
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.desk.wording.words.counts import counted
from kursplaner.domain.conflicts.limits import takes_on
from kursplaner.domain.gone_by import is_gone_by
from kursplaner.domain.holidays import DaysOff, closing, local_keys
from kursplaner.domain.kinds import ActKind, CourseType
from kursplaner.planning.courses import continuation
from kursplaner.planning.courses import new_course as courses
from kursplaner.planning.courses.draft import CourseDraft
from kursplaner.planning.courses.plan import CoursePlan
from kursplaner.store.queries.conflicts.closed_times import closing_days
from kursplaner.store.queries.funding.grants import grant_rows
from kursplaner.store.session import Db
from kursplaner.ui import tasks
from kursplaner.ui.acts import act
from kursplaner.ui.context import AppContext
from kursplaner.ui.courses.grant_choice import grant_choices
from kursplaner.ui.courses.new_course.beginning import brought_back, filled_in, kept
from kursplaner.ui.courses.new_course.dates import PlanDates
from kursplaner.ui.courses.new_course.foot import PlanFoot
from kursplaner.ui.courses.new_course.inputs import DraftInputs
from kursplaner.ui.courses.new_course.services import PlanServices, narrow
from kursplaner.ui.widgets import (
    Divider,
    MessageCard,
    Page,
    Pill,
)

PAUSE, SLOW = 120, 0.05


class NewCoursePage(Page):
    """Plans a course while its wishes are typed; nothing is written before the one button.

    Attributes:
        plan: the plan shown now, None while there is none.

    Signals:
        created(int): the id of the course. discarded: nothing shall be made.
    """

    created = Signal(int)
    discarded = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__("Neuer Kurs")
        self._context = context
        self.plan: CoursePlan | None = None
        self._numbered = self._titled = True
        self._begun = False
        self._filled: CourseDraft | None = None
        self._source = ""
        self._asked = 0
        self._took = SLOW * 2
        self._fits = False
        with context.workspace.read() as db:
            kinds = new_course.kinds_by_use(db)
        self.inputs = DraftInputs(kinds)
        self.dates, self.services = PlanDates(), PlanServices()
        self._complaint = MessageCard("", "")
        self._complaint.hide()
        self.foot = PlanFoot()
        self.past, self.anyway = self.foot.past, self.foot.anyway
        self.create_button, self._counts = self.foot.create_button, self.foot.counts
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.propose)
        self._listen()

    # --- beginning ------------------------------------------------------------------------------

    def begin(
        self,
        *,
        day: date | None = None,
        starts: int | None = None,
        room_id: int | None = None,
    ) -> None:
        """Begin anew, filled in from the last course of the kind used last."""
        with self._context.workspace.read() as db:
            filled = filled_in(db, self._context.today(), day, starts, room_id)
        chosen = day is not None or starts is not None or room_id is not None
        self.show_prefill(filled, fits=not chosen)

    def begun(self) -> dict[str, object]:
        if not self._begun or self.inputs.draft() == self._filled:
            return {}
        return kept(self.inputs.draft())

    def bring_back(self, kept: Mapping[str, object]) -> None:
        draft = brought_back(kept)
        if draft is not None:
            self.show_prefill(Prefill(draft))
            self._filled = None

    def _ended(self) -> None:
        self._begun = False
        self.begun_ended.emit()

    def begin_like(self, course_id: int) -> bool:
        """Begin with the course that continues another one; False when that is refused."""
        try:
            with self._context.workspace.read() as db:
                filled = new_course.continued(db, course_id)
        except KursplanerError as error:
            self._context.problem(error)
            return False
        self.show_prefill(filled)
        return True

    def show_prefill(self, filled: Prefill, *, fits: bool = False) -> None:
        """Show a filled-in draft and plan it; with `fits` at a start that can be had."""
        self._fits = fits
        self._numbered = self._titled = True
        self._begun = True
        self.past.setChecked(False)
        self.anyway.clear()
        with self._context.workspace.read() as db:
            self.inputs.show_grants(grant_choices(grant_rows(db)))
        self._source = filled.source
        self.inputs.show_draft(filled.draft, filled.source)
        self._filled = self.inputs.draft()
        self.plan = None
        self._show_ready()
        self.propose()
        self.inputs.kind.setFocus()

    # --- planning -------------------------------------------------------------------------------

    def propose(self) -> None:
        """Plan the draft as it stands; in another thread where it last took long."""
        self._pause.stop()
        self._asked += 1
        asked, draft = self._asked, self.inputs.draft()
        if self._took <= SLOW:
            try:
                self._arrived(asked, self._planned(draft))
            except KursplanerError as error:
                self._failed(asked, error)
            return
        tasks.start(
            "Kurs planen",
            lambda _progress: self._planned(draft),
            lambda found: self._arrived(asked, found),
            lambda error: self._failed(asked, error),
        )

    def store(self) -> None:
        """Store the plan; a refusal is told and the plan stays."""
        plan = self.plan
        if plan is None or self._pause.isActive() or not self.create_button.isEnabled():
            return
        plan = replace(plan, draft=replace(plan.draft, past=self.past.isChecked()))
        kind = ActKind.COURSE_ADDED
        goes_on = plan.draft.predecessor_id is not None
        if goes_on:
            kind = ActKind.COURSE_CONTINUED
        store = continuation.apply if goes_on else courses.apply

        def told(course_id: int) -> str:
            self.created.emit(course_id)
            return f"{plan.draft.title} angelegt, {counted(len(plan.lessons), 'lesson')}"

        if act(self._context, kind, lambda db: store(db, plan), told) is None:
            self.propose()

    def _planned(self, draft: CourseDraft) -> tuple[CoursePlan, DaysOff, float]:
        begun = time.perf_counter()
        with self._context.workspace.rehearse() as db:
            plan = courses.judge(db, courses.propose(db, draft))
            off = _days_off(db, plan, self._context.workspace.settings)
        return plan, off, time.perf_counter() - begun

    def _arrived(self, asked: int, found: tuple[CoursePlan, DaysOff, float]) -> None:
        if asked != self._asked:
            return
        plan, off, self._took = found
        if self._fits and plan.hard:
            self._look_for_start(asked, plan.draft, found)
            return
        self.plan, self._fits = plan, False
        self.inputs.calm()
        self._complaint.hide()
        self._show_plan(self.plan, off)
        self._show_ready()

    def _look_for_start(
        self, asked: int, draft: CourseDraft, found: tuple[CoursePlan, DaysOff, float]
    ) -> None:
        """Begin where nothing hard stands against it, if there is such a start."""
        self._fits = False

        def work(_progress: object) -> CourseDraft | None:
            with self._context.workspace.rehearse() as db:
                return new_course.fitting(db, draft)

        def done(start: CourseDraft | None) -> None:
            if asked != self._asked:
                return
            if start is None:
                self._arrived(asked, found)
                return
            self.inputs.show_draft(start, self._source)
            self._filled = self.inputs.draft()
            self.propose()

        tasks.start("Anfang suchen", work, done, lambda error: self._failed(asked, error))

    def _failed(self, asked: int, error: BaseException) -> None:
        if asked != self._asked:
            return
        self.plan = None
        text = sentence(error)
        kind = error.kind if isinstance(error, Refused) else ""
        self.inputs.calm()
        if not self.inputs.complain(kind, text):
            self._say(text)
        self._show_ready()

    def _say(self, text: str) -> None:
        old = self._complaint
        self._complaint = MessageCard("So geht es noch nicht.", text)
        self.body.replaceWidget(old, self._complaint)
        old.deleteLater()

    def _show_plan(self, plan: CoursePlan, off: DaysOff) -> None:
        hidden = self._context.names_hidden
        notes = plan_notes(plan)
        hints = frozenset(conflict.day for conflict in plan.conflicts if conflict.hard) | frozenset(
            day for note in notes for day in note.days if note.row in {"room", "teacher"}
        )
        self.head.show_title(plan.draft.title or "Neuer Kurs")
        self.dates.show_plan(plan, off, hints)
        self.services.show_rows(plan_board.service_rows(plan, hidden=hidden), notes)
        self.inputs.show_note(plan_board.lesson_line(plan))
        self.inputs.show_questions(planned_line(plan))
        self.dates.show()
        self.services.show()

    def _show_ready(self) -> None:
        plan = self.plan
        past = plan is not None and is_gone_by(plan.last_day)
        self.past.setVisible(past)
        hard = plan.hard if plan is not None else ()
        asks = bool(hard) and all(map(takes_on, hard))
        self.anyway.setVisible(asks or bool(self.anyway.text().strip()))
        ready = plan is not None and not plan.hard
        self.create_button.setEnabled(ready and (not past or self.past.isChecked()))
        if plan is None:
            self._counts.show_text("Noch kein Plan")
            self.create_button.show_text("Kurs anlegen")
            self.state.show_state("Entwurf")
            return
        self._counts.show_text(plan_board.counts(plan))
        lessons = "" if narrow(self) else f", {counted(len(plan.lessons), 'lesson')}"
        self.create_button.show_text(f"Kurs anlegen{lessons}")
        if plan.hard:
            self.state.show_state(counted(len(plan.hard), "conflict"), "bad", "triangle-alert")
        else:
            self.state.show_state("Entwurf")

    # --- wishes ---------------------------------------------------------------------------------

    def _change(self, **values: object) -> None:
        self.inputs.keep(replace(self.inputs.draft(), **values))  # type: ignore[arg-type]
        self.propose()

    def _typed(self) -> None:
        self._numbered = self._numbered and not self.inputs.number.hasFocus()
        self._titled = self._titled and not self.inputs.title.hasFocus()
        before = self.plan.draft.level if self.plan is not None else None
        draft = self.inputs.draft()
        if before is not None and draft.level != before:
            self._rename(draft, before)
        self.create_button.setEnabled(False)
        self._pause.start()

    def _rename(self, draft: CourseDraft, before: str) -> None:
        """Let number and title follow the level unless they were typed."""
        number, title = draft.number, draft.title
        if self._numbered:
            with self._context.workspace.read() as db:
                number = new_course.number_for(db, draft)
        if self._titled and before and before in title:
            title = title.replace(before, draft.level, 1)
        self.inputs.show_names(number, title)

    def _other_kind(self, kind: str) -> None:
        today = self._context.today()
        with self._context.workspace.read() as db:
            filled = new_course.prefilled(db, CourseType(kind), today)
        self.show_prefill(filled, fits=True)

    def _swap(self, wish: str, key: int) -> None:
        if wish == "carer":
            self._change(carers=(key,))
        elif wish in {"room", "teacher"}:
            self._change(**{wish: key, f"{wish}_on": ()})
        else:
            self._change(**{wish: key})

    def _stand_in(self, what: str, key: int, days: tuple[date, ...]) -> None:
        draft = self.inputs.draft()
        before = dict(draft.room_on if what == "room" else draft.teacher_on)
        self._change(**{f"{what}_on": tuple((before | dict.fromkeys(days, key)).items())})

    def _unplace(self, days: tuple[date, ...]) -> None:
        self._change(unplaced=self.inputs.draft().unplaced | set(days))

    def _take_on(self) -> None:
        """Plan again with the reason for what stands against it."""
        reason = self.anyway.text().strip()
        if reason != self.inputs.draft().accept:
            self._change(accept=reason)

    def _take_in(self, day: date) -> None:
        draft = self.inputs.draft()
        left_out = draft.left_out - {day}
        taken_in = draft.taken_in if day in draft.left_out else draft.taken_in | {day}
        self._change(taken_in=taken_in, left_out=left_out)

    def _leave_out(self, day: date) -> None:
        draft = self.inputs.draft()
        if day in draft.taken_in:
            self._change(taken_in=draft.taken_in - {day})
        else:
            self._change(left_out=draft.left_out | {day})

    # --- building -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._outer.insertWidget(0, self.inputs)
        self.state = Pill("Entwurf")
        self.head.add_beside(self.state)
        self.body.addWidget(self._complaint)
        self.body.addWidget(self.dates)
        self.body.addWidget(self.services)
        self.body.addStretch(1)
        self.dates.hide()
        self.services.hide()
        self.column.addWidget(Divider("line"))
        self.column.addWidget(self.foot)

    def _listen(self) -> None:
        self.foot.discard.clicked.connect(self.discarded)
        self.create_button.clicked.connect(self.store)
        self.created.connect(self._ended)
        self.discarded.connect(self._ended)
        self.inputs.changed.connect(self._typed)
        self.inputs.kind_chosen.connect(self._other_kind)
        self.inputs.people_dropped.connect(lambda: self._change(people=()))
        self.dates.taken_in.connect(self._take_in)
        self.dates.left_out.connect(self._leave_out)
        self.services.swapped.connect(self._swap)
        self.services.unplaced.connect(self._unplace)
        self.services.stand_in_taken.connect(self._stand_in)
        self.past.toggled.connect(self._show_ready)
        self.anyway.editingFinished.connect(self._take_on)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.dates.fit()
        self.services.fit()


def _days_off(db: Db, plan: CoursePlan, settings: Settings) -> DaysOff:
    closings = [
        closing(day.first_day, day.last_day, day.name)
        for day in closing_days(db, plan.first_day, plan.term_end)
        if day.site_id in {None, plan.site_id}
    ]
    second = settings.text("calendar.second_land")
    return DaysOff(plan.land, second, closings, local_keys(settings))
