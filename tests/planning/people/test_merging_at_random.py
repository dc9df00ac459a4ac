"""Whatever hangs on two records of one person hangs on the one that stays; undo gives both back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kursplaner.basics import clock
from kursplaner.desk.exports.funder import funder_report
from kursplaner.desk.printing.attendance import list_of
from kursplaner.desk.printing.sheets import SheetChoice
from kursplaner.documents.sheets.attendance_sheet import AttendanceSheet
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import Consent, ContactRoute, Guardianship, Person, Profile
from kursplaner.domain.town import FollowUp
from kursplaner.planning.people import merging
from kursplaner.planning.people.merge_fields import Side
from kursplaner.planning.people.merging import MergeWish
from kursplaner.planning.replays import playing
from kursplaner.store.joining import referring
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.small_town import NOW, TUESDAY, SmallTown, add_person, build
from tests.store.test_workspace import state
from tests.towns import passing

LATER, LAST = datetime(2027, 4, 1, 12, 0), date(2027, 3, 31)
SIGNS = ("X", "E", "U", "W")
NUMBERS = count()


@dataclass(frozen=True)
class Record:
    """What one of the two records says.

    Attributes:
        marks: the sign in each of the first lessons, None where there is none.
        stays: whether it is in the course; without it there are no marks.
    """

    stays: bool
    marks: tuple[str | None, ...]
    phones: frozenset[str]
    roles: frozenset[str]
    consents: frozenset[str]
    children: frozenset[str]
    notes: int


RECORDS = st.builds(
    Record,
    st.booleans(),
    st.tuples(*[st.sampled_from([None, *SIGNS])] * 3),
    st.frozensets(st.sampled_from(("0176 1111111", "0176 2222222", "0176 3333333"))),
    st.frozensets(st.sampled_from(("teacher", "carer", "driver"))),
    st.frozensets(st.sampled_from(("data", "photo"))),
    st.frozensets(st.sampled_from(("Ali", "Ece"))),
    st.integers(0, 2),
)


@pytest.fixture(scope="module")
def town() -> Iterator[SmallTown]:
    with passing(build, NOW) as made:
        yield made


def put_down(db: Db, town: SmallTown, name: str, told: Record, kids: dict[str, int]) -> int:
    key = add_person(db, name, registered_on=TUESDAY)
    rows: list[object] = [ContactRoute(person_id=key, kind="phone", value=v) for v in told.phones]
    rows += [Profile(person_id=key, role=role) for role in told.roles]
    rows += [Consent(person_id=key, purpose=p, given_on=TUESDAY) for p in told.consents]
    rows += [Guardianship(child_id=kids[name], adult_id=key) for name in told.children]
    rows += [FollowUp(day=TUESDAY, line=f"{key} {n}", person_id=key) for n in range(told.notes)]
    db.add_all(rows)
    if told.stays:
        stay = Enrolment(course_id=town.course, person_id=key, joined_on=TUESDAY)
        db.add(stay)
        db.flush()
        for lesson, sign in zip(town.lessons, told.marks, strict=False):
            if sign is not None:
                db.add(AttendanceMark(enrolment_id=stay.id, lesson_id=lesson, mark=sign))
    db.flush()
    return key


@settings(
    max_examples=5,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    first=RECORDS,
    second=RECORDS,
    sides=st.lists(st.sampled_from((Side.FIRST, Side.SECOND)), min_size=3, max_size=3),
)
def test_nothing_is_lost_and_undo_gives_both_back(
    town: SmallTown, first: Record, second: Record, sides: list[Side]
) -> None:
    with town.workspace.fill() as db:
        kids = {name: add_person(db, name) for name in ("Ali", "Ece")}
        name = f"Schewtschuk{next(NUMBERS)}"
        kept, gone = (put_down(db, town, name, told, kids) for told in (first, second))
    before = state(town.workspace)
    with clock.pinned(LATER):
        wish = MergeWish(kept, gone, marks=dict(zip(town.lessons, sides, strict=False)))
        with town.workspace.rehearse() as db:
            plan = merging.propose(db, wish)
        assert state(town.workspace) == before
        with town.workspace.change(ActKind.PEOPLE_MERGED) as db:
            merging.apply(db, plan)
        with town.workspace.read() as db:
            assert db.get(Person, gone) is None
            assert not referring(db, gone, "person", "resource")
            hangs_on(db, kept, first, second, kids)
            counts_once(db, town, kept, signs(first, second, sides))
        after = state(town.workspace)
        playing.undo(town.workspace)
        assert state(town.workspace) == before
        playing.redo(town.workspace)
        assert state(town.workspace) == after


def hangs_on(db: Db, kept: int, first: Record, second: Record, kids: dict[str, int]) -> None:
    """Find all that either record said, each thing once."""
    routes = [row.value for row in find(db, ContactRoute, person_id=kept)]
    assert sorted(routes) == sorted(first.phones | second.phones)
    roles = [row.role for row in find(db, Profile, person_id=kept)]
    assert sorted(roles) == sorted(first.roles | second.roles)
    purposes = {row.purpose for row in find(db, Consent, person_id=kept) if row.given}
    assert purposes == first.consents | second.consents
    bonds = [row.child_id for row in find(db, Guardianship, adult_id=kept)]
    assert sorted(bonds) == sorted(kids[name] for name in first.children | second.children)
    assert len(find(db, FollowUp, person_id=kept)) == first.notes + second.notes


def signs(first: Record, second: Record, sides: list[Side]) -> dict[int, str] | None:
    """Return the sign of each lesson by its number; None: neither is in the course."""
    if not first.stays and not second.stays:
        return None
    found = {}
    for number, side in enumerate(sides):
        mine, others = (told.marks[number] if told.stays else None for told in (first, second))
        chosen = mine if side is Side.FIRST else others
        sign = chosen if mine and others else mine or others
        if sign is not None:
            found[number] = sign
    return found


def counts_once(db: Db, town: SmallTown, kept: int, told: dict[int, str] | None) -> None:
    """See one line on paper and one in the workbook, with equal figures."""
    assert len(find(db, Enrolment, person_id=kept)) == (told is not None)
    report = funder_report(db, TUESDAY, LAST)
    rows = [row for row in report.attendance if row.person == kept]
    assert [(row.planned, row.present) for row in rows] == (
        [] if told is None else [(len(told), list(told.values()).count("X"))]
    )
    planned = list_of(db, town.course, TUESDAY, LAST, SheetChoice(filled=True))
    assert planned is not None
    sheet = planned.sheet
    assert isinstance(sheet, AttendanceSheet)
    name = by_id(db, Person, kept).family_name
    on_paper = [
        {at: cell.mark for at, cell in enumerate(row.cells) if cell.mark}
        for row in sheet.people
        if row.family_name == name
    ]
    assert on_paper == ([] if told is None else [told])
