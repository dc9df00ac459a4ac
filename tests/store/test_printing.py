from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from kursplaner.domain.kinds import ActKind
from kursplaner.domain.rooms import Room, Site
from kursplaner.domain.town import PrintedSheet
from kursplaner.store.printing import Printing, next_number, record_printing, set_pages, void
from kursplaner.store.queries.printed_sheets import (
    added_since,
    printed_between,
    printed_for,
    saved_between,
)
from kursplaner.store.workspace import Workspace

DAY = date(2027, 3, 2)


def room(workspace: Workspace) -> int:
    with workspace.change(ActKind.ROOM_CHANGED) as db:
        site = Site(name="Rathaus")
        db.add(site)
        db.flush()
        made = Room(site_id=site.id, name="Saal", capacity=9)
        db.add(made)
        db.flush()
        return made.id


def notice(room_id: int, fingerprint: str = "a", *, replaces: bool = True) -> Printing:
    return Printing(
        letter="T",
        kind="door",
        room_id=room_id,
        first_day=DAY,
        last_day=DAY,
        fingerprint=fingerprint,
        layout="day",
        replaces=replaces,
    )


def printed(workspace: Workspace, printing: Printing) -> int:
    with workspace.change(ActKind.SHEETS_PRINTED) as db:
        number = record_printing(db, printing, 14_000_000)
        set_pages(db, number, 2)
    return number


def codes(workspace: Workspace) -> list[tuple[str, bool]]:
    with workspace.read() as db:
        rows = db.scalars(select(PrintedSheet).order_by(PrintedSheet.id))
        return [(row.code, row.voided) for row in rows]


def test_a_sheet_replaces_the_one_before(workspace: Workspace) -> None:
    saal = room(workspace)
    first = printed(workspace, notice(saal))
    second = printed(workspace, notice(saal, "b"))
    assert codes(workspace) == [(f"T {first}", True), (f"T {second}", False)]
    printed(workspace, notice(saal, "b", replaces=False))
    assert [voided for _, voided in codes(workspace)] == [True, False, False]
    with workspace.read() as db:
        rows = printed_between(db, DAY, DAY)
        assert next_number(db) == 4
        assert printed_for(db, DAY).courses == frozenset()
    assert [(row.number, row.fingerprint, row.pages) for row in rows] == [(2, "b", 2), (3, "b", 2)]


def test_a_sheet_that_goes_on_ends_the_one_before_with_its_days(workspace: Workspace) -> None:
    saal = room(workspace)
    days = [DAY + timedelta(days) for days in range(4)]
    whole = replace(notice(saal), last_day=days[3])
    for begins in (None, days[1], days[1], days[2], days[3]):
        until = begins and begins - timedelta(days=1)
        printed(workspace, replace(whole, valid_from=begins, earlier_until=until))
    with workspace.read() as db:
        rows = printed_between(db, DAY, DAY)
    assert [(row.number, row.valid_from, row.valid_until) for row in rows] == [
        (1, None, days[0]),
        (3, days[1], days[1]),
        (4, days[2], days[2]),
        (5, days[3], None),
    ]


def test_a_sheet_goes_on_beside_its_own_kind_only(workspace: Workspace) -> None:
    saal, other = room(workspace), room(workspace)
    printed(workspace, notice(other))
    printed(workspace, replace(notice(saal), layout="week"))
    printed(workspace, replace(notice(saal), confirmed=False))
    printed(workspace, replace(notice(saal), earlier_until=DAY))
    with workspace.read() as db:
        assert [row.valid_until for row in printed_between(db, DAY, DAY)] == [None] * 3
        assert [row.valid_until for row in saved_between(db, DAY, DAY)] == [None]


def test_printing_stays_in_the_history_and_is_told(workspace: Workspace) -> None:
    saal = room(workspace)
    told: list[frozenset[str]] = []
    workspace.subscribe(told.append)
    printed(workspace, notice(saal))
    assert told == [frozenset({"printing"})]
    act, before = workspace.history(2)
    assert act.kind == ActKind.SHEETS_PRINTED
    assert workspace.undo_summary == before


def test_printing_leaves_what_can_be_done_again(workspace: Workspace) -> None:
    saal = room(workspace)
    room(workspace)
    workspace.undo()
    printed(workspace, notice(saal))
    assert workspace.redo_summary is not None


def test_a_sheet_that_never_came_out_is_void(workspace: Workspace) -> None:
    number = printed(workspace, notice(room(workspace)))
    with workspace.change(ActKind.SHEETS_PRINTED) as db:
        void(db, [number])
    assert codes(workspace) == [(f"T {number}", True)]


def test_taking_a_room_back_lets_its_notice_go(workspace: Workspace) -> None:
    number = printed(workspace, notice(room(workspace)))
    assert workspace.undo() is not None
    assert codes(workspace) == [(f"T {number}", True)]
    assert workspace.redo() is not None


def test_what_was_added_since(workspace: Workspace) -> None:
    saal = room(workspace)
    moment = workspace.history(1)[0].at
    with workspace.read() as db:
        assert added_since(db, "room", moment) == {saal}
        assert added_since(db, "room", moment.replace(year=2030)) == frozenset()
    workspace.undo()
    with workspace.read() as db:
        assert added_since(db, "room", moment) == frozenset()
