"""What a plan would do, in one line or a few: "1 Raum, 4 Kinder, 2 Fahrten ziehen mit"."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kursplaner.basics.spans import day_of
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted, noun
from kursplaner.desk.wording.words.nouns import record

if TYPE_CHECKING:
    from kursplaner.planning.lessons.cancelling import CancelPlan
    from kursplaner.planning.lessons.making_up import MadeUp
    from kursplaner.planning.lessons.relocation import Relocation, Untouched

STAYS = {
    "past": "vorbei",
    "recorded": "Anwesenheit ist eingetragen",
    "serves_other_lessons": "gehört auch zu anderen Terminen",
    "driven": "schon gefahren",
}
STAY = {"serves_other_lessons": "gehören auch zu anderen Terminen"}
"""How a reason is said of several."""
LACKING = {
    "room": "Der Raum ist dann belegt; bitte wählen Sie einen anderen.",
    "teacher": "Die Lehrkraft ist dann verplant; bitte teilen Sie eine andere ein.",
    "childcare_room": "Der Raum der Kinderbetreuung ist dann belegt.",
    "carer": "Eine Betreuungsperson ist dann verplant; bitte teilen Sie eine andere ein.",
    "vehicle": "Das Fahrzeug ist dann unterwegs; bitte wählen Sie ein anderes.",
    "driver": "Die Person am Steuer ist dann verplant; bitte teilen Sie eine andere ein.",
}


def move_line(moved: "Relocation") -> str:
    """Return what goes along with a move, for the line under a dropped lesson."""
    counts = [
        counted(len(moved.lessons), "lesson") if len(moved.lessons) > 1 else "",
        counted(moved.rooms, "room") if moved.rooms else "",
        counted(moved.children, "child") if moved.children else "",
        counted(len(moved.rides), "ride") if moved.rides else "",
    ]
    parts = [count for count in counts if count]
    if not parts:
        return "Nichts weiter zieht mit."
    alone = len(parts) == 1 and parts[0].startswith("1 ")
    return f"{', '.join(parts)} {'zieht' if alone else 'ziehen'} mit."


def stretch_line(moved: "Relocation") -> str:
    """Return what goes along when lessons become longer or shorter."""
    parts = [
        counted(len(moved.lessons), "lesson") if len(moved.lessons) > 1 else "",
        counted(len(moved.slots), "slot") if moved.slots else "",
        counted(len(moved.rides), "ride") if moved.rides else "",
    ]
    given = [part for part in parts if part]
    if not given:
        return "Nichts weiter zieht mit."
    alone = len(given) == 1 and given[0].startswith("1 ")
    return f"{', '.join(given)} {'zieht' if alone else 'ziehen'} mit."


def extra_lines(lesson: "MadeUp") -> list[str]:
    """Return what comes with one lesson more: "Mit 1 Raum, 3 Kindern …", then what it lacks."""
    rooms = len(
        {room_id for room_id in (lesson.room_id, *(s.room_id for s in lesson.slots)) if room_id}
    )
    children = sum(slot.children for slot in lesson.slots)
    counts = [
        counted(rooms, "room") if rooms else "",
        counted(len(lesson.people), "teacher") if lesson.people else "",
        counted(children, "child") if children else "",
        counted(len(lesson.rides), "ride") if lesson.rides else "",
    ]
    parts = [count for count in counts if count]
    alone = len(parts) == 1 and parts[0].startswith("1 ")
    verb = "kommt" if alone else "kommen"
    first = f"{', '.join(parts)} {verb} dazu." if parts else "Raum und Lehrkraft fehlen noch."
    return [first, *lacking_lines(lesson.lacking)]


def stay_lines(untouched: "tuple[Untouched, ...]") -> list[str]:
    """Return what stays although it belongs to the series, one line for each reason."""
    reasons: dict[tuple[str, str], int] = {}
    for kept in untouched:
        key = (kept.noun, kept.why)
        reasons[key] = reasons.get(key, 0) + 1
    return [
        f"{_amount(kind, count)} bleibt unverändert: {STAYS.get(why, why)}."
        if count == 1
        else f"{_amount(kind, count)} bleiben unverändert: {STAY.get(why, STAYS.get(why, why))}."
        for (kind, why), count in reasons.items()
    ]


def lacking_lines(lacking: Iterable[tuple[str, int]]) -> list[str]:
    """Return what a lesson made up at the end still lacks, each thing once."""
    return list(dict.fromkeys(LACKING[kind] for kind, _ in lacking))


def cancel_lines(plan: "CancelPlan") -> list[str]:
    """Return what would be called off, what stays, and when it would be made up."""
    parts = [counted(len(plan.lesson_ids), "lesson")]
    if plan.slot_ids:
        children = counted(plan.children, "child")
        parts.append(f"{counted(len(plan.slot_ids), 'slot')} ({children})")
    if plan.ride_ids:
        parts.append(counted(len(plan.ride_ids), "ride"))
    lines = [f"Es entfallen: {', '.join(parts)}."]
    lines += stay_lines(plan.untouched)
    if plan.made_up:
        shown = [days.short_day(day_of(made_up.starts)) for made_up in plan.made_up[:3]]
        more = f" und {len(plan.made_up) - len(shown)} weitere" if len(plan.made_up) > 3 else ""
        lines.append(f"Nachgeholt wird am {', '.join(shown)}{more}".rstrip(".") + ".")
        lines += lacking_lines(pair for made_up in plan.made_up for pair in made_up.lacking)
    return lines


def _amount(kind: str, count: int) -> str:
    keys = {"lesson": "lesson", "childcare": "slot", "ride": "ride"}
    key = keys.get(kind)
    return f"{count} {noun(key, count)}" if key else f"{count} {record(kind)}"


def moved_to(starts: int, ends: int, target_starts: int, target_ends: int) -> str:
    """Return "Di 02.03.2027, 9:00–11:15 → Do 04.03.2027, 9:00–11:15"."""
    return f"{days.when(starts, ends)} → {days.when(target_starts, target_ends)}"
