"""Where texts of others name a person: hers alone, in all spellings, as whole words."""

import pytest

from kursplaner.domain.people import ContactRoute, EmergencyContact, Person
from kursplaner.domain.town import FollowUp
from kursplaner.store.queries.privacy.belongings import belongings
from kursplaner.store.queries.privacy.mentions import mentions, needles
from kursplaner.store.records import by_id
from tests.planning.small_town import TUESDAY, SmallTown, add_person


def told(town: SmallTown, line: str, *, sibling: bool = False) -> list[str]:
    """Return what becomes of a line in which Zülküf Öztürk may be named."""
    with town.workspace.rehearse() as db:
        key = add_person(db, "Öztürk")
        by_id(db, Person, key).given_name = "Zülküf"
        db.add(ContactRoute(person_id=key, kind="phone", value="0176 555"))
        if sibling:
            other = add_person(db, "Öztürk")
            by_id(db, Person, other).given_name = "Ada"
            db.add(ContactRoute(person_id=other, kind="phone", value="0176 555"))
        db.add(FollowUp(day=TUESDAY, line=line))
        db.flush()
        parts = belongings(db, key)
        return [mention.text for mention in mentions(db, needles(db, parts), parts)]


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("Zülküf Öztürk fragen", "… fragen"),
        ("ÖZTÜRK, ZÜLKÜF fragen", "… fragen"),
        ("Zuelkuef Oeztuerk fragen", "… fragen"),
        ("Zu\u0308lku\u0308f fragen", "… fragen"),
        ("Herr Öztürk kommt", "Herr … kommt"),
        ("Ruf 0176 555 an", "Ruf … an"),
    ],
)
def test_she_is_found_in_every_spelling(town: SmallTown, line: str, after: str) -> None:
    assert told(town, line) == [after]


def test_part_of_a_word_is_not_her(town: SmallTown) -> None:
    assert told(town, "Die Öztürkstraße und 0176 5551") == []


def test_what_another_is_called_too_stays(town: SmallTown) -> None:
    assert told(town, "Herr Öztürk, Tel. 0176 555", sibling=True) == []
    assert told(town, "Zülküf Öztürk", sibling=True) == ["…"]


def test_who_is_named_in_the_row_of_another(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        key, child = add_person(db, "Grünlich"), add_person(db, "Kind")
        db.add(ContactRoute(person_id=key, kind="phone", value="0176 777"))
        db.add(EmergencyContact(person_id=child, name="Frau Grünlich", phone="0176 777"))
        db.flush()
        parts = belongings(db, key)
        found = {row.column: row.text for row in mentions(db, needles(db, parts), parts)}
    assert found == {"name": "Frau …", "phone": "…"}
