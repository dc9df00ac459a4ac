"""Ideas about people and vehicles: who or what takes whose place, where, and at what rank."""

from typing import Any

from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.rides.rides import RideSeat, Vehicle
from kursplaner.planning.drafts.draft_changes import (
    ChangeCarer,
    ChangeRide,
    Rearrange,
    Substitute,
)
from kursplaner.planning.fixes.people import (
    MOST_RECORDS,
    YEAR_MINUTES,
    fewer_hours,
    missing_people,
    other_vehicles,
    stand_ins,
    throughout,
)
from kursplaner.planning.fixes.situation import FixKind, Idea, Situation
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.store.occupations import Claim, occupy
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning import planted
from tests.planning.fixes.situations import AT, ENDS, FIRST_LESSON, FIRST_SLOT, conflict, situation
from tests.planning.small_town import TUESDAY, SmallTown, add_person

Kind = ConflictKind
OUT = AT - 50
MONDAY = minute_of(TUESDAY) - 1440
DAY = 1440


def vehicle(db: Db, name: str) -> int:
    return find(db, Vehicle, name=name)[0].id


def in_place(
    kind: FixKind, change: Substitute, first: int, names: tuple[str, str], rank: int, title: str
) -> Idea:
    """Return the idea of a substitution; `names` of who goes and who comes."""
    ids = change.record_ids
    facts: Any = {change.source: ids[0], "records": len(ids), "first": first}
    facts |= {"goes": change.goes, "goes_name": names[0], "title": title}
    facts |= {"comes": change.comes, "name": names[1]}
    return Idea(kind, (change,), facts, rank)


def test_somebody_else_teaches_the_lessons_that_are_hers(quiet: SmallTown) -> None:
    seidel, vogel = quiet.people["Seidel"], quiet.people["Vogel"]
    lesson, other = quiet.lessons[0], quiet.lessons[4]
    with quiet.workspace.rehearse() as db:
        about = (("person", seidel), ("lesson", lesson), ("lesson", other))
        found = list(stand_ins(situation(db, Kind.CLOSURE, *about)))
    change = Substitute("lesson", (lesson,), seidel, vogel)
    names, title = ("Seidel, Sei", "Vogel, Vog"), f"lesson {lesson}"
    assert found == [in_place(FixKind.OTHER_TEACHER, change, AT, names, 12, title)]


def test_somebody_else_cares_or_drives_and_the_second_best_ranks_after(quiet: SmallTown) -> None:
    roth, wolf = quiet.people["Roth"], quiet.people["driver"]
    slot, ride = quiet.slots[0], quiet.rides[0]
    for who, source, record, kind, first, goes, comes in (
        (
            roth,
            "childcare",
            slot,
            FixKind.OTHER_CARER,
            FIRST_SLOT[0],
            "Roth, Rot",
            ("Kurz", "Lang"),
        ),
        (wolf, "ride", ride, FixKind.OTHER_DRIVER, OUT, "Wolf, Wol", ("Beier",)),
    ):
        with quiet.workspace.rehearse() as db:
            about = (("person", who), (source, record))
            found = list(stand_ins(situation(db, Kind.CLOSURE, *about)))
        assert found == [
            in_place(
                kind,
                Substitute(source, (record,), who, quiet.people[name]),
                first,
                (goes, f"{name}, {name[:3]}"),
                12 + at,
                f"{source} {record}",
            )
            for at, name in enumerate(comes)
        ]


def test_another_vehicle_takes_the_ride(quiet: SmallTown) -> None:
    ride = quiet.rides[0]
    with quiet.workspace.rehearse() as db:
        about = (("vehicle", quiet.vehicle), ("ride", ride))
        found = list(stand_ins(situation(db, Kind.CLOSURE, *about)))
        change = Substitute("ride", (ride,), quiet.vehicle, vehicle(db, "Bus 2"))
    names = (f"vehicle {quiet.vehicle}", "Bus 2")
    assert found == [in_place(FixKind.OTHER_VEHICLE, change, OUT, names, 14, f"ride {ride}")]


def test_rooms_courses_and_who_does_not_work_there_have_no_stand_in(quiet: SmallTown) -> None:
    lesson = ("lesson", quiet.lessons[0])
    for first in (
        ("room", quiet.rooms["A"]),
        ("course", quiet.course),
        ("person", quiet.people["Vogel"]),
        ("vehicle", quiet.vehicle),
    ):
        with quiet.workspace.rehearse() as db:
            assert list(stand_ins(situation(db, Kind.CLOSURE, first, lesson))) == []


def test_three_are_proposed_at_most_and_men_not_for_women(quiet: SmallTown) -> None:
    with quiet.workspace.rehearse() as db:
        for name, gender in (("Adam", "male"), ("Bach", "female"), ("Cohn", ""), ("Dorn", "")):
            add_person(db, name, "teacher", gender=gender)
        about = (("person", quiet.people["Seidel"]), ("lesson", quiet.lessons[0]))
        for women_only, names in (
            (False, ["Adam", "Bach", "Cohn"]),
            (True, ["Bach", "Cohn", "Dorn"]),
        ):
            by_id(db, Course, quiet.course).women_only = women_only
            db.flush()
            found = stand_ins(situation(db, Kind.CLOSURE, *about))
            assert [str(idea.facts["name"])[:4] for idea in found] == names


def test_what_has_nobody_gets_a_teacher_a_carer_or_a_driver(quiet: SmallTown) -> None:
    lesson, slot, ride = quiet.lessons[0], quiet.slots[0], quiet.rides[0]

    def added(kind: FixKind, source: str, key: int, who: str, first: int, rank: int) -> Idea:
        comes = quiet.people[who]
        changes: Any = {
            "lesson": Rearrange((LessonMove(lesson, AT, ENDS, quiet.rooms["A"], comes=comes),)),
            "childcare": ChangeCarer(slot, comes),
            "ride": ChangeRide(ride, quiet.vehicle, comes),
        }
        facts: Any = {source: key, "comes": comes, "name": f"{who}, {who[:3]}", "first": first}
        return Idea(kind, (changes[source],), facts, rank)

    with quiet.workspace.rehearse() as db:
        about = (("lesson", lesson), ("childcare", slot), ("ride", ride))
        found = list(missing_people(situation(db, Kind.NO_TEACHER, *about)))
    assert found == [
        added(FixKind.OTHER_TEACHER, "lesson", lesson, "Vogel", AT, 25),
        added(FixKind.OTHER_CARER, "childcare", slot, "Kurz", FIRST_SLOT[0], 25),
        added(FixKind.OTHER_CARER, "childcare", slot, "Lang", FIRST_SLOT[0], 26),
        added(FixKind.OTHER_DRIVER, "ride", ride, "Beier", OUT, 25),
    ]


def test_a_full_ride_gets_another_vehicle_with_its_driver_kept(quiet: SmallTown) -> None:
    ride = quiet.rides[0]
    with quiet.workspace.rehearse() as db:
        planted.overfull_bus(db, quiet, 0)
        db.flush()
        about = (("vehicle", quiet.vehicle), ("lesson", quiet.lessons[0]), ("ride", ride))
        found = list(other_vehicles(situation(db, Kind.VEHICLE_CAPACITY, *about)))
        ids = {"Bus 1": quiet.vehicle, "Bus 2": vehicle(db, "Bus 2")}
        assert len(find(db, RideSeat, ride_id=ride)) == 5
    assert [(idea.facts["name"], idea.rank) for idea in found] == [("Bus 2", 14), ("Bus 1", 15)]
    for idea in found:
        name = str(idea.facts["name"])
        facts: Any = {"ride": ride, "comes": ids[name], "name": name, "people": 5, "first": OUT}
        change = ChangeRide(ride, ids[name], quiet.people["driver"])
        assert idea == Idea(FixKind.OTHER_VEHICLE, (change,), facts, idea.rank)


def records(found: list[Idea]) -> set[tuple[int, ...]]:
    """Return in which records somebody would be replaced."""
    changes = [change for idea in found for change in idea.changes]
    return {change.record_ids for change in changes if isinstance(change, Substitute)}


def test_who_lacks_a_paper_is_replaced_from_that_day_on(quiet: SmallTown) -> None:
    wolf, rides = quiet.people["driver"], quiet.rides
    about = (("person", wolf), ("ride", rides[0]))
    with quiet.workspace.rehearse() as db:
        for first, expected in (
            (OUT, tuple(rides)),
            (OUT + 1, tuple(rides[1:])),
            (0, tuple(rides)),
        ):
            known = situation(db, Kind.CREDENTIAL, *about, span=(first, first + 1))
            assert records(list(throughout(known))) == {expected}
        late = Situation(db, conflict(Kind.CREDENTIAL, *about), now=AT + 7 * DAY)
        assert records(list(throughout(late))) == {tuple(rides[-3:])}
        assert list(throughout(situation(db, Kind.CREDENTIAL, *about[:1]))) == []
        assert list(throughout(situation(db, Kind.CREDENTIAL, about[1], about[1]))) == []
        assert records(list(throughout(situation(db, Kind.CREDENTIAL, *about, about[0])))) != set()


def test_only_so_many_records_within_a_year_are_taken_over_at_once(quiet: SmallTown) -> None:
    wolf, rides = quiet.people["driver"], quiet.rides
    known = conflict(Kind.CREDENTIAL, ("person", wolf), ("ride", rides[0]), span=(OUT, OUT + 1))

    def drives(db: Db, starts: int, key: int) -> None:
        occupy(db, [Claim(wolf, starts, starts + 1, "ride", key)])

    with quiet.workspace.rehearse() as db:
        for number in range(MOST_RECORDS - len(rides)):
            drives(db, AT + 30 * DAY + 20 * number, 900 + number)
        drives(db, OUT + YEAR_MINUTES, 999)
        assert {len(ids) for ids in records(list(throughout(Situation(db, known))))} == {60}
        drives(db, OUT + YEAR_MINUTES - 1, 998)
        assert list(throughout(Situation(db, known))) == []


def test_so_much_work_of_a_week_goes_to_others_as_is_too_much(quiet: SmallTown) -> None:
    """Two slots of 180 minutes are hers in that week, and one of 200 on its last evening."""
    roth, slots = quiet.people["Roth"], quiet.slots
    with quiet.workspace.rehearse() as db:
        evening = MONDAY + 7 * DAY - 1
        occupy(db, [Claim(roth, evening, evening + 200, "childcare", 900)])
        occupy(db, [Claim(roth, MONDAY + 7 * DAY + 300, MONDAY + 7 * DAY + 500, "childcare", 901)])
        occupy(db, [Claim(roth, MONDAY + 600, MONDAY + 900, "lesson", 902)])
        for kind, minutes, expected in (
            (Kind.WEEKLY_HOURS, 300, ()),
            (Kind.WEEKLY_HOURS, 301, (900,)),
            (Kind.WEEKLY_HOURS, 500, (900,)),
            (Kind.WEEKLY_HOURS, 501, (slots[0], 900)),
            (Kind.CARER_HOURS, 300, (900,)),
            (Kind.CARER_HOURS, 499, (900,)),
            (Kind.CARER_HOURS, 500, (slots[0], 900)),
            (Kind.WEEKLY_HOURS, 860, (slots[0], slots[1], 900)),
            (Kind.WEEKLY_HOURS, 861, ()),
        ):
            about = (("person", roth), ("childcare", slots[1]))
            facts: Any = {"minutes": minutes, "limit_minutes": 300, "work": "childcare"}
            span = (AT + 2 * DAY, AT + 3 * DAY)
            found = list(fewer_hours(situation(db, kind, *about, span=span, **facts)))
            assert records(found) == ({expected} if expected else set()), (kind, minutes)


def test_work_counts_by_its_kind_and_what_is_over_stays(quiet: SmallTown) -> None:
    roth, slots = quiet.people["Roth"], quiet.slots
    about = (("person", roth), ("childcare", slots[0]))
    facts: Any = {"minutes": 301, "limit_minutes": 300}

    def of_week(*subjects: tuple[str, int], now: int = 0, **more: object) -> list[Idea]:
        known = conflict(Kind.WEEKLY_HOURS, *subjects, span=FIRST_LESSON, **{**facts, **more})
        return list(fewer_hours(Situation(db, known, now=now)))

    with quiet.workspace.rehearse() as db:
        assert records(of_week(*about)) == {(slots[0],)}
        assert of_week(*about, work="ride") == []
        assert records(of_week(*about, now=AT)) == {(slots[1],)}
        assert of_week(about[1]) == []
        assert of_week(("course", roth)) == []
