"""What stands against two records being one person."""

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of
from kursplaner.domain.people import Guardianship, NeverTogether, Person
from kursplaner.store.queries.labels import labels
from kursplaner.store.queries.names import person_names
from kursplaner.store.queries.people.whereabouts import Whereabouts, certain_whereabouts
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db

SHARED = {"ride": "merge_same_ride", "childcare": "merge_same_childcare"}
"""Where two who were both there are two; in a lesson one person may be listed twice."""


def check(db: Db, kept: int, gone: int) -> None:
    """Refuse to make one person of two who cannot be.

    Raises:
        Refused: "not_found"; "merge_self"; "merge_family" (a child and who looks after it, with
            both names); "merge_never_together"; "merge_same_ride", "merge_same_childcare",
            "merge_same_work" (both rode, were brought, or work there); "merge_two_places" (marked
            present, brought, riding or at work in two places at one time).
    """
    by_id(db, Person, kept)
    by_id(db, Person, gone)
    if kept == gone:
        raise Refused("merge_self", id=kept)
    _family(db, kept, gone)
    pair = {"first_id": min(kept, gone), "second_id": max(kept, gone)}
    if find(db, NeverTogether, **pair):
        raise Refused("merge_never_together", **_names(db, kept, gone))
    _places(db, kept, gone)


def _family(db: Db, kept: int, gone: int) -> None:
    """Refuse a child and its guardian, and two whose family turns in a circle then."""
    bonds = (
        find(db, Guardianship, child_id=[kept, gone]),
        find(db, Guardianship, adult_id=[kept, gone]),
    )
    guardians, children = {row.adult_id for row in bonds[0]}, {row.child_id for row in bonds[1]}
    if guardians & {kept, gone} or guardians & children:
        raise Refused("merge_family", **_names(db, kept, gone))


def _names(db: Db, *keys: int) -> dict[str, object]:
    names = person_names(db, set(keys))
    return {"first": names.get(keys[0], ""), "second": names.get(keys[1], "")}


def _places(db: Db, kept: int, gone: int) -> None:
    mine, others = certain_whereabouts(db, kept), certain_whereabouts(db, gone)
    for place in mine:
        for other in others:
            kind = _against(place, other)
            if kind:
                raise Refused(kind, **_names(db, kept, gone), **_told(db, place, other))


def _against(place: Whereabouts, other: Whereabouts) -> str:
    """Return why one body cannot have been at both, or ""."""
    if (place.noun, place.id) != (other.noun, other.id):
        return "merge_two_places" if place.meets(other) else ""
    if place.works or other.works:
        return "merge_same_work"
    return SHARED.get(place.noun, "")


def _told(db: Db, place: Whereabouts, other: Whereabouts) -> dict[str, object]:
    found = labels(db, {(place.noun, place.id), (other.noun, other.id)})
    return {
        "day": day_of(place.starts),
        "what": found.get((place.noun, place.id), ""),
        "other": found.get((other.noun, other.id), ""),
        "noun": place.noun,
        "other_noun": other.noun,
    }
