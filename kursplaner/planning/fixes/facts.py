"""What stands behind a way out: the ids, names and minutes its sentence needs."""

from typing import TypedDict

from kursplaner.store.whereabouts import CHILDCARE, LESSON

FixFacts = TypedDict(
    "FixFacts",
    {
        "at_end": bool,
        "carer": str,
        "childcare": int,
        "children": int,
        "comes": int,
        "course": int,
        "ends": int,
        "first": int,
        "from": int,
        "goes": int,
        "goes_name": str,
        "lesson": int,
        "made_up": int,
        "minutes": int,
        "name": str,
        "other": int,
        "other_title": str,
        "people": int,
        "records": int,
        "ride": int,
        "room": int,
        "title": str,
        "to": int,
        "was_ends": int,
        "was_from": int,
    },
    total=False,
)
"""Each kind of fix has some of them; minutes are absolute."""


def of_record(source: str, key: int) -> FixFacts:
    """Return which lesson, childcare slot or ride a way out is about."""
    if source == LESSON:
        return {"lesson": key}
    return {"childcare": key} if source == CHILDCARE else {"ride": key}
