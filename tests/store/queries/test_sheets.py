"""What sheets tell beyond the lists of a day, to the minute and the day."""

from dataclasses import replace

from kursplaner.basics import clock
from kursplaner.basics.spans import moment_of
from kursplaner.domain.courses import Course, NamedGrant
from kursplaner.domain.funding import Grant, GrantLogo
from kursplaner.domain.people import AuthorisedCollector, Guardianship, Person
from kursplaner.domain.rooms import Site
from kursplaner.domain.town import StoredFile
from kursplaner.store.queries import sheets
from kursplaner.store.queries.sheets import Collector, GrantLine, SheetCourse, SheetRoom
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_course, add_person
from tests.store.queries.written import DAY, MIDNIGHT, WEDNESDAY, lessons, written

NINE, TEN = MIDNIGHT + 540, MIDNIGHT + 600


def test_courses_with_their_last_day_and_who_pays(kept: SmallTown, db: Db) -> None:
    logo = StoredFile(hash="a" * 64, media_type="image/png", content=b"png")
    db.add(logo)
    db.flush()
    days = {"first_day": TUESDAY, "last_day": TUESDAY}
    grant = Grant(reference="R", title="T", funding_line="Gefördert", logo_hash=logo.hash, **days)
    plain = Grant(reference="S", title="T", **days)
    written(db, grant, plain)
    course, bare = add_course(db, kept, "K2"), add_course(db, kept, "K3")
    row = by_id(db, Course, course)
    row.level, row.unit_minutes, row.walk_in, row.grant_id = "A1", 60, True, grant.id
    lessons(db, course, [(TEN, TEN + 9), (NINE, TEN)])
    lessons(db, course, [(TEN + 1440, TEN + 1450)], status="cancelled")
    found = sheets.sheet_courses(db, [course, bare])
    line = GrantLine("Gefördert", "R", b"png", TUESDAY, TUESDAY)
    assert found == {
        course: SheetCourse(
            *(course, "K2", "Kurs K2", "A1", "municipal", 60),
            walk_in=True,
            last_day=WEDNESDAY,
            grant=line,
        ),
        bare: SheetCourse(
            *(bare, "K3", "Kurs K3", "", "municipal", 45), walk_in=False, last_day=None, grant=None
        ),
    }
    row.grant_id = plain.id
    db.flush()
    other = GrantLine("", "S", None, TUESDAY, TUESDAY)
    assert sheets.sheet_courses(db, [course])[course].grant == other
    second = StoredFile(hash="b" * 64, media_type="image/png", content=b"second")
    db.add(second)
    db.flush()
    for position, file in ((2, logo), (1, second)):
        db.add(GrantLogo(grant_id=plain.id, position=position, file_hash=file.hash))
    db.add(NamedGrant(course_id=course, grant_id=grant.id, position=1))
    db.add(NamedGrant(course_id=course, grant_id=plain.id, position=2))
    db.flush()
    both = sheets.sheet_courses(db, [course])[course]
    pays = replace(other, further_logos=(b"second", b"png"))
    assert both.named == (line, pays)
    assert both.funded_by([TUESDAY, WEDNESDAY]) == (pays, line)
    assert both.funded_by([WEDNESDAY]) == (pays,)
    assert both.funded_by([]) == (pays,)


def test_rooms_and_the_one_in_which_most_lessons_are(kept: SmallTown, db: Db) -> None:
    by_id(db, Site, kept.site).street = "Markt 1"
    course = add_course(db, kept, "K2")
    for name, count, status in (
        *(("A", 2, "planned"), ("B", 2, "held"), ("side", 1, "planned")),
        *(("tiny", 3, "cancelled"), ("none", 4, "planned")),
    ):
        room = kept.rooms.get(name)
        lessons(db, course, [(NINE, TEN)] * count, room_id=room, status=status)
    found = sheets.sheet_rooms(db)
    assert found == {
        key: SheetRoom(key, name, "Rathaus", "Markt 1") for name, key in kept.rooms.items()
    }
    usual = {course: kept.rooms["A"], kept.course: kept.rooms["A"]}
    assert sheets.usual_rooms(db, [course, kept.course]) == usual
    lessons(db, course, [(NINE, TEN)], room_id=kept.rooms["B"])
    assert sheets.usual_rooms(db, [course]) == {course: kept.rooms["B"]}


def test_minutes_taught_before_a_day(kept: SmallTown, db: Db) -> None:
    course = add_course(db, kept, "K2")
    assert sheets.minutes_before(db, course, WEDNESDAY) == 0
    lessons(db, course, [(MIDNIGHT - 1, MIDNIGHT)], teaching_minutes=30, status="held")
    lessons(db, course, [(MIDNIGHT, MIDNIGHT + 9)], teaching_minutes=60)
    lessons(db, course, [(1, 2)], teaching_minutes=90, status="cancelled")
    assert sheets.minutes_before(db, course, WEDNESDAY) == 30
    assert sheets.minutes_before(db, course, WEDNESDAY + DAY) == 90
    assert sheets.minutes_before(db, kept.course, WEDNESDAY) == 135


def test_days_with_lessons_and_whether_attendance_is_open(kept: SmallTown, db: Db) -> None:
    course = add_course(db, kept, "K2")
    midnights = [MIDNIGHT + number * 1440 for number in range(4)]
    done = {"attendance_done": True}
    lessons(db, course, [(MIDNIGHT - 1, MIDNIGHT)])
    lessons(db, course, [(midnights[1], midnights[1] + 5)])
    lessons(db, course, [(midnights[0], midnights[0] + 5)], **done)
    lessons(db, course, [(midnights[1] + 9, midnights[1] + 19)], **done)
    lessons(db, course, [(midnights[2], midnights[2] + 5)], status="cancelled")
    lessons(db, course, [(midnights[3], midnights[3] + 5)], **done)
    days = [WEDNESDAY + number * DAY for number in range(4)]
    with clock.pinned(moment_of(midnights[3])):
        own = sheets.lesson_days(db, WEDNESDAY, course)
        every = sheets.lesson_days(db, WEDNESDAY)
    assert own == [(days[0], False), (days[1], True), (days[3], False)]
    assert every[:3] == own
    assert [day for day, _ in every[3:]] == [TUESDAY + number * DAY for number in (7, 9, 14, 16)]
    with clock.pinned(moment_of(midnights[3] - 1)):
        assert sheets.lesson_days(db, days[3], course) == [(days[3], True)], "not begun yet"


def test_who_may_collect_a_child_on_a_day(db: Db) -> None:
    child, other = add_person(db, "Kind"), add_person(db, "Anderes")
    for name, may, must_not in (("Mut", True, False), ("Vat", True, True), ("Opa", False, False)):
        bond = Guardianship(child_id=child, adult_id=add_person(db, name), relation=name)
        bond.may_collect, bond.may_not_collect = may, must_not
        db.add(bond)
        db.flush()
    for name, forbidden, until in (
        *(("Nie", True, TUESDAY), ("Immer", False, None)),
        *(("Heute", False, WEDNESDAY), ("Gestern", False, TUESDAY)),
    ):
        row = AuthorisedCollector(child_id=child, name=name, forbidden=forbidden)
        row.valid_until, row.relation = until, "Tante"
        db.add(row)
    db.add(AuthorisedCollector(child_id=other, name="Fremd"))
    db.flush()

    def guardian(name: str, *, allowed: bool, forbidden: bool) -> Collector:
        rest = {"is_guardian": True, "allowed": allowed, "forbidden": forbidden}
        return Collector(name, name, name, **rest)

    def another(name: str, *, forbidden: bool) -> Collector:
        rest = {"is_guardian": False, "allowed": not forbidden, "forbidden": forbidden}
        return Collector("", name, "Tante", **rest)

    assert sheets.collectors(db, [child], WEDNESDAY) == {
        child: [
            guardian("Mut", allowed=True, forbidden=False),
            guardian("Vat", allowed=False, forbidden=True),
            guardian("Opa", allowed=False, forbidden=False),
            another("Nie", forbidden=True),
            another("Immer", forbidden=False),
            another("Heute", forbidden=False),
        ]
    }
    by_id(db, Person, child).address_restricted = True
    db.flush()
    assert sheets.restricted_people(db, [child, other]) == {child}
    assert sheets.restricted_people(db, [other]) == frozenset()
