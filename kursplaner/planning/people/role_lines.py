"""The roles of a person as the form has them: read, and kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from kursplaner.basics import clock
from kursplaner.domain.kinds import Role
from kursplaner.domain.people import Profile
from kursplaner.planning.availability import most_hours
from kursplaner.store import records
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role with the minutes a week that hold today; None: no limit."""

    role: str
    weekly_minutes: int | None = None
    levels: str = ""


def roles_of(db: Db, person_id: int) -> tuple[RoleLine, ...]:
    """Return the roles of a person that have not ended."""
    today = clock.today()
    return tuple(
        RoleLine(row.role, most_hours.limit_on(db, person_id, row.role, today), row.levels)
        for row in records.find(db, Profile, person_id=person_id)
        if row.ended_on is None
    )


def keep_roles(db: Db, person_id: int, roles: Iterable[RoleLine]) -> None:
    """Store the roles; one that is missing ends today.

    A limit corrects what holds today, since whenever it holds.

    Raises:
        Refused: "hours_out_of_range".
    """
    present = {profile.role: profile for profile in records.find(db, Profile, person_id=person_id)}
    for line in roles:
        profile = present.pop(line.role, None)
        if profile is None:
            profile = Profile(person_id=person_id, role=Role(line.role).value)
            db.add(profile)
        profile.levels, profile.ended_on = line.levels, None
        db.flush()
        most_hours.correct(db, person_id, Role(line.role), line.weekly_minutes, clock.today())
    for gone in present.values():
        gone.ended_on = gone.ended_on or clock.today()
