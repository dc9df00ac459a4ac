"""An area to scroll in, for what is longer than the box or page around it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from kursplaner.ui.look.theme import theme


def scrolled(
    *inside: QWidget,
    height: int,
    ground: str = "background",
    spacing: int = 0,
    keys: bool = False,
) -> QScrollArea:
    """Return widgets under each other in an area of at least that height in pixels.

    `keys` lets it take the focus, so that text without a control in it scrolls by keyboard.
    """
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setProperty("ground", ground)
    area.setMinimumHeight(theme().px(height))
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
