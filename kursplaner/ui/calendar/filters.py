"""What of many lessons the calendar shows: of one house or kind, with conflicts, cancelled ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import CourseType
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.store.queries.rooms import RoomRow
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets import ChipRow, Choice, ChoiceField, Text

MANY = 30
"""Lessons in a week from which there is something to filter."""
CONFLICTS, HINTS, CANCELLED, CHILDCARE, RIDES, NO_ROOM = (
    "conflicts",
    "hints",
    "cancelled",
    "childcare",
    "rides",
    "no_room",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be shown: empty is everything."""

    house: str = ""
    kind: str = ""
    only: frozenset[str] = frozenset()
    cancelled: bool = True

    def takes(self, row: LessonRow, house: str, against: Mapping[int, Conflict]) -> bool:
        """Tell whether a lesson is shown; `against` is the gravest conflict of each."""
        conflict = against.get(row.id)
        there = {
            CONFLICTS: conflict is not None and conflict.hard,
            HINTS: conflict is not None and not conflict.hard,
            CHILDCARE: row.childcare is not None,
            RIDES: bool(row.rides),
            NO_ROOM: row.room_id is None,
        }
        return (
            self.house in ("", house)
            and self.kind in ("", row.kind)
            and (self.cancelled or row.status in LESSONS_TAKING_PLACE)
            and all(there[key] for key in self.only)
        )


class FilterBar(QWidget):
    """Houses, kinds and chips in one line, and at its end how much there is.

    Signals:
        changed: something else is to be shown.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self.houses = ChoiceField([Choice("", "Alle Häuser")], "", name="Haus")
        self.kinds = ChoiceField([Choice("", "Alle Kursarten")], "", name="Kursart")
        self.chips = ChipRow([], name="Zeigen")
        self.total = Text("", "note", "second")
        for field in (self.houses, self.kinds):
            field.setFixedWidth(theme().px(168))
            field.chosen.connect(self._tell)
        self.chips.changed.connect(self._tell)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().px(8))
        line.addWidget(self.houses)
        line.addWidget(self.kinds)
        line.addWidget(self.chips, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.total)
        self.hide()

    def wanted(self) -> Wanted:
        """Return what is chosen; everything while the line is hidden."""
        if self.isHidden():
            return Wanted()
        on = self.chips.chosen_keys()
        cancelled = CANCELLED in on or CANCELLED not in self.chips.all_keys()
        return Wanted(
            self.houses.current(), self.kinds.current(), on - {CANCELLED}, cancelled=cancelled
        )

    def show_of(
        self, rows: Sequence[LessonRow], rooms: Iterable[RoomRow], against: Mapping[int, Conflict]
    ) -> None:
        """Offer what there is among the lessons of a period; hidden where these are few."""
        self.setVisible(len(rows) >= MANY)
        used = {row.room_id for row in rows}
        known = [room for room in rooms if room.id in used]
        houses = sorted({(str(room.site_id), room.site) for room in known}, key=lambda h: h[1])
        kinds = sorted({(row.kind, said(CourseType, row.kind)) for row in rows}, key=lambda k: k[1])
        chips = _chips(rows, against)
        if self._shown != (houses, kinds, chips):
            on = self.chips.chosen_keys() if self.chips.all_keys() else frozenset()
            new = {CANCELLED} - self.chips.all_keys()
            self._shown = (houses, kinds, chips)
            for field, every, some in (
                (self.houses, "Alle Häuser", houses),
                (self.kinds, "Alle Kursarten", kinds),
            ):
                choices = [Choice("", every), *(Choice(key, text) for key, text in some)]
                before = field.current()
                field.show_choices(choices, before if before in dict(some) else "")
            self.chips.show_choices(chips, sorted(on | new))
        courses = len({row.course_id for row in rows})
        parts = (counted(courses, "course"), counted(len(rows), "lesson"))
        self.total.show_text(", ".join(parts))

    def _tell(self, _chosen: object = None) -> None:
        self.changed.emit()


def _chips(rows: Sequence[LessonRow], against: Mapping[int, Conflict]) -> list[Choice]:
    """Return the chips of what there is; those of which there is nothing are left out."""
    hard = sum(conflict.hard for conflict in against.values())
    soft = len(against) - hard
    cancelled = sum(row.status not in LESSONS_TAKING_PLACE for row in rows)
    without = sum(row.room_id is None for row in rows)
    found = (
        (hard, Choice(CONFLICTS, f"{hard} mit Konflikt")),
        (soft, Choice(HINTS, f"{soft} mit Hinweis")),
        (cancelled, Choice(CANCELLED, f"{cancelled} abgesagt zeigen")),
        (sum(row.childcare is not None for row in rows), Choice(CHILDCARE, "Mit Betreuung")),
        (sum(bool(row.rides) for row in rows), Choice(RIDES, "Mit Fahrdienst")),
        (without, Choice(NO_ROOM, f"{without} ohne Raum")),
    )
    return [choice for count, choice in found if count]
