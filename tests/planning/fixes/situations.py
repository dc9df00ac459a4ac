"""Conflicts written down by hand, and the situations that ideas are made of."""

from typing import Any, cast

from kursplaner.basics.spans import day_of, minute_of
from kursplaner.domain.conflicts.conflicts import Conflict, Subject, severity_of
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.fixes.situation import Situation
from kursplaner.store.session import Db
from tests.planning.small_town import NINE, TUESDAY, SmallTown

AT = minute_of(TUESDAY, NINE)
ENDS = AT + 150
FIRST_LESSON = (AT, ENDS)
FIRST_SLOT = (AT - 15, ENDS + 15)


def conflict(
    kind: ConflictKind,
    *subjects: tuple[str, int],
    span: tuple[int, int] = FIRST_LESSON,
    **facts: Any,
) -> Conflict:
    """Return a conflict about some records, each labelled with its noun and id."""
    about = tuple(Subject(noun, key, f"{noun} {key}") for noun, key in subjects)
    return Conflict(
        f"{kind}:1",
        kind,
        severity_of(kind),
        day_of(span[0]),
        *span,
        about,
        cast("ConflictFacts", facts),
    )


def situation(
    db: Db,
    kind: ConflictKind,
    *subjects: tuple[str, int],
    span: tuple[int, int] = FIRST_LESSON,
    **facts: Any,
) -> Situation:
    """Return the situation of such a conflict."""
    return Situation(db, conflict(kind, *subjects, span=span, **facts))


def told(town: SmallTown, lesson: int) -> Any:
    """Return which lesson of the first course a fix tells of."""
    return {"lesson": lesson, "course": town.course, "title": "Kurs K1"}
