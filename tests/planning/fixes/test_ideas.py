"""Which ideas a conflict brings: the kinds that can solve it, the best of each kind first."""

from collections import defaultdict
from itertools import groupby

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.people import Closure
from kursplaner.planning.conflicts.finding import find
from kursplaner.planning.fixes.ideas import MAKERS, ideas
from kursplaner.planning.fixes.situation import FixKind, Idea, Situation
from kursplaner.store.session import Db
from tests.planning import planted
from tests.planning.small_town import NINE, TUESDAY, SmallTown

OF_ROOMS = {FixKind.OTHER_ROOM, FixKind.SWAP_ROOMS, FixKind.WITHOUT_ROOM}
OF_TIMES = {FixKind.OTHER_TIME, FixKind.OTHER_DAY, FixKind.SHORTEN}


def close(town: SmallTown, resource: int) -> None:
    starts = minute_of(TUESDAY, NINE)
    with town.workspace.fill() as db:
        db.add(Closure(resource_id=resource, starts=starts, ends=starts + 60, reason="repair"))


def only(db: Db, kind: ConflictKind) -> Conflict:
    (found,) = find(db, TUESDAY, TUESDAY, {kind})
    return found


def had(town: SmallTown, kind: ConflictKind) -> list[Idea]:
    with town.workspace.rehearse() as db:
        return list(ideas(Situation(db, only(db, kind))))


def kinds(found: list[Idea]) -> set[FixKind]:
    return {idea.kind for idea in found}


def test_a_closed_room_brings_rooms_times_and_the_end_of_it(town: SmallTown) -> None:
    close(town, town.rooms["A"])
    found = kinds(had(town, ConflictKind.CLOSURE))
    assert found >= {FixKind.OTHER_ROOM, FixKind.WITHOUT_ROOM, FixKind.OTHER_TIME, FixKind.CANCEL}
    assert FixKind.OTHER_TEACHER not in found


def test_who_is_ill_brings_no_other_room(town: SmallTown) -> None:
    close(town, town.people["Seidel"])
    found = kinds(had(town, ConflictKind.CLOSURE))
    assert not found & OF_ROOMS
    assert FixKind.OTHER_TEACHER in found
    assert found & OF_TIMES


def test_a_carer_who_is_ill_brings_no_other_teacher(town: SmallTown) -> None:
    close(town, town.people["Roth"])
    found = kinds(had(town, ConflictKind.CLOSURE))
    assert FixKind.OTHER_TEACHER not in found
    assert found & OF_TIMES


@pytest.mark.parametrize("plant", planted.PLANTS, ids=lambda plant: plant.__name__)
def test_the_best_of_each_kind_comes_first_then_the_second_of_each(
    quiet: SmallTown, plant: planted.Plant
) -> None:
    with quiet.workspace.rehearse() as db:
        plant(db, quiet, 0)
        db.flush()
        for conflict in find(db):
            _check_order(list(ideas(Situation(db, conflict))))


def _check_order(found: list[Idea]) -> None:
    """See that ideas come in rounds, each kind once a round by rank, and its ranks rise."""
    seen: dict[FixKind, list[int]] = defaultdict(list)
    rounds = []
    for idea in found:
        seen[idea.kind].append(idea.rank)
        rounds.append((len(seen[idea.kind]), idea.rank))
    assert all(ranks == sorted(ranks) for ranks in seen.values())
    assert rounds == sorted(rounds)
    for number, many in groupby(rounds, key=lambda entry: entry[0]):
        assert len(list(many)) == sum(len(ranks) >= number for ranks in seen.values())


def test_what_nothing_solves_brings_no_idea(town: SmallTown) -> None:
    close(town, town.rooms["A"])
    with town.workspace.rehearse() as db:
        conflict = only(db, ConflictKind.CLOSURE)
        unsolved = set(ConflictKind) - MAKERS.keys()
        assert ConflictKind.LEVEL in unsolved
        for kind in unsolved:
            other = Conflict(
                *(conflict.id, kind, conflict.severity, conflict.day),
                *(conflict.starts, conflict.ends, conflict.subjects, conflict.facts),
            )
            assert list(ideas(Situation(db, other))) == []


def test_a_lesson_without_a_room_names_none_and_is_brought_to_another(quiet: SmallTown) -> None:
    with quiet.workspace.rehearse() as db:
        planted.without_room(db, quiet, 0)
        db.flush()
        found = kinds(list(ideas(Situation(db, only(db, ConflictKind.NO_ROOM)))))
    assert found == {FixKind.OTHER_ROOM, FixKind.OTHER_TIME, FixKind.OTHER_DAY}


def test_a_way_too_long_may_bring_another_room(town: SmallTown) -> None:
    """It names a person; a room nearer by helps all the same."""
    close(town, town.people["Seidel"])
    with town.workspace.rehearse() as db:
        conflict = only(db, ConflictKind.CLOSURE)
        for kind, brings in ((ConflictKind.TRAVEL, True), (ConflictKind.AVAILABILITY, False)):
            other = Conflict(
                *(conflict.id, kind, conflict.severity, conflict.day),
                *(conflict.starts, conflict.ends, conflict.subjects, conflict.facts),
            )
            found = kinds(list(ideas(Situation(db, other))))
            assert (FixKind.OTHER_ROOM in found) is brings
