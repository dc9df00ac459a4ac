"""What a course plan knows of its town: rooms, people, vehicles, sites and days off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from kursplaner.basics.errors import Refused
from kursplaner.basics.folding import fold
from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import DAY_MINUTES, minute_of
from kursplaner.domain.conflicts.obstacles import Choice
from kursplaner.domain.holidays import DaysOff, closing, local_keys
from kursplaner.domain.kinds import Role
from kursplaner.planning.choices.free_times import FreeTimes, load_free_times
from kursplaner.planning.choices.workers import teaching_roles
from kursplaner.planning.conflicts.travel import reach_of
from kursplaner.planning.courses.draft import CourseDraft
from kursplaner.store.queries.choices import (
    RoomFacts,
    SiteFacts,
    VehicleFacts,
    WorkerFacts,
    people_of_name,
    rooms_in_use,
    sites,
    vehicles_in_use,
    workers,
)
from kursplaner.store.queries.conflicts.closed_times import closing_days
from kursplaner.store.queries.courses.course_facts import usual_room, usual_teacher
from kursplaner.store.queries.names import person_names
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

SERVICE_ROLES = (Role.CARER.value, Role.DRIVER.value)


@dataclass
class Town:
    """Everything asked of the database for one plan, each with one question.

    Attributes:
        wished_room, wished_teacher: ids of what the draft names.
        usual_room_id, usual_teacher_id: those of the course this one continues.
    """

    db: Db
    draft: CourseDraft
    settings: Settings
    rooms: tuple[RoomFacts, ...]
    sites: Mapping[int, SiteFacts]
    people: tuple[WorkerFacts, ...]
    vehicles: tuple[VehicleFacts, ...]
    wished_room: int | None = None
    wished_teacher: int | None = None
    usual_room_id: int | None = None
    usual_teacher_id: int | None = None
    site: SiteFacts | None = None
    names: dict[int, str] = field(default_factory=dict)

    def with_role(self, *roles: str) -> list[WorkerFacts]:
        """Return the people with one of these roles."""
        return [worker for worker in self.people if worker.role in roles]


def town_of(db: Db, draft: CourseDraft) -> Town:
    """Ask the database for what a plan can choose from, and find what the draft names.

    Raises:
        Refused: "room_unknown", "teacher_unknown", "name_ambiguous".
    """
    day = draft.first_day
    roles = (*teaching_roles(draft.kind), *SERVICE_ROLES)
    town = Town(
        db,
        draft,
        settings_of(db),
        rooms_in_use(db, day),
        sites(db),
        workers(db, roles, day),
        vehicles_in_use(db, day) if draft.shuttle else (),
    )
    town.wished_room = _wished_room(town)
    town.wished_teacher = _wished_teacher(town)
    if draft.predecessor_id is not None:
        town.usual_room_id = usual_room(db, draft.predecessor_id)
        town.usual_teacher_id = usual_teacher(db, draft.predecessor_id)
    site_id = next((r.site_id for r in town.rooms if r.id == town.wished_room), draft.site_id)
    town.site = town.sites.get(site_id) if site_id is not None else None
    return town


def _wished_room(town: Town) -> int | None:
    wish = town.draft.room
    if wish is None:
        return None
    if isinstance(wish, int):
        found = [room.id for room in town.rooms if room.id == wish]
    else:
        found = [room.id for room in town.rooms if fold(room.name) == fold(wish)]
    return _only(found, "room_unknown", wish, [room.name for room in town.rooms])


def _wished_teacher(town: Town) -> int | None:
    wish = town.draft.teacher
    if wish is None:
        return None
    if isinstance(wish, int):
        names = person_names(town.db, {wish})
        found = list(names)
    else:
        known = {worker.id for worker in town.people if worker.role not in SERVICE_ROLES}
        fitting = people_of_name(town.db, fold(wish.replace(",", " ")))
        found = [key for key in fitting if key in known] or list(fitting)
        names = person_names(town.db, set(found))
    town.names |= names
    return _only(found, "teacher_unknown", wish)


def _only(found: Sequence[int], kind: str, wish: int | str, known: Sequence[str] = ()) -> int:
    once = list(dict.fromkeys(found))
    if not once:
        raise Refused(kind, name=wish, known=known)
    if len(once) > 1:
        raise Refused("name_ambiguous", name=wish, count=len(once))
    return once[0]


def days_off_of(town: Town) -> DaysOff:
    """Return the days without lessons at the place of the course."""
    first = town.draft.first_day
    last = first + timedelta(days=town.settings.number("course.most_days_ahead"))
    site_id = town.site.id if town.site else None
    closings = [
        closing(day.first_day, day.last_day, day.name)
        for day in closing_days(town.db, first, last)
        if day.site_id is None or day.site_id == site_id
    ]
    land = town.site.land if town.site else town.settings.text("calendar.land")
    second = town.settings.text("calendar.second_land")
    return DaysOff(land, second, closings, local_keys(town.settings))


def free_times_of(town: Town, days: Sequence[date]) -> FreeTimes:
    """Return when everything that can be chosen is taken, from the first day to the last."""
    ids = {room.id for room in town.rooms} | {person.id for person in town.people}
    ids |= {vehicle.id for vehicle in town.vehicles}
    ids |= {town.wished_teacher} if town.wished_teacher is not None else set()
    first, last = minute_of(days[0]), minute_of(days[-1], DAY_MINUTES)
    times = load_free_times(town.db, ids, first, last)
    if len(town.sites) > 1:
        works = times.works_of({person.id for person in town.people}, set(days))
        times.knows_ways(reach_of(town.db, works, town.settings))
    return times


def site_of(room: Choice | None, town: Town) -> SiteFacts | None:
    """Return the site of the standing room, else the town's only one."""
    found = next((known.site_id for known in town.rooms if room and known.id == room.id), None)
    if found is not None:
        return town.sites.get(found)
    return next(iter(town.sites.values())) if len(town.sites) == 1 else None
