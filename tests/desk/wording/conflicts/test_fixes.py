from collections.abc import Iterator

import pytest

from kursplaner.basics import resources
from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording.conflicts import fixes as wording
from kursplaner.domain.courses import LessonPerson
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.people import Closure
from kursplaner.planning.conflicts.finding import find
from kursplaner.planning.fixes import offering
from kursplaner.planning.fixes.situation import FixKind
from kursplaner.store.occupations import Claim, occupy
from tests.planning.small_town import (
    NINE,
    NOW,
    TUESDAY,
    SmallTown,
    add_course,
    add_lesson,
    add_person,
    build,
)
from tests.towns import passing

AT = minute_of(TUESDAY, NINE)


@pytest.fixture
def town() -> Iterator[SmallTown]:
    with passing(build, NOW) as made:
        yield made


def offered(town: SmallTown, resource: int) -> dict[FixKind, offering.Fix]:
    with town.workspace.fill() as db:
        db.add(Closure(resource_id=resource, starts=AT - 60, ends=AT + 30, reason="ill"))
    with town.workspace.rehearse() as db:
        conflict = next(c for c in find(db) if c.hard)
        return {fix.kind: fix for fix in reversed(offering.offered(db, conflict))}


def test_a_driver_who_is_ill(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        add_person(db, "Beier", "driver")
    fix = offered(town, town.people["driver"])[FixKind.OTHER_DRIVER]
    assert wording.sentence(fix) == "B. Beier fährt statt W. Wolf"
    assert wording.sentence(fix, hidden=True) == "B. B. fährt statt W. W."
    assert wording.cost_line(fix).startswith("2 Personen sind betroffen.")


def test_a_closed_room(town: SmallTown) -> None:
    found = offered(town, town.rooms["A"])
    assert wording.sentence(found[FixKind.OTHER_ROOM]) == "tiny nehmen"
    later = found[FixKind.OTHER_TIME]
    assert wording.sentence(later) == "30 Minuten später beginnen"
    assert wording.cost_line(later) == "2 Fahrten ziehen mit; 3 Personen sind betroffen."


def test_a_new_beginning_is_said_as_people_say_it() -> None:
    assert wording.other_beginning(AT, AT - 60) == "1 Stunde früher beginnen"
    assert wording.other_beginning(AT, AT + 240) == "Um 13:00 beginnen"
    assert wording.other_beginning(AT, AT + 2880) == "Am Do 04.03. um 9:00 beginnen"


def test_every_kind_has_words_and_an_icon() -> None:
    assert set(wording.ICONS) == set(FixKind)
    assert set(wording.TEXTS) == set(FixKind)
    for icon in wording.ICONS.values():
        assert resources.path(f"icons/{icon}.svg").exists()


def test_who_takes_over_is_said_with_the_course(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_lesson(db, add_course(db, town, "K2"), AT + 60)
        span = (AT + 60, AT + 210)
        db.add(LessonPerson(lesson_id=other, person_id=town.people["Seidel"], role="teacher"))
        occupy(db, [Claim(town.people["Seidel"], *span, "lesson", other, "Aufsicht")])
    with town.workspace.rehearse() as db:
        conflict = next(c for c in find(db) if c.kind is ConflictKind.TEACHER)
        found = offering.offered(db, conflict)
    texts = [wording.sentence(f) for f in found if f.kind is FixKind.OTHER_TEACHER]
    assert texts == ["Kurs K1: V. Vogel unterrichtet statt S. Seidel"]


def test_only_what_stays_says_that_it_stays(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        lesson = add_lesson(db, add_course(db, town, "K2"), AT + 600)
    with town.workspace.rehearse() as db:
        conflict = next(c for c in find(db) if c.id == f"no_room:{lesson}")
        (room, *_) = offering.offered(db, conflict)
    assert wording.cost_line(room) == "Sonst ist niemand betroffen."
