"""Heute, overview, calendar, card and conflicts page complain of the same, whatever was done."""

from collections.abc import Iterable
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kursplaner.basics import clock
from kursplaner.desk.lessons.card import lesson_card
from kursplaner.desk.today.board import read_day
from kursplaner.desk.today.things_to_do import things_to_do
from kursplaner.desk.wording.conflicts.sentences import sentence
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import ConflictKind, Severity
from kursplaner.domain.rides.rides import RideDemand
from kursplaner.domain.rooms import Room
from kursplaner.planning.conflicts.by_lesson import by_lesson, open_ones
from kursplaner.planning.conflicts.finding import find, find_for
from kursplaner.planning.conflicts.severities import set_rule
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_between
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from kursplaner.ui.calendar.content import gravest
from tests.planning.conflicts.test_by_lesson import ACTS
from tests.planning.small_town import NOW, TUESDAY, SmallTown, add_person, build, enrol_plainly
from tests.towns import passing

LAST = TUESDAY + timedelta(days=13)
MORNING = NOW + timedelta(days=1)
Troubles = dict[int, set[tuple[str, str, str]]]


def troubles(rows: Iterable[LessonRow], found: Iterable[Conflict]) -> Troubles:
    """Return what stands against each lesson: which it is, how grave, and its words."""
    some = by_lesson(rows, found)
    return {
        key: {(c.id, c.severity.value, sentence(c)) for c in many} for key, many in some.items()
    }


def of_today(db: Db, rows: Iterable[LessonRow]) -> Troubles:
    things = things_to_do(db, read_day(db, TUESDAY), MORNING)
    return troubles(rows, [conflict for thing in things for conflict in thing.conflicts])


def of_overview(db: Db, rows: Iterable[LessonRow]) -> Troubles:
    """Return what the tab says of the coming lessons of each course."""
    found: Troubles = {}
    some = list(rows)
    for course in {row.course_id for row in some}:
        mine = [row for row in some if row.course_id == course]
        found |= troubles(mine, find_for(db, [row.id for row in mine]))
    return found


def _enrolled(db: Db, town: SmallTown, at: int) -> None:
    key = enrol_plainly(db, town.course, add_person(db, f"Person {at}"))
    if at % 2:
        db.add(RideDemand(enrolment_id=key, direction="out", stop_id=town.stop))


def _smaller(db: Db, town: SmallTown, at: int) -> None:
    if at % 2:
        by_id(db, Room, town.rooms["A"]).capacity = 1 + at % 3
    else:
        by_id(db, Course, town.course).capacity = 1


def _rule(db: Db, town: SmallTown, at: int) -> None:
    kinds = (ConflictKind.NO_ROOM, ConflictKind.CREDENTIAL, ConflictKind.RIDE_MISSING)
    set_rule(db, town.course, kinds[at % 3], list(Severity)[at % len(Severity)])


DONE = st.lists(
    st.tuples(st.sampled_from((*ACTS, _enrolled, _smaller, _rule)), st.integers(0, 999)),
    min_size=1,
    max_size=8,
)


@given(DONE)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_all_places_complain_of_the_same_lessons(done: list[tuple[object, int]]) -> None:
    with passing(build, NOW) as town, clock.pinned(MORNING), town.workspace.rehearse() as db:
        for act, at in done:
            act(db, town, at)  # type: ignore[operator]
            db.flush()
        rows = list(lessons_between(db, TUESDAY, LAST))
        page = troubles(rows, find(db, TUESDAY))
        assert of_today(db, rows) == page
        first_words = {
            key: {sentence(conflict)}
            for key, conflict in gravest(rows, find(db, TUESDAY, LAST)).items()
        }
        assert set(first_words) == set(page)
        for key, words in first_words.items():
            assert words <= {said for _, _, said in page[key]}
        overview = of_overview(db, rows)
        assert {k: {c[0] for c in v} for k, v in overview.items()} == {
            k: {c[0] for c in v} for k, v in page.items()
        }
        for row in rows:
            card = lesson_card(db, row.id)
            assert card is not None
            assert bool(open_ones(card.conflicts)) == (row.id in page)
