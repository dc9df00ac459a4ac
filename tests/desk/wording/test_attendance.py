"""What closes attendance, and what stands against closing a month, in words."""

from datetime import date

import pytest

from kursplaner.desk.wording.attendance import again_text, closed_line, plan_lines, plan_text
from kursplaner.planning.attendance.closed_months import Closed, PrintedList
from kursplaner.planning.attendance.closing import CourseMonth, MonthPlan

MARCH, APRIL = date(2027, 3, 1), date(2027, 4, 1)
DAYS = tuple(date(2027, 3, day) for day in (2, 4, 9, 11, 16))
FIRST, SECOND = PrintedList(7, MARCH, DAYS[-1]), PrintedList(9, APRIL, APRIL)


@pytest.mark.parametrize(
    ("course", "said"),
    [
        (CourseMonth(1, "A1", 1), "A1: 1 Termin, alles eingetragen"),
        (CourseMonth(1, "A1", 3), "A1: 3 Termine, alles eingetragen"),
        (CourseMonth(1, "A1", 3, closed_on=APRIL), "A1: seit 01.04.2027 abgeschlossen"),
        (CourseMonth(1, "A1", 3, coming=DAYS[:1]), "A1: es kommt noch Di 02.03."),
        (CourseMonth(1, "A1", 3, coming=DAYS[:2]), "A1: es kommen noch Di 02.03. und Do 04.03."),
        (
            CourseMonth(1, "A1", 4, missing=DAYS[:4]),
            "A1: Anwesenheit fehlt noch für Di 02.03., Do 04.03., Di 09.03. und Do 11.03.",
        ),
        (
            CourseMonth(1, "A1", 5, coming=DAYS),
            "A1: es kommen noch Di 02.03., Do 04.03., Di 09.03., Do 11.03. und 1 weitere",
        ),
    ],
)
def test_a_course_says_what_stands_against_its_month(course: CourseMonth, said: str) -> None:
    plan = MonthPlan(MARCH, (course,))
    assert plan_lines(plan) == [said]
    assert plan_text(plan) == f"{said}."


@pytest.mark.parametrize(
    ("closed", "said", "again"),
    [
        (Closed(MARCH, "A1", (), None, MARCH), "Der März 2027 ist abgeschlossen.", ""),
        (
            Closed(MARCH, "A1", (FIRST,)),
            "Die Liste A 7 (01.03.–16.03.2027) ist gedruckt.",
            "Bitte neu drucken: Liste A 7 (01.03.–16.03.2027)",
        ),
        (
            Closed(MARCH, "A1", (FIRST, SECOND), ("LZ 42", APRIL)),
            (
                "Die Listen A 7 (01.03.–16.03.2027) und A 9 (01.04.2027) sind gedruckt und"
                " der Nachweis zu „LZ 42“ war am 01.04.2027 fällig."
            ),
            "Bitte neu drucken: Listen A 7 (01.03.–16.03.2027) und A 9 (01.04.2027)",
        ),
    ],
)
def test_what_closed_it_is_a_sentence_and_names_the_lists(
    closed: Closed, said: str, again: str
) -> None:
    assert (closed_line(closed), again_text(closed)) == (said, again)
    assert again_text(None) == ""
