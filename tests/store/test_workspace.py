import threading
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, text

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.domain.courses import Course, Lesson
from kursplaner.domain.kinds import ActKind, CourseType, OccupationSource
from kursplaner.domain.people import ContactRoute, Person
from kursplaner.domain.rooms import Room, Site
from kursplaner.store.file.schema import JOURNALED
from kursplaner.store.occupations import Claim, occupy, release
from kursplaner.store.queries.people.people import people_by_id, people_rows
from kursplaner.store.records import save
from kursplaner.store.workspace import Workspace, concerning


def add_person(workspace: Workspace, family: str = "Dvořáková", given: str = "Jana") -> int:
    with workspace.change(ActKind.PERSON_ADDED) as db:
        person = Person(family_name=family, given_name=given)
        db.add(person)
        db.flush()
        concerning(db, "person", person.id)
        return person.id


def add_room(workspace: Workspace) -> int:
    with workspace.change(ActKind.ROOM_CHANGED) as db:
        site = Site(name="Markt 1")
        db.add(site)
        db.flush()
        room = Room(site_id=site.id, name="Schulungsraum", capacity=20)
        db.add(room)
        db.flush()
        return room.id


def add_course(workspace: Workspace, room_id: int, number: str = "A1-01") -> int:
    with workspace.change(ActKind.COURSE_ADDED) as db:
        course = Course(
            number=number,
            title="Deutsch",
            course_type=CourseType.GENERAL,
            required_units=30,
            capacity=12,
            first_day=date(2027, 2, 2),
        )
        db.add(course)
        db.flush()
        lessons = [
            Lesson(
                course_id=course.id,
                starts=14_000_000 + day * 1440,
                ends=14_000_000 + day * 1440 + 135,
                teaching_minutes=135,
                room_id=room_id,
            )
            for day in range(10)
        ]
        db.add_all(lessons)
        db.flush()
        occupy(db, [claim(room_id, lesson.starts, lesson.ends, lesson.id) for lesson in lessons])
        return course.id


def claim(resource: int, starts: int, ends: int, source: int, reason: str = "") -> Claim:
    return Claim(resource, starts, ends, OccupationSource.LESSON, source, reason)


def state(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the town but versions and the journal."""
    found = {}
    with workspace.read() as db:
        for table in JOURNALED:
            columns = [column for column in table.columns if column.name != "version"]
            found[table.name] = [
                tuple(row) for row in db.execute(select(*columns).order_by(table.c.id))
            ]
    return found


def test_undo_all_and_redo_all_give_the_identical_town(workspace: Workspace) -> None:
    before = state(workspace)
    person = add_person(workspace)
    room = add_room(workspace)
    add_course(workspace, room)
    with workspace.change(ActKind.PERSON_CHANGED) as db:
        found = db.get(Person, person)
        assert found is not None
        found.given_name = "O'Neil; -- „Zitat“\nneue Zeile, Komma"
    after = state(workspace)
    undone = 0
    while workspace.undo():
        undone += 1
    assert undone == 4
    assert state(workspace) == before
    while workspace.redo():
        undone -= 1
    assert undone == 0
    assert state(workspace) == after


def test_the_founding_of_a_town_is_not_undone(workspace: Workspace) -> None:
    assert workspace.undo() is None
    assert workspace.settings.text("town.name") == "Adorf/Vogtl."


def test_a_new_act_clears_redo(workspace: Workspace) -> None:
    add_person(workspace)
    workspace.undo()
    add_person(workspace, "Novák")
    assert workspace.redo() is None


def test_each_user_undoes_own_acts_only(workspace: Workspace) -> None:
    mine = add_person(workspace, "Meine")
    other = Workspace.open(workspace.path, who="Kollegin")
    add_person(other, "Ihre")
    assert workspace.undo() is not None
    with workspace.read() as db:
        assert db.get(Person, mine) is None
        assert db.scalars(select(Person.family_name)).all() == ["Ihre"]
    other.close()


def test_undo_after_a_colleague_changed_the_row_is_refused(workspace: Workspace) -> None:
    person = add_person(workspace)
    other = Workspace.open(workspace.path, who="Kollegin")
    with other.change(ActKind.PERSON_CHANGED) as db:
        found = db.get(Person, person)
        assert found is not None
        found.given_name = "Johana"
    before = state(workspace)
    with pytest.raises(Refused) as refused:
        workspace.undo()
    assert refused.value.kind == "changed_since"
    assert state(workspace) == before
    other.close()


def test_undo_that_the_database_refuses_for_another_reason_says_that_one(
    workspace: Workspace,
) -> None:
    add_person(workspace)
    with workspace.fill() as db:
        db.execute(
            text(
                "CREATE TRIGGER kept BEFORE DELETE ON person"
                " BEGIN SELECT RAISE(ABORT, 'somebody keeps it'); END"
            )
        )
    before = state(workspace)
    with pytest.raises(Refused) as refused:
        workspace.undo()
    assert refused.value.kind == "database_failed"
    assert "somebody keeps it" in str(refused.value.facts["detail"])
    assert state(workspace) == before


def test_an_act_that_changes_nothing_leaves_no_trace(workspace: Workspace) -> None:
    with workspace.change(ActKind.PERSON_CHANGED):
        pass
    assert [act.kind for act in workspace.history()] == [ActKind.TOWN_CREATED]


def test_an_error_inside_an_act_takes_everything_back(workspace: Workspace) -> None:
    before = state(workspace)
    with pytest.raises(ZeroDivisionError), workspace.change(ActKind.PERSON_ADDED) as db:
        db.add(Person(family_name="Halb"))
        db.flush()
        raise ZeroDivisionError
    assert state(workspace) == before
    assert len(workspace.history()) == 1


def test_subjects_may_be_named_while_the_act_runs(workspace: Workspace) -> None:
    person = add_person(workspace)
    assert workspace.history()[0].subjects == (("person", person),)


def test_the_database_refuses_a_double_booking(workspace: Workspace) -> None:
    room = add_room(workspace)
    add_course(workspace, room)
    before = state(workspace)
    with pytest.raises(HardConflict), workspace.change(ActKind.ROOM_BOOKED) as db:
        occupy(db, [claim(room, 14_000_100, 14_000_160, 999)])
    assert state(workspace) == before


def test_end_equal_start_is_no_double_booking(workspace: Workspace) -> None:
    room = add_room(workspace)
    add_course(workspace, room)
    with workspace.change(ActKind.ROOM_BOOKED) as db:
        occupy(db, [claim(room, 14_000_135, 14_000_200, 999)])


def test_an_accepted_overlap_still_bars_a_third(workspace: Workspace) -> None:
    room = add_room(workspace)
    with workspace.change(ActKind.ROOM_BOOKED) as db:
        occupy(db, [claim(room, 1000, 1100, 1)])
        occupy(db, [claim(room, 1050, 1200, 2, "gemeinsame Feier")])
    with workspace.read() as db:
        rows = db.execute(text("SELECT starts, ends, active FROM occupation ORDER BY id")).all()
    assert [tuple(row) for row in rows] == [(1000, 1100, 1), (1050, 1100, 0), (1100, 1200, 1)]
    for starts, ends in ((1060, 1070), (1150, 1160)):
        with pytest.raises(HardConflict), workspace.change(ActKind.ROOM_BOOKED) as db:
            occupy(db, [claim(room, starts, ends, 3)])


def test_a_series_moves_by_its_own_interval(workspace: Workspace) -> None:
    room = add_room(workspace)
    add_course(workspace, room)
    with workspace.change(ActKind.LESSONS_MOVED) as db:
        lessons = list(db.scalars(select(Lesson)))
        release(db, OccupationSource.LESSON, [lesson.id for lesson in lessons])
        for lesson in lessons:
            lesson.starts, lesson.ends = lesson.starts + 1440, lesson.ends + 1440
        occupy(db, [claim(room, lesson.starts, lesson.ends, lesson.id) for lesson in lessons])
    before = state(workspace)
    workspace.undo()
    workspace.redo()
    assert state(workspace) == before


def test_many_writers_never_double_book(workspace: Workspace) -> None:
    room = add_room(workspace)
    booked: list[int] = []

    def book(number: int) -> None:
        own = Workspace.open(workspace.path, who=f"PC {number}")
        for attempt in range(10):
            try:
                with own.change(ActKind.ROOM_BOOKED) as db:
                    start = 5000 + attempt * 60
                    occupy(db, [claim(room, start, start + 60 + number, number * 100 + attempt)])
                booked.append(attempt)
            except HardConflict:
                pass
        own.close()

    threads = [threading.Thread(target=book, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with workspace.read() as db:
        double = db.execute(
            text(
                "SELECT count(*) FROM occupation a JOIN occupation b ON a.id < b.id"
                " AND a.resource_id = b.resource_id AND a.starts < b.ends AND b.starts < a.ends"
            )
        ).scalar_one()
    assert double == 0
    assert booked


def test_a_form_that_was_overtaken_says_so(workspace: Workspace) -> None:
    person = add_person(workspace)
    with workspace.read() as db:
        found = db.get(Person, person)
        assert found is not None
        version = found.version
    with workspace.change(ActKind.PERSON_CHANGED) as db:
        save(db, Person, person, version, given_name="Hana")
    with pytest.raises(Refused) as refused, workspace.change(ActKind.PERSON_CHANGED) as db:
        save(db, Person, person, version, given_name="Ivana")
    assert refused.value.kind == "overtaken"


def test_versions_rise_also_on_undo(workspace: Workspace) -> None:
    person = add_person(workspace)
    versions = []
    for given in ("A", "B"):
        with workspace.change(ActKind.PERSON_CHANGED) as db:
            found = db.get(Person, person)
            assert found is not None
            found.given_name = given
    for step in (workspace.undo, workspace.undo, workspace.redo):
        step()
        with workspace.read() as db:
            found = db.get(Person, person)
            assert found is not None
            versions.append(found.version)
    assert versions == sorted(set(versions))
    assert versions[0] > 3


@pytest.mark.parametrize("name", ["😀 Smile", "محمد الأحمد", "'Quote", "=SUMME(A1)", "Łódź", "አበበ"])
def test_unusual_names_are_stored_and_found(workspace: Workspace, name: str) -> None:
    person = add_person(workspace, name, "")
    with workspace.read() as db:
        found = db.get(Person, person)
        assert found is not None
        assert found.family_name == name
        assert found.search_text


@pytest.mark.parametrize(
    ("name", "kind"), [("x" * 500, "text_too_long"), ("a\x00b", "text_unreadable")]
)
def test_impossible_names_are_refused(workspace: Workspace, name: str, kind: str) -> None:
    with pytest.raises(Refused) as refused:
        add_person(workspace, name)
    assert refused.value.kind == kind


def test_listeners_hear_which_kinds_changed(workspace: Workspace) -> None:
    heard: list[frozenset[str]] = []
    leave = workspace.subscribe(heard.append)
    add_person(workspace)
    workspace.undo()
    leave()
    add_person(workspace)
    assert heard == [frozenset({"people"}), frozenset({"people"})]


def test_a_second_use_of_a_course_number_is_refused(workspace: Workspace) -> None:
    room = add_room(workspace)
    add_course(workspace, room)
    with pytest.raises(Refused) as refused, workspace.change(ActKind.COURSE_ADDED) as db:
        db.add(
            Course(
                number="A1-01",
                title="Noch einer",
                course_type=CourseType.GENERAL,
                required_units=1,
                capacity=1,
                first_day=date(2027, 2, 2),
            )
        )
    assert refused.value.kind == "not_unique"


def test_a_referenced_record_is_not_deleted(workspace: Workspace) -> None:
    room = add_room(workspace)
    add_course(workspace, room)
    with pytest.raises(Refused) as refused, workspace.change(ActKind.ROOM_CHANGED) as db:
        db.delete(db.get(Room, room))
    assert refused.value.kind == "still_used"


def test_a_file_copied_elsewhere_opens(workspace: Workspace, tmp_path: Path) -> None:
    add_person(workspace)
    workspace.close(with_backup=True)
    backups = list((workspace.path.parent / "Sicherungen").glob("*.kursplan"))
    assert len(backups) == 1
    copy = Workspace.open(backups[0])
    with copy.read() as db:
        assert db.scalars(select(Person.family_name)).all() == ["Dvořáková"]
    copy.close()


@pytest.mark.parametrize("typed", ["ünal", "unal", "Uenal", "ÜNAL ayşe", "ayse uenal"])
def test_umlauts_are_found_in_every_spelling(workspace: Workspace, typed: str) -> None:
    person = add_person(workspace, "Ünal", "Ayşe")
    add_person(workspace, "Andere")
    with workspace.read() as db:
        assert [person_row.id for person_row in people_rows(db, typed)] == [person]


def test_a_restricted_person_is_not_found_by_telephone(workspace: Workspace) -> None:
    shown, hidden = add_person(workspace, "Offen"), add_person(workspace, "Geschützt")
    with workspace.change(ActKind.PERSON_CHANGED) as db:
        for key in (shown, hidden):
            db.add(ContactRoute(person_id=key, kind="phone", value="0171 3920000"))
        found = db.get(Person, hidden)
        assert found is not None
        found.address_restricted = True
    with workspace.read() as db:
        assert [person.id for person in people_rows(db, "3920000")] == [shown]
        assert [person.phone for person in people_by_id(db, [hidden])] == [""]
