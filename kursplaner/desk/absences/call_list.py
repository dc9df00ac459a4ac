"""The call list of an absence: everybody touched, how to reach and what to tell them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.folding import fold
from kursplaner.basics.spans import clock_text, day_of, minute_of_day
from kursplaner.desk.absences.call_texts import Phrase, Sentence, codes, messages
from kursplaner.desk.absences.call_words import about, main_topic, phrases
from kursplaner.desk.absences.ledger import Ledger, LedgerLine
from kursplaner.desk.wording.absences import (
    answer_text,
    otherwise_text,
    route_text,
    state_text,
)
from kursplaner.desk.wording.ledger import means_word
from kursplaner.desk.wording.people.people import age_text
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import listed
from kursplaner.desk.wording.words.kinds import said
from kursplaner.desk.wording.words.languages import languages_text
from kursplaner.domain.kinds import AbsenceKind, CallAnswer, ContactResult, Role, RouteKind, Way
from kursplaner.planning.absences.plan import LESSON_UNIT
from kursplaner.planning.absences.reach import Touched, row_of, touched_by
from kursplaner.planning.absences.words import Standing, standings
from kursplaner.store.queries.absences import absences as queries
from kursplaner.store.queries.absences.absences import AbsenceRow, Riding
from kursplaner.store.queries.absences.calls import ContactCard, contact_cards
from kursplaner.store.queries.attendance import served
from kursplaner.store.queries.people.people import people_by_id
from kursplaner.store.session import Db

REVEALING = (RouteKind.NEIGHBOUR, RouteKind.EMPLOYER, RouteKind.HOSTEL, RouteKind.LETTER)
"""Ways that tell where somebody lives or works: never shown for a protected address."""
HOME_VOID = means_word(CallAnswer.STAYS_HOME, void=True, excused=False, children=False)
ROLE_TOPICS = {Role.CARER: "childcare", Role.TEACHER: "lesson", Role.DRIVER: "ride"}


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
        topic: what the call is about; `again` when all is well (after all).
        sentences: what is planned now, whatever she was told before.
        result: how she was told what is planned now; OPEN when it has changed since.
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
    ledger: LedgerLine | None = None

    @property
    def leaves(self) -> int:
        """When she leaves home, as far as that is known."""
        return self.ledger.leaves if self.ledger is not None and self.ledger.leaves else self.starts

    @property
    def taken_back(self) -> bool:
        """Whether she stayed at home for a plan that does not hold any more: she is expected."""
        said = self.ledger
        return self.again and said is not None and said.void and said.means == HOME_VOID

    @property
    def reached(self) -> bool:
        """Whether she was spoken to and knows what she will do."""
        return self.result == ContactResult.REACHED and self.answer != CallAnswer.UNDECIDED


@dataclass(frozen=True, slots=True)
class Message:
    """One message in a language for all whom it fits."""

    language: str
    text: str
    lines: tuple[CallLine, ...]


@dataclass(frozen=True, slots=True)
class CallList:
    """An absence with everybody to call, in the order in which they leave home."""

    absence: AbsenceRow
    touched: tuple[Touched, ...]
    lines: tuple[CallLine, ...]
    children: int
    rides: int

    def line(self, person_id: int) -> CallLine | None:
        """Return one line, or None."""
        return next((call for call in self.lines if call.person_id == person_id), None)

    def next_open(self, after: int | None = None) -> CallLine | None:
        """Return the next person to call after one: those never tried before mailboxes."""
        keys = [call.person_id for call in self.lines]
        at = keys.index(after) + 1 if after in keys else 0
        order = [call for call in (*self.lines[at:], *self.lines[:at]) if not call.reached]
        others = [call for call in order if call.person_id != after] or order
        fresh = (call for call in others if call.result == ContactResult.OPEN)
        return next(fresh, next(iter(others), None))

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many are reached, have a message on the mailbox, are open."""
        reached = sum(call.reached for call in self.lines)
        mailbox = sum(call.result == ContactResult.MAILBOX for call in self.lines)
        return reached, mailbox, len(self.lines) - reached - mailbox

    @property
    def messages(self) -> tuple[Message, ...]:
        """The messages to write, German first, then by language and how many they go to.

        Who is told something else gets a message of her own, so nobody reads what is not planned
        for her.
        """
        made = []
        for language in self.languages:
            groups: dict[str, list[CallLine]] = {}
            for line in self._written_in(language):
                said = next(
                    sentence for sentence in line.sentences if sentence.language == language
                )
                groups.setdefault(said.text, []).append(line)
            ordered = sorted(groups.items(), key=lambda group: -len(group[1]))
            made += [Message(language, text, tuple(lines)) for text, lines in ordered]
        return tuple(made)

    def _written_in(self, language: str) -> list[CallLine]:
        """Return those who get the message in this language; German is for all the others."""
        own = [call for call in self.lines if call.sentences[-1].language == language]
        return own or list(self.lines)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages a message is ready in, German first, then by how many speak them."""
        found: dict[str, int] = {}
        for line in self.lines:
            for sentence in line.sentences:
                found[sentence.language] = found.get(sentence.language, 0) + 1
        found.pop("de", None)
        return ("de", *sorted(found, key=lambda code: (-found[code], code)))


def read_call_list(db: Db, absence_id: int, *, hidden: bool = False) -> CallList:
    """Return the call list of an absence; with `hidden` names are initials, numbers are left out.

    Raises:
        Refused: "not_found".
    """
    row, touched = row_of(db, absence_id), touched_by(db, absence_id)
    people = standings(db, absence_id)
    facts = _Facts(db, row, people, hidden=hidden)
    lines = [facts.line(standing) for standing in people if standing.person_id in facts.cards]
    children = {child for standing in people if standing.touched for child in standing.children}
    rides = sum(record.source == "ride" for record in touched)
    ordered = sorted(lines, key=lambda line: (line.leaves, fold(line.name)))
    return CallList(row, touched, tuple(ordered), len(children), rides)


class _Facts:
    """What the lines are made of, asked once for everybody."""

    def __init__(
        self, db: Db, row: AbsenceRow, people: Sequence[Standing], *, hidden: bool
    ) -> None:
        self._row, self._hidden = row, hidden
        self._ledger = Ledger(db, row, people, clock.now().date(), hidden=hidden)
        children = {child for standing in people for child in standing.children}
        everybody = {standing.person_id for standing in people} | children
        self.cards = contact_cards(db, everybody | self._ledger.children)
        lessons = {
            unit.id for standing in people for unit in about(standing) if unit.source == LESSON_UNIT
        }
        self._ways = {
            (attending.person_id, attending.lesson_id): attending.way
            for attending in queries.attending(db, lessons)
        }
        rides = served.rides_of_lessons(db, lessons)
        self._roles = _roles(db, row)
        self._seats: dict[int, list[Riding]] = {}
        for seat in queries.riding(db, {ride for found in rides.values() for ride in found}):
            self._seats.setdefault(seat.person_id, []).append(seat)

    def line(self, standing: Standing) -> CallLine:
        """Return the line of one person."""
        hidden = self._hidden
        card = self.cards[standing.person_id]
        decided = standing.answer is not CallAnswer.UNDECIDED
        done = standing.result is ContactResult.REACHED and decided
        ledger = self._ledger.line(standing, done=done)
        kids = [key for key, _ in ledger.children] or standing.children
        children = [self.cards[key] for key in kids if key in self.cards]
        own = self._own_topic()
        topic, starts = main_topic(standing, self._row.kind, own), self._starts(standing)
        told = phrases(standing, self._row.kind, own, self._ledger.vehicles)
        said = [self._boarding(standing, each) for each in told]
        spoken = _spoken(card)
        fallback = (Phrase(f"{own}_again", (self._row.first,)),)
        again, otherwise = standing.again, standing.otherwise
        without = [name for key, name in ledger.children if key in ledger.without]
        answer = answer_text(standing.answer, topic, children=bool(children), without=without)
        return CallLine(
            person_id=standing.person_id,
            name=names.shown(card.name, hidden=hidden),
            children=self._children(children, hidden=hidden),
            concerns=self._concerns(starts),
            way=self._way(standing),
            ways=_ways(card, hidden=hidden),
            languages=spoken,
            language=_language(card, spoken),
            topic=topic,
            again=again,
            sentences=messages(spoken, said or fallback, forget=otherwise and not again),
            result=standing.result,
            answer=standing.answer,
            state=_state(standing, answer),
            addresses=() if card.restricted else _addresses(card),
            protected=card.restricted,
            has_children=bool(children),
            starts=min(starts, default=self._row.starts),
            ledger=ledger,
        )

    def _children(self, children: Iterable[ContactCard], *, hidden: bool) -> str:
        return listed(_child(contact, self._row.first, hidden=hidden) for contact in children)

    def _own_topic(self) -> str:
        """Return what the absence is about where nothing is touched any more."""
        if self._row.kind == AbsenceKind.DAY:
            return "day"
        if self._row.kind in (AbsenceKind.VEHICLE, AbsenceKind.VILLAGE):
            return "ride"
        found = (topic for role, topic in ROLE_TOPICS.items() if role in self._roles)
        return next(found, "lesson")

    def _starts(self, standing: Standing) -> list[int]:
        """Return when the lessons begin that it is about, or the rides themselves."""
        return sorted({each.starts for each in about(standing)})

    def _concerns(self, starts: Sequence[int]) -> str:
        by_day: dict[date, list[str]] = {}
        for start in starts:
            by_day.setdefault(day_of(start), []).append(clock_text(minute_of_day(start)))
        if self._row.first == self._row.last:
            return listed(text for texts in by_day.values() for text in texts)
        first = days.short_day(min(by_day))
        return f"{len(by_day)} × ab {first}" if len(by_day) > 1 else first

    def _boarding(self, standing: Standing, phrase: Phrase) -> Phrase:
        """Return a phrase with when she boards, where the bus fetches her after all."""
        if phrase.topic != "ride_again":
            return phrase
        first, last = min(phrase.days), max(phrase.days)
        times = {
            clock_text(minute_of_day(seat.at))
            for seat in self._seats.get(standing.person_id, ())
            if seat.direction == "out" and seat.at and first <= day_of(seat.at) <= last
        }
        return replace(phrase, boards=times.pop()) if len(times) == 1 else phrase

    def _way(self, standing: Standing) -> str:
        seats = sorted(self._seats.get(standing.person_id, []), key=lambda seat: seat.at or 0)
        out = next((seat for seat in seats if seat.direction == "out"), None)
        if out is not None:
            at = f", ab {clock_text(minute_of_day(out.at))}" if out.at is not None else ""
            return f"{out.vehicle or 'Fahrdienst'}{at}"
        ways = {way for (person, _), way in self._ways.items() if person == standing.person_id}
        return listed(said(Way, way) for way in sorted(ways) if way != Way.UNKNOWN)


def _roles(db: Db, row: AbsenceRow) -> tuple[str, ...]:
    people = people_by_id(db, [row.resource_id]) if row.resource_id is not None else []
    return people[0].roles if people else ()


def _child(card: ContactCard, on: date, *, hidden: bool) -> str:
    family, _, given = card.name.partition(", ")
    name = names.initials(card.name) if hidden else given or family
    age = age_text(card.birth_date, on).replace(" Jahre", " J.").replace(" Jahr", " J.")
    return f"{name}, {age.replace(' Monate', ' Mon.')}" if age else name


def _spoken(card: ContactCard) -> tuple[str, ...]:
    routes = " ".join(route.language for route in card.routes)
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
            route_row.kind,
            "verborgen" if hidden else route_row.value,
            ""
            if hidden and route_row.kind in REVEALING
            else route_text(route_row.kind, route_row.note),
        )
        for route_row in sorted(card.routes, key=lambda route: route.kind == RouteKind.LETTER)
    ]
    if found:
        return tuple(found)
    return (CallWay(RouteKind.LETTER.value, "Brief", "kein Telefon hinterlegt"),)


def _addresses(card: ContactCard) -> tuple[str, ...]:
    mails = (route.value.strip() for route in card.routes if route.kind == RouteKind.EMAIL)
    return tuple(mail for mail in mails if "@" in mail and len(mail.split()) == 1)


def _state(standing: Standing, answer: str) -> str:
    call = standing.call
    if call is None or call.at is None:
        return ""
    if standing.otherwise:
        return otherwise_text(again=standing.again)
    return state_text(standing.result, answer, clock_text(minute_of_day(call.at)), call.note)
