"""The frame of every page: head, body that scrolls, and the inspector beside it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.pages.inspector import Inspector
from kursplaner.ui.widgets.pages.parts import SIDE, PageHead

# A body narrower than this beside the inspector turns the inspector into a drawer.
NARROW = 640
# A page from this width on gives its inspector more room.
WIDE = 1600


class Page(QWidget):
    """Base of every page: `head`, `body` (a layout) and, if asked for, `inspector`.

    Attributes:
        head: title and tools.
        body: the column beneath; it scrolls when `scroll` is true.
        inspector: the column at the right, None if not asked for.
        kinds: which change notices make `refresh` necessary; empty means all.

    Signals:
        begun_ended: what was begun here is stored or thrown away.
    """

    kinds: frozenset[str] = frozenset()
    begun_ended = Signal()

    def __init__(
        self,
        title: str,
        *,
        scroll: bool = True,
        inspector: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self._outer = QHBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self.column = QVBoxLayout()
        self.column.setSpacing(0)
        self._outer.addLayout(self.column, 1)
        self.head = PageHead(title)
        self.column.addWidget(self.head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(theme().px(SIDE), 0, theme().px(SIDE), theme().px(20))
        self.body.setSpacing(theme().px(16))
        if scroll:
            self._add_scrolled()
        else:
            self.column.addLayout(self.body, 1)
        self.inspector: Inspector | None = Inspector(self) if inspector else None
        self._drawer = False
        self._narrow = NARROW
        if self.inspector is not None:
            self._outer.addWidget(self.inspector)
            self.inspector.closed.connect(self.close_inspector)
            self.inspector.show_nothing()

    def refresh(self) -> None:
        """Read everything again; called when a change notice of `kinds` came."""

    def show_target(self, **target: object) -> None:
        """Show one thing of this place, e.g. `course_id=5`; called by `AppContext.go`."""

    def target(self) -> dict[str, object]:
        """Return what `show_target` needs to show again what is shown now."""
        return {}

    def begun(self) -> dict[str, object]:
        """Return what was begun here and not stored yet, as JSON can say it; {} if nothing.

        It has a "title" in words, and a "place" with the "target" where it is seen.
        """
        return {}

    def bring_back(self, kept: Mapping[str, object]) -> None:
        """Go on with what `begun` returned, in a new window."""

    def print_page(self) -> bool:
        """Print this page (Strg+P); False leaves it to the window."""
        return False

    def open_inspector(self) -> None:
        """Bring the inspector into view when it is a drawer."""
        if self.inspector is not None and self._drawer:
            self._place_drawer()
            self.inspector.show()
            self.inspector.raise_()

    def close_inspector(self) -> None:
        """Hide the drawer."""
        if self.inspector is not None and self._drawer:
            self.inspector.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def has_drawer(self) -> bool:
        """Tell whether the inspector is a drawer, hidden until something is chosen."""
        return self._drawer

    def set_narrow(self, pixels: int = NARROW) -> None:
        """Turn the inspector into a drawer where less than this is left beside it."""
        if pixels != self._narrow:
            self._narrow = pixels
            self._settle()

    def _settle(self) -> None:
        if self.inspector is None:
            return
        self.inspector.set_wide(wide=self.width() >= theme().px(WIDE))
        drawer = self.width() - self.inspector.width() < theme().px(self._narrow)
        if drawer != self._drawer:
            self._switch_drawer(drawer)
        if self._drawer:
            self._place_drawer()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(480), theme().px(360))

    def _add_scrolled(self) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("ground", "background")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside.setLayout(self.body)
        area.setWidget(inside)
        self.column.addWidget(area, 1)

    def _switch_drawer(self, drawer: bool) -> None:
        if self.inspector is None:
            return
        self._drawer = drawer
        self.inspector.set_drawer(drawer)
        if drawer:
            self._outer.removeWidget(self.inspector)
            self.inspector.hide()
        else:
            self._outer.addWidget(self.inspector)
            self.inspector.show()

    def _place_drawer(self) -> None:
        if self.inspector is not None:
            width = self.inspector.width()
            self.inspector.setGeometry(self.width() - width, 0, width, self.height())
