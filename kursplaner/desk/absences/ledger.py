"""One line of the ledger: when she leaves, what it is about, the last word, what she said."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kursplaner.basics.spans import Span, clock_text, day_of, minute_of_day
from kursplaner.desk.absences.call_words import about
from kursplaner.desk.wording import ledger as wording
from kursplaner.desk.wording.ledger import Stand
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import listed
from kursplaner.domain.kinds import CallAnswer, ContactResult, Direction, Mark
from kursplaner.planning.absences.plan import FREE, LESSON_UNIT, RIDES, SEATS, USUAL, aspects
from kursplaner.planning.absences.words import Said, Standing
from kursplaner.store.queries.absences import absences as queries
from kursplaner.store.queries.absences.absences import AbsenceRow, LookedAfter, Riding
from kursplaner.store.queries.absences.calls import LogRow, last_told
from kursplaner.store.queries.absences.words import left_at_home, slots_of_lessons
from kursplaner.store.queries.attendance import served
from kursplaner.store.queries.labels import labels
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One person in the ledger.

    Attributes:
        leaves: the absolute minute at which she leaves home, as far as it is known: when her bus
            is at the stop, else when the childcare, the lesson or her duty begins.
        role: "Team, Fahrdienst" for those on duty, else empty.
        topic, way: what it is about, "9:00 A2 Alltag", "Fahrt 7:39", and "Bus 1, Raun".
        told, told_at: the last word and its time; `now` what holds instead, empty while it holds.
        answer, means: what she said, and what follows; `void` where the plan has changed since.
        excused: her mark is entered.
        children: (id, given name) of those whom she brings.
        without: the ids of those without whom she comes.
    """

    leaves: int
    role: str
    topic: str
    way: str
    told: str
    told_at: str
    now: str
    answer: str
    means: str
    void: bool
    excused: bool
    stand: Stand
    children: tuple[tuple[int, str], ...] = ()
    without: frozenset[int] = frozenset()


class Ledger:
    """What the lines are made of, asked once for everybody.

    Attributes:
        children: the ids of all who come along.
        vehicles: the names of those that drive in place of others.
    """

    def __init__(
        self, db: Db, row: AbsenceRow, people: Sequence[Standing], today: date, *, hidden: bool
    ) -> None:
        self._today, self._hidden = today, hidden
        units = {(u.source, u.id) for s in people for u in s.units if not u.beside}
        lessons = {key for source, key in units if source == LESSON_UNIT}
        driven = {u.vehicle for s in people for u in s.units if u.vehicle is not None}
        self.vehicles = labels(db, {("vehicle", key) for key in driven})
        self._titles = labels(db, units)
        self._rides = served.rides_of_lessons(db, lessons)
        slots = slots_of_lessons(db, lessons)
        self._lessons_of_slot = served.lessons_of_slots(db, set().union(*slots.values()))
        self._seats: dict[int, list[Riding]] = defaultdict(list)
        for seat in queries.riding(db, set().union(*self._rides.values())):
            self._seats[seat.holder_id].append(seat)
        self._cared: dict[int, list[LookedAfter]] = defaultdict(list)
        for child in queries.looked_after(db, self._lessons_of_slot):
            self._cared[child.guardian_id or 0].append(child)
        keys = [standing.person_id for standing in people]
        self._told = last_told(db, keys)
        self._excused = {
            (who.person_id, who.lesson_id)
            for who in queries.attending(db, lessons)
            if who.mark == Mark.EXCUSED.value
        }
        self._without = left_at_home(db, keys, Span(row.starts, row.until))
        self.children = self._children_ids()
        self._names = labels(db, {("person", key) for key in self.children})

    def line(self, standing: Standing, *, done: bool) -> LedgerLine:
        """Return the line of one person; `done` says that she knows and will do something."""
        concerned = [said for said in standing.units if not said.beside]
        hers = about(standing)
        children = self._children(standing.person_id, {said.id for said in hers})
        void = standing.otherwise
        answer = self._answer(standing, concerned)
        bus = any(set(aspects(s.told or s.now)) & {*RIDES, *SEATS} for s in concerned)
        without = self._without.get(standing.person_id, frozenset())
        named = [name for key, name in children if key in without]
        excused = any((standing.person_id, said.id) in self._excused for said in concerned)
        told = self._told.get(standing.person_id)
        heard = [said for said in hers if _heard(said)]
        return LedgerLine(
            leaves=min((self._leaves(standing.person_id, said) for said in hers), default=0),
            role=next((wording.TEAM[said.source] for said in hers if said.work), ""),
            topic=self._topic(hers),
            way=self._way(standing.person_id),
            told=self._texts(heard, told=True) or wording.NOTHING,
            told_at=self._at(told, heard),
            now=self._now(standing, hers),
            answer=wording.answer_word(answer, bus=bus, children=named) or _no_answer(done=done),
            means=wording.means_word(answer, void=void, excused=excused, children=bool(children)),
            void=void and answer is not CallAnswer.OPEN,
            excused=excused,
            stand=_stand(standing, done=done),
            children=children,
            without=without,
        )

    def _children_ids(self) -> set[int]:
        inside = {child.child_id for found in self._cared.values() for child in found}
        along = {s.person_id for found in self._seats.values() for s in found}
        return inside | along

    def _children(self, person_id: int, lessons: Collection[int]) -> tuple[tuple[int, str], ...]:
        """Return whom she brings to these lessons, in the order of the records."""
        rides = {ride for key in lessons for ride in self._rides.get(key, ())}
        inside = [
            child.child_id
            for child in self._cared.get(person_id, ())
            if self._lessons_of_slot.get(child.slot_id, frozenset()) & set(lessons)
        ]
        along = [
            seat.person_id
            for seat in self._seats.get(person_id, ())
            if seat.person_id != person_id and seat.ride_id in rides
        ]
        found = dict.fromkeys([*inside, *along])
        return tuple((key, self._given(key)) for key in found)

    def _given(self, key: int) -> str:
        name = self._names.get(("person", key), "")
        return f"{name[:1]}." if self._hidden else name.split(" ")[0]

    def _leaves(self, person_id: int, said: Said) -> int:
        if said.source != LESSON_UNIT or said.work:
            return said.starts
        rides = self._rides.get(said.id, frozenset())
        boards = [
            seat.at
            for seat in self._seats.get(person_id, ())
            if seat.ride_id in rides and seat.direction == Direction.OUT.value and seat.at
        ]
        return min(boards, default=said.starts)

    def _topic(self, hers: Sequence[Said]) -> str:
        parts: dict[tuple[str, str], list[Said]] = defaultdict(list)
        for said in hers:
            title = self._titles.get((said.source, said.id), "")
            own = said.work and said.source != LESSON_UNIT
            parts[(wording.DUTY[said.source], "") if own else ("", title)].append(said)
        return "; ".join(
            " ".join(part for part in (duty, _when(found), title) if part)
            for (duty, title), found in parts.items()
        )

    def _way(self, person_id: int) -> str:
        seats = sorted(self._seats.get(person_id, ()), key=lambda seat: seat.at or 0)
        seat = next((s for s in seats if s.direction == Direction.OUT.value), None)
        if seat is None:
            return ""
        parts = (seat.vehicle or "Fahrdienst", seat.municipality)
        return ", ".join(part for part in parts if part)

    def _now(self, standing: Standing, hers: Sequence[Said]) -> str:
        if standing.agrees:
            return ""
        changed = [said for said in hers if not said.agrees]
        parts: dict[str, list[Said]] = defaultdict(list)
        for said in changed:
            at = self._leaves(standing.person_id, said)
            boards = days.clock(at) if at != said.starts else ""
            parts[wording.now_word(said, boards, self._vehicle(said))].append(said)
        told = self._texts([said for said in changed if _heard(said)], told=True)
        now = "; ".join(_timed(text, found, len(parts)) for text, found in parts.items())
        return "" if now == told else f"Jetzt: {now}"

    def _texts(self, units: Sequence[Said], *, told: bool) -> str:
        parts: dict[str, list[Said]] = defaultdict(list)
        for said in units:
            state = said.told if told else said.now
            parts[wording.state_word(said, state, self._vehicle(said))].append(said)
        return "; ".join(_timed(text, found, len(parts)) for text, found in parts.items())

    def _vehicle(self, said: Said) -> str:
        return self.vehicles.get(("vehicle", said.vehicle or 0), "")

    def _at(self, told: LogRow | None, heard: Sequence[Said]) -> str:
        if told is None or not heard:
            return ""
        day, at = day_of(told.at), clock_text(minute_of_day(told.at))
        when = at if day == self._today else f"{days.short_day(day)} {at}"
        return wording.told_at_text(when, told.result)

    @staticmethod
    def _answer(standing: Standing, concerned: Iterable[Said]) -> CallAnswer:
        """Return what she said last, be it to an older plan."""
        if standing.answer is not CallAnswer.OPEN:
            return standing.answer
        found = [said.answer for said in concerned if said.answer is not CallAnswer.OPEN]
        return found[0] if found and standing.otherwise else CallAnswer.OPEN


def _heard(said: Said) -> bool:
    """Tell whether somebody told her of it; what she knows from the timetable does not count."""
    return said.result is not ContactResult.OPEN or said.told not in {USUAL, FREE}


def _timed(text: str, units: Sequence[Said], parts: int) -> str:
    return f"{text} ({_when(units)})" if parts > 1 else text


def _when(units: Sequence[Said]) -> str:
    """Return "9:00 und 18:00", of several days the first ones."""
    starts = sorted({said.starts for said in units})
    if len({day_of(start) for start in starts}) > 1:
        first = days.short_day(day_of(starts[0]))
        return f"{len({day_of(start) for start in starts})} × ab {first}"
    return listed(clock_text(minute_of_day(start)) for start in starts)


def _no_answer(*, done: bool) -> str:
    return "weiß Bescheid" if done else wording.NO_ANSWER


def _stand(standing: Standing, *, done: bool) -> Stand:
    if done:
        return Stand.REACHED
    if standing.otherwise:
        return Stand.AGAIN
    return Stand.MAILBOX if standing.result is ContactResult.MAILBOX else Stand.OPEN
