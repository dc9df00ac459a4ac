"""The hint that somebody who is being put down is known already, by the rule for all forms."""

from __future__ import annotations

from dataclasses import dataclass

from kursplaner.desk.wording.words import names
from kursplaner.planning.people.duplicates import SURE, likely_duplicates
from kursplaner.planning.people.families import PersonDraft
from kursplaner.store.queries.people.people import people_by_id
from kursplaner.ui.context import AppContext

SAYS = {True: "Gibt es schon:", False: "Vielleicht schon da:"}


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who is likely the one being put down.

    Attributes:
        strong: how sure that is, in words; text: name and place.
    """

    person_id: int
    strong: str
    text: str


def known_double(context: AppContext, draft: PersonDraft) -> Known | None:
    """Return the stored person a draft is most likely the same as, or None."""
    if not draft.family_name.strip() or not draft.given_name.strip():
        return None
    with context.workspace.read() as db:
        found = likely_duplicates(db, draft)
        rows = people_by_id(db, [likeness.person_id for likeness in found[:1]])
    if not rows:
        return None
    name = names.shown(rows[0].name, hidden=context.names_hidden)
    place = f" aus {rows[0].municipality}" if rows[0].municipality else ""
    return Known(rows[0].id, SAYS[found[0].score >= SURE], f"{name}{place}")
