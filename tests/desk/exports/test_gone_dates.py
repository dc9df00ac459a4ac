"""What somebody or a room has no more stays in the calendar file as cancelled, and comes back."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kursplaner.basics import clock
from kursplaner.basics.spans import moment_of
from kursplaner.desk.exports.calendars import Whose, export_calendar
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.courses import deleting
from kursplaner.planning.lessons import changing
from kursplaner.planning.lessons.exchanging import ExchangeWish
from kursplaner.store.workspace import Workspace
from tests.planning.small_town import NOW, SmallTown, build
from tests.towns import passing


@pytest.fixture
def town() -> Iterator[SmallTown]:
    with passing(build, NOW) as made:
        yield made


class Seen(NamedTuple):
    """One entry as a phone reads it."""

    cancelled: bool
    sequence: int
    title: str


def read(workspace: Workspace, whose: Whose, path: Path) -> dict[str, Seen]:
    export_calendar(workspace, whose, path)
    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return {
        str(event["UID"]).partition("@")[0]: Seen(
            str(event["STATUS"]) == "CANCELLED", int(str(event["SEQUENCE"])), str(event["SUMMARY"])
        )
        for event in events
    }


def exchange(town: SmallTown, lesson: int, goes: int, comes: int) -> None:
    wish = ExchangeWish((lesson,), goes, comes)
    with town.workspace.rehearse() as db:
        plan = changing.propose(db, wish)
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        changing.apply(db, plan)


def test_a_substitute_takes_the_lesson_out_of_the_other_calendar(
    town: SmallTown, tmp_path: Path
) -> None:
    seidel, vogel, path = town.people["Seidel"], town.people["Vogel"], tmp_path / "a.ics"
    key = f"lesson-{town.lessons[0]}"
    before = read(town.workspace, Whose(seidel), path)
    exchange(town, town.lessons[0], seidel, vogel)
    after = read(town.workspace, Whose(seidel), path)
    assert after.keys() == before.keys()
    assert (after[key].cancelled, after[key].title) == (True, f"Abgesagt: {before[key].title}")
    assert after[key].sequence > before[key].sequence
    assert not read(town.workspace, Whose(vogel), path)[key].cancelled
    town.workspace.undo()
    back = read(town.workspace, Whose(seidel), path)
    assert not back[key].cancelled
    assert back[key].sequence > after[key].sequence
    assert read(town.workspace, Whose(vogel), path)[key].cancelled


def test_another_room_takes_it_out_of_the_first_rooms_calendar(
    town: SmallTown, tmp_path: Path
) -> None:
    exchange(town, town.lessons[0], town.rooms["A"], town.rooms["B"])
    key, path = f"lesson-{town.lessons[0]}", tmp_path / "a.ics"
    assert read(town.workspace, Whose(room_id=town.rooms["A"]), path)[key].cancelled
    assert not read(town.workspace, Whose(room_id=town.rooms["B"]), path)[key].cancelled
    assert not read(town.workspace, Whose(), path)[key].cancelled


def test_a_deleted_course_is_called_off_by_its_name(town: SmallTown, tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    people = [Whose(town.people[name]) for name in ("Seidel", "Roth", "driver")]
    known = [read(town.workspace, whose, path) for whose in people]
    with town.workspace.rehearse() as db:
        plan = deleting.propose_delete(db, town.course)
    with town.workspace.change(ActKind.COURSE_DELETED) as db:
        deleting.apply_delete(db, plan)
    for whose, before in [*zip(people, known, strict=True), (Whose(), known[0])]:
        after = read(town.workspace, whose, path)
        own = {key: after[key] for key in before}
        assert own
        assert all(seen.cancelled for seen in own.values())
        courses = {seen.title.rpartition(": ")[2] for seen in own.values()}
        assert courses == {seen.title.rpartition(": ")[2] for seen in before.values()}
        assert all(own[key].sequence > before[key].sequence for key in before)


def test_what_is_over_is_not_called_off(town: SmallTown, tmp_path: Path) -> None:
    seidel, path = town.people["Seidel"], tmp_path / "a.ics"
    with town.workspace.read() as db:
        from kursplaner.domain.courses import Lesson
        from kursplaner.store.records import by_id

        ends = by_id(db, Lesson, town.lessons[0]).ends
    exchange(town, town.lessons[0], seidel, town.people["Vogel"])
    key = f"lesson-{town.lessons[0]}"
    with clock.pinned(moment_of(ends - 1)):
        assert key in read(town.workspace, Whose(seidel), path)
    with clock.pinned(moment_of(ends)):
        assert key not in read(town.workspace, Whose(seidel), path)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["swap", "undo", "redo"]), max_size=7))
def test_whatever_happens_the_later_file_wins(tmp_path: Path, steps: list[str]) -> None:
    path = tmp_path / "a.ics"
    with passing(build, NOW) as town:
        seidel, vogel = town.people["Seidel"], town.people["Vogel"]
        key, has, before = f"lesson-{town.lessons[0]}", {seidel, vogel}, {}
        for step in ["swap", *steps]:
            seen = {who: read(town.workspace, Whose(who), path).get(key) for who in has}
            teaches = next(k for k, entry in seen.items() if entry and not entry.cancelled)
            if step == "swap":
                exchange(town, town.lessons[0], teaches, (has - {teaches}).pop())
            elif step == "undo":
                town.workspace.undo()
            else:
                town.workspace.redo()
            for person in has:
                entry, was = read(town.workspace, Whose(person), path).get(key), seen[person]
                assert was is None or entry is not None
                if was is not None and entry is not None and was != entry:
                    assert entry.sequence > was.sequence
            before = seen
        assert before
