"""The pages as they will come out: large, with arrows and zoom, drawn off the window's thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from kursplaner.documents.page import preview
from kursplaner.documents.page.preview import Picture
from kursplaner.ui import tasks
from kursplaner.ui.look import painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.tasks import Progress
from kursplaner.ui.widgets import Divider, Elide, IconButton, Text

_MARGIN = 32
_INCH = 25.4
_LONG, _SHORT = 297.0, 210.0
_REAL_DPI = 128
_SHARPEST_DPI = 300


def image_of(picture: Picture) -> QImage:
    """Return a picture of a page as Qt's image, independent of the picture's memory."""
    line = 3 * picture.width
    kind = QImage.Format.Format_RGB888
    return QImage(picture.rgb, picture.width, picture.height, line, kind).copy()


class PageCanvas(QWidget):
    """One page as a sheet of paper on the ground; empty while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Vorschau")
        self._image: QImage | None = None
        self._words = ""

    @property
    def has_page(self) -> bool:
        """Whether a page is shown."""
        return self._image is not None

    def show_page(self, image: QImage, ratio: float) -> None:
        """Show a page drawn for a screen of `ratio` device pixels a pixel."""
        image.setDevicePixelRatio(ratio)
        self._image, self._words = image, ""
        size = image.deviceIndependentSize().toSize()
        margin = 2 * theme().px(_MARGIN) - 4  # rounding shall not make it scroll
        self.setMinimumSize(size.width() + margin, size.height() + margin)
        self.update()

    def show_words(self, words: str) -> None:
        """Show a sentence in place of a page."""
        self._image, self._words = None, words
        self.setMinimumSize(0, 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        look = theme()
        painter.fillRect(self.rect(), look.c("rail"))
        if self._image is None:
            painting.text(
                painter,
                QRectF(self.rect()),
                self._words,
                look.font(13),
                look.c("text2"),
                Qt.AlignmentFlag.AlignHCenter,
            )
            return
        size = self._image.deviceIndependentSize()
        left = max(look.px(_MARGIN), (self.width() - size.width()) / 2)
        top = max(look.px(_MARGIN), (self.height() - size.height()) / 2)
        sheet = painting.snapped(painter, QRectF(left, top, size.width(), size.height()))
        painting.frame(painter, sheet.adjusted(-1, -1, 1, 1), 0, None, look.c("line"))
        painter.drawImage(sheet.topLeft(), self._image)


class PagesView(QWidget):
    """Head with title and arrows above the page.

    Signals:
        stepped(int): -1 or 1, the arrows.
    """

    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(theme().px(320))
        self._pdf = b""
        self._page = 0
        self._large = False
        self._asked = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(120)
        self._later.timeout.connect(self._draw)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(Divider("line"))
        self.canvas = PageCanvas()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.canvas)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self.area, 1)

    def _head(self) -> QWidget:
        head = QWidget()
        head.setProperty("ground", "surface")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head.setFixedHeight(theme().px(56))
        row = QHBoxLayout(head)
        row.setContentsMargins(theme().px(24), 0, theme().px(24), 0)
        row.setSpacing(theme().px(8))
        self.title = Elide("", "head")
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.place = Text("", "plain", "second")
        self.back = IconButton("chevron-left", "Vorige Seite", framed=True)
        self.forth = IconButton("chevron-right", "Nächste Seite", framed=True)
        self.zoom = IconButton("zoom-in", "Größer", framed=True)
        self.back.clicked.connect(self._step_back)
        self.forth.clicked.connect(self._step_forth)
        self.zoom.clicked.connect(self._toggle_zoom)
        row.addWidget(self.title)
        row.addWidget(self.place)
        row.addStretch(1)
        for button in (self.back, self.forth, self.zoom):
            row.addWidget(button)
        return head

    def show_place(self, title: str, page: int, pages: int) -> None:
        """Name the sheet, and which page of how many is shown (from 0)."""
        self.title.show_text(title)
        self.place.show_text(f"{page + 1} von {pages}" if pages else "")
        self.back.setEnabled(page > 0)
        self.forth.setEnabled(page + 1 < pages)

    def show_page(self, pdf: bytes, page: int) -> None:
        """Draw a page of a PDF, as soon as the size of the view stands."""
        self._pdf, self._page = pdf, page
        self._draw()

    def show_words(self, words: str) -> None:
        """Show a sentence in place of a page."""
        self._pdf = b""
        self._asked += 1
        self.canvas.show_words(words)

    def _draw(self) -> None:
        if not self._pdf:
            return
        self._asked += 1
        asked, pdf, page = self._asked, self._pdf, self._page
        ratio = self.devicePixelRatioF()
        room = self.area.viewport().size()
        fixed = _REAL_DPI * theme().scale / 100 if self._large else 0.0

        def work(progress: Progress) -> QImage:
            progress.step(0, 1)
            dpi = min(_SHARPEST_DPI, (fixed or _fitting_dpi(pdf, page, room)) * ratio)
            return image_of(preview.render(pdf, page, dpi=dpi))

        tasks.start("Vorschau", work, self._shower(asked, ratio), self._failed)

    def _shower(self, asked: int, ratio: float) -> Callable[[QImage], None]:
        def show(image: QImage) -> None:
            if asked == self._asked:
                self.canvas.show_page(image, ratio)

        return show

    def _failed(self, error: BaseException) -> None:
        del error
        self.canvas.show_words("Die Vorschau lässt sich nicht zeichnen.")

    def _toggle_zoom(self) -> None:
        self._large = not self._large
        self.zoom.set_icon("zoom-out" if self._large else "zoom-in")
        name = "Ganze Seite" if self._large else "Größer"
        self.zoom.setAccessibleName(name)
        self.zoom.setToolTip(name)
        self._draw()

    def _step_back(self) -> None:
        self.stepped.emit(-1)

    def _step_forth(self) -> None:
        self.stepped.emit(1)

    # --- Qt -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "canvas"):
            self.canvas.update()


def _fitting_dpi(pdf: bytes, page: int, room: QSize) -> float:
    """Return the resolution at which a page fits into the room with a margin around it."""
    thumb = preview.render(pdf, page, dpi=8)
    wide = thumb.width > thumb.height
    width, height = (_LONG, _SHORT) if wide else (_SHORT, _LONG)
    margin = 2 * theme().px(_MARGIN)
    across = max(80, room.width() - margin) / width
    down = max(80, room.height() - margin) / height
    return min(across, down) * _INCH
