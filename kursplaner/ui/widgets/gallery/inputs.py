"""A list and every input."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from kursplaner.ui.widgets import (
    Cell,
    ChipRow,
    Choice,
    ChoiceField,
    Column,
    DateField,
    EmptyState,
    Field,
    FixedRows,
    Inspector,
    ListRow,
    ListTable,
    NumberField,
    Page,
    PrimaryButton,
    ProgressSteps,
    Row,
    Segmented,
    Switch,
    TextField,
    TimeField,
)
from kursplaner.ui.widgets.gallery.frame import framed

COLUMNS = (
    Column("name", "Name", 220),
    Column("role", "Rolle", 140),
    Column("place", "Ort", 160),
    Column("level", "Niveau", 90),
    Column("age", "Alter", 70, right=True),
    Column("state", "Stand", 160, stretch=True),
)


def lists() -> QWidget:
    """A list and every input."""
    page = Page("Personen", scroll=False, inspector=True)
    page.head.add_tool(PrimaryButton("Anmelden", "user-plus"))
    rows = [
        ListRow(
            at,
            (
                f"Person {at:03}",
                "Teilnehmende",
                "Oelsnitz",
                "A2",
                str(20 + at % 40),
                Cell("Angaben fehlen", "bad", "circle-alert")
                if at % 5 == 0
                else Cell("vollständig", "good", "check"),
            ),
        )
        for at in range(300)
    ]
    table = ListTable("Personen", COLUMNS, FixedRows(COLUMNS, rows))
    table.choose(2)
    page.body.addWidget(table, 1)
    page.body.addWidget(
        ChipRow(
            [Choice("a", "Alle"), Choice("b", "A1.1 Frauen"), Choice("c", "A2 Alltag")],
            ["a"],
            name="Kurse",
        )
    )
    page.body.addWidget(ProgressSteps(["good", "good", "warning", "line"], "2 von 4 erreicht"))
    page.body.addWidget(EmptyState("Hier stehen die Räume.", "Neuer Raum", "door-open"))
    if page.inspector is not None:
        _ask(page.inspector)
    window = framed(page, "people")
    window.resize(1440, 900)
    return window


def _ask(inspector: Inspector) -> None:
    inspector.begin("Neuer Kurs", "Angaben", "Vorbelegt aus A2-02, Herbst 2026")
    inspector.add(Field("Kursart", ChoiceField([Choice("d", "Deutschkurs")], name="Kursart")))
    inspector.add(Field("Titel", TextField("A2 Alltag am Vormittag", name="Titel")))
    inspector.add(
        Field(
            "Niveau",
            Segmented(
                [Choice(each, each) for each in ("A1", "A2", "B1", "B2")],
                "A2",
                name="Niveau",
                stretch=True,
            ),
        )
    )
    inspector.add(Field("Umfang", NumberField(60, name="Umfang", unit="UE")))
    inspector.add(Field("Von", TimeField(540, name="Von")))
    inspector.add(
        Field("Ab", DateField(date(2027, 2, 2), name="Ab"), "3 UE je Termin, 15 Minuten Pause")
    )
    inspector.add(
        Row(
            "Betreuung",
            "5 Plätze, 8:45 bis 11:45",
            icon="baby",
            tool=Switch("Betreuung", on=True),
            margin=0,
        )
    )
    inspector.finish()
