"""What printed sheets tell beyond the lists of a day: who pays, who may collect, usual rooms."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from kursplaner.basics import clock
from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.courses import Course, Lesson, NamedGrant
from kursplaner.domain.funding import Grant, GrantLogo
from kursplaner.domain.kinds.counting import LESSONS_TAKING_PLACE
from kursplaner.domain.people import AuthorisedCollector, Guardianship, Person
from kursplaner.domain.rooms import Room, Site
from kursplaner.domain.town import StoredFile
from kursplaner.store.queries.absences.answers import pairs
from kursplaner.store.queries.attendance import held
from kursplaner.store.queries.funding.course_grants import grants_of_courses
from kursplaner.store.queries.lessons.lessons import batches
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class GrantLine:
    """Who pays: the line to print, the reference, the logos as they were stored, and the period."""

    line: str
    reference: str
    logo: bytes | None
    first_day: date = date.min
    last_day: date = date.max
    further_logos: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetCourse:
    """A course as sheets name it; `last_day` is that of its last lesson.

    Attributes:
        grant: who pays first. later: from which minute on who else does.
        named: who is named on its sheets, too, each for lessons in the grant's own period.
    """

    id: int
    number: str
    title: str
    level: str
    course_type: str
    unit_minutes: int
    walk_in: bool
    last_day: date | None
    grant: GrantLine | None
    later: tuple[tuple[int, GrantLine | None], ...] = ()
    named: tuple[GrantLine, ...] = ()

    def funded_by(self, days: Collection[date]) -> tuple[GrantLine, ...]:
        """Return who is named on a sheet of lessons on these days: who pays, then the others."""
        pay = [self.paid_at(minute_of(day)) for day in sorted(days)] if days else [self.grant]
        named = [
            grant
            for grant in self.named
            if any(grant.first_day <= day <= grant.last_day for day in days)
        ]
        return tuple(dict.fromkeys((*(grant for grant in pay if grant), *named)))

    def paid_at(self, minute: int) -> GrantLine | None:
        """Return who pays for a lesson that begins at a minute."""
        since = self.paid_since(minute)
        return self.grant if since is None else dict(self.later)[since]

    def paid_since(self, minute: int) -> int | None:
        """Return from which minute on they pay; None: ever since."""
        return max((starts for starts, _ in self.later if starts <= minute), default=None)


@dataclass(frozen=True, slots=True)
class SheetRoom:
    """A room with its site's name and street."""

    id: int
    name: str
    site: str
    street: str


@dataclass(frozen=True, slots=True)
class Collector:
    """Somebody a child is, or is expressly not, given to."""

    given_name: str
    family_name: str
    relation: str
    is_guardian: bool
    allowed: bool
    forbidden: bool


def sheet_courses(db: Db, ids: Collection[int]) -> dict[int, SheetCourse]:
    """Return these courses by id."""
    found = {}
    grants, paid, named = _grants(db), grants_of_courses(db, ids), named_grants(db, ids)
    for some in batches(ids):
        last = (
            select(Lesson.course_id, func.max(Lesson.starts).label("last"))
            .where(Lesson.course_id.in_(some), Lesson.status.in_(LESSONS_TAKING_PLACE))
            .group_by(Lesson.course_id)
            .subquery()
        )
        query = select(Course, last.c.last).outerjoin(last, last.c.course_id == Course.id)
        for course, starts in db.execute(query.where(Course.id.in_(some))):
            found[course.id] = SheetCourse(
                course.id,
                course.number,
                course.title,
                course.level,
                course.course_type,
                course.unit_minutes,
                course.walk_in,
                None if starts is None else day_of(starts),
                grants.get(course.grant_id),
                tuple((at, grants.get(key)) for at, key in paid[course.id].steps),
                tuple(grants[key] for key in named.get(course.id, ())),
            )
    return found


def named_grants(db: Db, course_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Return the ids of the grants that the sheets of courses name beside the one that pays."""
    found: dict[int, list[int]] = defaultdict(list)
    for some in batches(course_ids):
        query = select(NamedGrant.course_id, NamedGrant.grant_id)
        query = query.where(NamedGrant.course_id.in_(some)).order_by(NamedGrant.position)
        for course_id, grant_id in db.execute(query):
            found[course_id].append(grant_id)
    return {key: tuple(grants) for key, grants in found.items()}


def _grants(db: Db) -> dict[int | None, GrantLine]:
    further: dict[int, list[bytes]] = defaultdict(list)
    logos = select(GrantLogo.grant_id, StoredFile.content)
    logos = logos.join(StoredFile, StoredFile.hash == GrantLogo.file_hash)
    for grant_id, content in db.execute(logos.order_by(GrantLogo.position)):
        further[grant_id].append(content)
    query = select(
        Grant.id,
        Grant.funding_line,
        Grant.reference,
        StoredFile.content,
        Grant.first_day,
        Grant.last_day,
    )
    rows = db.execute(query.outerjoin(StoredFile, StoredFile.hash == Grant.logo_hash))
    return {row[0]: GrantLine(*row[1:], tuple(further[row[0]])) for row in rows}


def sheet_rooms(db: Db) -> dict[int, SheetRoom]:
    """Return all rooms by id."""
    query = select(Room.id, Room.name, Site.name, Site.street).join(Site, Site.id == Room.site_id)
    return {row[0]: SheetRoom(*row) for row in db.execute(query)}


def usual_rooms(db: Db, course_ids: Collection[int]) -> dict[int, int]:
    """Return the room in which most lessons of a course are, keyed by course."""
    found: dict[int, int] = {}
    count = func.count()
    for some in batches(course_ids):
        query = (
            select(Lesson.course_id, Lesson.room_id)
            .where(
                Lesson.course_id.in_(some),
                Lesson.room_id.is_not(None),
                Lesson.status.in_(LESSONS_TAKING_PLACE),
            )
            .group_by(Lesson.course_id, Lesson.room_id)
            .order_by(count, Lesson.room_id.desc())
        )
        found.update(pairs(db.execute(query)))
    return found


def minutes_before(db: Db, course_id: int, day: date) -> int:
    """Return the minutes a course taught before a day."""
    query = select(func.sum(Lesson.teaching_minutes)).where(
        Lesson.course_id == course_id,
        Lesson.starts < minute_of(day),
        Lesson.status.in_(LESSONS_TAKING_PLACE),
    )
    return db.scalar(query) or 0


def lesson_days(db: Db, first: date, course_id: int | None = None) -> list[tuple[date, bool]]:
    """Return the days from `first` on with lessons, each with whether its attendance is open."""
    query = select(Lesson.starts, held.complete(clock.minute())).where(
        Lesson.starts >= minute_of(first), Lesson.status.in_(LESSONS_TAKING_PLACE)
    )
    if course_id is not None:
        query = query.where(Lesson.course_id == course_id)
    days: dict[date, bool] = {}
    for starts, done in db.execute(query.order_by(Lesson.starts)):
        day = day_of(starts)
        days[day] = days.get(day, False) or not done
    return list(days.items())


def restricted_people(db: Db, ids: Collection[int]) -> frozenset[int]:
    """Return those of these people whose address must not be told."""
    found: set[int] = set()
    for some in batches(ids):
        query = select(Person.id).where(Person.id.in_(some), Person.address_restricted)
        found.update(db.scalars(query))
    return frozenset(found)


def collectors(db: Db, child_ids: Collection[int], day: date) -> dict[int, list[Collector]]:
    """Return who may and who must not collect these children on a day; guardians first."""
    found: dict[int, list[Collector]] = defaultdict(list)
    for some in batches(child_ids):
        bonds = (
            select(Guardianship, Person.given_name, Person.family_name)
            .join(Person, Person.id == Guardianship.adult_id)
            .where(Guardianship.child_id.in_(some))
            .order_by(Guardianship.id)
        )
        for bond, given, family in db.execute(bonds):
            allowed = bond.may_collect and not bond.may_not_collect
            found[bond.child_id].append(
                Collector(given, family, bond.relation, True, allowed, bond.may_not_collect)
            )
        others = select(AuthorisedCollector).where(AuthorisedCollector.child_id.in_(some))
        for collector in db.scalars(others.order_by(AuthorisedCollector.id)):
            if collector.forbidden or collector.valid_until is None or collector.valid_until >= day:
                found[collector.child_id].append(
                    Collector(
                        "",
                        collector.name,
                        collector.relation,
                        False,
                        not collector.forbidden,
                        collector.forbidden,
                    )
                )
    return found
