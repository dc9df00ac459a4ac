"""Fahrdienst and Betreuung."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kursplaner.ui.widgets import (
    Button,
    Card,
    Figure,
    MapView,
    MessageCard,
    MiniMonths,
    MonthLegend,
    MonthStrip,
    Page,
    PeriodStepper,
    PrimaryButton,
    RatioStrip,
    TimeBoard,
    samples,
)
from kursplaner.ui.widgets.gallery.frame import framed


def rides() -> QWidget:
    """Fahrdienst."""
    page = Page("Fahrdienst", inspector=True)
    page.head.add_beside(PeriodStepper("Do 04.03.2027"))
    page.head.add_tool(PrimaryButton("Tag planen", "wand-sparkles"))
    row = QHBoxLayout()
    row.setSpacing(12)
    view = MapView()
    view.setMinimumHeight(444)
    view.show_content(samples.MAP)
    view.choose_route(1)
    row.addWidget(view, 521)
    side = Card("Plan für den Tag")
    figures = QHBoxLayout()
    for values in (("13", "hin am Morgen", "von 15 Personen"), ("356", "Kilometer", "8 Touren")):
        figures.addWidget(Figure(*values), 1)
    side.body.addLayout(figures)
    side.body.addStretch(1)
    row.addWidget(side, 370)
    page.body.addLayout(row)
    board = TimeBoard()
    board.show_content(samples.BOARD)
    board.choose("n1")
    page.body.addWidget(board)
    page.body.addStretch(1)
    window = framed(page, "rides")
    window.resize(1440, 900)
    return window


def childcare() -> QWidget:
    """Betreuung."""
    page = Page("Betreuung", inspector=True)
    page.head.add_beside(PeriodStepper("Mi 03.03.2027"))
    page.head.add_tool(Button("Tagesliste", icon="printer"))
    strip = RatioStrip()
    strip.show_content(samples.RATIO)
    page.body.addWidget(strip)
    alarm = MessageCard("Ab 11:00 fehlen 3 Plätze:", "8 belegt, 5 erlaubt. Nur A. Lehmann ist da.")
    alarm.add(Button("S. Novák bis 11:45", icon="clock"))
    page.body.addWidget(alarm)
    marks, spans = samples.term()
    card = Card("20 Termine, 60 UE")
    card.head.add(MonthLegend())
    months = MonthStrip()
    months.show_plan(
        date(2027, 2, 1), date(2027, 7, 31), marks, spans, date(2027, 4, 29), "10 Wochen Reserve"
    )
    card.body.addWidget(months)
    small = MiniMonths()
    small.show_plan([(2027, 2), (2027, 3), (2027, 4)], marks, {(2027, 2): "4 Termine"})
    card.body.addWidget(small)
    page.body.addWidget(card)
    page.body.addStretch(1)
    window = framed(page, "childcare")
    window.resize(1440, 900)
    return window
