"""Whom to call about another time of the bus, at the shell."""

from pathlib import Path
from typing import Any

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of, iso_time, time_of
from kursplaner.cli.shell import output
from kursplaner.cli.shell.town import town
from kursplaner.desk.ride_calls import RideCall, ride_calls
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.absences import other_times
from kursplaner.planning.absences.other_dates import CARES, DRIVES, OFF, TAKES_PART, TEACHES, Times

KINDS = {TAKES_PART: "lesson", TEACHES: "work", CARES: "childcare", DRIVES: "ride"}
"""What a date is about, as the schema calls it."""


def list_calls(file: Path, told: int | None, *, dry_run: bool, as_json: bool) -> None:
    """Print who is to be called; with `told` note first that somebody knows.

    Raises:
        Refused: "nothing_to_tell" for somebody who is not to be called.
    """
    with town(file) as workspace:
        with workspace.read() as db:
            calls = ride_calls(db)
        if told is not None:
            if told not in {call.person_id for call in calls}:
                raise Refused("nothing_to_tell")
            calls = [call for call in calls if call.person_id != told]
            if not dry_run:
                with workspace.change(ActKind.FOLLOW_UP_DONE, [("person", told)]) as db:
                    other_times.told(db, told)
    if as_json:
        output.say_json([call_json(call) for call in calls])
        return
    for call in calls:
        output.say(f"{call.person_id}: {call.text}")
    if not calls:
        output.say("Niemandem ist eine Änderung zu sagen.")
    if dry_run and told is not None:
        output.say(output.NOT_STORED)


def call_json(call: RideCall) -> dict[str, Any]:
    """Return a call as docs/json-schema/ride-calls.json describes it."""
    return {
        "id": call.person_id,
        "name": call.name,
        "phone": call.phone,
        "sentence": call.sentence,
        "ways": [
            {
                "lesson": way.way.lesson_id,
                "direction": way.way.direction,
                "day": day_of(way.now).isoformat(),
                "told": f"{time_of(way.told):%H:%M}",
                "now": f"{time_of(way.now):%H:%M}",
                "place": way.place,
            }
            for way in call.ways
        ],
        "dates": [
            {
                "kind": KINDS[other.part.role],
                "id": other.part.record_id,
                "told": _span(other.told),
                "now": _span(other.now),
            }
            for other in call.dates
        ],
    }


def _span(times: Times) -> dict[str, str] | None:
    """Return day, beginning and end; None where nothing takes place."""
    if times == OFF:
        return None
    starts, ends = (iso_time(minute) for minute in times)
    return {"day": day_of(times[0]).isoformat(), "starts": starts, "ends": ends}
