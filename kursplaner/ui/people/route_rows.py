"""Ways to reach a person, one line each, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.desk.wording.words.kinds import choices
from kursplaner.domain.kinds import RouteKind
from kursplaner.planning.people.person_form import RouteLine
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import Button, Choice, ChoiceField, IconButton, TextField


class RouteRow(QWidget):
    """Kind, value and note of one way."""

    def __init__(self, line: RouteLine, number: int) -> None:
        super().__init__()
        self._language = line.language
        kinds = [Choice(kind.value, text) for kind, text in choices(RouteKind)]
        self.kind = ChoiceField(kinds, line.kind, name=f"Weg {number}: Art")
        self.value = TextField(line.value, name=f"Weg {number}: Nummer oder Adresse")
        self.note = TextField(line.note, name=f"Weg {number}: Hinweis", hint="Hinweis")
        self.up = IconButton("arrow-up", f"Weg {number} früher versuchen")
        self.gone = IconButton("x", f"Weg {number} entfernen")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        for widget, stretch in (
            (self.kind, 2),
            (self.value, 3),
            (self.note, 3),
            (self.up, 0),
            (self.gone, 0),
        ):
            row.addWidget(widget, stretch)

    def line(self) -> RouteLine:
        """Return what stands in the line."""
        return RouteLine(
            self.kind.current(), self.value.text().strip(), self._language, self.note.text().strip()
        )


class RouteRows(QWidget):
    """All ways of one person; there is always a line to write into."""

    def __init__(self, lines: Sequence[RouteLine]) -> None:
        super().__init__()
        self.rows: list[RouteRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(6))
        self._more = Button("Weiterer Weg", "link", "plus")
        self._more.clicked.connect(self.add)
        self._column.addWidget(self._more)
        for line in lines or (RouteLine(RouteKind.PHONE.value, ""),):
            self._insert(line)

    def lines(self) -> tuple[RouteLine, ...]:
        """Return the ways that are filled in, in order."""
        return tuple(line for line in (row.line() for row in self.rows) if line.value)

    def add(self) -> None:
        """Append an empty line."""
        self._insert(RouteLine(RouteKind.PHONE.value, ""))
        self.rows[-1].value.setFocus()

    def grow_to(self, count: int) -> None:
        """Have at least so many lines."""
        while len(self.rows) < count:
            self._insert(RouteLine(RouteKind.PHONE.value, ""))

    def _insert(self, line: RouteLine) -> None:
        row = RouteRow(line, len(self.rows) + 1)
        row.up.clicked.connect(lambda: self._raise(row))
        row.gone.clicked.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)

    def _raise(self, row: RouteRow) -> None:
        at = self.rows.index(row)
        if at == 0:
            return
        self.rows.insert(at - 1, self.rows.pop(at))
        self._column.removeWidget(row)
        self._column.insertWidget(at - 1, row)

    def _remove(self, row: RouteRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
