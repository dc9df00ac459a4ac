"""A half-year of invented counts for the tests of the funder's workbook."""

import random
from datetime import date, timedelta
from decimal import Decimal

from kursplaner.exchange.funder_report import (
    AGE_GROUPS,
    CHILD_AGE_GROUPS,
    FunderAttendance,
    FunderChild,
    FunderChildcare,
    FunderCourse,
    FunderLesson,
    FunderPerson,
    FunderReport,
    FunderRide,
)

PLACES = ("Adorf", "Oelsnitz", "Bad Elster", "Mühlental", "adorf ", "", "=Plauen", "*", ">1")
START = date(2027, 2, 2)


def sample(seed: int = 1, *, courses: int = 3, lessons: int = 12, people: int = 18) -> FunderReport:
    """Return a report whose tables agree, hostile texts included."""
    dice = random.Random(seed)
    made = tuple(
        FunderCourse(
            500 + n, ("01", "=K-2", "2027/3*")[n % 3] + "x" * (n // 3), f"Deutsch {n + 1} & Alltag",
            "Kommunaler Deutschkurs", ("A1.1", "A2", "Alpha")[n % 3], START,
            START + timedelta(days=7 * lessons),
        )
        for n in range(courses)
    )  # fmt: skip
    attendance, minutes, heads = _attendance(dice, made, lessons, people)
    children = _children(dice)
    return FunderReport(
        town="Stadt Adorf/Vogtl.",
        period_from=date(2027, 1, 1),
        period_to=date(2027, 6, 30),
        grant_reference="IM-2027/0815",
        grant_title="Integrative Maßnahmen 2027",
        funder="Freistaat Sachsen",
        funding_line="Mitfinanziert mit Steuermitteln auf Grundlage des beschlossenen Haushaltes",
        courses=made,
        lessons=tuple(_lessons(dice, made, lessons, minutes, heads)),
        people=tuple(
            FunderPerson(
                900 + n, dice.choice(AGE_GROUPS), dice.choice(("female", "female", "male", "")),
                dice.choice(PLACES),
            )
            for n in range(people)
        ),
        attendance=tuple(attendance),
        childcare=tuple(
            FunderChildcare(START + timedelta(days=n), made[0].key if n else None, 1, 2, child.minutes)
            for n, child in enumerate(children)
        ),
        children=children,
        rides=tuple(
            FunderRide(
                START + timedelta(days=n), made[n % courses].key if n % 4 else None,
                ("out", "back")[n % 2], "Kleinbus 1", dice.randint(0, 6), dice.randint(0, 2),
                dice.randint(3_000, 30_000), 30,
            )
            for n in range(30)
        ),
    )  # fmt: skip


def _attendance(
    dice: random.Random, courses: tuple[FunderCourse, ...], lessons: int, people: int
) -> tuple[list[FunderAttendance], dict[tuple[int, int], int], dict[tuple[int, int], int]]:
    rows: list[FunderAttendance] = []
    minutes: dict[tuple[int, int], int] = {}
    heads: dict[tuple[int, int], int] = {}
    for person in range(people):
        for course in dice.sample(courses, dice.choice((1, 1, 1, min(2, len(courses))))):
            came = [n for n in range(lessons) if n != 3 and dice.random() < person / people]
            for n in came:
                minutes[course.key, n] = minutes.get((course.key, n), 0) + 85
                heads[course.key, n] = heads.get((course.key, n), 0) + 1
            rows.append(
                FunderAttendance(900 + person, course.key, lessons - 1, len(came), 85 * len(came))
            )
    return rows, minutes, heads


def _lessons(
    dice: random.Random,
    courses: tuple[FunderCourse, ...],
    lessons: int,
    minutes: dict[tuple[int, int], int],
    heads: dict[tuple[int, int], int],
) -> list[FunderLesson]:
    return [
        FunderLesson(
            course.key, START + timedelta(days=7 * n), 540, 640, 90, Decimal(2),
            held=n != 3, reason="Lehrkraft krank" if n == 3 else "",
            present=heads.get((course.key, n), 0), present_minutes=minutes.get((course.key, n), 0),
            guests=dice.choice((0, 0, 0, 5)), guest_women=0,
        )
        for course in courses
        for n in range(lessons)
    ]  # fmt: skip


def _children(dice: random.Random) -> tuple[FunderChild, ...]:
    return tuple(
        FunderChild(
            700 + n, dice.choice(CHILD_AGE_GROUPS), dice.choice(PLACES), n, 95 * n
        )
        for n in range(9)
    )
