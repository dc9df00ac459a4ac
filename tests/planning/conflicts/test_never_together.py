"""People who must not meet: in a lesson, the childcare or a ride."""

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording.conflicts.sentences import sentence
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.courses import Enrolment, PlannedLesson
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import ConflictKind, EnrolmentStatus
from kursplaner.domain.people import NeverTogether
from kursplaner.domain.rides.rides import RideSeat
from kursplaner.planning.conflicts.finding import find, find_for
from kursplaner.planning.enrolments.enrolling import propose_enrol
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import (
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    enrol_plainly,
)

NEVER = [ConflictKind.NEVER_TOGETHER]


def two(db: Db) -> tuple[int, int]:
    """Add two people who must not meet."""
    pair = (add_person(db, "Ahmadi"), add_person(db, "Bauer"))
    forbid(db, *pair)
    return pair


def forbid(db: Db, person: int, other: int) -> None:
    db.add(NeverTogether(first_id=min(person, other), second_id=max(person, other)))
    db.flush()


def meetings(db: Db) -> list[Conflict]:
    db.flush()
    return find(db, kinds=NEVER)


def test_one_course(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        pair = two(db)
        stays = [enrol_plainly(db, town.course, person) for person in pair]
        found = meetings(db)
        assert [conflict.id for conflict in found] == [
            f"never_together:{pair[0]}-{pair[1]}:lesson{key}" for key in town.lessons
        ]
        assert all(conflict.hard for conflict in found)
        assert sentence(found[0]) == (
            "Ahm Ahmadi und Bau Bauer dürfen sich nicht begegnen, sind am Di 02.03.2027,"
            " 9:00–11:30 aber zusammen eingeplant: Kurs „Kurs K1“."
        )
        assert find_for(db, town.lessons[:1], NEVER) == found[:1]
        by_id(db, Enrolment, stays[1]).status = EnrolmentStatus.REFUSED.value
        assert not meetings(db)


def test_in_turns(town: SmallTown) -> None:
    """Each has dates of her own: they meet only where both are planned."""
    with town.workspace.fill() as db:
        for person, dates in zip(two(db), ((0, 2, 4), (1, 2, 3)), strict=True):
            stay = enrol_plainly(db, town.course, person, only_planned_lessons=True)
            for at in dates:
                db.add(PlannedLesson(enrolment_id=stay, lesson_id=town.lessons[at]))
        assert [conflict.subjects[2].id for conflict in meetings(db)] == [town.lessons[2]]


def test_two_courses_at_once_are_no_meeting(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        pair = two(db)
        enrol_plainly(db, town.course, pair[0])
        other = add_course(db, town, "K2")
        add_lesson(db, other, minute_of(TUESDAY, 540))
        enrol_plainly(db, other, pair[1])
        assert not meetings(db)


@pytest.mark.parametrize("who", ["Seidel", "Roth", "driver"])
def test_somebody_at_work(town: SmallTown, who: str) -> None:
    """The teacher of the lesson, the carer of the child, the driver of the passenger."""
    with town.workspace.fill() as db:
        guest = add_person(db, "Gast")
        forbid(db, guest, town.people[who])
        assert not meetings(db)
        if who == "Seidel":
            enrol_plainly(db, town.course, guest)
        elif who == "Roth":
            db.add(ChildcarePlace(slot_id=town.slots[0], child_id=guest))
        else:
            db.add(RideSeat(ride_id=town.rides[0], person_id=guest))
        noun = {"Seidel": "lesson", "Roth": "childcare", "driver": "ride"}[who]
        found = meetings(db)
        assert {conflict.subjects[2].noun for conflict in found} == {noun}
        assert find_for(db, town.lessons[:1], NEVER) == found[:1]


@pytest.mark.parametrize("gone", [False, True])
def test_childcare_and_rides(town: SmallTown, *, gone: bool) -> None:
    with town.workspace.fill() as db:
        for at, person in enumerate(two(db)):
            off = gone and at == 1
            status, result = ("cancelled", "cancelled_in_time") if off else ("planned", "open")
            db.add(ChildcarePlace(slot_id=town.slots[0], child_id=person, status=status))
            db.add(RideSeat(ride_id=town.rides[0], person_id=person, result=result))
        found = [conflict.subjects[2].noun for conflict in meetings(db)]
        assert found == ([] if gone else ["ride", "childcare"])


def test_enrolling_says_whom_somebody_would_meet(town: SmallTown) -> None:
    """A family is not enrolled beside somebody it must not meet; nothing else stands against it."""
    with town.workspace.fill() as db:
        pair = two(db)
        free = propose_enrol(db, EnrolDraft(town.course, pair[1]))
        assert free.fits
        stay = enrol_plainly(db, town.course, pair[0])
        plan = propose_enrol(db, EnrolDraft(town.course, pair[1]))
        assert not plan.fits
        assert [conflict.subjects[2].id for conflict in plan.lacks] == town.lessons
        by_id(db, Enrolment, stay).status = EnrolmentStatus.REFUSED.value
        db.flush()
        assert propose_enrol(db, EnrolDraft(town.course, pair[1])).fits


def test_children_do_not_meet_in_the_childcare(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        pair = two(db)
        db.add(ChildcarePlace(slot_id=town.slots[2], child_id=pair[0]))
        children = (ChildWish(pair[1], rides=False),)
        draft = EnrolDraft(town.course, add_person(db, "Mutter"), children=children)
        plan = propose_enrol(db, draft)
        assert [conflict.kind for conflict in plan.lacks] == NEVER
        assert plan.lacks[0].subjects[2] == ("childcare", town.slots[2], "Kurs K1")
