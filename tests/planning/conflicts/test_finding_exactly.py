"""Which days, kinds and records a search looks at, and how long an acceptance holds."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ConflictKind, Severity
from kursplaner.domain.people import Closure
from kursplaner.domain.town import AcceptedConflict
from kursplaner.planning.conflicts import finding
from kursplaner.planning.conflicts.finding import FIRST_DAY
from kursplaner.planning.conflicts.severities import set_rule
from kursplaner.store.records import find
from kursplaner.store.session import Db
from tests.planning.small_town import NINE, NOW, TUESDAY, SmallTown, build
from tests.store.queries.written import written
from tests.towns import passing

DAY = timedelta(days=1)
CLOSED = frozenset({ConflictKind.CLOSURE})
START = minute_of(TUESDAY, NINE)


@pytest.fixture(scope="module")
def kept() -> Iterator[SmallTown]:
    with passing(build, NOW) as made:
        yield made


@pytest.fixture
def db(kept: SmallTown) -> Iterator[Db]:
    with kept.workspace.rehearse() as opened:
        yield opened


def shut(db: Db, kept: SmallTown) -> Closure:
    """Shut room A in the last minute of the first lesson."""
    row = Closure(resource_id=kept.rooms["A"], starts=START + 149, ends=START + 500, reason="other")
    written(db, row)
    return row


def the_clash(db: Db) -> Conflict:
    (found,) = finding.find(db, kinds=CLOSED)
    return found


@pytest.mark.parametrize(
    ("first", "last", "there"),
    [
        (None, None, True),
        (TUESDAY, TUESDAY, True),
        (TUESDAY - DAY, TUESDAY - DAY, False),
        (TUESDAY + DAY, None, False),
        (None, TUESDAY - DAY, False),
        (None, TUESDAY, True),
        (FIRST_DAY, TUESDAY, True),
    ],
)
def test_what_begins_on_the_days_is_found(
    kept: SmallTown,
    db: Db,
    first: date | None,
    last: date | None,
    there: bool,  # noqa: FBT001
) -> None:
    shut(db, kept)
    assert len(finding.find(db, first, last, CLOSED)) == there


def test_without_days_from_today_on(kept: SmallTown, db: Db) -> None:
    shut(db, kept)
    for day, there in ((2, 1), (3, 0)):
        with clock.pinned(datetime(2027, 3, day, 23, 59)):
            assert len(finding.find(db, kinds=CLOSED)) == there
            assert len(finding.find_touching(db, [kept.rooms["A"]], CLOSED)) == there
            assert len(finding.find_touching(db, [kept.rooms["A"]], CLOSED, first=TUESDAY)) == 1


def test_only_the_kinds_records_and_resources_that_are_asked(kept: SmallTown, db: Db) -> None:
    shut(db, kept)
    (found,) = finding.find(db, TUESDAY, TUESDAY, CLOSED)
    assert (found.day, found.starts, found.ends) == (TUESDAY, START + 149, START + 150)
    assert found.subjects[0].label.startswith("A")
    assert all(subject.label for subject in found.subjects)
    for kinds in ((), {ConflictKind.ROOM}, set(ConflictKind) - CLOSED):
        assert finding.find(db, TUESDAY, TUESDAY, kinds) == []
    assert found in finding.find(db, TUESDAY, TUESDAY)
    assert finding.find_for(db, kept.lessons[:1], CLOSED) == [found]
    assert finding.find_for(db, kept.lessons[1:], CLOSED) == []
    assert finding.find_touching(db, [kept.rooms["A"]]) == [found]
    assert finding.find_touching(db, [kept.rooms["B"]]) == []
    (bare,) = finding.touching(db, [kept.rooms["A"]], CLOSED)
    assert (bare.id, {subject.label for subject in bare.subjects}) == (found.id, {""})
    assert finding.named(db, [bare]) == [found]


def test_a_rule_of_the_course_weighs(kept: SmallTown, db: Db) -> None:
    shut(db, kept)
    assert the_clash(db).hard
    set_rule(db, kept.course, ConflictKind.CLOSURE, Severity.SOFT)
    assert not the_clash(db).hard
    set_rule(db, kept.course, ConflictKind.CLOSURE, Severity.OFF)
    assert finding.find(db, kinds=CLOSED) == []
    assert finding.judged(db, []) == []


def test_an_acceptance_holds_while_the_facts_do(kept: SmallTown, db: Db) -> None:
    row = shut(db, kept)
    plain = the_clash(db)
    with pytest.raises(Refused, match="reason_missing"):
        finding.accept(db, [plain], " \n")
    finding.accept(db, [plain], "alt")
    with clock.pinned(datetime(2027, 3, 1, 9, 0)):
        finding.accept(db, [plain], " abgesprochen ")
    db.flush()
    (stored,) = find(db, AcceptedConflict)
    assert (stored.conflict, stored.reason) == (plain.id, "abgesprochen")
    assert (stored.facts, stored.accepted_at) == (plain.fingerprint(), minute_of(NOW.date(), NINE))
    assert the_clash(db) == plain.accepted("abgesprochen")
    assert finding.acceptances(db) == {plain.id: "abgesprochen"}
    row.starts -= 1
    db.flush()
    assert the_clash(db).hard
    stored.facts = ""
    db.flush()
    assert not the_clash(db).hard
    finding.take_back(db, [plain.id])
    assert the_clash(db).hard
    with pytest.raises(Refused, match="not_accepted") as told:
        finding.take_back(db, [plain.id])
    assert told.value.facts == {"id": plain.id}
