"""Whose lesson, childcare or ride is at another time than she was told: noted, told, let go."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kursplaner.basics import clock
from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import (
    AbsenceKind,
    ActKind,
    CancelReason,
    ClosureReason,
    ContactResult,
)
from kursplaner.domain.town import FollowUp
from kursplaner.planning.absences import calls, other_dates, other_times, reporting
from kursplaner.planning.absences.calls import CallEntry
from kursplaner.planning.absences.other_dates import (
    CARES,
    DRIVES,
    OFF,
    TAKES_PART,
    TEACHES,
    Known,
    OtherDate,
    Part,
)
from kursplaner.planning.absences.reach import AbsenceDraft
from kursplaner.planning.absences.words import standings
from kursplaner.planning.lessons import cancelling, changing
from kursplaner.planning.lessons.exchanging import ExchangeWish
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.moving_together import RearrangeWish
from kursplaner.planning.lessons.stretching import StretchWish
from kursplaner.planning.lessons.swapping import swapped
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.settings import store_settings
from tests.planning.riding_town import RidingTown, build_riding_town
from tests.planning.small_town import NINE, NOW, TUESDAY, add_person
from tests.towns import passing

DAY = 1440


@pytest.fixture
def riding() -> Iterator[RidingTown]:
    with passing(build_riding_town, NOW) as made:
        yield made


def move(riding: RidingTown, lesson: int, minutes: int) -> None:
    with riding.workspace.change(ActKind.LESSON_MOVED) as db:
        wish = MoveWish(lesson, by_id(db, Lesson, lesson).starts + minutes)
        changing.apply(db, changing.propose(db, wish, "abgesprochen"))


def cancel(riding: RidingTown, lesson: int) -> None:
    with riding.workspace.change(ActKind.LESSON_CANCELLED) as db:
        cancelling.cancel(db, [lesson], CancelReason.SNOW)


def restore(riding: RidingTown, lesson: int) -> None:
    with riding.workspace.change(ActKind.LESSON_CHANGED) as db:
        cancelling.apply_restore(db, cancelling.propose_restore(db, lesson))


def tell(riding: RidingTown, person: int) -> None:
    with riding.workspace.change(ActKind.FOLLOW_UP_DONE) as db:
        other_times.told(db, person)


def to_tell(riding: RidingTown) -> dict[int, set[OtherDate]]:
    with riding.workspace.read() as db:
        return {key: set(others) for key, others in other_dates.to_tell(db).items()}


def roles(riding: RidingTown) -> dict[int, str]:
    found = to_tell(riding)
    return {key: "".join(sorted(each.part.role for each in some)) for key, some in found.items()}


def everybody(riding: RidingTown) -> dict[int, str]:
    people = riding.town.people
    return {
        riding.mother: TAKES_PART,
        people["Seidel"]: TEACHES,
        people["Roth"]: CARES,
        people["driver"]: DRIVES * 2,
    }


def test_all_whom_a_moved_lesson_concerns_are_to_be_called(riding: RidingTown) -> None:
    lesson = riding.town.lessons[0]
    move(riding, lesson, 60)
    assert roles(riding) == everybody(riding)
    (mine,) = to_tell(riding)[riding.mother]
    begins = minute_of(TUESDAY, NINE)
    old, new = (begins, begins + 150), (begins + 60, begins + 210)
    assert mine == OtherDate(Part(TAKES_PART, lesson), old, new)
    with riding.workspace.read() as db:
        assert riding.mother in other_times.to_tell(db)


def test_what_is_as_it_was_needs_no_call_any_more(riding: RidingTown) -> None:
    lesson = riding.town.lessons[0]
    move(riding, lesson, 60)
    move(riding, lesson, -60)
    assert to_tell(riding) == {}
    with riding.workspace.read() as db:
        assert not find(db, FollowUp, done_on=None)


def test_taken_back_after_she_was_told_she_is_called_again(riding: RidingTown) -> None:
    lesson = riding.town.lessons[0]
    cancel(riding, lesson)
    assert {each.now for some in to_tell(riding).values() for each in some} == {OFF}
    tell(riding, riding.mother)
    restore(riding, lesson)
    (mine,) = to_tell(riding)[riding.mother]
    assert (mine.told, mine.now[0]) == (OFF, minute_of(TUESDAY, NINE))
    assert list(to_tell(riding)) == [riding.mother]


def test_who_stands_in_is_called_and_who_goes_hears_that_it_is_off_for_her(
    riding: RidingTown,
) -> None:
    lesson, goes = riding.town.lessons[0], riding.town.people["Seidel"]
    with riding.workspace.change(ActKind.LESSON_CHANGED) as db:
        comes = add_person(db, "Neu", "teacher")
        wish = ExchangeWish((lesson,), goes, comes)
        changing.apply(db, changing.propose(db, wish, "abgesprochen"))
    begins = minute_of(TUESDAY, NINE)
    there, part = (begins, begins + 150), Part(TEACHES, lesson)
    assert to_tell(riding) == {
        comes: {OtherDate(part, OFF, there)},
        goes: {OtherDate(part, there, OFF, hers=False)},
    }


def test_a_new_lesson_is_told_to_everybody(riding: RidingTown) -> None:
    with riding.workspace.change(ActKind.LESSON_ADDED) as db:
        other_dates.note_new(db, riding.town.lessons[:1])
    assert roles(riding) == everybody(riding)
    assert {each.told for some in to_tell(riding).values() for each in some} == {OFF}


def test_undo_takes_the_note_back(riding: RidingTown) -> None:
    move(riding, riding.town.lessons[0], 60)
    riding.workspace.undo()
    assert to_tell(riding) == {}


@pytest.mark.parametrize(("ahead", "called"), [(0, False), (1, True)])
def test_the_town_says_how_near_it_must_be(
    riding: RidingTown,
    ahead: int,
    called: bool,  # noqa: FBT001
) -> None:
    """The first lesson is tomorrow; the second two days later."""
    with riding.workspace.change(ActKind.SETTINGS_CHANGED) as db:
        store_settings(db, {"course.call_days_ahead": str(ahead)})
    first, second = riding.town.lessons[:2]
    move(riding, second, 30)
    assert to_tell(riding) == {}
    move(riding, first, 30)
    assert (riding.mother in to_tell(riding)) is called


def test_who_hears_it_by_an_absence_is_not_called_twice(riding: RidingTown) -> None:
    """The teacher is ill; her lesson is called off by hand, or moved once some were told."""
    lesson, teacher = riding.town.lessons[0], riding.town.people["Seidel"]
    draft = AbsenceDraft(AbsenceKind.PERSON, TUESDAY, TUESDAY, ClosureReason.ILL, teacher)
    with riding.workspace.change(ActKind.ABSENCE_REPORTED) as db:
        absence = reporting.apply(db, reporting.propose(db, draft))
    cancel(riding, lesson)
    assert riding.mother not in to_tell(riding)
    riding.workspace.undo()
    with riding.workspace.change(ActKind.CONTACT_LOGGED) as db:
        calls.log_call(db, absence, CallEntry(riding.mother, ContactResult.REACHED))
    move(riding, lesson, 3 * DAY)
    assert riding.mother not in to_tell(riding)
    with riding.workspace.read() as db:
        (mine,) = (s for s in standings(db, absence) if s.person_id == riding.mother)
        assert not mine.agrees


def test_the_act_says_whom_it_lets_be_called(riding: RidingTown) -> None:
    with riding.workspace.change(ActKind.LESSON_MOVED) as db:
        assert other_times.newly_to_call(db) == frozenset()
        wish = MoveWish(riding.town.lessons[0], minute_of(TUESDAY, NINE + 60))
        changing.apply(db, changing.propose(db, wish, "abgesprochen"))
        assert other_times.newly_to_call(db) == frozenset(everybody(riding))


def test_one_that_comes_near_is_told_and_one_gone_by_is_not(riding: RidingTown) -> None:
    second = riding.town.lessons[1]
    move(riding, second, -2 * DAY + 240)
    (mine,) = to_tell(riding)[riding.mother]
    assert mine.now[0] == minute_of(TUESDAY, NINE + 240)
    with clock.pinned(NOW + timedelta(days=1, hours=5)):
        assert riding.mother not in to_tell(riding)
    with clock.pinned(NOW + timedelta(days=1, hours=4, minutes=59)):
        assert riding.mother in to_tell(riding)


# --- Any order of acts ------------------------------------------------------------------------


STEP = st.tuples(
    st.sampled_from(
        ("move", "move", "cancel", "restore", "swap", "stretch", "undo", "tell", "tell")
    ),
    st.integers(0, 2),
    st.integers(0, 3),
)


@dataclass
class Run:
    """One town, and what everybody heard last, kept beside the program's own record of it."""

    riding: RidingTown
    heard: dict[int, Known]

    def plan(self) -> dict[int, Known]:
        """Return what is planned now for everybody."""
        with self.riding.workspace.read() as db:
            lessons = {("lesson", key) for key in self.riding.town.lessons}
            slots = {("childcare", key) for key in self.riding.town.slots}
            rides = {("ride", key) for key in self.riding.town.rides}
            return other_dates.plan_of(db, lessons | slots | rides)

    def step(self, act: str, lesson: int, by: int) -> None:
        """Do something, or nothing where it cannot be."""
        key = self.riding.town.lessons[lesson]
        if act == "move":
            move(self.riding, key, (30, -30, DAY, 3 * DAY)[by])
        elif act == "cancel":
            cancel(self.riding, key)
        elif act == "restore":
            restore(self.riding, key)
        elif act == "undo":
            self.riding.workspace.undo()
        elif act in {"swap", "stretch"}:
            self.change(act, key, self.riding.town.lessons[by])
        else:
            people = sorted(everybody(self.riding))
            person = people[by % len(people)]
            tell(self.riding, person)
            self.heard[person] = self.plan().get(person, {})

    def change(self, act: str, key: int, other: int) -> None:
        """Swap a lesson with another, or let it last longer."""
        with self.riding.workspace.change(ActKind.LESSONS_SWAPPED) as db:
            if act == "swap":
                both = RearrangeWish(swapped(db, key, other))
                changing.apply(db, changing.propose(db, both, "abgesprochen"))
            else:
                longer = stretched(db, key)
                changing.apply(db, changing.propose(db, longer, "abgesprochen"))

    def check(self) -> None:
        """Everybody is to be told exactly what is other than she heard."""
        now = self.plan()
        wanted = {
            person: {
                OtherDate(part, known.get(part, OFF), plan.get(part, OFF), part in plan)
                for part in {*known, *plan}
                if known.get(part, OFF) != plan.get(part, OFF)
            }
            for person in {*self.heard, *now}
            for known, plan in [(self.heard.get(person, {}), now.get(person, {}))]
        }
        assert to_tell(self.riding) == {key: some for key, some in wanted.items() if some}


def stretched(db: Db, key: int) -> StretchWish:
    lesson = by_id(db, Lesson, key)
    return StretchWish(key, lesson.starts, lesson.ends + 30)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEP, min_size=3, max_size=7))
def test_last_word_and_plan_agree_for_everybody(steps: list[tuple[str, int, int]]) -> None:
    with passing(build_riding_town, NOW) as riding:
        with riding.workspace.fill() as db:
            store_settings(db, {"course.call_days_ahead": "60"})
        run = Run(riding, {})
        run.heard = run.plan()
        undone: list[dict[int, Known]] = []
        for act, lesson, by in steps:
            if act == "undo" and not undone:
                continue
            before = dict(run.heard)
            with suppress(KursplanerError):
                history = riding.workspace.undo_summary
                run.step(act, lesson, by)
                if act == "undo":
                    run.heard = undone.pop()
                elif riding.workspace.undo_summary != history:
                    undone.append(before)
            run.check()
