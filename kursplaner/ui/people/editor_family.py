"""The section of a person's form about the family: whose child, who may collect it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.desk.wording.words import names
from kursplaner.planning.people.person_form import BondLine, CollectorLine, PersonForm
from kursplaner.store.queries.names import person_names
from kursplaner.store.queries.people.people import people_rows
from kursplaner.ui.context import AppContext
from kursplaner.ui.look.theme import theme
from kursplaner.ui.open_forms.keeping import Kept, kept_count, kept_list
from kursplaner.ui.people.editor_parts import Part
from kursplaner.ui.widgets import (
    Button,
    Choice,
    ChoiceField,
    Elide,
    IconButton,
    SearchField,
    Segmented,
    Text,
    TextField,
)

RELATIONS = (
    Choice("mother", "Mutter"),
    Choice("father", "Vater"),
    Choice("grandparent", "Großeltern"),
    Choice("foster", "Pflegeeltern"),
    Choice("guardian", "Vormund"),
    Choice("", "andere"),
)
COLLECTING = (
    Choice("may", "darf abholen"),
    Choice("", "holt nicht ab"),
    Choice("not", "darf nicht abholen"),
)
MOST_FOUND = 4


class BondRow(QWidget):
    """One child or guardian and what the bond allows."""

    def __init__(self, line: BondLine, name: str) -> None:
        super().__init__()
        self._line = line
        self.setAccessibleName(name)
        kind = "Kind" if line.is_child else "Sorge"
        known = {choice.key for choice in RELATIONS}
        extra = () if line.relation in known else (Choice(line.relation, line.relation),)
        self.relation = ChoiceField([*RELATIONS, *extra], line.relation, name=f"{name}: Beziehung")
        self.custody = QCheckBox("Sorgerecht")
        self.custody.setChecked(line.has_custody)
        current = "not" if line.may_not_collect else ("may" if line.may_collect else "")
        self.collecting = ChoiceField(COLLECTING, current, name=f"{name}: Abholen")
        self.gone = IconButton("x", f"{name} aus der Familie nehmen")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        row.addWidget(Elide(f"{kind}: {name}", "strong"), 3)
        row.addWidget(self.relation, 2)
        row.addWidget(self.custody)
        row.addWidget(self.collecting, 2)
        row.addWidget(self.gone)

    def line(self) -> BondLine:
        """Return what stands in the row."""
        return BondLine(
            self._line.person_id,
            self._line.is_child,
            self.relation.current(),
            self.custody.isChecked(),
            self.collecting.current() == "may",
            self.collecting.current() == "not",
            self._line.by_court,
        )


class CollectorRow(QWidget):
    """Somebody else who may, or must not, collect the child."""

    def __init__(self, line: CollectorLine, number: int) -> None:
        super().__init__()
        self._line = line
        label = f"Abholende Person {number}"
        self.name = TextField(line.name, name=f"{label}: Name", hint="Name")
        self.phone = TextField(line.phone, name=f"{label}: Telefon", hint="Telefon")
        choices = (COLLECTING[0], COLLECTING[2])
        self.collecting = ChoiceField(
            choices, "not" if line.forbidden else "may", name=f"{label}: Abholen"
        )
        self.gone = IconButton("x", f"{label} entfernen")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        row.addWidget(self.name, 3)
        row.addWidget(self.phone, 2)
        row.addWidget(self.collecting, 2)
        row.addWidget(self.gone)

    def line(self) -> CollectorLine:
        """Return what stands in the row."""
        return CollectorLine(
            self.name.text().strip(),
            self.phone.text().strip(),
            self._line.relation,
            self.collecting.current() == "not",
            self._line.valid_until,
        )


class FamilyPart(Part):
    """Children or guardians, found by name; others who collect.

    Signals:
        guardian_taken(int): somebody known is a guardian of this person.
    """

    guardian_taken = Signal(int)

    def __init__(self, form: PersonForm, context: AppContext) -> None:
        super().__init__(self._values)
        self._context, self._own = context, form.id
        self.bonds: list[BondRow] = []
        self.collectors: list[CollectorRow] = []
        self.column.addWidget(Text("Kinder und Sorgeberechtigte", "head"))
        self._bond_room = self._room()
        self._add_search(bool(form.bonds) and not form.bonds[0].is_child)
        self.column.addWidget(Text("Wer sonst abholt (nur bei Kindern)", "head"))
        self._collector_room = self._room()
        more = Button("Person eintragen", "link", "plus")
        more.clicked.connect(self.add_collector)
        self.column.addWidget(more)
        self.column.addStretch(1)
        with context.workspace.read() as db:
            known = person_names(db, {bond.person_id for bond in form.bonds})
        for bond in form.bonds:
            self._insert_bond(bond, known.get(bond.person_id, ""))
        for collector in form.collectors:
            self._insert_collector(collector)

    def _values(self) -> dict[str, Any]:
        lines = tuple(row.line() for row in self.collectors)
        return {
            "bonds": tuple(row.line() for row in self.bonds),
            "collectors": tuple(line for line in lines if line.name),
        }

    def look_for(self, text: str) -> None:
        """Offer people by a few letters of the name."""
        self._clear_found()
        if not text:
            return
        with self._context.workspace.read() as db:
            rows = people_rows(db, text, limit=MOST_FOUND)
        taken = {row.line().person_id for row in self.bonds} | {self._own}
        for person in rows:
            if person.id not in taken:
                name = names.shown(person.name, hidden=self._context.names_hidden)
                button = Button(name, "row", "user-plus")
                button.clicked.connect(lambda _=False, key=person.id, own=name: self.take(key, own))
                self._found.addWidget(button)

    def take(self, person_id: int, name: str) -> None:
        """Add somebody as a child or as a guardian, as chosen beside the search."""
        is_child = self.kind.current() == "child"
        self._insert_bond(BondLine(person_id, is_child, "" if is_child else "mother"), name)
        self.search.clear()
        self._clear_found()
        if not is_child:
            self.guardian_taken.emit(person_id)

    def begun(self) -> dict[str, object]:
        """Return who stands in the family, and how many others collect."""
        bonds = [[row.line().person_id, row.line().is_child] for row in self.bonds]
        return {"bonds": bonds, "collectors": len(self.collectors)}

    def bring_back(self, kept: Kept) -> None:
        """Bring back the rows, to be filled in then; whoever was taken out goes again."""
        wanted: dict[int, bool] = dict(kept_list(kept, "bonds"))
        for row in [row for row in self.bonds if row.line().person_id not in wanted]:
            self._remove(row, self.bonds)
        there = {row.line().person_id for row in self.bonds}
        with self._context.workspace.read() as db:
            known = person_names(db, wanted.keys() - there)
        for key in [key for key in wanted if key in known]:
            line = BondLine(key, wanted[key], "" if wanted[key] else "mother")
            self._insert_bond(line, known[key])
        for _ in range(kept_count(kept, "collectors") - len(self.collectors)):
            self._insert_collector(CollectorLine(""))

    def add_collector(self) -> None:
        """Append an empty line."""
        self._insert_collector(CollectorLine(""))
        self.collectors[-1].name.setFocus()

    def _add_search(self, guardians: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        choices = [Choice("child", "Kind"), Choice("adult", "Sorgeberechtigte")]
        self.kind = Segmented(choices, "adult" if guardians else "child", name="Hinzufügen als")
        self.search = SearchField("Name suchen und hinzufügen")
        self.search.searched.connect(self.look_for)
        row.addWidget(self.kind)
        row.addWidget(self.search, 1)
        self.column.addLayout(row)
        self._found = self._room()

    def _room(self) -> QVBoxLayout:
        room = QVBoxLayout()
        room.setSpacing(theme().px(6))
        self.column.addLayout(room)
        return room

    def _clear_found(self) -> None:
        while self._found.count():
            item = self._found.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _insert_bond(self, line: BondLine, name: str) -> None:
        row = BondRow(line, names.shown(name, hidden=self._context.names_hidden))
        row.gone.clicked.connect(lambda: self._remove(row, self.bonds))
        self.bonds.append(row)
        self._bond_room.addWidget(row)

    def _insert_collector(self, line: CollectorLine) -> None:
        row = CollectorRow(line, len(self.collectors) + 1)
        row.gone.clicked.connect(lambda: self._remove(row, self.collectors))
        self.collectors.append(row)
        self._collector_room.addWidget(row)

    def _remove(self, row: QWidget, rows: list[Any]) -> None:
        rows.remove(row)
        row.hide()
        row.deleteLater()
