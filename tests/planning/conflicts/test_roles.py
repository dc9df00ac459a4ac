"""Who works without the role for it: lessons, childcare and rides, each told once."""

from datetime import date

import pytest

from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import ConflictKind, CourseType, Role
from kursplaner.domain.people import Profile
from kursplaner.planning.conflicts.finding import find, find_for, find_touching
from kursplaner.store.records import by_id
from kursplaner.store.records import find as records
from tests.planning.small_town import SmallTown

ROLE = [ConflictKind.ROLE]
SOURCE_ROLES = {"lesson": "teacher", "childcare": "carer", "ride": "driver"}


@pytest.mark.parametrize(
    ("name", "source"), [("Seidel", "lesson"), ("Roth", "childcare"), ("driver", "ride")]
)
def test_a_role_is_missed_where_it_is_needed(town: SmallTown, name: str, source: str) -> None:
    who = town.people[name]
    with town.workspace.fill() as db:
        assert find(db, kinds=ROLE) == []
        (profile,) = records(db, Profile, person_id=who)
        profile.role = Role.STAFF.value
        db.flush()
        (found,) = find(db, kinds=ROLE)
        assert (found.facts, found.hard) == ({"work": source}, False)
        assert [subject.noun for subject in found.subjects] == ["person", source]
        assert found.subjects[0].id == who
        assert find_for(db, town.lessons[:1], ROLE) == [found]
        assert find_touching(db, [who], ROLE) == [found]
        assert find_touching(db, [who + 1000], ROLE) == []
        db.add(Profile(person_id=who, role=SOURCE_ROLES[source], ended_on=date(2027, 2, 1)))
        db.flush()
        assert find(db, kinds=ROLE) == []


@pytest.mark.parametrize(
    ("role", "kind", "told"),
    [
        (Role.VOLUNTEER, CourseType.CONVERSATION, False),
        (Role.VOLUNTEER, CourseType.GENERAL, True),
        (Role.SPEAKER, CourseType.EVENING, False),
        (Role.SPEAKER, CourseType.CONVERSATION, True),
        (Role.CARER, CourseType.GENERAL, True),
    ],
)
def test_some_courses_are_led_by_speakers_and_volunteers(
    town: SmallTown,
    role: Role,
    kind: CourseType,
    told: bool,  # noqa: FBT001
) -> None:
    with town.workspace.fill() as db:
        (profile,) = records(db, Profile, person_id=town.people["Seidel"])
        profile.role = role.value
        by_id(db, Course, town.course).course_type = kind.value
        db.flush()
        assert bool(find(db, kinds=ROLE)) is told
