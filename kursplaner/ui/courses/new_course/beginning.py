"""With what the wizard begins: a filled-in draft, or one that was begun and not stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kursplaner.basics.plain_values import as_plain, from_plain
from kursplaner.desk.courses import new_course
from kursplaner.desk.courses.new_course import Prefill
from kursplaner.domain.kinds import CourseType
from kursplaner.planning.courses.draft import CourseDraft
from kursplaner.store.session import Db


def filled_in(
    db: Db, today: date, day: date | None, starts: int | None, room_id: int | None
) -> Prefill:
    """Return what the last course of the kind used last proposes, at a place chosen before."""
    filled = new_course.prefilled(db, _usual_kind(db), today)
    draft = filled.draft
    if day is not None:
        draft = replace(draft, weekdays=(day.weekday(),), first_day=day)
    if starts is not None:
        length = draft.ends[0] - draft.starts[0]
        draft = replace(draft, starts=(starts,), ends=(min(1440, starts + length),))
    elif day is not None:
        draft = replace(draft, starts=draft.starts[:1], ends=draft.ends[:1])
    return replace(filled, draft=replace(draft, room=room_id))


def kept(draft: CourseDraft) -> dict[str, object]:
    """Return a draft as it is kept until it is stored or thrown away."""
    place = {"place": "courses", "target": {"new": True}}
    return {"title": "Neuer Kurs", **place, "draft": as_plain(draft)}


def brought_back(begun: Mapping[str, object]) -> CourseDraft | None:
    """Return the draft that was kept, None where another version kept it."""
    try:
        return from_plain(CourseDraft, begun.get("draft"))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _usual_kind(db: Db) -> CourseType:
    """Return the kind to begin with: a German course where the town has had one."""
    kinds = new_course.kinds_by_use(db)
    return next((kind for kind in kinds if kind not in new_course.NO_LEVEL), kinds[0])
