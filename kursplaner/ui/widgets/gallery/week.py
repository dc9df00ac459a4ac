"""Kalender."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from kursplaner.ui.widgets import (
    Button,
    Card,
    Choice,
    Inspector,
    Page,
    PeriodStepper,
    Pill,
    PrimaryButton,
    Row,
    RowList,
    Segmented,
    Text,
    WeekCalendar,
    samples,
)
from kursplaner.ui.widgets.gallery.frame import framed
from kursplaner.ui.widgets.texts import PillTone

CHAIN: tuple[tuple[str, str, str, PillTone, str], ...] = (
    ("door-open", "Schulungsraum", "24 Plätze, barrierefrei", "good", "frei"),
    ("user", "Lehrkraft", "B. Seidel", "good", "frei"),
    ("baby", "Betreuung Nebenraum", "2 von 5 Kindern, 1 Betreuerin", "good", "frei"),
    ("bus", "Hinfahrt 16:20–16:50", "4 von 8 Plätzen, 1 Kindersitz", "bad", "verplant"),
    ("bus", "Rückfahrt 19:25–20:00", "4 von 8 Plätzen", "good", "frei"),
)


def calendar() -> QWidget:
    """Kalender with a proposal."""
    page = Page("Kalender", scroll=False, inspector=True)
    page.head.add_beside(PeriodStepper("KW 9 · 1.–5. März 2027", width=160))
    page.head.add_tool(
        Segmented(
            [Choice("d", "Tag"), Choice("w", "Woche"), Choice("m", "Monat")], "w", name="Ansicht"
        )
    )
    page.head.add_tool(Button("Nach Räumen", icon="rows-3"))
    page.head.add_tool(PrimaryButton("Neuer Kurs", "plus"))
    view = WeekCalendar()
    view.show_content(samples.week())
    view.choose(4)
    page.body.addWidget(view, 1)
    if page.inspector is not None:
        _tell(page.inspector)
    window = framed(page, "calendar")
    window.resize(1440, 900)
    window.show()
    QApplication.processEvents()
    view.show_ghost(4, date(2027, 3, 4), 1020)
    return window


def _tell(inspector: Inspector) -> None:
    inspector.begin("Termin 14 von 32", "B1 Abend", "Di 02.03. 17:00–19:15 · 3 UE")
    card = Card(tone="accent", margin=12, spacing=4)
    card.body.addWidget(Text("Verschieben auf Do 04.03. 17:00", "head"))
    card.body.addWidget(
        Text("1 Raum, 2 Kinder, 2 Fahrten ziehen mit. 1 Fahrerin ist verplant.", wrap=True)
    )
    buttons = QHBoxLayout()
    buttons.addWidget(PrimaryButton("Übernehmen"))
    buttons.addWidget(Button("Verwerfen", "quiet"))
    buttons.addStretch(1)
    card.body.addLayout(buttons)
    inspector.add(card)
    inspector.space(12)
    rows = RowList()
    for icon, title, words, tone, state in CHAIN:
        rows.add(Row(title, words, icon=icon, tool=Pill(state, tone), margin=0, wrap=True))
    inspector.add(rows)
    inspector.finish()
