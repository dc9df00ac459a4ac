"""Every kind of paper: its text and its pixels, page by page."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pypdfium2

from benchmarks.record.folder import Record
from benchmarks.record.scenes import pictures_script
from kursplaner.basics import clock
from kursplaner.basics.spans import minute_at
from kursplaner.desk.absences.call_list import read_call_list
from kursplaner.desk.childcare_board import emergency_children
from kursplaner.desk.demo.papers import busiest_week
from kursplaner.desk.printing.absence import confirmations
from kursplaner.desk.printing.jobs import jobs_due
from kursplaner.desk.printing.moment import emergency_sheet_of, evacuation_sheet_of
from kursplaner.desk.printing.rendering import render
from kursplaner.desk.printing.sheets import SheetChoice
from kursplaner.desk.today.board import here_now, read_day
from kursplaner.documents.page import preview as pages
from kursplaner.documents.sheets import childcare_failed, emergency_sheet, evacuation_sheet
from kursplaner.domain.kinds import ActKind, SheetKind
from kursplaner.planning.childcare import daycare
from kursplaner.store.queries.childcare import childcare_day
from kursplaner.store.workspace import Workspace

DPI = 60
MOST_PAGES = 40
HOURS = (9, 11, 14, 18)
CHOICES = (
    ("attendance simple", SheetKind.ATTENDANCE, SheetChoice(profile="simple")),
    ("attendance bamf", SheetKind.ATTENDANCE, SheetChoice(profile="bamf")),
    ("childcare", SheetKind.CHILDCARE, SheetChoice()),
    ("driver", SheetKind.DRIVER, SheetChoice()),
    ("door", SheetKind.DOOR, SheetChoice()),
    ("evaluation standard", SheetKind.EVALUATION, SheetChoice(version="standard", copies=2)),
    ("evaluation easy", SheetKind.EVALUATION, SheetChoice(version="easy", copies=2)),
)


def all_kinds(workspace: Workspace, record: Record) -> None:
    """Write down every kind of sheet of the busiest week; nothing is left printed."""
    week = busiest_week(workspace)
    if week is None:
        return
    for name, kind, choice in CHOICES:
        jobs = jobs_due(workspace, *week, kinds={kind}, choice=choice)
        if jobs:
            write_pdf(render(workspace, jobs, None).pdf, record, name)
            workspace.undo()
    for days in range(5):
        for name, pdf in _of_moments(workspace, week[0] + timedelta(days)):
            write_pdf(pdf, record, name)


def of_absence(workspace: Workspace, record: Record) -> None:
    """Write down what families are told in writing when childcare failed."""
    key = pictures_script().somebody_is_ill(workspace)["absence_id"]
    with workspace.read() as db:
        told = confirmations(db, read_call_list(db, key))
    out = io.BytesIO()
    childcare_failed.draw(told, out)
    workspace.undo()
    write_pdf(out.getvalue(), record, "childcare failed")


def of_children(workspace: Workspace, record: Record) -> None:
    """Write down the emergency sheet of a day on which every child was brought."""
    week = busiest_week(workspace)
    if week is None:
        return
    for day in (week[0] + timedelta(days) for days in range(5)):
        now = datetime.combine(day, time(10, 10))
        with clock.pinned(now), workspace.change(ActKind.CHILD_BROUGHT) as db:
            for slot in childcare_day(db, day):
                for child in slot.children:
                    daycare.bring(db, child.place_id, minute_at(now))
        with workspace.read() as db:
            children = emergency_children(db, day)
        out = io.BytesIO()
        emergency_sheet.draw(emergency_sheet_of(workspace.settings, children, now), out)
        workspace.undo()
        write_pdf(out.getvalue(), record, f"emergency {day}")


def _of_moments(workspace: Workspace, day: date) -> Iterator[tuple[str, bytes]]:
    """Give who is where at some moments of a day."""
    with workspace.read() as db:
        board = read_day(db, day)
        for hour in HOURS:
            now = datetime.combine(day, time(hour, 10))
            sheet = evacuation_sheet_of(workspace.settings, here_now(db, board, now), now)
            out = io.BytesIO()
            evacuation_sheet.draw(sheet, out)
            yield f"evacuation {now:%Y-%m-%d %H}", out.getvalue()


def write_pdf(pdf: bytes, record: Record, name: str) -> None:
    """Write down the text of a PDF, and its first pages as pictures."""
    count = pages.page_count(pdf)
    record.text(name, [f"{count} pages", *_texts(pdf)])
    for page in range(min(count, MOST_PAGES)):
        picture = pages.render(pdf, page, dpi=DPI)
        size = (picture.width, picture.height)
        record.picture(f"{name} page {page + 1:03}", size, picture.rgb)


def _texts(pdf: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number, page in enumerate(document, 1):
            yield f"--- page {number}"
            yield page.get_textpage().get_text_range()
    finally:
        document.close()
