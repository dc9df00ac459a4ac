"""How fast this machine is at this moment: three fixed loops, of Python, SQLite and painting.

Limits in units of time were stated on two quiet cores. The loops took `QUIET` there; here they take
longer or shorter, and the limits stretch or shrink with them. The loops use nothing of Kursplaner,
so that nothing we change can move the yardstick.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from sqlcipher3 import dbapi2

from benchmarks.measure import Figure, median_ms

QUIET: Mapping[str, float] = MappingProxyType({"Python": 1.9, "SQLite": 2.6, "painting": 5.0})
"""Milliseconds on the machine on which the limits were stated."""
RUNS = 25
NAME = "yardstick before "


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What the loops took, in milliseconds, by their names."""

    took: Mapping[str, float]

    @property
    def factor(self) -> float:
        """How many times slower than the quiet machine: the geometric mean of the loops."""
        ratios = [self.took[name] / quiet for name, quiet in QUIET.items()]
        return math.prod(ratios) ** (1 / len(ratios))

    def figure(self, room: str) -> Figure:
        """Return the line that stands above the figures of a room."""
        beside = ", ".join(f"{name} {took:.1f} ms" for name, took in self.took.items())
        return Figure(f"{NAME}{room}", self.factor, "×", None, beside)


def measured() -> Yardstick:
    """Return the yardstick of this moment; it takes a quarter of a second on the quiet machine.

    The loops take turns and the mean counts, not the median: who shares the machine takes it away
    for whole moments, and a median of so short loops would not see them.
    """
    took = dict.fromkeys(LOOPS, 0.0)
    for _ in range(RUNS):
        for name, loop in LOOPS.items():
            took[name] += median_ms(loop, 1, 0) / RUNS
    return Yardstick(took)


def _python() -> int:
    words: dict[str, list[int]] = {}
    for number in range(6000):
        words.setdefault(f"{number % 97:03}", []).append(number * 7 % 1013)
    return sum(max(sorted(numbers)) for numbers in words.values())


def _sqlite() -> int:
    with dbapi2.connect(":memory:") as db:
        db.execute("create table stay (id integer primary key, place int, starts int, ends int)")
        rows = ((number, number % 40, number * 7, number * 7 + 90) for number in range(2000))
        db.executemany("insert into stay values (?, ?, ?, ?)", rows)
        db.execute("create index by_place on stay (place, starts)")
        (count,) = db.execute(
            "select count(*) from stay a join stay b on b.place = a.place"
            " and b.starts >= a.starts and b.starts < a.ends + 1500 and b.id > a.id"
        ).fetchone()
    return int(count)


def _painting() -> QImage:
    image = QImage(800, 600, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number in range(300):
        x, y = number * 37 % 760, number * 53 % 560
        painter.setBrush(QColor.fromHsv(number % 360, 90, 230))
        painter.drawRoundedRect(QRectF(x, y, 40, 40), 6, 6)
        painter.drawLine(QPointF(x, y), QPointF(y, x))
    painter.end()
    return image


LOOPS = {"Python": _python, "SQLite": _sqlite, "painting": _painting}
