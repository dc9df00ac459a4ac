"""Invented values for the gallery and the tests of the widgets."""

from __future__ import annotations

from datetime import date, timedelta

from kursplaner.ui.widgets.calendar.values import CalendarBlock, CalendarContent, CalendarShade
from kursplaner.ui.widgets.grid.values import GridCell, GridContent, GridDate, GridPerson
from kursplaner.ui.widgets.map.values import MapContent, MapPlace, MapRoute
from kursplaner.ui.widgets.times.months import DayMark, StripHolidays
from kursplaner.ui.widgets.times.ratio_strip import RatioCell, RatioContent, Shift, ShiftTime
from kursplaner.ui.widgets.times.time_board import BoardBlock, BoardContent, BoardLane, BoardLine
from kursplaner.ui.widgets.times.timeline import Bar, Lane

MONDAY = date(2027, 3, 1)

DAY = (
    Lane(
        "Schulungsraum",
        (
            Bar("a2", 540, 690, "A2 Alltag · 14 Personen", 1),
            Bar("b1", 1020, 1155, "B1 Abend · 11 Personen", 2),
        ),
    ),
    Lane("Bibliothek", (Bar("nh", 900, 990, "Nachhilfe · 8", 5),)),
    Lane(
        "Nebenraum",
        (Bar("k1", 525, 705, "3 Kinder · 1 Betreuerin", 1), Bar("k2", 1010, 1165, "2 Kinder", 2)),
    ),
    Lane(
        "Bus 1",
        (
            Bar("r1", 485, 530, "8/8", 1),
            Bar("r2", 705, 750, "8/8", 1),
            Bar("r3", 980, 1010, "4/8", 2),
            Bar("r4", 1165, 1200, "4/8", 2),
        ),
    ),
)


def week(first: date = MONDAY) -> CalendarContent:
    """The week of the target picture."""
    days = tuple(first + timedelta(days=at) for at in range(5))
    room = ("Schulungsraum",)
    blocks = (
        CalendarBlock(1, days[0], 540, 690, "A1.1 Frauen", room, 0, "", "5/5", "6/8"),
        CalendarBlock(2, days[0], 900, 990, "Nachhilfe", ("Bibliothek",), 5),
        CalendarBlock(3, days[1], 540, 690, "A2 Alltag", room, 1, "", "3/5", "8/8"),
        CalendarBlock(4, days[1], 1020, 1155, "B1 Abend", room, 2, "", "2/5", "4/8"),
        CalendarBlock(5, days[2], 540, 690, "A1.1 Frauen", room, 0, "", "5/5", "6/8"),
        CalendarBlock(6, days[2], 960, 1020, "Frauensport", ("Turnhalle",), 4),
        CalendarBlock(7, days[3], 540, 690, "A2 Alltag", room, 1, "", "3/5", "8/8"),
        CalendarBlock(
            8,
            days[3],
            1080,
            1200,
            "Impfen",
            ("Ratssaal",),
            3,
            "",
            "4/5",
            "",
            "Fahrerin doppelt verplant",
        ),
        CalendarBlock(9, days[4], 540, 720, "Sprachcafé", ("Bibliothek",), 5),
    )
    shades = (CalendarShade(days[3], 720, 900),)
    return CalendarContent(days, blocks, (), shades, 8, 22, days[1])


def many_blocks(count: int, days: int = 5, lanes: int = 8) -> CalendarContent:
    """As many blocks as asked for in one week, for measuring."""
    week_days = tuple(MONDAY + timedelta(days=at) for at in range(days))
    blocks = tuple(
        CalendarBlock(
            at,
            week_days[at % days],
            480 + (at * 37 % 44) * 15,
            570 + (at * 37 % 44) * 15,
            f"Kurs {at % 60}",
            (f"Raum {at % lanes}",),
            at % 6,
            "",
            f"{at % 5}/5" if at % 2 else "",
            f"{at % 8}/8",
            "doppelt" if at % 31 == 0 else "",
        )
        for at in range(count)
    )
    return CalendarContent(week_days, blocks, (), (), 8, 21, MONDAY)


_NAMES = (
    ("Alekseeva, Olena", 2),
    ("Amini, Zahra", 1),
    ("Bakr, Layla", 0),
    ("Dvořáková, Jana", 0),
    ("Haddad, Rima", 3),
    ("Hussein, Amal", 1),
    ("Kovalenko, Iryna", 0),
    ("Nguyễn, Thị Hoa", 1),
    ("Novák, Petr", 0),
    ("Rahimi, Farid", 0),
    ("Şahin, Elif", 2),
    ("Tesfay, Selam", 0),
)
_MARKS = (
    "XXXXX",
    "XXUXX",
    "XXXXU",
    "EEXXX",
    "XXXXE",
    "XUEUE",
    "UXEXX",
    "XXXXX",
    "XXUXX",
    "--XXX",
    "XXXXX",
    "UXXXX",
)


def grid() -> GridContent:
    """The grid of the target picture."""
    days = [
        date(2027, 2, 2),
        date(2027, 2, 4),
        date(2027, 2, 23),
        date(2027, 2, 25),
        date(2027, 3, 2),
        date(2027, 3, 4),
        date(2027, 3, 9),
        date(2027, 3, 11),
        date(2027, 3, 16),
        date(2027, 3, 18),
    ]
    cells = {}
    for row, line in enumerate(_MARKS):
        for column, mark in enumerate(line):
            cells[row, column] = GridCell("", shaded=True) if mark == "-" else GridCell(mark)
    cells[6, 3] = GridCell("X", came=560)
    shares = ("90", "89", "98", "89", "93", "78", "91", "79", "100", "98", "84", "97")
    return GridContent(
        tuple(GridPerson(at, name, children) for at, (name, children) in enumerate(_NAMES)),
        tuple(GridDate(at, day, day == date(2027, 3, 2)) for at, day in enumerate(days)),
        cells,
        tuple(f"{share} %" for share in shares),
        ("11", "10", "12", "11", "10"),
        "89 %",
    )


def term() -> tuple[dict[date, DayMark], tuple[StripHolidays, ...]]:
    """Dates of a course between holidays."""
    marks: dict[date, DayMark] = {}
    winter = StripHolidays(date(2027, 2, 8), date(2027, 2, 19), "Winter")
    easter = StripHolidays(date(2027, 3, 26), date(2027, 4, 2), "Ostern")
    summer = StripHolidays(date(2027, 7, 10), date(2027, 7, 31), "Sommerferien")
    for span in (winter, easter):
        day = span.first
        while day <= span.last:
            marks[day] = DayMark("vacation", "Ferien")
            day += timedelta(days=1)
    for day in (date(2027, 3, 26), date(2027, 3, 28), date(2027, 3, 29)):
        marks[day] = DayMark("holiday", "Feiertag")
    day = date(2027, 2, 2)
    while day <= date(2027, 4, 29):
        if day.weekday() in {1, 3}:
            free = any(span.first <= day <= span.last for span in (winter, easter))
            state = "skipped" if free else "hint" if day == date(2027, 3, 18) else "term"
            marks[day] = DayMark(
                "skipped" if state == "skipped" else "hint" if state == "hint" else "term"
            )
        day += timedelta(days=1)
    return marks, (winter, easter, summer)


RATIO = RatioContent(
    (
        Bar("a", 525, 705, "A1.1 Frauen · 8 Kinder · Nebenraum", 0),
        Bar("f", 945, 1035, "Frauensport · 5 Kinder", 4),
    ),
    (
        *(
            RatioCell(start, start + 30, taken, 10, "good", note)
            for start, taken, note in (
                (510, 7, "3 frei"),
                (540, 9, "1 frei"),
                (570, 8, "2 frei"),
                (600, 8, "2 frei"),
                (630, 8, "2 frei"),
            )
        ),
        RatioCell(660, 690, 8, 5, "over", "3 zu viel"),
        RatioCell(690, 720, 8, 5, "over", "3 zu viel"),
        RatioCell(930, 960, 3, 5, "good", "2 frei"),
        RatioCell(960, 990, 5, 5, "full", "voll"),
        RatioCell(990, 1020, 5, 5, "full", "voll"),
        RatioCell(1020, 1050, 2, 5, "good", "3 frei"),
    ),
    (
        Shift("A. Lehmann", (ShiftTime(510, 705), ShiftTime(930, 1040))),
        Shift("S. Novák", (ShiftTime(510, 660), ShiftTime(660, 705, "fehlt", missing=True))),
    ),
    550,
    ((510, 720), (930, 1055)),
)


def _tour(key: str, times: tuple[int, int], colour: int, seats: str) -> BoardBlock:
    people, child_seats = seats.split()
    tone = "warning" if child_seats == "2/2" else "text"
    lines = (BoardLine("user", people), BoardLine("armchair", child_seats, tone))
    name = "Nord" if colour == 0 else "Süd"
    return BoardBlock(key, *times, name, lines, colour, back=key[1] in "24")


BOARD = BoardContent(
    (
        BoardLane(
            1,
            "Bus 1",
            "V-AD 210 · K. Roth",
            (
                _tour("n1", (470, 525), 0, "6/8 2/2"),
                _tour("n2", (700, 755), 0, "6/8 2/2"),
                _tour("n3", (955, 1008), 0, "4/8 1/2"),
                _tour("n4", (1165, 1218), 0, "4/8 1/2"),
            ),
        ),
        BoardLane(
            2,
            "Bus 2",
            "V-AD 317 · M. Vogel",
            (
                _tour("s1", (467, 530), 2, "7/8 1/2"),
                _tour("s2", (700, 763), 2, "7/8 1/2"),
                _tour("s3", (960, 1010), 2, "3/8 0/2"),
                _tour("s4", (1165, 1215), 2, "3/8 0/2"),
            ),
        ),
    ),
    (Bar("a2", 540, 690, "A2 Alltag 9:00–11:30"), Bar("b1", 1020, 1155, "B1 Abend 17:00–19:15")),
    ((465, 775), (935, 1225)),
)

MAP = MapContent(
    (
        MapPlace("adorf", "Adorf", 50_320_000, 12_257_000, centre=True),
        MapPlace("oelsnitz", "Oelsnitz", 50_415_000, 12_170_000, "8:16 · 3 Personen", "1 offen"),
        MapPlace("muehl", "Mühlental", 50_372_000, 12_290_000, "8:00 · 1 Person"),
        MapPlace("eichigt", "Eichigt", 50_355_000, 12_172_000, "8:30 · 2 Personen"),
        MapPlace("mark", "Markneukirchen", 50_311_000, 12_330_000),
        MapPlace("elster", "Bad Elster", 50_281_000, 12_235_000),
        MapPlace("bram", "Bad Brambach", 50_220_000, 12_318_000),
        MapPlace("kling", "Klingenthal", 50_357_000, 12_469_000, "", "1 offen"),
        MapPlace("schoen", "Schöneck", 50_391_000, 12_330_000),
    ),
    (
        MapRoute(
            1,
            "Nord, Bus 1",
            0,
            ("muehl", "oelsnitz", "eichigt"),
            "circle",
            "adorf",
            "adorf",
            "37 km",
        ),
        MapRoute(
            2, "Süd, Bus 2", 2, ("mark", "bram", "elster"), "square", "adorf", "adorf", "52 km"
        ),
    ),
    2,
)
