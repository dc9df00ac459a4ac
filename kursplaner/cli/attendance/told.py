"""Marks told on the line: `--mark "Rima Haddad=E:krank"`, and all others by one sign."""

from collections.abc import Collection, Iterable

from kursplaner.basics.errors import Refused
from kursplaner.basics.folding import fold
from kursplaner.cli.shell.people import person_id_of
from kursplaner.desk.wording.words.kinds import WORDS
from kursplaner.domain.kinds import ExcuseReason, Mark
from kursplaner.planning.attendance.entering import LONGEST_MARK, MarkEntry
from kursplaner.store.queries.attendance.attendance import AttendanceGridAnswer
from kursplaner.store.session import Db


def entries_told(
    db: Db, grid: AttendanceGridAnswer, lesson_id: int, told: Iterable[str], others: str
) -> list[MarkEntry]:
    """Return the marks of a lesson as they were told; `others` for all who have none yet.

    Raises:
        Refused: "mark_not_told" (text), "marked_twice", "not_in_course", or who nobody knows.
    """
    entries: dict[int, MarkEntry] = {}
    for text in told:
        who, sign, reason = _apart(text)
        key = person_id_of(db, who)
        if key in entries:
            raise Refused("marked_twice", id=key)
        if key not in {person.person_id for person in grid.people}:
            raise Refused("not_in_course", id=key)
        entries[key] = MarkEntry(_sign(text, sign), person_id=key, reason=reason)
    if others:
        every = _sign(others, others)
        rest = _unmarked(grid, lesson_id, entries)
        entries |= {key: MarkEntry(every, person_id=key) for key in rest}
    return list(entries.values())


def _unmarked(grid: AttendanceGridAnswer, lesson_id: int, told: Collection[int]) -> list[int]:
    lesson = next((row for row in grid.lessons if row.id == lesson_id), None)
    return [
        person.person_id
        for person in grid.people
        if lesson is not None and person.expected(lesson) and person.person_id not in told
        if (person.person_id, lesson_id) not in grid.marks
    ]


def _apart(text: str) -> tuple[str, str, ExcuseReason | None]:
    """Return who, which sign and why: "24", "E" and "krank" of "24=E:krank"."""
    who, _, rest = text.partition("=")
    sign, _, why = rest.partition(":")
    if not who.strip() or not sign.strip():
        raise Refused("mark_not_told", text=text)
    return who.strip(), sign.strip(), _reason(why.strip()) if why.strip() else None


def _reason(text: str) -> ExcuseReason:
    for reason in ExcuseReason:
        if fold(text) in (fold(reason.value), fold(WORDS[ExcuseReason][reason])):
            return reason
    raise Refused("mark_reason_unknown", text=text, known=list(WORDS[ExcuseReason].values()))


def _sign(text: str, sign: str) -> Mark | str | None:
    bare = sign.strip().upper()
    if bare in ("-", "–"):
        return None
    if not bare or len(bare) > LONGEST_MARK or not bare.isprintable():
        raise Refused("mark_not_told", text=text)
    return Mark(bare) if bare in tuple(Mark) else bare
