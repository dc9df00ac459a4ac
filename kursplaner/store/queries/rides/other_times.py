"""Who is still to be told another time of her bus, or another date."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select

from kursplaner.domain.kinds import Asking
from kursplaner.domain.town import FollowUp
from kursplaner.store.session import Db


def open_notes(
    db: Db, asking: Asking, person_ids: Collection[int] | None = None
) -> dict[int, list[FollowUp]]:
    """Return the open notes of a kind about some people, or all, as records of the running act."""
    query = select(FollowUp).where(
        FollowUp.done_on.is_(None), FollowUp.line.startswith(asking.value)
    )
    if person_ids is not None:
        query = query.where(FollowUp.person_id.in_(list(person_ids)))
    found: dict[int, list[FollowUp]] = defaultdict(list)
    for row in db.scalars(query.order_by(FollowUp.id)):
        if row.person_id is not None:
            found[row.person_id].append(row)
    return dict(found)
