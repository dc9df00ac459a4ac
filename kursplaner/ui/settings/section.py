"""What every section of the settings shares: a title, cards, and storing where a value stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.settings import checked
from kursplaner.domain.kinds import ActKind
from kursplaner.store.session import Db
from kursplaner.store.settings import store_settings
from kursplaner.ui.acts import Told, act
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Text

T = TypeVar("T")


class Section(QWidget):
    """One section; `refresh` reads its values again.

    Attributes:
        widest: pixels beyond which it does not grow; lines would be too long to read.
    """

    widest = 760

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
        except KursplanerError as error:
            self.context.problem(error)
            return False
        return not changed or self.act(
            lambda db: store_settings(db, changed), "Einstellung gespeichert"
        )

    def act(self, work: Callable[[Db], T], told: Told[T]) -> bool:
        """Change settings as one act; False when that is refused (which is said)."""
        return act(self.context, ActKind.SETTINGS_CHANGED, work, told) is not None
