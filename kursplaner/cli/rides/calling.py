"""Whom to call about another time of the bus, at the shell."""

from pathlib import Path
from typing import Any

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import day_of, time_of
from kursplaner.cli.shell import output
from kursplaner.cli.shell.town import town
from kursplaner.desk.ride_calls import RideCall, ride_calls
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.absences import other_times


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
        output.say_json([_json(call) for call in calls])
        return
    for call in calls:
        output.say(f"{call.person_id}: {call.text}")
    if not calls:
        output.say("Niemandem ist eine neue Abfahrtszeit zu sagen.")
    if dry_run and told is not None:
        output.say(output.NOT_STORED)


def _json(call: RideCall) -> dict[str, Any]:
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
    }
