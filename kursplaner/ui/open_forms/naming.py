"""What a form is called in the town file: its kind and its record, so that it can open again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from importlib import import_module
from inspect import signature
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from kursplaner.basics import clock
from kursplaner.domain.courses import Enrolment
from kursplaner.store.queries.courses.courses import (
    CourseDetail,
    EnrolmentRow,
    course_detail,
    enrolment_rows,
)
from kursplaner.store.queries.funding.grants import GrantRow, grant_rows
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_by_id
from kursplaner.store.queries.rides.rides import RideRow, ride
from kursplaner.store.queries.rooms import RoomRow, room_rows
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from kursplaner.ui.widgets import Dialog

if TYPE_CHECKING:
    from kursplaner.ui.context import AppContext

UI = "kursplaner.ui."
LONGEST = 200
NOT_SAID = {"self", "context", "parent"}
MadeOf = Mapping[str, object]
"""With what a form was made, besides the window around it."""


class CannotReturnError(LookupError):
    """A form that only its page can open again, or whose record is gone."""


def made_of(form: QWidget, args: tuple[object, ...], named: Mapping[str, object]) -> MadeOf:
    """Return with what a form is being made."""
    bound = signature(type(form).__init__).bind_partial(form, *args, **named)
    return {name: value for name, value in bound.arguments.items() if name not in NOT_SAID}


def form_name(form: QWidget, parts: MadeOf) -> str:
    """Return the name of a form; two of one kind about one record are the same."""
    kind = type(form)
    place = f"{kind.__module__.removeprefix(UI)}:{kind.__name__}"
    try:
        plain = {name: _plain(value) for name, value in parts.items()}
    except CannotReturnError:
        return f"{place} {form.windowTitle()}"[:LONGEST]
    return f"{place} {json.dumps(plain, separators=(',', ':'))}"[:LONGEST]


def opened_again(context: AppContext, name: str, parent: QWidget) -> QDialog:
    """Return the form of that name, made anew.

    Raises:
        CannotReturnError: only its page opens it, or its record is gone.
        KursplanerError: its record is gone.
    """
    place, _, parts = name.partition(" ")
    module, _, kind = place.partition(":")
    try:
        plain = json.loads(parts)
        found = getattr(import_module(f"{UI}{module}"), kind)
    except (ValueError, ImportError, AttributeError) as error:
        raise CannotReturnError(name) from error
    if not (isinstance(found, type) and issubclass(found, Dialog) and hasattr(found, "begun")):
        raise CannotReturnError(name)
    make: Callable[..., Dialog] = found
    with context.workspace.read() as db:
        records = {key: _record(db, part) for key, part in plain.items()}
    return make(context, parent=parent, **records)


def _plain(part: object) -> object:
    if part is None or isinstance(part, (str, int)):
        return part
    if isinstance(part, date):
        return {"day": part.isoformat()}
    if isinstance(part, (tuple, list)):
        if part and all(isinstance(each, RoomRow) for each in part):
            return {"rooms": 0}
        return [_plain(each) for each in part]
    if isinstance(part, CourseDetail):
        return {"course": part.row.id}
    if isinstance(part, (LessonRow, RideRow, RoomRow, GrantRow, EnrolmentRow)):
        return {type(part).__name__: part.id}
    raise CannotReturnError


def _record(db: Db, part: object) -> object:
    if isinstance(part, list):
        return tuple(_record(db, each) for each in part)
    if not isinstance(part, dict):
        return part
    ((kind, key),) = part.items()
    if kind == "day":
        return date.fromisoformat(key)
    if kind == "rooms":
        return tuple(room_rows(db))
    if kind == "course":
        return course_detail(db, key, clock.minute())
    for row in _rows(db, kind, key):
        if row.id == key:
            return row
    raise CannotReturnError


Row = LessonRow | RideRow | RoomRow | GrantRow | EnrolmentRow


def _rows(db: Db, kind: str, key: int) -> list[Row]:
    """Return rows of a kind, that of the key among them."""
    if kind == LessonRow.__name__:
        return [*lessons_by_id(db, [key])]
    if kind == RideRow.__name__:
        return [row for row in (ride(db, key),) if row is not None]
    if kind == RoomRow.__name__:
        return [*room_rows(db, ended=True)]
    if kind == GrantRow.__name__:
        return [*grant_rows(db)]
    if kind == EnrolmentRow.__name__:
        return [*enrolment_rows(db, by_id(db, Enrolment, key).course_id)]
    return []
