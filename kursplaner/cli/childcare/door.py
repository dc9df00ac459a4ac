"""What is done at the door: each command one act about one child."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from kursplaner.cli.childcare.places import Place, place_of, slot_of
from kursplaner.cli.shell import records
from kursplaner.cli.shell.town import town
from kursplaner.desk.wording.words import days, names
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.childcare import admission, daycare
from kursplaner.planning.childcare.admission import DoorDraft
from kursplaner.store.queries.childcare import childcare_slot
from kursplaner.store.session import Db


def bring_child(  # noqa: PLR0913 (one word an option)
    file: Path,
    child: int,
    by: str,
    *,
    correct: bool,
    at: int | None,
    day: date | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Note that a child is here, or put right when and by whom."""
    store = daycare.correct_bringing if correct else daycare.bring

    def work(db: Db, place: Place) -> str:
        minute = place.minute(at)
        if correct and at is None and place.child.brought_at is not None:
            minute = place.child.brought_at
        store(db, place.child.place_id, minute, by)
        from_whom = f" von {by.strip()}" if by.strip() else ""
        return f"gebracht um {days.clock(minute)}{from_whom}"

    asked = (child, day, at)
    _act(file, asked, ActKind.CHILD_BROUGHT, work, dry_run=dry_run, as_json=as_json)


def collect_child(  # noqa: PLR0913 (one word an option)
    file: Path,
    child: int,
    by: str,
    because: str,
    *,
    at: int | None,
    day: date | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Note that a child was collected."""

    def work(db: Db, place: Place) -> str:
        minute = place.minute(at, ends=True)
        daycare.collect(db, place.child.place_id, minute, by, because)
        return f"abgeholt um {days.clock(minute)} von {by.strip()}"

    asked = (child, day, at)
    _act(file, asked, ActKind.CHILD_COLLECTED, work, dry_run=dry_run, as_json=as_json)


def excuse_child(
    file: Path, child: int, because: str, *, day: date | None, dry_run: bool, as_json: bool
) -> None:
    """Note that a child does not come."""

    def work(db: Db, place: Place) -> str:
        daycare.excuse(db, place.child.place_id, because)
        return f"ist entschuldigt: {because.strip()}"

    asked = (child, day, None)
    _act(file, asked, ActKind.CHILDCARE_CHANGED, work, dry_run=dry_run, as_json=as_json)


def expect_child(file: Path, child: int, *, day: date | None, dry_run: bool, as_json: bool) -> None:
    """Note that an excused child comes after all."""

    def work(db: Db, place: Place) -> str:
        daycare.expect(db, place.child.place_id)
        return "kommt doch"

    asked = (child, day, None)
    _act(file, asked, ActKind.CHILDCARE_CHANGED, work, dry_run=dry_run, as_json=as_json)


def admit_child(file: Path, name: str, given: dict[str, Any]) -> None:
    """Take in a child nobody registered, or one that is known."""
    allergies = given["allergies"]
    known = None if allergies is None else "" if allergies == "keine" else allergies
    draft = DoorDraft(name, given["age"], known, given["phone"], given["collector"], given["child"])
    hints: list[str] = []

    def work(db: Db) -> int:
        slot = slot_of(db, given["day"], given["slot"])
        plan = admission.propose_admission(db, slot.id, draft)
        if plan.over is not None:
            hints.extend(records.told([plan.over]))
        place = admission.admit(db, plan, given["because"])
        after = childcare_slot(db, slot.id)
        children = after.children if after is not None else ()
        return next(child.child_id for child in children if child.place_id == place)

    dry_run, as_json = given["dry_run"], given["as_json"]
    with town(file) as workspace:
        key, _ = records.store(workspace, ActKind.CHILD_ADMITTED, (), work, dry_run=dry_run)
    rest = "" if draft.child_id else " Was fehlt, steht in der Wiedervorlage."
    told = f"Aufgenommen: Kind {key}.{rest}"
    records.say_stored(key, told, hints, dry_run=dry_run, as_json=as_json)


def _act(
    file: Path,
    asked: tuple[int, date | None, int | None],
    kind: ActKind,
    work: Callable[[Db, Place], str],
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Do something about one child (its id, day and time) as one act, and tell it by name."""
    told = ""

    def run(db: Db) -> int:
        nonlocal told
        place = place_of(db, *asked)
        told = f"{names.spoken(place.child.name)} {work(db, place)}"
        return place.child.child_id

    with town(file) as workspace:
        subjects = [("person", asked[0])]
        key, _ = records.store(workspace, kind, subjects, run, dry_run=dry_run)
    records.say_done(key, told, (), dry_run=dry_run, as_json=as_json)
