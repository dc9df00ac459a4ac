"""Which grant pays for a course: that of the course before, else the only one that covers a day."""

from datetime import date, timedelta

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.courses import Course
from kursplaner.domain.funding import Grant
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.courses.grant import grant_for, grants_covering, put_under_grant
from kursplaner.store.records import by_id
from kursplaner.store.workspace import Workspace

DAY = date(2027, 3, 2)
ONE_DAY = timedelta(days=1)


def add_grant(workspace: Workspace, reference: str, first_day: date, last_day: date) -> int:
    with workspace.fill() as db:
        days = {"first_day": first_day, "last_day": last_day}
        grant = Grant(reference=reference, title=reference, **days)
        db.add(grant)
        db.flush()
        return grant.id


def add_course(workspace: Workspace) -> int:
    with workspace.fill() as db:
        course = Course(number="K1", title="K1", course_type="municipal", required_units=60)
        course.capacity, course.first_day = 12, DAY
        db.add(course)
        db.flush()
        return course.id


def test_the_only_grant_that_covers_a_day_pays_from_its_first_to_its_last(
    workspace: Workspace,
) -> None:
    key = add_grant(workspace, "AZ-1", DAY, DAY + ONE_DAY)
    with workspace.read() as db:
        days = [DAY + number * ONE_DAY for number in range(-1, 3)]
        assert [grant_for(db, day) for day in days] == [None, key, key, None]
        assert [grants_covering(db, day) for day in days] == [[], [key], [key], []]


def test_of_several_grants_that_of_the_course_before_pays_while_it_covers_the_day(
    workspace: Workspace,
) -> None:
    older = add_grant(workspace, "AZ-1", DAY - ONE_DAY, DAY)
    newer = add_grant(workspace, "AZ-2", DAY, DAY + ONE_DAY)
    with workspace.read() as db:
        assert grants_covering(db, DAY) == [newer, older]
        assert grant_for(db, DAY) is None
        assert [grant_for(db, DAY, before) for before in (older, newer)] == [older, newer]
        assert grant_for(db, DAY + ONE_DAY, older) == newer


def test_a_course_is_put_under_a_grant_and_taken_from_it(workspace: Workspace) -> None:
    grant, course = add_grant(workspace, "AZ-1", DAY, DAY), add_course(workspace)
    for wanted in (grant, None):
        with workspace.change(ActKind.COURSE_CHANGED) as db:
            put_under_grant(db, course, by_id(db, Course, course).version, wanted)
        with workspace.read() as db:
            assert by_id(db, Course, course).grant_id == wanted


def test_an_unknown_grant_and_an_old_version_are_refused(workspace: Workspace) -> None:
    grant, course = add_grant(workspace, "AZ-1", DAY, DAY), add_course(workspace)
    with workspace.read() as db:
        version = by_id(db, Course, course).version
    for wanted, seen, kind in ((grant + 1, version, "not_found"), (grant, 0, "overtaken")):
        with (
            pytest.raises(Refused, match=kind),
            workspace.change(ActKind.COURSE_CHANGED) as db,
        ):
            put_under_grant(db, course, seen, wanted)
        with workspace.read() as db:
            assert by_id(db, Course, course).grant_id is None
