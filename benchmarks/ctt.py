"""Reading .ctt files of the timetabling competition of 2007 (track 3), and what finalists reached.

The data lie outside of the project; their folder is an argument.
"""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.timetable.problem import (
    Busy,
    Event,
    Grid,
    Problem,
    Resource,
    RoomOption,
    Wish,
    WishKind,
)

FINALISTS = {
    "comp01": (5, 5, 10),
    "comp02": (51, 50, 111),
    "comp03": (84, 82, 119),
    "comp05": (330, 312, 426),
    "comp06": (48, 69, 130),
    "comp08": (41, 42, 83),
    "comp11": (0, 0, 3),
    "comp12": (333, 351, 408),
}
"""First, third and fifth place in the organisers' runs of some six minutes in 2007."""

DAYS_WEIGHT = 5
LONELY_WEIGHT = 2
ROOMS_WEIGHT = 1


def read_ctt(path: Path) -> Problem:
    """Return the problem of one file; penalties are those of the competition."""
    head, sections = _sections(path.read_text(encoding="utf-8"))
    grid = Grid(int(head["Days"]), int(head["Periods_per_day"]))
    number: defaultdict[str, int] = defaultdict(lambda: len(number) + 1)
    rooms = [(number[f"room {name}"], int(seats)) for name, seats in sections["ROOMS"]]
    resources = [Resource(room, ConflictKind.ROOM) for room, _ in rooms]
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for name, _, *courses in sections["CURRICULA"]:
        for course in courses:
            groups[course].append(number[f"curriculum {name}"])
    events: list[Event] = []
    wishes: list[Wish] = []
    for course, teacher, lectures, days, students in sections["COURSES"]:
        lesson = Event(
            id=0,
            course=number[f"course {course}"],
            length=1,
            starts=tuple(range(grid.ticks)),
            rooms=tuple(RoomOption(room, max(0, int(students) - seats)) for room, seats in rooms),
            needs=(number[f"teacher {teacher}"], *groups[course]),
            closed=_absences(course, sections["UNAVAILABILITY_CONSTRAINTS"], grid),
        )
        keys = tuple(range(len(events), len(events) + int(lectures)))
        events += [replace(lesson, id=key) for key in keys]
        at = len(wishes)
        wishes.append(Wish(at, WishKind.SPREAD, DAYS_WEIGHT, events=keys, limit=int(days)))
        wishes.append(Wish(at + 1, WishKind.FEW_ROOMS, ROOMS_WEIGHT, events=keys))
    for group in sorted({each for found in groups.values() for each in found}):
        wishes.append(Wish(len(wishes), WishKind.COMPACT, LONELY_WEIGHT, resource=group))
    needed = sorted({each for event in events for each in event.needs})
    resources += [Resource(each, ConflictKind.COURSE) for each in needed]
    return Problem(grid, tuple(resources), tuple(events), tuple(wishes))


def _absences(course: str, rows: list[list[str]], grid: Grid) -> tuple[Busy, ...]:
    """Return when a course cannot be held."""
    ticks = [int(day) * grid.periods + int(at) for name, day, at in rows if name == course]
    return tuple(Busy(tick, tick + 1, ConflictKind.AVAILABILITY) for tick in ticks)


def _sections(text: str) -> tuple[dict[str, str], dict[str, list[list[str]]]]:
    head: dict[str, str] = {}
    sections: dict[str, list[list[str]]] = {}
    rows: list[list[str]] | None = None
    for line in (each.strip() for each in text.splitlines()):
        if not line or line == "END.":
            continue
        if line.endswith(":"):
            rows = sections.setdefault(line[:-1], [])
        elif rows is None:
            key, _, value = line.partition(":")
            head[key] = value.strip()
        else:
            rows.append(line.split())
    return head, sections
