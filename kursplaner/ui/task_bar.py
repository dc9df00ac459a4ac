"""Long work as a small card: what runs, how far, and a button that stops it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from kursplaner.ui.look.theme import theme
from kursplaner.ui.tasks import Task
from kursplaner.ui.widgets.buttons import Button
from kursplaner.ui.widgets.cards import Card
from kursplaner.ui.widgets.texts import Elide

_WIDTH = 320


class TaskBar(Card):
    """Shows the last task started; goes when nothing runs.

    It floats at the lower right of its parent. In a dialog, which has its own "Abbrechen", it lies
    among the contents (`floats=False`) and says "Anhalten".
    """

    def __init__(self, parent: QWidget, *, floats: bool = True) -> None:
        super().__init__(margin=12, spacing=6, parent=parent)
        self._over = parent
        self._floats = floats
        self._task: Task | None = None
        self._words = Elide("", "strong")
        self.body.addWidget(self._words)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Fortschritt")
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        row.addWidget(self._bar, 1)
        self._cancel = Button("Abbrechen" if floats else "Anhalten", "quiet")
        self._cancel.clicked.connect(self.stop)
        row.addWidget(self._cancel)
        self.body.addLayout(row)
        if floats:
            parent.installEventFilter(self)
        self.hide()

    def running(self) -> Task | None:
        """Return the task that is shown, None when nothing runs."""
        return self._task if not self.isHidden() else None

    def watch(self, task: Task) -> None:
        """Show this task until it ends."""
        self._task = task
        self._words.show_text(task.title)
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        task.progressed.connect(self._progress)
        task.ended.connect(self._end)
        if self._floats:
            self._place()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _progress(self, done: int, total: int, text: str) -> None:
        if self.sender() is self._task:
            self._bar.setRange(0, max(0, total))
            self._bar.setValue(done)
            if text and self._task is not None:
                self._words.show_text(f"{self._task.title}: {text}")

    def _end(self) -> None:
        if self.sender() is self._task:
            self._task = None
            self.hide()

    def stop(self) -> None:
        """Ask the task shown to stop."""
        if self._task is not None:
            self._cancel.setEnabled(False)
            self._words.show_text("Wird abgebrochen …" if self._floats else "Wird angehalten …")
            self._task.cancel()

    def _place(self) -> None:
        parent = self._over
        width, height, gap = theme().px(_WIDTH), self.sizeHint().height(), theme().px(16)
        self.setGeometry(
            parent.width() - width - gap, parent.height() - height - gap, width, height
        )
