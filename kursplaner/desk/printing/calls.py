"""The list of calls of an absence, or of changes, on paper: each sentence once, then whom."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from string import ascii_uppercase

from kursplaner.basics.settings import Settings
from kursplaner.basics.spans import clock_text, day_of, minute_of, minute_of_day
from kursplaner.desk.absences.call_list import CallLine, CallList
from kursplaner.desk.printing.sheets import letterhead
from kursplaner.desk.ride_calls import RideCall
from kursplaner.desk.wording import absences as wording
from kursplaner.desk.wording.ledger import NO_ANSWER, NOTHING, Stand, progress_texts
from kursplaner.desk.wording.words import days, names
from kursplaner.desk.wording.words.counts import listed
from kursplaner.documents.sheets.call_sheet import CalledPerson, CallSheet
from kursplaner.domain.kinds import AbsenceKind

CHANGES = "Geänderte Termine und Abfahrtszeiten"


def call_sheet(settings: Settings, calls: CallList, now: datetime) -> CallSheet:
    """Return the list as it stands at a moment."""
    row = calls.absence
    who = row.name if row.kind == AbsenceKind.VEHICLE else names.spoken(row.name)
    until = row.ends - minute_of(row.last)
    letters = _letters(_sentence(line) for line in calls.lines)
    stands = [line.ledger.stand for line in calls.lines if line.ledger is not None]
    return CallSheet(
        letterhead=letterhead(settings),
        day=now.date(),
        at=now.time(),
        what=wording.missing_text(
            row.kind, who or listed(row.villages), row.reason, row.first, row.last, until
        ),
        done=progress_texts(stands)[0],
        sentences=tuple((letter, sentence) for sentence, letter in letters.items()),
        people=tuple(_person(line, letters) for line in calls.lines),
    )


def change_sheet(settings: Settings, calls: Sequence[RideCall], now: datetime) -> CallSheet:
    """Return whom to call because of other dates and buses, as it stands at a moment."""
    letters = _letters(call.sentence for call in calls)
    return CallSheet(
        letterhead=letterhead(settings),
        day=now.date(),
        at=now.time(),
        what=CHANGES,
        done=progress_texts([Stand.OPEN for _ in calls])[0],
        sentences=tuple((letter, sentence) for sentence, letter in letters.items()),
        people=tuple(_changed(call, letters) for call in calls),
    )


def _changed(call: RideCall, letters: Mapping[str, str]) -> CalledPerson:
    return CalledPerson(
        leaves=clock_text(minute_of_day(call.starts)),
        name=call.name,
        beneath="",
        topic=days.short_day(day_of(call.starts)),
        way="",
        number=call.phone,
        route="",
        says=letters[call.sentence],
    )


def _letters(sentences: Iterable[str]) -> dict[str, str]:
    """Return a letter for each German sentence, in the order in which they are needed."""
    said = dict.fromkeys(sentences)
    return {text: _letter(at) for at, text in enumerate(text for text in said if text)}


def _letter(at: int) -> str:
    return ascii_uppercase[at] if at < len(ascii_uppercase) else str(at + 1)


def _sentence(line: CallLine) -> str:
    return line.sentences[0].text if line.sentences else ""


def _person(line: CallLine, letters: dict[str, str]) -> CalledPerson:
    said, way = line.ledger, line.ways[0]
    beneath = [line.children or (said.role if said is not None else ""), line.language]
    told = said.told if said is not None and said.told != NOTHING else ""
    at = said.told_at if said is not None and told else ""
    answer = said.answer if said is not None and not said.void else ""
    stand = said.stand if said is not None else Stand.OPEN
    return CalledPerson(
        leaves=clock_text(minute_of_day(line.leaves)),
        name=line.name,
        beneath=" · ".join(part for part in beneath if part),
        topic=said.topic if said is not None else line.concerns,
        way=said.way if said is not None else line.way,
        number=way.value,
        route=way.label,
        says=letters.get(_sentence(line), ""),
        told=f"{told} ({at})" if at else told,
        answer="" if answer == NO_ANSWER else answer,
        reached=stand is Stand.REACHED,
        mailbox=stand is Stand.MAILBOX,
    )
