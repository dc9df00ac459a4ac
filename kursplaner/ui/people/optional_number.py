"""A whole number that may be left out: empty means not known."""

from __future__ import annotations

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QWidget

from kursplaner.ui.widgets import TextField


class OptionalNumber(TextField):
    """One line that holds a whole number or nothing; letters cannot be typed."""

    def __init__(
        self,
        number: int | None,
        *,
        name: str,
        hint: str = "",
        most: int = 9999,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("" if number is None else str(number), name=name, hint=hint, parent=parent)
        self.setValidator(QIntValidator(0, most, self))

    def number(self) -> int | None:
        """Return the number, None when empty."""
        text = self.text().strip()
        return int(text) if text.isdigit() else None
