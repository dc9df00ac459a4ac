"""Taking and freeing resources; the database itself refuses what overlaps."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from kursplaner.basics.spans import Span, Timed, overlap
from kursplaner.domain.occupations import LONGEST_MINUTES, Occupation
from kursplaner.store.session import Db

BATCH = 800


@dataclass(frozen=True, slots=True)
class Claim:
    """A wish to occupy a resource in [starts, ends), for a lesson, slot, ride or booking.

    With `accepted_reason` only the stretches that overlap others stay inactive.
    """

    resource_id: int
    starts: int
    ends: int
    source: str
    source_id: int
    accepted_reason: str = ""


@dataclass(frozen=True, slots=True)
class Overlap:
    """What the database would refuse: a claim, and the occupation it meets."""

    claim: Claim
    other_source: str
    other_id: int
    starts: int
    ends: int

    @property
    def resource_id(self) -> int:
        """The resource both want."""
        return self.claim.resource_id


@dataclass(frozen=True, slots=True)
class Busy:
    """A stretch in which a resource is taken."""

    resource_id: int
    starts: int
    ends: int
    source: str
    source_id: int


def release(db: Db, source: str, source_ids: Collection[int]) -> None:
    """Free everything these records occupy."""
    wanted = list(source_ids)
    db.flush()
    for first in range(0, len(wanted), BATCH):
        some = wanted[first : first + BATCH]
        db.execute(
            delete(Occupation).where(Occupation.source == source, Occupation.source_id.in_(some))
        )


def occupy(db: Db, claims: Iterable[Claim]) -> None:
    """Take resources; an overlap that is not accepted is refused by the database.

    Raises:
        HardConflict: from the workspace, when the database refuses.
    """
    db.flush()
    wanted = list(claims)
    accepted = [claim for claim in wanted if claim.accepted_reason]
    plain = [claim for claim in wanted if not claim.accepted_reason]
    if plain:
        db.execute(
            insert(Occupation), [_row(claim, claim.starts, claim.ends, True) for claim in plain]
        )
    for claim in accepted:
        db.execute(insert(Occupation), _pieces(db, claim))


def _row(claim: Claim, starts: int, ends: int, active: bool) -> dict[str, object]:  # noqa: FBT001
    return {
        "resource_id": claim.resource_id,
        "starts": starts,
        "ends": ends,
        "active": active,
        "source": claim.source,
        "source_id": claim.source_id,
        "accepted_reason": "" if active else claim.accepted_reason,
    }


def _pieces(db: Db, claim: Claim) -> list[dict[str, object]]:
    """Split an accepted claim: only what overlaps others becomes inactive."""
    taken = sorted(
        (max(use.starts, claim.starts), min(use.ends, claim.ends))
        for use in busy(db, [claim.resource_id], claim)
    )
    pieces, at = [], claim.starts
    for starts, ends in taken:
        if starts > at:
            pieces.append(_row(claim, at, starts, True))
        if ends > at:
            pieces.append(_row(claim, max(at, starts), ends, False))
            at = ends
    if at < claim.ends:
        pieces.append(_row(claim, at, claim.ends, True))
    return pieces


def busy(db: Db, resource_ids: Collection[int] | None, time: Timed) -> list[Busy]:
    """Return the active occupations that meet a time, of some resources or of all."""
    query = select(
        Occupation.resource_id,
        Occupation.starts,
        Occupation.ends,
        Occupation.source,
        Occupation.source_id,
    ).where(
        Occupation.active,
        Occupation.starts < time.ends,
        Occupation.starts > time.starts - LONGEST_MINUTES,
        Occupation.ends > time.starts,
    )
    if resource_ids is not None:
        query = query.where(Occupation.resource_id.in_(list(resource_ids)))
    return [Busy(*row) for row in db.execute(query.order_by(Occupation.starts))]


def overlaps(
    db: Db, claims: Sequence[Claim], ignoring: Iterable[tuple[str, int]] = ()
) -> list[Overlap]:
    """Return where claims meet present occupations or each other, before anything is written.

    Occupations of the records in `ignoring` count as already taken out.
    """
    if not claims:
        return []
    without = set(ignoring)
    first = min(claim.starts for claim in claims)
    last = max(claim.ends for claim in claims)
    resources = {claim.resource_id for claim in claims}
    by_resource: dict[int, list[Busy]] = {}
    for use in busy(db, resources, Span(first, last)):
        if (use.source, use.source_id) not in without:
            by_resource.setdefault(use.resource_id, []).append(use)
    found = [
        Overlap(
            claim,
            use.source,
            use.source_id,
            max(claim.starts, use.starts),
            min(claim.ends, use.ends),
        )
        for claim in claims
        for use in by_resource.get(claim.resource_id, ())
        if overlap(use, claim)
    ]
    return [*found, *_among(claims)]


def _among(claims: Sequence[Claim]) -> list[Overlap]:
    """Return where claims meet each other (a series that collides with itself)."""
    found: list[Overlap] = []
    open_until: dict[int, Claim] = {}
    for claim in sorted(claims, key=lambda claim: (claim.resource_id, claim.starts, claim.ends)):
        before = open_until.get(claim.resource_id)
        if before is not None and before.ends > claim.starts:
            ends = min(before.ends, claim.ends)
            found.append(Overlap(claim, before.source, before.source_id, claim.starts, ends))
        if before is None or claim.ends > before.ends:
            open_until[claim.resource_id] = claim
    return found
