"""The logos of a grant: shown as they are, added, put in order, taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import IconButton, Text

WIDTH, HEIGHT = 120, 36


class LogoList(QWidget):
    """One line a logo, in the order in which sheets carry them.

    Attributes:
        logos: new pictures, and the hashes of those the town keeps already.
    """

    def __init__(self, stored: Sequence[str], pictures: Mapping[str, bytes]) -> None:
        super().__init__()
        self.setAccessibleName("Logos")
        self.logos: list[bytes | str] = list(stored)
        self._pictures = pictures
        self._names: dict[bytes | str, str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(4))
        self.show_logos()

    def add(self, picture: bytes, name: str) -> None:
        """Put a new logo below the others, once."""
        if picture not in self.logos:
            self.logos.append(picture)
            self._names[picture] = name
        self.show_logos()

    def take_away(self, place: int) -> None:
        """Take a logo away; the first has place 0."""
        del self.logos[place]
        self.show_logos()

    def move_up(self, place: int) -> None:
        """Let a logo and the one above it change places."""
        above = self.logos[place - 1 : place + 1]
        self.logos[place - 1 : place + 1] = reversed(above)
        self.show_logos()

    def show_logos(self) -> None:
        """Show the lines anew."""
        while self._column.count():
            item = self._column.takeAt(0)
            old = item.widget() if item else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for place, logo in enumerate(self.logos):
            self._column.addWidget(self._line(place, logo))
        if not self.logos:
            self._column.addWidget(Text("Noch kein Logo: PNG oder JPEG.", "plain", "second"))

    def _line(self, place: int, logo: bytes | str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        row.addWidget(self._picture(logo))
        name = f"Logo {place + 1}"
        told = self._names.get(logo, "")
        row.addWidget(Text(f"{name}, {told}" if told else name, "plain", "second"), 1)
        up = IconButton("arrow-up", f"{name} nach oben")
        up.clicked.connect(lambda: self.move_up(place))
        up.setEnabled(place > 0)
        away = IconButton("x", f"{name} entfernen")
        away.clicked.connect(lambda: self.take_away(place))
        row.addWidget(up)
        row.addWidget(away)
        return line

    def _picture(self, logo: bytes | str) -> QLabel:
        """Return a logo on white, as paper shows it."""
        label, ratio = QLabel(), self.devicePixelRatioF()
        size = QSize(theme().px(WIDTH), theme().px(HEIGHT))
        label.setFixedSize(size)
        paper = QPixmap(size * ratio)
        paper.fill(Qt.GlobalColor.white)
        image = QImage.fromData(self._pictures.get(logo, b"") if isinstance(logo, str) else logo)
        if not image.isNull():
            room = paper.rect().adjusted(4, 4, -4, -4)
            keep = Qt.AspectRatioMode.KeepAspectRatio
            small = image.scaled(room.size(), keep, Qt.TransformationMode.SmoothTransformation)
            inside = small.rect()
            inside.moveCenter(room.center())
            painter = QPainter(paper)
            painter.drawImage(inside.topLeft(), small)
            painter.end()
        paper.setDevicePixelRatio(ratio)
        label.setPixmap(paper)
        return label
