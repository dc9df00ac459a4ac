"""Everybody whom some changes touch, by what they do, in names."""

from kursplaner.desk.wording.words import names
from kursplaner.desk.wording.words.counts import counted, listed, number
from kursplaner.store.queries.lessons.touched import TouchedPeople
from kursplaner.store.queries.names import person_names
from kursplaner.store.session import Db

MOST_NAMED = 8
ROLES = (
    ("teacher", "teachers"),
    ("participant", "participants"),
    ("carer", "carers"),
    ("child", "children"),
    ("driver", "drivers"),
)


def touched_lines(db: Db, people: TouchedPeople, *, hidden: bool = False) -> list[tuple[str, str]]:
    """Return pairs such as ("2 Lehrkräfte", "B. Seidel und M. Vogel"), without empty ones."""
    known = person_names(db, set(people.everybody))
    found = []
    for word, role in ROLES:
        keys: frozenset[int] = getattr(people, role)
        found_names = sorted(known.get(key, "") for key in keys)
        shown = [names.initials(name) if hidden else names.brief(name) for name in found_names]
        if shown:
            found.append((counted(len(shown), word), _some(shown)))
    return found


def _some(shown: list[str]) -> str:
    if len(shown) <= MOST_NAMED:
        return listed(shown)
    return f"{', '.join(shown[:MOST_NAMED])} und {number(len(shown) - MOST_NAMED)} weitere"
