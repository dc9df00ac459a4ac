"""What the commands about an absence answer: the absence, who stands in, the ledger of calls."""

from typing import TYPE_CHECKING, Any

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import iso_time
from kursplaner.cli.shell import output

if TYPE_CHECKING:
    from kursplaner.desk.absences.call_list import CallLine, CallList
    from kursplaner.planning.absences.stand_ins import Need
    from kursplaner.store.session import Db


def answer_of(db: "Db", absence_id: int) -> dict[str, Any]:
    """Return what docs/json-schema/absence.json describes."""
    from kursplaner.desk.absences.call_list import read_call_list
    from kursplaner.desk.wording.words.counts import listed
    from kursplaner.planning.absences.stand_ins import needs

    calls = read_call_list(db, absence_id)
    return {
        "id": absence_id,
        "kind": calls.absence.kind,
        "name": calls.absence.name or listed(calls.absence.villages),
        "first": calls.absence.first.isoformat(),
        "last": calls.absence.last.isoformat(),
        "ends": iso_time(calls.absence.ends),
        "withdrawn": calls.absence.withdrawn,
        "reason": calls.absence.reason,
        "touched": _touched(calls),
        "stand_ins": [row for need in needs(db, absence_id) for row in _stand_ins(need)],
        "calls": _calls(calls),
    }


def _touched(calls: "CallList") -> list[dict[str, Any]]:
    from kursplaner.basics.spans import day_of

    return [
        {
            "part": touched.part.value,
            "source": touched.source,
            "id": touched.id,
            "title": touched.title,
            "day": day_of(touched.starts).isoformat(),
            "starts": iso_time(touched.starts),
            "ends": iso_time(touched.ends),
        }
        for touched in calls.touched
    ]


def _stand_ins(need: "Need") -> list[dict[str, Any]]:
    from kursplaner.desk.wording.absences import FITS, candidate_text

    return [
        {
            "part": need.part.value,
            "id": candidate.choice.id,
            "name": candidate.choice.name,
            "fit": candidate.fit.value,
            "records": list(candidate.records),
            "sentence": f"{FITS[candidate.fit][0]}: {candidate_text(candidate, need.part)}",
        }
        for candidate in need.candidates
    ]


def _calls(calls: "CallList") -> list[dict[str, Any]]:
    return [
        {
            "person_id": call.person_id,
            "name": call.name,
            "children": call.children,
            "concerns": call.concerns,
            "way": call.way,
            "language": call.language,
            "routes": [{"kind": w.kind, "value": w.value, "label": w.label} for w in call.ways],
            "sentences": [
                {"language": s.language, "text": s.text, "checked": s.checked}
                for s in call.sentences
            ],
            "result": call.result,
            **_ledger(call),
        }
        for call in calls.lines
    ]


def _ledger(call: "CallLine") -> dict[str, Any]:
    from kursplaner.basics.spans import clock_text, minute_of_day

    said = call.ledger
    if said is None:
        raise LookupError("a call without its line in the ledger")
    return {
        "leaves": clock_text(minute_of_day(call.leaves)),
        "role": said.role,
        "topic": said.topic,
        "told": said.told,
        "told_at": said.told_at,
        "now": said.now,
        "answer": said.answer,
        "means": said.means,
        "void": said.void,
        "stand": said.stand.value,
        "brings": [{"id": key, "name": name} for key, name in said.children],
        "without": sorted(said.without),
    }


def ledger_table(calls: list[dict[str, Any]]) -> str:
    """Return the ledger as a table: what was said, what holds now, what they answered."""
    from kursplaner.desk.wording.ledger import STANDS, Stand

    rows = [
        (
            call["leaves"],
            f"{call['name']} ({call['person_id']})",
            call["topic"] or call["concerns"],
            _first_route(call),
            " ".join(part for part in (call["told"], call["told_at"], call["now"]) if part),
            f"{call['answer']}, {call['means']}" if call["means"] else call["answer"],
            STANDS[Stand(call["stand"])][0],
        )
        for call in calls
    ]
    heads = ("Ab", "Wer", "Betrifft", "Nummer", "Zuletzt gesagt", "Antwort", "Stand")
    return output.table(heads, rows)


def _first_route(call: dict[str, Any]) -> str:
    first = call["routes"][0]
    return f"{first['value']} ({first['label']})"


def latest(db: "Db") -> int:
    """Return the absence that was reported last, of those not taken back if there is one.

    Raises:
        Refused: "no_absence".
    """
    from kursplaner.basics.spans import Span
    from kursplaner.store.queries.absences.absences import absences_between

    found = absences_between(db, Span(0, 2**40))
    newest = max(found, key=lambda row: (not row.withdrawn, row.reported_at, row.id), default=None)
    if newest is None:
        raise Refused("no_absence")
    return newest.id
