"""One lesson, childcare slot or ride before and after a change, as a line."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kursplaner.basics.spans import day_of
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.childcare import ChildcareSlotLesson
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import CancelReason, Direction, LessonStatus
from kursplaner.domain.rides.rides import RideLesson
from kursplaner.store.queries.labels import labels
from kursplaner.store.queries.names import person_names
from kursplaner.store.records import by_ids, find

if TYPE_CHECKING:
    from kursplaner.store.journal.rehearsal import RowChange
    from kursplaner.store.journal.triggers import Row
    from kursplaner.store.session import Db

CANCELLED = LessonStatus.CANCELLED.value
WITHOUT = {"room": "ohne Raum", "vehicle": "ohne Fahrzeug"}


@dataclass(frozen=True)
class _Words:
    """Titles and names for the ids that the lines speak of."""

    titles: Mapping[tuple[str, int], str] = field(default_factory=dict)
    people: Mapping[int, str] = field(default_factory=dict)
    course_of: Mapping[int, int] = field(default_factory=dict)
    lessons_of: Mapping[tuple[str, int], Sequence[int]] = field(default_factory=dict)

    def course(self, lesson_id: int) -> str:
        return self.titles.get(("course", self.course_of.get(lesson_id, 0)), "Kurs")

    def courses(self, record: tuple[str, int]) -> str:
        found = (self.course(key) for key in self.lessons_of.get(record, ()))
        return ", ".join(dict.fromkeys(found)) or "Kurs"

    def thing(self, noun: str, key: object) -> str:
        if key is None:
            return WITHOUT[noun]
        return self.titles.get((noun, int(str(key))), f"{noun} {key}")


@dataclass(frozen=True)
class _Change(ABC):
    """A record before and after, with what changed around it.

    Attributes:
        came, went: person ids who begin or cease to work in it.
        beside: whether it only goes along with a lesson that is told of.
        children: how many children come to it from another slot.
    """

    row: "RowChange"
    words: _Words = field(default_factory=_Words)
    came: tuple[int, ...] = ()
    went: tuple[int, ...] = ()
    beside: bool = False
    children: int = 0
    rank = 0

    @property
    def id(self) -> int:
        return self.row.id

    @cached_property
    def old(self) -> "Row":
        return self.row.before or self.row.after or {}

    @cached_property
    def now(self) -> "Row":
        return self.row.after or self.row.before or {}

    @property
    def new(self) -> bool:
        """Tell whether it was not there before."""
        return self.row.before is None

    @property
    def cancelled(self) -> bool:
        """Tell whether it no longer takes place."""
        gone = self.row.after is None or self.now.get("status") == CANCELLED
        return gone and self.old.get("status") != CANCELLED

    @property
    def moved(self) -> bool:
        """Tell whether its times change."""
        return _span(self.old) != _span(self.now)

    @property
    def starts(self) -> int:
        return _span(self.old)[0]

    @property
    def rooms(self) -> set[int]:
        """Return its rooms before and after."""
        return {int(room) for row in (self.old, self.now) if (room := row.get("room_id"))}

    @abstractmethod
    def line(self) -> str:
        """Return its line; empty when nothing of it is worth one."""

    def parts(self) -> list[str]:
        """Return what else is different: the room, the people."""
        return [*self._exchanged("room_id", "room"), *self._people()]

    def _exchanged(self, column: str, noun: str) -> Iterator[str]:
        before, after = self.old.get(column), self.now.get(column)
        if before != after:
            yield f"{self.words.thing(noun, before)} → {self.words.thing(noun, after)}"

    def _people(self) -> Iterator[str]:
        came, went = self._named(self.came), self._named(self.went)
        yield from (f"{comes} statt {goes}" for comes, goes in zip(came, went, strict=False))
        yield from (f"mit {name}" for name in came[len(went) :])
        yield from (f"ohne {name}" for name in went[len(came) :])

    def _named(self, ids: Iterable[int]) -> list[str]:
        return [self.words.people.get(key, "Person ohne Namen") for key in ids]

    def when(self) -> str:
        """Return "Di 02.03. 9:00–11:30", with " → …" where it moves."""
        if not self.moved:
            return moment(_span(self.now))
        return f"{moment(_span(self.old))} → {moment(_span(self.now), beside=_span(self.old))}"


class LessonChange(_Change):
    """A lesson before and after."""

    def line(self) -> str:
        """Return its line; empty when nothing of it is worth one."""
        title = self.words.course(self.id)
        here = moment(_span(self.now))
        if self.new:
            what = "Ersatztermin" if self.now.get("makeup_for_id") else "neuer Termin"
            room = self.words.thing("room", self.now.get("room_id"))
            return ", ".join((f"{title}: {what} {here}", room))
        if self.cancelled:
            why = said(CancelReason, str(self.now.get("cancel_reason") or ""))
            return f"{title}: {moment(_span(self.old))} fällt aus{f' ({why})' if why else ''}"
        if self.old.get("status") == CANCELLED != self.now.get("status"):
            return f"{title}: {here} findet wieder statt"
        parts = [*self.parts(), *self._course()]
        return f"{title}: {', '.join([self.when(), *parts])}" if parts or self.moved else ""

    def _course(self) -> Iterator[str]:
        before, after = self.old.get("course_id"), self.now.get("course_id")
        if before != after:
            yield f"jetzt {self.words.thing('course', after)}"


class SlotChange(_Change):
    """A childcare slot before and after."""

    rank = 1

    def line(self) -> str:
        """Return its line; empty when it only goes along with its lesson."""
        title = f"Betreuung zu {self.words.courses(('childcare', self.id))}"
        parts = [*self.parts(), *self._children()]
        if self.new:
            room = self.words.thing("room", self.now.get("room_id"))
            line = f"{title}: neu am {', '.join([moment(_span(self.now)), room, *parts])}"
            return "" if self.beside else line
        if self.cancelled:
            return "" if self.beside else f"{title}: {moment(_span(self.old))} fällt aus"
        worth = parts or (self.moved and not self.beside)
        return f"{title}: {', '.join([self.when(), *parts])}" if worth else ""

    def _children(self) -> Iterator[str]:
        if self.children:
            yield f"{counted(self.children, 'child')} {'kommt' if self.children == 1 else 'kommen'}"


class RideChange(_Change):
    """A ride before and after; people are the drivers."""

    rank = 2

    def line(self) -> str:
        """Return its line; empty when it only goes along with its lesson."""
        way = said(Direction, str(self.now.get("direction") or "")) or "Fahrt"
        title = f"{way} {self.words.courses(('ride', self.id))}"
        if self.new or self.cancelled:
            what = f"neu am {moment(_span(self.now))}"
            gone = f"{moment(_span(self.old))} fällt aus"
            return "" if self.beside else f"{title}: {what if self.new else gone}"
        parts = [*self._exchanged("vehicle_id", "vehicle"), *self._driver()]
        worth = parts or (self.moved and not self.beside)
        return f"{title}: {', '.join([self.when(), *parts])}" if worth else ""

    def _driver(self) -> Iterator[str]:
        before, after = self.old.get("driver_id"), self.now.get("driver_id")
        if before == after:
            return
        comes, goes = (self._named([int(key)])[0] if key else "" for key in (after, before))
        if not comes:
            yield "niemand fährt"
        else:
            yield f"{comes} fährt statt {goes}" if goes else f"{comes} fährt"


class Told:
    """Changed rows put together to lessons, childcare slots and rides, with their names."""

    def __init__(self, db: "Db", changes: Sequence["RowChange"], *, hidden: bool = False) -> None:
        """Take the changed rows; names and titles are asked for at once."""
        self._by_table: dict[str, list[RowChange]] = {}
        for change in changes:
            self._by_table.setdefault(change.table, []).append(change)
        self._words = self._names(db, hidden=hidden)
        found = [LessonChange(change) for change in self._of("lesson")]
        self._moved = {
            change.id for change in found if change.moved or change.new or change.cancelled
        }

    def lessons(self) -> list[LessonChange]:
        """Return the changed lessons."""
        return [
            LessonChange(
                change,
                self._words,
                *self._exchange("lesson_person", "lesson_id", change.id),
            )
            for change in self._of("lesson")
        ]

    def slots(self) -> list[SlotChange]:
        """Return the changed childcare slots."""
        return [
            SlotChange(
                change,
                self._words,
                *self._exchange("childcare_slot_carer", "slot_id", change.id),
                self._beside("childcare", change.id),
                self._arriving(change.id),
            )
            for change in self._of("childcare_slot")
        ]

    def rides(self) -> list[RideChange]:
        """Return the changed rides."""
        return [
            RideChange(change, self._words, beside=self._beside("ride", change.id))
            for change in self._of("ride")
        ]

    def _of(self, table: str) -> list["RowChange"]:
        return self._by_table.get(table, [])

    def _beside(self, noun: str, key: int) -> bool:
        return bool(self._moved & set(self._words.lessons_of.get((noun, key), ())))

    def _exchange(
        self, table: str, column: str, key: int
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return who begins and who ceases to work in a record."""
        rows = [(change.before, change.after) for change in self._of(table)]
        went = {int(old["person_id"] or 0) for old, _ in rows if old and old[column] == key}
        came = {int(new["person_id"] or 0) for _, new in rows if new and new[column] == key}
        return tuple(sorted(came - went)), tuple(sorted(went - came))

    def _arriving(self, slot_id: int) -> int:
        return sum(
            change.before is not None
            and change.after["slot_id"] == slot_id != change.before["slot_id"]
            for change in self._of("childcare_place")
            if change.after is not None
        )

    def _names(self, db: "Db", *, hidden: bool) -> _Words:
        lessons_of = {
            **self._links(db, "childcare", "childcare_slot"),
            **self._links(db, "ride", "ride"),
        }
        wanted = {key for keys in lessons_of.values() for key in keys}
        known = by_ids(db, Lesson, wanted | {change.id for change in self._of("lesson")})
        course_of = {key: lesson.course_id for key, lesson in known.items()}
        course_of |= {change.id: _key(change, "course_id") for change in self._of("lesson")}
        things = {("course", key) for key in course_of.values()}
        for table, column, noun in (
            ("lesson", "room_id", "room"),
            ("lesson", "course_id", "course"),
            ("childcare_slot", "room_id", "room"),
            ("ride", "vehicle_id", "vehicle"),
        ):
            things |= {(noun, key) for key in self._ids(table, column)}
        return _Words(labels(db, things), self._people(db, hidden=hidden), course_of, lessons_of)

    def _people(self, db: "Db", *, hidden: bool) -> dict[int, str]:
        people = self._ids("lesson_person", "person_id") | self._ids("ride", "driver_id")
        people |= self._ids("childcare_slot_carer", "person_id")
        shorten = names.initials if hidden else names.brief
        return {key: shorten(name) for key, name in person_names(db, people).items()}

    def _ids(self, table: str, column: str) -> set[int]:
        rows = (row for change in self._of(table) for row in (change.before, change.after) if row)
        return {int(key) for row in rows if (key := row.get(column))}

    def _links(self, db: "Db", noun: str, table: str) -> dict[tuple[str, int], list[int]]:
        """Return the lessons that changed slots or rides serve, new ones too."""
        ids = [change.id for change in self._of(table)]
        found: dict[tuple[str, int], list[int]] = {}
        for owner, lesson in self._stored(db, noun, ids):
            found.setdefault((noun, owner), []).append(lesson)
        column = "slot_id" if noun == "childcare" else "ride_id"
        for change in self._of(f"{table}_lesson"):
            if change.before is None and change.after is not None:
                pair = int(change.after[column] or 0), int(change.after["lesson_id"] or 0)
                found.setdefault((noun, pair[0]), []).append(pair[1])
        return found

    def _stored(self, db: "Db", noun: str, ids: Collection[int]) -> list[tuple[int, int]]:
        if not ids:
            return []
        if noun == "childcare":
            slots = find(db, ChildcareSlotLesson, slot_id=list(ids))
            return [(lesson.slot_id, lesson.lesson_id) for lesson in slots]
        return [
            (lesson.ride_id, lesson.lesson_id) for lesson in find(db, RideLesson, ride_id=list(ids))
        ]


def moment(span: tuple[int, int], beside: tuple[int, int] | None = None) -> str:
    """Return "Di 02.03. 9:00–11:30"; only the times where the day is the one of `beside`."""
    day = day_of(span[0])
    if beside is not None and day_of(beside[0]) == day:
        return days.times(*span)
    return f"{days.short_day(day)} {days.times(*span)}"


def _span(row: Mapping[str, object]) -> tuple[int, int]:
    return int(str(row.get("starts", 0))), int(str(row.get("ends", 0)))


def _key(change: "RowChange", column: str) -> int:
    row = change.after or change.before or {}
    return int(row.get(column) or 0)
