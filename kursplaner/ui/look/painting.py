"""Crisp drawing at every scale: snapped frames, blocks with an edge, hatching, fitted text."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
)

from kursplaner.ui.look import full_words

EDGE = 3
# words with the blank after them; a dash between two times may end a line
_PIECES = re.compile(r"[^\s–]+(?:–|\s+|$)|–\s*|\s+")


def snapped(painter: QPainter, rect: QRectF, line: float = 0.0) -> QRectF:
    """`rect` moved to whole device pixels, inset by half a line of `line` device pixels."""
    transform = painter.deviceTransform()
    device = transform.mapRect(rect)
    left, top = round(device.left()), round(device.top())
    right, bottom = round(device.right()), round(device.bottom())
    inset = line / 2
    fitted = QRectF(left + inset, top + inset, right - left - line, bottom - top - line)
    return transform.inverted()[0].mapRect(fitted)


def hairline(painter: QPainter) -> float:
    """The width of a one-pixel line in logical pixels, whole in device pixels."""
    ratio = painter.deviceTransform().m11() or 1.0
    return max(1, int(ratio)) / ratio


def frame(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None,
    border: QColor | None = None,
    width: float = 1.0,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
) -> None:
    """A rounded box with a crisp border; `width` in design pixels."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    ratio = painter.deviceTransform().m11() or 1.0
    device_line = max(1, int(ratio * width)) if border is not None else 0
    box = snapped(painter, rect, device_line)
    painter.setBrush(QBrush(fill) if fill is not None else Qt.BrushStyle.NoBrush)
    if border is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        pen = QPen(border, device_line / ratio, style)
        if style == Qt.PenStyle.CustomDashLine:
            pen.setDashPattern([3.0, 2.5])
        painter.setPen(pen)
    painter.drawRoundedRect(box, radius, radius)


def horizontal(painter: QPainter, x0: float, x1: float, y: float, colour: QColor) -> None:
    """A crisp one-pixel line from x0 to x1."""
    _divider(painter, QRectF(x0, y, x1 - x0, hairline(painter)), colour)


def vertical(painter: QPainter, x: float, y0: float, y1: float, colour: QColor) -> None:
    """A crisp one-pixel line from y0 to y1."""
    _divider(painter, QRectF(x, y0, hairline(painter), y1 - y0), colour)


def _divider(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.fillRect(rect, colour)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)


def block(
    painter: QPainter,
    rect: QRectF,
    fill: QColor,
    edge: QColor,
    radius: float = 6,
    edge_width: float = EDGE,
) -> None:
    """A course's block: its ground with the stronger edge at the left."""
    box = snapped(painter, rect)
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    split = box.left() + radius
    painter.save()
    painter.setClipRect(
        QRectF(split, box.top(), box.width(), box.height()), Qt.ClipOperation.IntersectClip
    )
    painter.fillPath(path, fill)
    painter.restore()
    painter.save()
    painter.setClipRect(
        QRectF(box.left(), box.top(), radius, box.height()), Qt.ClipOperation.IntersectClip
    )
    painter.fillPath(path, edge)
    inner = QPainterPath()
    inside = QRectF(box.left() + edge_width, box.top(), box.width(), box.height())
    inner.addRoundedRect(inside, max(1.0, radius - edge_width), radius)
    painter.fillPath(inner, fill)
    painter.restore()


@lru_cache(maxsize=16)
def _hatch(colour: int, step: int, stroke: int, ratio: float) -> QPixmap:
    side = max(2, round(step * ratio))
    tile = QPixmap(side, side)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    painter.setPen(QPen(QColor.fromRgba(colour), stroke * ratio))
    for shift in (-side, 0, side):
        painter.drawLine(QLineF(shift - side, -side, shift + 2 * side, 2 * side))
    painter.end()
    tile.setDevicePixelRatio(ratio)
    return tile


def hatched(
    painter: QPainter,
    rect: QRectF,
    colour: QColor,
    step: int = 14,
    stroke: int = 5,
) -> None:
    """Fill `rect` with slanted stripes."""
    tile = _hatch(colour.rgba(), step, stroke, painter.device().devicePixelRatioF())
    painter.drawTiledPixmap(rect, tile, QPointF(0, 0))


@lru_cache(maxsize=64)
def _metrics(key: str) -> QFontMetricsF:
    font = QFont()
    font.fromString(key)
    return QFontMetricsF(font)


def metrics(font: QFont) -> QFontMetricsF:
    """Metrics of a theme font."""
    return QFontMetricsF(font)


def elided(font: QFont, text: str, width: float) -> str:
    """`text` shortened with an ellipsis where it is wider than `width`."""
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, width))


def wrapped(font: QFont, text: str, width: float, most: int) -> list[str]:
    """`text` in at most `most` lines, the last one elided, as is a word wider than a line."""
    measure, room = QFontMetricsF(font), max(0.0, width)
    elide = Qt.TextElideMode.ElideRight
    lines: list[str] = []
    pieces = _PIECES.findall(text)
    line = ""
    for index, piece in enumerate(pieces):
        if not line or measure.horizontalAdvance((line + piece).rstrip()) <= width:
            line += piece
            continue
        if len(lines) == most - 1:
            line += "".join(pieces[index:])
            break
        lines.append(measure.elidedText(line.rstrip(), elide, room))
        line = piece
    lines.append(measure.elidedText(line, elide, room))
    return lines[:most]


def text(
    painter: QPainter,
    rect: QRectF,
    value: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """One line of text, vertically centred in `rect`, elided where too long: see `full_words`."""
    painter.setFont(font)
    painter.setPen(colour)
    flags = align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    shown = elided(font, value, rect.width() + 0.5)
    painter.drawText(rect, int(flags), shown)
    if shown != value:
        full_words.note(painter, rect, value)


def arrow_head(tip: QPointF, angle: float, size: float) -> QPainterPath:
    """A filled triangle pointing along `angle` (radians) with its middle at `tip`."""
    path = QPainterPath()
    for index, turn in enumerate((0.0, 2.45, -2.45)):
        point = QPointF(
            tip.x() + size * math.cos(angle + turn),
            tip.y() + size * math.sin(angle + turn),
        )
        if index:
            path.lineTo(point)
        else:
            path.moveTo(point)
    path.closeSubpath()
    return path
