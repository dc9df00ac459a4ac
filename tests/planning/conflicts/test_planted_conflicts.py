from benchmarks.planted import SITUATIONS, missing, plant
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.conflicts.finding import FIRST_DAY, find
from tests.planning.small_town import SmallTown

AT_THE_DOOR = {ConflictKind.LEVEL, ConflictKind.WAITING_ORDER}
"""Judged when somebody enrols, not in the standing plan: whoever learns on outgrows a level, and
whose turn it is only matters to who comes."""


def test_every_kind_is_planted() -> None:
    assert {kind for kind, _ in SITUATIONS} == set(ConflictKind) - AT_THE_DOOR


def test_every_planted_conflict_is_found_with_stable_ids(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        planted = plant(db, 2 * len(SITUATIONS))
    with town.workspace.read() as db:
        found = find(db, FIRST_DAY)
        again = find(db, FIRST_DAY)
    assert missing(planted, found) == []
    assert [conflict.id for conflict in found] == [conflict.id for conflict in again]
    assert len({conflict.id for conflict in found}) == len(found)
