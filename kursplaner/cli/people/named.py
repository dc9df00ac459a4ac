"""People by their number or name, as commands are told them."""

from kursplaner.basics.errors import Refused
from kursplaner.basics.folding import fold
from kursplaner.store.queries.choices import people_of_name
from kursplaner.store.queries.people.people import people_by_id
from kursplaner.store.session import Db


def person_id_of(db: Db, text: str, unknown: str = "person_name_unknown") -> int:
    """Return the person of a number, or of a name in either order.

    Raises:
        Refused: `unknown`, or "name_ambiguous".
    """
    bare = text.strip()
    if bare.isascii() and bare.isdigit() and len(bare) < 19:
        if not people_by_id(db, [int(bare)]):
            raise Refused("not_found", noun="person", id=int(bare))
        return int(bare)
    found = people_of_name(db, fold(bare.replace(",", " ")))
    if len(found) != 1:
        raise Refused("name_ambiguous" if found else unknown, name=bare, count=len(found))
    return found[0]


def teacher_id_of(db: Db, text: str) -> int:
    """Return the teacher of a number or name; whether she can teach is judged with the plan.

    Raises:
        Refused: as `person_id_of`.
    """
    return person_id_of(db, text, "teacher_unknown")
