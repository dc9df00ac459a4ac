"""Lists printed again after people have signed them, and PDFs that wait to be confirmed."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.layout import SheetCode, town_signs
from kursplaner.basics.spans import minute_at
from kursplaner.desk.printing.jobs import PrintJob, SheetState, jobs_due
from kursplaner.desk.printing.rendering import confirm, preview, render, take_back
from kursplaner.desk.printing.sheets import SheetChoice
from kursplaner.documents.sheets.attendance_sheet import AttendanceSheet
from kursplaner.domain.courses import Enrolment, Lesson
from kursplaner.domain.kinds import ActKind, SheetKind
from kursplaner.store.printing import void
from kursplaner.store.queries.printed_sheets import (
    PageRow,
    PrintedRow,
    pages_of,
    printed_between,
    printed_for,
)
from kursplaner.store.records import by_id
from tests.desk.paper_town import DAYS, NOW, TODAY, PaperTown, add_person, build, enrol
from tests.documents.reading import pages
from tests.towns import passing

FIRST, SECOND, LAST = DAYS[1:4]
BEGINS = datetime(2027, 3, 2, 9, 0)
LATER = BEGINS + timedelta(minutes=30)


@pytest.fixture
def town() -> Iterator[PaperTown]:
    with passing(build, NOW) as made:
        yield made


def job(town: PaperTown, kind: SheetKind = SheetKind.ATTENDANCE) -> PrintJob:
    choice = SheetChoice(every=True)
    (found,) = jobs_due(town.workspace, TODAY, TODAY, kinds={kind}, choice=choice)
    return found


def print_list(town: PaperTown) -> int:
    (number,) = render(town.workspace, [job(town)], None, printed=True).numbers
    return number


def newcomer(town: PaperTown, family: str = "Aaron", joined: date = TODAY) -> int:
    with town.workspace.change(ActKind.ENROLLED) as db:
        return enrol(db, town, add_person(db, town, family, "Selam"), joined_on=joined)


def page(town: PaperTown, number: int) -> PageRow:
    with town.workspace.read() as db:
        (found,) = pages_of(db, number)
    return found


def on_paper(town: PaperTown) -> list[PrintedRow]:
    with town.workspace.read() as db:
        return printed_between(db, FIRST, LAST)


def spans(town: PaperTown) -> list[tuple[int, date | None, date | None]]:
    return [(row.number, row.valid_from, row.valid_until) for row in on_paper(town)]


def test_a_list_nobody_has_signed_yet_is_printed_anew_as_a_whole(town: PaperTown) -> None:
    with clock.pinned(BEGINS - timedelta(minutes=1)):
        print_list(town)
        new = newcomer(town)
        again = job(town)
        assert (again.planned.goes_on, again.stays_valid, again.replaces) == (None, False, True)
        assert print_list(town) == 2
    assert page(town, 2).columns == tuple(town.lessons[1:4])
    assert page(town, 2).rows[1] == new
    assert spans(town) == [(2, None, None)]


def sheet(of: PrintJob) -> AttendanceSheet:
    assert isinstance(of.planned.sheet, AttendanceSheet)
    return of.planned.sheet


def test_a_list_that_was_begun_keeps_its_rows_and_leaves_past_dates_out(town: PaperTown) -> None:
    before = job(town)
    print_list(town)
    with clock.pinned(BEGINS):
        new = newcomer(town)
        again = job(town)
        assert again.state is SheetState.CHANGED
        assert (again.stays_valid, again.replaces) == (True, False)
        rest = sheet(again)
        print_list(town)
    assert (sheet(before).units_before, rest.units_before) == (Decimal(3), Decimal(6))
    assert {lesson.elsewhere for lesson in rest.lessons} == {""}
    old, now = page(town, 1), page(town, 2)
    assert old.columns == tuple(town.lessons[1:4])
    assert now.columns == tuple(town.lessons[2:4])
    assert len(old.rows) == 6
    assert now.rows == {**old.rows, 6: new}
    assert spans(town) == [(1, None, FIRST), (2, SECOND, None)]


@pytest.mark.parametrize(("lost", "counting"), [(1, [SECOND, LAST]), (2, [FIRST])])
def test_each_list_counts_for_its_own_days(
    town: PaperTown, lost: int, counting: list[date]
) -> None:
    print_list(town)
    with clock.pinned(LATER):
        newcomer(town)
        print_list(town)
    with town.workspace.read() as db:
        assert all(printed_for(db, day).courses == {town.course} for day in DAYS[1:4])
    with town.workspace.change(ActKind.SHEETS_PRINTED) as db:
        void(db, (lost,))
    with town.workspace.read() as db:
        assert [day for day in DAYS[1:4] if printed_for(db, day).courses] == counting


def test_who_came_first_stays_above_who_came_later(town: PaperTown) -> None:
    print_list(town)
    with clock.pinned(LATER):
        first = newcomer(town, "Zabel")
        print_list(town)
        second = newcomer(town, "Aaron")
        again = job(town)
        assert (again.stays_valid, again.replaces) == (False, True)
        print_list(town)
    assert list(page(town, 3).rows.values())[-2:] == [first, second]
    assert page(town, 3).rows == {**page(town, 1).rows, 6: first, 7: second}
    assert spans(town) == [(1, None, FIRST), (3, SECOND, None)]


def test_a_list_goes_on_as_often_as_dates_pass(town: PaperTown) -> None:
    print_list(town)
    with clock.pinned(LATER):
        newcomer(town, "Zabel")
        print_list(town)
    with clock.pinned(LATER + timedelta(days=2)):
        newcomer(town, "Aaron", SECOND)
        assert job(town).stays_valid
        print_list(town)
    assert page(town, 3).columns == (town.lessons[3],)
    assert spans(town) == [(1, None, FIRST), (2, SECOND, SECOND), (3, LAST, None)]


def test_who_left_before_the_month_keeps_the_row_with_the_name(town: PaperTown) -> None:
    print_list(town)
    with clock.pinned(LATER):
        with town.workspace.change(ActKind.ENROLLED) as db:
            by_id(db, Enrolment, town.enrolments["Rima"]).left_on = DAYS[0]
        again = job(town)
        assert again.subtitle.endswith("5 Personen")
        assert "Haddad" in [person.family_name for person in sheet(again).people]
        print_list(town)
    assert page(town, 2).rows == page(town, 1).rows


def test_an_enrolment_that_was_undone_leaves_its_row_empty(town: PaperTown) -> None:
    new = newcomer(town)
    print_list(town)
    rows = page(town, 1).rows
    assert new in rows.values()
    with clock.pinned(LATER):
        assert town.workspace.undo() is not None
        print_list(town)
        text = pages(preview(town.workspace, job(town)))[0]
    assert page(town, 2).rows == rows
    assert "Aaron" not in text
    assert "Haddad" in text


def test_a_list_whose_dates_are_all_past_has_no_fields_and_the_old_one_stays(
    town: PaperTown,
) -> None:
    print_list(town)
    with clock.pinned(datetime(2027, 3, 9, 9, 0)):
        newcomer(town)
        again = job(town)
        assert again.stays_valid
        goes_on = again.planned.goes_on
        assert goes_on is not None
        assert (goes_on.valid_from, goes_on.earlier_until) == (None, LAST)
        assert [lesson.elsewhere for lesson in sheet(again).lessons] == ["A 1"] * 3
        assert sheet(again).units_before == 3
        print_list(town)
    assert spans(town)[0] == (1, None, LAST)


def test_the_preview_of_a_list_that_goes_on_does_not_bear_the_old_number(town: PaperTown) -> None:
    print_list(town)
    assert "A 1-1-1" in pages(preview(town.workspace, job(town)))[0]
    with clock.pinned(LATER):
        assert job(town).state is SheetState.PRINTED
        assert "A 2-1-1" in pages(preview(town.workspace, job(town)))[0]


def test_printing_an_unchanged_sheet_again_replaces_it_and_a_new_one_nothing(
    town: PaperTown,
) -> None:
    assert not job(town).replaces
    print_list(town)
    assert job(town).replaces
    render(town.workspace, [job(town, SheetKind.EVALUATION)], None, printed=True)
    form = job(town, SheetKind.EVALUATION)
    assert (form.state, form.replaces, form.stays_valid) == (SheetState.PRINTED, False, False)


def test_a_saved_pdf_counts_as_printed_once_it_is_confirmed(town: PaperTown) -> None:
    (number,) = render(town.workspace, [job(town)], None).numbers
    waiting = job(town)
    assert (waiting.state, waiting.number, waiting.saved) == (SheetState.NEW, 0, (number,))
    with clock.pinned(NOW + timedelta(minutes=5)):
        assert confirm(town.workspace, [number, number]) == (number,)
    printed = job(town)
    assert (printed.state, printed.number, printed.saved) == (SheetState.PRINTED, number, ())
    assert printed.printed_at == minute_at(NOW) + 5


def test_until_it_is_confirmed_the_sheet_printed_before_holds(town: PaperTown) -> None:
    print_list(town)
    with town.workspace.change(ActKind.LESSON_MOVED) as db:
        by_id(db, Lesson, town.lessons[2]).room_id = town.rooms["Ratssaal"]
    (number,) = render(town.workspace, [job(town)], None).numbers
    assert [row.number for row in on_paper(town)] == [1]
    assert job(town).state is SheetState.CHANGED
    render(town.workspace, [job(town)], None)
    confirm(town.workspace, [number])
    assert job(town).saved == ()
    assert [row.number for row in on_paper(town)] == [number]
    assert job(town).state is SheetState.PRINTED


def test_confirmed_evaluation_sheets_leave_earlier_ones(town: PaperTown) -> None:
    for _ in range(2):
        forms = render(town.workspace, [job(town, SheetKind.EVALUATION)], None)
        confirm(town.workspace, forms.numbers)
    with town.workspace.read() as db:
        rows = printed_between(db, DAYS[0], DAYS[-1])
    assert [row.number for row in rows] == [1, 2]


def test_a_pdf_that_shows_what_no_longer_is_does_not_wait(town: PaperTown) -> None:
    render(town.workspace, [job(town)], None)
    newcomer(town)
    assert job(town).saved == ()


@pytest.mark.parametrize("which", ["unknown", "confirmed", "taken back"])
def test_only_a_saved_sheet_is_confirmed(town: PaperTown, which: str) -> None:
    made = render(town.workspace, [job(town)], None, printed=which == "confirmed")
    if which == "taken back":
        take_back(town.workspace, made)
    number = made.numbers[0] + (which == "unknown")
    with pytest.raises(Refused) as refused:
        confirm(town.workspace, [number])
    assert (refused.value.kind, refused.value.facts) == ("sheet_unknown", {"number": number})


def test_one_wrong_number_confirms_none(town: PaperTown) -> None:
    (number,) = render(town.workspace, [job(town)], None).numbers
    with pytest.raises(Refused, match="sheet_unknown"):
        confirm(town.workspace, [number, number + 1])
    assert on_paper(town) == []


def test_the_code_on_a_sheet_names_its_town(town: PaperTown) -> None:
    pdf = render(town.workspace, [job(town)], None).pdf
    signs = town_signs(town.workspace.settings.text("town.uuid"))
    assert len(signs) == 4
    code = SheetCode("A", 1, 1, 1, signs)
    assert str(code) in pages(pdf)[0]
    assert SheetCode.parse(str(code)).town != town_signs("another town")
