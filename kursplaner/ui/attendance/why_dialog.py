"""Why attendance is corrected that left the house already: asked, kept, and the list named."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from kursplaner.desk.wording import attendance as wording
from kursplaner.desk.wording.words import days
from kursplaner.planning.attendance.closed_months import Closed
from kursplaner.ui.context import AppContext
from kursplaner.ui.form_dialog import FormDialog
from kursplaner.ui.widgets import Field, Text, TextField


class WhyDialog(FormDialog):
    """Asks for the reason of a correction and hands it on."""

    def __init__(
        self,
        context: AppContext,
        closed: Closed,
        before: str,
        correct: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        """Ask about a closed lesson; `before` is the reason given for it last."""
        super().__init__(context, "Anwesenheit berichtigen", parent, width=480)
        self._correct = correct
        title = f"{closed.course}, {days.full_day(closed.day)}"
        self.body.addWidget(Text(title, "plain", "second"))
        again = wording.again_text(closed)
        text = wording.closed_line(closed) + (f" {again}." if again else "")
        self.body.addWidget(Text(text, wrap=True))
        self.why = TextField(before, name="Warum", hint="zum Beispiel: Unterschrift übersehen")
        self.body.addWidget(Field("Warum wird berichtigt?", self.why, "Der Grund bleibt stehen."))
        self.begin("Berichtigen", "pencil-line", self._take, focus=self.why)

    def _take(self) -> None:
        if not self.why.text().strip():
            self.complain("Bitte schreiben Sie den Grund dazu.", self.why)
            return
        self.accept()
        self._correct(self.why.text().strip())
