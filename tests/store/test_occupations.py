"""Taking and freeing resources to the minute: who is busy, what overlaps, what was accepted."""

from collections.abc import Iterator

import pytest

from kursplaner.basics.spans import Span
from kursplaner.domain.occupations import LONGEST_MINUTES, Occupation
from kursplaner.store.occupations import (
    BATCH,
    Busy,
    Claim,
    Overlap,
    busy,
    occupy,
    overlaps,
    release,
)
from kursplaner.store.records import find
from kursplaner.store.session import Db
from tests.planning.small_town import NOW, SmallTown, build
from tests.store.queries.written import MIDNIGHT
from tests.towns import passing

A, B, OTHER = MIDNIGHT + 100, MIDNIGHT + 200, "lesson"


@pytest.fixture(scope="module")
def kept() -> Iterator[SmallTown]:
    with passing(build, NOW) as made:
        yield made


@pytest.fixture
def db(kept: SmallTown) -> Iterator[Db]:
    with kept.workspace.rehearse() as opened:
        yield opened


@pytest.fixture
def room(kept: SmallTown) -> int:
    return kept.rooms["tiny"]


def claim(room: int, starts: int, ends: int, key: int = 99, reason: str = "") -> Claim:
    return Claim(room, starts, ends, OTHER, key, reason)


def stored(db: Db, room: int) -> list[tuple[int, int, bool, int, str]]:
    """Return what takes a room: from and to after midnight, whether active, by which lesson."""
    rows = find(db, Occupation, resource_id=room)
    return sorted(
        (r.starts - MIDNIGHT, r.ends - MIDNIGHT, r.active, r.source_id, r.accepted_reason)
        for r in rows
    )


TOUCHING = (((90, 100), False), ((90, 101), True), ((199, 210), True), ((200, 210), False),
            ((120, 130), True), ((90, 210), True))  # fmt: skip


@pytest.mark.parametrize(("times", "meets"), TOUCHING)
def test_who_is_busy_and_what_overlaps_share_a_minute(
    db: Db,
    room: int,
    times: tuple[int, int],
    meets: bool,  # noqa: FBT001
) -> None:
    occupy(db, [claim(room, A, B, 7)])
    first, last = (MIDNIGHT + minute for minute in times)
    assert busy(db, [room], Span(first, last)) == ([Busy(room, A, B, OTHER, 7)] if meets else [])
    assert busy(db, None, Span(first, last)) == busy(db, [room], Span(first, last))
    assert busy(db, [room + 1], Span(first, last)) == []
    wish = claim(room, first, last)
    found = [Overlap(wish, OTHER, 7, max(A, first), min(B, last))] if meets else []
    assert overlaps(db, [wish]) == found
    assert [each.resource_id for each in found] == [room] * len(found)
    assert overlaps(db, [wish], [(OTHER, 7)]) == []
    assert overlaps(db, [wish], [(OTHER, 8), ("ride", 7)]) == found
    assert overlaps(db, [claim(room + 1, first, last)]) == []


def test_the_longest_occupation_is_found_at_its_last_minute(db: Db, room: int) -> None:
    occupy(db, [claim(room, A, A + LONGEST_MINUTES, 7)])
    end = A + LONGEST_MINUTES
    assert len(busy(db, [room], Span(end - 1, end))) == 1
    assert busy(db, [room], Span(end, end + 1)) == []


@pytest.mark.parametrize(
    ("taken", "pieces"),
    [
        ([], [(100, 200, True)]),
        ([(50, 100), (200, 250)], [(100, 200, True)]),
        ([(50, 101)], [(100, 101, False), (101, 200, True)]),
        ([(199, 250)], [(100, 199, True), (199, 200, False)]),
        ([(50, 250)], [(100, 200, False)]),
        ([(100, 200)], [(100, 200, False)]),
        (
            [(120, 130), (150, 160)],
            [(100, 120, True), (120, 130, False), (130, 150, True), (150, 160, False),
             (160, 200, True)],
        ),
        ([(90, 120), (120, 140)], [(100, 120, False), (120, 140, False), (140, 200, True)]),
    ],
)  # fmt: skip
def test_only_what_overlaps_of_an_accepted_claim_is_inactive(
    db: Db, room: int, taken: list[tuple[int, int]], pieces: list[tuple[int, int, bool]]
) -> None:
    others = [claim(room, MIDNIGHT + a, MIDNIGHT + b, at) for at, (a, b) in enumerate(taken, 1)]
    occupy(db, others)
    occupy(db, [claim(room, A, B, 99, "abgesprochen")])
    own = [row for row in stored(db, room) if row[3] == 99]
    assert own == [(a, b, on, 99, "" if on else "abgesprochen") for a, b, on in pieces]
    active = [(use.starts, use.ends) for use in busy(db, [room], Span(A, B)) if use.source_id == 99]
    assert active == [(MIDNIGHT + a, MIDNIGHT + b) for a, b, on in pieces if on]
    assert len(stored(db, room)) == len(pieces) + len(taken)


def test_plain_and_accepted_claims_are_taken_in_one(db: Db, room: int) -> None:
    occupy(db, [claim(room, A, B, 1, "abgesprochen"), claim(room, A, B, 2)])
    assert stored(db, room) == [
        (100, 200, False, 1, "abgesprochen"),
        (100, 200, True, 2, ""),
    ]
    occupy(db, [])
    assert len(stored(db, room)) == 2


def test_only_what_a_record_takes_is_freed(db: Db, room: int) -> None:
    occupy(
        db, [claim(room, A, B, 1), claim(room, B, B + 1, 2), Claim(room, B + 1, B + 2, "ride", 1)]
    )
    release(db, OTHER, [])
    assert len(stored(db, room)) == 3
    many = range(10_000, 10_000 + BATCH)
    release(db, OTHER, [*many, 1])
    assert [(row[0], row[3]) for row in stored(db, room)] == [(200, 2), (201, 1)]
    release(db, "ride", [1, *many])
    assert [row[3] for row in stored(db, room)] == [2]


def test_a_series_that_collides_with_itself_is_told(db: Db, room: int) -> None:
    first, second = claim(room, A, B, 1), claim(room, B, B + 9, 2)
    assert overlaps(db, [first, second]) == []
    assert overlaps(db, []) == []
    second = claim(room, B - 1, B + 9, 2)
    assert overlaps(db, [second, first]) == [Overlap(second, OTHER, 1, B - 1, B)]
    inner, late = claim(room, A + 1, A + 2, 3), claim(room, B - 1, B + 1, 4)
    assert overlaps(db, [late, inner, first]) == [
        Overlap(inner, OTHER, 1, A + 1, A + 2),
        Overlap(late, OTHER, 1, B - 1, B),
    ]
    assert overlaps(db, [first, claim(room + 1, A, B, 2)]) == []
    same = claim(room, A, B, 5)
    third = claim(room, A, B, 6)
    assert overlaps(db, [first, same, third]) == [
        Overlap(same, OTHER, 1, A, B),
        Overlap(third, OTHER, 1, A, B),
    ]
