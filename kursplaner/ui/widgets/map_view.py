"""A map drawn from coordinates alone: places, routes with a shape each, those left out."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QVBoxLayout, QWidget

from kursplaner.ui import painting
from kursplaner.ui.theme import theme
from kursplaner.ui.widgets.buttons import IconButton

Shape = Literal["circle", "square", "diamond", "triangle"]
_METRES_PER_DEGREE = 111_320.0
_STEPS_KM = (0.5, 1, 2, 5, 10, 20, 50)


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A place in microdegrees; `problem` draws it as left out, `centre` as the town itself."""

    key: Hashable
    name: str
    latitude: int
    longitude: int
    note: str = ""
    problem: str = ""
    centre: bool = False


@dataclass(frozen=True, slots=True)
class MapRoute:
    """A tour: the places in order; from `start` it is driven empty, `target` ends it."""

    key: Hashable
    title: str
    colour: int
    stops: tuple[Hashable, ...]
    shape: Shape = "circle"
    start: Hashable | None = None
    target: Hashable | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class MapContent:
    """All places and routes shown; `left_out` is the number nobody could take."""

    places: tuple[MapPlace, ...] = ()
    routes: tuple[MapRoute, ...] = ()
    left_out: int = 0


class MapView(QWidget):
    """The map with zoom buttons, legend and scale; wheel zooms, dragging moves it.

    Signals:
        place_selected(object): key of a place. route_selected(object): key of a route.
    """

    place_selected = Signal(object)
    route_selected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = MapContent()
        self._zoom = 1.0
        self._shift = QPointF(0, 0)
        self._grip: QPointF | None = None
        self._route: Hashable | None = None
        self.setAccessibleName("Karte")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._buttons = QWidget(self)
        column = QVBoxLayout(self._buttons)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for icon, name, act in (
            ("plus", "Größer", self.zoom_in),
            ("minus", "Kleiner", self.zoom_out),
            ("maximize", "Alles zeigen", self.show_all),
        ):
            button = IconButton(icon, name, framed=True)
            button.clicked.connect(act)
            column.addWidget(button)

    def show_content(self, content: MapContent) -> None:
        """Show other places and routes."""
        self._content = content
        self.setAccessibleDescription(self._summary())
        self.update()

    def choose_route(self, key: Hashable | None) -> None:
        """Draw one route stronger; None draws all alike."""
        self._route = key
        self.update()

    def zoom_in(self) -> None:
        """Half as much on the same room."""
        self._zoom = min(16.0, self._zoom * 1.4)
        self.update()

    def zoom_out(self) -> None:
        """More on the same room."""
        self._zoom = max(0.5, self._zoom / 1.4)
        self.update()

    def show_all(self) -> None:
        """Fit all places."""
        self._zoom, self._shift = 1.0, QPointF(0, 0)
        self.update()

    def point_of(self, place: MapPlace) -> QPointF:
        """Where a place lies on the widget."""
        middle_lat, middle_lon, per_metre = self._projection()
        east = (place.longitude / 1e6 - middle_lon) * _METRES_PER_DEGREE
        east *= math.cos(math.radians(middle_lat))
        north = (place.latitude / 1e6 - middle_lat) * _METRES_PER_DEGREE
        centre = QPointF(self.width() / 2, self.height() / 2) + self._shift
        return QPointF(centre.x() + east * per_metre, centre.y() - north * per_metre)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(520), theme().px(440))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(280), theme().px(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        hint = self._buttons.sizeHint()
        self._buttons.setGeometry(
            self.width() - hint.width() - theme().px(12),
            theme().px(12),
            hint.width(),
            hint.height(),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        look = theme()
        painting.frame(painter, QRectF(self.rect()), look.px(10), look.c("surface"), look.c("line"))
        painter.setClipRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        self._paint_grid(painter)
        places = {place.key: place for place in self._content.places}
        for route in self._content.routes:
            self._paint_route(painter, route, places)
        numbered = {key for route in self._content.routes for key in route.stops}
        taken: list[QRectF] = [self._legend_rect()]
        for place in self._content.places:
            taken.append(self._spot_rect(place, numbered))
        for place in sorted(self._content.places, key=lambda p: not p.centre):
            self._paint_place(painter, place, place.key in numbered, taken)
        for route in self._content.routes:
            self._paint_markers(painter, route, places)
        self._paint_legend(painter)
        self._paint_scale(painter)

    # --- parts ------------------------------------------------------------------------------

    def _projection(self) -> tuple[float, float, float]:
        places = self._content.places
        if not places:
            return 50.0, 12.0, 0.001
        latitudes = [place.latitude / 1e6 for place in places]
        longitudes = [place.longitude / 1e6 for place in places]
        middle_lat = (min(latitudes) + max(latitudes)) / 2
        middle_lon = (min(longitudes) + max(longitudes)) / 2
        tall = max(1500.0, (max(latitudes) - min(latitudes)) * _METRES_PER_DEGREE)
        wide = (max(longitudes) - min(longitudes)) * _METRES_PER_DEGREE
        wide = max(1500.0, wide * math.cos(math.radians(middle_lat)))
        margin = theme().px(44)
        per_metre = min(
            max(40, self.width() - 4 * margin) / wide, max(40, self.height() - 2 * margin) / tall
        )
        return middle_lat, middle_lon, per_metre * self._zoom

    def _paint_grid(self, painter: QPainter) -> None:
        step = theme().px(83)
        start_x = self._shift.x() % step + theme().px(32) - step
        start_y = self._shift.y() % step + theme().px(47) - step
        faint = theme().c("faint")
        for at in range(int(self.width() / step) + 3):
            painting.vertical(painter, round(start_x + at * step), 0, self.height(), faint)
        for at in range(int(self.height() / step) + 3):
            painting.horizontal(painter, 0, self.width(), round(start_y + at * step), faint)

    def _path(self, route: MapRoute, places: dict[Hashable, MapPlace]) -> list[QPointF]:
        ends = () if route.target is None else (route.target,)
        return [self.point_of(places[key]) for key in (*route.stops, *ends) if key in places]

    def _paint_route(
        self, painter: QPainter, route: MapRoute, places: dict[Hashable, MapPlace]
    ) -> None:
        look = theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        edge = look.course_pair(route.colour).edge
        points = self._path(route, places)
        chosen = self._route is None or route.key == self._route
        width = look.px(3) if chosen and self._route is not None else look.px(2)
        if route.start in places and points:
            pen = QPen(edge, look.px(2), Qt.PenStyle.DotLine)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(self.point_of(places[route.start]), points[0])
        for start, end in pairwise(points):
            painter.setPen(QPen(edge, width))
            painter.drawLine(start, end)
            angle = math.atan2(end.y() - start.y(), end.x() - start.x())
            middle = (start + end) / 2
            painter.setPen(QPen(look.c("surface"), 1))
            painter.setBrush(edge)
            painter.drawPath(painting.arrow_head(middle, angle, look.px(6)))

    def _paint_markers(
        self, painter: QPainter, route: MapRoute, places: dict[Hashable, MapPlace]
    ) -> None:
        look = theme()
        edge = look.course_pair(route.colour).edge
        for number, key in enumerate(route.stops, 1):
            if key not in places:
                continue
            at = self.point_of(places[key])
            draw_marker(painter, at, look.px(10), route.shape, edge)
            box = QRectF(at.x() - 12, at.y() - 12, 24, 24)
            painting.text(
                painter,
                box,
                str(number),
                look.font(12, 600),
                look.c("surface"),
                Qt.AlignmentFlag.AlignHCenter,
            )

    def _spot_rect(self, place: MapPlace, numbered: set[Hashable]) -> QRectF:
        at = self.point_of(place)
        half = theme().px(11 if place.key in numbered or place.problem else 6)
        return QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)

    def _paint_place(
        self, painter: QPainter, place: MapPlace, numbered: bool, taken: list[QRectF]
    ) -> None:
        look = theme()
        at = self.point_of(place)
        painter.setPen(Qt.PenStyle.NoPen)
        if place.centre:
            painter.setBrush(look.c("text"))
            painter.drawEllipse(at, look.px(7), look.px(7))
        elif place.problem and not numbered:
            painter.setPen(QPen(look.c("bad"), look.px(2), Qt.PenStyle.DashLine))
            painter.setBrush(look.c("surface"))
            painter.drawEllipse(at, look.px(10), look.px(10))
            box = QRectF(at.x() - 10, at.y() - 10, 20, 20)
            painting.text(
                painter, box, "!", look.font(13, 600), look.c("bad"), Qt.AlignmentFlag.AlignHCenter
            )
        elif not numbered:
            painter.setBrush(look.c("text3"))
            painter.drawEllipse(at, look.px(3), look.px(3))
        self._label(painter, place, at, numbered or bool(place.problem), taken)

    def _label(
        self, painter: QPainter, place: MapPlace, at: QPointF, wide: bool, taken: list[QRectF]
    ) -> None:
        look = theme()
        name_font, note_font = (
            look.font(14 if place.centre else 13, 600 if place.centre else 500),
            look.font(11),
        )
        notes = [(place.note, "text2"), (place.problem, "bad")]
        notes = [(words, tone) for words, tone in notes if words]
        width = (
            max(
                [
                    painting.metrics(name_font).horizontalAdvance(place.name),
                    *(painting.metrics(note_font).horizontalAdvance(words) for words, _ in notes),
                ]
            )
            + 2
        )
        height = look.px(18) + len(notes) * look.px(15)
        gap = look.px(18 if wide else 11)
        spots = (
            QRectF(at.x() + gap, at.y() - look.px(10), width, height),
            QRectF(at.x() - gap - width, at.y() - look.px(10), width, height),
            QRectF(at.x() - width / 2, at.y() + gap - look.px(4), width, height),
            QRectF(at.x() - width / 2, at.y() - gap - height + look.px(4), width, height),
        )
        inside = QRectF(self.rect()).adjusted(4, 2, -look.px(52), -2)
        free = [
            spot
            for spot in spots
            if inside.contains(spot) and not any(spot.intersects(other) for other in taken)
        ]
        box = free[0] if free else spots[0]
        taken.append(box)
        align = Qt.AlignmentFlag.AlignRight if box.right() < at.x() else Qt.AlignmentFlag.AlignLeft
        if box.left() < at.x() < box.right():
            align = Qt.AlignmentFlag.AlignHCenter
        ground = QColor(look.c("surface"))
        ground.setAlpha(190)
        painter.fillRect(box.adjusted(-2, 1, 2, -1), ground)
        line = QRectF(box.left(), box.top(), width, look.px(18))
        painting.text(painter, line, place.name, name_font, look.c("text"), align)
        for row, (words, tone) in enumerate(notes):
            below = QRectF(box.left(), line.bottom() + row * look.px(15) - 2, width, look.px(15))
            painting.text(painter, below, words, note_font, look.c(tone), align)

    def _legend_rows(self) -> list[tuple[str, str, MapRoute | None]]:
        rows: list[tuple[str, str, MapRoute | None]] = [
            (route.title, route.note, route) for route in self._content.routes
        ]
        if any(route.start is not None for route in self._content.routes):
            rows.append(("Leerfahrt", "", None))
        if self._content.left_out:
            rows.append(("nicht eingeplant", str(self._content.left_out), None))
        return rows

    def _legend_rect(self) -> QRectF:
        rows = len(self._legend_rows())
        if not rows:
            return QRectF()
        look = theme()
        height = rows * look.px(22) + look.px(14)
        return QRectF(look.px(12), self.height() - height - look.px(12), look.px(176), height)

    def _paint_legend(self, painter: QPainter) -> None:
        look = theme()
        box = self._legend_rect()
        if box.isEmpty():
            return
        painting.frame(painter, box, look.px(8), look.c("surface"), look.c("line"))
        for row, (title, note, route) in enumerate(self._legend_rows()):
            top = box.top() + look.px(7) + row * look.px(22)
            at = QPointF(box.left() + look.px(19), top + look.px(11))
            if route is not None:
                edge = look.course_pair(route.colour).edge
                draw_marker(painter, at, look.px(6), route.shape, edge)
            elif note:
                painter.setPen(QPen(look.c("bad"), 1.5, Qt.PenStyle.DotLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(at, look.px(6), look.px(6))
            else:
                painter.setPen(QPen(look.c("text"), 1.5, Qt.PenStyle.DotLine))
                painter.drawLine(at - QPointF(7, 0), at + QPointF(7, 0))
            words = QRectF(box.left() + look.px(34), top, look.px(92), look.px(22))
            painting.text(painter, words, title, look.font(12, 500), look.c("text"))
            painting.text(
                painter,
                QRectF(box.left(), top, box.width() - look.px(11), look.px(22)),
                note,
                look.font(12),
                look.c("text2"),
                Qt.AlignmentFlag.AlignRight,
            )

    def _paint_scale(self, painter: QPainter) -> None:
        look = theme()
        per_km = self._projection()[2] * 1000
        fitting = [step for step in _STEPS_KM if step * per_km <= look.px(120)]
        step = fitting[-1] if fitting else _STEPS_KM[0]
        width = step * per_km
        right, y = self.width() - look.px(16), self.height() - look.px(18)
        colour = look.c("text2")
        painting.horizontal(painter, right - width, right, y, colour)
        for x in (right - width, right - 1):
            painting.vertical(painter, round(x), y - look.px(4), y, colour)
        words = f"{step:g} km".replace(".", ",")
        box = QRectF(right - width - 20, y - look.px(17), width + 40, look.px(15))
        painting.text(painter, box, words, look.font(11), colour, Qt.AlignmentFlag.AlignHCenter)

    # --- mouse ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if place is None:
            self._grip = event.position()
            return
        self.place_selected.emit(place.key)
        for route in self._content.routes:
            if place.key in route.stops:
                self.choose_route(route.key)
                self.route_selected.emit(route.key)
                return

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._shift += event.position() - self._grip
            self._grip = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event
        self._grip = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y() > 0:
            self.zoom_in()
        else:
            self.zoom_out()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._place_at(QPointF(event.pos()))
            words = (
                ", ".join(filter(None, (place.name, place.note, place.problem))) if place else ""
            )
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _place_at(self, point: QPointF) -> MapPlace | None:
        near = theme().px(12)
        hits = [
            (QPointF(point - self.point_of(place)).manhattanLength(), at, place)
            for at, place in enumerate(self._content.places)
        ]
        hits = [hit for hit in hits if hit[0] <= near]
        return min(hits)[2] if hits else None

    def _summary(self) -> str:
        names = {place.key: place.name for place in self._content.places}
        parts = [
            f"{route.title}: " + ", ".join(names.get(key, "?") for key in route.stops)
            for route in self._content.routes
        ]
        parts += [
            f"{place.name}: {place.problem}" for place in self._content.places if place.problem
        ]
        return ". ".join(parts)


def draw_marker(painter: QPainter, at: QPointF, half: float, shape: Shape, colour: QColor) -> None:
    """The marker of a route around `at`, so that routes differ without colour."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if shape == "square":
        painter.drawRoundedRect(
            QRectF(at.x() - half * 0.9, at.y() - half * 0.9, half * 1.8, half * 1.8), 3, 3
        )
    elif shape in {"diamond", "triangle"}:
        painter.drawPolygon(_polygon(at, half * 1.25, shape))
    else:
        painter.drawEllipse(at, half, half)


def _polygon(at: QPointF, half: float, shape: str) -> Sequence[QPointF]:
    turns: tuple[tuple[float, float], ...]
    if shape == "diamond":
        turns = ((0, -1), (1, 0), (0, 1), (-1, 0))
    else:
        turns = ((0, -1), (1, 0.8), (-1, 0.8))
    return [QPointF(at.x() + x * half, at.y() + y * half) for x, y in turns]
