"""A month of attendance is closed, or opened again with a reason: two buttons and their boxes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kursplaner.desk.wording import attendance as wording
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.attendance import closing
from kursplaner.planning.attendance.closed_months import closed_month, month_of
from kursplaner.planning.attendance.closing import MonthPlan
from kursplaner.store.queries.courses.courses import CourseDetail
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog, Outlook
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import (
    Choice,
    ChoiceField,
    Field,
    IconButton,
    Pill,
    Segmented,
    Text,
    TextField,
)

THIS, ALL = "this", "all"
SCOPES = (Choice(THIS, "nur dieser Kurs"), Choice(ALL, "alle Kurse des Monats"))


def month_choices(months: Sequence[date]) -> list[Choice]:
    """Return "März 2027" for the first days of months."""
    return [Choice(month.isoformat(), wording.month_text(month)) for month in months]


class ClosingBar(QWidget):
    """Which of the months shown are closed, with the buttons to close and to open one.

    Attributes:
        close_month, open_month: the buttons; the latter only where one is closed.
        pill: says which are closed.
        dialog: the box that was opened last.
    """

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._course: CourseDetail | None = None
        self._months: list[date] = []
        self._closed: list[date] = []
        self.dialog: FormDialog | None = None
        self.pill = Pill("", "good", "lock")
        self.close_month = IconButton("lock", "Monat abschließen")
        self.close_month.clicked.connect(self._close)
        self.open_month = IconButton("lock-open", "Monat wieder öffnen")
        self.open_month.clicked.connect(self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        for part in (self.pill, self.close_month, self.open_month):
            row.addWidget(part)

    def show_months(self, course: CourseDetail | None, shown: Sequence[date]) -> None:
        """Show the state of the months in which some days lie."""
        self._course, self._months = course, list(dict.fromkeys(month_of(day) for day in shown))
        self._closed = []
        if course is not None:
            with self._context.workspace.read() as db:
                key = course.row.id
                self._closed = [m for m in self._months if closed_month(db, key, m) is not None]
        self.pill.setVisible(bool(self._closed))
        self.pill.show_state(wording.closed_months(self._closed), "good", "lock")
        self.open_month.setVisible(bool(self._closed))
        self.close_month.setVisible(len(self._closed) < len(self._months))

    def _close(self) -> None:
        if self._course is not None:
            months = [month for month in self._months if month not in self._closed]
            self._opened(CloseDialog(self._context, self._course, months, self))

    def _open(self) -> None:
        if self._course is not None:
            self._opened(ReopenDialog(self._context, self._course, self._closed, self))

    def _opened(self, dialog: FormDialog) -> None:
        self.dialog = dialog
        dialog.open()


class CloseDialog(FormDialog):
    """Shows which courses are complete in a month, and closes it for them."""

    def __init__(
        self,
        context: AppContext,
        course: CourseDetail,
        months: Sequence[date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, "Monat abschließen", parent, width=560, height=120)
        self._course = course
        self._plan: MonthPlan | None = None
        choices = month_choices(months)
        over = [month for month in months if month < month_of(context.today())]
        first = (over or list(months))[0].isoformat()
        self.month = ChoiceField(choices, first, name="Monat")
        self.scope = Segmented(SCOPES, THIS, name="Für welche Kurse", stretch=True)
        self.body.addWidget(Field("Monat", self.month))
        self.body.addWidget(self.scope)
        self.body.addWidget(Text(wording.WHAT_CLOSING_MEANS, "plain", "second", wrap=True))
        changed = (self.month.chosen, self.scope.chosen)
        self.begin("Abschließen", "lock", self._close, self._look, changed, self.month)

    def _look(self) -> Outlook:
        self._plan = None
        only = [self._course.row.id] if self.scope.current() == THIS else None
        with self._context.workspace.read() as db:
            plan = closing.propose_close(db, date.fromisoformat(self.month.current()), only)
        self._plan = plan
        text = "\n".join(wording.plan_lines(plan))
        return Outlook(text, tone="second") if plan.ready else Outlook(text, ready=False)

    def _close(self) -> None:
        plan = self._plan
        if plan is None:
            return
        subjects = [("course", course.course_id) for course in plan.ready]
        told = wording.closed_notice(plan)
        self.act(ActKind.MONTH_CLOSED, lambda db: closing.close(db, plan), told, subjects)


class ReopenDialog(FormDialog):
    """Asks why a closed month is opened again."""

    def __init__(
        self,
        context: AppContext,
        course: CourseDetail,
        months: Sequence[date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, "Monat wieder öffnen", parent, width=480)
        self._course = course
        self.month = ChoiceField(month_choices(months), months[0].isoformat(), name="Monat")
        self.why = TextField(name="Warum", hint="zum Beispiel: Liste eines Abends fehlte")
        self.body.addWidget(Text(course.row.title, "plain", "second"))
        self.body.addWidget(Field("Monat", self.month))
        self.body.addWidget(Field("Warum wird er geöffnet?", self.why, "Der Grund bleibt stehen."))
        self.blames = {"reason_missing": self.why}
        self.begin("Öffnen", "lock-open", self._open, focus=self.why)

    def _open(self) -> None:
        key, month = self._course.row.id, date.fromisoformat(self.month.current())
        because = self.why.text()
        self.act(
            ActKind.MONTH_REOPENED,
            lambda db: closing.reopen(db, key, month, because),
            f"{wording.month_text(month)} wieder geöffnet: {self._course.row.title}",
            [("course", key)],
        )
