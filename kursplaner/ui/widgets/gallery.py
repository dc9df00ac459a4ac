"""Pictures of the widgets with invented values.

Run `python -m kursplaner.ui.widgets.gallery FOLDER [SCALE] [NAME]`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from kursplaner.ui.theme import theme
from kursplaner.ui.tokens import Mode
from kursplaner.ui.widgets import (
    AttendanceGrid,
    BarChart,
    Button,
    Card,
    Cell,
    ChipRow,
    Choice,
    ChoiceField,
    Column,
    DateField,
    Divider,
    EmptyState,
    Field,
    Figure,
    FixedRows,
    ListRow,
    ListTable,
    MapView,
    MessageCard,
    MiniMonths,
    MonthLegend,
    MonthStrip,
    NoticeBar,
    NumberField,
    Page,
    PeriodStepper,
    Pill,
    PrimaryButton,
    ProgressSteps,
    Rail,
    RailEntry,
    RatioStrip,
    Row,
    RowList,
    Segmented,
    Switch,
    Tabs,
    Text,
    TextField,
    TimeBoard,
    TimeField,
    Timeline,
    ValueRow,
    WeekCalendar,
    samples,
)
from kursplaner.ui.widgets.texts import PillTone, Tone

PLACES = (
    RailEntry("today", "Heute", "sun"),
    RailEntry("calendar", "Kalender", "calendar-days"),
    RailEntry("courses", "Kurse", "graduation-cap"),
    RailEntry("people", "Personen", "users"),
    RailEntry("rooms", "Räume", "door-open"),
    RailEntry("childcare", "Betreuung", "baby"),
    RailEntry("rides", "Fahrdienst", "bus"),
    RailEntry("history", "Verlauf", "history", bottom=True),
    RailEntry("settings", "Einstellungen", "settings", bottom=True),
)


def framed(page: QWidget, place: str) -> QWidget:
    """A page beside the rail, as the window shows it."""
    window = QWidget()
    window.setProperty("ground", "background")
    window.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    rail = Rail(PLACES)
    rail.show_town("Adorf/Vogtl.", "Frühjahr 2027")
    rail.choose(place)
    rail.set_badge("rides", 2)
    row.addWidget(rail)
    row.addWidget(page, 1)
    return window


def today() -> QWidget:
    """Heute."""
    page = Page("Heute, Dienstag 2. März 2027")
    page.head.add_tool(Button("Ausfall melden", icon="user-x"))
    page.head.add_tool(PrimaryButton("Listen für heute drucken", "printer"))
    line = Timeline()
    line.show_day(samples.DAY, 620)
    page.body.addWidget(line)
    below = QHBoxLayout()
    below.setSpacing(theme().px(16))
    below.addWidget(_to_do(), 8)
    right = QVBoxLayout()
    right.setSpacing(theme().px(16))
    right.addWidget(_here())
    right.addWidget(_follow_ups())
    right.addStretch(1)
    below.addLayout(right, 5)
    below.setAlignment(Qt.AlignmentFlag.AlignTop)
    page.body.addLayout(below)
    page.body.addStretch(1)
    window = framed(page, "today")
    notice = NoticeBar(window, lambda: ["Anwesenheit gespeichert"])
    window.resize(1440, 900)
    notice.show_notice("A2 Alltag: 14 Anwesenheiten gespeichert", undo=True)
    return window


def _to_do() -> QWidget:
    card = Card("Zu tun", margin=0)
    card.body.setContentsMargins(1, 0, 1, 0)
    rows = RowList()
    to_do: tuple[tuple[str, Tone, str, str, str], ...] = (
        (
            "phone",
            "bad",
            "2 Familien nicht erreicht",
            "Betreuung am Donnerstag fällt aus, Absage an 5 Familien",
            "Anrufliste",
        ),
        (
            "bus",
            "bad",
            "Fahrerin für die Rückfahrt 19:25 fehlt",
            "Frau R. ist krank gemeldet; Herr V. wäre frei",
            "Herrn V. einteilen",
        ),
        (
            "clipboard-check",
            "warning",
            "Anwesenheit von gestern fehlt",
            "A1.1 Frauen, 1. März, 12 Personen",
            "Eintragen",
        ),
        (
            "file-clock",
            "warning",
            "Führungszeugnis läuft am 15. März ab",
            "Betreuerin, Vorlage alle 5 Jahre",
            "Öffnen",
        ),
        (
            "euro",
            "second",
            "Verwendungsnachweis fällig am 31. März",
            "DWK-Integration, Prüfung: 2 Hinweise",
            "Prüfen",
        ),
    )
    for icon, tone, title, words, button in to_do:
        rows.add(Row(title, words, icon=icon, icon_tone=tone, tool=Button(button)))
    card.body.addWidget(rows)
    card.body.addStretch(1)
    return card


def _here() -> QWidget:
    card = Card("Jetzt hier")
    row = QHBoxLayout()
    for values in (
        ("13", "Erwachsene", "1 fehlt entschuldigt"),
        ("3", "Kinder", "1 Betreuerin, Platz für 2"),
        ("0", "unterwegs", "nächste Fahrt 11:45"),
    ):
        row.addWidget(Figure(*values), 1)
    card.body.addLayout(row)
    card.body.addWidget(Button("Räumungsliste", icon="siren"), 0, Qt.AlignmentFlag.AlignLeft)
    return card


def _follow_ups() -> QWidget:
    card = Card("Wiedervorlage", margin=0)
    card.body.setContentsMargins(1, 0, 1, 0)
    rows = RowList(top_line=False)
    for title, day in (
        ("Kita-Platz für zwei Kinder nachfragen", "heute"),
        ("Zertifikat A2 im Rathaus abholen", "Do 04.03."),
        ("Praktikum Bäckerei: Rückruf", "Fr 05.03."),
    ):
        rows.add(Row(title, tool=Text(day, "plain", "second")))
    card.body.addWidget(rows)
    return card


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
    inspector = page.inspector
    if inspector is not None:
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
        chain: tuple[tuple[str, str, str, PillTone, str], ...] = (
            ("door-open", "Schulungsraum", "24 Plätze, barrierefrei", "good", "frei"),
            ("user", "Lehrkraft", "B. Seidel", "good", "frei"),
            ("baby", "Betreuung Nebenraum", "2 von 5 Kindern, 1 Betreuerin", "good", "frei"),
            ("bus", "Hinfahrt 16:20–16:50", "4 von 8 Plätzen, 1 Kindersitz", "bad", "verplant"),
            ("bus", "Rückfahrt 19:25–20:00", "4 von 8 Plätzen", "good", "frei"),
        )
        for icon, title, words, tone, state in chain:
            rows.add(Row(title, words, icon=icon, tool=Pill(state, tone), margin=0, wrap=True))
        inspector.add(rows)
        inspector.finish()
    window = framed(page, "calendar")
    window.resize(1440, 900)
    window.show()
    QApplication.processEvents()
    view.show_ghost(4, date(2027, 3, 4), 1020)
    return window


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
    page.body.addWidget(card, 1)
    inspector = page.inspector
    if inspector is not None:
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
    window = framed(page, "courses")
    window.resize(1440, 900)
    return window


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
    inspector = page.inspector
    if inspector is not None:
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
    window = framed(page, "people")
    window.resize(1440, 900)
    return window


PICTURES: dict[str, Callable[[], QWidget]] = {
    "heute": today,
    "kalender": calendar,
    "kurs": course,
    "fahrdienst": rides,
    "betreuung": childcare,
    "personen": lists,
}


def main(folder: Path, scale: int = 100, only: str = "") -> None:
    """Write one picture per page and mode."""
    app = QApplication.instance() or QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    modes: tuple[Mode, ...] = ("light", "dark")
    for mode in modes:
        theme().apply(mode, scale)
        for name, make in PICTURES.items():
            if only and only != name:
                continue
            window = make()
            window.show()
            app.processEvents()
            window.grab().save(str(folder / f"{name}-{mode}-{scale}.png"))
            window.close()
            window.deleteLater()
            app.processEvents()


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        int(sys.argv[2]) if len(sys.argv) > 2 else 100,
        sys.argv[3] if len(sys.argv) > 3 else "",
    )
