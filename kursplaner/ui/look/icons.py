"""Lucide outlines drawn in the theme's colours at paint time, so that they follow every switch."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kursplaner.basics import resources
from kursplaner.ui.look.theme import theme

STROKE = "1.75"
_CACHE_LIMIT = 2000
_clones: list[QIconEngine] = []
_pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}


@lru_cache(maxsize=512)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    text = resources.path(f"icons/{name}.svg").read_text(encoding="utf-8")
    text = text.replace("currentColor", colour).replace(
        'stroke-width="2"',
        f'stroke-width="{STROKE}"',
    )
    return QSvgRenderer(QByteArray(text.encode()))


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon as a square picture of `size` logical pixels; kept for the next call."""
    key = (name, colour.rgba(), size, ratio)
    found = _pixmaps.get(key)
    if found is None:
        if len(_pixmaps) > _CACHE_LIMIT:
            _pixmaps.clear()
        side = max(1, round(size * ratio))
        image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        _renderer(name, colour.name()).render(painter, QRectF(0, 0, side, side))
        painter.end()
        found = QPixmap.fromImage(image)
        found.setDevicePixelRatio(ratio)
        _pixmaps[key] = found
    return found


def draw(painter: QPainter, name: str, colour: QColor, x: float, y: float, size: int) -> None:
    """Draw the icon with its upper left corner at (x, y)."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(QPoint(round(x), round(y)), pixmap(name, colour, size, ratio))


class _Engine(QIconEngine):
    """Renders one icon in a token's colour; disabled and checked get their own tone."""

    def __init__(self, name: str, tone: str, checked_tone: str) -> None:
        super().__init__()
        self._name = name
        self._tone = tone
        self._checked_tone = checked_tone

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        if mode == QIcon.Mode.Disabled:
            return theme().c("disabled")
        on = state == QIcon.State.On
        return theme().c(self._checked_tone if on else self._tone)

    def paint(
        self,
        painter: QPainter,
        rect: QRect,
        mode: QIcon.Mode,
        state: QIcon.State,
    ) -> None:
        side = min(rect.width(), rect.height())
        top = rect.y() + (rect.height() - side) / 2
        draw(painter, self._name, self._colour(mode, state), rect.x(), top, side)

    def scaledPixmap(
        self,
        size: QSize,
        mode: QIcon.Mode,
        state: QIcon.State,
        scale: float,
    ) -> QPixmap:
        made = QPixmap(size * scale)
        made.setDevicePixelRatio(scale)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def clone(self) -> QIconEngine:
        copy = _Engine(self._name, self._tone, self._checked_tone)
        _clones.append(copy)
        return copy


_engines: list[_Engine] = []


@lru_cache(maxsize=512)
def icon(name: str, tone: str = "text", checked_tone: str = "") -> QIcon:
    """An icon for buttons and menus; never add pixmaps or files to it.

    Args:
        name: file name in resources/icons without ending.
        tone: token of its colour.
        checked_tone: token while checked; the same as `tone` when left out.
    """
    engine = _Engine(name, tone, checked_tone or tone)
    _engines.append(engine)
    return QIcon(engine)


@lru_cache(maxsize=1)
def nothing() -> QIcon:
    """No icon."""
    return QIcon()
