from kursplaner.basics.spans import minute_of
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable import laying_out
from kursplaner.planning.timetable.laying_out import TimetableWish, Town
from kursplaner.planning.timetable.town.mended import left_over, owners_of
from kursplaner.planning.timetable.town.reading import COURSE
from tests.planning.small_town import NINE, TUESDAY, SmallTown
from tests.planning.timetable.mending.mended_towns import LAST, MONDAY, fails

AT = minute_of(TUESDAY, NINE)


def read(town: SmallTown) -> Town:
    with town.workspace.read() as db:
        return laying_out.town_of(db, TimetableWish(MONDAY, LAST, mend=True))


def test_what_was_chosen_is_taken_out_and_its_places_are_closed(town: SmallTown) -> None:
    fails(town, town.rooms["A"])
    whole = read(town)
    assert whole.mending is not None
    chosen = whole.mending.choose(2)
    left = left_over(whole, chosen)
    lessons = {row.id for series in left.series.values() for row in series.lessons}
    assert town.lessons[0] not in lessons
    assert {event.id for event in left.problem.events} == left.series.keys()
    room = chosen[0].resources[0]
    kinds = {
        each.id: [(busy.starts, busy.ends, busy.reason) for busy in each.busy]
        for each in left.problem.resources
    }
    first = whole.weeks.tick(AT)
    assert (first, first + 10, ConflictKind.ROOM) in kinds[room or 0]
    assert (first, first + 10, ConflictKind.COURSE) in kinds[COURSE + town.course]


def test_nothing_chosen_leaves_the_problem_as_it_is(town: SmallTown) -> None:
    fails(town, town.rooms["A"])
    whole = read(town)
    left = left_over(whole, ())
    assert left.problem.events == whole.problem.events
    assert left.series == whole.series


def test_every_record_belongs_to_a_course(town: SmallTown) -> None:
    fails(town, town.people["Roth"])
    whole = read(town)
    assert whole.mending is not None
    assert owners_of(whole.mending.units) == {
        ("lesson", town.lessons[0]): town.course,
        ("childcare", town.slots[0]): town.course,
        ("ride", town.rides[0]): town.course,
        ("ride", town.rides[1]): town.course,
    }
