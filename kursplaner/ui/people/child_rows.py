"""The children of a family, one line each; a new line appears when the last one is begun."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from kursplaner.domain.kinds import Gender
from kursplaner.planning.people.families import ChildDraft, PersonDraft
from kursplaner.store.queries.people.people import Bond
from kursplaner.ui.look.theme import theme
from kursplaner.ui.people.optional_number import OptionalNumber
from kursplaner.ui.widgets import DateField, Elide, Text, TextField

HEADS = ("Vorname", "Geboren", "Größe", "Allergien", "Betreuung")
STRETCH = (3, 3, 2, 3, 2)


class ChildLine:
    """The inputs of one child; a known one (`person_id`) shows its name only."""

    def __init__(self, number: int, known: Bond | None = None) -> None:
        self.person_id = known.person_id if known else None
        label = f"Kind {number}"
        self.given = TextField(name=f"{label}: Vorname", hint="Vorname")
        self.given.setToolTip("Mit anderem Familiennamen: „Yilmaz, Ali“.")
        self.birth = DateField(name=f"{label}: Geburtsdatum")
        self.height = OptionalNumber(None, name=f"{label}: Größe in cm", hint="cm", most=260)
        self.allergies = TextField(name=f"{label}: Allergien", hint="nicht gefragt")
        self.allergies.setToolTip("Leer: noch nicht gefragt. „keine“: gefragt, es gibt keine.")
        self.care = QCheckBox("")
        self.care.setAccessibleName(f"{label}: Betreuung")
        self.care.setChecked(True)
        self.known = known

    def filled(self) -> bool:
        """Tell whether a child is written down or known."""
        return self.person_id is not None or bool(self.given.text().strip())

    def take(self, person_id: int, name: str) -> None:
        """Let the line stand for a child that is known."""
        self.person_id = person_id
        self.given.setText(name)
        for field in (self.given, self.birth, self.height, self.allergies):
            field.setEnabled(False)

    def draft(self, *, offered: bool) -> ChildDraft:
        """Return the child; without childcare `offered` it only comes along."""
        asked = self.allergies.text().strip()
        none = asked.casefold() in {"keine", "nein", "-", "–"}
        person = None
        if self.person_id is None:
            family, comma, given = self.given.text().partition(",")
            person = PersonDraft(
                family_name=family.strip() if comma else "",
                given_name=given.strip() if comma else family.strip(),
                birth_date=self.birth.value(),
                gender=Gender.UNKNOWN,
                height_cm=self.height.number(),
            )
        return ChildDraft(
            person=person,
            person_id=self.person_id,
            childcare=offered and self.care.isChecked(),
            allergies=("" if none else asked) if asked else None,
        )


class ChildRows(QWidget):
    """Lines for children, the last one always empty.

    Signals:
        edited: the name or the birth date of a child was written.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "background")
        self.lines: list[ChildLine] = []
        self._offered = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, theme().px(4), 0)
        self._grid.setHorizontalSpacing(theme().px(12))
        self._grid.setVerticalSpacing(theme().px(8))
        for column, (head, stretch) in enumerate(zip(HEADS, STRETCH, strict=True)):
            self._grid.addWidget(Text(head, "note", "second"), 0, column)
            self._grid.setColumnStretch(column, stretch)
        self._grid.setRowStretch(99, 1)
        self._add()

    def drafts(self) -> tuple[ChildDraft, ...]:
        """Return the children written down or ticked."""
        return tuple(
            line.draft(offered=self._offered)
            for line in self.lines
            if line.filled() and (line.person_id is None or line.care.isChecked())
        )

    def date_fields(self) -> list[DateField]:
        """Return the inputs that must hold a date or nothing."""
        return [line.birth for line in self.lines if line.person_id is None]

    def show_childcare(self, *, offered: bool) -> None:
        """Say whether the course has childcare; the ticks mean coming along then."""
        self._offered = offered
        for line in self.lines:
            line.care.setText("ja" if offered else "kommt mit")
            line.care.setEnabled(offered or line.person_id is not None)

    def show_known(self, children: Sequence[Bond]) -> None:
        """Show the children known so far, ticked to come along."""
        empty = self.lines.pop()
        for widget in (empty.given, empty.birth, empty.height, empty.allergies, empty.care):
            widget.hide()
            widget.deleteLater()
        for child in children:
            line = ChildLine(len(self.lines) + 1, child)
            row = len(self.lines) + 1
            self._grid.addWidget(Elide(child.name, "strong"), row, 0, 1, 4)
            self._grid.addWidget(line.care, row, 4, Qt.AlignmentFlag.AlignLeft)
            self.lines.append(line)
        self._add()
        self.show_childcare(offered=self._offered)

    def _add(self) -> None:
        line = ChildLine(len(self.lines) + 1)
        row = len(self.lines) + 1
        widgets = (line.given, line.birth, line.height, line.allergies, line.care)
        for column, widget in enumerate(widgets):
            self._grid.addWidget(widget, row, column)
        line.given.textEdited.connect(self._begun)
        for field in (line.given, line.birth):
            field.editingFinished.connect(self.edited)
        self.lines.append(line)
        self.show_childcare(offered=self._offered)

    def _begun(self) -> None:
        if self.lines[-1].filled():
            self._add()
