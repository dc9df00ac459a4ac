"""What somebody has elsewhere at the same hour: one minute decides, and only what counts."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.courses import Enrolment, Lesson, PlannedLesson
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.enrolments.clashes import clashes
from kursplaner.planning.enrolments.family_fit import Fit
from kursplaner.store.occupations import Claim, occupy
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import NINE, NOW, TUESDAY, SmallTown, add_course, add_person, build
from tests.store.queries.written import lessons, slots, touching, written
from tests.towns import passing

DAY = timedelta(days=1)
START = minute_of(TUESDAY, NINE)
SPAN = (START, START + 150)
Told = tuple[ConflictKind, int, int, tuple[tuple[str, int], ...]]


@pytest.fixture(scope="module")
def kept() -> Iterator[SmallTown]:
    with passing(build, NOW) as made:
        yield made


@pytest.fixture
def db(kept: SmallTown) -> Iterator[Db]:
    with kept.workspace.rehearse() as opened:
        yield opened


def told(
    db: Db,
    kept: SmallTown,
    person: int,
    *,
    dates: int = 1,
    places: tuple[tuple[int, int], ...] = (),
) -> list[Told]:
    """Return what clashes if she comes to the first dates of K1 with these places."""
    fit = Fit((), tuple(kept.lessons[:dates]), places, ())
    found = clashes(db, kept.course, person, fit)
    return [(c.kind, c.starts, c.ends, tuple((s.noun, s.id) for s in c.subjects)) for c in found]


def clash(kept: SmallTown, person: int, noun: str, key: int, starts: int, ends: int) -> Told:
    subjects = (("person", person), ("lesson", kept.lessons[0]), (noun, key))
    return ConflictKind.PARTICIPANT, starts, ends, subjects


def test_lessons_of_another_course_meet_by_a_minute(kept: SmallTown, db: Db) -> None:
    person, course = add_person(db, "Anna"), add_course(db, kept, "K2")
    times = touching(SPAN)
    keys = lessons(db, course, times)
    lessons(db, add_course(db, kept, "K3"), times)
    assert told(db, kept, person) == []
    written(db, Enrolment(course_id=course, person_id=person, joined_on=TUESDAY))
    written(db, Enrolment(course_id=kept.course, person_id=person, joined_on=TUESDAY))
    assert told(db, kept, person) == [
        clash(kept, person, "lesson", keys[1], START, START + 1),
        clash(kept, person, "lesson", keys[2], START + 149, START + 150),
    ]
    by_id(db, Lesson, keys[1]).status = "cancelled"
    db.flush()
    assert len(told(db, kept, person)) == 1
    assert told(db, kept, person, dates=0) == []
    assert told(db, kept, add_person(db, "Bea")) == []


@pytest.mark.parametrize(
    ("status", "joined", "left", "there"),
    [
        ("enrolled", TUESDAY, None, True),
        ("enrolled", TUESDAY + DAY, None, False),
        ("left", None, TUESDAY, True),
        ("left", None, TUESDAY - DAY, False),
        ("completed", None, TUESDAY, True),
        ("waiting", None, None, False),
        ("refused", None, None, False),
    ],
)
def test_only_while_she_is_in_the_other_course(
    kept: SmallTown,
    db: Db,
    status: str,
    joined: date | None,
    left: date | None,
    there: bool,  # noqa: FBT001
) -> None:
    person, course = add_person(db, "Anna"), add_course(db, kept, "K2")
    (key,) = lessons(db, course, [SPAN])
    row = Enrolment(course_id=course, person_id=person, status=status)
    row.joined_on, row.left_on = joined, left
    written(db, row)
    assert told(db, kept, person) == ([clash(kept, person, "lesson", key, *SPAN)] if there else [])
    row.only_planned_lessons = True
    db.flush()
    assert told(db, kept, person) == []
    written(db, PlannedLesson(enrolment_id=row.id, lesson_id=key))
    assert bool(told(db, kept, person)) is there


def test_work_meets_by_a_minute_on_each_date(kept: SmallTown, db: Db) -> None:
    person = add_person(db, "Wolf", "driver")
    later = 2 * 1440
    second = (START + later, START + later + 150)
    times = [*touching(SPAN), (second[1] - 1, second[1] + 350), (second[0] - 9, second[0])]
    occupy(db, [Claim(person, *times[at], "ride", 90 + at) for at in (0, 2, 4)])
    other = add_person(db, "Andere")
    occupy(db, [Claim(other, *times[at], "ride", 95 + at) for at in (1, 3, 5)])
    assert told(db, kept, other, dates=2) == [clash(kept, other, "ride", 96, START, START + 1)]
    first = clash(kept, person, "ride", 92, START + 149, START + 150)
    assert told(db, kept, person) == [first]
    found = told(db, kept, person, dates=2)
    assert found[0] == first
    kind, starts, ends, subjects = found[1]
    assert (kind, starts - later, ends - later) == (ConflictKind.PARTICIPANT, *first[1:3])
    assert subjects == (("person", person), ("lesson", kept.lessons[1]), ("ride", 94))
    plan = Fit((), tuple(kept.lessons[:1]), (), ())
    assert [c.facts for c in clashes(db, kept.course, person, plan)] == [{"work": "ride"}]


@pytest.mark.parametrize(
    ("status", "there"),
    [("planned", True), ("brought", True), ("collected", True), ("excused", False)],
)
def test_a_childs_other_places_meet_by_a_minute(
    kept: SmallTown,
    db: Db,
    status: str,
    there: bool,  # noqa: FBT001
) -> None:
    person, child, other = (add_person(db, name) for name in ("Anna", "Kind", "Anderes"))
    slot = kept.slots[0]
    care = (START - 15, START + 165)
    keys = slots(db, touching(care))
    for key in (slot, *keys):
        written(db, ChildcarePlace(slot_id=key, child_id=child, status=status))
    written(db, ChildcarePlace(slot_id=keys[1], child_id=other))
    wanted = ((slot, child),)
    expected = [
        (ConflictKind.CHILD, care[0], care[0] + 1, keys[1]),
        (ConflictKind.CHILD, care[1] - 1, care[1], keys[2]),
    ]
    found = told(db, kept, person, places=wanted)
    assert [(*row[:3], row[3][-1][1]) for row in found] == (expected if there else [])
    assert {row[3][0] for row in found} == ({("person", child)} if there else set())
    by_id(db, ChildcareSlot, keys[1]).status = "cancelled"
    db.flush()
    assert len(told(db, kept, person, places=wanted)) == there
    assert len(told(db, kept, person)) == 0
