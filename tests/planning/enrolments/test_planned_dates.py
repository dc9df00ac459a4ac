from datetime import date, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import moment_of
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotLesson
from kursplaner.domain.courses import Course, Enrolment, Lesson, PlannedLesson
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import ActKind, Way
from kursplaner.domain.rides.rides import RideSeat
from kursplaner.planning.conflicts.finding import find
from kursplaner.planning.enrolments import enrolling
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.store.records import by_id
from kursplaner.store.records import find as records
from kursplaner.store.session import Db
from tests.planning.new_families import choose
from tests.planning.small_town import SmallTown, add_person
from tests.store.queries.written import written

SMALL = date(2023, 2, 1)


def family(db: Db, town: SmallTown, name: str) -> int:
    child = add_person(db, f"{name}kind", birth_date=SMALL)
    draft = EnrolDraft(
        town.course, add_person(db, name), (ChildWish(child),), way=Way.SHUTTLE, stop_id=town.stop
    )
    return enrolling.apply(db, enrolling.propose_enrol(db, draft))


def test_only_the_chosen_dates_have_places_and_seats(town: SmallTown) -> None:
    with town.workspace.change(ActKind.DATES_PLANNED) as db:
        key = family(db, town, "Schicht")
    with town.workspace.change(ActKind.DATES_PLANNED) as db:
        choose(db, key, town.lessons[::2])
    with town.workspace.read() as db:
        places = records(db, ChildcarePlace, enrolment_id=key)
        assert [place.slot_id for place in places] == town.slots[::2]
        assert len(records(db, RideSeat, enrolment_id=key)) == 2 * 2 * 3
        assert {row.lesson_id for row in records(db, PlannedLesson)} == set(town.lessons[::2])
        assert find(db) == []
    with town.workspace.change(ActKind.DATES_PLANNED) as db:
        choose(db, key, None)
    with town.workspace.read() as db:
        assert len(records(db, ChildcarePlace, enrolment_id=key)) == len(town.slots)
        assert not by_id(db, Enrolment, key).only_planned_lessons
        assert records(db, PlannedLesson) == []


def test_two_shift_workers_share_one_seat_but_not_one_date(town: SmallTown) -> None:
    with town.workspace.change(ActKind.DATES_PLANNED) as db:
        by_id(db, Course, town.course).capacity = 1
        first = enrolling.apply(
            db, enrolling.propose_enrol(db, EnrolDraft(town.course, add_person(db, "Frueh")))
        )
        choose(db, first, town.lessons[::2])
        other = EnrolDraft(
            town.course, add_person(db, "Spaet"), only_lessons=frozenset(town.lessons[1::2])
        )
        second = enrolling.apply(db, enrolling.propose_enrol(db, other))
        with pytest.raises(HardConflict):
            choose(db, second, town.lessons)
        choose(db, second, town.lessons[3:4])


def test_what_has_begun_stays_planned(town: SmallTown) -> None:
    with town.workspace.change(ActKind.DATES_PLANNED) as db:
        key = family(db, town, "Schicht")
        later = moment_of(by_id(db, Lesson, town.lessons[1]).ends) + timedelta(minutes=30)
    with clock.pinned(later):
        with town.workspace.change(ActKind.DATES_PLANNED) as db:
            choose(db, key, town.lessons[2:3])
        with town.workspace.read() as db:
            kept = {row.lesson_id for row in records(db, PlannedLesson)}
            assert kept == set(town.lessons[:3])
            assert len(records(db, ChildcarePlace, enrolment_id=key)) == 3
        with (
            town.workspace.read() as db,
            pytest.raises(Refused, match="lesson_not_to_come"),
        ):
            choose(db, key, town.lessons[:1])


@pytest.mark.parametrize("minute", [1, 150, 159])
def test_the_way_home_from_a_lesson_that_has_begun_stays(town: SmallTown, minute: int) -> None:
    with town.workspace.change(ActKind.DATES_PLANNED) as db:
        key = family(db, town, "Schicht")
        begun = moment_of(by_id(db, Lesson, town.lessons[1]).starts) + timedelta(minutes=minute)
    with clock.pinned(begun), town.workspace.rehearse() as db:
        (late,) = written(db, ChildcareSlot(starts=clock.minute() + 1, ends=clock.minute() + 9))
        written(db, ChildcareSlotLesson(slot_id=late, lesson_id=town.lessons[1]))
        (place,) = records(db, ChildcarePlace, enrolment_id=key, slot_id=town.slots[1])
        place.slot_id = late
        choose(db, key, [])
        rides = {row.ride_id for row in records(db, RideSeat, enrolment_id=key)}
        assert rides == set(town.rides[:4])
        slots = {row.slot_id for row in records(db, ChildcarePlace, enrolment_id=key)}
        assert slots == {town.slots[0], late}
