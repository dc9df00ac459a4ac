"""After erasing, no byte of the town or of a new backup knows the person; all sums stay."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_at
from kursplaner.desk.exports.funder import funder_report
from kursplaner.desk.history import titles
from kursplaner.desk.privacy import erasing
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.courses import Course, Enrolment, LessonTally
from kursplaner.domain.drafts import Draft, DraftStep
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import (
    AuthorisedCollector,
    Consent,
    ContactLog,
    ContactRoute,
    EmergencyContact,
    Guardianship,
    HealthNote,
    OtherName,
    Person,
    PersonAddress,
)
from kursplaner.domain.town import AcceptedConflict, FollowUp
from kursplaner.planning.drafts import draft_changes
from kursplaner.planning.replays import playing
from kursplaner.store.journal.acts import next_to_redo
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.small_town import NOW, TUESDAY, SmallTown, add_lesson, add_person, build
from tests.towns import copied

LATER = datetime(2027, 6, 30, 9, 0)
SAID = (
    *("Grünäuger", "grunauger", "Gruenaeuger", "gruenaeuger", "Zülküf", "zulkuf", "Zuelkuef"),
    *("Зюлькюф", "Schreibfehler-Grün", "0176 5550123", "1969-11-23", "Erle bei Tag 7"),
    *("Pflaumenallergie", "kommt nur mit Hut", "2026-08-13", "2025-04-09", "ruft abends an"),
    *("Vorname verwechselt", "Ulmengasse 77"),
)


def describe(db: Db, town: SmallTown) -> int:
    """Put down somebody with something in every kind of row, and texts of others about her."""
    key = add_person(db, "Grünäuger", birth_date=date(1969, 11, 23), gender="female")
    person = by_id(db, Person, key)
    person.given_name, person.own_script_name = "Zülküf", "Зюлькюф"
    person.passport_name, person.note = "GRÜNÄUGER ZÜLKÜF", "kommt nur mit Hut"
    person.registered_on, person.height_measured_on = date(2026, 8, 13), date(2025, 4, 9)
    child, other = add_person(db, "Kind"), add_person(db, "Großmutter")
    db.add_all(
        [
            OtherName(person_id=key, family_name="Schreibfehler-Grün", given_name="Z."),
            ContactRoute(person_id=key, kind="phone", value="0176 5550123", note="ruft abends an"),
            PersonAddress(
                person_id=key,
                valid_from=date(2026, 8, 13),
                street="Ulmengasse 77",
                municipality="Bad Elster",
            ),
            HealthNote(person_id=key, allergies="Pflaumenallergie"),
            Consent(person_id=key, purpose="photo", given_on=date(2026, 8, 13)),
            ContactLog(person_id=key, at=minute_at(NOW), route="phone", result="reached",
                       note="Vorname verwechselt"),
            FollowUp(day=TUESDAY, line="Erle bei Tag 7", person_id=key),
            FollowUp(day=TUESDAY, line="Frau Grünäuger fragen, was der Hut kostet"),
            Guardianship(child_id=child, adult_id=key),
            Guardianship(child_id=child, adult_id=other),
            EmergencyContact(person_id=child, name="Zülküf Grünäuger", phone="0176 5550123"),
            AuthorisedCollector(child_id=child, adult_id=key, name="Zülküf Grünäuger"),
            AcceptedConflict(conflict=f"never_together:{other}-{key}:1", reason="Grünäuger weiß es",
                             accepted_at=0),
        ]
    )  # fmt: skip
    _replace(db, town, key)
    _attend(db, town, key)
    return key


def _replace(db: Db, town: SmallTown, key: int) -> None:
    """Let her stand in for somebody in a draft."""
    draft = Draft(title="Vertretung Zülküf Grünäuger", made_at=0)
    db.add(draft)
    db.flush()
    step = draft_changes.Substitute("lesson", (town.lessons[0],), town.people["Seidel"], key)
    kind, content = draft_changes.written(step)
    db.add(DraftStep(draft_id=draft.id, position=1, kind=kind, content=content))


def _attend(db: Db, town: SmallTown, key: int) -> None:
    """Let her have been in a course for a while."""
    enrolment = Enrolment(
        course_id=town.course,
        person_id=key,
        status="left",
        joined_on=TUESDAY,
        left_on=date(2027, 5, 1),
        reason="moved",
        note="kommt nur mit Hut",
    )
    db.add(enrolment)
    db.flush()
    lesson = add_lesson(db, town.course, minute_at(datetime(2027, 3, 20, 9, 0)))
    marks = (*town.lessons[:2], lesson)
    db.add_all(AttendanceMark(enrolment_id=enrolment.id, lesson_id=at, mark="X") for at in marks)
    db.add(LessonTally(lesson_id=town.lessons[0], adults=4, women=2, children=1))


@pytest.fixture
def town(tmp_path: Path) -> Iterator[SmallTown]:
    with copied(build, tmp_path / "stadt.kursplan", NOW) as made, clock.pinned(LATER):
        yield made


@pytest.fixture
def person(town: SmallTown) -> int:
    with town.workspace.change(ActKind.PERSON_ADDED) as db:
        key = describe(db, town)
    with town.workspace.change(ActKind.PERSON_CHANGED, [("person", key)]) as db:
        by_id(db, Person, key).call_name = "Zülli-Grünäuger"
    return key


def sums(town: SmallTown) -> list[object]:
    """Return all figures of three reports."""
    periods = ((date(2027, 1, 1), date(2027, 12, 31)), (date(2027, 1, 1), date(2027, 6, 30)),
               (TUESDAY, date(2027, 3, 31)))  # fmt: skip
    with town.workspace.read() as db:
        return [funder_report(db, first, last) for first, last in periods]


def everything(town: SmallTown) -> bytes:
    """Return every byte of the town and of what lies beside it, and of a new backup."""
    backup = town.workspace.back_up("probe")
    path = town.workspace.path
    town.workspace.close()
    beside = [file for file in path.parent.iterdir() if file.is_file()]
    return b"".join(file.read_bytes() for file in {*beside, backup})


def test_no_byte_knows_her_and_all_sums_stay(town: SmallTown, person: int) -> None:
    before = sums(town)
    erasing.erase(town.workspace, erasing.propose(town.workspace, person))
    assert sums(town) == before
    with town.workspace.read() as db:
        assert by_id(db, Person, person).family_name == "–"
        assert len(find(db, AttendanceMark)) == 3
        assert [row.line for row in find(db, FollowUp)] == ["Frau … fragen, was der Hut kostet"]
        assert not find(db, DraftStep)
        assert not find(db, AcceptedConflict)
        acts = titles(db, town.workspace.history(3))
    assert acts[0] == "Personendaten gelöscht: –"
    content = everything(town)
    assert [said for said in SAID if said.casefold().encode() in content.lower()] == []
    assert [said for said in SAID if said.encode() in content] == []


def test_the_values_were_there_before(town: SmallTown, person: int) -> None:
    assert person
    content = everything(town)
    missing = {said for said in SAID if said.encode() not in content}
    assert missing <= {"Gruenaeuger", "Zuelkuef"}  # only folded in the search text


def test_undo_ends_with_a_sentence_and_redo_stays_away(town: SmallTown, person: int) -> None:
    erasing.erase(town.workspace, erasing.propose(town.workspace, person))
    with pytest.raises(Refused) as told:
        playing.undo(town.workspace)
    assert told.value.kind == "undo_erased"
    with town.workspace.change(ActKind.COURSE_CHANGED) as db:
        by_id(db, Course, town.course).note = "neu"
    assert playing.undo(town.workspace) is not None
    with pytest.raises(Refused, match="undo_erased"):
        playing.undo(town.workspace)
    with town.workspace.read() as db:
        assert next_to_redo(db, town.workspace.who) is not None


def test_what_was_undone_is_not_done_again(town: SmallTown, person: int) -> None:
    assert playing.undo(town.workspace) is not None
    erasing.erase(town.workspace, erasing.propose(town.workspace, person))
    assert playing.redo(town.workspace) is None
