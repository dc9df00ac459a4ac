"""The call list of an absence: everybody touched, how to reach and what to tell them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kursplaner.basics.folding import fold
from kursplaner.basics.spans import clock_text, day_of, minute_of_day
from kursplaner.desk.call_texts import Sentence, codes, sentences
from kursplaner.desk.wording import days, names
from kursplaner.desk.wording.absences import answer_text, route_text, state_text
from kursplaner.desk.wording.counts import listed
from kursplaner.desk.wording.languages import languages_text
from kursplaner.desk.wording.people import age_text
from kursplaner.desk.wording.words import said
from kursplaner.domain.kinds import AbsenceKind, CallAnswer, ContactResult, Role, RouteKind, Way
from kursplaner.planning.absence_reach import Concerned, Part, Touched, concerned
from kursplaner.planning.absences import draft_of, row_of, touched_by
from kursplaner.store.queries import absences as queries
from kursplaner.store.queries.absences import AbsenceRow, Riding
from kursplaner.store.queries.calls import (
    CallRow,
    ContactCard,
    calls_of,
    children_of,
    contact_cards,
)
from kursplaner.store.queries.lessons import lessons_by_id
from kursplaner.store.queries.people import people_by_id
from kursplaner.store.session import Db

REVEALING = (RouteKind.NEIGHBOUR, RouteKind.EMPLOYER, RouteKind.HOSTEL, RouteKind.LETTER)
"""Ways that tell where somebody lives or works: never shown for a protected address."""
TOPICS = {Part.DAY: "day", Part.TEACHER: "lesson", Part.CARER: "childcare"}
ROLE_TOPICS = {Role.CARER: "childcare", Role.TEACHER: "lesson", Role.DRIVER: "ride"}
NOT_CALLED = CallRow(0, ContactResult.OPEN.value, CallAnswer.OPEN.value, None, "")


@dataclass(frozen=True, slots=True)
class CallWay:
    """One way to reach somebody, as it is shown."""

    kind: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class CallLine:
    """One person to call.

    Attributes:
        children: her children concerned with their ages, "Tarek, 4 Jahre".
        concerns: "9:00 und 18:00"; way: "Bus 1, ab 8:16", "zu Fuß".
        ways: in the order in which to try them; the letter comes last.
        topic: what the call is about; `again` when all is well after all.
        addresses: mail addresses, for the draft with hidden recipients.
        protected: her address is protected, her numbers are not shown.
    """

    person_id: int
    name: str
    children: str
    concerns: str
    way: str
    ways: tuple[CallWay, ...]
    languages: tuple[str, ...]
    language: str
    topic: str
    again: bool
    sentences: tuple[Sentence, ...]
    result: str
    answer: str
    state: str
    addresses: tuple[str, ...] = ()
    protected: bool = False
    has_children: bool = False
    starts: int = 0

    @property
    def reached(self) -> bool:
        """Whether she was spoken to and knows what she will do."""
        return self.result == ContactResult.REACHED and self.answer != CallAnswer.UNDECIDED


@dataclass(frozen=True, slots=True)
class CallList:
    """An absence with everybody to call, in order of time and name."""

    absence: AbsenceRow
    touched: tuple[Touched, ...]
    lines: tuple[CallLine, ...]
    children: int
    rides: int

    def line(self, person_id: int) -> CallLine | None:
        """Return one line, or None."""
        return next((one for one in self.lines if one.person_id == person_id), None)

    def next_open(self, after: int | None = None) -> CallLine | None:
        """Return the next person to call after one: those never tried before mailboxes."""
        keys = [one.person_id for one in self.lines]
        at = keys.index(after) + 1 if after in keys else 0
        order = [one for one in (*self.lines[at:], *self.lines[:at]) if not one.reached]
        others = [one for one in order if one.person_id != after] or order
        fresh = (one for one in others if one.result == ContactResult.OPEN)
        return next(fresh, next(iter(others), None))

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many are reached, have a message on the mailbox, are open."""
        reached = sum(one.reached for one in self.lines)
        mailbox = sum(one.result == ContactResult.MAILBOX for one in self.lines)
        return reached, mailbox, len(self.lines) - reached - mailbox

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages a message is ready in, German first, then by how many speak them."""
        found: dict[str, int] = {}
        for line in self.lines:
            for one in line.sentences:
                found[one.language] = found.get(one.language, 0) + 1
        found.pop("de", None)
        return ("de", *sorted(found, key=lambda code: (-found[code], code)))


def read_call_list(db: Db, absence_id: int, *, hidden: bool = False) -> CallList:
    """Return the call list of an absence; with `hidden` names are initials, numbers are left out.

    Raises:
        Refused: "not_found".
    """
    row = row_of(db, absence_id)
    draft, touched = draft_of(row), touched_by(db, absence_id)
    trouble = {one.person_id: one for one in concerned(db, touched, draft.municipality)}
    calls = calls_of(db, absence_id)
    again = [key for key in calls if key not in trouble]
    people = [*trouble.values(), *(_calmed(db, key, row) for key in again)]
    facts = _Facts(db, row, people)
    lines = [
        facts.line(one, calls.get(one.person_id, NOT_CALLED), one.person_id in again, hidden=hidden)
        for one in people
        if one.person_id in facts.cards
    ]
    children = {child for one in trouble.values() for child in one.children}
    rides = sum(one.source == "ride" for one in touched)
    ordered = sorted(lines, key=lambda line: (line.starts, fold(line.name)))
    return CallList(row, touched, tuple(ordered), len(children), rides)


def _calmed(db: Db, person_id: int, row: AbsenceRow) -> Concerned:
    """Return somebody who was told and for whom all is well again, with her own records."""
    found = queries.records_of_participant(db, person_id, (row.starts, row.ends))
    own = tuple(Touched(Part.PARTICIPANT, r.source, r.id, r.starts, r.ends) for r in found)
    children = children_of(db, [person_id]).get(person_id, ())
    return Concerned(person_id, own, children)


class _Facts:
    """What the lines are made of, asked once for everybody."""

    def __init__(self, db: Db, row: AbsenceRow, people: Sequence[Concerned]) -> None:
        self._row = row
        children = {child for one in people for child in one.children}
        self.cards = contact_cards(db, {one.person_id for one in people} | children)
        touched = {each for one in people for each in one.touched}
        self._slots = queries.lessons_of_slots(db, _ids(touched, "childcare"))
        self._ride_lessons = queries.lessons_of_rides(db, _ids(touched, "ride"))
        lessons = set(_ids(touched, "lesson"))
        for served in (*self._slots.values(), *self._ride_lessons.values()):
            lessons |= served
        self._lessons = {one.id: one for one in lessons_by_id(db, sorted(lessons))}
        self._ways = {
            (one.person_id, one.lesson_id): one.way for one in queries.attending(db, lessons)
        }
        rides = queries.rides_of_lessons(db, lessons)
        self._roles = _roles(db, row)
        self._seats: dict[int, list[Riding]] = {}
        for seat in queries.riding(db, {ride for found in rides.values() for ride in found}):
            self._seats.setdefault(seat.person_id, []).append(seat)

    def line(self, one: Concerned, call: CallRow, again: bool, *, hidden: bool) -> CallLine:  # noqa: FBT001
        """Return the line of one person."""
        card = self.cards[one.person_id]
        children = [self.cards[key] for key in one.children if key in self.cards]
        topic, starts = self._topic(one, again=again), self._starts(one)
        spoken = _spoken(card)
        on = sorted({day_of(start) for start in starts}) or [self._row.first]
        answer = answer_text(call.answer, topic, children=bool(children))
        return CallLine(
            person_id=one.person_id,
            name=names.shown(card.name, hidden=hidden),
            children=self._children(children, hidden=hidden),
            concerns=self._concerns(starts),
            way=self._way(one),
            ways=_ways(card, hidden=hidden),
            languages=spoken,
            language=_language(card, spoken),
            topic=topic,
            again=again,
            sentences=sentences(spoken, f"{topic}_again" if again else topic, on),
            result=call.result,
            answer=call.answer,
            state=state_text(call.result, answer, _at(call), call.note),
            addresses=() if card.restricted else _addresses(card),
            protected=card.restricted,
            has_children=bool(children),
            starts=min(starts, default=self._row.starts),
        )

    def _children(self, children: Iterable[ContactCard], *, hidden: bool) -> str:
        return listed(_child(one, self._row.first, hidden=hidden) for one in children)

    def _topic(self, one: Concerned, *, again: bool) -> str:
        if again:
            return self._own_topic()
        found = [TOPICS.get(each.part, "ride") for each in one.touched]
        return next((t for t in ("day", "lesson", "childcare", "ride") if t in found), "ride")

    def _own_topic(self) -> str:
        """Return what the absence is about where nothing is touched any more."""
        if self._row.kind == AbsenceKind.DAY:
            return "day"
        if self._row.kind in (AbsenceKind.VEHICLE, AbsenceKind.VILLAGE):
            return "ride"
        found = (topic for role, topic in ROLE_TOPICS.items() if role in self._roles)
        return next(found, "lesson")

    def _starts(self, one: Concerned) -> list[int]:
        """Return when the lessons begin that it is about, or the rides themselves."""
        lessons = set(_ids(one.touched, "lesson"))
        for each in one.touched:
            served = self._slots if each.source == "childcare" else self._ride_lessons
            lessons |= served.get(each.id, frozenset()) if each.source != "lesson" else set()
        own = [self._lessons[key].starts for key in lessons if key in self._lessons]
        return sorted(set(own)) or sorted({each.starts for each in one.touched})

    def _concerns(self, starts: Sequence[int]) -> str:
        by_day: dict[date, list[str]] = {}
        for start in starts:
            by_day.setdefault(day_of(start), []).append(clock_text(minute_of_day(start)))
        if self._row.first == self._row.last:
            return listed(text for texts in by_day.values() for text in texts)
        first = days.short_day(min(by_day))
        return f"{len(by_day)} × ab {first}" if len(by_day) > 1 else first

    def _way(self, one: Concerned) -> str:
        seats = sorted(self._seats.get(one.person_id, []), key=lambda seat: seat.at or 0)
        out = next((seat for seat in seats if seat.direction == "out"), None)
        if out is not None:
            at = f", ab {clock_text(minute_of_day(out.at))}" if out.at is not None else ""
            return f"{out.vehicle or 'Fahrdienst'}{at}"
        ways = {way for (person, _), way in self._ways.items() if person == one.person_id}
        return listed(said(Way, way) for way in sorted(ways) if way != Way.UNKNOWN)


def _roles(db: Db, row: AbsenceRow) -> tuple[str, ...]:
    people = people_by_id(db, [row.resource_id]) if row.resource_id is not None else []
    return people[0].roles if people else ()


def _ids(touched: Collection[Touched], source: str) -> list[int]:
    return [one.id for one in touched if one.source == source]


def _child(card: ContactCard, on: date, *, hidden: bool) -> str:
    family, _, given = card.name.partition(", ")
    name = names.initials(card.name) if hidden else given or family
    age = age_text(card.birth_date, on).replace(" Jahre", " J.").replace(" Jahr", " J.")
    return f"{name}, {age.replace(' Monate', ' Mon.')}" if age else name


def _spoken(card: ContactCard) -> tuple[str, ...]:
    routes = " ".join(one.language for one in card.routes)
    return codes(f"{routes} {card.languages}")


def _language(card: ContactCard, spoken: Sequence[str]) -> str:
    own = [code for code in spoken if code != "de"] or list(spoken)
    return languages_text(own[0]) if own else languages_text(card.languages) or "Deutsch"


def _ways(card: ContactCard, *, hidden: bool) -> tuple[CallWay, ...]:
    """Return the ways in order; a letter stands last, and there always is one."""
    if card.restricted:
        return (CallWay("protected", "geschützt", "Auskunftssperre"),)
    found = [
        CallWay(
            one.kind,
            "verborgen" if hidden else one.value,
            "" if hidden and one.kind in REVEALING else route_text(one.kind, one.note),
        )
        for one in sorted(card.routes, key=lambda route: route.kind == RouteKind.LETTER)
    ]
    if found:
        return tuple(found)
    return (CallWay(RouteKind.LETTER.value, "Brief", "kein Telefon hinterlegt"),)


def _addresses(card: ContactCard) -> tuple[str, ...]:
    mails = (one.value.strip() for one in card.routes if one.kind == RouteKind.EMAIL)
    return tuple(one for one in mails if "@" in one and len(one.split()) == 1)


def _at(call: CallRow) -> str:
    return clock_text(minute_of_day(call.at)) if call.at is not None else ""
