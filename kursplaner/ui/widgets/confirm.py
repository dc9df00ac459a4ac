"""The box before something that cannot be undone."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kursplaner.ui.look.screen_room import bring_inside, room_of
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.buttons import Button
from kursplaner.ui.widgets.pages.focus_ring import FocusRing
from kursplaner.ui.widgets.pages.veil import Veil, switch_names
from kursplaner.ui.widgets.texts import IconLabel, Text

LEAST_LIST = 150


class Dialog(QDialog):
    """A plain box with a title, a body to fill and buttons at the foot; gone when closed.

    A box that would be higher than its screen first gives up its inner title, which the window
    says as well, and the room around; where that is not enough its body scrolls.

    Attributes:
        body: layout for the contents.
        foot: layout of the buttons; `add_button` appends.
        scrolls_whole: whether the body had to be made to scroll.
    """

    def __init__(self, title: str, parent: QWidget | None = None, *, width: int = 480) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(min(theme().px(width), room_of(self).width()))
        column = self._box_column = QVBoxLayout(self)
        side = theme().px(24)
        column.setContentsMargins(side, theme().px(20), side, theme().px(20))
        column.setSpacing(theme().px(16))
        self._box_title = Text(title, "title")
        column.addWidget(self._box_title)
        self._box_inside = QWidget()
        self._box_area: QScrollArea | None = None
        self._box_lists: list[tuple[QWidget, int]] = []
        self.body = self._box_body = QVBoxLayout(self._box_inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme().px(12))
        column.addWidget(self._box_inside, 1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(theme().px(8))
        self.foot.addStretch(1)
        column.addLayout(self.foot)
        self._veil = Veil(self)
        self._ring = FocusRing(self)
        QShortcut(QKeySequence("F12"), self, self._switch_names)

    def done(self, result: int) -> None:
        """Close; a box that belongs to a window is not kept."""
        super().done(result)
        if self.parent() is not None:
            self.deleteLater()

    def keep_high(self, widget: QWidget, pixels: int, least: int = LEAST_LIST) -> None:
        """Give a list so many design pixels of height, and less where the screen is low."""
        widget.setMinimumHeight(theme().px(pixels))
        self._box_lists.append((widget, least))

    @property
    def scrolls_whole(self) -> bool:
        """Whether the body had to be made to scroll, and now is longer than what is seen of it."""
        return self._box_area is not None and self._box_area.verticalScrollBar().maximum() > 0

    def fit_screen(self) -> None:
        """Be as high as what is inside asks for, but never higher than the screen."""
        room = room_of(self).height()
        if self._box_least() > room:
            self._box_title.hide()
            self._box_column.setContentsMargins(*[theme().px(16), theme().px(12)] * 2)
            self._box_column.setSpacing(theme().px(10))
            for widget, least in self._box_lists:
                widget.setMinimumHeight(theme().px(least))
                self._lay_out_around(widget)
        if self._box_least() > room:
            self._let_scroll()
        wanted = min(self._box_wants(), room)
        if wanted > self.height():
            self.resize(self.width(), wanted)
        bring_inside(self)

    def _lay_out_around(self, widget: QWidget) -> None:
        """Let everything around a part count its new height, without waiting for Qt."""
        around = widget.parentWidget()
        while around is not None and around is not self:
            layout = around.layout()
            if layout is not None:
                layout.invalidate()
                layout.activate()
            around = around.parentWidget()

    def _lay_out_now(self) -> None:
        """Let what was added or wraps otherwise be counted, without waiting for Qt."""
        self._box_body.activate()
        self._box_column.invalidate()
        self._box_column.activate()

    def _box_least(self) -> int:
        self._lay_out_now()
        if self._box_column.hasHeightForWidth():
            return self._box_column.minimumHeightForWidth(self.width())
        return self._box_column.totalMinimumSize().height()

    def _box_wants(self) -> int:
        self._lay_out_now()
        return self._box_column.totalHeightForWidth(self.width())

    def _let_scroll(self) -> None:
        if self._box_area is None:
            area = self._box_area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setProperty("ground", "background")
            self._box_column.replaceWidget(self._box_inside, area)
            self._box_inside.setProperty("ground", "background")
            area.setWidget(self._box_inside)
            self._box_inside.show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ring.watch_window()
        self.fit_screen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._veil.setGeometry(self.rect())
        if self.isVisible() and self.height() > room_of(self).height():
            QTimer.singleShot(0, self, self.fit_screen)  # what was added has made it grow

    def _switch_names(self) -> None:
        switch_names(self)

    def add_button(self, button: Button, *, accepts: bool = False, rejects: bool = False) -> Button:
        """Append a button at the foot that may close the box."""
        if accepts:
            button.clicked.connect(self.accept)
            button.setDefault(True)
        if rejects:
            button.clicked.connect(self.reject)
        self.foot.addWidget(button)
        return button


class ConfirmDialog(Dialog):
    """Asks once, with a verb on the button; the safe answer has the focus."""

    def __init__(
        self,
        title: str,
        sentence: str,
        verb: str,
        *,
        danger: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent, width=420)
        row = QHBoxLayout()
        row.setSpacing(theme().px(12))
        if danger:
            row.addWidget(IconLabel("triangle-alert", "bad", 20), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Text(sentence, wrap=True), 1)
        self.body.addLayout(row)
        safe = self.add_button(Button("Abbrechen"), rejects=True)
        self.add_button(Button(verb, "danger" if danger else "primary"), accepts=True)
        safe.setFocus()

    @classmethod
    def ask(
        cls,
        title: str,
        sentence: str,
        verb: str,
        *,
        danger: bool = True,
        parent: QWidget | None = None,
    ) -> bool:
        """True if the user clicked the verb."""
        return cls(title, sentence, verb, danger=danger, parent=parent).exec() == 1
