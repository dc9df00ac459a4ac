"""Lists by section of a course: chosen alone, a lesson across the border divided, true totals."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.desk.printing.jobs import SheetState, jobs_due
from kursplaner.desk.printing.rendering import render
from kursplaner.desk.printing.sections import Section, section_list, sections_of
from kursplaner.desk.printing.sheets import AS_USUAL, SheetChoice
from kursplaner.documents.sheets.attendance_sheet import AttendanceSheet
from kursplaner.domain.kinds import ActKind, SheetKind
from kursplaner.store.settings import store_settings
from tests.desk.paper_town import DAYS, NOW, TODAY, PaperTown, build
from tests.documents.reading import pages
from tests.towns import passing

LISTS = {SheetKind.ATTENDANCE}
BY_SECTION = SheetChoice(profile="bamf_sections")


@pytest.fixture
def town() -> Iterator[PaperTown]:
    """Return a course of five lessons of 3 UE in sections of 5 UE."""
    with passing(build, NOW) as made:
        with made.workspace.fill() as db:
            store_settings(db, {"attendance.section_units": "5"})
        yield made


def test_a_lesson_across_a_border_counts_in_both_sections(town: PaperTown) -> None:
    with town.workspace.read() as db:
        found = sections_of(db, town.course)
    size = Decimal(5)
    assert found == (
        Section(1, size, size, 2, DAYS[0], DAYS[1]),
        Section(2, size, size, 3, DAYS[1], DAYS[3]),
        Section(3, size, size, 2, DAYS[3], DAYS[4]),
    )
    assert found[1].facts.startswith("5 UE, 3 Termine, 02.03.–09.03.")
    assert replace(found[1], units=Decimal("2.5")).extent == "2,5 von 5 UE"


def test_a_section_is_one_list_across_the_months(town: PaperTown) -> None:
    with town.workspace.read() as db:
        planned = section_list(db, town.course, 3, AS_USUAL)
    sheet = planned.sheet
    assert isinstance(sheet, AttendanceSheet)
    assert (sheet.profile, sheet.section, sheet.units_before) == ("bamf", 3, Decimal(9))
    assert [lesson.day for lesson in sheet.lessons] == [DAYS[3], DAYS[4]]
    assert planned.subtitle.startswith("Abschnitt 3, ")
    with pytest.raises(Refused) as refused, town.workspace.read() as db:
        section_list(db, town.course, 4, AS_USUAL)
    assert (refused.value.kind, refused.value.facts["count"]) == ("section_unknown", 3)


def test_totals_on_paper_are_those_of_the_section(town: PaperTown) -> None:
    jobs = jobs_due(town.workspace, DAYS[3], DAYS[3], kinds=LISTS, choice=BY_SECTION)
    assert [job.planned.section for job in jobs] == [2, 3]
    shown = [" ".join(text.split()) for text in pages(render(town.workspace, jobs, None).pdf)]
    assert "Abschnitt 2: 3 Termine, 5 UE zu 45 min" in shown[0]
    assert "Abschnitt 3: 2 Termine, 5 UE zu 45 min" in shown[1]
    assert "1 von 3" in shown[0]
    assert "2 von 3" in shown[1]
    (month,) = jobs_due(town.workspace, DAYS[4], DAYS[4], kinds=LISTS,
                        choice=SheetChoice(profile="bamf"))  # fmt: skip
    text = " ".join(pages(render(town.workspace, [month], None).pdf)[0].split())
    assert "Abschnitt 3: 1 Termin, 3 von 5 UE zu 45 min" in text


def test_a_section_goes_on_where_it_was_signed(town: PaperTown) -> None:
    with town.workspace.change(ActKind.SETTINGS_CHANGED) as db:
        store_settings(db, {"attendance.profile": "bamf_sections"})
    (first, second) = jobs_due(town.workspace, TODAY, TODAY, kinds=LISTS)
    render(town.workspace, [first, second], None, printed=True)
    again = jobs_due(town.workspace, TODAY, TODAY, kinds=LISTS)
    assert [job.state for job in again] == [SheetState.PRINTED, SheetState.PRINTED]
    rest = again[0].planned.sheet
    assert isinstance(rest, AttendanceSheet)
    assert [lesson.day for lesson in rest.lessons] == [TODAY]
    assert (rest.section, rest.units_before) == (1, Decimal(3))
    other = again[1].planned.sheet
    assert isinstance(other, AttendanceSheet)
    assert min(lesson.day for lesson in (*rest.lessons, *other.lessons)) == TODAY


def test_months_stay_where_nobody_asks_for_sections(town: PaperTown) -> None:
    (job,) = jobs_due(town.workspace, TODAY, TODAY, kinds=LISTS)
    assert (job.planned.section, job.planned.layout) == (0, "simple")
