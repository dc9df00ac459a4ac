"""Credentials in a form: the day of issue, and until when they are valid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from kursplaner.desk.wording.words.kinds import word
from kursplaner.domain.credentials import usual_expiry
from kursplaner.domain.kinds import CredentialKind
from kursplaner.planning.people.person_form import CredentialLine
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import DateField, Text


class CredentialRows(QWidget):
    """One row a credential; a day of issue proposes the expiry its kind usually has.

    Attributes:
        issued: the day of issue by kind; until: the last valid day by kind.
    """

    def __init__(
        self,
        kinds: Sequence[CredentialKind],
        known: Mapping[str, CredentialLine],
        context: AppContext,
    ) -> None:
        super().__init__()
        self._settings = context.workspace.settings
        self.issued: dict[CredentialKind, DateField] = {}
        self.until: dict[CredentialKind, DateField] = {}
        self._proposed: dict[CredentialKind, date | None] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(12))
        grid.setVerticalSpacing(theme().px(4))
        for column, stretch in enumerate((3, 2, 2)):
            grid.setColumnStretch(column, stretch)
        grid.addWidget(Text("ausgestellt am", "note", "second"), 0, 1)
        grid.addWidget(Text("gültig bis", "note", "second"), 0, 2)
        for row, kind in enumerate(kinds, start=1):
            self._add(grid, row, kind, known.get(kind.value) or CredentialLine(kind.value))

    def fields(self) -> list[DateField]:
        """Return all inputs."""
        return [*self.issued.values(), *self.until.values()]

    def lines(self) -> list[CredentialLine]:
        """Return the credentials of which something is known."""
        found = [
            CredentialLine(kind.value, issued.value(), self.until[kind].value())
            for kind, issued in self.issued.items()
        ]
        return [line for line in found if line.issued_on or line.valid_until]

    def _add(self, grid: QGridLayout, row: int, kind: CredentialKind, line: CredentialLine) -> None:
        title = word(kind)
        issued = DateField(line.issued_on, name=f"{title}, ausgestellt am")
        until = DateField(line.valid_until, name=f"{title}, gültig bis")
        issued.changed.connect(partial(self._propose, kind))
        self.issued[kind], self.until[kind] = issued, until
        if line.issued_on is not None:
            self._proposed[kind] = usual_expiry(kind.value, line.issued_on, self._settings)
        for column, widget in enumerate((Text(title), issued, until)):
            grid.addWidget(widget, row, column)

    def _propose(self, kind: CredentialKind, issued: date | None) -> None:
        """Fill in the expiry where it is empty or still the one proposed before."""
        until = self.until[kind]
        if until.text().strip() and until.value() != self._proposed.get(kind):
            return
        proposed = usual_expiry(kind.value, issued, self._settings) if issued else None
        self._proposed[kind] = proposed
        until.set_value(proposed)
