"""The building blocks of every page; they take plain values and know no store."""

from kursplaner.ui.widgets.buttons import (
    Button,
    ChipRow,
    Choice,
    IconButton,
    PrimaryButton,
    Segmented,
    Switch,
)
from kursplaner.ui.widgets.calendar.values import (
    CalendarBlock,
    CalendarContent,
    CalendarLane,
    CalendarShade,
    Verdict,
)
from kursplaner.ui.widgets.calendar.week_calendar import WeekCalendar
from kursplaner.ui.widgets.cards import (
    Band,
    Card,
    CardHead,
    Divider,
    Figure,
    Row,
    RowList,
    ValueRow,
    WholeRow,
)
from kursplaner.ui.widgets.command_palette import (
    CommandPalette,
    PaletteEntry,
)
from kursplaner.ui.widgets.confirm import (
    ConfirmDialog,
    Dialog,
)
from kursplaner.ui.widgets.date_fields import (
    DateField,
    TimeField,
)
from kursplaner.ui.widgets.fields import (
    ChoiceField,
    Field,
    NumberField,
    SearchField,
    TextField,
    beside,
    beside_button,
    written_in,
)
from kursplaner.ui.widgets.grid.attendance_grid import AttendanceGrid
from kursplaner.ui.widgets.grid.values import MARKS, GridCell, GridContent, GridDate, GridPerson
from kursplaner.ui.widgets.lists.model import Cell, Column, FixedRows, ListRow, Order, RowSource
from kursplaner.ui.widgets.lists.table import ListTable
from kursplaner.ui.widgets.map.picking import PickMap
from kursplaner.ui.widgets.map.values import MapContent, MapPlace, MapRoute
from kursplaner.ui.widgets.map.view import MapView
from kursplaner.ui.widgets.pages.focus_ring import FocusRing
from kursplaner.ui.widgets.pages.frame import Page
from kursplaner.ui.widgets.pages.inspector import Inspector
from kursplaner.ui.widgets.pages.notice_bar import NoticeBar
from kursplaner.ui.widgets.pages.parts import (
    EmptyState,
    MessageCard,
    PageHead,
    PeriodStepper,
    Tabs,
)
from kursplaner.ui.widgets.pages.rail import Rail, RailEntry
from kursplaner.ui.widgets.scrolling import scrolled, show_in
from kursplaner.ui.widgets.suggest_field import SuggestField
from kursplaner.ui.widgets.texts import (
    Elide,
    IconLabel,
    KeyHint,
    Pill,
    Text,
    mark_bad,
)
from kursplaner.ui.widgets.times.charts import BarChart, ProgressSteps
from kursplaner.ui.widgets.times.months import (
    DayMark,
    MiniMonths,
    MonthLegend,
    MonthStrip,
    StripHolidays,
)
from kursplaner.ui.widgets.times.ratio_strip import (
    RatioCell,
    RatioContent,
    RatioStrip,
    Shift,
    ShiftTime,
    folded,
)
from kursplaner.ui.widgets.times.time_axis import clock, clock_span
from kursplaner.ui.widgets.times.time_board import (
    PASSENGER,
    BoardBlock,
    BoardContent,
    BoardLane,
    BoardLine,
    TimeBoard,
)
from kursplaner.ui.widgets.times.timeline import Bar, Lane, Timeline
from kursplaner.ui.widgets.written import (
    MONTHS,
    WEEKDAYS,
    parsed_date,
    parsed_time,
    short_date,
)

__all__ = [
    "MARKS",
    "MONTHS",
    "PASSENGER",
    "WEEKDAYS",
    "AttendanceGrid",
    "Band",
    "Bar",
    "BarChart",
    "BoardBlock",
    "BoardContent",
    "BoardLane",
    "BoardLine",
    "Button",
    "CalendarBlock",
    "CalendarContent",
    "CalendarLane",
    "CalendarShade",
    "Card",
    "CardHead",
    "Cell",
    "ChipRow",
    "Choice",
    "ChoiceField",
    "Column",
    "CommandPalette",
    "ConfirmDialog",
    "DateField",
    "DayMark",
    "Dialog",
    "Divider",
    "Elide",
    "EmptyState",
    "Field",
    "Figure",
    "FixedRows",
    "FocusRing",
    "GridCell",
    "GridContent",
    "GridDate",
    "GridPerson",
    "IconButton",
    "IconLabel",
    "Inspector",
    "KeyHint",
    "Lane",
    "ListRow",
    "ListTable",
    "MapContent",
    "MapPlace",
    "MapRoute",
    "MapView",
    "MessageCard",
    "MiniMonths",
    "MonthLegend",
    "MonthStrip",
    "NoticeBar",
    "NumberField",
    "Order",
    "Page",
    "PageHead",
    "PaletteEntry",
    "PeriodStepper",
    "PickMap",
    "Pill",
    "PrimaryButton",
    "ProgressSteps",
    "Rail",
    "RailEntry",
    "RatioCell",
    "RatioContent",
    "RatioStrip",
    "Row",
    "RowList",
    "RowSource",
    "SearchField",
    "Segmented",
    "Shift",
    "ShiftTime",
    "StripHolidays",
    "SuggestField",
    "Switch",
    "Tabs",
    "Text",
    "TextField",
    "TimeBoard",
    "TimeField",
    "Timeline",
    "ValueRow",
    "Verdict",
    "WeekCalendar",
    "WholeRow",
    "beside",
    "beside_button",
    "clock",
    "clock_span",
    "folded",
    "mark_bad",
    "parsed_date",
    "parsed_time",
    "scrolled",
    "short_date",
    "show_in",
    "written_in",
]
