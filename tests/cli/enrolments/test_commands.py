import json
from collections.abc import Callable

from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import Guardianship, Person
from kursplaner.store.workspace import Workspace
from tests.cli.conftest import DRAFT, Town


def people(town: Town) -> dict[int, str]:
    text = town.run("course", "show", town.path, "27-A1", "--json").output
    return {person["id"]: person["status"] for person in json.loads(text)["people"]}


def taken(town: Town) -> set[int]:
    text = town.run("course", "show", town.path, "27-A1", "--json").output
    return {lesson["childcare"]["taken"] for lesson in json.loads(text)["lessons"]}


def enrol(town: Town, person: int, *more: str) -> tuple[int, str]:
    result = town.run("enrol", town.path, "--course", "27-A1", "--person", person, *more)
    return result.exit_code, result.output


def test_a_mother_and_her_child_in_one_step(course: Callable[[], Town]) -> None:
    town = course()
    code, text = enrol(town, town.ids.mother, "--with-children")
    assert code == 0, text
    assert "Haddad, Rima ist in Kurs 27-A1 angemeldet." in text
    assert "Kinderbetreuung: 1 Kind." in text
    assert people(town) == {town.ids.mother: "enrolled"}
    assert taken(town) == {1}
    town.run("undo", town.path)
    assert people(town) == {}
    assert taken(town) == {0}


def test_children_that_nobody_has_stored_are_said_to_be_missing(course: Callable[[], Town]) -> None:
    town = course()
    code, text = enrol(town, town.ids.carer, "--with-children")
    assert code == 0, text
    assert "ist kein Kind gespeichert; angemeldet ist eine Person." in text
    assert "kein Kind" not in enrol(town, town.ids.mother, "--with-children")[1]


def test_another_course_at_the_hour_is_said_when_enrolling(course: Callable[[], Town]) -> None:
    town = course()
    enrol(town, town.ids.father)
    draft = DRAFT.replace("27-A1", "27-B").replace("childcare = true", "")
    assert town.add_course(draft).exit_code == 0
    other = town.run("enrol", town.path, "--course", "27-B", "--person", town.ids.father)
    assert other.exit_code == 0, other.output
    assert "am Di 02.02.2027, 9:00–11:15 in zwei Kursen zugleich erwartet" in other.output


def test_twice_is_refused(course: Callable[[], Town]) -> None:
    town = course()
    enrol(town, town.ids.father)
    code, text = enrol(town, town.ids.father)
    assert code == 4
    assert "schon angemeldet" in text


def test_a_full_course_has_a_waiting_list_that_moves_up(town: Town) -> None:
    town.add_course(DRAFT.replace("capacity = 12", "capacity = 1"))
    enrol(town, town.ids.father)
    code, text = enrol(town, town.ids.mother, "--with-children")
    assert code == 0, text
    assert "Platz 1 der Warteliste" in text
    assert people(town) == {town.ids.father: "enrolled", town.ids.mother: "waiting"}
    assert taken(town) == {0}
    gone = ["leave", town.path, "--course", "27-A1", "--person", town.ids.father]
    left = town.run(*gone, "--day", "2027-02-02")
    assert left.exit_code == 0, left.output
    assert f"Haddad, Rima (ID {town.ids.mother})" in left.output
    code, text = enrol(town, town.ids.mother)
    assert code == 0
    assert "nachgerückt" in text
    assert people(town)[town.ids.mother] == "enrolled"


def waiting_behind(town: Town) -> None:
    """Let the mother wait for the one place of the course, the father have it to 2 February."""
    town.add_course(DRAFT.replace("capacity = 12", "capacity = 1"))
    enrol(town, town.ids.father)
    assert "Platz 1 der Warteliste" in enrol(town, town.ids.mother)[1]
    gone = ["leave", town.path, "--course", "27-A1", "--person", town.ids.father]
    assert town.run(*gone, "--day", "2027-02-02").exit_code == 0


def test_a_freed_seat_goes_to_who_waits_whoever_asks_how_often(town: Town) -> None:
    waiting_behind(town)
    for _ in range(2):
        code, text = enrol(town, town.ids.carer)
        assert code == 0
        assert "Platz 2 der Warteliste" in text
    assert people(town)[town.ids.carer] == "waiting"
    told = enrol(town, town.ids.carer, "--accept", "Umzug am Freitag")[1]
    assert "Angenommen, weil: Umzug am Freitag" in told
    assert people(town)[town.ids.carer] == "enrolled"
    town.run("undo", town.path)
    assert "ab 03.02.2027 nachgerückt" in enrol(town, town.ids.mother)[1]


def test_who_asks_twice_hears_the_same_where_a_place_becomes_free_soon(town: Town) -> None:
    town.add_course(DRAFT.replace("capacity = 12", "capacity = 1"))
    enrol(town, town.ids.father)
    gone = ["leave", town.path, "--course", "27-A1", "--person", town.ids.father]
    town.run(*gone, "--day", "2027-02-02")
    assert "ab 03.02.2027 angemeldet" in enrol(town, town.ids.mother)[1]
    assert "schon angemeldet" in enrol(town, town.ids.mother)[1]


def test_parent_and_children_both_or_neither(course: Callable[[], Town]) -> None:
    town = course()
    workspace = Workspace.open(town.path)
    with workspace.change(ActKind.PERSON_ADDED) as db:
        children = [Person(family_name="Haddad", given_name=f"Kind {n}") for n in range(5)]
        db.add_all(children)
        db.flush()
        db.add_all(
            Guardianship(child_id=person.id, adult_id=town.ids.mother) for person in children
        )
    workspace.close()
    code, text = enrol(town, town.ids.mother, "--with-children")
    assert code == 0
    assert "Noch nicht angemeldet" in text
    assert people(town) == {town.ids.mother: "waiting"}
    assert taken(town) == {0}


def test_leaving_frees_what_is_to_come(course: Callable[[], Town]) -> None:
    town = course()
    enrol(town, town.ids.mother, "--with-children")
    gone = ["leave", town.path, "--course", "27-A1", "--person", town.ids.mother, "--day"]
    early = town.run(*gone, "01.01.2027")
    assert early.exit_code == 4
    assert "vor der Anmeldung" in early.output
    left = town.run(*gone, "2027-02-04")
    assert "Frei geworden: 2 Plätze in der Kinderbetreuung." in left.output
    assert people(town) == {town.ids.mother: "left"}
    assert town.run(*gone, "2027-02-04").exit_code == 4


def test_unknown_person_and_course(course: Callable[[], Town]) -> None:
    town = course()
    assert enrol(town, 9999)[0] == 4
    unknown = town.run("enrol", town.path, "--course", "9", "--person", town.ids.father)
    assert unknown.exit_code == 4
