"""Any order of reporting, deciding, calling and taking back: plan and last word agree.

What is planned is asked of the records themselves here, by another way than the program does.
"""

import re
from copy import deepcopy
from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.spans import day_of
from kursplaner.desk.call_list import CallLine, read_call_list
from kursplaner.domain.absences import Absence, AbsenceEnding
from kursplaner.domain.attendance import AttendanceMark
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import CallAnswer, ContactResult
from kursplaner.domain.rides import Ride, RideSeat
from kursplaner.planning.absence_reach import Part
from kursplaner.planning.absence_words import standings
from kursplaner.store.records import find, one
from kursplaner.store.session import Db
from tests.planning.small_town import NOW
from tests.planning.village_town import Village, build_village
from tests.towns import passing

NAMES = ("Rima", "Olena", "Layla")
DAYS = 2
ANSWERS = (CallAnswer.STAYS_HOME, CallAnswer.COMES, CallAnswer.UNDECIDED)
RESULTS = (ContactResult.REACHED, ContactResult.REACHED, ContactResult.MAILBOX, ContactResult.OPEN)
ACTS = ("report", "report", "call", "call", "call", "call", "call_off", "take_over", "take_over",
        "end", "stand_in", "stand_in", "cancel", "restore", "undo", "undo")  # fmt: skip
STEP = st.tuples(st.sampled_from(ACTS), *(st.integers(0, 11) for _ in range(3)))
SAID = (
    ("fährt unser Bus nicht zum Kurs", "ride_out"),
    ("fährt unser Bus nur zum Kurs", "ride_back"),
    ("fährt unser Bus nicht", "ride"),
    ("gibt es keine Kinderbetreuung", "childcare"),
    ("fällt der Kurs aus", "lesson"),
    ("fallen alle Kurse", "lesson"),
)
WHEN = re.compile(r"(?:Am \w+, (\d)\. März(?: \([^)]*\))?,|Vom (\d)\. März bis (\d)\. März)")
Key = tuple[str, int]


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
    answers: dict[tuple[int, str], CallAnswer] = field(default_factory=dict)


class Plain:
    """What is planned on the days, from the records alone."""

    def __init__(self, db: Db, town: Village) -> None:
        """Read everything that can fail."""
        self.town = town.town
        self.lessons = [one(db, Lesson, key) for key in self.town.lessons[:DAYS]]
        self.slots = [one(db, ChildcareSlot, key) for key in self.town.slots[:DAYS]]
        self.rides = [one(db, Ride, key) for key in self.town.rides[: 2 * DAYS]]
        ends = {row.absence_id: row.since for row in find(db, AbsenceEnding)}
        self.absences = [
            (row.kind, row.starts, min(row.ends, ends.get(row.id, row.ends)))
            for row in find(db, Absence)
        ]
        roth = self.town.people["Roth"]
        self.with_roth = {row.slot_id for row in find(db, ChildcareSlotCarer, person_id=roth)}

    def holding(self, kind: str, day: int) -> bool:
        """Tell whether an absence of this kind holds on one of the days."""
        start = self.lessons[day].starts
        return any(of == kind and first <= start < last for of, first, last in self.absences)

    def planned(self, name: str, day: int) -> str:
        """Return what fails for a family on a day."""
        if self.lessons[day].status == "cancelled" or self.holding("day", day):
            return "lesson"
        slot = self.slots[day]
        ill = slot.id in self.with_roth and self.holding("person", day)
        no_care = slot.status == "cancelled" or ill
        from_there = name != "Layla" and self.holding("village", day)
        off = []
        for ride in self.rides[2 * day : 2 * day + 2]:
            broken = ride.vehicle_id == self.town.vehicle and self.holding("vehicle", day)
            off.append(ride.status == "cancelled" or broken or from_there)
        bus = {(True, True): "ride", (True, False): "ride_out", (False, True): "ride_back"}
        parts = ["childcare" if no_care and name != "Layla" else "", bus.get((off[0], off[1]), "")]
        return "+".join(part for part in parts if part)


def plans(town: Village) -> dict[Key, str]:
    with town.workspace.read() as db:
        plain = Plain(db, town)
        return {(name, day): plain.planned(name, day) for name in NAMES for day in range(DAYS)}


class Run:
    """One run of acts, checked after each."""

    def __init__(self, town: Village) -> None:
        self.town = town
        self.memory = Memory()
        self.before: list[Memory] = []

    def step(self, act: str, first: int, second: int, third: int) -> None:
        """Do one thing; what is refused leaves no trace."""
        workspace = self.town.workspace
        if act == "undo":
            if self.before:
                workspace.undo()
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
        was = plans(self.town)
        kind = ("village", "bus", "carer", "village", "day")[first % 5]
        absence_id = self.town.report(kind, last_day=second % 2 == 1)
        now = plans(self.town)
        self.memory.concerned[absence_id] = {key for key in now if now[key] != was[key]}

    def call(self, first: int, second: int, third: int) -> None:
        absence_id, name = self.absence(first), NAMES[second % 3]
        result, answer = RESULTS[third % 4], ANSWERS[third % 3]
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
        if result is ContactResult.REACHED:
            self.memory.answers[absence_id, name] = answer

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
        self.town.stand_in(self.absence(first), part, some if second % 2 else slots)

    def cancel(self, first: int, second: int, third: int) -> None:
        del second, third
        self.town.cancel_lesson(first % DAYS)

    def restore(self, first: int, second: int, third: int) -> None:
        del second, third
        self.town.restore_lesson(first % DAYS)

    def check(self) -> None:
        """Compare plan, last word, list, sentence and what is taken out."""
        now = plans(self.town)
        with self.town.workspace.read() as db:
            for row in find(db, Absence):
                self._check_list(db, row, now)
            for (name, day), plan in now.items():
                self._check_taken_out(db, name, day, plan)

    def _check_list(self, db: Db, row: Absence, now: dict[Key, str]) -> None:
        names = {self.town.people[name]: name for name in NAMES}
        calls = read_call_list(db, row.id)
        lines = {names[one_.person_id]: one_ for one_ in calls.lines if one_.person_id in names}
        for key in self.memory.concerned[row.id]:
            heard = self.memory.heard.get(key, Heard())
            if heard.plan != now[key] or not heard.surely:
                assert key[0] in lines, ("missing", key, heard, now[key])
                assert not lines[key[0]].reached, ("not to call", key, heard, now[key])
        for standing in standings(db, row.id):
            name = names.get(standing.person_id)
            if name is None:
                continue
            for unit in (u for u in standing.units if not u.beside):
                day = self.town.town.lessons.index(unit.id)
                assert unit.now == now[name, day], (name, day)
                if lines[name].reached:
                    assert self.memory.heard.get((name, day), Heard()).plan == now[name, day]
                self._check_sentence(lines[name], unit.starts, now[name, day])

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
        if marks:
            said = [answer for (_, who), answer in self.memory.answers.items() if who == name]
            assert CallAnswer.STAYS_HOME in said


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEP, min_size=4, max_size=8))
def test_plan_and_last_word_agree_after_any_order(steps: list[tuple[str, int, int, int]]) -> None:
    walk(steps)


def walk(steps: list[tuple[str, int, int, int]]) -> None:
    """Do the steps in a village of its own and check after each."""
    with passing(build_village, NOW) as town:
        run = Run(town)
        for step in [("report", *steps[0][1:]), *steps]:
            run.step(*step)
            run.check()
