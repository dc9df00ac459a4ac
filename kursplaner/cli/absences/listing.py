"""Whom to call: the ledgers of absences and what is to be told of changes, shown or on paper."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import Span, day_of, minute_of
from kursplaner.basics.whole_file import write_whole
from kursplaner.cli.absences.answers import answer_of, latest, ledger_table
from kursplaner.cli.rides.calling import call_json
from kursplaner.cli.shell import output
from kursplaner.cli.shell.town import town
from kursplaner.desk.absences.call_list import read_call_list
from kursplaner.desk.printing.calls import CHANGES, call_sheet, change_sheet
from kursplaner.desk.printing.readable import paper_of
from kursplaner.desk.ride_calls import RideCall, ride_calls
from kursplaner.desk.wording import print_words
from kursplaner.desk.wording.words.days import period
from kursplaner.documents.sheets import call_sheet as call_paper
from kursplaner.store.queries.absences.absences import absence as absence_row
from kursplaner.store.queries.absences.absences import absences_between
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

NOBODY = "Niemand ist anzurufen."
FAR = 2**40


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which absences are shown, and who is to be told of which changes."""

    absences: tuple[int, ...]
    changes: tuple[RideCall, ...] = ()


def list_calls(
    file: Path, absence: int | None, day: date | None, out: Path | None, *, as_json: bool
) -> None:
    """Show the lists of one absence, of a day, or of today and later; with `out` write them, too.

    Raises:
        Refused: "not_found".
    """
    with town(file) as workspace, workspace.read() as db:
        asked = _asked(db, absence, day)
        answers = [{**answer_of(db, key), "stored": True} for key in asked.absences]
        if out is not None:
            _write(db, asked, out)
        if not as_json:
            for key, answer in zip(asked.absences, answers, strict=True):
                _say(db, key, answer, alone=absence is not None)
            _say_changes(asked.changes)
    if as_json and absence is not None:
        output.say_json(answers[0])
    elif as_json:
        changes = [call_json(call) for call in asked.changes]
        output.say_json({"absences": answers, "changes": changes})
    elif not answers and not asked.changes:
        output.say(NOBODY)


def _asked(db: Db, absence: int | None, day: date | None) -> _Asked:
    if absence is not None:
        return _Asked((absence,))
    first = day or clock.today()
    until = FAR if day is None else minute_of(day) + 24 * 60
    current = absences_between(db, Span(minute_of(first), until))
    keys = tuple(row.id for row in sorted(current, key=lambda row: (row.starts, row.id)))
    changes = tuple(call for call in ride_calls(db) if day is None or _is_on(call, day))
    return _Asked(keys or (() if changes or day is not None else _last(db)), changes)


def _last(db: Db) -> tuple[int, ...]:
    """Return the absence that was reported last, if there ever was one."""
    try:
        return (latest(db),)
    except Refused:
        return ()


def _is_on(call: RideCall, day: date) -> bool:
    """Tell whether something that is other than she knows was, or is, on a day."""
    minutes = [minute for way in call.ways for minute in (way.told, way.now)]
    minutes += [times[0] for other in call.dates for times in (other.told, other.now)]
    return day in {day_of(minute) for minute in minutes}


def _write(db: Db, asked: _Asked, out: Path) -> None:
    settings, now = settings_of(db), clock.now()
    sheets = [call_sheet(settings, read_call_list(db, key), now) for key in asked.absences]
    if asked.changes or not sheets:
        sheets.append(change_sheet(settings, asked.changes, now))
    paper = paper_of(db, "Anrufliste", tuple(sheets), call_paper.draw_all)
    if paper.unprintable:
        output.complain(print_words.without_font(paper.unprintable))
    write_whole(out, paper.pdf)


def _say(db: Db, key: int, answer: dict[str, Any], *, alone: bool) -> None:
    row = absence_row(db, key)
    if row is not None and not alone:
        name = answer["name"] or "der ganze Tag"
        output.say(f"Ausfall {row.id}: {name}, {period(row.first, row.last)}")
    output.say(ledger_table(answer["calls"]) if answer["calls"] else NOBODY)


def _say_changes(calls: Collection[RideCall]) -> None:
    if calls:
        output.say(f"{CHANGES}:")
    for call in calls:
        output.say(f"{call.person_id}: {call.text}")
