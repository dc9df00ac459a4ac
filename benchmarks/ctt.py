"""Reading .ctt files of the timetabling competition of 2007 (track 3), and what finalists reached.

The data lie outside of the project; their folder is an argument.
"""

from collections import defaultdict
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
    curricula = {row[0]: row[2:] for row in sections["CURRICULA"]}
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for name, courses in curricula.items():
        for course in courses:
            groups[course].append(number[f"curriculum {name}"])
    away = {
        (course, int(day) * grid.periods + int(period))
        for course, day, period in sections["UNAVAILABILITY_CONSTRAINTS"]
    }
    events: list[Event] = []
    wishes: list[Wish] = []
    kinds = {number[f"curriculum {name}"]: ConflictKind.COURSE for name in curricula}
    for key, (course, teacher, lectures, days, students) in enumerate(sections["COURSES"]):
        kinds[number[f"teacher {teacher}"]] = ConflictKind.TEACHER
        lesson = Event(
            id=0,
            course=key,
            length=1,
            starts=tuple(range(grid.ticks)),
            rooms=tuple(RoomOption(room, max(0, int(students) - seats)) for room, seats in rooms),
            needs=(number[f"teacher {teacher}"], *groups[course]),
            closed=tuple(
                Busy(tick, tick + 1, ConflictKind.AVAILABILITY)
                for tick in range(grid.ticks)
                if (course, tick) in away
            ),
        )
        own = [_numbered(lesson, len(events) + each) for each in range(int(lectures))]
        events += own
        keys = tuple(each.id for each in own)
        spread = Wish(len(wishes), WishKind.SPREAD, DAYS_WEIGHT, events=keys, limit=int(days))
        wishes += [
            spread,
            Wish(len(wishes) + 1, WishKind.FEW_ROOMS, ROOMS_WEIGHT, events=keys),
        ]
    for name in curricula:
        group = number[f"curriculum {name}"]
        wishes.append(Wish(len(wishes), WishKind.COMPACT, LONELY_WEIGHT, resource=group))
    resources = [Resource(room, ConflictKind.ROOM) for room, _ in rooms]
    resources += [Resource(key, kind) for key, kind in kinds.items()]
    return Problem(grid, tuple(resources), tuple(events), tuple(wishes))


def _numbered(lesson: Event, key: int) -> Event:
    from dataclasses import replace

    return replace(lesson, id=key)


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
