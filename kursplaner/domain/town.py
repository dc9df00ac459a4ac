"""The town itself: settings, closing days, follow-ups, files, accepted conflicts, open forms."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kursplaner.domain.base import (
    AUTOINCREMENT,
    Base,
    Id,
    Line,
    Prose,
    Versioned,
    Word,
    reference,
)


class Setting(Base):
    """One setting that differs from its default (basics.settings.DEFAULTS), as text."""

    __tablename__ = "setting"
    __table_args__: Any = (UniqueConstraint("key"), AUTOINCREMENT)

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(80))
    value: Mapped[Prose]


class ClosingDay(Base):
    """Days on which the town (or one site) holds no lessons."""

    __tablename__ = "closing_day"
    __table_args__: Any = (CheckConstraint("last_day >= first_day", name="period"), AUTOINCREMENT)

    id: Mapped[Id]
    first_day: Mapped[date]
    last_day: Mapped[date]
    name: Mapped[Line]
    site_id: Mapped[int | None] = reference("site.id")


class FollowUp(Versioned, Base):
    """Wiedervorlage: a day, a person or course, a line."""

    __tablename__ = "follow_up"

    id: Mapped[Id]
    day: Mapped[date] = mapped_column(index=True)
    line: Mapped[Line]
    person_id: Mapped[int | None] = reference("person.id")
    course_id: Mapped[int | None] = reference("course.id")
    done_on: Mapped[date | None]


class StoredFile(Base):
    """Logo, receipt or scan, keyed by its hash; outside the journal."""

    __tablename__ = "stored_file"
    __table_args__: Any = ({},)

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[Word]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class PrintedSheet(Base):
    """A printed sheet; `fingerprint` tells whether what it shows has changed since.

    Attributes:
        confirmed: whether it is on paper; a PDF that was only saved is not.
        valid_from, valid_until: the part of its days that is signed on it, where an earlier or a
            later printing holds for the others.
        earlier_until: last day for which printings before it hold; without it they are void.
        let_go: the record it belonged to while that is undone, such as "course_id 12"; behind
            "void " where the sheet did not hold any more.
    """

    __tablename__ = "printed_sheet"
    __table_args__: Any = (UniqueConstraint("code"), AUTOINCREMENT)

    id: Mapped[Id]
    code: Mapped[Word]
    kind: Mapped[Word]
    course_id: Mapped[int | None] = reference("course.id")
    slot_id: Mapped[int | None] = reference("childcare_slot.id")
    ride_id: Mapped[int | None] = reference("ride.id")
    room_id: Mapped[int | None] = reference("room.id")
    first_day: Mapped[date]
    last_day: Mapped[date]
    printed_at: Mapped[int]
    pages: Mapped[int] = mapped_column(default=1)
    fingerprint: Mapped[str] = mapped_column(String(64))
    layout: Mapped[Word]
    voided: Mapped[bool] = mapped_column(default=False)
    folder_number: Mapped[Word] = mapped_column(default="")
    confirmed: Mapped[bool] = mapped_column(default=True, server_default="1")
    valid_from: Mapped[date | None] = mapped_column(default=None)
    valid_until: Mapped[date | None] = mapped_column(default=None)
    earlier_until: Mapped[date | None] = mapped_column(default=None)
    let_go: Mapped[Word] = mapped_column(default="", server_default="")


class PrintLayout(Base):
    """Where the fields of some printed pages lie, as JSON in millimetres; each stored once."""

    __tablename__ = "print_layout"
    __table_args__: Any = (UniqueConstraint("digest"), AUTOINCREMENT)

    id: Mapped[Id]
    digest: Mapped[Word]
    measures: Mapped[Prose]


class PrintedPage(Base):
    """One page of a printing: its layout, and the records behind its rows and columns, as JSON."""

    __tablename__ = "printed_page"
    __table_args__: Any = (UniqueConstraint("sheet_id", "page"), AUTOINCREMENT)

    id: Mapped[Id]
    sheet_id: Mapped[int] = reference("printed_sheet.id")
    page: Mapped[int]
    layout_id: Mapped[int] = reference("print_layout.id")
    meaning: Mapped[Prose]


class AcceptedConflict(Base):
    """A conflict taken on with a reason; asked again when its facts change."""

    __tablename__ = "accepted_conflict"
    __table_args__: Any = (UniqueConstraint("conflict"), AUTOINCREMENT)

    id: Mapped[Id]
    conflict: Mapped[str] = mapped_column(String(120))
    reason: Mapped[Line]
    facts: Mapped[str] = mapped_column(String(64), default="")
    accepted_at: Mapped[int]


class CourseRule(Base):
    """How serious a kind of conflict is for one course (a ConflictKind, a Severity)."""

    __tablename__ = "course_rule"
    __table_args__: Any = (UniqueConstraint("course_id", "kind"), AUTOINCREMENT)

    id: Mapped[Id]
    course_id: Mapped[int] = reference("course.id")
    kind: Mapped[Word]
    severity: Mapped[Word]


class OpenForm(Base):
    """What somebody has written into a form and not stored yet.

    It stands outside the journal: nobody undoes it, and nothing of it stays behind.

    Attributes:
        who: whose form it is, as the acts of the journal name her.
        form: which form it is, and of which record; one row for each.
        content: JSON as the window writes it.
        at: when it was written last, an absolute local minute.
    """

    __tablename__ = "open_form"
    __table_args__: Any = (UniqueConstraint("who", "form"), AUTOINCREMENT)

    id: Mapped[Id]
    who: Mapped[Line]
    form: Mapped[Line]
    content: Mapped[Prose]
    at: Mapped[int]
