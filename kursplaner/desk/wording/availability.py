"""When somebody is there, what no longer fits, and the ways out, in sentences."""

from collections.abc import Collection, Sequence
from datetime import date

from kursplaner.basics.spans import DAY_MINUTES, day_of, minute_of_day
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted, decimal, listed, noun, number
from kursplaner.desk.wording.words.days import clock, full_day, short_day, times, weekday_long
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import AvailabilityKind, ClosureReason, Role
from kursplaner.domain.weekly_hours import WeeklyLimits
from kursplaner.planning.absences.reach import Part
from kursplaner.planning.availability.changing import AvailabilityPlan, Chosen
from kursplaner.planning.availability.exceptions import EVERY_DAY, SpecialHours
from kursplaner.planning.availability.remarks import Remark
from kursplaner.planning.availability.touched import Group, Why
from kursplaner.planning.availability.ways import Way, WayKind
from kursplaner.planning.availability.weeks import Version
from kursplaner.store.whereabouts import CHILDCARE, LESSON, RIDE

NOUNS = {LESSON: "lesson", CHILDCARE: "slot", RIDE: "ride"}
WITHOUT = {
    Part.TEACHER: "ohne Lehrkraft",
    Part.CARER: "ohne diese Betreuungsperson",
    Part.DRIVER: "ohne Fahrer:in",
    Part.VEHICLE: "ohne Fahrzeug",
}
TAKES_OVER = {
    Part.TEACHER: "{name} vertritt",
    Part.CARER: "{name} betreut",
    Part.DRIVER: "{name} fährt",
    Part.VEHICLE: "{name} statt dessen",
}
FITS = "Alles passt"
NEVER, ALWAYS = "nie", "immer"
ONE_STEP = "Ein Schritt, mit Strg+Z zurück. Gilt für Vorschläge, Vertretung und Stundenplan."


def on_weekdays(weekday: int) -> str:
    """Return "dienstags" for 1."""
    return f"{weekday_long(weekday).lower()}s"


def hour(minute: int) -> str:
    """Return "8" or "8:30" for a minute of the day; its end is "24"."""
    if minute == DAY_MINUTES:
        return "24"
    return clock(minute).removesuffix(":00")


def hours_of_day(version: Version, weekday: int) -> str:
    """Return "8–16 Uhr": from the first to the last hour of a weekday; "nie" or "immer"."""
    if not version.limited:
        return ALWAYS
    today = [time for time in version.hours if time.weekday == weekday]
    if not today:
        return NEVER
    first, last = min(time.starts for time in today), max(time.ends for time in today)
    return ALWAYS if (first, last) == (0, DAY_MINUTES) else f"{hour(first)}–{hour(last)} Uhr"


def week_lines(version: Version) -> list[str]:
    """Return a line a weekday: "Montag: 8:00–14:00 verfügbar, 14:00–16:00 wenn nötig"."""
    if not version.limited:
        return ["Jederzeit verfügbar, nichts eingetragen."]
    return [f"{weekday_long(day)}: {parts_of_day(version, day)}" for day in range(7)]


def parts_of_day(version: Version, weekday: int) -> str:
    """Return "8:00–14:00 verfügbar, 14:00–16:00 wenn nötig", "nie" or "immer"."""
    if not version.limited:
        return ALWAYS
    parts = [
        f"{stretch(time.starts, time.ends)} {said(AvailabilityKind, time.kind)}"
        for time in version.hours
        if time.weekday == weekday
    ]
    return ", ".join(parts) or NEVER


def stretch(starts: int, ends: int) -> str:
    """Return "8:00–14:00" for minutes of the day; the end of a day is "24:00"."""
    return f"{clock(starts)}–{'24:00' if ends == DAY_MINUTES else clock(ends)}"


def version_name(version: Version, today: date) -> str:
    """Return "seit Mo 30.08.", "ab Mo 20.09." or "bisher"; one that ends says when."""
    until = "" if version.last is None else f" bis {short_day(version.last)}"
    if version.first is None:
        return f"bisher{until}" if version.last is not None else "bisher"
    word = "seit" if version.first <= today else "ab"
    return f"{word} {short_day(version.first)}"


def new_version_name(first: date, today: date) -> str:
    """Return "ab Mo 20.09." for a version that is not stored yet."""
    return f"{'ab' if first > today else 'seit'} {short_day(first)}"


def counted_records(groups: Collection[Group]) -> str:
    """Return "7 Termine und 2 Fahrten"."""
    parts = []
    for source, key in NOUNS.items():
        count = sum(len(group.records) for group in groups if group.source == source)
        if count:
            parts.append(counted(count, key))
    return listed(parts)


def headline(plan: AvailabilityPlan) -> str:
    """Return "8 Termine betroffen", or that all fits."""
    groups = [misfit.group for misfit in plan.misfits]
    return f"{counted_records(groups)} betroffen" if groups else FITS


def subline(plan: AvailabilityPlan, since: date) -> str:
    """Return "ab Mo 20.09.2027, 20 bleiben wie geplant"; how many only where there are some."""
    if not plan.stays:
        return f"ab {full_day(since)}"
    stays = "bleibt" if plan.stays == 1 else "bleiben"
    return f"ab {full_day(since)}, {number(plan.stays)} {stays} wie geplant"


def group_title(group: Group) -> str:
    """Return "A2 Alltag, dienstags" or "A2 Alltag, Mi 06.10."."""
    day = day_of(group.records[0].starts)
    weekly = group.why is Why.HOURS and len(group.records) > 1
    when = on_weekdays(day.weekday()) if weekly else short_day(day)
    what = {CHILDCARE: "Betreuung ", RIDE: "Fahrt "}.get(group.source, "")
    return f"{what}{group.title}, {when}"


def group_text(group: Group, name: str) -> str:
    """Return how many records begin when, and why that does not fit."""
    first, last = group.records[0], group.records[-1]
    if group.why is Why.AWAY:
        if group.part is Part.VEHICLE:
            return f"{name} steht an diesem Tag nicht bereit."
        return f"{name} ist an diesem Tag nicht da."
    count = len(group.records)
    begins = noun(NOUNS[group.source], count)
    when = f"am {short_day(day_of(first.starts))}"
    if count > 1:
        when = f"von {short_day(day_of(first.starts))} bis {short_day(day_of(last.starts))}"
    verb = "beginnt" if count == 1 else "beginnen"
    starts, ends = (
        minute_of_day(first.starts),
        minute_of_day(first.starts) + (first.ends - first.starts),
    )
    told = f"{number(count)} {begins} {when} {verb} um {clock(starts)}."
    return f"{told} {_open(group, name, starts, ends)}"


def _open(group: Group, name: str, starts: int, ends: int) -> str:
    if group.open_from is None or group.open_until is None:
        weekday = day_of(group.records[0].starts).weekday()
        return f"{name} ist {on_weekdays(weekday)} nicht da."
    if starts < group.open_from < ends:
        return f"{name} kann dann erst ab {clock(group.open_from)}."
    if starts < group.open_until < ends:
        return f"{name} kann dann nur bis {clock(group.open_until)}."
    return f"{name} kann dann nicht ({stretch(group.open_from, group.open_until)} schon)."


def way_title(way: Way, group: Group, *, hidden: bool = False) -> str:
    """Return "Claudia Penzel vertritt" or "Dienstags 10:15–12:45"."""
    if way.kind is WayKind.SUBSTITUTE:
        known = names.initials(way.name) if hidden and group.part is not Part.VEHICLE else way.name
        name = known if group.part is Part.VEHICLE else names.spoken(known)
        return TAKES_OVER[group.part].format(name=name)
    if way.kind is WayKind.OTHER_TIME:
        day = on_weekdays(day_of(group.records[0].starts).weekday())
        return f"{day.capitalize()} {stretch(way.starts, way.ends)}"
    return {
        WayKind.MAKE_UP: "Am Ende nachholen",
        WayKind.OPEN: "Vorerst offen lassen",
        WayKind.KEEP: "Trotzdem so lassen",
    }[way.kind]


def way_note(way: Way, group: Group) -> tuple[str, str]:
    """Return what a way brings with it, and its tone: good, warning, bad or second."""
    count = len(group.records)
    records = counted(count, NOUNS[group.source])
    if way.kind is WayKind.SUBSTITUTE:
        return _stand_in_note(way, group)
    if way.kind is WayKind.OTHER_TIME:
        asks = f", {counted(way.people, 'person')} fragen" if way.people else ""
        return f"Raum frei{asks}", "warning" if way.people else "good"
    if way.kind is WayKind.MAKE_UP:
        day = short_day(day_of(way.starts))
        return f"{day}, {times(way.starts, way.ends)}, Raum und Betreuung frei", "second"
    if way.kind is WayKind.OPEN:
        return f"{records} {WITHOUT[group.part]}", "bad"
    return "steht dann unter Konflikte", "second"


def _stand_in_note(way: Way, group: Group) -> tuple[str, str]:
    count = len(group.records)
    free = "frei" if count == 1 else f"{number(way.covered)} von {number(count)} frei"
    if way.covered < count:
        rest = counted(count - way.covered, NOUNS[group.source])
        return f"{free}, {rest} {WITHOUT[group.part]}", "warning"
    knows = ""
    if way.knows and group.part is Part.TEACHER:
        knows = ", kennt den Kurs"
    elif way.knows and group.part is Part.CARER:
        knows = f", kennt {counted(way.knows, 'child')}"
    hint = ", nicht alles passt" if way.reserve else ""
    return f"{free}{knows}{hint}", "warning" if way.reserve else "good"


def exception_days(special: SpecialHours) -> str:
    """Return "Mi 06.10." or "Mo 04.10. – Fr 15.10."."""
    if special.first == special.last:
        return short_day(special.first)
    return f"{short_day(special.first)} – {short_day(special.last)}"


def exception_hours(special: SpecialHours) -> str:
    """Return "ganzer Tag nicht da" or "9:00–13:00 verfügbar", with its weekdays."""
    there = "verfügbar" if special.present else "nicht da"
    whole = "ganzer Tag" if special.first == special.last else "ganze Tage"
    hours = whole if special.whole_days else stretch(special.starts, special.ends)
    some = special.weekdays != EVERY_DAY
    which = f", {listed([on_weekdays(day) for day in sorted(special.weekdays)])}" if some else ""
    return f"{hours} {there}{which}"


def exception_note(special: SpecialHours) -> str:
    """Return why somebody is not there: the remark, else the reason."""
    if special.note or special.present or special.reason is ClosureReason.AWAY:
        return special.note
    return said(ClosureReason, special.reason.value)


def hours_a_week(minutes: int, limit: int | None) -> str:
    """Return "9 von 12 Std." or "9 Std."."""
    worked = decimal(minutes / 60)
    return f"{worked} Std." if limit is None else f"{worked} von {decimal(limit / 60)} Std."


def most_text(role: Role, minutes: int) -> str:
    """Return "Höchstens 12 Std. je Woche als Lehrkraft"."""
    return f"Höchstens {decimal(minutes / 60)} Std. je Woche als {said(Role, role.value)}"


def limit_lines(role: Role, limits: WeeklyLimits) -> list[str]:
    """Return what was agreed for a role, a line for each step that holds or held."""
    lines = []
    for first, minutes in limits.steps:
        if first == date.min:
            lines += [] if minutes is None else [most_text(role, minutes)]
        else:
            free = f"Keine Grenze als {said(Role, role.value)}"
            told = free if minutes is None else most_text(role, minutes)
            lines.append(f"{told}, ab {full_day(first)}")
    return lines


def remark_text(remark: Remark) -> str:
    """Return "Ab Mo 05.04.2027: nach Absprache auch länger"."""
    return f"Ab {full_day(remark.first)}: {remark.text or 'keine Bemerkung mehr'}"


def take_over(plan: AvailabilityPlan, chosen: Chosen) -> str:
    """Return the words of the button: "Übernehmen, 8 Termine ziehen mit"."""
    moved: Sequence[Group] = [
        misfit.group
        for misfit in plan.misfits
        if misfit.way(chosen.get(misfit.group.key)).kind is not WayKind.KEEP
    ]
    if not moved:
        return "Übernehmen"
    count = sum(len(group.records) for group in moved)
    return f"Übernehmen, {counted_records(moved)} {'zieht' if count == 1 else 'ziehen'} mit"


def done(name: str, plan: AvailabilityPlan) -> str:
    """Return what was stored: "Verfügbarkeit von Silke Roßbach: 8 Termine betroffen"."""
    touched = f", {headline(plan)}" if plan.misfits else ""
    return f"Verfügbarkeit gespeichert: {name}{touched}"
