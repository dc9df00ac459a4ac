"""Where a point of the earth lies on a widget, and back: Mercator, as maps in browsers draw it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QSizeF

from kursplaner.basics.place_names import Box
from kursplaner.basics.places import Point

METRES_PER_DEGREE = 111_195.0
LEAST, MOST = 45.0, 40_000.0
"""Pixels of a degree of longitude: all of Germany on a small map, and a street."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the map as a widget shows it.

    Attributes:
        middle: the point in its middle.
        scale: pixels of a degree of longitude.
        size: of the widget.
    """

    middle: Point
    scale: float
    size: QSizeF

    def spot(self, point: Point) -> QPointF:
        """Return where a point lies on the widget."""
        x = (point[1] - self.middle[1]) / 1e6 * self.scale
        y = (_up(point[0]) - _up(self.middle[0])) * self.scale
        return QPointF(self.size.width() / 2 + x, self.size.height() / 2 - y)

    def point(self, spot: QPointF) -> Point:
        """Return the point that lies there, in microdegrees."""
        x = (spot.x() - self.size.width() / 2) / self.scale
        y = (self.size.height() / 2 - spot.y()) / self.scale
        return _down(_up(self.middle[0]) + y), self.middle[1] + round(x * 1e6)

    @property
    def box(self) -> Box:
        """What of the map it shows."""
        north, west = self.point(QPointF(0, 0))
        south, east = self.point(QPointF(self.size.width(), self.size.height()))
        return south, west, north, east

    @property
    def per_km(self) -> float:
        """Pixels of a kilometre in its middle."""
        degree = METRES_PER_DEGREE * math.cos(math.radians(self.middle[0] / 1e6))
        return self.scale / degree * 1000

    def zoomed(self, factor: float, at: QPointF | None = None) -> Window:
        """Return it nearer or farther; the point at a spot, else the middle, stays there."""
        scale = min(MOST, max(LEAST, self.scale * factor))
        if at is None:
            return replace(self, scale=scale)
        held, other = self.point(at), replace(self, scale=scale)
        return other.shifted(at - other.spot(held))

    def shifted(self, by: QPointF) -> Window:
        """Return it with everything moved by so many pixels."""
        centre = QPointF(self.size.width() / 2, self.size.height() / 2)
        return replace(self, middle=self.point(centre - by))


def _up(latitude: int) -> float:
    """Return how far north a latitude is drawn, in degrees of longitude."""
    return math.degrees(math.asinh(math.tan(math.radians(latitude / 1e6))))


def _down(y: float) -> int:
    return round(math.degrees(math.atan(math.sinh(math.radians(y)))) * 1e6)
