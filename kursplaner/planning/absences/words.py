"""What each family was last told about an absence, beside what is planned now.

Somebody is to be called exactly while the two differ. What she knows without a call is the
timetable as it stood when the absence was reported.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kursplaner.basics import clock
from kursplaner.basics.spans import Span
from kursplaner.domain.absences import AbsenceAnswer, AbsenceCall, AbsenceWord
from kursplaner.domain.kinds import CallAnswer, ContactResult
from kursplaner.planning.absences.plan import CARE_UNIT, FREE, LESSON_UNIT, USUAL, Outlook, Unit
from kursplaner.planning.absences.reach import Concerned, Touched, concerned, row_of, touched_by
from kursplaner.store.queries.absences import absences as queries
from kursplaner.store.queries.absences.absences import AbsenceRow
from kursplaner.store.queries.absences.calls import CallRow, calls_of, children_of
from kursplaner.store.queries.absences.words import (
    WordRow,
    answers_of_people,
    expected_in,
    words_of_absence,
    words_of_people,
)
from kursplaner.store.queries.attendance import served
from kursplaner.store.records import find, insert_all
from kursplaner.store.session import Db

UNKNOWN = "?"
"""Said before words were kept, or taken back, to somebody for whom all is well: nobody knows what
she believes."""


UNTOLD = frozenset({USUAL, FREE})
"""What somebody believes whom nobody told anything: it goes on as usual, or she is not needed."""


@dataclass(frozen=True, slots=True)
class Said:
    """One lesson (or slot, or ride) of hers: what is planned `now` and what she was `told`.

    Attributes:
        starts: its absolute minute.
        now, told: states of `absence_plan`.
        result: how she was told; OPEN where she only knows the timetable.
        beside: no absence is about it; it only tells which days and times go on as usual.
        answer: what she said to what she was told.
        moved: it was at another time when she was told of it.
        work: she is, or was, on duty in it; `without` are the villages her ride leaves out,
            `vehicle` what she drives in place of one that is missing.
    """

    source: str
    id: int
    starts: int
    now: str
    told: str = USUAL
    result: ContactResult = ContactResult.OPEN
    beside: bool = False
    answer: CallAnswer = CallAnswer.OPEN
    moved: bool = False
    work: bool = False
    without: tuple[str, ...] = ()
    vehicle: int | None = None

    @property
    def agrees(self) -> bool:
        """Whether she surely knows what is planned now."""
        known = self.result is ContactResult.REACHED or (
            self.result is ContactResult.OPEN and self.told in UNTOLD
        )
        return self.beside or (self.told == self.now and known and not self.moved)

    @property
    def otherwise(self) -> bool:
        """Whether she was, or may have been, told something else than is planned now."""
        told = self.result is not ContactResult.OPEN or self.told not in UNTOLD
        return not self.beside and told and (self.told != self.now or self.moved)


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody on the list of an absence.

    Attributes:
        touched: what of hers the absence touches now; empty when all is well again.
        children: her children in it.
        units: her lessons with what was said of them, in order of time.
        call: the last try, None before the first.
    """

    person_id: int
    touched: tuple[Touched, ...]
    children: tuple[int, ...]
    units: tuple[Said, ...]
    call: CallRow | None

    @property
    def again(self) -> bool:
        """Whether all is planned as usual (again)."""
        return not any(said.now for said in self.units if not said.beside)

    @property
    def otherwise(self) -> bool:
        """Whether she was told something else before."""
        return any(said.otherwise for said in self.units)

    @property
    def agrees(self) -> bool:
        """Whether plan and last word agree in everything."""
        return all(said.agrees for said in self.units)

    @property
    def result(self) -> ContactResult:
        """Where her call stands, measured by what is planned now."""
        results = {unit.result for unit in self.units if not unit.beside}
        if self.agrees:
            stored = self.call.result if self.call is not None else ContactResult.OPEN.value
            reached = ContactResult.REACHED in results
            return ContactResult.REACHED if reached else ContactResult(stored)
        said = all(unit.agrees or not unit.otherwise for unit in self.units)
        mailbox = said and ContactResult.MAILBOX in results
        return ContactResult.MAILBOX if mailbox else ContactResult.OPEN

    @property
    def answer(self) -> CallAnswer:
        """What she said to what is planned now; OPEN when she only knows of another plan.

        It is the same on every list. Where she said several things, what she said here counts.
        """
        if self.result is not ContactResult.REACHED:
            return CallAnswer.OPEN
        concerned = [said for said in self.units if not said.beside]
        found = [said.answer for said in concerned if said.now] or [
            said.answer for said in concerned
        ]
        here = CallAnswer(self.call.answer) if self.call is not None else CallAnswer.OPEN
        return here if here in found or not found else found[0]

    def now(self, unit: Unit) -> str:
        """Return what is planned now of one of hers."""
        return next((said.now for said in self.units if (said.source, said.id) == unit), USUAL)


def standings(db: Db, absence_id: int) -> tuple[Standing, ...]:
    """Return everybody who is, or was, to be called about an absence.

    Raises:
        Refused: "not_found".
    """
    row, touched = row_of(db, absence_id), touched_by(db, absence_id)
    found_now = concerned(db, touched, row.villages, row.resource_id)
    trouble = {person.person_id: person for person in found_now}
    calls = calls_of(db, absence_id)
    own = words_of_absence(db, absence_id)
    people = list(dict.fromkeys([*trouble, *calls, *(word.person_id for word in own)]))
    units = _Units(db, row, people, trouble.values(), own)
    found = [
        Standing(
            key,
            trouble[key].touched if key in trouble else (),
            trouble[key].children if key in trouble else (),
            units.said(key, calls.get(key)),
            calls.get(key),
        )
        for key in people
    ]
    listed = [
        standing
        for standing in found
        if units.has(standing.person_id)
        and (standing.touched or standing.call is not None or not standing.agrees)
    ]
    well = {standing.person_id for standing in listed if not standing.touched}
    children = children_of(db, well) if well else {}
    return tuple(
        _with_children(standing, children) if standing.person_id in well else standing
        for standing in listed
    )


def _with_children(standing: Standing, children: Mapping[int, tuple[int, ...]]) -> Standing:
    own = children.get(standing.person_id, ())
    return Standing(standing.person_id, standing.touched, own, standing.units, standing.call)


class _Units:
    """What some people have in an absence, what they were told of it and what is planned."""

    def __init__(
        self,
        db: Db,
        row: AbsenceRow,
        people: Collection[int],
        trouble: Iterable[Concerned],
        own: Iterable[WordRow],
    ) -> None:
        span = Span(row.starts, row.until)
        self._withdrawn = row.withdrawn
        self._words: dict[int, dict[Unit, WordRow]] = defaultdict(dict)
        for word in (*words_of_people(db, people, span), *own):
            self._words[word.person_id][word.source, word.record_id] = word
        self._answers = answers_of_people(db, people)
        self._expected = expected_in(db, people, span)
        self._touched = units_of(db, trouble)
        lessons = {(LESSON_UNIT, key) for found in self._expected.values() for key in found}
        told = {unit for found in self._words.values() for unit in found}
        self._outlook = Outlook(db, lessons.union(told, *self._touched.values()))
        self._missing = _missing(db, people, span)

    def has(self, person_id: int) -> bool:
        """Tell whether anything it is about is still hers.

        Where no words were kept that is whatever she comes to on these days.
        """
        early = not self._words.get(person_id) and bool(self._expected.get(person_id))
        return bool(self._hers(person_id)) or early

    def said(self, person_id: int, call: CallRow | None) -> tuple[Said, ...]:
        words, touched = self._words.get(person_id, {}), self._touched.get(person_id, set())
        about = self._hers(person_id)
        found = [self._one(person_id, unit, words.get(unit), call) for unit in about]
        beside = {(LESSON_UNIT, key) for key in self._expected.get(person_id, ())}
        early = call if not words and not touched else None
        for unit in beside - words.keys() - touched:
            now, starts = self._outlook.state(person_id, unit), self._outlook.starts(unit) or 0
            if early is not None:
                found.append(Said(*unit, starts, now, UNKNOWN, ContactResult(early.result)))
            else:
                found.append(Said(*unit, starts, now, beside=True))
        return tuple(sorted(found, key=lambda unit: (unit.starts, unit.source, unit.id)))

    def _hers(self, person_id: int) -> set[Unit]:
        """Return what she was told of, or is to be, without what is hers no more.

        What has begun is too late to be told that it goes on as usual, or that nothing was missing.
        """
        touched = self._touched.get(person_id, set())
        words = self._words.get(person_id, {})
        hers = {
            unit
            for unit in words
            if self._outlook.is_hers(person_id, unit) or self._outlook.works(person_id, unit)
        }
        late = {unit for unit in hers if clock.has_come(self._outlook.starts(unit) or 0)}
        too_late = {
            unit
            for unit in late
            if self._withdrawn or self._outlook.state(person_id, unit, words[unit].state) in UNTOLD
        }
        return {unit for unit in touched | (hers - too_late) if not self._misses(person_id, unit)}

    def _misses(self, person_id: int, unit: Unit) -> bool:
        """Tell whether she said herself that she cannot be on duty then."""
        at = self._outlook.starts(unit) or 0
        spans = self._missing.get(person_id, ())
        away = any(span.starts <= at < span.ends for span in spans)
        return away and self._outlook.works(person_id, unit)

    def _one(self, person_id: int, unit: Unit, word: WordRow | None, call: CallRow | None) -> Said:
        told = word.state if word is not None else USUAL
        now, starts = self._outlook.state(person_id, unit, told), self._outlook.starts(unit)
        # Answers of calls made before answers were kept stand with the calls alone.
        heard = word is not None and word.result == ContactResult.REACHED
        early = call.answer if call is not None and heard else CallAnswer.OPEN
        answer = CallAnswer(self._answers.get((person_id, *unit), early))
        more: dict[str, Any] = {"work": self._outlook.works(person_id, unit)}
        if more["work"]:
            more |= {"without": self._outlook.without(unit), "vehicle": self._outlook.instead(unit)}
        if word is not None:
            at, result = starts if starts is not None else word.starts, ContactResult(word.result)
            known = told != USUAL or result is not ContactResult.OPEN
            moved = known and at != word.starts
            return Said(*unit, at, now, told, result, answer=answer, moved=moved, **more)
        if call is not None and not self._words.get(person_id):
            # Called before words were kept: what is planned now is what she was told.
            answer, result = CallAnswer(call.answer), ContactResult(call.result)
            return Said(*unit, starts or 0, now, now, result, answer=answer)
        return Said(*unit, starts or 0, now, answer=answer, **more)


def _missing(db: Db, people: Collection[int], span: Span) -> dict[int, list[Span]]:
    """Return when some people are missing themselves."""
    found: dict[int, list[Span]] = defaultdict(list)
    for row in queries.absences_between(db, span):
        key = row.resource_id
        if key is not None and key in people and not row.withdrawn:
            found[key].append(Span(row.starts, row.ends))
    return found


def units_of(db: Db, trouble: Iterable[Concerned]) -> dict[int, set[Unit]]:
    """Return what people are told of: their lessons, else those served, else slot or ride.

    Who is on duty is told of that lesson, slot or ride itself.
    """
    rows = list(trouble)
    touched = {each for row in rows for each in row.touched}
    slots = served.lessons_of_slots(db, [t.id for t in touched if t.source == CARE_UNIT])
    rides = served.lessons_of_rides(db, [t.id for t in touched if t.source == "ride"])
    lessons: set[int] = set().union(*slots.values(), *rides.values())
    come = {(who.person_id, who.lesson_id) for who in queries.attending(db, lessons)}
    found: dict[int, set[Unit]] = {}
    for row in rows:
        units = found.setdefault(row.person_id, set())
        for each in row.touched:
            if each.source == LESSON_UNIT or each in row.work:
                units.add((each.source, each.id))
                continue
            of = (slots if each.source == CARE_UNIT else rides).get(each.id, frozenset())
            hers = {key for key in of if (row.person_id, key) in come} or of
            units |= {(LESSON_UNIT, key) for key in hers} or {(each.source, each.id)}
    return found


def begin(db: Db, absence_id: int) -> None:
    """Note what everybody concerned knows when an absence is reported: the timetable, or more."""
    row, touched = row_of(db, absence_id), touched_by(db, absence_id)
    people = concerned(db, touched, row.villages, row.resource_id)
    _note_known(db, row, units_of(db, people))


def concern(
    db: Db, absence_id: int, units: Mapping[int, Collection[Unit]], known: str = USUAL
) -> None:
    """Put people on the list of an absence for what it is about for them, unless they are.

    `known` is the state they believe in who were told nothing yet.
    """
    there = {(w.person_id, w.source, w.record_id) for w in words_of_absence(db, absence_id)}
    fresh = {
        person: {unit for unit in found if (person, *unit) not in there}
        for person, found in units.items()
    }
    _note_known(db, row_of(db, absence_id), fresh, known)


def _note_known(
    db: Db, row: AbsenceRow, units: Mapping[int, Collection[Unit]], believed: str = USUAL
) -> None:
    known = words_of_people(db, units, Span(row.starts, row.until))
    words = {(word.person_id, word.source, word.record_id): word for word in known}
    outlook = Outlook(db, {unit for found in units.values() for unit in found})
    rows: list[dict[str, object]] = []
    for person_id, found in units.items():
        for source, key in sorted(found):
            word = words.get((person_id, source, key))
            starts = outlook.starts((source, key)) or row.starts
            rows.append(
                {
                    "absence_id": row.id,
                    "person_id": person_id,
                    "source": source,
                    "record_id": key,
                    "starts": word.starts if word is not None else starts,
                    "state": word.state if word is not None else believed,
                    "result": word.result if word is not None else ContactResult.OPEN.value,
                }
            )
    insert_all(db, AbsenceWord, rows)


def tell(
    db: Db, absence_id: int, standing: Standing, result: ContactResult, answer: CallAnswer
) -> None:
    """Note that somebody was told what is planned now, and her answer; every list knows it.

    OPEN takes back that she was told it; a try that conveyed nothing leaves an older word alone.
    """
    units = [unit for unit in standing.units if not unit.beside]
    if result is ContactResult.OPEN:
        units = [unit for unit in units if unit.told == unit.now and not unit.moved]
    for unit in units:
        about = {"person_id": standing.person_id, "source": unit.source, "record_id": unit.id}
        rows = find(db, AbsenceWord, **about)
        if absence_id not in {row.absence_id for row in rows}:
            row = AbsenceWord(absence_id=absence_id, starts=unit.starts, **about)
            db.add(row)
            rows.append(row)
        back = result is ContactResult.OPEN and unit.result is not ContactResult.OPEN
        state = UNKNOWN if back and unit.now in UNTOLD else unit.now
        for row in rows:
            row.state, row.result, row.starts = state, result.value, unit.starts
        said = next(iter(find(db, AbsenceAnswer, **about)), None) or AbsenceAnswer(**about)
        said.answer = answer.value
        db.add(said)
    db.flush()


def reopen(db: Db, absence_id: int) -> None:
    """Open the calls of those who were told what is not planned any more."""
    calls = {call.person_id: call for call in find(db, AbsenceCall, absence_id=absence_id)}
    for standing in standings(db, absence_id):
        call = calls.get(standing.person_id)
        if call is not None and not standing.agrees:
            call.result = standing.result.value
    db.flush()
