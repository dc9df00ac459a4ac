"""What is due, what was printed, and the PDF of it."""

import errno
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_at, minute_of
from kursplaner.desk.printing import rendering
from kursplaner.desk.printing.jobs import Change, PrintJob, SheetState, jobs_due
from kursplaner.desk.printing.rendering import PrintedFile, confirm, preview, render, take_back
from kursplaner.desk.printing.sheets import SheetChoice
from kursplaner.desk.wording.errors.sentences import sentence
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ActKind, SheetKind
from kursplaner.domain.people import Person
from kursplaner.domain.rooms import Room
from kursplaner.domain.town import PrintedSheet
from kursplaner.store.queries.printed_sheets import printed_for
from kursplaner.store.records import by_id
from tests.desk.paper_town import DAYS, NOW, TODAY, PaperTown, add_person, build, enrol
from tests.documents.reading import metadata, pages
from tests.towns import passing


@pytest.fixture
def town() -> Iterator[PaperTown]:
    with passing(build, NOW) as made:
        yield made


def today(town: PaperTown, *kinds: SheetKind) -> tuple[PrintJob, ...]:
    choice = SheetChoice(every=True)
    return jobs_due(town.workspace, TODAY, TODAY, kinds=kinds or None, choice=choice)


def sheets(town: PaperTown) -> list[tuple[str, str, bool, int]]:
    with town.workspace.read() as db:
        rows = db.scalars(select(PrintedSheet).order_by(PrintedSheet.id))
        return [(row.code, row.kind, row.voided, row.pages) for row in rows]


def lesson_moved(town: PaperTown) -> None:
    with town.workspace.change(ActKind.LESSON_MOVED) as db:
        by_id(db, Lesson, town.lessons[2]).room_id = town.rooms["Ratssaal"]


def test_a_day_is_due_in_its_order(town: PaperTown) -> None:
    jobs = today(town)
    assert [(job.kind, job.state) for job in jobs] == [
        (SheetKind.DRIVER, SheetState.NEW),
        (SheetKind.CHILDCARE, SheetState.NEW),
        (SheetKind.DOOR, SheetState.NEW),
        (SheetKind.ATTENDANCE, SheetState.NEW),
        (SheetKind.DOOR, SheetState.NEW),
        (SheetKind.DRIVER, SheetState.NEW),
    ]
    assert len({job.key for job in jobs}) == len(jobs)
    assert jobs[3].title == "Anwesenheitsliste A2 Alltag"
    assert jobs[3].subtitle == "März 2027, 3 Termine, 6 Personen"


def test_one_pdf_in_the_order_of_the_day(town: PaperTown, tmp_path: Path) -> None:
    out = tmp_path / "Heute.pdf"
    printed = render(town.workspace, tuple(reversed(today(town))), out)
    texts = pages(out.read_bytes())
    assert printed.pages == len(texts) == 6
    words = ("Hinfahrt", "Kinderbetreuung", "Nebenraum", "Anwesenheitsliste", "Schulungsraum")
    for text, word in zip(texts, (*words, "Rückfahrt"), strict=True):
        assert word in text
    assert f"A {printed.numbers[3]}-1-1" in texts[3]
    assert printed.first_pages == (0, 1, 2, 3, 4, 5)


def test_printed_sheets_are_remembered(town: PaperTown) -> None:
    told: list[frozenset[str]] = []
    town.workspace.subscribe(told.append)
    render(town.workspace, today(town), None, printed=True)
    jobs = today(town)
    assert {job.state for job in jobs} == {SheetState.PRINTED}
    assert not any(job.is_missing(0) for job in jobs)
    assert told == [frozenset({"printing"})]
    with town.workspace.read() as db:
        done = printed_for(db, TODAY)
    assert done.courses == {town.course}
    assert done.slots == {town.slot}
    assert done.rides == set(town.rides)


def test_printing_is_told_in_the_history_and_cannot_be_undone(town: PaperTown) -> None:
    lesson_moved(town)
    town.workspace.undo()
    render(town.workspace, today(town, SheetKind.DRIVER), None, printed=True)
    assert town.workspace.history(1)[0].kind == ActKind.SHEETS_PRINTED
    assert town.workspace.undo_summary is None
    redo = town.workspace.redo_summary
    assert redo is not None
    assert redo.kind == ActKind.LESSON_MOVED


def test_a_new_person_changes_the_list_and_is_named(town: PaperTown) -> None:
    render(town.workspace, today(town), None, printed=True)
    with clock.pinned(NOW + timedelta(hours=1)):
        with town.workspace.change(ActKind.ENROLLED) as db:
            enrol(db, town, add_person(db, town, "Tesfay", "Selam"), joined_on=TODAY)
        jobs = today(town)
    (changed,) = [job for job in jobs if job.state == SheetState.CHANGED]
    assert changed.kind == SheetKind.ATTENDANCE
    assert changed.change.names == ("Selam T.",)
    assert changed.change.aspects == ("people", "details")


def test_printing_again_voids_the_old_code(town: PaperTown) -> None:
    render(town.workspace, today(town, SheetKind.ATTENDANCE), None, printed=True)
    lesson_moved(town)
    (job,) = today(town, SheetKind.ATTENDANCE)
    assert (job.state, job.change.aspects) == (SheetState.CHANGED, ("place",))
    render(town.workspace, [job], None, printed=True)
    assert sheets(town) == [
        ("A 1", "attendance", True, 1),
        ("A 2", "attendance", False, 1),
    ]
    assert today(town, SheetKind.ATTENDANCE)[0].number == 2


def test_what_never_came_out_of_the_printer_is_due_again(town: PaperTown) -> None:
    printed = render(town.workspace, today(town, SheetKind.DRIVER), None, printed=True)
    take_back(town.workspace, printed)
    assert {job.state for job in today(town, SheetKind.DRIVER)} == {SheetState.NEW}


def test_a_sheet_is_missing_until_what_it_is_for_is_over(town: PaperTown) -> None:
    (job,) = [each for each in today(town, SheetKind.DRIVER) if "Hin" in each.title]
    end = minute_of(TODAY, 530)
    assert [job.is_missing(minute) for minute in (end - 1, end, end + 1)] == [True, False, False]
    render(town.workspace, [job], None, printed=True)
    (job,) = [each for each in today(town, SheetKind.DRIVER) if "Hin" in each.title]
    assert not job.is_missing(end - 1)
    assert job.printed_at == minute_at(NOW)
    assert job.number == 1


def test_a_sheet_never_printed_has_no_number_and_no_moment(town: PaperTown) -> None:
    jobs = today(town)
    assert {(job.number, job.printed_at, job.change) for job in jobs} == {(0, None, Change())}
    assert {job.pages for job in jobs} == {1}


def test_each_kind_of_sheet_is_due_alone(town: PaperTown) -> None:
    kinds = tuple(SheetKind)
    counts = {kind: len(today(town, kind)) for kind in kinds}
    assert counts == {
        SheetKind.ATTENDANCE: 1,
        SheetKind.CHILDCARE: 1,
        SheetKind.DRIVER: 2,
        SheetKind.DOOR: 2,
        SheetKind.EVALUATION: 1,
    }
    for kind in kinds:
        assert {job.kind for job in today(town, kind)} == {kind}
    assert jobs_due(town.workspace, TODAY, TODAY, kinds=()) == ()


def test_an_evaluation_sheet_is_due_on_the_last_day_unless_it_is_asked_for(
    town: PaperTown,
) -> None:
    last = DAYS[-1]
    every = {job.kind for job in jobs_due(town.workspace, last, last)}
    assert SheetKind.EVALUATION in every
    assert SheetKind.EVALUATION not in {job.kind for job in today(town)}
    both = {SheetKind.EVALUATION, SheetKind.DOOR}
    found = jobs_due(town.workspace, TODAY, TODAY, kinds=both)
    assert {job.kind for job in found} == {SheetKind.DOOR}


@pytest.mark.parametrize(("before", "count"), [(14, 1), (15, 0)])
def test_alone_evaluation_sheets_are_due_two_weeks_before_a_course_ends(
    town: PaperTown, before: int, count: int
) -> None:
    day, kinds = DAYS[-1] - timedelta(days=before), {SheetKind.EVALUATION}
    found = jobs_due(town.workspace, day, day, kinds=kinds)
    assert [job.day for job in found] == [DAYS[-1]] * count


def test_evaluation_sheets_of_other_courses_are_given_on_request(town: PaperTown) -> None:
    kinds = {SheetKind.EVALUATION}
    assert jobs_due(town.workspace, TODAY, TODAY, kinds=kinds) == ()
    every = jobs_due(town.workspace, TODAY, TODAY, kinds=kinds, choice=SheetChoice(every=True))
    named = jobs_due(town.workspace, TODAY, TODAY, {town.course}, kinds)
    assert [job.day for job in (*every, *named)] == [TODAY, TODAY]


def test_the_version_chosen_for_a_course_is_taken_again(town: PaperTown) -> None:
    kinds, last = {SheetKind.EVALUATION}, DAYS[-1]

    def version(choice: SheetChoice) -> str:
        (job,) = jobs_due(town.workspace, last, last, kinds=kinds, choice=choice)
        return job.planned.layout

    assert version(SheetChoice()) == "standard"
    made: list[PrintedFile] = []
    for chosen in ("literacy", "easy"):
        jobs = jobs_due(town.workspace, last, last, kinds=kinds, choice=SheetChoice(version=chosen))
        saved = render(town.workspace, jobs, None)
        assert version(SheetChoice()) != chosen
        confirm(town.workspace, saved.numbers)
        made.append(saved)
        assert version(SheetChoice()) == chosen
    take_back(town.workspace, made[-1])
    assert version(SheetChoice()) == "literacy"


def test_a_preview_shows_the_number_it_has_or_will_have(town: PaperTown) -> None:
    render(town.workspace, today(town, SheetKind.DRIVER), None, printed=True)
    (job,) = today(town, SheetKind.ATTENDANCE)
    assert "A 3-1-1" in pages(preview(town.workspace, job))[0]
    render(town.workspace, [job], None, printed=True)
    (job,) = today(town, SheetKind.ATTENDANCE)
    render(town.workspace, today(town, SheetKind.DOOR), None, printed=True)
    assert "A 3-1-1" in pages(preview(town.workspace, job))[0]
    lesson_moved(town)
    (job,) = today(town, SheetKind.ATTENDANCE)
    assert job.state is SheetState.CHANGED
    assert "A 6-1-1" in pages(preview(town.workspace, job))[0]


def test_the_pages_of_each_sheet_follow_one_another(town: PaperTown) -> None:
    with town.workspace.fill() as db:
        for number in range(40):
            enrol(db, town, add_person(db, town, f"Person {number:03}", "Anna"), joined_on=TODAY)
    printed = render(town.workspace, today(town), None, printed=True)
    texts = pages(printed.pdf)
    lists = [at for at, text in enumerate(texts) if "Anwesenheitsliste" in text]
    assert len(lists) > 1
    assert printed.first_pages[3] == lists[0]
    assert printed.first_pages[4] == lists[-1] + 1
    assert printed.pages == len(texts) == sum(row[3] for row in sheets(town))
    kept = {row[0]: row[3] for row in sheets(town)}
    assert kept[f"A {printed.numbers[3]}"] == len(lists)


def test_one_sheet_gives_the_pdf_its_title(town: PaperTown) -> None:
    (job,) = today(town, SheetKind.ATTENDANCE)
    alone = render(town.workspace, [job], None, printed=True)
    several = render(town.workspace, today(town), None, printed=True)
    titles = [metadata(each.pdf)["Title"] for each in (alone, several)]
    assert titles == [job.title, "Listen und Blätter"]


def test_printing_names_the_courses_in_the_history(town: PaperTown) -> None:
    render(town.workspace, today(town), None, printed=True)
    assert town.workspace.history(1)[0].subjects == (("course", town.course),)


def test_another_period_is_another_sheet(town: PaperTown) -> None:
    render(town.workspace, today(town, SheetKind.ATTENDANCE), None, printed=True)
    later = DAYS[-1]
    (job,) = jobs_due(town.workspace, later, later, kinds={SheetKind.ATTENDANCE})
    assert job.state is SheetState.NEW
    keys = {job.key, today(town, SheetKind.ATTENDANCE)[0].key}
    assert len(keys) == 2


def test_a_result_list_leaves_the_list_to_sign(town: PaperTown) -> None:
    render(town.workspace, today(town, SheetKind.ATTENDANCE), None, printed=True)
    filled = SheetChoice(filled=True)
    kinds = {SheetKind.ATTENDANCE}
    results = jobs_due(town.workspace, TODAY, TODAY, kinds=kinds, choice=filled)
    assert results[0].state == SheetState.NEW
    render(town.workspace, results, None, printed=True)
    assert [row[2] for row in sheets(town)] == [False, False]


def test_more_evaluation_sheets_do_not_void_the_first(town: PaperTown) -> None:
    for _ in range(2):
        render(town.workspace, today(town, SheetKind.EVALUATION), None, printed=True)
    assert [row[1:] for row in sheets(town)] == [("evaluation", False, 6)] * 2


def test_a_month_is_listed_once_under_its_first_lesson(town: PaperTown) -> None:
    wanted = (date(2027, 2, 1), date(2027, 4, 30))
    jobs = jobs_due(town.workspace, *wanted, kinds={SheetKind.ATTENDANCE})
    days = [job.day for job in jobs]
    assert days == [date(2027, 2, 25), date(2027, 3, 2), date(2027, 4, 6)]


def test_courses_and_kinds_narrow(town: PaperTown) -> None:
    nobody = {town.course + 1}
    assert jobs_due(town.workspace, TODAY, TODAY, nobody) == ()
    assert {job.kind for job in today(town, SheetKind.DOOR)} == {SheetKind.DOOR}


def test_a_sign_without_a_font_is_said_before(town: PaperTown) -> None:
    with town.workspace.change(ActKind.ENROLLED) as db:
        enrol(db, town, add_person(db, town, "Zhou", "周伟"), joined_on=TODAY)
    (job,) = today(town, SheetKind.ATTENDANCE)
    assert job.missing_signs == {"周", "伟"}
    assert [unprintable.entry for unprintable in job.unprintable] == ["Zhou, 周伟"]
    assert [unprintable.sheets for unprintable in job.unprintable] == [(job.title,)]
    assert render(town.workspace, [job], None, printed=True).missing_signs == {"周", "伟"}


def test_a_name_without_a_font_is_printed_as_in_the_passport(town: PaperTown) -> None:
    with town.workspace.change(ActKind.ENROLLED) as db:
        person = add_person(db, town, "周", "伟")
        enrol(db, town, person, joined_on=TODAY)
        db.get_one(Person, person).passport_name = "Zhou Wei"
    (job,) = today(town, SheetKind.ATTENDANCE)
    printed = render(town.workspace, [job], None, printed=True)
    assert {"Zhou", "Wei"} <= set(" ".join(pages(printed.pdf)).split())
    assert [found.instead for found in printed.unprintable] == ["Zhou, Wei"]
    assert printed.missing_signs == frozenset()


def test_unusual_names_stand_as_they_are(town: PaperTown) -> None:
    text = pages(render(town.workspace, today(town, SheetKind.ATTENDANCE), None, printed=True).pdf)[
        0
    ]
    for name in ("=SUM(A1)", "'Quote", "Farhad", "Łódź", "Zoë"):
        assert name in text
    assert any("\u0600" <= sign <= "\u06ff" or sign >= "\ufb50" for sign in text)


def test_five_hundred_people(town: PaperTown) -> None:
    with town.workspace.fill() as db:
        for number in range(500):
            enrol(db, town, add_person(db, town, f"Person {number:03}", "Anna"), joined_on=TODAY)
    (job,) = today(town, SheetKind.ATTENDANCE)
    printed = render(town.workspace, [job], None, printed=True)
    assert printed.pages == job.pages == 37
    assert "Person 499" in pages(printed.pdf)[-1]


def test_a_preview_records_nothing(town: PaperTown) -> None:
    (job,) = today(town, SheetKind.ATTENDANCE)
    assert "A 1-1-1" in pages(preview(town.workspace, job))[0]
    assert sheets(town) == []


def test_nothing_to_print(town: PaperTown) -> None:
    with pytest.raises(Refused, match="nothing_to_print"):
        render(town.workspace, (), None, printed=True)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(errno.ENOSPC, "full"), "disk_full"),
        (OSError(errno.EROFS, "read only"), "folder_read_only"),
        (PermissionError(errno.EACCES, "denied"), "folder_read_only"),
        (OSError(errno.EIO, "broken"), "write_failed"),
    ],
)
def test_a_file_that_cannot_be_written_records_nothing(
    town: PaperTown,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: OSError,
    kind: str,
) -> None:
    def refuse(path: Path, data: bytes) -> None:
        raise error

    monkeypatch.setattr(rendering, "write_whole", refuse)
    with pytest.raises(Refused, match=kind) as refusal:
        render(town.workspace, today(town), tmp_path / "x.pdf", printed=True)
    assert "Bitte" in sentence(refusal.value)
    assert sheets(town) == []


def test_a_folder_that_is_not_there_and_one_in_the_way(town: PaperTown, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="folder_missing"):
        render(town.workspace, today(town), tmp_path / "fehlt" / "x.pdf", printed=True)
    with pytest.raises(Refused, match="file_is_folder"):
        render(town.workspace, today(town), tmp_path, printed=True)
    assert sheets(town) == []


def test_a_room_taken_back_takes_its_notice_along(town: PaperTown) -> None:
    with town.workspace.change(ActKind.ROOM_CHANGED) as db:
        cellar = Room(site_id=town.site, name="Keller", capacity=8)
        db.add(cellar)
        db.flush()
        by_id(db, Lesson, town.lessons[1]).room_id = cellar.id
    render(town.workspace, today(town, SheetKind.DOOR), None, printed=True)
    undone = town.workspace.undo()
    assert undone is not None
    assert [row[2] for row in sheets(town)].count(True) == 1
    assert town.workspace.redo() is not None
    states = {job.title: job.state for job in today(town, SheetKind.DOOR)}
    assert states["Türaushang Keller"] == SheetState.PRINTED
    assert states["Türaushang Nebenraum"] == SheetState.PRINTED
