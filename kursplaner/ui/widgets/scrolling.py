"""An area to scroll in, for what is longer than the box or page around it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from kursplaner.ui.look.theme import theme

LEAST = 72


class Area(QScrollArea):
    """An area of at least so many design pixels, which gives way where the screen is low."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self.height_wanted = height
        self.setWidgetResizable(True)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().px(self.height_wanted))

    def minimumSizeHint(self) -> QSize:
        least = theme().px(min(LEAST, self.height_wanted))
        return QSize(super().minimumSizeHint().width(), least)


def scrolled(
    *inside: QWidget,
    height: int,
    ground: str = "background",
    spacing: int = 0,
    keys: bool = False,
) -> QScrollArea:
    """Return widgets under each other in an area of about that height in pixels.

    `keys` lets it take the focus, so that text without a control in it scrolls by keyboard.
    """
    area = Area(height)
    area.setProperty("ground", ground)
    if not keys:
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    show_in(area, *inside, spacing=spacing)
    return area


def show_in(area: QScrollArea, *inside: QWidget, spacing: int = 0) -> None:
    """Show other widgets in an area, on its ground; what was in it is gone."""
    holder = QWidget()
    holder.setProperty("ground", area.property("ground"))
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, theme().px(4), 0)
    column.setSpacing(theme().px(spacing))
    for widget in inside:
        column.addWidget(widget)
    column.addStretch(1)
    area.setWidget(holder)
