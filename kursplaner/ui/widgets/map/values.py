"""What the map shows, as plain values, and the markers that tell routes apart."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

Shape = Literal["circle", "square", "diamond", "triangle"]


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
    """A tour: the places in order; from `start` it is driven empty, `target` ends it.

    A tour home begins with its passengers at `origin`.
    """

    key: Hashable
    title: str
    colour: int
    stops: tuple[Hashable, ...]
    shape: Shape = "circle"
    start: Hashable | None = None
    target: Hashable | None = None
    note: str = ""
    origin: Hashable | None = None


@dataclass(frozen=True, slots=True)
class MapContent:
    """All places and routes shown; `left_out` is the number nobody could take."""

    places: tuple[MapPlace, ...] = ()
    routes: tuple[MapRoute, ...] = ()
    left_out: int = 0


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
