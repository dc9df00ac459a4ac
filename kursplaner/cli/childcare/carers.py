"""Carers of a day: who has which child, and who could stay or come."""

from datetime import date
from pathlib import Path

from kursplaner.basics.errors import Refused
from kursplaner.cli.childcare.places import place_of, slot_of
from kursplaner.cli.shell import output, records
from kursplaner.cli.shell.people import person_id_of
from kursplaner.cli.shell.town import town
from kursplaner.desk.wording import childcare as words
from kursplaner.desk.wording.words import days, names
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.childcare import day_ratio, daycare
from kursplaner.planning.childcare.day_ratio import CarerFix, RatioStep
from kursplaner.store.queries.childcare import SlotRow
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

CHANGED = ActKind.CHILDCARE_CHANGED


def assign_child(
    file: Path, child: int, carer: str, *, day: date | None, dry_run: bool, as_json: bool
) -> None:
    """Give a child to a carer, or to nobody."""
    nobody = carer.strip() == "-"
    told = ""

    def work(db: Db) -> int:
        nonlocal told
        place = place_of(db, child, day)
        whom = None if nobody else person_id_of(db, carer)
        daycare.assign(db, place.child.place_id, whom)
        known = {each.person_id: each.name for each in place.slot.carers}
        to = names.spoken(known[whom]) if whom is not None else "niemandem"
        told = f"{names.spoken(place.child.name)} ist jetzt bei {to}"
        return child

    with town(file) as workspace:
        records.store(workspace, CHANGED, [("person", child)], work, dry_run=dry_run)
    records.say_done(child, told, (), dry_run=dry_run, as_json=as_json)


def share_children(
    file: Path, *, slot: int | None, day: date | None, dry_run: bool, as_json: bool
) -> None:
    """Share out the children of a slot who have no carer."""
    told = ""

    def work(db: Db) -> int:
        nonlocal told
        wanted = slot_of(db, day, slot)
        found = daycare.spread(db, wanted.id)
        told = words.shared_text(len(found.carers), len(found.left))
        return wanted.id

    with town(file) as workspace:
        key, _ = records.store(workspace, CHANGED, (), work, dry_run=dry_run)
    records.say_done(key, told, (), dry_run=dry_run, as_json=as_json)


def staff_slot(
    file: Path,
    carer: int | None,
    *,
    slot: int | None,
    day: date | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Show where the ratio does not hold and who could help; with a carer let her."""
    with town(file) as workspace:
        with workspace.read() as db:
            wanted = slot_of(db, day, slot)
            missing, fixes = _gap(db, wanted)
        if carer is None:
            _show(wanted, missing, fixes, as_json=as_json)
            return
        fix = next((fix for fix in fixes if fix.person_id == carer), None)
        if fix is None:
            raise Refused("carer_does_not_help", id=carer)

        def work(db: Db) -> int:
            day_ratio.staff(db, fix.slot_id, fix.person_id, fix.starts, fix.ends)
            return carer

        records.store(workspace, CHANGED, [("person", carer)], work, dry_run=dry_run)
    told = f"{names.spoken(fix.name)} ist da von {days.times(fix.starts, fix.ends)}"
    records.say_done(carer, told, (), dry_run=dry_run, as_json=as_json)


def _gap(db: Db, slot: SlotRow) -> tuple[tuple[RatioStep, ...], tuple[CarerFix, ...]]:
    missing = day_ratio.gap(day_ratio.ratio_steps(slot, settings_of(db)))
    if not missing:
        return (), ()
    return missing, day_ratio.carer_fixes(db, slot, missing[0].starts, missing[-1].ends)


def _show(
    slot: SlotRow,
    missing: tuple[RatioStep, ...],
    fixes: tuple[CarerFix, ...],
    *,
    as_json: bool,
) -> None:
    lines = [
        f"{fix.person_id}: {names.spoken(fix.name)} {'bleibt' if fix.stays else 'kommt'},"
        f" {days.times(fix.starts, fix.ends)}"
        for fix in fixes
    ]
    if as_json:
        output.say_json({"id": slot.id, "hints": lines, "stored": False})
        return
    if not missing:
        output.say("Der Schlüssel reicht die ganze Zeit.")
        return
    when = days.times(missing[0].starts, missing[-1].ends)
    worst = max(step.weight - step.allowed for step in missing)
    output.say(f"Von {when} sind es {words.places(worst)} Plätze zu viel.")
    for line in lines:
        output.say(line)
    if not lines:
        output.say("Niemand ist zu dieser Zeit frei.")
