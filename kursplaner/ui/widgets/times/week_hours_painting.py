"""How a week of hours is painted: ground, hours, what is planned, the stroke, the heads."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from kursplaner.ui.look import icons, painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.times.time_axis import clock, clock_span
from kursplaner.ui.widgets.times.week_hours_values import HoursBar, HoursBlock, Stroke, WeekFrame

RADIUS = 8
TONES = {"available": "good", "if_needed": "warning", "wish": "accent"}
ICONS = {"available": "check", "if_needed": "clock", "": "ban", "wish": "heart"}
SMALLEST_TEXT = 26
"""Pixels a bar must be high to be named."""


def ground(painter: QPainter, week: WeekFrame) -> None:
    """Paint the sheet, hatched where nobody is there."""
    whole = QRectF(0, 0, week.width, week.height)
    painting.frame(painter, whole, theme().px(RADIUS), theme().c("surface"), theme().c("line"))
    painter.save()
    painter.setClipPath(_inside(whole))
    first, last = week.day_box(0), week.day_box(6)
    field = first.united(last)
    painting.hatched(painter, field, theme().c("faint"), theme().px(14), theme().px(5))
    painter.restore()


def _inside(whole: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(whole.adjusted(1, 1, -1, -1), theme().px(RADIUS), theme().px(RADIUS))
    return path


def bar(painter: QPainter, week: WeekFrame, hours: HoursBar, label: str) -> None:
    """Paint hours in which somebody is there."""
    box = week.box(hours.weekday, hours.starts, hours.ends).adjusted(1, 1, 0, -1)
    if box.height() <= 0:
        return
    tone = TONES[hours.kind]
    dashed = hours.kind == "if_needed"
    fill, edge = theme().c(f"{tone}_weak"), theme().c(tone)
    painting.block(painter, box, fill, fill if dashed else edge, theme().px(5), theme().px(3))
    if dashed:
        _dashes(painter, box)
    if box.height() >= theme().px(SMALLEST_TEXT):
        text = box.adjusted(theme().px(12), 0, -theme().px(4), -theme().px(4))
        line = QRectF(text.left(), text.bottom() - theme().px(16), text.width(), theme().px(16))
        painting.text(painter, line, label, theme().font(11), theme().c(tone))


def _dashes(painter: QPainter, box: QRectF) -> None:
    """Paint the edge of hours for need only: dashes, so that the colour is not all there is."""
    step, long_, wide = theme().px(6), theme().px(4), theme().px(3)
    y = box.top() + theme().px(2)
    while y < box.bottom() - long_:
        painter.fillRect(QRectF(box.left(), y, wide, long_), theme().c("warning"))
        y += step


def lines(painter: QPainter, week: WeekFrame) -> None:
    """Paint the hours at the left and the lines between days and hours."""
    first, last = week.first, week.last
    left, right = week.day_box(0).left(), week.width - 1
    for minute in range(first, last, 60):
        y = week.y_of(minute)
        tone = theme().c("line") if minute == first else theme().c("faint")
        painting.horizontal(painter, left, right, y, tone)
        label = QRectF(0, y - theme().px(8), left - theme().px(8), theme().px(16))
        side = Qt.AlignmentFlag.AlignRight
        painting.text(painter, label, clock(minute), theme().font(11), theme().c("text2"), side)
    top, bottom = 1, week.height - 1
    for weekday in range(7):
        x = week.day_box(weekday).left()
        painting.vertical(painter, x, top, bottom, theme().c("line"))


def block(painter: QPainter, week: WeekFrame, planned: HoursBlock) -> None:
    """Paint what is planned; framed where it does not fit any more."""
    side = theme().px(12)
    box = week.box(planned.weekday, planned.starts, planned.ends).adjusted(side, 1, -side, -1)
    pair = theme().course_pair(planned.colour)
    painting.block(painter, box, pair.fill, pair.edge, theme().px(5), theme().px(3))
    if planned.touched:
        painting.frame(painter, box, theme().px(5), None, theme().c("bad"), 1.5)
    else:
        painting.frame(painter, box, theme().px(5), None, theme().c("surface"))
    inner = box.adjusted(theme().px(8), theme().px(3), -theme().px(3), 0)
    titles = painting.wrapped(theme().font(12, 600), planned.title, inner.width(), 3)
    rows = [*((title, 600) for title in titles), (clock_span(planned.starts, planned.ends), 400)]
    for number, (text, weight) in enumerate(rows):
        height = theme().px(16)
        line = QRectF(inner.left(), inner.top() + number * height, inner.width(), height)
        if line.bottom() <= box.bottom():
            painting.text(painter, line, text, theme().font(12, weight), theme().c("text"))


def stroke(painter: QPainter, week: WeekFrame, wanted: Stroke, brush: str) -> None:
    """Paint what is being painted, with its times."""
    first = week.box(wanted.first_day, wanted.starts, wanted.ends)
    box = first.united(week.box(wanted.last_day, wanted.starts, wanted.ends))
    accent = theme().c("accent")
    dash = Qt.PenStyle.CustomDashLine
    weak = theme().c("accent_weak")
    weak.setAlpha(110)
    painting.frame(painter, box.adjusted(1, 1, -1, -1), theme().px(6), weak, accent, 2, dash)
    text = clock_span(wanted.starts, wanted.ends)
    font = theme().font(12, 500)
    wide = painting.metrics(font).horizontalAdvance(text) + theme().px(30)
    label = QRectF(box.left() + theme().px(8), box.top() + theme().px(4), wide, theme().px(20))
    painting.frame(painter, label, theme().px(4), theme().c("surface"))
    size = theme().px(14)
    icons.draw(painter, ICONS[brush], accent, label.left() + 4, label.top() + theme().px(3), size)
    words = label.adjusted(theme().px(22), 0, 0, 0)
    painting.text(painter, words, text, font, accent)


def mark(painter: QPainter, week: WeekFrame, weekday: int, minute: int) -> None:
    """Paint where the keys are."""
    box = week.box(weekday, minute, minute + 30).adjusted(2, 1, -2, -1)
    painting.frame(painter, box, theme().px(4), None, theme().c("accent"), 2)


def heads(painter: QPainter, week: WeekFrame, named: Sequence[tuple[str, str]]) -> None:
    """Paint the names of the days with their hours."""
    for weekday, (name, hours) in enumerate(named):
        column = week.day_box(weekday)
        box = QRectF(column.left() + theme().px(12), 1, column.width(), column.top() - 1)
        font = theme().font(13, 600)
        wide = painting.metrics(font).horizontalAdvance(name) + theme().px(8)
        painting.text(painter, box, name, font, theme().c("text"))
        rest = box.adjusted(wide, 0, -theme().px(14), 0)
        painting.text(painter, rest, hours, theme().font(12), theme().c("text2"))
    first = week.day_box(0)
    painting.horizontal(painter, first.left(), week.width - 1, first.top(), theme().c("line"))
