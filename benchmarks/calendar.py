"""The week calendar with 2 000 blocks, beside the same data in a QGraphicsView."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QMouseEvent, QPen
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView, QWidget

from benchmarks.measure import Figure, median_ms
from kursplaner.ui.start import application
from kursplaner.ui.widgets.calendar.values import (
    CalendarBlock,
    CalendarContent,
    CalendarLane,
    Verdict,
)
from kursplaner.ui.widgets.calendar.week_calendar import WeekCalendar

BLOCKS, LANES, DAYS, ROOMS = 2000, 8, 5, 40
MONDAY = date(2027, 3, 1)
SIZE = (1600, 1000)
TOUCHED = (120, 80)


def figures() -> Iterator[Figure]:
    """Measure a full paint and one step of a drag, ours and the peer's."""
    app = application([])
    ours, peer = _calendar(), _peer()
    app.processEvents()
    paint = median_ms(ours.paint_now, 15, 3)
    beside = median_ms(lambda: _paint(peer.viewport()), 15, 3)
    yield Figure(f"week calendar, {BLOCKS} blocks, full paint", paint, limit=16)
    yield Figure("the same in a QGraphicsView", beside, beside="the peer")
    yield Figure("week calendar, one drag step, painted at once", _drag_step(ours), limit=1)
    yield Figure("the same in a QGraphicsView", _peer_step(peer), beside="the peer")
    rows = _by_rooms()
    app.processEvents()
    paint = median_ms(rows.paint_now, 15, 3)
    many = f"{ROOMS} rooms as rows"
    yield Figure(f"week by rooms, {BLOCKS} blocks, full paint", paint, limit=16, beside=many)
    yield Figure("week by rooms, one drag step, painted at once", _drag_step(rows), limit=1)
    county, town = _content_by_rooms(), _calendar_content()

    def there_and_back() -> None:
        rows.show_content(town)
        rows.show_content(county)

    switch = median_ms(there_and_back, 7, 1) / 2
    yield Figure(f"from days to rooms or back, {BLOCKS} blocks", switch, limit=50)


def _blocks() -> Iterator[CalendarBlock]:
    for number in range(BLOCKS):
        lane, rest = number % LANES, number // LANES
        day, slot = rest % DAYS, rest // DAYS
        starts = 480 + (slot % 50) * 15
        yield CalendarBlock(
            key=number,
            day=MONDAY + timedelta(days=day),
            starts=starts,
            ends=starts + 14,
            title=f"Kurs {number}",
            lines=("Raum",),
            colour=number,
            lane=str(lane),
            childcare="3/5",
            rides="6/8",
        )


def _calendar_content() -> CalendarContent:
    days = tuple(MONDAY + timedelta(days=number) for number in range(DAYS))
    lanes = tuple(CalendarLane(str(number), f"Raum {number}") for number in range(LANES))
    return CalendarContent(days, tuple(_blocks()), lanes)


def _content_by_rooms() -> CalendarContent:
    """The same number of blocks on many rooms, one row each, house by house."""
    days = tuple(MONDAY + timedelta(days=number) for number in range(DAYS))
    lanes = tuple(
        CalendarLane(str(number), f"Raum {number}", number // 4, f"Haus {number // 4}")
        for number in range(ROOMS)
    )
    blocks = []
    for number, block in enumerate(_blocks()):
        lane, rest = number % ROOMS, number // ROOMS
        starts = 480 + rest // DAYS * 75
        mark = f"IK-{number:04}"
        place = {"lane": str(lane), "day": days[rest % DAYS], "starts": starts, "ends": starts + 60}
        blocks.append(replace(block, number=mark, short=mark, **place))  # type: ignore[arg-type]
    return CalendarContent(days, tuple(blocks), lanes, across=True)


def _by_rooms() -> WeekCalendar:
    return _shown(_content_by_rooms())


def _calendar() -> WeekCalendar:
    return _shown(_calendar_content())


def _shown(content: CalendarContent) -> WeekCalendar:
    calendar = WeekCalendar()
    calendar.resize(*SIZE)
    calendar.show_content(content)
    calendar.set_judge(lambda _: lambda _day, _minute, _lane: Verdict("free"))
    calendar.show()
    return calendar


def _peer() -> QGraphicsView:
    view = QGraphicsView()
    scene = QGraphicsScene(0, 0, *SIZE, view)
    pen = QPen(QColor("#2F6FA8"))
    for number, block in enumerate(_blocks()):
        column = (block.day - MONDAY).days * LANES + int(block.lane)
        x, y = column * SIZE[0] / (LANES * DAYS), (block.starts - 480) * SIZE[1] / 780
        box = QRectF(x, y, SIZE[0] / (LANES * DAYS) - 1, 14 * SIZE[1] / 780)
        item = scene.addRect(box, pen, QBrush(QColor("#DCEBF7")))
        item.setFlag(item.GraphicsItemFlag.ItemIsMovable)
        text = scene.addSimpleText(f"Kurs {number}")
        text.setParentItem(item)
        text.setPos(box.topLeft() + QPointF(2, 1))
    view.setScene(scene)
    view.resize(*SIZE)
    view.show()
    return view


def _paint(widget: QWidget) -> None:
    image = QImage(widget.size(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.white)
    widget.render(image)


def _drag_step(calendar: WeekCalendar) -> float:
    centres = (
        calendar.visualRect(calendar.model().index(row, 0)).center() for row in range(BLOCKS)
    )
    start = next(point for point in centres if calendar.viewport().rect().contains(point))
    return _steps(calendar.viewport(), start)


def _peer_step(view: QGraphicsView) -> float:
    item = next(graphics for graphics in view.scene().items() if graphics.parentItem() is None)
    start = view.mapFromScene(item.sceneBoundingRect().center())
    return _steps(view.viewport(), start)


def _steps(viewport: QWidget, start: QPoint) -> float:
    _mouse(viewport, QEvent.Type.MouseButtonPress, start)
    places = cycle([start + QPoint(3 * number, 2 * number) for number in range(10, 60)])

    def step() -> None:
        at = next(places)
        _mouse(viewport, QEvent.Type.MouseMove, at)
        viewport.repaint(QRect(at - QPoint(*TOUCHED) / 2, QSize(*TOUCHED)))

    before = viewport.grab().toImage()
    found = median_ms(step, 101, 10)
    if viewport.grab().toImage() == before:
        raise RuntimeError("the drag moved nothing")
    _mouse(viewport, QEvent.Type.MouseButtonRelease, start)
    return found


def _mouse(viewport: QWidget, kind: QEvent.Type, at: QPoint) -> None:
    point = QPointF(at)
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    held = Qt.MouseButton.LeftButton
    event = QMouseEvent(
        kind, point, QPointF(viewport.mapToGlobal(at)), button, held, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(viewport, event)
