"""FET beside our timetable: the same hard rules as a .fet file, its program run, its answer read.

FET is a separate program (AGPL, Debian package `fet`), run only where it is installed.
"""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from defusedxml import ElementTree

from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable.problem import (
    Event,
    Place,
    Placements,
    Problem,
    Resource,
    Wish,
    WishKind,
)

PROGRAM = "fet-cl"
NAMES = {ConflictKind.TEACHER: "t", ConflictKind.CARER: "t"}
"""Who is a teacher to FET; everybody else is a year of students."""


def installed() -> bool:
    """Return whether FET is there."""
    return shutil.which(PROGRAM) is not None


def laid_by_fet(problem: Problem, seconds: int) -> tuple[Placements, float] | None:
    """Return FET's timetable and the seconds it took; None if it found none."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "week.fet"
        source.write_text(written(problem), encoding="utf-8")
        began = time.perf_counter()
        subprocess.run(
            [
                *(PROGRAM, f"--inputfile={source}", f"--outputdir={folder}"),
                *(f"--timelimitseconds={seconds}", "--htmllevel=0"),
            ],
            check=False,
            capture_output=True,
        )
        took = time.perf_counter() - began
        answer = Path(folder) / "timetables" / "week" / "week_activities.xml"
        return (read(problem, answer), took) if answer.exists() else None


def read(problem: Problem, answer: Path) -> Placements:
    """Return the places of an answer; years of students and days are named by number."""
    periods = problem.grid.periods
    return {
        int(each.findtext("Id", "")) - 1: Place(
            int(each.findtext("Day", "")) * periods + int(each.findtext("Hour", "")),
            int(each.findtext("Room", "")),
        )
        for each in ElementTree.fromstring(answer.read_bytes()).iter("Activity")
        if each.findtext("Day")
    }


def written(problem: Problem) -> str:
    """Return the problem as FET reads it: hard rules, and the days between two lessons."""
    kinds = {each.id: each.kind for each in problem.resources}
    teachers = [key for key, kind in kinds.items() if kind in NAMES]
    rooms = [key for key, kind in kinds.items() if kind is ConflictKind.ROOM]
    years = [key for key, kind in kinds.items() if kind not in {*NAMES, ConflictKind.ROOM}]
    parts = [
        tag("Institution_Name", "town"),
        tag("Comments", ""),
        _numbers("Days", "Day", problem.grid.days),
        _numbers("Hours", "Hour", problem.grid.periods),
        group("Subjects_List", (group("Subject", [tag("Name", "s")]),)),
        group("Activity_Tags_List", ()),
        group("Teachers_List", (group("Teacher", _person(key)) for key in teachers)),
        group("Students_List", (group("Year", _year(key)) for key in years)),
        group("Activities_List", (_activity(each, kinds) for each in problem.events)),
        group("Buildings_List", ()),
        group("Rooms_List", (group("Room", _room(key)) for key in rooms)),
        group("Time_Constraints_List", _time_rules(problem, kinds)),
        group("Space_Constraints_List", _space_rules(problem)),
    ]
    body = "\n".join(parts)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<fet version="6.8.5">\n{body}\n</fet>\n'


def tag(name: str, value: object) -> str:
    """Return <name>value</name>."""
    return f"<{name}>{escape(str(value))}</{name}>"


def group(name: str, parts: Iterable[str]) -> str:
    """Return an element with elements in it."""
    return f"<{name}>\n{''.join(parts)}</{name}>\n"


def _numbers(plural: str, single: str, count: int) -> str:
    names = [group(single, [tag("Name", each)]) for each in range(count)]
    return group(f"{plural}_List", [tag(f"Number_of_{plural}", count), *names])


def _person(key: int) -> list[str]:
    return [tag("Name", key), tag("Target_Number_of_Hours", 0), tag("Qualified_Subjects", "")]


def _year(key: int) -> list[str]:
    return [tag("Name", key), tag("Number_of_Students", 0)]


def _room(key: int) -> list[str]:
    return [tag("Name", key), tag("Building", ""), tag("Capacity", 100), tag("Virtual", "false")]


def _activity(event: Event, kinds: dict[int, ConflictKind]) -> str:
    people = [
        tag("Teacher" if kinds[each] in NAMES else "Students", each)
        for each in sorted(event.needs, key=lambda each: kinds[each] not in NAMES)
    ]
    teachers = [each for each in people if each.startswith("<Teacher")]
    students = [each for each in people if each.startswith("<Students")]
    own = [tag("Duration", event.length), tag("Total_Duration", event.length)]
    own += [tag("Id", event.id + 1), tag("Activity_Group_Id", 0), tag("Active", "true")]
    return group("Activity", [*teachers, tag("Subject", "s"), *students, *own])


def _time_rules(problem: Problem, kinds: dict[int, ConflictKind]) -> list[str]:
    people = [each for each in problem.resources if each.busy and kinds[each.id] in NAMES]
    spread = [each for each in problem.wishes if each.kind is WishKind.SPREAD]
    return [
        group("ConstraintBasicCompulsoryTime", [tag("Weight_Percentage", 100), ACTIVE]),
        *(_absences(problem, "Teacher", each) for each in people),
        *(_starts(problem, each) for each in problem.events),
        *(_days_between(each) for each in spread),
    ]


def _absences(problem: Problem, noun: str, resource: Resource) -> str:
    ticks = [tick for busy in resource.busy for tick in range(busy.starts, busy.ends)]
    times = _times(problem, "Not_Available_Time", ticks)
    who = [tag("Weight_Percentage", 100), tag(noun, resource.id)]
    return group(f"Constraint{noun}NotAvailableTimes", [*who, *times, ACTIVE])


def _starts(problem: Problem, event: Event) -> str:
    name = "Preferred_Starting_Time"
    times = _times(problem, name, event.starts, prefix="Preferred_Starting_")
    what = [tag("Weight_Percentage", 100), tag("Activity_Id", event.id + 1)]
    return group("ConstraintActivityPreferredStartingTimes", [*what, *times, ACTIVE])


def _days_between(wish: Wish) -> str:
    keys = [tag("Activity_Id", key + 1) for key in wish.events]
    weight = [tag("Weight_Percentage", 95), tag("Consecutive_If_Same_Day", "false")]
    what = [tag("Number_of_Activities", len(keys)), *keys, tag("MinDays", 1)]
    return group("ConstraintMinDaysBetweenActivities", [*weight, *what, ACTIVE])


def _space_rules(problem: Problem) -> list[str]:
    rooms = [each for each in problem.resources if each.kind is ConflictKind.ROOM and each.busy]
    return [
        group("ConstraintBasicCompulsorySpace", [tag("Weight_Percentage", 100), ACTIVE]),
        *(_absences(problem, "Room", each) for each in rooms),
        *(_preferred_rooms(each) for each in problem.events),
    ]


def _preferred_rooms(event: Event) -> str:
    rooms = [tag("Preferred_Room", each.room) for each in event.rooms]
    what = [tag("Weight_Percentage", 100), tag("Activity_Id", event.id + 1)]
    count = tag("Number_of_Preferred_Rooms", len(rooms))
    return group("ConstraintActivityPreferredRooms", [*what, count, *rooms, ACTIVE])


def _times(problem: Problem, name: str, ticks: Sequence[int], prefix: str = "") -> list[str]:
    found = [tag(f"Number_of_{name}s", len(ticks))]
    for tick in ticks:
        day, hour = divmod(tick, problem.grid.periods)
        found.append(group(name, [tag(f"{prefix}Day", day), tag(f"{prefix}Hour", hour)]))
    return found


ACTIVE = tag("Active", "true")
