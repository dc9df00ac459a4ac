"""A map on which a point is set: by a click, or with the keys and Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from kursplaner.basics.place_names import Box, NamedPlace
from kursplaner.basics.places import Point
from kursplaner.ui.look import painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.buttons import IconButton
from kursplaner.ui.widgets.map.labels import MapLabels
from kursplaner.ui.widgets.map.projection import Window
from kursplaner.ui.widgets.map.scale import paint_scale
from kursplaner.ui.widgets.map.values import MapPlace

NEAR, STEP = 2_400.0, 1.5
"""The scale of the beginning, about 25 km across, and how much one step of the wheel is."""
PAN, NUDGE = 60, 4
"""How far an arrow key moves the map, and with Shift, in pixels."""
MOST_DOTS, MOST_NAMES, MOST_STOPS = 500, 45, 30
TOWN, CITY = 20_000, 100_000
"""From how many people on a place is written larger, and larger still."""
HELP = (
    "Pfeiltasten verschieben die Karte, mit Umschalt ein kleines Stück; Plus und Minus ändern den"
    " Maßstab; die Eingabetaste setzt den Punkt in der Mitte."
)
ARROWS = {
    Qt.Key.Key_Left: QPointF(1, 0),
    Qt.Key.Key_Right: QPointF(-1, 0),
    Qt.Key.Key_Up: QPointF(0, 1),
    Qt.Key.Key_Down: QPointF(0, -1),
}


class PickMap(QWidget):
    """Places by their name, one's own stops, and a point that is set on it.

    Wheel and plus or minus change the scale, dragging and arrow keys move it. A click sets the
    point, so does Enter with what lies in the middle.

    Args:
        middle: where the map begins.
        places: returns what lies in a stretch of it, the most important first.
        stops: drawn beside the places, each with its name.

    Signals:
        picked(object): the point that was set.
        looked_at(object): the point under the pointer, or in the middle after a key.
    """

    picked = Signal(object)
    looked_at = Signal(object)

    def __init__(
        self,
        middle: Point,
        places: Callable[[Box], Sequence[NamedPlace]],
        stops: Sequence[MapPlace] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._places, self._stops = places, stops
        self._window = Window(middle, theme().px(1) * NEAR, QSizeF(self.size()))
        self._home = middle
        self._grip: QPointF | None = None
        self._moved = False
        self._aimed = True  # with the cross, by keys, since the point was set
        self.chosen: Point | None = None
        self.setAccessibleName("Karte")
        self.setAccessibleDescription(HELP)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._buttons = QWidget(self)
        column = QVBoxLayout(self._buttons)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for icon, name, act in (
            ("plus", "Größer", self.zoom_in),
            ("minus", "Kleiner", self.zoom_out),
            ("maximize", "Zum Anfang", self.go_home),
        ):
            button = IconButton(icon, name, framed=True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(act)
            column.addWidget(button)

    @property
    def middle(self) -> Point:
        """The point in the middle of the map."""
        return self._window.middle

    def spot(self, point: Point) -> QPointF:
        """Return where a point lies on the widget."""
        return self._window.spot(point)

    def choose(self, point: Point) -> None:
        """Set the point, and tell so; Enter then takes it, until keys aim anew."""
        self.chosen, self._aimed = point, False
        self.update()
        self.picked.emit(point)

    def show_point(self, point: Point | None) -> None:
        """Draw a point as the one that is set, in the middle, and tell nothing."""
        self.chosen, self._aimed = point, point is None
        if point is not None:
            self._look(Window(point, self._window.scale, self._window.size))

    def zoom_in(self) -> None:
        """Less of the map, nearer."""
        self._look(self._window.zoomed(STEP))

    def zoom_out(self) -> None:
        """More of the map on the same room."""
        self._look(self._window.zoomed(1 / STEP))

    def go_home(self) -> None:
        """Show what was shown at the beginning."""
        self._look(Window(self._home, theme().px(1) * NEAR, self._window.size))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(680), theme().px(400))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(320), theme().px(220))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._window = Window(self._window.middle, self._window.scale, QSizeF(self.size()))
        hint, far = self._buttons.sizeHint(), theme().px(12)
        self._buttons.setGeometry(
            self.width() - hint.width() - far, far, hint.width(), hint.height()
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _look(self, window: Window) -> None:
        self._window = window
        self.update()

    # --- drawing ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, look = QPainter(self), theme()
        edge = look.c("accent" if self.hasFocus() else "line")
        whole = QRectF(self.rect())
        painting.frame(painter, whole, look.px(10), look.c("surface"), edge)
        painter.setClipRect(whole.adjusted(1, 1, -1, -1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        dots = self._places(self._window.box)[:MOST_DOTS]
        taken = [QRectF(self._buttons.geometry())]
        self._paint_stops(painter, taken)
        names = len(taken)
        self._paint_names(painter, dots, taken)
        self._paint_dots(painter, dots, taken[names:])
        self._paint_chosen(painter)
        if self.hasFocus() and self._aimed:
            self._paint_cross(painter)
        paint_scale(painter, self.size(), self._window.per_km)

    def _paint_dots(
        self, painter: QPainter, dots: Sequence[NamedPlace], names: Sequence[QRectF]
    ) -> None:
        """Draw the places, without those that would lie under a name."""
        look = theme()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.c("text3"))
        for place in dots:
            at = self.spot(place.point)
            if not any(box.contains(at) for box in names):
                half = look.px(2) + (place.people >= TOWN) + (place.people >= CITY)
                painter.drawEllipse(at, half, half)

    def _paint_stops(self, painter: QPainter, taken: list[QRectF]) -> None:
        look, inside = theme(), QRectF(self.rect())
        labels = MapLabels(inside.adjusted(4, 2, -4, -2), taken, ())
        labels.crowded = labels.sparing = True
        shown = [(stop, self.spot((stop.latitude, stop.longitude))) for stop in self._stops]
        shown = [(stop, at) for stop, at in shown if inside.contains(at)]
        half = look.px(5)
        for _, at in shown:
            box = QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)
            painting.frame(painter, box, look.px(2), look.c("accent"))
            taken.append(box)
        if len(shown) <= MOST_STOPS:
            for stop, at in shown:
                labels.write(painter, stop, at, look.px(9))

    def _paint_names(
        self, painter: QPainter, dots: Sequence[NamedPlace], taken: list[QRectF]
    ) -> None:
        """Write the names that have room, those of large places first."""
        look, written, inside = theme(), 0, QRectF(self.rect())
        for place in dots:
            if written >= MOST_NAMES:
                return
            at = self.spot(place.point)
            size = 12 + (place.people >= TOWN) + 2 * (place.people >= CITY)
            font = look.font(size, 600 if place.people >= CITY else 500)
            width = painting.metrics(font).horizontalAdvance(place.name) + 2
            box = QRectF(at.x() + look.px(6), at.y() - look.px(9), width, look.px(18))
            crowded = any(box.intersects(other) for other in taken)
            if crowded or not inside.contains(box):
                continue
            taken.append(box.adjusted(0, -2, 4, 2))
            painting.text(painter, box, place.name, font, look.c("text2"))
            written += 1

    def _paint_chosen(self, painter: QPainter) -> None:
        if self.chosen is None:
            return
        look, at = theme(), self.spot(self.chosen)
        painter.setPen(QPen(look.c("surface"), look.px(5)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, look.px(9), look.px(9))
        painter.setPen(QPen(look.c("bad"), look.px(3)))
        painter.drawEllipse(at, look.px(9), look.px(9))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.c("bad"))
        painter.drawEllipse(at, look.px(3), look.px(3))

    def _paint_cross(self, painter: QPainter) -> None:
        """Show what Enter sets."""
        look, at = theme(), QRectF(self.rect()).center()
        colour = QColor(look.c("text"))
        painter.setPen(QPen(colour, look.px(1)))
        near, far = look.px(4), look.px(14)
        for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawLine(at + QPointF(x * near, y * near), at + QPointF(x * far, y * far))

    # --- mouse and keys ---------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip, self._moved = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._grip is None:
            self.looked_at.emit(self._window.point(at))
            return
        far = (at - self._grip).manhattanLength()
        if self._moved or far >= QApplication.startDragDistance():
            self._moved = True
            self._look(self._window.shifted(at - self._grip))
            self._grip = at

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        gripped, self._grip = self._grip, None
        if gripped is not None and not self._moved:
            self.choose(self._window.point(event.position()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta().y()
        if turn:
            factor = STEP if turn > 0 else 1 / STEP
            self._look(self._window.zoomed(factor, event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in ARROWS:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._look(self._window.shifted(ARROWS[key] * theme().px(NUDGE if shift else PAN)))
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_in()
        elif key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif key == Qt.Key.Key_Home:
            self.go_home()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._aimed:
            self.choose(self.middle)
            return
        else:
            super().keyPressEvent(event)
            return
        self._aimed = True
        self.looked_at.emit(self.middle)
