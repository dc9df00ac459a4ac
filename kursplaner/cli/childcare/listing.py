"""The childcare of a day as a list, and whom to call about a child."""

from datetime import date
from pathlib import Path
from typing import Any

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import iso_time, minute_at
from kursplaner.cli.childcare.places import date_of
from kursplaner.cli.shell import output
from kursplaner.cli.shell.town import town
from kursplaner.desk.wording import childcare as words
from kursplaner.desk.wording.callees import callees_text
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import listed
from kursplaner.desk.wording.words.relations import relation_word
from kursplaner.planning.childcare.day_ratio import RatioStep, ratio_steps
from kursplaner.store.queries.childcare import SlotChild, SlotRow, childcare_day
from kursplaner.store.queries.people.child_calls import call_routes
from kursplaner.store.queries.people.child_cards import collector_cards
from kursplaner.store.queries.people.people import people_by_id


def list_childcare(file: Path, day: date | None, *, as_json: bool) -> None:
    """Print the slots of a day with their children, each with its number and state."""
    on = day or clock.today()
    with town(file) as workspace, workspace.read() as db:
        slots = childcare_day(db, on)
        settings = workspace.settings
    tightest = {
        slot.id: min(ratio_steps(slot, settings), key=lambda step: step.free, default=None)
        for slot in slots
    }
    if as_json:
        output.say_json([_json(slot, tightest[slot.id]) for slot in slots])
        return
    for slot in slots:
        _say(slot, tightest[slot.id])
    if not slots:
        output.say(f"Am {days.short_day(on)} ist keine Kinderbetreuung.")


def _say(slot: SlotRow, tightest: RatioStep | None) -> None:
    where = ", ".join(part for part in (slot.room or "ohne Raum", listed(slot.courses)) if part)
    output.say(f"Betreuungszeit {slot.id}: {days.times(slot.starts, slot.ends)}, {where}")
    if tightest is not None:
        taken = words.of_places(tightest.weight, tightest.allowed)
        output.say(f"  Plätze: {taken}, {words.free_text(tightest.free)}")
    for carer in slot.carers:
        times = days.times(carer.starts, carer.ends)
        output.say(f"  {carer.person_id}: {names.spoken(carer.name)} betreut {times}")
    for child in slot.children:
        output.say(f"  {child.child_id}: {_line(slot, child)}")


def _line(slot: SlotRow, child: SlotChild) -> str:
    now = minute_at(clock.now()) if date_of(slot) == clock.today() else None
    _, _, state, rest = words.child_state(child, slot.starts, now)
    carer = next((c.name for c in slot.carers if c.person_id == child.carer_id), "")
    parts = (
        names.spoken(child.name),
        state,
        rest,
        f"bei {names.spoken(carer)}" if carer else "",
        f"Begründung: {child.over_limit_reason}" if child.over_limit_reason else "",
    )
    return ", ".join(part for part in parts if part)


def _json(slot: SlotRow, tightest: RatioStep | None) -> dict[str, Any]:
    """Return a slot as docs/json-schema/childcare-list.json describes it."""
    return {
        "id": slot.id,
        "room": slot.room,
        "courses": list(slot.courses),
        "starts": iso_time(slot.starts),
        "ends": iso_time(slot.ends),
        "taken_tenths": tightest.weight if tightest else 0,
        "allowed_tenths": tightest.allowed if tightest else 0,
        "carers": [
            {
                "id": carer.person_id,
                "name": carer.name,
                "starts": iso_time(carer.starts),
                "ends": iso_time(carer.ends),
            }
            for carer in slot.carers
        ],
        "children": [_child(child) for child in slot.children],
    }


def _child(child: SlotChild) -> dict[str, Any]:
    return {
        "id": child.child_id,
        "name": child.name,
        "state": child.status,
        "carer": child.carer_id,
        "brought_at": iso_time(child.brought_at) if child.brought_at is not None else None,
        "brought_by": child.brought_by,
        "collected_at": iso_time(child.collected_at) if child.collected_at is not None else None,
        "collected_by": child.collected_by,
        "remark": child.remark,
        "over_limit_reason": child.over_limit_reason,
    }


def list_calls(file: Path, child: int, day: date | None, *, as_json: bool) -> None:
    """Print whom to call about a child, and who may collect it.

    Raises:
        Refused: "not_found".
    """
    on = day or clock.today()
    with town(file) as workspace, workspace.read() as db:
        if not people_by_id(db, [child]):
            raise Refused("not_found", noun="person", id=child)
        routes, cards = call_routes(db, child, on), collector_cards(db, child, on)
    if as_json:
        output.say_json(
            {
                "calls": [{"number": r.value, "who": callees_text(r)} for r in routes],
                "may_collect": [card.name for card in cards if card.allowed],
                "may_not_collect": [card.name for card in cards if card.forbidden],
            }
        )
        return
    for route in routes:
        output.say(f"{route.value}: {callees_text(route)}")
    if not routes:
        output.say("Es ist kein Kontaktweg hinterlegt.")
    for card in cards:
        word = "darf nicht abholen" if card.forbidden else "darf abholen" if card.allowed else ""
        relation = relation_word(card.relation)
        who = f"{names.spoken(card.name)}, {relation}" if relation else names.spoken(card.name)
        if word:
            output.say(f"{who}: {word}")
