"""What every section of the settings shares: a title, cards, and storing where a value stands."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.settings import checked
from kursplaner.domain.kinds import ActKind
from kursplaner.store.settings import store_settings
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Field, Text


class Section(QWidget):
    """One section; `refresh` reads its values again."""

    def __init__(self, context: AppContext, title: str, sentence: str = "") -> None:
        super().__init__()
        self.context = context
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme().px(16))
        self.column.addWidget(Text(title, "big"))
        if sentence:
            self.column.addWidget(Text(sentence, "plain", "second", wrap=True))

    def refresh(self) -> None:
        """Read the values again."""

    def store(self, values: Mapping[str, str]) -> bool:
        """Store settings as one act; False when a value is refused (which is said)."""
        try:
            wanted = {key: checked(key, value) for key, value in values.items()}
            now = self.context.workspace.settings
            changed = {key: value for key, value in wanted.items() if now.text(key) != value}
            if not changed:
                return True
            with self.context.workspace.change(ActKind.SETTINGS_CHANGED) as db:
                store_settings(db, changed)
        except KursplanerError as error:
            self.context.problem(error)
            return False
        self.context.notice("Einstellung gespeichert", undo=True)
        return True


def fields(*parts: tuple[str, QWidget, int]) -> QHBoxLayout:
    """Return labelled inputs side by side, each with its share of the width."""
    row = QHBoxLayout()
    row.setSpacing(theme().px(12))
    for label, widget, stretch in parts:
        row.addWidget(Field(label, widget), stretch)
    return row
