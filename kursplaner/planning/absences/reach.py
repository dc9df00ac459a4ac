"""What an absence reaches: lessons, childcare, rides, and whom somebody has to call about it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from kursplaner.basics.errors import Refused
from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import Span, day_of, minute_of
from kursplaner.domain.absences import villages_in
from kursplaner.domain.kinds import (
    AbsenceKind,
    CancelReason,
    ClosureReason,
    Mark,
    Role,
)
from kursplaner.domain.kinds.counting import PLACES_IN_CARE, SEATS_RIDING
from kursplaner.planning.childcare.beside_lessons import carers_needed, ratio_rules, weight_tenths
from kursplaner.store.queries.absences import absences as queries
from kursplaner.store.queries.absences import duties
from kursplaner.store.queries.absences.absences import (
    AbsenceRow,
    Attending,
    LookedAfter,
    Record,
    Riding,
)
from kursplaner.store.queries.absences.words import Freed, freed
from kursplaner.store.queries.labels import labels
from kursplaner.store.queries.lessons.lessons import slot_carers
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

WORKING = (Role.TEACHER, Role.CARER, Role.DRIVER, Role.INTERPRETER, Role.SPEAKER, Role.VOLUNTEER)
Row = TypeVar("Row")
DAY = 1440


class Part(StrEnum):
    """What is missing for a record: who works in it, who takes part, or all of it."""

    TEACHER = "teacher"
    CARER = "carer"
    DRIVER = "driver"
    VEHICLE = "vehicle"
    PARTICIPANT = "participant"
    VILLAGE = "village"
    DAY = "day"


REASONS = {Part.TEACHER: CancelReason.TEACHER_ILL, Part.CARER: CancelReason.CARER_ILL,
           Part.DRIVER: CancelReason.DRIVER_ILL}  # fmt: skip
OUTSIDE = {ClosureReason.WEATHER: CancelReason.SNOW, ClosureReason.STRIKE: CancelReason.STRIKE}


@dataclass(frozen=True, slots=True)
class AbsenceDraft:
    """Who or what is missing on the days from `first` to `last`.

    Attributes:
        resource_id: the person or vehicle; None for a village or the whole day.
        municipality: the villages, as `stored_villages` writes them; else empty.
        note: the reason in words, as it stands beside freed seats and places.
        until: the minute of the last day at which it ends.
    """

    kind: AbsenceKind
    first: date
    last: date
    reason: ClosureReason = ClosureReason.ILL
    resource_id: int | None = None
    municipality: str = ""
    note: str = ""
    until: int = DAY

    @property
    def villages(self) -> tuple[str, ...]:
        """The villages whose rides fail."""
        return villages_in(self.municipality)

    @property
    def subjects(self) -> tuple[tuple[str, int], ...]:
        """Whom or what the history names; nobody for a village or the whole day."""
        if self.resource_id is None:
            return ()
        noun = "vehicle" if self.kind is AbsenceKind.VEHICLE else "person"
        return ((noun, self.resource_id),)

    @property
    def span(self) -> Span:
        """The absolute minutes of it; its days are in order."""
        return Span(minute_of(self.first), minute_of(self.last, self.until))


@dataclass(frozen=True, slots=True)
class Touched:
    """A record that an absence touches; `cancelled` when it was called off because of it."""

    part: Part
    source: str
    id: int
    starts: int
    ends: int
    title: str = ""
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Concerned:
    """Somebody to call: what of hers is touched, and her children in it.

    Attributes:
        work: what she is on duty in; it stands in `touched`, too.
    """

    person_id: int
    touched: tuple[Touched, ...]
    children: tuple[int, ...] = ()
    work: frozenset[Touched] = frozenset()


def row_of(db: Db, absence_id: int) -> AbsenceRow:
    """Return an absence as it stands.

    Raises:
        Refused: "not_found".
    """
    found = queries.absence(db, absence_id)
    if found is None:
        raise Refused("not_found", noun="absence", id=absence_id)
    return found


def draft_of(row: AbsenceRow) -> AbsenceDraft:
    """Return what was reported, up to its end as it is now."""
    return AbsenceDraft(
        AbsenceKind(row.kind),
        row.first,
        row.last,
        ClosureReason(row.reason),
        row.resource_id,
        row.municipality,
        row.note,
        row.ends - minute_of(row.last),
    )


def touched_by(db: Db, absence_id: int) -> tuple[Touched, ...]:
    """Return what an absence still touches: what has a stand-in is not touched any more.

    What was called off stays touched after the absence has ended, for nobody may be left untold.
    """
    row = row_of(db, absence_id)
    held = () if row.withdrawn else reach(db, draft_of(row))
    since = row.starts if row.withdrawn else row.ends
    if since >= row.until:
        return held
    last = day_of(row.until - 1)
    whole = replace(draft_of(row), first=day_of(since), last=last, until=DAY)
    rest = (touched for touched in reach(db, whole) if touched.cancelled)
    return (*held, *(touched for touched in rest if touched.starts >= since))


def reach(db: Db, draft: AbsenceDraft) -> tuple[Touched, ...]:
    """Return the records that the absence touches, in order of time."""
    own = reached(db, draft)
    titles = labels(db, [(touched.source, touched.id) for touched in own])
    named = (_titled(touched, titles.get((touched.source, touched.id), "")) for touched in own)
    return tuple(sorted(named, key=lambda touched: (touched.starts, touched.source, touched.id)))


def reached(db: Db, draft: AbsenceDraft) -> list[Touched]:
    """Return the records that the absence touches, without their titles and in no order."""
    found = [_touched(part, record) for part, record in _records(db, draft)]
    return [touched for touched in found if touched is not None]


def _records(db: Db, draft: AbsenceDraft) -> list[tuple[Part, Record]]:
    span, key = draft.span, draft.resource_id or 0
    match draft.kind:
        case AbsenceKind.VEHICLE:
            return _with(Part.VEHICLE, queries.rides_of_vehicle(db, key, span))
        case AbsenceKind.VILLAGE:
            rides = queries.rides_of_villages(db, draft.villages, span)
            return _with(Part.VILLAGE, rides)
        case AbsenceKind.DAY:
            return _with(Part.DAY, queries.everything(db, span))
    worked = [
        *_with(Part.TEACHER, queries.lessons_of_worker(db, key, span)),
        *_with(Part.CARER, queries.slots_of_carer(db, key, span)),
        *_with(Part.DRIVER, queries.rides_of_driver(db, key, span)),
    ]
    busy = {(record.source, record.id) for _, record in worked}
    part = queries.records_of_participant(db, key, span)
    return worked + _with(
        Part.PARTICIPANT, (record for record in part if (record.source, record.id) not in busy)
    )


def _with(part: Part, records: Iterable[Record]) -> list[tuple[Part, Record]]:
    return [(part, record) for record in records]


def _touched(part: Part, record: Record) -> Touched | None:
    """Return it; what was cancelled for another reason is not touched any more."""
    if record.reason is not None and (
        part is Part.PARTICIPANT or record.reason not in _own_reasons(part)
    ):
        return None
    cancelled = record.reason is not None
    return Touched(part, record.source, record.id, record.starts, record.ends, "", cancelled)


def _own_reasons(part: Part) -> frozenset[str]:
    usual = {REASONS[part]} if part in REASONS else set(OUTSIDE.values())
    return frozenset(reason.value for reason in (*usual, CancelReason.OTHER))


def _titled(touched: Touched, title: str) -> Touched:
    return Touched(
        touched.part,
        touched.source,
        touched.id,
        touched.starts,
        touched.ends,
        title,
        touched.cancelled,
    )


def cancel_reason(part: Part, reason: ClosureReason) -> CancelReason:
    """Return why something is called off when it is missing this part for that reason."""
    if part in REASONS:
        return REASONS[part] if reason is ClosureReason.ILL else CancelReason.OTHER
    return OUTSIDE.get(reason, CancelReason.OTHER)


def concerned(
    db: Db,
    touched: Iterable[Touched],
    villages: Collection[str] = (),
    absent: int | None = None,
) -> tuple[Concerned, ...]:
    """Return everybody to call about what is touched, in order of time, then of names.

    Who works there comes last, without the person that is `absent` herself.
    """
    found = tuple(record for record in touched if record.part is not Part.PARTICIPANT)
    by_person: dict[int, tuple[dict[Touched, None], dict[int, None]]] = {}
    work: dict[int, set[Touched]] = {}
    for record, person_id, child_id in _involved(db, found, villages, absent):
        records, children = by_person.setdefault(person_id, ({}, {}))
        records[record] = None
        if child_id is not None:
            children[child_id] = None
    for record, person_id in on_duty(db, found, absent):
        if person_id != absent:
            records, _ = by_person.setdefault(person_id, ({}, {}))
            records[record] = None
            work.setdefault(person_id, set()).add(record)
    return tuple(
        Concerned(key, tuple(records), tuple(children), frozenset(work.get(key, ())))
        for key, (records, children) in by_person.items()
    )


def _involved(
    db: Db, found: tuple[Touched, ...], villages: Collection[str], absent: int | None
) -> list[tuple[Touched, int, int | None]]:
    """Return who comes to, or rides in, each record, and with which child."""
    keys = [_ids(found, source) for source in ("lesson", "childcare", "ride")]
    lessons = _grouped(queries.attending(db, keys[0]), "lesson_id")
    slots = _grouped(queries.looked_after(db, keys[1]), "slot_id")
    rides = _grouped(queries.riding(db, keys[2]), "ride_id")
    settings, out = settings_of(db), freed(db, *keys)
    made: list[tuple[Touched, int, int | None]] = []
    for touched in found:
        if touched.source == "lesson":
            made += [
                (touched, who.person_id, None)
                for who in lessons.get(touched.id, ())
                if _comes(who, out)
            ]
        elif touched.source == "childcare":
            children = slots.get(touched.id, [])
            if touched.part is not Part.CARER or fails(
                db, touched, children, settings, out.places, absent
            ):
                made += [(touched, c.guardian_id, c.child_id) for c in children if c.guardian_id]
        else:
            made += _passengers(touched, rides.get(touched.id, []), villages, out)
    return made


def on_duty(
    db: Db, found: Collection[Touched], absent: int | None = None
) -> list[tuple[Touched, int]]:
    """Return who works in what fails, and in the childcare and rides called off with a lesson.

    A second carer is left out while the childcare goes on with her.
    """
    slots = _grouped(queries.looked_after(db, _ids(found, "childcare")), "slot_id")
    settings, out = settings_of(db), freed(db, [], list(slots), [])
    wanted = [
        touched
        for touched in found
        if touched.part is not Part.CARER
        or fails(db, touched, slots.get(touched.id, []), settings, out.places, absent)
    ]
    of = {(touched.source, touched.id): touched for touched in (*_hanging(db, wanted), *wanted)}
    return [(of[source, key], person) for source, key, person in duties.at_work(db, list(of))]


def _hanging(db: Db, found: Iterable[Touched]) -> list[Touched]:
    """Return the childcare and rides that were called off together with lessons."""
    lessons = {t.id: t for t in found if t.source == "lesson" and t.cancelled}
    return [
        Touched(lessons[of].part, row.source, row.id, row.starts, row.ends, "", cancelled=True)
        for of, row in duties.called_off_with(db, lessons)
    ]


def _ids(found: Iterable[Touched], source: str) -> list[int]:
    return [touched.id for touched in found if touched.source == source]


def _grouped(rows: Iterable[Row], key: str) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(getattr(row, key), []).append(row)
    return found


def _comes(who: Attending, out: Freed) -> bool:
    usual = who.mark in (None, Mark.PRESENT.value)
    return usual or (who.lesson_id, who.enrolment_id) in out.marks


def _passengers(
    touched: Touched, seats: list[Riding], villages: Collection[str], out: Freed
) -> list[tuple[Touched, int, int | None]]:
    wanted = [
        seat
        for seat in seats
        if rides_along(seat, out)
        and (touched.part is not Part.VILLAGE or from_village(seat, villages, out))
    ]
    return [
        (touched, seat.holder_id, seat.person_id if seat.person_id != seat.holder_id else None)
        for seat in wanted
    ]


def rides_along(seat: Riding, out: Freed) -> bool:
    """Tell whether a seat is somebody's, be it that only an absence took it out."""
    return seat.result in SEATS_RIDING or seat.seat_id in out.seats | out.left_out | out.lost


def from_village(seat: Riding, villages: Collection[str], out: Freed) -> bool:
    """Tell whether a seat is of some villages; one without a stop is, until the rest goes on."""
    return seat.municipality in villages or (not seat.municipality and seat.ride_id not in out.left)


def fails(
    db: Db,
    touched: Touched,
    children: Iterable[LookedAfter],
    settings: Settings,
    excused: Collection[int] = (),
    absent: int | None = None,
) -> bool:
    """Tell whether those who are left cannot look after the children.

    Children `excused` (ids of places) because of it count: they come as soon as it does not fail.
    One carer is missing, `absent` where it is known who, and so is whoever else is reported then.
    """
    rules, day = ratio_rules(settings), day_of(touched.starts)
    weights = [
        weight_tenths(c.birth_date, day, rules)
        for c in children
        if c.status in PLACES_IN_CARE or c.place_id in excused
    ]
    carers = {carer.id for carer in slot_carers(db, [touched.id]).get(touched.id, ())}
    needed = carers_needed(weights, rules)
    if touched.cancelled or len(carers) - 1 < needed:
        return True
    return len(carers - _missing(db, touched, carers) - {absent}) < needed


def _missing(db: Db, touched: Touched, people: Collection[int]) -> set[int | None]:
    """Return who of some people is reported missing in the time of a record."""
    span = Span.of(touched)
    return {
        row.resource_id
        for row in queries.absences_between(db, span)
        if row.resource_id in people and not row.withdrawn and row.ends > span.starts
    }
