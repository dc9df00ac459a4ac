"""Any order of reporting, deciding, calling, enrolling others, leaving and taking back.

Plan and last word agree, nothing is fuller than it may be, and nobody is forgotten.
"""

import re
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.spans import day_of, minute_of
from kursplaner.desk.absences.call_list import CallLine, read_call_list
from kursplaner.domain.absences import Absence, AbsenceEffect
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import ActKind, CallAnswer, ContactResult, LeaveReason, Way
from kursplaner.domain.rides.rides import RideSeat, Stop
from kursplaner.planning.absences import calls as absence_calls
from kursplaner.planning.absences import effects, replanning
from kursplaner.planning.absences.plan import aspects
from kursplaner.planning.absences.reach import Part
from kursplaner.planning.absences.words import standings
from kursplaner.planning.enrolments import enrolling, leaving
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.planning.replays import playing
from kursplaner.store.queries.absences.absences import absence as absence_row
from kursplaner.store.records import find
from kursplaner.store.session import Db
from tests.planning.small_town import NOW, TUESDAY, add_person
from tests.planning.two_desks import DAY_BEFORE
from tests.planning.village_plans import (
    DAYS,
    NAMES,
    TEAM,
    Duty,
    Key,
    check_left,
    check_room,
    duties,
    plans,
)
from tests.planning.village_town import Village, build_village
from tests.towns import passing

ANSWERS = (CallAnswer.STAYS_HOME, CallAnswer.COMES, CallAnswer.WITHOUT_CHILD,
           CallAnswer.UNDECIDED)  # fmt: skip
RESULTS = (ContactResult.REACHED, ContactResult.REACHED, ContactResult.MAILBOX, ContactResult.OPEN)
ACTS = ("report", "report", "call", "call", "call", "call", "call_off", "call_off", "take_over",
        "take_over", "enrol", "enrol", "enrol", "end", "end", "stand_in", "stand_in", "leave",
        "cancel", "restore", "undo", "undo", "call_team", "call_team", "call_team", "replan",
        "replan")  # fmt: skip
STEP = st.tuples(st.sampled_from(ACTS), *(st.integers(0, 11) for _ in range(3)))
SAID = (
    ("fährt unser Bus nicht zum Kurs", "ride_out"),
    ("fährt unser Bus nur zum Kurs", "ride_back"),
    ("fährt unser Bus nicht", "ride"),
    ("auf dem Hinweg leider kein Platz", "seat_out"),
    ("auf dem Rückweg leider kein Platz", "seat_back"),
    ("ist in unserem Bus leider kein Platz", "seat"),
    ("ist in der Kinderbetreuung leider kein Platz", "place"),
    ("gibt es keine Kinderbetreuung", "childcare"),
    ("fällt der Kurs aus", "lesson"),
    ("fallen alle Kurse", "lesson"),
)
WHEN = re.compile(r"(?:Am \w+, (\d)\. März(?: \([^)]*\))?,|Vom (\d)\. März bis (\d)\. März)")


@dataclass
class Heard:
    """What a family heard last of one day, and whether for sure."""

    plan: str = ""
    surely: bool = True


@dataclass
class Memory:
    """What was said in this run, kept beside the program's own record of it."""

    heard: dict[Key, Heard] = field(default_factory=dict)
    concerned: dict[int, set[Key]] = field(default_factory=dict)
    answers: dict[Key, CallAnswer] = field(default_factory=dict)
    duties: dict[int, set[Duty]] = field(default_factory=dict)
    known: dict[Duty, Heard] = field(default_factory=dict)
    at_home: set[str] = field(default_factory=set)


class Run:
    """One run of acts, checked after each."""

    def __init__(self, town: Village) -> None:
        self.town = town
        with town.workspace.fill() as db:
            bergen = Stop(name="Bergen", latitude=50_280_000, longitude=12_270_000)
            db.add(bergen)
            db.flush()
            self.stops = (town.town.stop, town.raun, bergen.id)
            self.others = [add_person(db, f"Neu{at}") for at in range(6)]
            born = date(2022, 5, 1)
            self.children = [add_person(db, f"Kind{at}", birth_date=born) for at in range(6)]
        for name in TEAM:
            town.people[name] = town.town.people.get(name) or town.people[name]
        self.memory = Memory()
        self.before: list[Memory] = []

    def step(self, act: str, first: int, second: int, third: int) -> None:
        """Do one thing; what is refused leaves no trace."""
        workspace = self.town.workspace
        if act == "undo":
            if self.before:
                playing.undo(workspace)
                self.memory = self.before.pop()
            return
        old, last = deepcopy(self.memory), workspace.undo_summary
        try:
            getattr(self, act)(first, second, third)
        except KursplanerError:
            self.memory = old
            return
        if workspace.undo_summary != last:
            self.before.append(old)

    def absence(self, number: int) -> int:
        """Return one of the absences there are; none is refused like any unknown one."""
        with self.town.workspace.read() as db:
            ids = [row.id for row in find(db, Absence)]
        return ids[number % len(ids)] if ids else 0

    def report(self, first: int, second: int, third: int) -> None:
        del third
        was, work = plans(self.town), duties(self.town)
        kind = ("village", "bus", "carer", "village", "day")[first % 5]
        absence_id = self.town.report(kind, last_day=second % 2 == 1)
        now = plans(self.town)
        self.memory.concerned[absence_id] = {key for key in now if now[key] != was[key]}
        fresh = duties(self.town)
        self.memory.duties[absence_id] = {key for key in fresh if fresh[key] != work[key]}

    def replan(self, first: int, second: int, third: int) -> None:
        """Let an absence end on Tuesday, at noon or on Thursday; what it called off comes back."""
        until = minute_of(TUESDAY, (0, 720, 1440, 3 * 1440)[second % 4])
        absence_id, was, work = self.absence(first), plans(self.town), duties(self.town)
        with self.town.workspace.change(ActKind.ABSENCE_ENDED) as db:
            replanning.apply(db, absence_id, until, restore=third % 3 > 0)
        now, fresh = plans(self.town), duties(self.town)
        concerned = self.memory.concerned.get(absence_id, set())
        self.memory.concerned[absence_id] = concerned | {
            key for key in now if now[key] != was[key] and now[key]
        }
        self.memory.duties.setdefault(absence_id, set()).update(
            key for key in fresh if fresh[key] != work[key] and fresh[key]
        )

    def call_team(self, first: int, second: int, third: int) -> None:
        """Call somebody who works there."""
        absence_id, name, result = self.absence(first), TEAM[second % 4], RESULTS[third % 4]
        standing, now = self.town.standing(absence_id, name), duties(self.town)
        self.town.call(absence_id, name, CallAnswer.OPEN, result)
        for unit in (u for u in (standing.units if standing else ()) if not u.beside):
            key = name, unit.source, unit.id
            told = self.memory.known.setdefault(key, self._believes(key))
            if result is not ContactResult.OPEN:
                self.memory.known[key] = Heard(now[key], result is ContactResult.REACHED)
            elif told.plan == now[key] and unit.result is not ContactResult.OPEN:
                told.surely = False

    def _believes(self, key: Duty) -> Heard:
        return Heard("free" if key[0] == "Weiss" else "")

    def call(self, first: int, second: int, third: int) -> None:
        absence_id, name = self.absence(first), NAMES[second % 3]
        result, answer = RESULTS[third % 4], ANSWERS[third // 3 % 4]
        standing, now = self.town.standing(absence_id, name), plans(self.town)
        self.town.call(absence_id, name, answer, result)
        lessons = [] if standing is None else [u.id for u in standing.units if not u.beside]
        for lesson in lessons:
            key = name, self.town.town.lessons.index(lesson)
            told = self.memory.heard.setdefault(key, Heard())
            if result is not ContactResult.OPEN:
                self.memory.heard[key] = Heard(now[key], result is ContactResult.REACHED)
            elif told.plan == now[key] != "":
                told.surely = False
            if result is not ContactResult.OPEN or told.plan == now[key]:
                reached = result is ContactResult.REACHED
                self.memory.answers[key] = answer if reached else CallAnswer.OPEN
        if result is ContactResult.REACHED and answer is CallAnswer.STAYS_HOME:
            self.memory.at_home.add(name)

    def call_off(self, first: int, second: int, third: int) -> None:
        del second, third
        self.town.call_off(self.absence(first))

    def take_over(self, first: int, second: int, third: int) -> None:
        del second, third
        self.town.take_over(self.absence(first))

    def end(self, first: int, second: int, third: int) -> None:
        del third
        self.town.end(self.absence(first), last=-(second % 2))

    def stand_in(self, first: int, second: int, third: int) -> None:
        part = Part.VEHICLE if second % 2 else Part.CARER
        rides = self.town.town.rides[:4]
        some = [rides, rides[:2], rides[:1], rides[1:2]][third % 4]
        slots = self.town.town.slots[: 1 + third % 2]
        absence_id, was = self.absence(first), duties(self.town)
        self.town.stand_in(absence_id, part, some if second % 2 else slots)
        now = duties(self.town)
        changed = {key for key in now if now[key] != was[key]}
        self.memory.duties.setdefault(absence_id, set()).update(changed)

    def cancel(self, first: int, second: int, third: int) -> None:
        del second, third
        self.town.cancel_lesson(first % DAYS)

    def restore(self, first: int, second: int, third: int) -> None:
        del second, third
        self.town.restore_lesson(first % DAYS)

    def enrol(self, first: int, second: int, third: int) -> None:
        """Let somebody else come to a day, with a seat, with children, or both."""
        person = self.others[first % 6]
        children = self.children[: second % 5]
        draft = EnrolDraft(
            self.town.town.course,
            person,
            tuple(ChildWish(child, rides=False) for child in children),
            way=Way.SHUTTLE,
            stop_id=self.stops[third % 3],
            only_lessons=frozenset({self.town.town.lessons[third // 3 % DAYS]}),
        )
        with self.town.workspace.change(ActKind.ENROLLED) as db:
            enrolling.apply(db, enrolling.propose_enrol(db, draft))

    def leave(self, first: int, second: int, third: int) -> None:
        del second, third
        key, why = self.town.people[NAMES[first % 3]], LeaveReason.MOVED
        with self.town.workspace.change(ActKind.LEFT_COURSE) as db:
            plan = leaving.propose_leave(db, self.town.town.course, key, DAY_BEFORE, why)
            leaving.apply_leave(db, plan)

    def check(self) -> None:
        """Compare plan, last word, list, sentence, what is taken out and what there is room for."""
        now, work = plans(self.town), duties(self.town)
        with self.town.workspace.read() as db:
            check_room(db, self.town)
            for row in find(db, Absence):
                self._check_team(db, row, work)
            for row in find(db, Absence):
                self._check_list(db, row, now)
            for (name, day), plan in now.items():
                self._check_taken_out(db, name, day, plan)
            for name in set(NAMES) - {name for name, _ in now}:
                check_left(db, self.town, name)
            self._check_told(db, now)
            self._check_excusable(db, now)

    def _check_told(self, db: Db, now: dict[Key, str]) -> None:
        """See that whoever has no room is told so, and the desk who has it since."""
        for absence in find(db, Absence):
            calls = read_call_list(db, absence.id)
            for found in effects.away(db, absence.id):
                assert found.came or "lack" in found.conflict.facts
                line = calls.line(found.gone.person_id)
                assert line is not None, ("not told", found)
        for effect in find(db, AbsenceEffect, cause="taken"):
            assert effect.person_id in {self.town.people[name] for name, _ in now}

    def _check_excusable(self, db: Db, now: dict[Key, str]) -> None:
        """See that whoever knows the plan and stays at home has the mark, or can have it."""
        ready = {
            mark
            for row in find(db, Absence)
            for mark in absence_calls.propose_excuses(db, row.id).marks
        }
        for (name, day), plan in now.items():
            heard = self.memory.heard.get((name, day), Heard())
            home = self.memory.answers.get((name, day)) is CallAnswer.STAYS_HOME
            lesson, key = self.town.town.lessons[day], self.town.enrolments[name]
            other = self.memory.heard.get((name, 1 - day), Heard())
            if not home or plan in {"", "lesson"} or heard != Heard(plan):
                continue
            if other.surely and other.plan == now[name, 1 - day]:
                marks = find(db, AttendanceMark, enrolment_id=key, lesson_id=lesson)
                assert marks or (lesson, key) in ready, ("no mark, no call", name, day)

    def _check_list(self, db: Db, row: Absence, now: dict[Key, str]) -> None:
        names = {self.town.people[name]: name for name in NAMES}
        calls = read_call_list(db, row.id)
        lines = {names[call.person_id]: call for call in calls.lines if call.person_id in names}
        for key in self.memory.concerned[row.id] & now.keys():
            heard = self.memory.heard.get(key, Heard())
            if heard.plan != now[key] or not heard.surely:
                assert key[0] in lines, ("missing", key, heard, now[key])
                assert not lines[key[0]].reached, ("not to call", key, heard, now[key])
        for standing in standings(db, row.id):
            name = names.get(standing.person_id)
            if name is None:
                continue
            assert (name, 0) in now, ("left, but listed", name)
            for unit in (u for u in standing.units if not u.beside):
                day = self.town.town.lessons.index(unit.id)
                assert unit.now == now[name, day], (name, day)
                if lines[name].reached:
                    assert self.memory.heard.get((name, day), Heard()).plan == now[name, day]
                self._check_sentence(lines[name], unit.starts, now[name, day])

    def _check_team(self, db: Db, row: Absence, now: dict[Duty, str]) -> None:
        """See that everybody of the team knows the plan, or is to be called."""
        names = {self.town.people[name]: name for name in TEAM}
        missing = {
            (other.resource_id, day)
            for other in find(db, Absence, kind="person")
            for day in range(DAYS)
            if self._holds(db, other, day)
        }
        calls = read_call_list(db, row.id)
        lines = {names[call.person_id]: call for call in calls.lines if call.person_id in names}
        for key in self.memory.duties.get(row.id, set()):
            name, day = key[0], self._day(key)
            heard = self.memory.known.get(key, self._believes(key))
            if (self.town.people[name], day) in missing:
                continue
            if heard.plan != now[key] or not heard.surely:
                assert name in lines, ("missing", key, heard, now[key])
                assert not lines[name].reached, ("not to call", key, heard, now[key])
        for standing in standings(db, row.id):
            name = names.get(standing.person_id, "")
            for unit in (u for u in standing.units if name and not u.beside):
                key = name, unit.source, unit.id
                assert unit.work
                assert "+".join(aspects(unit.now)) == now[key], (key, unit.now)
                if lines[name].reached:
                    heard = self.memory.known.get(key, self._believes(key))
                    assert heard.plan == now[key], (key, heard)

    def _holds(self, db: Db, other: Absence, day: int) -> bool:
        found = absence_row(db, other.id)
        starts = minute_of(TUESDAY, 2 * 1440 * day + 540)
        return found is not None and not found.withdrawn and found.starts <= starts < found.ends

    def _day(self, key: Duty) -> int:
        town = self.town.town
        if key[1] == "ride":
            return town.rides.index(key[2]) // 2
        return (town.slots if key[1] == "childcare" else town.lessons).index(key[2])

    def _check_sentence(self, line: CallLine, starts: int, plan: str) -> None:
        text, day, told = line.sentences[0].text, day_of(starts).day, set()
        found = list(WHEN.finditer(text))
        for at, match in enumerate(found):
            end = found[at + 1].start() if at + 1 < len(found) else len(text)
            rest = text[match.end() : end]
            first, last = match[1] or match[2], match[1] or match[3]
            if int(first) <= day <= int(last):
                told |= {next((word for said, word in SAID if said in rest), "")}
        assert told - {""} == set(plan.split("+")) - {""}, (text, plan)
        assert line.again == (not any(said in text for said, _ in SAID))

    def _check_taken_out(self, db: Db, name: str, day: int, plan: str) -> None:
        town, key = self.town.town, self.town.enrolments[name]
        marks = find(db, AttendanceMark, enrolment_id=key, lesson_id=town.lessons[day])
        places = find(db, ChildcarePlace, enrolment_id=key, slot_id=town.slots[day])
        seats = find(db, RideSeat, enrolment_id=key, ride_id=town.rides[2 * day : 2 * day + 2])
        if plan == "":
            assert marks == []
            assert {place.status for place in places} <= {"planned"}
            assert {seat.result for seat in seats} == {"open"}
        assert not marks or name in self.memory.at_home


@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(steps=[("report", 0, 0, 0), ("leave", 0, 0, 0), ("leave", 1, 0, 0)])
@given(steps=st.lists(STEP, min_size=5, max_size=9))
def test_plan_and_last_word_agree_after_any_order(steps: list[tuple[str, int, int, int]]) -> None:
    walk(steps)


def walk(steps: list[tuple[str, int, int, int]]) -> None:
    """Do the steps in a village of its own and check after each."""
    with passing(build_village, NOW) as town:
        run = Run(town)
        for step in [("report", *steps[0][1:]), *steps]:
            run.step(*step)
            run.check()
