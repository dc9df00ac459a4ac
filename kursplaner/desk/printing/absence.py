"""The confirmation of failed childcare: which families get one, with their days and courses."""

from kursplaner.basics.spans import day_of, time_of
from kursplaner.desk.absences.call_list import CallLine, CallList
from kursplaner.desk.printing.sheets import letterhead
from kursplaner.desk.wording.words.names import spoken
from kursplaner.documents.sheets.childcare_failed import ChildcareFailed, FailedDay, explained
from kursplaner.domain.kinds import CallAnswer
from kursplaner.planning.absences.reach import Part
from kursplaner.store.queries.absences.absences import LookedAfter, looked_after
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of


def confirmations(db: Db, calls: CallList) -> tuple[ChildcareFailed, ...]:
    """Return one sheet for every family that stays at home because the childcare fails."""
    slots = {touched.id: touched for touched in calls.touched if touched.part is Part.CARER}
    home = {call.person_id: call for call in calls.lines if call.answer == CallAnswer.STAYS_HOME}
    found: dict[int, list[LookedAfter]] = {}
    for child in looked_after(db, list(slots)):
        if child.guardian_id in home:
            found.setdefault(child.guardian_id, []).append(child)
    head = letterhead(settings_of(db))
    sheets = []
    for key, children in found.items():
        times = sorted({(slots[c.slot_id].starts, c.slot_id) for c in children})
        days = tuple(
            FailedDay(
                day=day_of(starts),
                starts=time_of(starts),
                ends=time_of(slots[slot].ends),
                course=slots[slot].title,
            )
            for starts, slot in times
        )
        names = tuple(dict.fromkeys(spoken(child.name) for child in children))
        sheets.append(
            ChildcareFailed(
                letterhead=head,
                name=spoken(home[key].name),
                children=names,
                days=days,
                place=settings_of(db).text("town.name"),
                language=_language(home[key]),
            )
        )
    return tuple(sheets)


def _language(line: CallLine) -> str:
    """Return the first of the family's languages in which the letter has a text."""
    return next((code for code in line.languages if code == "de" or explained(code)), "de")
