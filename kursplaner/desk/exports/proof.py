"""The funder's workbook before it is written: its figures, and what is missing for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from kursplaner.basics import clock
from kursplaner.basics.money import euro_text
from kursplaner.basics.spans import day_of
from kursplaner.desk.exports.funder import funder_report
from kursplaner.desk.today.things_to_do import marks_missing
from kursplaner.desk.wording.to_do import some_days
from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted, decimal, listed, number
from kursplaner.exchange.funder.indicators import Indicator
from kursplaner.exchange.funder.report import UNKNOWN, FunderPerson, FunderReport
from kursplaner.store.queries.attendance.attendance import lessons_without_attendance
from kursplaner.store.queries.funding.service_statistics import rides_without_result
from kursplaner.store.queries.funding.statistics import (
    Period,
    course_facts,
    grant_facts,
    period,
)
from kursplaner.store.queries.lessons.lessons import LessonRow
from kursplaner.store.queries.people.people import people_by_id
from kursplaner.store.session import Db

MOST_NAMES = 4


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the figures lack, in one line and a second one, and where it is entered.

    Without a `place` nothing is to be done but to know it.
    """

    title: str
    reason: str
    verb: str = ""
    place: str = ""
    target: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proof:
    """What the workbook of a period and grant would say, and what is missing before."""

    figures: tuple[Indicator, ...]
    gaps: tuple[Gap, ...]


def read_proof(
    db: Db, first: date, last: date, reference: str | None = None, *, hidden: bool = False
) -> Proof:
    """Return the figures of a period (both days included) and what is missing for them.

    Args:
        db: the open town.
        first: its first day.
        last: its last one.
        reference: of a grant; None for all courses.
        hidden: whether names are hidden from a visitor.

    Raises:
        Refused: kinds "period_backwards", "grant_unknown".
    """
    from kursplaner.exchange.funder.workbook import funder_figures

    report = funder_report(db, first, last, reference)
    grant = grant_facts(db, reference) if reference else None
    wanted = period(first, last, grant.id if grant else None)
    gaps = (
        *_attendance(db, wanted, first, last),
        *_rides(db, wanted),
        *_unpaid(report),
        *_people(db, report, hidden=hidden),
        *_to_come(report),
    )
    return Proof(funder_figures(report), gaps)


def figure_text(figure: Indicator) -> str:
    """Return the value as the office reads it: "1.234", "12,5 Zeitstunden", "48,1 %"."""
    if figure.form == "euro":
        return euro_text(round(figure.value * 100))
    if figure.form == "percent":
        return f"{decimal(figure.value * 100)} %"
    digits = {"int": 0, "km": 1}.get(figure.form, 2)
    amount = number(round(figure.value)) if digits == 0 else decimal(figure.value, digits)
    return f"{amount} {figure.unit}".strip() if figure.form != "int" else amount


def _attendance(db: Db, wanted: Period, first: date, last: date) -> Iterable[Gap]:
    courses = {course.id for course in course_facts(db, wanted)}
    by_course: dict[int, list[LessonRow]] = {}
    for lesson in lessons_without_attendance(db, first, min(last, clock.today())):
        if lesson.course_id in courses:
            by_course.setdefault(lesson.course_id, []).append(lesson)
    for found in by_course.values():
        to_do = marks_missing(found, clock.today())
        yield Gap(to_do.title, to_do.sentence, to_do.verb, to_do.place, to_do.target)


def _rides(db: Db, wanted: Period) -> Iterable[Gap]:
    open_, unmeasured = rides_without_result(db, wanted)
    for found, lacks in ((open_, "Ergebnis"), (unmeasured, "Kilometerstand")):
        if found:
            days = [day_of(ride.starts) for ride in found]
            when = some_days(days, clock.today())
            yield Gap(
                f"{counted(len(found), 'ride')} ohne {lacks}",
                f"{when[0].upper()}{when[1:]}",
                "Eintragen",
                "rides",
                MappingProxyType({"day": days[0], "ride_id": found[0].id}),
            )


def _unpaid(report: FunderReport) -> Iterable[Gap]:
    """Yield what rides cost nothing by the kilometre, for each owner of their vehicles."""
    owners = sorted({ride.owner for ride in report.rides if ride.owner})
    for owner in owners:
        rides = [ride for ride in report.rides if ride.owner == owner and ride.metres]
        unpaid = [ride for ride in rides if not ride.cents_per_kilometre]
        if unpaid:
            kilometres = decimal(sum(ride.metres for ride in unpaid) / 1000)
            yield Gap(
                f"{counted(len(unpaid), 'ride')} ohne Betrag",
                f"Fahrzeug gehört „{owner}“: 0 ct für {kilometres} km; so lassen, wenn der Bescheid"
                " nichts zahlt",
                "Sätze",
                "settings",
                MappingProxyType({"section": "rules.rides"}),
            )


def _people(db: Db, report: FunderReport, *, hidden: bool) -> Iterable[Gap]:
    came = {row.person for row in report.attendance if row.present}
    people = [person for person in report.people if person.key in came]
    lacking: dict[str, list[FunderPerson]] = {
        "Geburtsdatum": [p for p in people if p.age_group == UNKNOWN],
        "Geschlecht": [p for p in people if not p.gender],
        "Wohnort": [p for p in people if not p.municipality],
    }
    known = {row.id: row for row in people_by_id(db, [person.key for person in people])}
    for what, found in lacking.items():
        rows = [known[person.key] for person in found if person.key in known]
        if what == "Wohnort":
            rows = [row for row in rows if not row.address_restricted]
        if not rows:
            continue
        shown = [names.shown(row.name, hidden=hidden) for row in rows[:MOST_NAMES]]
        rest = len(rows) - len(shown)
        more = [f"{number(rest)} weitere"] if rest else []
        yield Gap(
            f"{what} fehlt bei {counted(len(rows), 'person', dative=True)}",
            f"{listed([*_plain(shown), *more])}: zählt als „unbekannt“",
            "Öffnen",
            "people",
            MappingProxyType({"person_id": rows[0].id}),
        )


def _plain(shown: Iterable[str]) -> list[str]:
    """Return names in which no comma stands, so that they can be listed."""
    return [names.spoken(name) for name in shown]


def _to_come(report: FunderReport) -> Iterable[Gap]:
    coming = sum(lesson.planned for lesson in report.lessons)
    if coming:
        verb = "steht" if coming == 1 else "stehen"
        yield Gap(
            "Der Zeitraum ist noch nicht vorbei",
            f"{counted(coming, 'lesson')} {verb} noch bevor und {_counts(coming)} nicht mit",
        )


def _counts(count: int) -> str:
    return "zählt" if count == 1 else "zählen"
