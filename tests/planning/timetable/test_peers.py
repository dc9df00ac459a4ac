"""What the benchmark reads and writes: competition files and FET's, here invented ones."""

from pathlib import Path

from defusedxml import ElementTree

from benchmarks import fet
from benchmarks.ctt import read_ctt
from benchmarks.timetable_town import town_week, without_room
from kursplaner.planning.timetable.checker import score
from kursplaner.planning.timetable.problem import Place, WishKind
from kursplaner.planning.timetable.search.solver import standing
from kursplaner.planning.timetable.search.start import first

SMALL = """Name: invented
Courses: 2
Rooms: 2
Days: 2
Periods_per_day: 2
Curricula: 1
Constraints: 1

COURSES:
drawing ada 2 2 12
singing bob 1 1 30

ROOMS:
attic 10
hall 40

CURRICULA:
arts 2 drawing singing

UNAVAILABILITY_CONSTRAINTS:
singing 0 1

END.
"""


def test_a_competition_file_is_scored_by_its_rules(tmp_path: Path) -> None:
    path = tmp_path / "small.ctt"
    path.write_text(SMALL, encoding="utf-8")
    problem = read_ctt(path)
    attic, hall = (each.id for each in problem.resources[:2])
    found = score(problem, {0: Place(0, attic), 1: Place(1, hall), 2: Place(2, hall)})
    kinds = {problem.wish[each.wish].kind: each.cost for each in found.parts}
    assert found.breaches == ()
    assert found.rooms == 2
    assert kinds == {WishKind.SPREAD: 5, WishKind.FEW_ROOMS: 1, WishKind.COMPACT: 2}
    assert score(problem, {2: Place(1, hall)}).breaches


def test_the_invented_week_can_be_laid_out_fast() -> None:
    town = town_week()
    assert (len(town.events), len({each.course for each in town.events})) == (137, 60)
    laid = first(town, seconds=600)
    found = score(town, laid)
    assert (found.breaches, found.parked) == ((), ())
    closed = without_room(town, laid, 103, range(1))
    inside = {key for key, at in laid.items() if at.room == 103 and at.start < 24}
    assert standing(closed).keys() == laid.keys() - inside


def test_fet_gets_every_lesson_and_its_answer_is_read(tmp_path: Path) -> None:
    town = town_week()
    written = ElementTree.fromstring(fet.written(town))
    assert len(list(written.iter("Activity"))) == 137
    answer = tmp_path / "answer.xml"
    answer.write_text(
        "<A><Activity><Id>3</Id><Day>2</Day><Hour>5</Hour><Room>104</Room></Activity></A>",
        encoding="utf-8",
    )
    assert fet.read(town, answer) == {2: Place(2 * 24 + 5, 104)}
