"""New families that ask for a place in the small town, and those who have one."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from kursplaner.domain.childcare import (
    ChildcarePlace,
)
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import ActKind, ConflictKind, Way
from kursplaner.domain.rides.rides import (
    RideSeat,
)
from kursplaner.planning.enrolments import correcting, enrolling
from kursplaner.planning.enrolments.wishes import EnrolDraft, EnrolPlan
from kursplaner.store.session import Db
from tests.planning.small_town import (
    SmallTown,
    add_person,
)

BIG, YOUNG = date(2022, 5, 1), date(2025, 5, 1)


Lack = tuple[ConflictKind, dict[str, Any]]


def draft(
    town: SmallTown, births: Sequence[date] = (), *, rides: bool = False, **values: Any
) -> EnrolDraft:
    """Return the wish of a new family."""
    with town.workspace.fill() as db:
        adult = add_person(db, "Neu")
        kids = [add_person(db, f"Neukind{at}", birth_date=b) for at, b in enumerate(births)]
    children = tuple(ChildWish(kid, rides=rides) for kid in kids)
    way = {"way": Way.SHUTTLE, "stop_id": town.stop} if rides else {}
    return EnrolDraft(town.course, adult, children, **{**way, **values})


def plan(town: SmallTown, wish: EnrolDraft) -> EnrolPlan:
    with town.workspace.read() as db:
        return enrolling.propose_enrol(db, wish)


def lacks(town: SmallTown, wish: EnrolDraft) -> list[Lack]:
    """Return what lacks on the first day on which something does."""
    found = plan(town, wish).lacks
    day = found[0].day if found else None
    return [(lack.kind, dict(lack.facts)) for lack in found if lack.day == day]


def enrol(town: SmallTown, wish: EnrolDraft) -> int:
    with town.workspace.change(ActKind.ENROLLED) as db:
        return enrolling.apply(db, enrolling.propose_enrol(db, wish))


def choose(db: Db, enrolment: int, lessons: Collection[int] | None, accept: str = "") -> None:
    """Let somebody come to some dates only, or to all."""
    plain = correcting.as_it_is(db, enrolment)
    only = None if lessons is None else frozenset(lessons)
    draft = replace(plain.draft, only_lessons=only, accept=accept)
    correcting.apply(db, correcting.propose(db, replace(plain, draft=draft)))


def seated(town: SmallTown, people: int, ride: int = 0, **values: object) -> list[int]:
    with town.workspace.fill() as db:
        guests = [add_person(db, "Gast") for _ in range(people)]
        for guest in guests:
            row = RideSeat(ride_id=ride or town.rides[0], person_id=guest, **values)
            row.stop_id = row.stop_id or town.stop
            db.add(row)
        return guests


def looked_after(town: SmallTown, births: Sequence[date], slot: int = 0) -> list[int]:
    with town.workspace.fill() as db:
        kids = [add_person(db, "Kind", birth_date=born) for born in births]
        key = slot or town.slots[0]
        db.add_all([ChildcarePlace(slot_id=key, child_id=kid) for kid in kids])
        return kids
