"""Sheets as the shell asks for them."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.desk.demo.papers import NAMES, busiest_week, print_demo
from kursplaner.desk.printing.jobs import SheetState, jobs_due
from kursplaner.desk.printing.of_one_kind import PrintReport, print_sheets
from kursplaner.desk.wording import print_words
from kursplaner.desk.wording.words import days
from kursplaner.domain.kinds import ActKind, SheetKind
from kursplaner.domain.people import Person
from kursplaner.store.records import by_id
from tests.desk.paper_town import DAYS, NOW, TODAY, PaperTown, build
from tests.documents.reading import pages
from tests.towns import passing


@pytest.fixture
def town() -> Iterator[PaperTown]:
    with passing(build, NOW) as made:
        yield made


def printed(
    town: PaperTown,
    kind: SheetKind,
    first: date | None = None,
    last: date | None = None,
    *,
    course: str | None = None,
    profile: str = "simple",
) -> PrintReport:
    out = town.workspace.path.with_name("X.pdf")
    return print_sheets(town.workspace, kind, course, (first, last), profile, out)


@pytest.mark.parametrize(("kind", "count"), [
    (SheetKind.ATTENDANCE, 1),
    (SheetKind.CHILDCARE, 1),
    (SheetKind.DRIVER, 2),
    (SheetKind.DOOR, 2),
    (SheetKind.EVALUATION, 6),
])  # fmt: skip
def test_without_a_period_it_is_today(town: PaperTown, kind: SheetKind, count: int) -> None:
    course = "A2-03" if kind == SheetKind.EVALUATION else None
    made = printed(town, kind, course=course)
    assert made.file.path is not None
    assert len(pages(made.file.path.read_bytes())) == made.file.pages == count
    assert len(made.lines) == 2
    assert "als PDF gespeichert" in made.lines[0]


def test_evaluation_sheets_are_those_of_the_courses_that_end_next(town: PaperTown) -> None:
    made = printed(town, SheetKind.EVALUATION)
    words = "In den nächsten 14 Tagen endet kein Kurs; es sind die Bögen zum Kursende am "
    assert made.lines[1] == f"{words}{days.full_day(DAYS[-1])}."
    with clock.pinned(datetime(2027, 3, 23, 8)):
        assert len(printed(town, SheetKind.EVALUATION).lines) == 2
    with clock.pinned(datetime(2027, 5, 1, 8)):
        assert printed(town, SheetKind.EVALUATION).lines[1] == made.lines[1]
    with pytest.raises(Refused, match="nothing_to_print"):
        printed(town, SheetKind.EVALUATION, TODAY, TODAY)
    out = town.workspace.path.with_name("X.pdf")
    period = (TODAY, TODAY)
    print_sheets(town.workspace, SheetKind.EVALUATION, None, period, "literacy", out, every=True)
    assert "Ich verstehe die Lehrkraft." in pages(out.read_bytes())[0]


@pytest.mark.parametrize("on_paper", [False, True])
def test_it_says_whether_the_sheets_count_as_printed(town: PaperTown, *, on_paper: bool) -> None:
    out = town.workspace.path.with_name("X.pdf")
    period = (TODAY, TODAY)
    made = print_sheets(town.workspace, SheetKind.DOOR, None, period, "", out, on_paper=on_paper)
    assert made.lines[-1] == print_words.counts_as_printed(printed=on_paper)
    jobs = jobs_due(town.workspace, *period, kinds={SheetKind.DOOR})
    assert {job.state for job in jobs} == {SheetState.PRINTED if on_paper else SheetState.NEW}
    assert {job.number for job in jobs} == (set(made.file.numbers) if on_paper else {0})


def test_without_lessons_today_it_is_the_next_day(town: PaperTown) -> None:
    with clock.pinned(datetime(2027, 3, 1, 9, 0)):
        made = printed(town, SheetKind.DRIVER)
    assert made.lines[1] == "Für heute gibt es keine; es sind die Blätter für Di 02.03.2027."


def test_after_the_last_lesson_it_is_the_last_day(town: PaperTown) -> None:
    with clock.pinned(datetime(2027, 9, 1, 9, 0)):
        made = printed(town, SheetKind.ATTENDANCE, course="A2-03")
    assert "06.04.2027" in made.lines[1]


def test_a_period_makes_one_list_of_it(town: PaperTown) -> None:
    made = printed(town, SheetKind.ATTENDANCE, date(2027, 2, 1), date(2027, 6, 30), profile="bamf")
    assert made.file.path is not None
    text = pages(made.file.path.read_bytes())[0]
    assert "25. Feb. – 6. Apr. 2027" in text
    assert "Kommt/Geht" in text


def test_from_a_day_on_it_is_all_that_comes(town: PaperTown) -> None:
    assert printed(town, SheetKind.DOOR, TODAY).file.pages == 5


@pytest.mark.parametrize(("kind", "ask"), [
    ("course_unknown", {"course": "B9"}),
    ("period_backwards", {"first": TODAY, "last": date(2027, 2, 1)}),
    ("nothing_to_print", {"first": date(2030, 1, 1), "last": date(2030, 1, 2)}),
])  # fmt: skip
def test_what_is_refused(town: PaperTown, kind: str, ask: dict[str, date]) -> None:
    with pytest.raises(Refused, match=kind):
        printed(town, SheetKind.DRIVER, **ask)  # type: ignore[arg-type]


def test_a_name_that_is_no_pdf(town: PaperTown, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="out_ending"):
        print_sheets(
            town.workspace, SheetKind.DOOR, None, (None, None), "simple", tmp_path / "x.docx"
        )


def test_the_demo_prints_its_busiest_week(town: PaperTown, tmp_path: Path) -> None:
    assert busiest_week(town.workspace) == (date(2027, 3, 1), date(2027, 3, 7))
    written = list(print_demo(town.workspace, tmp_path))
    assert [path.name for path in written[:-1]] == [name for _, _, name in NAMES]
    assert written[-1].suffix == ".xlsx"
    assert all(path.stat().st_size > 1000 for path in written)


def test_signs_without_a_font_are_said_first_with_whose_they_are(town: PaperTown) -> None:
    with town.workspace.change(ActKind.PERSON_CHANGED) as db:
        by_id(db, Person, town.people["Danylo"]).given_name = "周伟"
        by_id(db, Person, town.people["Rima"]).given_name = "བོད"
    for kind, whose in (
        (SheetKind.CHILDCARE, "周伟 Alekseeva (伟 周)"),
        (SheetKind.DRIVER, "བོད H."),
        (SheetKind.ATTENDANCE, "Haddad, བོད"),
    ):
        made = printed(town, kind)
        assert "fehlt die Schrift" in made.lines[0]
        assert whose in made.lines[0]
        assert "als PDF gespeichert" in made.lines[1]
