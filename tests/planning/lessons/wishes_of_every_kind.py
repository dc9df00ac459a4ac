"""A second course beside that of the small town, and for each kind of wish one that clashes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import SkippedDate
from kursplaner.domain.rooms import Room, Site
from kursplaner.planning.lessons.changing import Wish
from kursplaner.planning.lessons.copying import CopyWish
from kursplaner.planning.lessons.exchanging import ExchangeWish
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.moving_together import LessonMove, RearrangeWish
from kursplaner.planning.lessons.other_times import NewTime, TimesWish
from kursplaner.planning.lessons.stretching import StretchWish
from kursplaner.planning.lessons.taking_in import TakeInWish
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace
from tests.planning.small_town import (
    NINE,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    enrol_plainly,
)

EVENING = 1080
WEDNESDAY = TUESDAY + timedelta(days=1)
AT = minute_of(TUESDAY, NINE)
ZWICKAU = (50_720_000, 12_490_000)


@dataclass
class Beside:
    """The town with its second course, at six, and at nine on a later Wednesday.

    Attributes:
        lesson: on Tuesday evening; room and teacher of its own.
        last: on a Wednesday at nine, two weeks later.
        far: somebody who teaches in Zwickau until right before it begins.
    """

    town: SmallTown
    course: int
    lesson: int
    last: int
    far: int

    @property
    def workspace(self) -> Workspace:
        """The open town."""
        return self.town.workspace


def build_beside(town: SmallTown) -> Beside:
    """Add the course; who is in it is in the first one, too."""
    with town.workspace.fill() as db:
        course = add_course(db, town, "K2")
        db.add(SkippedDate(course_id=course, day=TUESDAY, reason="own"))
        teacher, room = [town.people["Vogel"]], town.rooms["B"]
        starts = minute_of(TUESDAY, EVENING)
        lesson = add_lesson(db, course, starts, room=room, teachers=teacher)
        later = minute_of(WEDNESDAY + timedelta(days=14), NINE)
        last = add_lesson(db, course, later, room=room, teachers=teacher)
        person = add_person(db, "Doppelt")
        for each in (town.course, course):
            enrol_plainly(db, each, person)
        far = _far_teacher(db, town, starts)
    return Beside(town, course, lesson, last, far)


def _far_teacher(db: Db, town: SmallTown, until: int) -> int:
    site = Site(name="Zwickau", land="SN", latitude=ZWICKAU[0], longitude=ZWICKAU[1])
    db.add(site)
    db.flush()
    room = Room(name="Z", site_id=site.id, capacity=20)
    db.add(room)
    db.flush()
    far = town.people["Ferne"] = add_person(db, "Ferne", "teacher")
    add_lesson(db, add_course(db, town, "K3"), until - 150, room=room.id, teachers=[far])
    return far


def moved(beside: Beside) -> Wish:
    return MoveWish(beside.lesson, AT)


def stretched(beside: Beside) -> Wish:
    return StretchWish(beside.lesson, AT + 149, minute_of(TUESDAY, EVENING + 150))


def copied(beside: Beside) -> Wish:
    return CopyWish(beside.lesson, AT)


def taken_in(beside: Beside) -> Wish:
    return TakeInWish(beside.course, TUESDAY)


def at_other_times(beside: Beside) -> Wish:
    time = NewTime(TUESDAY.weekday(), NINE, NINE + 150)
    return TimesWish(beside.course, TUESDAY, TUESDAY, (time,))


def rearranged(beside: Beside) -> Wish:
    return RearrangeWish((LessonMove(beside.lesson, AT, AT + 150, beside.town.rooms["B"]),))


def exchanged(beside: Beside) -> Wish:
    return ExchangeWish((beside.lesson,), beside.town.people["Vogel"], beside.far)


EVERY: Mapping[str, Callable[[Beside], Wish]] = MappingProxyType(
    {
        made.__name__: made
        for made in (moved, stretched, copied, taken_in, at_other_times, rearranged, exchanged)
    }
)
