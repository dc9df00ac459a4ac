"""Childcare sheets: one a slot and day; they stay with the carer."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from kursplaner.basics.spans import clock_text, day_of, minute_of_day, time_of
from kursplaner.desk.printing.sheets import Owner, PlannedSheet, Rows, letterhead, shown_head
from kursplaner.desk.wording.words.counts import counted
from kursplaner.desk.wording.words.names import spoken
from kursplaner.documents.sheets.childcare_sheet import ChildcareSheet, ChildRow
from kursplaner.domain.kinds import SheetKind
from kursplaner.domain.kinds.counting import PLACES_TAKEN
from kursplaner.store.queries.childcare import SlotChild, SlotRow, childcare_day
from kursplaner.store.queries.lessons.lessons import lessons_between
from kursplaner.store.queries.sheets import Collector, collectors
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of


def childcare_sheets(
    db: Db, first: date, last: date, courses: Collection[int] | None
) -> list[PlannedSheet]:
    """Return the sheets of all slots in a period that have children or a carer."""
    course_of = {lesson.id: lesson.course_id for lesson in lessons_between(db, first, last)}
    sheets = []
    day = first
    while day <= last:
        for slot in childcare_day(db, day):
            ids = frozenset(
                course_of[lesson_id] for lesson_id in slot.lesson_ids if lesson_id in course_of
            )
            wanted = courses is None or ids & set(courses)
            if wanted and (slot.carers or _children(slot)):
                sheets.append(_planned(db, slot, ids))
        day += timedelta(days=1)
    return sheets


def _children(slot: SlotRow) -> list[SlotChild]:
    return [child for child in slot.children if child.status in PLACES_TAKEN]


def _planned(db: Db, slot: SlotRow, courses: frozenset[int]) -> PlannedSheet:
    day, children = day_of(slot.starts), _children(slot)
    sheet = _sheet(db, slot, children)
    clock = clock_text(minute_of_day(slot.starts))
    parts = (clock, counted(len(children), "child"), slot.room or "ohne Raum")
    return PlannedSheet(
        kind=SheetKind.CHILDCARE,
        sheet=sheet,
        owner=Owner(slot_id=slot.id),
        first_day=day,
        last_day=day,
        layout="day",
        day=day,
        starts=slot.starts,
        ends=slot.ends,
        title=f"Betreuungsliste {sheet.courses}".strip(),
        subtitle=", ".join(parts),
        course_ids=courses,
        shows={
            "head": (shown_head(sheet.letterhead), sheet.limit),
            "course": sheet.courses,
            "days": sheet.day,
            "times": (sheet.starts, sheet.ends),
            "place": sheet.room,
            "staff": sheet.carers,
            "people": [child.name for child in sheet.children],
            "details": sheet.children,
        },
        rows=Rows(
            "childcare_place",
            {child.place_id: child.given_name or child.name for child in children},
            tuple(child.place_id for child in children),
        ),
    )


def _sheet(db: Db, slot: SlotRow, children: list[SlotChild]) -> ChildcareSheet:
    settings, day = settings_of(db), day_of(slot.starts)
    limit = len(slot.carers) * settings.number("childcare.children_per_carer")
    who = collectors(db, [child.child_id for child in children], day)
    return ChildcareSheet(
        number=0,
        letterhead=letterhead(settings),
        day=day,
        starts=time_of(slot.starts),
        ends=time_of(slot.ends),
        room=slot.room or "noch offen",
        courses=", ".join(dict.fromkeys(slot.courses)),
        carers=tuple(spoken(carer.name) for carer in slot.carers) or ("noch offen",),
        children=tuple(_row(child, who.get(child.child_id, []), day) for child in children),
        limit=limit or None,
    )


def _row(child: SlotChild, who: list[Collector], day: date) -> ChildRow:
    guardian = spoken(child.guardian) if child.guardian else _named(who[:1])
    return ChildRow(
        name=spoken(child.name),
        age_months=None if child.birth_date is None else months_old(child.birth_date, day),
        guardian=guardian,
        attention=child.has_health_note,
        may_collect=tuple(_name(collector) for collector in who if collector.allowed),
        may_not_collect=tuple(_name(collector) for collector in who if collector.forbidden),
    )


def _named(who: Iterable[Collector]) -> str:
    return next(
        (_name(collector) for collector in who if collector.is_guardian and collector.allowed), ""
    )


def _name(collector: Collector) -> str:
    return f"{collector.given_name} {collector.family_name}".strip()


def months_old(born: date, day: date) -> int:
    """Return whole months of life on a day, 0 before birth."""
    months = (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
    return max(0, months)
