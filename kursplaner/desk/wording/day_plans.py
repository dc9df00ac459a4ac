"""A day of the shuttle planned anew, in words."""

from kursplaner.desk.wording.words.counts import counted, kilometres
from kursplaner.planning.rides.day_plan import CourseDay, DayPlan


def course_line(course: CourseDay) -> str:
    """Return "A2 Alltag: 4 Fahrten, 6 Personen, 37 km (bisher …)"."""
    before, after = course.before, course.after
    if not any((*before, *after)):
        return f"{course.title}: keine Fahrten mehr zu planen"
    changed = before != after
    told = f" (bisher {figures(before)})" if changed else ", bleibt"
    return f"{course.title}: {figures(after)}{told}"


def figures(planned: tuple[int, int, int]) -> str:
    """Return "4 Fahrten, 6 Personen, 37 km"."""
    rides, people, metres = planned
    driven = kilometres(round(metres, -3))
    return f"{counted(rides, 'ride')}, {counted(people, 'person')}, {driven}"


def note(plan: DayPlan) -> str:
    """Return who stays without a seat, how long it holds, and what stays."""
    if not plan.courses:
        return "An diesem Tag gibt es keinen Kurs mit Fahrdienst."
    out = len(plan.left_out)
    left = f"{counted(out, 'person')} {'bleibt' if out == 1 else 'bleiben'} ohne Platz. "
    what = (
        "Es ändert sich nichts."
        if plan.empty
        else "Die Touren gelten ab diesem Tag für alle weiteren Termine dieser Kurse."
    )
    kept = "Gesperrte, abgeschlossene und schon begonnene Fahrten bleiben, wie sie sind."
    return f"{left if out else ''}{what} {kept}"
