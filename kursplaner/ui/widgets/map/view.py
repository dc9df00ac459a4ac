"""A map drawn from coordinates alone: places, routes with a shape each, those left out."""

from __future__ import annotations

import math
from collections.abc import Hashable
from itertools import pairwise

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QVBoxLayout, QWidget

from kursplaner.ui.look import painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.buttons import IconButton
from kursplaner.ui.widgets.map import legend as map_legend
from kursplaner.ui.widgets.map.labels import MapLabels
from kursplaner.ui.widgets.map.scale import paint_scale
from kursplaner.ui.widgets.map.values import MapContent, MapPlace, MapRoute, draw_marker

_METRES_PER_DEGREE = 111_320.0
_MOST_LABELS = 12


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
        self._fitted: tuple[object, QRectF] = (None, QRectF())
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
        centre = self._middle() + self._shift
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
        ordered = sorted(self._content.routes, key=lambda route: route.key == self._route)
        for route in ordered:
            self._paint_route(painter, route, places)
        painter.setOpacity(1)
        numbered = {key for route in self._content.routes for key in route.stops}
        taken = [self._legend_rect()]
        taken += [self._spot_rect(place, numbered) for place in self._content.places]
        inside = QRectF(self.rect()).adjusted(4, 2, -look.px(52), -2)
        labels = MapLabels(inside, taken, self._route_lines(places))
        crowded, named = self._crowded(), self._named()
        labels.crowded = crowded
        for place in sorted(self._content.places, key=lambda p: (not p.centre, p.key not in named)):
            write = labels if not crowded or place.key in named else None
            self._paint_place(painter, place, place.key in numbered, write)
        drawn: dict[Hashable, int] = {}
        spots = {route.key: self._spots(route, places, drawn) for route in reversed(ordered)}
        for route in ordered:
            self._paint_markers(painter, route, spots[route.key])
        painter.setOpacity(1)
        map_legend.paint(painter, self._content, self._legend_rect())
        paint_scale(painter, self.size(), self._projection()[2] * 1000)

    def _crowded(self) -> bool:
        """Tell whether there are too many places to name them all."""
        return len(self._content.places) > _MOST_LABELS

    def _named(self) -> set[Hashable]:
        """The places named on a crowded map: the chosen tour, the sites, whatever is wrong."""
        found = {p.key for p in self._content.places if p.centre or p.problem}
        chosen = [route for route in self._content.routes if route.key == self._route]
        return found.union(*(route.stops for route in chosen))

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
        margin, area = theme().px(44), self._area()
        per_metre = min(
            max(40, area.width() - 4 * margin) / wide, max(40, area.height() - 3 * margin) / tall
        )
        return middle_lat, middle_lon, per_metre * self._zoom

    def _area(self) -> QRectF:
        """Where places lie: on the whole map, or beside the legend if it would hide one."""
        whole, legend = QRectF(self.rect()), self._legend_rect()
        key = (self.width(), self.height(), legend.width(), id(self._content))
        if self._fitted[0] == key:
            return self._fitted[1]
        self._fitted = (key, whole)
        near = theme().px(14)
        taken = legend.adjusted(-near, -near, near, near)
        zoom, shift, self._zoom, self._shift = self._zoom, self._shift, 1.0, QPointF(0, 0)
        if any(taken.contains(self.point_of(place)) for place in self._content.places):
            margin = theme().px(44)
            beside, above = QRectF(whole), QRectF(whole)
            beside.setLeft(legend.right() - margin)
            above.setBottom(legend.top() + margin / 2)
            whole = max((beside, above), key=self._scale_in)
        self._zoom, self._shift, self._fitted = zoom, shift, (key, whole)
        return whole

    def _scale_in(self, area: QRectF) -> float:
        """How large the map is drawn in a part of the widget."""
        self._fitted = (self._fitted[0], area)
        return self._projection()[2]

    def _middle(self) -> QPointF:
        return self._area().center()

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
        begin = () if route.origin is None else (route.origin,)
        keys = (*begin, *route.stops, *ends)
        return [self.point_of(places[key]) for key in keys if key in places]

    def _route_lines(self, places: dict[Hashable, MapPlace]) -> list[QLineF]:
        lines = []
        for route in self._content.routes:
            points = self._path(route, places)
            if route.start in places and points:
                points.insert(0, self.point_of(places[route.start]))
            lines += [QLineF(start, end) for start, end in pairwise(points)]
        return lines

    def _paint_route(
        self, painter: QPainter, route: MapRoute, places: dict[Hashable, MapPlace]
    ) -> None:
        look = theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        edge = look.course_pair(route.colour).edge
        points = self._path(route, places)
        chosen = self._route is None or route.key == self._route
        width = look.px(3) if chosen and self._route is not None else look.px(2)
        painter.setOpacity(self._strength(route))
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

    def _strength(self, route: MapRoute) -> float:
        """On a crowded map the tours that are not chosen step back."""
        there = any(route.key == self._route for route in self._content.routes)
        return 0.35 if self._crowded() and there and route.key != self._route else 1.0

    def _spots(
        self, route: MapRoute, places: dict[Hashable, MapPlace], drawn: dict[Hashable, int]
    ) -> list[tuple[int, QPointF]]:
        """Numbers and points of a tour's markers; those of several at one place stand abreast."""
        found = []
        for number, key in enumerate(route.stops, 1):
            if key in places:
                before = drawn.get(key, 0)
                drawn[key] = before + 1
                shift = QPointF(theme().px(21) * before, 0)
                found.append((number, self.point_of(places[key]) - shift))
        return found

    def _paint_markers(
        self, painter: QPainter, route: MapRoute, spots: list[tuple[int, QPointF]]
    ) -> None:
        look = theme()
        edge = look.course_pair(route.colour).edge
        painter.setOpacity(self._strength(route))
        for number, at in spots:
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
        others = sum(place.key in route.stops for route in self._content.routes) - 1
        beside = theme().px(21) * max(0, others)
        return QRectF(at.x() - half - beside, at.y() - half, 2 * half + beside, 2 * half)

    def _paint_place(
        self, painter: QPainter, place: MapPlace, numbered: bool, labels: MapLabels | None
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
        gap = look.px(18 if numbered or place.problem or place.centre else 11)
        if labels is not None:
            labels.write(painter, place, at, gap)

    def _legend_rect(self) -> QRectF:
        return map_legend.place(self._content, self.height())

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
