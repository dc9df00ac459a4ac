"""Pictograms on paper look as the icons on the screen do."""

import io

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from kursplaner.basics import resources
from kursplaner.basics.layout import PageSize, Rect
from kursplaner.documents.page import pictograms, preview
from kursplaner.documents.page.document import Document

ICONS = sorted(path.stem for path in resources.path("icons").glob("*.svg"))
SIDE = 48
"""Each icon is drawn on so many pixels; thirteen stand beside each other."""
COLUMNS = 13
PAPER = PageSize(COLUMNS * SIDE / 4 - 0.02, (len(ICONS) // COLUMNS + 1) * SIDE / 4 - 0.02)


def place(number: int) -> tuple[int, int]:
    return number % COLUMNS * SIDE, number // COLUMNS * SIDE


def on_paper() -> preview.Picture:
    pictograms.outline.cache_clear()
    out = io.BytesIO()
    with Document(out, "Probe") as pdf, pdf.page(PAPER, "") as page:
        for number, name in enumerate(ICONS):
            x, y = place(number)
            page.pictogram(Rect(x / 4, y / 4, SIDE / 4, SIDE / 4), name, stroke=2)
    return preview.render(out.getvalue(), 0, dpi=101.6)


def on_screen(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number, name in enumerate(ICONS):
        text = resources.path(f"icons/{name}.svg").read_text(encoding="utf-8")
        drawing = QSvgRenderer(QByteArray(text.replace("currentColor", "#000").encode()))
        drawing.render(painter, QRectF(*place(number), SIDE, SIDE))
    painter.end()
    return image


def test_every_icon_looks_on_paper_as_on_the_screen() -> None:
    paper = on_paper()
    screen = on_screen(paper.width, paper.height)
    bits = bytes(screen.constBits())
    apart = {}
    for number, name in enumerate(ICONS):
        left, top = place(number)
        total = 0
        for y in range(top, top + SIDE):
            row = paper.rgb[(y * paper.width + left) * 3 : (y * paper.width + left + SIDE) * 3 : 3]
            start = y * screen.bytesPerLine() + left
            total += sum(abs(a - b) for a, b in zip(row, bits[start : start + SIDE], strict=True))
        apart[name] = total / SIDE**2
    assert {name: round(far, 1) for name, far in apart.items() if far > FAR} == {}


FAR = 4.0
"""How much darker or lighter (of 255) a pixel of the same drawing is at most on average."""
