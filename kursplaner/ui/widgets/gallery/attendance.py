"""One course with its attendance."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kursplaner.ui.widgets import (
    AttendanceGrid,
    BarChart,
    Button,
    Card,
    Choice,
    Divider,
    Inspector,
    Page,
    Pill,
    PrimaryButton,
    Row,
    Segmented,
    Tabs,
    Text,
    ValueRow,
    samples,
)
from kursplaner.ui.widgets.gallery.frame import framed


def course() -> QWidget:
    """Kurse with the grid."""
    page = Page("A2 Alltag am Vormittag", scroll=False, inspector=True)
    page.head.show_title("A2 Alltag am Vormittag", "Kurse / A2-03")
    page.head.add_beside(Pill("läuft, 14 von 32 Terminen", "good"))
    for button in (
        Button("Liste drucken", icon="printer"),
        Button("Liste einlesen", icon="scan-line"),
        PrimaryButton("Anmelden", "user-plus"),
    ):
        page.head.add_tool(button)
    tabs = Tabs(
        [
            Choice(key, key)
            for key in (
                "Überblick",
                "Termine",
                "Personen",
                "Anwesenheit",
                "Betreuung",
                "Fahrten",
                "Papiere",
                "Kosten",
            )
        ],
        "Anwesenheit",
    )
    page.column.insertWidget(1, tabs)
    page.body.setContentsMargins(24, 16, 24, 16)
    page.body.addWidget(_grid_card(), 1)
    if page.inspector is not None:
        _tell(page.inspector)
    window = framed(page, "courses")
    window.resize(1440, 900)
    return window


def _grid_card() -> Card:
    card = Card(margin=0, spacing=0)
    card.body.setContentsMargins(1, 0, 1, 4)
    tools = QHBoxLayout()
    tools.setContentsMargins(12, 10, 12, 10)
    tools.addWidget(
        Segmented(
            [Choice("1", "Feb–März"), Choice("2", "Apr–Mai"), Choice("3", "Jun–Jul")],
            "1",
            name="Zeitraum",
        )
    )
    tools.addWidget(Button("Alle da", icon="check-check"))
    tools.setSpacing(8)
    tools.addWidget(
        Text("X anwesend   E entschuldigt   U unentschuldigt   K kommt/geht", "note", "second")
    )
    tools.addStretch(1)
    card.body.addLayout(tools)
    card.body.addWidget(Divider("line"))
    grid = AttendanceGrid()
    grid.show_content(samples.grid())
    grid.choose(4, 4)
    card.body.addWidget(grid, 1)
    return card


def _tell(inspector: Inspector) -> None:
    inspector.begin("Ausgewählt", "Haddad, Rima", "Di 02.03. · 9:00–11:30 · 3 UE")
    inspector.add(ValueRow("Vermerk", "entschuldigt, Kind krank"))
    inspector.add(ValueRow("Nachweis", Pill("Attest fehlt noch", "warning")))
    inspector.add(ValueRow("Kinder heute", "keines gebracht"))
    inspector.section("Familie", small=True)
    inspector.add(Row("Sami, 6 Jahre", tool=Pill("Sitzerhöhung"), margin=0))
    inspector.section("Anwesenheit", small=True)
    inspector.add(BarChart([(1, True)] * 9 + [(0.3, False)] * 3, "11 von 14 Terminen"))
    inspector.add(Text("11 von 14 Terminen, 3 entschuldigt", "plain", "second"))
    inspector.finish()
