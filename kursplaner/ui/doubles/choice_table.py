"""The table in which somebody chooses, field by field, whose value holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kursplaner.desk.people.merge_view import ChoiceRow
from kursplaner.desk.wording.people.merging import MISSING
from kursplaner.planning.people.merge_fields import Side
from kursplaner.ui.look import icons, painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.texts import Pill

ROW, HEAD, LABEL, GAP = 40, 56, 128, 8
STAYS = "bleibt"
SPOKEN = {Side.FIRST: "links gilt", Side.SECOND: "rechts gilt", Side.BOTH: "beide gelten"}


class ChoiceTable(QWidget):
    """Rows with a value of each record; arrows choose a row and a side, B takes both.

    Signals:
        chosen(int, Side): in a row, another side.
    """

    chosen = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(False)
        self.rows: tuple[ChoiceRow, ...] = ()
        self.current = 0
        self._names = self._made = ("", "")
        self._stays = Pill(STAYS, parent=self)

    def show_rows(
        self, names: tuple[str, str], made: tuple[str, str], rows: Sequence[ChoiceRow]
    ) -> None:
        """Show two records; the row in hand stays."""
        self._names, self._made, self.rows = names, made, tuple(rows)
        self.current = min(self.current, max(0, len(rows) - 1))
        self.setFixedHeight(self.sizeHint().height())
        self._tell()
        self.updateGeometry()
        self.update()

    def first_open(self) -> None:
        """Go to the first row that asks for a choice, else to the first that can be chosen."""
        wanted = [at for at, row in enumerate(self.rows) if row.taken is None]
        choosable = [at for at, row in enumerate(self.rows) if not row.same]
        self.current = (wanted or choosable or [0])[0]
        self._tell()
        self.update()

    def choose(self, at: int, side: Side) -> None:
        """Let the value of a side hold in a row, where that can be."""
        row = self.rows[at]
        if row.same or side is row.taken or (side is Side.BOTH and not row.may_both):
            return
        rows = list(self.rows)
        rows[at] = replace(row, taken=side)
        self.rows = tuple(rows)
        self._tell()
        self.update()
        self.chosen.emit(at, side)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(640), theme().px(HEAD + ROW * len(self.rows)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sides = {
            Qt.Key.Key_Left: Side.FIRST,
            Qt.Key.Key_Right: Side.SECOND,
            Qt.Key.Key_B: Side.BOTH,
        }
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if self.rows and key in sides:
            self.choose(self.current, sides[key])
        elif self.rows and key in steps:
            self.current = max(0, min(len(self.rows) - 1, self.current + steps[key]))
            self._tell()
            self.update()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        at = int((point.y() - theme().px(HEAD)) // theme().px(ROW))
        if not 0 <= at < len(self.rows):
            return
        self.current = at
        for side, cell in zip((Side.FIRST, Side.SECOND), self._cells(at), strict=True):
            if cell.contains(point):
                self.choose(at, self._clicked(self.rows[at], side))
        self._tell()
        self.update()

    @staticmethod
    def _clicked(row: ChoiceRow, side: Side) -> Side:
        """Return what a click on a side means: a tick more or less where both may stay."""
        if not row.may_both:
            return side
        other = Side.SECOND if side is Side.FIRST else Side.FIRST
        if row.taken is Side.BOTH:
            return other
        return side if row.taken is side else Side.BOTH

    def _tell(self) -> None:
        """Name the row in hand for those who do not see it."""
        self.setAccessibleName("Angaben beider Einträge")
        if not self.rows:
            return
        row = self.rows[self.current]
        said = "gleich" if row.same else SPOKEN[row.taken] if row.taken else "noch nicht gewählt"
        self.setAccessibleDescription(
            f"{row.label}: links {row.first}, rechts {row.second}, {said}. {row.why}"
        )

    def _columns(self) -> tuple[float, float, float, float]:
        """Return where the columns begin (left, right, why) and how wide a value is."""
        look = theme()
        left = look.px(LABEL + 16)
        wide = (self.width() - left - look.px(16)) * 0.36
        return left, left + wide, left + 2 * wide + look.px(4), wide - look.px(GAP)

    def _cells(self, at: int) -> tuple[QRectF, QRectF]:
        first, second, _, wide = self._columns()
        top = theme().px(HEAD + ROW * at + 3)
        high = theme().px(ROW - 6)
        return QRectF(first, top, wide, high), QRectF(second, top, wide, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        self._paint_head(painter)
        for at, row in enumerate(self.rows):
            self._paint_row(painter, at, row)

    def _paint_head(self, painter: QPainter) -> None:
        look = theme()
        first, second, why, wide = self._columns()
        for left, name, made in zip((first, second), self._names, self._made, strict=True):
            painting.text(
                painter, QRectF(left, look.px(10), wide, look.px(18)), name,
                look.font(13, 600), look.c("text"),
            )  # fmt: skip
            painting.text(
                painter, QRectF(left, look.px(29), wide, look.px(18)), made,
                look.font(12), look.c("text2"),
            )  # fmt: skip
        room = QRectF(why, 0, self.width() - why - look.px(16), look.px(HEAD))
        painting.text(painter, room, "Warum so vorgeschlagen", look.font(12), look.c("text2"))
        named = painting.metrics(look.font(13, 600)).horizontalAdvance(self._names[0])
        hint = self._stays.sizeHint()
        self._stays.setGeometry(
            int(first + min(named + look.px(8), wide - hint.width())), look.px(9),
            hint.width(), hint.height(),
        )  # fmt: skip

    def _paint_row(self, painter: QPainter, at: int, row: ChoiceRow) -> None:
        look = theme()
        top, high = look.px(HEAD + ROW * at), look.px(ROW)
        if at == self.current:
            shade = "shade" if self.hasFocus() else "background"
            painter.fillRect(QRectF(0, top, self.width(), high), look.c(shade))
            painter.fillRect(QRectF(0, top, look.px(3), high), look.c("accent"))
        painting.horizontal(painter, 0, self.width(), top, look.c("faint"))
        _, _, why, _ = self._columns()
        label = QRectF(look.px(16), top, look.px(LABEL - 8), high)
        painting.text(painter, label, row.label, look.font(13), look.c("text2"))
        reason = QRectF(why, top, self.width() - why - look.px(16), high)
        tone = "warning" if row.taken is None else "text2"
        painting.text(painter, reason, row.why, look.font(12), look.c(tone))
        if row.same:
            self._paint_same(painter, at, row)
            return
        for side, cell in zip((Side.FIRST, Side.SECOND), self._cells(at), strict=True):
            text = row.first if side is Side.FIRST else row.second
            self._paint_cell(painter, cell, text, (row.taken in {side, Side.BOTH}, row.may_both))

    def _paint_same(self, painter: QPainter, at: int, row: ChoiceRow) -> None:
        look = theme()
        cell, other = self._cells(at)
        sign = QRectF(cell.left() + look.px(8), cell.top(), look.px(18), cell.height())
        painting.text(painter, sign, "=", look.font(13, 600), look.c("good"))
        room = cell.adjusted(look.px(30), 0, 0, 0)
        room.setRight(other.right())
        painting.text(painter, room, row.first, look.font(13), look.c("text"))

    def _paint_cell(
        self, painter: QPainter, cell: QRectF, text: str, state: tuple[bool, bool]
    ) -> None:
        look = theme()
        taken, box = state
        if taken:
            painting.frame(painter, cell, look.px(6), look.c("accent_weak"), look.c("accent"))
        sign = QRectF(cell.left() + look.px(9), cell.center().y() - look.px(8), look.px(16),
                      look.px(16))  # fmt: skip
        (_paint_tick if box else _paint_ring)(painter, sign, taken)
        room = cell.adjusted(look.px(32), 0, -look.px(8), 0)
        tone = "text3" if text == MISSING else "text"
        painting.text(painter, room, text, look.font(13, 500 if taken else 400), look.c(tone))


def _paint_ring(painter: QPainter, box: QRectF, taken: bool) -> None:
    look = theme()
    painter.setPen(QPen(look.c("accent" if taken else "text3"), 1.2))
    painter.setBrush(look.c("accent") if taken else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    if taken:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.c("accent_weak"))
        painter.drawEllipse(QPointF(box.center()), look.px(3), look.px(3))


def _paint_tick(painter: QPainter, box: QRectF, taken: bool) -> None:
    look = theme()
    fill: QColor | None = look.c("accent") if taken else None
    painting.frame(painter, box, look.px(4), fill, look.c("accent" if taken else "text3"))
    if taken:
        side = look.px(12)
        at = QPointF(box.center().x() - side / 2, box.center().y() - side / 2)
        icons.draw(painter, "check", look.c("on_accent"), at.x(), at.y(), side)
